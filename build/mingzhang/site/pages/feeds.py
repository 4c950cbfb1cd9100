"""An Atom feed beside the page of each department and each district."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ...exports import Release, release_of
from ...exports.feed import entries, feed
from ...portal import Portal
from ..disclosures import all_disclosures
from ..templating import named
from .listings import places_of


@dataclass(frozen=True, slots=True)
class Feed:
    """The feed beside the page at `page`: its title and its entries."""

    release: Release
    page: str
    title: str
    rows: list[tuple[Any, ...]]

    @property
    def path(self) -> str:
        return f"{self.page}feed.xml"

    @property
    def made_of(self) -> object:
        """What the feed follows from beside the settings."""
        return self.title, self.release.description, self.rows

    def files(self) -> Iterable[tuple[str, bytes]]:
        """Give its path in the site with its bytes."""
        return [(self.path, feed(self.release, self.rows, {}, self.page, self.title))]


def place_feeds(conn: sqlite3.Connection, portal: Portal) -> Iterator[Feed]:
    """Yield the feeds of departments and districts."""
    release = release_of(conn, portal)
    rows = all_disclosures(conn)
    for id_, row in {row["department_id"]: row for row in rows}.items():
        yield Feed(release, f"departments/{id_}/", f"{named(row)}：新公开与更正", entries(conn, [id_]))
    for name, at, chosen in places_of(rows):
        departments = sorted({row["department_id"] for row in chosen})
        yield Feed(release, f"districts/{at}/", f"{name}：新公开与更正", entries(conn, departments))
