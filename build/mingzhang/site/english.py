"""The English surface: a home page and, per department-year, the key figures and the state of the statements."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from ..catalogue import METRICS, STATEMENTS
from .pages import Heading, Page
from .records import Facts, Rows
from .templating import render

_METRICS = {metric.id: metric for metric in METRICS}
_UNITS = {
    "万元": "10,000 yuan",
    "辆": "vehicles",
    "个": "",
    "人次": "persons",
    "批次": "batches",
    "台（套）": "sets",
    "年": "",
}
_STATUS = {
    "published": "published",
    "empty": "printed, no figures",
    "lost": "figures lost in extraction",
    "absent": "not found",
}


def english_page(facts: Facts) -> Page:
    """The English summary of a department-year."""
    url = f"en/d/{facts.id}/"
    figures = [
        (
            _METRICS[metric].en,
            value,
            _UNITS.get(_METRICS[metric].unit, _METRICS[metric].unit),
            _METRICS[metric].zh,
        )
        for metric, value in facts.metrics.items()
        if metric in _METRICS and metric != "fiscal_year"
    ]
    statements = [(kind, _STATUS.get(facts.status(kind.number), "")) for kind in STATEMENTS]
    title = f"{facts.department['short_name']}, final accounts {facts.year}"
    body = render("english.html", url, facts=facts, title=title, figures=figures, statements=statements)
    headings = (Heading("figures", "Key figures"), Heading("statements", "The nine statements"))
    return Page(url, title, body, f"Key figures of {title}.", headings, lang="en", alternate=f"d/{facts.id}/")


def english_index(conn: sqlite3.Connection, rows: Rows) -> Iterator[Page]:
    """The home page in English."""
    body = render("english_home.html", "en/", rows=rows)
    about = (
        "Final accounts of Chinese government departments, every figure traced to the line it was printed on."
    )
    yield Page("en/", "Mingzhang: departmental final accounts", body, about, bare=True, lang="en")
