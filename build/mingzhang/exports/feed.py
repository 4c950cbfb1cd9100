"""An Atom feed of new and corrected disclosures."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta, timezone
from pathlib import Path

from .atom import add, feed_bytes, new_entry, new_feed
from .descriptions import Release

ENTRIES = 200
_CHINA = timezone(timedelta(hours=8))


def write_feed(conn: sqlite3.Connection, release: Release, corrected: dict[str, int], folder: Path) -> Path:
    """Write `feed.xml`: the newest disclosures first.

    An entry's id holds the digest of its source, so a corrected document comes as a new entry; `corrected` counts the
    figures that changed since the build before, by disclosure, and such entries say so. A file of a portal's first
    build is dated as it prints, a later one by the build that first published it; the feed moves with whatever was
    added, corrected, withdrawn or moved.
    """
    newest = max([_moment(release.newest, max(release.years, default=1999)), *_changes(conn)])
    title = release.portal.title
    feed = new_feed(release.url(), title, newest, release.url("files/feed.xml"), title)
    add(feed, "subtitle", release.description)
    add(feed, "link", href=release.url())
    add(feed, "rights", release.portal.licence)
    rows = conn.execute(
        "SELECT d.id, d.title, p.name, d.fiscal_year, d.published_on, d.page_url, d.source_id, v.published_at "
        "FROM disclosures d JOIN departments p ON p.id = d.department_id "
        "LEFT JOIN versions v ON v.disclosure_id = d.id AND v.source_id = d.source_id "
        "ORDER BY coalesce(substr(v.published_at, 1, 10), d.published_on, '') DESC, d.fiscal_year DESC, d.id LIMIT ?",
        (ENTRIES,),
    )
    for id_, of, name, year, published_on, page, source, published_at in rows:
        updated = _here(published_at) if published_at else _moment(published_on, year)
        own = f"{release.url(str(page))}#{str(source)[:12]}"
        entry = new_entry(feed, own, str(of), updated, release.url(str(page)), str(name))
        changed = corrected.get(id_, 0)
        if changed:
            add(entry, "category", term="corrected", label="更正")
            add(entry, "summary", f"与上次发布相比，{changed} 个数字有变化。")
        else:
            add(entry, "summary", f"{name} {year} 年度部门决算。")
    file = folder / "feed.xml"
    file.write_bytes(feed_bytes(feed))
    return file


def _changes(conn: sqlite3.Connection) -> list[str]:
    """The moments at which something was published, withdrawn or moved, as far as they are known."""
    told = "SELECT max(published_at) FROM versions UNION ALL SELECT max(since) FROM addresses"
    return [_here(moment) for (moment,) in conn.execute(told) if moment]


def _here(moment: str) -> str:
    """A moment of the history in the time of the readers."""
    return datetime.fromisoformat(moment).astimezone(_CHINA).isoformat()


def _moment(date: str | None, year: int) -> str:
    """Return a printed date as a moment; without one, the first day after the fiscal year."""
    return f"{date or f'{year + 1}-01-01'}T00:00:00+08:00"
