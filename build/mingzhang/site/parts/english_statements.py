"""The nine statements with English headers, for the English page of a department and year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...catalogue import StatementKind
from ..disclosure_facts import Facts, Row
from .anchors import row_anchor
from .disputes import Mark, findings_of, mark_of
from .english_words import HEADERS, SIDES, item_in_english
from .statement_tables import filled_columns

_SAID = {
    "empty": "The statement was published without figures.",
    "lost": "The statement was published, but its figures were lost when text was extracted (most are images). "
    "They are not guessed here; figures the prose states are above.",
    "absent": "The statement was not found in the document. That does not mean there was nothing to spend.",
    "published": "No figures were read.",
}


@dataclass(frozen=True, slots=True)
class EnglishLine:
    """A row: its item in English where it has one, else as printed, and its figures (None where blank)."""

    anchor: str
    code: str | None
    level: int
    english: str
    item: str
    figures: tuple[float | None, ...]
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class EnglishTable:
    """A statement, or one side of a two-sided one."""

    side: str
    heads: tuple[str, ...]
    lines: tuple[EnglishLine, ...]
    blank: tuple[str, ...]
    """The columns that are blank from top to bottom: they are told in a line, not shown."""


@dataclass(frozen=True, slots=True)
class EnglishStatement:
    """A statement with its tables; without figures `said` tells why."""

    number: int
    title: str
    title_zh: str
    said: str
    tables: tuple[EnglishTable, ...]


def english_statement(kind: StatementKind, facts: Facts) -> EnglishStatement:
    """Lay out one of the nine statements with English headers."""
    rows = facts.rows[kind.number]
    if "side" in kind.keys:
        sides = {side: [row for row in rows if row["side"] == side] for side in ("revenue", "expenditure")}
        # Only the sum is printed on the revenue side of 公开04.
        tables = tuple(
            _table(kind, SIDES[side], kind.columns[:1] if side == "revenue" else kind.columns, chosen, facts)
            for side, chosen in sides.items()
            if chosen
        )
    else:
        tables = (_table(kind, "", kind.columns, rows, facts),) if rows else ()
    said = "" if tables else _SAID.get(facts.status(kind.number), "")
    return EnglishStatement(kind.number, kind.en, kind.title, said, tables)


def _table(
    kind: StatementKind, side: str, columns: tuple[str, ...], rows: list[Row], facts: Facts
) -> EnglishTable:
    shown, blank = filled_columns(columns, rows)
    findings = findings_of(facts)
    lines = tuple(_line(kind, shown, row, facts.id, findings) for row in rows)
    return EnglishTable(
        side, tuple(map(HEADERS.__getitem__, shown)), lines, tuple(map(HEADERS.__getitem__, blank))
    )


def _line(
    kind: StatementKind, columns: tuple[str, ...], row: Row, id_: str, findings: Mapping[tuple[str, int], Row]
) -> EnglishLine:
    """Lay out a row; names of 款 and 项 stay Chinese: there is no official English for them."""
    item = "" if kind.number == 9 else row["item"]
    anchor = row_anchor(kind.number, row["position"])
    return EnglishLine(
        anchor,
        row["code"] if kind.coded else None,
        row["level"] if kind.coded else 0,
        SIDES.get(row["basis"], "") if kind.number == 9 else item_in_english(item),
        item,
        tuple(row[column] for column in columns),
        mark_of(id_, row["disputed"], row["repaired"], findings, f"{anchor}-n"),
    )
