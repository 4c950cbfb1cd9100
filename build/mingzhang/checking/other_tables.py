"""Tables that are none of the nine statements and none of the forms: rows of amounts under heads, some with codes.

Some cities print the appropriations once more by item, by economic class or by kind of procurement. A table is known by
its cells alone: a head for every column of amounts, a name in every row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..model import Grid, Row, Section
from .context import RuleContext
from .figures import NUMBER, Figure, Subject
from .reliability import TEN_THOUSAND

TOTAL_ROW = re.compile("^(?:合计|总计)$")
_NO_AMOUNTS = re.compile("编码|代码|序号|行次|栏次|科目")
"""Heads of columns whose numbers are no amounts."""
_NOT_FINAL = re.compile("年初|调整|上年|预算数|预算表|年预算|年度预算")
_CODE = re.compile(r"[0-9]{3}|[0-9]{5}|[0-9]{7}")
_MOST_ROWS = 400
"""Rows of one table that are looked at; real ones have fewer than a hundred."""


@dataclass(frozen=True, slots=True)
class OtherRow:
    """A row: its line, its code where it has one, its name, what tells it from other rows of that name, and its figures
    by the place of their column."""

    line: int
    code: str
    name: str
    key: str
    figures: dict[int, Figure]


@dataclass(frozen=True, slots=True)
class OtherTable:
    """A table of amounts: what it is called, the head of each column of amounts by its place, and its rows. `whole`: no
    column of figures was left out; `final`: its words do not say that it is of budgets or of last year."""

    title: str
    heads: dict[int, str]
    rows: tuple[OtherRow, ...]
    whole: bool
    final: bool

    def column(self, *words: str) -> int | None:
        """The first column whose head is one of some words."""
        return next((place for place, head in self.heads.items() if head in words), None)

    @property
    def total(self) -> OtherRow | None:
        return next((row for row in self.rows if TOTAL_ROW.match(row.name)), None)

    @property
    def parts(self) -> tuple[OtherRow, ...]:
        """The rows that are no total."""
        return tuple(row for row in self.rows if not TOTAL_ROW.match(row.name))

    @property
    def is_economic(self) -> bool:
        """Whether its codes are economic ones: 301 and 302 are no functional classes."""
        return all(row.code[:1] == "3" for row in self.parts if row.code)

    def figure(self, row: OtherRow, column: int) -> Figure:
        """The cell of a row, blank where nothing is printed."""
        return row.figures.get(column) or _figure(self.title, self.heads[column], row.line, row.key, None)


def other_tables(context: RuleContext) -> tuple[OtherTable, ...]:
    """The tables of amounts beside the nine statements and the forms, in order."""
    return context.once(_other_tables)


def _other_tables(context: RuleContext) -> tuple[OtherTable, ...]:
    disclosure = context.disclosure
    taken = [(s.source_line or 0, s.source_line_end or 0) for s in disclosure.statements if s.source_line]
    taken += [(form.source_line, form.source_line_end) for form in disclosure.forms]
    found = []
    for section in disclosure.sections:
        for grid in section.grids:
            if any(first <= grid.line_end and grid.line <= last for first, last in taken):
                continue
            table = read_table(grid, _title(section), _in_yuan_above(context, grid.line))
            if table is not None:
                found.append(table)
    return tuple(found)


def _in_yuan_above(context: RuleContext, line: int) -> bool:
    """Whether the unit printed last above a line, and near it, is 元."""
    units = [
        label
        for label in context.disclosure.labels
        if label.kind == "unit" and 0 < line - label.source_line <= _ABOVE
    ]
    return bool(units) and units[-1].text == "元"


_ABOVE = 12
"""Lines above a table in which its unit stands."""


def split_statement(context: RuleContext) -> Iterator[tuple[OtherRow, tuple[Figure, ...]]]:
    """The rows of 公开06 that print 人员经费 and 公用经费 beside their sum, with the cells of the two."""
    for statement in context.disclosure.statements:
        if statement.number != 6 or not statement.rows or 6 in context.ledger.misprinted_units:
            continue
        first, last = statement.source_line or 0, statement.source_line_end or 0
        grids = (g for s in context.disclosure.sections for g in s.grids if first <= g.line <= last)
        for grid in grids:
            yield from _split_rows(read_table(grid, "公开06表", statement.unit == "元"))


def _split_rows(table: OtherTable | None) -> Iterator[tuple[OtherRow, tuple[Figure, ...]]]:
    if table is None:
        return
    places = [p for p in (table.column("人员经费"), table.column("公用经费")) if p is not None]
    for row in table.rows:
        if row.code and any(place in row.figures for place in places):
            yield row, tuple(table.figure(row, place) for place in places)


def _title(section: Section) -> str:
    return "".join(section.heading.split())[:40]


def read_table(grid: Grid, title: str, in_yuan: bool) -> OtherTable | None:
    """A grid as a table of amounts in 万元; None where it has no row of them."""
    rows = grid.rows[:_MOST_ROWS]
    first = next(
        (at for at, row in enumerate(rows) if any(_is_amount(cell) and "." in cell for cell in row.cells)),
        None,
    )
    if not first:
        return None  # no amounts, or no heads above them
    body = rows[first:]
    columns = [
        place
        for place in range(max(len(row.cells) for row in body))
        if _is_of_amounts([row.cells[place] for row in body if place < len(row.cells)])
    ]
    heads = {place: _head(rows[:first], place) for place in columns}
    heads = {place: head for place, head in heads.items() if not _NO_AMOUNTS.search(head)}
    if not heads or not all(heads.values()) or len(set(heads.values())) < len(heads):
        return None
    above = title + "".join(cell for row in rows[:first] for cell in row.cells)
    found = tuple(_rows(body, heads, title, TEN_THOUSAND if in_yuan else 1))
    return OtherTable(title, heads, found, _is_whole(body, heads), not _NOT_FINAL.search(above))


def _is_whole(body: tuple[Row, ...], heads: dict[int, str]) -> bool:
    """Whether no column right of the first amounts holds digits and is none of `heads`."""
    first = min(heads)
    left = (c for row in body for place, c in enumerate(row.cells) if place > first and place not in heads)
    return not any(character.isdigit() for cell in left for character in cell)


def _is_of_amounts(cells: list[str]) -> bool:
    """Whether every cell is an amount or blank, and some are amounts."""
    filled = [cell for cell in cells if cell.strip(" -—")]
    return bool(filled) and all(map(_is_amount, filled))


def _is_amount(cell: str) -> bool:
    return NUMBER.fullmatch(cell.removeprefix("-")) is not None


def _is_named(cell: str) -> bool:
    """Whether a cell holds words: characters that are no digits, marks or Latin letters."""
    return any(character.isalpha() and not character.isascii() for character in cell)


def _head(rows: tuple[Row, ...], place: int) -> str:
    """The lowest words above a column."""
    words = [row.cells[place] for row in rows if place < len(row.cells) and _is_named(row.cells[place])]
    return "".join(words[-1].split())[:40] if words else ""


def _rows(
    body: tuple[Row, ...], heads: dict[int, str], title: str, divisor: Decimal | int
) -> Iterator[OtherRow]:
    times: Counter[str] = Counter()
    for row in body:
        name = "".join(next((cell for cell in row.cells if _is_named(cell)), "").split())
        if not name:
            continue
        code = next((cell for cell in row.cells if _CODE.fullmatch(cell)), "")
        times[name] += 1
        key = name[:24] if times[name] == 1 else f"{name[:24]}（{times[name]}）"
        figures = {
            place: _figure(title, head, row.line, key, Decimal(row.cells[place].replace(",", "")) / divisor)
            for place, head in heads.items()
            if place < len(row.cells) and _is_amount(row.cells[place])
        }
        yield OtherRow(row.line, code, name, key, figures)


def _figure(title: str, head: str, line: int, key: str, value: Decimal | None) -> Figure:
    return Figure(Subject("table", title, key, head), value, f"“{title}”“{key}”“{head}”", line)
