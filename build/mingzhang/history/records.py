"""The records of a portal's history. They are written as JSON with these names; a later version may add fields."""

from __future__ import annotations

from typing import Literal

import msgspec

Status = Literal["published", "withdrawn", "removed", "moved"]
"""`removed`: its file is no longer among the inputs; `moved`: the same file is another account's now (its name or year was
read otherwise)."""
Scope = Literal["汇总", "本级", ""]


class Version(msgspec.Struct, omit_defaults=True):
    """One file of an account. `number` counts from 1 in the order of publication and never changes.

    `published_on` is the printed date, `published_at` the moment of the build that first published it (UTC, ISO); None
    in a portal's first build, which knows no more than the documents print. `replaced_by` is the number of the version
    that came after it, `changes` how many figures that one prints otherwise (None where that cannot be known).
    """

    number: int
    source_id: str
    published_on: str | None = None
    published_at: str | None = None
    replaced_by: int | None = None
    changes: int | None = None


class Account(msgspec.Struct, omit_defaults=True):
    """One address `d/ID/`: whose account of which year and scope it is, and what became of it.

    `current` is the number of the version that the page shows, `since` the moment of the last change
    of that or of `status`.
    `asides` are the numbers of versions that ever stood at an address of their own (`d/ID/v1/`).
    """

    body: str
    year: int
    scope: Scope = ""
    status: Status = "published"
    current: int = 1
    versions: list[Version] = []
    since: str | None = None
    moved_to: str | None = None
    reason: str = ""
    asides: list[int] = []


class History(msgspec.Struct, omit_defaults=True):
    """`bodies` gives each body's full name its identifier, `accounts` each disclosure's identifier its account.

    `pages` are the addresses of all pages ever published, `last` the latest moment in this history.
    """

    format: int = 1
    bodies: dict[str, str] = {}
    accounts: dict[str, Account] = {}
    pages: list[str] = []
    last: str | None = None
