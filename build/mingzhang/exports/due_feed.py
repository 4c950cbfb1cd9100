"""An Atom feed of the accounts that are due: those that were not there when they fell due, and those that will."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import date, timedelta
from pathlib import Path

from ..history.registers import BUDGET, DAYS_AFTER_APPROVAL
from .atom import add, feed_bytes, new_entry, new_feed
from .descriptions import Release

ENTRIES = 500
_DUE = """
SELECT body, fiscal_year, coalesce(kind, ''), due_on, status, department_id FROM expected_disclosures
WHERE status IN ('missing', 'not_yet_due') ORDER BY status, due_on, body, fiscal_year, kind LIMIT ?"""
_SAID = {"missing": "到期未见", "not_yet_due": "将到期"}


def write_due_feed(conn: sqlite3.Connection, release: Release, folder: Path) -> Path:
    """Write `due.xml`; it is without entries where nothing is expected. What is missing is dated by the day it was due, what is not yet due
    by the day its term began; an entry that turns from one into the other comes anew.
    """
    rows = conn.execute(_DUE, (ENTRIES,)).fetchall()
    moments = [_moment(due, status) for _, _, _, due, status, _ in rows]
    newest = max([f"{release.newest or '2000-01-01'}T00:00:00+08:00", *moments])
    title = f"{release.portal.title}：到期未见与将到期的决算公开"
    log = release.url("log/")
    feed = new_feed(f"{log}#due", title, newest, release.url("files/due.xml"), release.portal.title)
    add(feed, "link", href=log)
    for (body, year, kind, due, status, department), moment in zip(rows, moments, strict=True):
        key = hashlib.sha256(f"{body}|{year}|{kind}|{status}|{due}".encode()).hexdigest()[:16]
        page = release.url(f"departments/{department}/") if department else log
        what = "部门预算" if kind == BUDGET else f"部门决算{f'（{kind}）' if kind else ''}"
        about = f"{body}{year}年度{what}"
        entry = new_entry(feed, f"{log}#{key}", f"{_SAID[status]}：{about}", moment, page, str(body))
        add(entry, "category", term=status, label=_SAID[status])
        add(entry, "summary", f"公开期限 {due}。")
    file = folder / "due.xml"
    file.write_bytes(feed_bytes(feed))
    return file


def _moment(due: str, status: str) -> str:
    day = date.fromisoformat(due)
    if status == "not_yet_due":
        day -= timedelta(DAYS_AFTER_APPROVAL)
    return f"{day.isoformat()}T00:00:00+08:00"
