"""The English surface: accounts, method and, per department-year, the key figures and the nine statements."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from ...catalogue import METRIC, STATEMENTS
from ...portal import Portal
from ..disclosure_facts import Facts, Row, Rows
from ..html_page import Heading, Page
from ..parts import printed_rows
from ..parts.disputes import Mark, disputed_of
from ..parts.english_statements import english_statement
from ..parts.english_words import CHART_WORDS, UNITS, name_in_english, titled
from ..parts.page_citations import cited, version_of_page
from ..parts.year_charts import charts_of_year
from ..templating import render

# A page of ten thousand links helps nobody: beyond this many, the newest.
_MANY = 400


def english_page(facts: Facts, portal: Portal) -> Page:
    """Make the English page of a department and year."""
    url = f"en/d/{facts.id}/"
    who = facts.department
    name = name_in_english(who["short_name"], who["district"], who["city"])
    title = f"{name}: final accounts {facts.year}"
    body = render(
        "english.html", url, facts=facts, name=name, figures=_figures(facts), rows=printed_rows,
        statements=[english_statement(kind, facts) for kind in STATEMENTS], citation=cited(portal, title, url, facts),
        charts=charts_of_year(facts, facts.before, CHART_WORDS), findings=_findings(facts),
        version=version_of_page(facts), portal=portal,
    )  # fmt: skip
    headings = (
        Heading("figures", "Key figures"),
        Heading("charts", "Charts"),
        Heading("statements", "The nine statements"),
        Heading("findings", "What proofreading found"),
    )
    about = f"{title}. Key figures and the nine statements, with English headers."
    whole = f"{name} ({facts.department['name']}): final accounts {facts.year}"
    return Page(url, whole, body, about, headings, lang="en", alternate=f"d/{facts.id}/", beside=True)


def _figures(facts: Facts) -> list[tuple[str, float, str, str, Mark | None]]:
    """List (name, value, unit, Chinese name, the finding that disputes it) of every metric the document states."""
    marks = disputed_of(facts)
    return [
        (titled(metric.en), value, UNITS.get(metric.unit, metric.unit), metric.zh, marks.get(id_))
        for id_, value in facts.metrics.items()
        if (metric := METRIC.get(id_)) and id_ != "fiscal_year"
    ]


def _findings(facts: Facts) -> list[Row]:
    """List errors, then warnings."""
    return [f for severity in ("error", "warning") for f in facts.findings if f["severity"] == severity]


def english_index(conn: sqlite3.Connection, rows: Rows) -> Iterator[Page]:
    """Make the home page and the method in English."""
    newest = sorted(rows, key=lambda row: (-row["fiscal_year"], row["id"]))
    named = [
        (row, name_in_english(row["short_name"], row["district"], row["city"])) for row in newest[:_MANY]
    ]
    body = render("english_home.html", "en/", rows=named, total=len(rows))
    about = (
        "Final accounts of Chinese government departments, every figure traced to the line it was printed on."
    )
    yield Page("en/", "Departmental final accounts of China", body, about, bare=True, lang="en")
    url = "en/method/"
    headings = (
        Heading("sources", "Where it comes from"),
        Heading("principles", "Three principles"),
        Heading("checks", "How we proofread"),
        Heading("comparisons", "How to compare"),
        Heading("words", "Words"),
    )
    body = render("english_method.html", url)
    yield Page(
        url,
        "Method",
        body,
        "How the documents are read and proofread.",
        headings,
        lang="en",
        alternate="method/",
    )
