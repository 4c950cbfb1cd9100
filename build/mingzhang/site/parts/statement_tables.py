"""The nine statements laid out for reading: merged headers, rows with anchors, marks and ways back to the prose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...catalogue import BASES, SIDES, STATEMENTS, StatementKind
from ...classification import economic_code, function_code
from ..disclosure_facts import Facts, Row
from .anchors import row_anchor

# Columns printed under one merged header, by statement: (header, its columns).
_MERGED: dict[int, tuple[str, tuple[str, ...]]] = {
    5: ("本年支出", ("total", "basic", "project")),
    7: ("本年支出", ("total", "basic", "project")),
    8: ("本年支出", ("total", "basic", "project")),
    9: ("公务用车购置及运行维护费", ("vehicle_total", "vehicle_purchase", "vehicle_operation")),
}
_SHORT_HEADERS = {"vehicle_total": "小计", "vehicle_purchase": "购置费", "vehicle_operation": "运行维护费"}
_SAID = {
    "lost": "原文有这张表，但表中数字没有随文本提取出来（多为图片）。本页不推测其数字；文字部分写到的数字见“主要指标”。",
    "absent": "原文中没有找到这张表。没有找到不等于没有支出。",
    "empty": "原文公开了这张表，表内没有数字。",
}
_UPRIGHT = 5
_DOCUMENT_NUMBERS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Head:
    """A header cell; `rows` and `columns` are its spans."""

    text: str
    rows: int = 1
    columns: int = 1


class Cell(NamedTuple):
    """A figure, `None` where the printed cell is blank; `sentences` are the lines of paragraphs that state it."""

    value: float | None
    sentences: tuple[int, ...] = ()


class Line(NamedTuple):
    """A row of a statement."""

    anchor: str
    item: str
    code: str | None
    level: int
    cells: tuple[Cell, ...]
    source_line: int
    repaired: str | None
    findings: tuple[Row, ...]
    parent: bool
    standard: str = ""
    """The full name of the code where the printed one is cut short, else empty."""


@dataclass(frozen=True, slots=True)
class Block:
    """A table: the whole statement, or one side of a two-sided one."""

    caption: str
    heads: tuple[tuple[Head, ...], ...]
    lines: tuple[Line, ...]
    foldable: bool
    blank: tuple[str, ...] = ()
    """The columns that are blank from top to bottom: they are told in a line, not shown."""


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement as the page shows it; without rows `said` tells why in words."""

    number: int
    title: str
    status: str
    said: str
    note: str | None
    unit: str | None
    source_line: int | None
    blocks: tuple[Block, ...]
    repairs: tuple[tuple[str, tuple[Line, ...]], ...]
    """What was repaired, each with the rows it was repaired in."""

    @property
    def wide(self) -> bool:
        """Tell whether a table has more columns than upright paper holds."""
        return any(len(line.cells) > _UPRIGHT for block in self.blocks for line in block.lines[:1])

    @property
    def ordinal(self) -> str:
        return _DOCUMENT_NUMBERS[self.number - 1]


Sentences = Mapping[tuple[str, str], tuple[int, ...]]


def lay_out_statements(
    facts: Facts, marks: Mapping[str, list[Row]], sentences: Sentences
) -> tuple[StatementView, ...]:
    """Lay out all nine, in order. `sentences` maps (row anchor, column) to the paragraphs that state the figure."""
    by_number = {statement["number"]: statement for statement in facts.statements}
    return tuple(_view(kind, by_number.get(kind.number), facts, marks, sentences) for kind in STATEMENTS)


def _view(
    kind: StatementKind,
    statement: Row | None,
    facts: Facts,
    marks: Mapping[str, list[Row]],
    sentences: Sentences,
) -> StatementView:
    blocks = tuple(_blocks(kind, facts.rows[kind.number], marks, sentences))
    status = statement["status"] if statement else "absent"
    return StatementView(
        number=kind.number,
        title=kind.title,
        status=status,
        said=_SAID.get(status, "") if not blocks else "",
        note=statement["note"] if statement else None,
        unit=statement["unit"] if statement else None,
        source_line=statement["source_line"] if statement else None,
        blocks=blocks,
        repairs=_repairs(blocks),
    )


def _repairs(blocks: tuple[Block, ...]) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """Gather the rows that were repaired in the same words."""
    found: dict[str, list[Line]] = {}
    for block in blocks:
        for line in block.lines:
            if line.repaired:
                found.setdefault(line.repaired, []).append(line)
    return tuple((said, tuple(lines)) for said, lines in found.items())


def _blocks(
    kind: StatementKind, rows: list[Row], marks: Mapping[str, list[Row]], sentences: Sentences
) -> Iterator[Block]:
    if not rows:
        return
    printed = dict(kind.figures)
    if "side" not in kind.keys:
        columns, blank = filled_columns(kind.columns, rows)
        lines = tuple(_lines(kind, columns, rows, marks, sentences))
        told = tuple(printed[column] for column in blank)
        yield Block(kind.title, _heads(kind, columns), lines, any(line.parent for line in lines), told)
        return
    for side in ("revenue", "expenditure"):
        chosen = [row for row in rows if row["side"] == side]
        # Only 小计 is printed on the revenue side of 公开04.
        columns = ("total",) if (kind.number, side) == (4, "revenue") else kind.columns
        columns, blank = filled_columns(columns, chosen)
        lines = tuple(_lines(kind, columns, chosen, marks, sentences))
        if lines:
            yield Block(
                SIDES[side],
                _heads(kind, columns, side),
                lines,
                False,
                tuple(printed[column] for column in blank),
            )


def filled_columns(columns: tuple[str, ...], rows: Sequence[Row]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part columns into those to show and those that hold nothing in any row; one is always shown."""
    filled = tuple(column for column in columns if any(row[column] is not None for row in rows))
    shown = filled or columns[:1]
    return shown, tuple(column for column in columns if column not in shown)


def _heads(
    kind: StatementKind, columns: tuple[str, ...], side: str | None = None
) -> tuple[tuple[Head, ...], ...]:
    printed = dict(kind.figures)
    if side == "revenue" and kind.number == 4:
        printed = {"total": "金额"}
    first = {6: "经济分类科目", 9: "口径"}.get(kind.number, "功能分类科目" if kind.coded else "项目")
    header, merged = _MERGED.get(kind.number, ("", ()))
    members = tuple(column for column in merged if column in columns)
    if len(members) < 2:
        return ((Head(first), *(Head(printed[column]) for column in columns), Head("行")),)
    top, under = [Head(first, rows=2)], []
    for column in columns:
        if column == members[0]:
            top.append(Head(header, columns=len(members)))
        elif column not in members:
            top.append(Head(printed[column], rows=2))
        if column in members:
            under.append(Head(_SHORT_HEADERS.get(column, printed[column])))
    return (*top, Head("行", rows=2)), tuple(under)


def _standard(kind: StatementKind, row: Row) -> str:
    """Return the name that the classification gives a code whose printed name is only the beginning of it."""
    if not kind.coded or not row["code"]:
        return ""
    known = economic_code(row["code"]) if kind.number == 6 else function_code(row["code"])
    printed = row["item"]
    return known.name if known and known.name != printed and known.name.startswith(printed) else ""


def _lines(
    kind: StatementKind,
    columns: tuple[str, ...],
    rows: list[Row],
    marks: Mapping[str, list[Row]],
    sentences: Sentences,
) -> Iterator[Line]:
    levels = [row["level"] if kind.coded else 0 for row in rows]
    for place, row in enumerate(rows):
        anchor = row_anchor(kind.number, row["position"])
        below = levels[place + 1] if place + 1 < len(rows) else 0
        yield Line(
            anchor=anchor,
            item=BASES[row["basis"]] if kind.number == 9 else row["item"],
            code=row["code"] if kind.coded else None,
            level=levels[place],
            cells=tuple(Cell(row[column], sentences.get((anchor, column), ())) for column in columns),
            source_line=row["source_line"],
            repaired=row["repaired"],
            findings=tuple(marks.get(anchor, ())),
            standard=_standard(kind, row),
            parent=0 < levels[place] < below,
        )
