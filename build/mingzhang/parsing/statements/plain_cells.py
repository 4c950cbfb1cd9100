"""Cells of a table put into plain form before any statement is read from them.

Full-width digits become plain ones, codes that a spreadsheet made floats (30205.0) codes again, and an amount that
names its own unit (62.33万元) an amount in the unit of its table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from ...amounts import UNIT_EXPONENT, parse_money
from ...layout.cells import compact, has_han
from ...model import Row
from ...printed_forms import narrow

_FLOAT_CODE = re.compile(r"((?:2[0-9]{2}(?:[0-9]{2}){0,2}|3[0-9]{2}(?:[0-9]{2})?))\.0{1,2}")
_FLOAT_CODES = re.compile(rf"(?:^|\t){_FLOAT_CODE.pattern}\t")
_NAME_HEAD = re.compile(r"(?:科目|项目)名称$")
_CODE_HEAD = re.compile(r"(?:科目|功能分类)?(?:编码|代码)$")
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
    if (".0\t" in text or ".00\t" in text) and _FLOAT_CODES.search("\t".join(cells)):
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


def usual_columns(heads: Sequence[Row], rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Heads and rows without columns at the left that are blank throughout, and with the code before the name where
    the head prints them the other way round (科目名称, 科目编码)."""
    every = [*heads, *rows]
    blank = 0
    while every and all(len(row.cells) > blank + 1 and not row.cells[blank] for row in every):
        blank += 1
    every = [Row(row.line, row.cells[blank:]) for row in every] if blank else every
    for head in every[: len(heads)]:
        for at, (first, second) in enumerate(pairwise(head.cells)):
            if _NAME_HEAD.search(compact(first)) and _CODE_HEAD.search(compact(second)):
                every = [_exchanged(row, at) for row in every]
                return every[: len(heads)], every[len(heads) :]
    return every[: len(heads)], every[len(heads) :]


def _exchanged(row: Row, at: int) -> Row:
    cells = row.cells
    if len(cells) < at + 2 or has_han(cells[at + 1]):
        return row
    return Row(row.line, (*cells[:at], cells[at + 1], cells[at], *cells[at + 2 :]))
