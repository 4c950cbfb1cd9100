"""The settings of one portal: `portal.yml`, read strictly (an unknown key is an error, not a shrug)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from .settings import SettingsError, place_of, read_settings

__all__ = [
    "FILE_NAME", "PARTS", "Meilisearch", "Portal", "Privacy", "Remote", "Search", "SettingsError", "Sql", "copy_sample",
    "load_portal", "starter_root",
]  # fmt: skip

FILE_NAME = "portal.yml"
PARTS = ("content", "search", "datasette_metadata.yml", FILE_NAME)
"""What a portal is made of beside its disclosures; `mingzhang init` copies these."""


_CONTACT = re.compile(r"[^@\s:/?]{1,100}@[^@\s:/?]{1,200}|https?://[^\s\"'<>]{3,1000}")
_ORIGIN = re.compile(r"\*|https?://[A-Za-z0-9.-]{1,253}(:\d{1,5})?")


@dataclass(frozen=True)
class Remote:
    """A further Meilisearch server: it holds the documents of `provinces` (full names), and is told apart by `name`."""

    name: str
    url: str
    provinces: tuple[str, ...]


@dataclass(frozen=True)
class Meilisearch:
    """`url` of the server that is asked; keys come from the environment (`MINGZHANG_MEILISEARCH_KEY`), never from a file.

    It holds the documents of all provinces that none of `remotes` holds, and asks these with every search.
    """

    url: str = ""
    remotes: tuple[Remote, ...] = ()


@dataclass(frozen=True)
class Search:
    """`backend` is one of `search/backends/registry.py`; `fallback`: build the static index as well, so that the page
    answers when the back end is down."""

    backend: str = "sqlite"
    fallback: bool = False
    meilisearch: Meilisearch = field(default_factory=Meilisearch)


@dataclass(frozen=True)
class Sql:
    """`open`: visitors may write SQL of their own under /data/."""

    open: bool = False


@dataclass(frozen=True)
class Assistants:
    """`open`: `mingzhang serve` answers assistants at /mcp."""

    open: bool = False


@dataclass(frozen=True)
class Privacy:
    """`mask`: mobile and identity numbers printed in a document are masked in all that is published."""

    mask: bool = True


@dataclass(frozen=True)
class Check:
    """What `mingzhang check` does unless its options say otherwise: rules by id or family, the least severity, the
    baseline file."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: str = ""
    baseline: str = ""


@dataclass(frozen=True)
class Portal:
    """One portal. `root` is the folder that holds content/, search/ and the rest; relative paths start there.

    `budgets`: departmental budgets among the inputs are read as what they are, beside the accounts of the same year.
    `compact`: a server is at hand: pages beside a disclosure's lie compressed, workbooks are made when asked for.
    `partition`: a portal of its own for each province or city, under one front (docs/scale.md).
    `publish_sources`: the original files can be downloaded, each under its SHA-256.
    `cors` lists the sites (`https://example.org`, or `*`) whose pages may read this portal's data in the browser.
    """

    title: str = "明账 · 部门决算公开"
    description: str = "汇集各部门决算公开文件，逐表逐句可查、可比、可核对"
    language: str = "zh"
    base_url: str = "http://127.0.0.1:8000/"
    contact: str = ""
    licence: str = "CC-BY-4.0"
    input: str = "disclosures"
    output: str = "portal"
    notice: str = ""
    publish_sources: bool = True
    search: Search = field(default_factory=Search)
    sql: Sql = field(default_factory=Sql)
    mcp: Assistants = field(default_factory=Assistants)
    privacy: Privacy = field(default_factory=Privacy)
    budgets: bool = False
    compact: bool = False
    partition: Literal["none", "province", "city"] = "none"
    cors: tuple[str, ...] = ()
    check: Check = field(default_factory=Check)
    root: Path = field(default_factory=Path)

    @property
    def files_only(self) -> bool:
        """Tell whether the site is made for a host that only hands out files: its search answers in the browser."""
        return self.search.backend == "pagefind"

    def part(self, name: str) -> Path:
        """One of `PARTS` of this portal; the starter's where this one has none of its own."""
        own = self.root / name
        return own if own.exists() else starter_root() / name


def starter_root() -> Path:
    """Return the folder with the starter portal: the checkout this runs from, or what the wheel carries."""
    package = Path(__file__).resolve().parent
    checkout = package.parent.parent
    if (checkout / FILE_NAME).is_file() and (checkout / "pyproject.toml").is_file():
        return checkout
    return package.parent / "mingzhang_starter"


def copy_sample(folder: Path) -> list[Path]:
    """Copy the starter's made-up disclosures and registers into `folder`; files of other names stay. Return the paths of
    the disclosures.

    Raises `OSError` where `folder` cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    copied = []
    for pattern in ("sample-*.txt", "*.csv"):
        for path in sorted((starter_root() / "disclosures").glob(pattern)):
            target = folder / path.name
            target.write_bytes(path.read_bytes())
            copied.append(target)
    return [path for path in copied if path.suffix == ".txt"]


def load_portal(root: Path | None = None) -> Portal:
    """Load the portal of folder `root` (default: here). Without a portal.yml there: the defaults, on the starter's files."""
    folder = (root or Path.cwd()).resolve()
    file = folder / FILE_NAME
    if not file.is_file():
        return Portal(root=starter_root())
    portal = read_settings(file, Portal, {"root": str(folder)})
    if portal.contact and not _CONTACT.fullmatch(portal.contact):
        raise SettingsError(
            f"{place_of(file, 'contact')}: contact is {portal.contact!r}; write a mail address, the address of a form, "
            "or that of a repository with issues"
        )
    if portal.partition != "none" and portal.search.backend not in ("sqlite", "meilisearch"):
        raise SettingsError(
            f"{place_of(file, 'partition')}: portals by {portal.partition} are searched by a server: search.backend is sqlite or meilisearch"
        )
    if portal.compact and portal.files_only:
        raise SettingsError(
            f"{place_of(file, 'compact')}: compact leaves to a server what search.backend pagefind writes for a host of files; take one out"
        )
    wrong = next((origin for origin in portal.cors if not _ORIGIN.fullmatch(origin)), None)
    if wrong is not None:
        raise SettingsError(f"{file}: cors: {wrong!r} is no site; write https://example.org, or *")
    return portal
