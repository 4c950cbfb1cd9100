"""An Atom feed beside the page of each department and each district."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from ...exports import release_of
from ...exports.feed import feed
from ...portal import Portal
from ..disclosures import all_disclosures
from ..templating import named
from .listings import places_of


def place_feeds(conn: sqlite3.Connection, portal: Portal) -> Iterator[tuple[str, bytes]]:
    """Yield (path in the site, bytes) of the feeds of departments and districts."""
    release = release_of(conn, portal)
    rows = all_disclosures(conn)
    for id_, row in {row["department_id"]: row for row in rows}.items():
        page = f"departments/{id_}/"
        yield f"{page}feed.xml", feed(conn, release, {}, page, f"{named(row)}：新公开与更正", [id_])
    for name, at, chosen in places_of(rows):
        page = f"districts/{at}/"
        departments = sorted({row["department_id"] for row in chosen})
        yield f"{page}feed.xml", feed(conn, release, {}, page, f"{name}：新公开与更正", departments)
