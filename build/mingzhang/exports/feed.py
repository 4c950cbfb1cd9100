"""An Atom feed of new and corrected disclosures."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta, timezone
from pathlib import Path
from xml.etree import ElementTree as ET

from .descriptions import Release

ENTRIES = 200
_CHINA = timezone(timedelta(hours=8))
_ATOM = "http://www.w3.org/2005/Atom"


def write_feed(conn: sqlite3.Connection, release: Release, corrected: dict[str, int], folder: Path) -> Path:
    """Write `feed.xml`: the newest disclosures first.

    An entry's id holds the digest of its source, so a corrected document comes as a new entry; `corrected` counts the
    figures that changed since the build before, by disclosure, and such entries say so. A file of a portal's first
    build is dated as it prints, a later one by the build that first published it; the feed moves with whatever was
    added, corrected, withdrawn or moved.
    """
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "zh-CN"})
    _add(feed, "id", release.url())
    _add(feed, "title", release.portal.title)
    _add(feed, "subtitle", release.description)
    _add(feed, "updated", max([_moment(release.newest, max(release.years, default=1999)), *_changes(conn)]))
    _add(feed, "link", href=release.url("files/feed.xml"), rel="self")
    _add(feed, "link", href=release.url())
    _add(_add(feed, "author"), "name", release.portal.title)
    _add(feed, "rights", release.portal.licence)
    rows = conn.execute(
        "SELECT d.id, d.title, p.name, d.fiscal_year, d.published_on, d.page_url, d.source_id, v.published_at "
        "FROM disclosures d JOIN departments p ON p.id = d.department_id "
        "LEFT JOIN versions v ON v.disclosure_id = d.id AND v.source_id = d.source_id "
        "ORDER BY coalesce(substr(v.published_at, 1, 10), d.published_on, '') DESC, d.fiscal_year DESC, d.id LIMIT ?",
        (ENTRIES,),
    )
    for id_, title, name, year, published_on, page, source, published_at in rows:
        entry = _add(feed, "entry")
        _add(entry, "id", f"{release.url(str(page))}#{str(source)[:12]}")
        _add(entry, "title", _printable(str(title)))
        _add(entry, "updated", _here(published_at) if published_at else _moment(published_on, year))
        _add(entry, "link", href=release.url(str(page)))
        _add(_add(entry, "author"), "name", _printable(str(name)))
        changed = corrected.get(id_, 0)
        if changed:
            _add(entry, "category", term="corrected", label="更正")
            _add(entry, "summary", f"与上次发布相比，{changed} 个数字有变化。")
        else:
            _add(entry, "summary", f"{_printable(str(name))} {year} 年度部门决算。")
    ET.indent(feed)
    file = folder / "feed.xml"
    ET.ElementTree(feed).write(file, encoding="utf-8", xml_declaration=True)
    return file


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
    child.text = text
    return child


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


def _printable(text: str) -> str:
    """Drop the control characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
