"""Reads the functional tables (公开02, 03, 05, 07, 08): a code, a name, and figures in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from ...amounts import Amount
from ...classification.codes import function_code
from ...layout.cells import (
    COLUMN_NUMBERS,
    amount_in,
    close,
    compact,
    decimals_of,
    has_han,
    is_total,
    item_name,
)
from ...model import Repair, Row
from .drafts import BLANKS_LOST, Draft, Figures, Reading, Stray, leftover, open_figures, opened
from .fallen_heads import with_fallen_heads
from .headers import Columns, figure_columns
from .open_rows import FUND, choices_of
from .printed_codes import carry_levels, digits_of, split_code
from .wraps import join_rows

_REST_OF_CODE = re.compile(r"([0-9]{2})(?=[\u4e00-\u9fff])")
_DIGIT = re.compile("[0-9０-９]")
PARTS: dict[int, tuple[str, ...]] = {
    2: (
        "fiscal_appropriation", "superior_subsidy", "business_revenue", "operating_revenue",
        "affiliate_remittance", "other_revenue",
    ),
    3: ("basic", "project", "remitted_to_superior", "operating", "affiliate_subsidy"),
    5: ("basic", "project"),
    7: ("basic", "project"),
    8: ("basic", "project"),
}  # fmt: skip
"""The columns whose sum is `total`."""


_OF_COLUMN_NUMBERS = frozenset("".join(COLUMN_NUMBERS))
AFTER_NAME = 2
"""Where the figures of a row begin whose cells were told apart by its structure."""
_ABOVE_CODES = frozenset(("类", "款", "项"))
"""Words printed above the code columns, which some tables print on the line of the total."""


class _Line(msgspec.Struct, gc=False):
    """A table line taken apart: code cells, item, and the cells after it (`start` is the index of the first)."""

    row: Row
    codes: tuple[str, ...]
    code: str
    item: str
    start: int
    cells: tuple[str, ...]


def read_coded(
    number: int, heads: Sequence[Row], rows: Sequence[Row], told: bool = False, loose: bool = False
) -> Reading:
    """Read a functional table from its header rows and its other rows; `told` where the cells of its rows were told
    apart by their structure, so that figures stand in their columns or, where these are open, beyond them; `loose`
    where blank cells are lost, so that the figures of a row with blanks are open."""
    reading = Reading(number)
    if any(row.cells and compact(row.cells[0]) == "序号" for row in heads):
        heads, rows = ([Row(row.line, row.cells[1:]) for row in some] for some in (heads, rows))
    heads, rows = with_fallen_heads(heads, rows)
    columns = figure_columns(number, heads)
    decimals = decimals_of(cell for row in rows for cell in row.cells)
    lines = _lines(number, rows, decimals, reading)
    shifted = not (told or loose) and number == FUND and _is_shifted(lines, columns, decimals)
    lines, starts = _with_starts(number, lines, columns, decimals, told, loose or shifted)
    drafts = [_draft(line, starts[_shape(line)], columns, decimals) for line in lines]
    carry_levels((_code_columns(line), draft, line.codes) for line, draft in zip(lines, drafts, strict=True))
    reading.drafts = join_rows(drafts)
    reading.doubtful = BLANKS_LOST if shifted else _doubt(number, lines, drafts, starts, columns)
    reading.overprinted = {row.line for row in heads}
    reading.columns = columns.names
    return reading


def _lines(number: int, rows: Sequence[Row], decimals: int | None, reading: Reading) -> list[_Line]:
    """The rows taken apart; those without an item are strays or notes of the reading."""
    lines: list[_Line] = []
    for row in rows:
        line = _take_apart(row)
        if line is not None:
            lines.append(line)
        elif (amounts := amounts_in(row.cells, decimals)) and len(amounts) < len(
            [c for c in row.cells if c]
        ) + 1:
            reading.strays.append(Stray(row.line, amounts))
        elif any(row.cells):
            reading.notes.append(leftover(number, row))
    return lines


def _take_apart(row: Row) -> _Line | None:
    """Code, item and figure cells of a line; None where it has no item."""
    cells = row.cells
    for index, cell in enumerate(cells):
        if not has_han(cell):
            continue
        code, name = split_code(cell)
        before = cells[:index]
        name = item_name(name)
        if name in COLUMN_NUMBERS and index + 1 < len(cells):
            continue
        if name in _OF_COLUMN_NUMBERS:
            return None  # 栏 above 次, beside the numbers of the columns
        if name in _ABOVE_CODES and any(map(has_han, cells[index + 1 :])):
            continue  # head words in the row of figures: 类, 款, 项, 合计, 977.59
        code = code or digits_of(before)
        if len(code) in (3, 5) and (rest := _REST_OF_CODE.match(name)):
            code, name = code + rest[1], name[2:]  # 201 03, 01 行政运行
        if code and (len(code) == 1 or is_total(name)) and function_code(code) is None:
            return None  # the number of a column or a page, no code
        return _Line(row, before, code, name, index + 1, cells[index + 1 :])
    if cells and (code := digits_of(cells[:1])) and _is_nameless(code, cells[1:]):
        return _Line(row, cells[:1], code, "", 1, cells[1:])
    return None


def _is_nameless(code: str, after: Sequence[str]) -> bool:
    """Whether digits at the head of a line without a name are a code: 5 or 7 of them, or a class before its figures."""
    if len(code) != 3:
        return len(code) in (5, 7)
    first = next((cell for cell in after if cell), "")
    return "." in first and function_code(code) is not None


def _code_columns(line: _Line) -> int:
    return len(line.codes)


def amounts_in(cells: Sequence[str], decimals: int | None) -> list[Amount]:
    """The amounts among some cells."""
    return [amount for cell in cells if (amount := amount_in(cell, decimals)) is not None]


def _with_starts(
    number: int, lines: list[_Line], columns: Columns, decimals: int | None, told: bool, loose: bool
) -> tuple[list[_Line], dict[Shape, int]]:
    """The lines, those that lost blank cells with open figures beyond their columns, and where figures begin."""
    if told:
        return lines, {_shape(line): AFTER_NAME for line in lines}
    if loose:
        room, total_first = len(columns.names), columns.names[0] == "total"
        lines = [msgspec.structs.replace(x, cells=opened(x.cells, room, total_first)) for x in lines]
        return lines, {_shape(line): line.start for line in lines}
    return lines, _starts(number, lines, columns, decimals)


Shape = tuple[int, int, bool]


def _shape(line: _Line) -> Shape:
    """Cells, place of the item, and whether it is the 合计 row, which may stand right where the others are shifted."""
    return len(line.row.cells), line.start, not line.code and is_total(line.item)


def _starts(number: int, lines: Sequence[_Line], columns: Columns, decimals: int | None) -> dict[Shape, int]:
    """For each shape of line (cells, place of the item), the index of its first figure column.

    公开02, 03, 05 and 08 begin with the total, which no row with figures lacks: the leftmost number of the lines of a
    shape stands in it. 公开07 begins with balances that may all be blank: there the place where the rows add up.
    """
    shaped: dict[Shape, list[_Line]] = {}
    for line in lines:
        shaped.setdefault(_shape(line), []).append(line)
    if columns.names[0] == "total":
        return {shape: _leftmost(same) for shape, same in shaped.items()}
    return {shape: _adding_up(number, same, columns, decimals) for shape, same in shaped.items()}


def _is_shifted(lines: Sequence[_Line], columns: Columns, decimals: int | None) -> bool:
    """Whether no row of 公开07 adds up below its head, while in order, in some columns, every one does."""
    starts = _starts(FUND, lines, columns, decimals)
    drafts = [_draft(line, starts[_shape(line)], columns, decimals) for line in lines]
    filled = [draft for draft in drafts if draft.filled]
    if not filled or "revenue" not in columns.names or any(_sound(FUND, draft) for draft in filled):
        return False
    names = [name or "" for name in columns.names]
    printed = [[amount.value for amount in amounts_in(line.cells, decimals)] for line in lines]
    return all(choices_of(figures, names) for figures in printed if figures)


def _leftmost(lines: Sequence[_Line]) -> int:
    """The index of the leftmost number of some lines, also of one that is misprinted (6O.33); that of the first cell
    after the item where there is none."""
    firsts: list[int] = []
    for line in lines:
        found = (i for i, cell in enumerate(line.cells) if _DIGIT.search(cell))
        if (offset := next(found, None)) is not None:
            firsts.append(line.start + offset)
    return min(firsts, default=lines[0].start)


def _adding_up(number: int, lines: Sequence[_Line], columns: Columns, decimals: int | None) -> int:
    """The start at which most lines of a shape add up; where several do, the one below the header."""
    width, start, _ = _shape(lines[0])
    spare = min(width - start - len(columns.names), 8)
    if spare <= 0 or columns.first is None:
        return start
    sample = lines[:40]
    wanted = max(start, columns.first)
    places = sorted(range(start, start + spare + 1), key=lambda place: (abs(place - wanted), place))
    return max(
        places, key=lambda place: sum(_sound(number, _draft(x, place, columns, decimals)) for x in sample)
    )


def _sound(number: int, draft: Draft) -> bool:
    """Whether a row with figures adds up, in 公开07 with its balances."""
    figures = draft.figures
    if figures.get("total") is None and (figures.get("basic") or figures.get("project")):
        return False
    if not draft.filled or not adds_up(number, figures):
        return False
    opening, revenue, total, closing = (
        figures.get(name) or Decimal(0) for name in ("opening_balance", "revenue", "total", "closing_balance")
    )
    return number != 7 or close(opening + revenue - total, closing, "0.021")


def _draft(line: _Line, start: int, columns: Columns, decimals: int | None) -> Draft:
    figures: Figures = {name: None for name in columns.names if name}
    repairs: list[Repair] = []
    cells = line.cells[start - line.start :]
    if _is_codes(cells) and any(len(cell) > 3 for cell in cells):
        cells = ()  # the codes of other rows, in a text read column by column
    for name, cell in zip(columns.names, cells, strict=False):
        amount = amount_in(cell, decimals) if name else None
        if name and amount is not None:
            figures[name] = amount.value
            if amount.repaired:
                repairs.append(Repair("digits", amount.raw, name))
    level = 0 if not line.code and is_total(line.item) else None
    spent = any(value is not None for name, value in figures.items() if name != "total")
    open_ = () if spent else open_figures(figures, amounts_in(cells[len(columns.names) :], decimals))
    return Draft(line.row.line, line.item, figures, line.code, level=level, repairs=repairs, open=open_)


def _is_codes(cells: Sequence[str]) -> bool:
    """Whether all figures of a row are codes of the list, without a point in a table that has points."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(function_code(cell) is not None for cell in filled)


def adds_up(number: int, figures: Figures) -> bool:
    """Whether a row's total is the sum of its parts (a blank is nothing)."""
    parts = [figures.get(name) for name in PARTS[number]]
    filled = [part for part in parts if part is not None]
    return close(figures.get("total"), sum(filled, Decimal(0)), f"0.0{len(filled) + 1}")


def _doubt(
    number: int, lines: Sequence[_Line], drafts: Sequence[Draft], starts: dict[Shape, int], columns: Columns
) -> str:
    """Which damage the columns show: header words lost, figures beside their header, rows that do not add up."""
    filled = [(line, draft) for line, draft in zip(lines, drafts, strict=True) if draft.filled]
    if not filled:
        return ""
    if columns.complete and columns.first is not None and columns.names[0] == "total":
        plain = [line for line, draft in filled if draft.level != 0]
        shifted = [line for line in plain if starts[_shape(line)] > columns.first]
        if plain and len(shifted) * 2 > len(plain):
            return "数字与表头错列"
    failing = sum(not adds_up(number, draft.figures) for _, draft in filled)
    if failing * 4 > len(filled):
        return "各行合计与分项不符"
    return "" if columns.complete else "表头缺列"
