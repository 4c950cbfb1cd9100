"""What every machine-readable description of the data says alike: who, under which licence, which version, which files."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from ..portal import Portal
from .citing import data_version
from .table_rows import tuples, years_of

KEYWORDS = ("部门决算", "财政公开", "三公经费", "政府支出", "final accounts", "open data", "China")
_MEDIA = {
    ".csv": "text/csv",
    ".jsonl": "application/x-ndjson",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".gz": "application/gzip",
    ".json": "application/json",
    ".xml": "application/atom+xml",
}


def licence_url(licence: str) -> str:
    """Return the address of a licence's text, from its SPDX identifier."""
    return f"https://spdx.org/licenses/{licence}.html"


@dataclass(frozen=True, slots=True)
class Release:
    """One build's data as its descriptions present it."""

    portal: Portal
    version: str
    years: tuple[int, ...]
    districts: tuple[str, ...]
    newest: str | None

    @property
    def description(self) -> str:
        return (
            f"{self.portal.description}。{self.portal.notice}"
            if self.portal.notice
            else self.portal.description
        )

    @property
    def licence_url(self) -> str:
        return licence_url(self.portal.licence)

    def url(self, address: str = "") -> str:
        """Return the absolute address of something relative to the portal's root."""
        return f"{self.portal.base_url.rstrip('/')}/{address}"


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of the release: its path below the data folder, size, digest and media type."""

    path: str
    bytes: int
    sha256: str
    media: str


@lru_cache(maxsize=2)
def release_of(conn: sqlite3.Connection, portal: Portal) -> Release:
    """Return the release of a finished database; read once for a connection, since every page asks."""
    cursor = tuples(conn)
    districts = tuple(
        name
        for (name,) in cursor.execute(
            "SELECT DISTINCT district FROM departments WHERE district > '' ORDER BY 1"
        )
    )
    (newest,) = cursor.execute("SELECT max(published_on) FROM disclosures").fetchone()
    built = cursor.execute("SELECT value FROM portal WHERE key = 'notice'").fetchone()
    if built:  # what the build said of the data, made-up samples included
        portal = replace(portal, notice=str(built[0]))
    return Release(portal, data_version(conn), tuple(years_of(conn)), districts, newest)


def data_file(folder: Path, file: Path) -> DataFile:
    """Describe a file, digest included."""
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    path = file.relative_to(folder).as_posix()
    return DataFile(path, file.stat().st_size, digest, _MEDIA.get(file.suffix, "application/octet-stream"))


def write_json(file: Path, value: Any) -> None:
    """Write JSON for people and programs: indented, Chinese as it is, keys in the order given."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


def package_head(release: Release, name: str, title: str) -> dict[str, Any]:
    """Return what a data package says of itself before its resources."""
    return {
        "name": name,
        "title": title,
        "description": release.description,
        "version": release.version,
        "homepage": release.url(),
        "keywords": list(KEYWORDS),
        "licenses": [
            {"name": release.portal.licence, "path": release.licence_url, "title": release.portal.licence}
        ],
    }
