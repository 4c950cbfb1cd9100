"""An Atom feed of new and corrected disclosures."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from .atom import add, feed_bytes, new_entry, new_feed
from .descriptions import Release
from .table_rows import tuples

ENTRIES = 200
_ENTRIES = """SELECT d.id, d.title, p.name, d.fiscal_year, d.published_on, d.page_url, d.source_id, v.published_at
    FROM {} JOIN departments p ON p.id = d.department_id
    LEFT JOIN versions v ON v.disclosure_id = d.id AND v.source_id = d.source_id
    ORDER BY coalesce(substr(v.published_at, 1, 10), d.published_on, '') DESC, d.fiscal_year DESC, d.id LIMIT ?"""
_CHINA = timezone(timedelta(hours=8))


def write_feed(conn: sqlite3.Connection, release: Release, corrected: dict[str, int], folder: Path) -> Path:
    """Write `feed.xml` of the whole portal."""
    newest = max([_moment(release.newest, max(release.years, default=1999)), *_changes(conn)])
    file = folder / "feed.xml"
    file.write_bytes(feed(release, entries(conn), corrected, newest=newest))
    return file


def entries(conn: sqlite3.Connection, departments: Iterable[str] | None = None) -> list[tuple[Any, ...]]:
    """List the newest disclosures first, as `feed` takes them: of all, or of some departments."""
    if departments is None:
        return tuples(conn).execute(_ENTRIES.format("disclosures d"), (ENTRIES,)).fetchall()
    # `cross join` keeps the order: SQLite would look through all disclosures instead of asking the index of departments.
    of_some = "json_each(?) AS chosen CROSS JOIN disclosures d ON d.department_id = chosen.value"
    return tuples(conn).execute(_ENTRIES.format(of_some), (json.dumps(list(departments)), ENTRIES)).fetchall()


def feed(
    release: Release,
    rows: Iterable[tuple[Any, ...]],
    corrected: Mapping[str, int],
    of: str = "",
    title: str = "",
    newest: str = "",
) -> bytes:
    """Return a feed of `entries`: of all, or of those on the page at `of`; it is as new as its newest entry, unless `newest` says.

    An entry's id holds the digest of its source, so a corrected document comes as a new entry; `corrected` counts the
    figures that changed since the build before, by disclosure, and such entries say so. A file of a portal's first
    build is dated as it prints, a later one by the build that first published it; the feed moves with whatever was
    added, corrected, withdrawn or moved.
    """
    found = list(rows)
    newest = newest or max((_updated(row[-1], row[4], row[3]) for row in found), default=_moment(None, 1999))
    own_address = release.url(f"{of}feed.xml" if of else "files/feed.xml")
    root = new_feed(release.url(of), title or release.portal.title, newest, own_address, release.portal.title)
    add(root, "subtitle", release.description)
    add(root, "link", href=release.url(of))
    add(root, "rights", release.portal.licence)
    for row in found:
        _add_entry(root, release, row, corrected.get(row[0], 0))
    return feed_bytes(root)


def _add_entry(root: ET.Element, release: Release, row: tuple[Any, ...], changed: int) -> None:
    """Add a disclosure; `changed` is how many of its figures a correction changed."""
    _, printed, name, year, published_on, page, source, published_at = row
    updated = _updated(published_at, published_on, year)
    own = f"{release.url(str(page))}#{str(source)[:12]}"
    entry = new_entry(root, own, str(printed), updated, release.url(str(page)), str(name))
    if changed:
        add(entry, "category", term="corrected", label="更正")
        add(entry, "summary", f"与上次发布相比，{changed} 个数字有变化。")
    else:
        add(entry, "summary", f"{name} {year} 年度部门决算。")


def _changes(conn: sqlite3.Connection) -> list[str]:
    """The moments at which something was published, withdrawn or moved, as far as they are known."""
    told = "SELECT max(published_at) FROM versions UNION ALL SELECT max(since) FROM addresses"
    return [_here(moment) for (moment,) in tuples(conn).execute(told) if moment]


def _updated(published_at: str | None, published_on: str | None, year: int) -> str:
    """Return when an entry was last published: a corrected one moves."""
    return _here(published_at) if published_at else _moment(published_on, year)


def _here(moment: str) -> str:
    """A moment of the history in the time of the readers."""
    return datetime.fromisoformat(moment).astimezone(_CHINA).isoformat()


def _moment(date: str | None, year: int) -> str:
    """Return a printed date as a moment; without one, the first day after the fiscal year."""
    return f"{date or f'{year + 1}-01-01'}T00:00:00+08:00"
