"""Side by side: any two department-years, by a page with a small script and a file of figures per disclosure."""

from __future__ import annotations

import json
import sqlite3

from ..disclosure_facts import Facts, Rows, fetch
from ..html_page import Page
from ..parts.disputes import disputed_of
from ..templating import named, render


def comparison_page() -> Page:
    """Make the page; what is compared stands in its address (`compare/?a=…&b=…`), so that a comparison can be sent on."""
    url = "compare/"
    return Page(url, "对比", render("compare.html", url), "任意两份部门决算，并排对比。", bare=True)


def comparison_index(conn: sqlite3.Connection, rows: Rows) -> bytes:
    """List metrics in the catalogue's order and every disclosure with its title, kind and year."""
    metrics = [
        [row["id"], row["name_zh"], row["unit"]]
        for row in fetch(conn, "select id, name_zh, unit from metrics order by rowid")
        if row["id"] != "fiscal_year"
    ]
    disclosures = [
        [row["id"], f"{named(row)} {row['fiscal_year']}", row["kind"] or "", row["fiscal_year"]]
        for row in rows
    ]
    return _json({"metrics": metrics, "disclosures": disclosures})


def figures_file(facts: Facts) -> tuple[str, bytes]:
    """Return (path in the site, bytes): the value of each metric of one disclosure, and of those that a finding disputes
    or that were repaired the anchor that says so, with its sign.
    """
    marks = {metric: [mark.anchor, mark.sign] for metric, mark in disputed_of(facts).items()}
    return f"d/{facts.id}/figures.json", _json({"figures": facts.metrics, "disputed": marks})


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
