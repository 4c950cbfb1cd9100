"""Cells of a table put into plain form before any statement is read from them.

Full-width digits become plain ones, codes that a spreadsheet made floats (30205.0) codes again, and an amount that
names its own unit (62.33万元) an amount in the unit of its table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ...amounts import UNIT_EXPONENT, parse_money
from ...layout.cells import has_han
from ...model import Row
from ...printed_forms import narrow

_FLOAT_CODE = re.compile(r"((?:2[0-9]{2}(?:[0-9]{2}){0,2}|3[0-9]{2}(?:[0-9]{2})?))\.0{1,2}")
_DIGIT = re.compile("[0-9０-９]")
_UNIT_NAMED = re.compile(r"[0-9].*[元万亿]")


def plain_rows(rows: Sequence[Row], unit: str) -> list[Row]:
    """`rows` of a table in `unit` (元, 万元) with their cells in plain form; rows that are plain stay themselves."""
    return [_plain_row(row, unit) for row in rows]


def _plain_row(row: Row, unit: str) -> Row:
    cells = row.cells
    text = "\t".join(cells)
    if not text.isascii():
        cells = tuple([cell if cell.isascii() else _plain_cell(cell, unit) for cell in cells])
    if ".0\t" in text or ".00\t" in text:
        cells = tuple(_code_again(cells, index) for index in range(len(cells)))
    return row if cells == row.cells else Row(row.line, cells)


def _plain_cell(cell: str, unit: str) -> str:
    if not has_han(cell):
        plain = narrow(cell)
        return plain if plain.isdigit() or parse_money(plain) is not None else cell
    if len(cell) > 40 or not _DIGIT.search(cell) or not _UNIT_NAMED.search(narrow(cell)):
        return cell
    amount = parse_money(cell)
    if amount is None or amount.unit is None:
        return cell
    return f"{_moved(amount.value, UNIT_EXPONENT[amount.unit] - UNIT_EXPONENT[unit]):f}"


def _moved(value: Decimal, places: int) -> Decimal:
    return value.scaleb(places) if places else value


def _code_again(cells: tuple[str, ...], index: int) -> str:
    """A cell before a name that a spreadsheet made a float, as the code it was."""
    cell = cells[index]
    following = cells[index + 1] if index + 1 < len(cells) else ""
    match = _FLOAT_CODE.fullmatch(cell) if has_han(following) else None
    return match[1] if match else cell
