"""The disclosure log: who owed an account by when, and what became of it. Made only where `expected.csv` says so."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator

from ..disclosure_facts import fetch
from ..html_page import Page
from ..templating import render

URL = "log/"
STATUSES = {
    "in_time": "按期",
    "late": "逾期",
    "missing": "到期未见",
    "not_yet_due": "未到期",
    "undated": "已公开，未印日期",
    "published": "已公开，期限不详",
    "unknown_due": "未见，期限不详",
}
_ROWS = """
select expected_disclosures.*, departments.district from expected_disclosures
left join departments on departments.id = department_id order by fiscal_year desc, position limit 5000"""


def log_pages(conn: sqlite3.Connection) -> Iterator[Page]:
    """Make the page, if there is anything to log."""
    rows = fetch(conn, _ROWS)
    if not rows:
        return
    counts = Counter(row["status"] for row in rows)
    body = render("log.html", URL, rows=rows, counts=counts, statuses=STATUSES)
    yield Page(URL, "公开台账", body, "应当公开的部门决算：按期、逾期与到期未见的。", bare=True)
