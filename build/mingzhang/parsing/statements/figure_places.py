"""In which cell of its line each figure of a statement is printed, where the carrier knows cells.

Asked of the finished rows, as `coverage` does: a cell is a figure's if it prints its amount. Where several cells of a
row print one amount, the figures take them in the order of the columns, and only if they are as many; else a figure
keeps the place of its row, which is never wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ...amounts import in_wan
from ...layout.cells import amount_in, decimals_of, item_name
from ...model import Document, PrintedCell, Row, Statement, StatementRow
from .plain_cells import plain_rows

_UNITS = ("万元", "元")
_OWN_ORDER = 9
"""The statement with two rows on one line and no names; cities order its columns each in their way."""


def with_figure_places(statements: Iterable[Statement], document: Document) -> tuple[Statement, ...]:
    """The statements with the place of each figure's cell; unchanged where the carrier knows no cells."""
    if not document.cells:
        return tuple(statements)
    return tuple(
        replace(statement, rows=tuple(_placed(statement, document))) if statement.rows else statement
        for statement in statements
    )


def _placed(statement: Statement, document: Document) -> Iterator[StatementRow]:
    lines = {row.source_line for row in statement.rows} & document.cells.keys()
    printed = {line: tuple(c.strip() for c in document.plain[line - 1].split("\t")) for line in lines}
    decimals = decimals_of(cell for cells in printed.values() for cell in cells)
    together: dict[int, list[StatementRow]] = defaultdict(list)
    for row in statement.rows:
        together[row.source_line].append(row)
    for row in statement.rows:
        line = row.source_line
        if line not in printed:
            yield row
            continue
        rows = together[line]
        cells = plain_rows([Row(line, printed[line])], statement.unit or _UNITS[0])[0].cells
        amounts = _amounts(cells, decimals)
        if statement.number == _OWN_ORDER:
            found = _in_one_order(row, rows, amounts)
        else:
            begin, end = _reach(row, rows, cells)
            found = _by_amount(
                row, {at: v for at, v in amounts.items() if begin <= at < end and cells[at] != row.code}
            )
        places = document.cells[line]
        yield replace(
            row,
            cells={
                name: PrintedCell(at + 1, places[at])
                for name, at in found.items()
                if at < len(places) and (places[at].box or places[at].cell)
            },
        )


def _reach(row: StatementRow, rows: Sequence[StatementRow], cells: Sequence[str]) -> tuple[int, int]:
    """The cells among which a row's figures stand: of several rows on one line (two sides, economic items) those after
    its name, up to the next row's."""
    if len(rows) == 1:
        return 0, len(cells)
    alike = [other for other in rows if other.item == row.item]
    begins: set[int] = set()
    for item in {other.item for other in rows}:
        found = [at for at, text in enumerate(cells) if _names(text, item)]
        if len(found) != sum(other.item == item for other in rows):
            return 0, len(cells)
        begins.update(found)
    begin = [at for at, text in enumerate(cells) if _names(text, row.item)][alike.index(row)]
    return begin + 1, min((at for at in begins if at > begin), default=len(cells))


def _names(text: str, item: str) -> bool:
    return bool(text) and bool(item) and item_name(text).lstrip("0123456789") == item


def _amounts(cells: Sequence[str], decimals: int | None) -> dict[int, frozenset[Decimal]]:
    """The cells that print an amount, each with what that may be in 万元."""
    found: dict[int, frozenset[Decimal]] = {}
    for at, text in enumerate(cells):
        amount = amount_in(text, decimals)
        if amount is not None:
            found[at] = frozenset(in_wan(amount.value, unit) for unit in _UNITS)
    return found


def _by_amount(row: StatementRow, amounts: Mapping[int, frozenset[Decimal]]) -> dict[str, int]:
    """The cell of each figure, by its column: the only one with its amount, or of several alike the next."""
    columns: dict[Decimal, list[str]] = defaultdict(list)
    for name, value in row.figures.items():
        if value is not None:
            columns[value].append(name)
    found: dict[str, int] = {}
    for value, names in columns.items():
        printed = [at for at, values in amounts.items() if value in values]
        if len(printed) == len(names):
            found.update(zip(names, printed, strict=True))
    return found


def _in_one_order(
    row: StatementRow, rows: Sequence[StatementRow], amounts: Mapping[int, frozenset[Decimal]]
) -> dict[str, int]:
    """The cell of each figure of 公开09, where the line prints the figures of its rows in the order of the form."""
    figures = [(r, name, value) for r in rows for name, value in r.figures.items() if value is not None]
    if len(figures) != len(amounts):
        return {}
    pairs = list(zip(figures, amounts.items(), strict=True))
    if any(value not in values for (_, _, value), (_, values) in pairs):
        return {}
    return {name: at for (r, name, _), (at, _) in pairs if r is row}
