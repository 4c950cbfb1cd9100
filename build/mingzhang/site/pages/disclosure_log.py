"""The disclosure log: who owed an account by when, and what became of it. Made only where `expected.csv` says so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from ...catalogue import EXPECTED_STATUSES
from ..disclosure_facts import Rows, fetch
from ..html_page import Page
from ..templating import render

URL = "log/"
_LISTED = 2000
_ROWS = "select * from expected_disclosures order by status <> 'missing', fiscal_year desc, position limit ?"
_COUNTS = ", ".join(f"sum({name}) as {name}" for name in ("expected", *EXPECTED_STATUSES, "replaced"))
_BY = {
    "地区": "case when district is null then coalesce(city, '（地区不详）') else coalesce(city, '') || district end",
    "部门类型": "coalesce(body_kind, '（类型不详）')",
}


def log_pages(conn: sqlite3.Connection) -> Iterator[Page]:
    """Make the page, if there is anything to log."""
    [whole] = fetch(conn, f"select {_COUNTS} from expected_totals")  # noqa: S608
    if not whole["expected"]:
        return
    totals = {name: _totals(conn, name) for name in _BY}
    rows = fetch(conn, _ROWS, _LISTED)
    body = render("log.html", URL, rows=rows, whole=whole, totals=totals, statuses=EXPECTED_STATUSES)
    yield Page(URL, "公开台账", body, "应当公开的部门决算与预算：按期、逾期与到期未见的。", bare=True)


def _totals(conn: sqlite3.Connection, by: str) -> Rows:
    """The totals of each year by district, or by kind of body."""
    counted = f"select fiscal_year, {_BY[by]} as what, {_COUNTS} from expected_totals"  # noqa: S608
    return fetch(conn, f"{counted} group by 1, 2 order by 1 desc, 2")
