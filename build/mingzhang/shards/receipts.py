"""What reading is asked for, and what it hands back: a task for each file, a receipt of what became of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from ..model import FileCorrection, Identity, Source, Wanted


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, what the portal calls it, the folder of the shards made so, whether persons' numbers are masked, and
    whether pictures of pages that nobody recognised may wait (`Receipt.waiting`) or are told as not read."""

    path: Path
    name: str
    cache: Path
    mask: bool = True
    waits: bool = False
    corrections: tuple[FileCorrection, ...] = ()
    parts: tuple[tuple[Path, str], ...] = ()
    """The files of an account split over several, each with its name; `path` is then that of the first."""

    def files(self) -> list[Task]:
        """A task for each file: one, but of a split account."""
        return [replace(self, path=path, name=name, parts=()) for path, name in self.parts] or [self]

    def wanted(self, data: bytes) -> list[Wanted]:
        """What a person wants put right of the file with the content `data`."""
        return self.wanted_of(hashlib.sha256(data).hexdigest()) if self.corrections else []

    def wanted_of(self, source_id: str) -> list[Wanted]:
        """What a person wants put right of what is published under this task's name or an identifier."""
        return [one.row for one in self.corrections if one.is_of(self.name, source_id)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of one file: `ok` with whose accounts it holds, or `quarantined` with the reason (Chinese). `holds`
    tells what of an account it holds (`parsing.holding`); a file that was joined with others is of kind `part`, and the
    receipt of the whole names the `parts` by their hashes. `masked`
    are the lines in which numbers of persons were hidden, `waiting` the pages to recognise before it can be read,
    `corrected` a digest of what a person wants put right, `not_corrected` what of it could not be, a line each."""

    name: str
    source_id: str
    format: str
    bytes: int
    status: Literal["ok", "quarantined"]
    error: str | None = None
    kind: Literal["final", "budget", "part"] = "final"
    lines: int | None = None
    reader: str | None = None
    carrier: str | None = None
    pages: int | None = None
    department_id: str = ""
    department: str = ""
    fiscal_year: int = 0
    made_up: bool = False
    findings: int = 0
    cached: bool = False
    body: str = ""
    province: str | None = None
    city: str | None = None
    scope: str | None = None
    published_on: str | None = None
    masked: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    corrected: str = ""
    not_corrected: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def disclosure_id(self) -> str:
        """The identifier that the rows of the shard carry."""
        return f"{self.department_id}-{self.fiscal_year}"


def read_receipt(name: str, source: Source, who: Identity, body: str, **more: Any) -> Receipt:
    """The receipt of a file that was read: whose accounts it holds, where it is a disclosure or a budget; `more` are
    further fields."""
    return Receipt(
        name=name,
        source_id=source.id,
        format=source.format,
        bytes=source.bytes,
        status="ok",
        lines=source.lines,
        reader=source.reader,
        carrier=source.carrier,
        pages=source.pages,
        department_id=who.department_id,
        department=who.name,
        fiscal_year=who.fiscal_year,
        body=body,
        province=who.province,
        city=who.city,
        scope=who.scope,
        published_on=who.published_on,
        **more,
    )


def digest_of(wanted: Sequence[Wanted]) -> str:
    """A digest of what a person wants put right of a file; "" where it is nothing."""
    return hashlib.sha256(repr(wanted).encode()).hexdigest() if wanted else ""
