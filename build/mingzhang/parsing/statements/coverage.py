"""Every cell of a statement that holds digits is read, or told as unread: the count of both, and the notes.

What was read is asked of the finished rows, not of the readers, so that a figure lost on any way is noticed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import msgspec

from ...amounts import parse_amount
from ...layout.cells import column_number, compact, decimals_of, has_han, item_name
from ...model import CellCount, Passage, Place, ReadingNote, Row
from .drafts import Draft, Reading

MOST_NOTES = 40
"""Notes about cells of one statement; the rest of its unread cells are told together."""
SAME_COLUMN = 3
"""Numbers left over in one column that are told as a column of its own."""
_DIGITS = "0123456789"
_DIGIT = re.compile(r"[0-9０-９]")
_NUMERAL = re.compile(r"[负零〇一二三四五六七八九十百千万亿点元角分整壹贰叁肆伍陆柒捌玖拾佰仟]+|[①-⑳⓪.,]+")
"""A cell whose figure is in numerals (六十二点三三) or circled digits: no amount is made of it."""
_BETWEEN = re.compile(r"[\s|]+")
_SMALL = re.compile(r"[0-9]{1,3}")
_FIGURE = re.compile(r"[0-9]\.[0-9]|[0-9]\s*[元万亿%]|[%％]")
_TWO_SIDED = (1, 4)


class _Cell(msgspec.Struct, gc=False):
    """A cell that holds digits: its row, its place in it, and what it is read as."""

    row: Row
    index: int
    text: str
    value: Decimal | None


def account_for(
    number: int,
    rows: Sequence[Row],
    lines: Sequence[Passage],
    reading: Reading,
    beside: Mapping[int, str] | None = None,
) -> CellCount:
    """Count the cells with digits among a statement's rows; those that no row took become notes of `reading`, and so
    do the `lines` among and below the rows that end in figures. `beside` are the heads of columns that are known and
    none of the statement's, by their place."""
    decimals = decimals_of(cell for row in rows for cell in row.cells)
    cells = list(_with_digits(rows, decimals))
    left = _not_figures(_not_read(cells, reading), number, reading)
    told_lines = {note.source_line for note in reading.notes} | {stray.line for stray in reading.strays}
    untold = [cell for cell in left if cell.row.line not in told_lines]
    heads = beside or {}
    reading.notes += _columns_beside(number, untold, heads)
    reading.notes += _notes(number, [cell for cell in untold if cell.index not in heads], reading)
    loose = [line for line in lines if _ends_in_figures(line.text)]
    reading.notes += [
        ReadingNote(
            "leftover_line", f"公开{number:02d}表中未能识别的一行：{line.text[:60]}", Place(line.line)
        )
        for line in loose
        if line.line not in told_lines
    ]
    return CellCount(len(cells) + len(loose), len(cells) - len(left), len(left) + len(loose))


def _ends_in_figures(text: str) -> bool:
    """Whether a line is a row whose cells were not told apart: its last word is a figure with decimals."""
    words = _BETWEEN.split(text.strip(" |"))
    last = parse_amount(words[-1]) if words else None
    return last is not None and "." in words[-1] and (len(words) > 1 or last.decimals > 0)


def _with_digits(rows: Sequence[Row], decimals: int | None) -> Iterator[_Cell]:
    for row in rows:
        for index, text in enumerate(row.cells):
            if text and (
                text[-1] in _DIGITS or _DIGIT.search(text) or (index > 1 and _NUMERAL.fullmatch(text))
            ):
                amount = parse_amount(text, decimals)
                yield _Cell(row, index, text, amount.value if amount is not None else None)


def _not_read(cells: Sequence[_Cell], reading: Reading) -> list[_Cell]:
    """The cells whose amount stands in no row: that of their own line first, else any (a table of 三公 that is a list
    has one row for many lines)."""
    figures: dict[int, list[Decimal]] = defaultdict(list)
    for draft in reading.drafts:
        figures[draft.line] += [value for value in draft.figures.values() if value is not None]
    left = [cell for cell in cells if not _taken(cell.value, figures.get(cell.row.line, []))]
    if reading.number != 9:
        return left
    anywhere = [value for own in figures.values() for value in own]
    return [cell for cell in left if not _taken(cell.value, anywhere)]


def _taken(value: Decimal | None, figures: list[Decimal]) -> bool:
    """Whether a value is among the figures that no cell has taken yet; then this one takes it."""
    if value is None or value not in figures:
        return False
    figures.remove(value)
    return True


def _not_figures(cells: Sequence[_Cell], number: int, reading: Reading) -> list[_Cell]:
    """The cells that are neither code nor name, line number nor column number."""
    by_line: dict[int, list[Draft]] = defaultdict(list)
    for draft in reading.drafts:
        by_line[draft.line].append(draft)
    counted = _line_number_columns(cells, number, by_line)
    return [
        cell
        for cell in cells
        if not (
            _is_name(cell, reading.drafts, by_line[cell.row.line])
            or _is_code(cell, by_line[cell.row.line])
            or (cell.index in counted and _SMALL.fullmatch(compact(cell.text)))
            or _counts_columns(cell.row)
        )
    ]


def _is_name(cell: _Cell, drafts: Sequence[Draft], own: Sequence[Draft]) -> bool:
    """Whether a cell is the name of a row, or code and name in one; a name over two lines may stand on either."""
    if not has_han(cell.text) or _FIGURE.search(cell.text) or _NUMERAL.fullmatch(cell.text):
        return False
    name = item_name(cell.text)
    if not _DIGIT.search(name):
        return True  # its only digits are an ordinal's
    words = name.lstrip("0123456789[]【】()（）:：-－ ")
    near = own or [draft for draft in drafts if abs(draft.line - cell.row.line) <= 6]
    return any(draft.item and (words in draft.item or draft.item in name) for draft in near)


def _is_code(cell: _Cell, own: Sequence[Draft]) -> bool:
    """Whether a cell before or beside a name is (part of) its printed code."""
    digits = compact(cell.text)
    codes = [code for draft in own if (code := draft.printed_code or draft.code)]
    if not codes or digits in codes:
        return bool(codes)
    if not digits.isalnum() or not any(map(has_han, cell.row.cells[cell.index + 1 :])):
        return False
    # part of a code, or 2O10301, read as the code it is by the list
    return any((digits.isdigit() and digits in code) or len(code) == len(digits) for code in codes)


def _line_number_columns(
    cells: Sequence[_Cell], number: int, by_line: dict[int, list[Draft]]
) -> frozenset[int]:
    """The columns in which the running numbers (行次, 序号) stand: whole numbers that rise from row to row."""
    if number in _TWO_SIDED:
        return frozenset(
            cell.index
            for cell in cells
            for draft in by_line[cell.row.line]
            if draft.keys.get("line_no") and draft.keys["line_no"] == compact(cell.text)
        )
    columns: dict[int, list[int]] = defaultdict(list)
    for cell in cells:
        if _SMALL.fullmatch(compact(cell.text)):
            columns[cell.index].append(int(compact(cell.text)))
    return frozenset(
        index
        for index, numbers in columns.items()
        if len(numbers) >= 2
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] <= 1
    )


def _counts_columns(row: Row) -> bool:
    """Whether a row numbers the columns (栏次 1 2 3), also those of a second half (7 8 9)."""
    numbers = [column_number(cell) for cell in row.cells if cell and not has_han(cell)]
    known = [number for number in numbers if number is not None]
    if len(known) < max(2, len(numbers)):
        return False
    return known == list(range(known[0], known[0] + len(known)))


def _columns_beside(number: int, cells: Sequence[_Cell], heads: Mapping[int, str]) -> list[ReadingNote]:
    """One note for each known column that is none of the statement's; the statement's own figures are sure beside it."""
    notes = []
    for index, head in sorted(heads.items()):
        own = [cell for cell in cells if cell.index == index]
        if own:
            text = f"公开{number:02d}表“{head}”一栏的{len(own)}个数字不属于本表所列各栏，未采用"
            notes.append(ReadingNote("column_beside", text, Place(own[0].row.line)))
    return notes


def _notes(number: int, cells: Sequence[_Cell], reading: Reading) -> list[ReadingNote]:
    """One note a cell; a column of numbers that is none of the statement's is one note."""
    columns: dict[int, list[_Cell]] = defaultdict(list)
    for cell in cells:
        if cell.value is not None:
            columns[cell.index].append(cell)
    notes: list[ReadingNote] = []
    alone: list[_Cell] = []
    for cell in cells:
        same = columns[cell.index] if cell.value is not None else []
        if len(same) < SAME_COLUMN:
            alone.append(cell)
        elif cell is same[0]:
            text = f"公开{number:02d}表第{cell.index + 1}栏的{len(same)}个数字不属于本表所列各栏，未采用"
            notes.append(ReadingNote("unread_cell", text, Place(cell.row.line)))
    names = {draft.line: draft.item for draft in reversed(reading.drafts) if draft.item}
    for cell in alone[:MOST_NOTES]:
        named = f"“{names[cell.row.line]}”一行的" if cell.row.line in names else ""
        why = "未能读作金额" if cell.value is None else "没有对应的栏"
        text = f"公开{number:02d}表{named}“{cell.text[:40]}”{why}，未读入"
        notes.append(ReadingNote("unread_cell", text, Place(cell.row.line)))
    if len(alone) > MOST_NOTES:
        text = f"公开{number:02d}表另有{len(alone) - MOST_NOTES}格数字未读入"
        notes.append(ReadingNote("unread_cell", text, Place(alone[MOST_NOTES].row.line)))
    return notes
