"""The English surface: accounts, method and, per department-year, the key figures and the nine statements."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from ..catalogue import METRICS, STATEMENTS, StatementKind
from ..portal import Portal
from . import rows
from .anchors import row_anchor
from .citing import cited
from .english_words import HEADERS, SIDES, item_in_english, name_in_english
from .pages import Heading, Page
from .records import Facts, Row, Rows
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
_SAID = {
    "empty": "The statement was published without figures.",
    "lost": "The statement was published, but its figures were lost when text was extracted (most are images). "
    "They are not guessed here; figures the prose states are above.",
    "absent": "The statement was not found in the document. That does not mean there was nothing to spend.",
    "published": "No figures were read.",
}
# A page of ten thousand links helps nobody: beyond this many, the newest.
_MANY = 400


@dataclass(frozen=True, slots=True)
class EnglishLine:
    """A row: its item in English where it has one, else as printed, and its figures (None where blank)."""

    anchor: str
    code: str | None
    level: int
    english: str
    item: str
    figures: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class EnglishTable:
    """A statement, or one side of a two-sided one."""

    side: str
    heads: tuple[str, ...]
    lines: tuple[EnglishLine, ...]


@dataclass(frozen=True, slots=True)
class EnglishStatement:
    """A statement with its tables; without figures `said` tells why."""

    number: int
    title: str
    title_zh: str
    said: str
    tables: tuple[EnglishTable, ...]


def english_page(facts: Facts, portal: Portal) -> Page:
    """A department-year in English."""
    url = f"en/d/{facts.id}/"
    who = facts.department
    name = name_in_english(who["short_name"], who["district"], who["city"])
    title = f"{name}: final accounts {facts.year}"
    body = render(
        "english.html", url, facts=facts, name=name, figures=_figures(facts), rows=rows,
        statements=[_statement(kind, facts) for kind in STATEMENTS], citation=cited(portal, title, url, facts),
    )  # fmt: skip
    headings = (Heading("figures", "Key figures"), Heading("statements", "The nine statements"))
    about = f"{title}. Key figures and the nine statements, with English headers."
    return Page(url, title, body, about, headings, lang="en", alternate=f"d/{facts.id}/")


def _figures(facts: Facts) -> list[tuple[str, float, str, str]]:
    """(name, value, unit, Chinese name) of every metric the document states."""
    return [
        (metric.en, value, _UNITS.get(metric.unit, metric.unit), metric.zh)
        for id_, value in facts.metrics.items()
        if (metric := _METRICS.get(id_)) and id_ != "fiscal_year"
    ]


def _statement(kind: StatementKind, facts: Facts) -> EnglishStatement:
    rows = facts.rows[kind.number]
    if "side" in kind.keys:
        sides = {side: [row for row in rows if row["side"] == side] for side in ("revenue", "expenditure")}
        # Only the sum is printed on the revenue side of 公开04.
        tables = tuple(
            _table(kind, SIDES[side], kind.columns[:1] if side == "revenue" else kind.columns, chosen)
            for side, chosen in sides.items()
            if chosen
        )
    else:
        tables = (_table(kind, "", kind.columns, rows),) if rows else ()
    said = "" if tables else _SAID.get(facts.status(kind.number), "")
    return EnglishStatement(kind.number, kind.en, kind.title, said, tables)


def _table(kind: StatementKind, side: str, columns: tuple[str, ...], rows: list[Row]) -> EnglishTable:
    return EnglishTable(
        side, tuple(HEADERS[column] for column in columns), tuple(_line(kind, columns, row) for row in rows)
    )


def _line(kind: StatementKind, columns: tuple[str, ...], row: Row) -> EnglishLine:
    """Names of 款 and 项 stay Chinese: there is no official English for them."""
    item = "" if kind.number == 9 else row["item"]
    return EnglishLine(
        row_anchor(kind.number, row["position"]),
        row["code"] if kind.coded else None,
        row["level"] if kind.coded else 0,
        SIDES.get(row["basis"], "") if kind.number == 9 else item_in_english(item),
        item,
        tuple(row[column] for column in columns),
    )


def english_index(conn: sqlite3.Connection, rows: Rows) -> Iterator[Page]:
    """The home page and the method in English."""
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
