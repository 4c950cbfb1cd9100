"""Reads the summaries (公开01, 04): revenue and expenditure side by side, each with 行次 and amounts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ...layout.cells import amount_in, compact, decimals_of, has_han, item_name
from ...layout.shapes.bare_sides import side_of
from ...model import Repair, Row
from .coded import amounts_in
from .drafts import Draft, Figures, Reading, leftover, open_figures, opened
from .summary_names import whole_names

_LINE_NO = re.compile(r"[0-9]{1,3}")
_BUDGET = re.compile("年初预算|全年预算|调整预算|预算数")
_COLUMNS_4: tuple[tuple[str, str], ...] = (
    ("general_budget", "一般公共预算"),
    ("government_fund", "政府性基金"),
    ("state_capital", "国有资本"),
)
SIDES = ("revenue", "expenditure")
SUMMARY = 4
_COUNTING, _MOST = 5, 0.8
"""Steps of a column from which on it may count its lines, and the share of them that are steps of one."""
BUDGET_CELLS = 4
"""What a row of 公开04 spent: in all, and of each budget."""


@dataclass(slots=True)
class _Layout:
    """Where the blocks begin, whether a 行次 stands in them, and the names of their amount columns."""

    starts: tuple[int, ...]
    width: int
    numbered: bool
    columns: tuple[tuple[str | None, ...], ...]


def read_two_sided(number: int, heads: Sequence[Row], body: Sequence[Row], loose: bool = False) -> Reading:
    """Read 公开01 or 公开04 from its header rows and its other rows. Rows stand by side: revenue first. `loose` where
    blank cells are lost, so that of what a row spent only the total, its first figure, is sure."""
    reading = Reading(number)
    heads, body = _without_blank_columns(heads, body)
    decimals = decimals_of(cell for row in body for cell in row.cells)
    layout = _layout(number, heads, body)
    sides: tuple[list[Draft], list[Draft]] = ([], [])
    single = len(layout.starts) == 1
    side = 0
    for row in body:
        blocks = _blocks(row, layout)
        if blocks is None:
            reading.notes.append(leftover(number, row))
            continue
        for index, cells in blocks:
            draft = _draft(number, row, index, cells, layout, decimals, loose)
            if draft is None:
                continue
            if single:
                index = side
                side = 1 if draft.item in ("总计", "收入总计") else side
            if len(layout.starts) == 2 and side_of(draft.item) == "expenditure":
                index = 1  # a name torn from its side
            if index < 2:
                draft.keys["side"] = SIDES[index]
                sides[index].append(draft)
    for some in sides:
        _drop_line_numbers(some)
    reading.drafts = [
        draft
        for side_name, drafts in zip(SIDES, sides, strict=True)
        for draft in whole_names(number, side_name, drafts)
    ]
    return reading


def _drop_line_numbers(drafts: Sequence[Draft]) -> None:
    """Take out the figures of a column that counts its lines: no amounts do, so its head was lost or misread."""
    for name in {name for draft in drafts for name in draft.figures}:
        values = [value for draft in drafts if (value := draft.figures.get(name)) is not None]
        steps = [after - before for before, after in pairwise(values)]
        if len(steps) >= _COUNTING and steps.count(Decimal(1)) > _MOST * len(steps):
            for draft in drafts:
                draft.figures[name] = None


def _without_blank_columns(heads: Sequence[Row], body: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """The rows without the columns that hold no word in any: a scratch of a scan was taken for a line, and what stands
    behind the name is no longer the number of the line."""
    filled = {at for row in (*heads, *body) for at, cell in enumerate(row.cells) if cell}
    if len(filled) == max(filled, default=-1) + 1:
        return heads, body
    last = max(filled)

    def kept(row: Row) -> Row:
        cells = (cell for at, cell in enumerate(row.cells) if at in filled or at > last)
        return Row(row.line, tuple(cells))

    return [kept(row) for row in heads], [kept(row) for row in body]


def _layout(number: int, heads: Sequence[Row], body: Sequence[Row]) -> _Layout:
    starts = _block_starts(heads, body)
    width = Counter(len(row.cells) for row in body).most_common(1)[0][0] if body else 0
    words = [compact(cell) for row in heads for cell in row.cells]
    numbered = any(word in ("行次", "行") for word in words) or _line_numbers(body, starts)
    columns = tuple(_columns(number, heads, starts, index, width, numbered) for index in range(len(starts)))
    return _Layout(starts, width, numbered, columns)


def _block_starts(heads: Sequence[Row], body: Sequence[Row]) -> tuple[int, ...]:
    """Where the names of each block stand: as most lines with two names have it, else as 项目 in the header."""
    places: Counter[tuple[int, ...]] = Counter()
    for row in body:
        named = tuple(index for index, cell in enumerate(row.cells[:64]) if has_han(cell))
        if len(named) >= 2:
            places[named] += 1
    if places:
        return places.most_common(1)[0][0]
    for row in heads:
        found = tuple(index for index, cell in enumerate(row.cells) if compact(cell) == "项目")
        if len(found) >= 2:
            return found
    return (0,)


def _line_numbers(body: Sequence[Row], starts: tuple[int, ...]) -> bool:
    """Whether the cell after the name counts the lines, though no header word says so."""
    cells = [row.cells[starts[0] + 1] for row in body if len(row.cells) > starts[0] + 1]
    numbers = [int(cell) for cell in cells if _LINE_NO.fullmatch(cell)]
    return len(numbers) >= 4 and len(numbers) * 2 > len(body) and numbers == sorted(numbers)


def _columns(
    number: int, heads: Sequence[Row], starts: tuple[int, ...], index: int, width: int, numbered: bool
) -> tuple[str | None, ...]:
    """The amount columns of a block, in printed order."""
    start = starts[index]
    end = starts[index + 1] if index + 1 < len(starts) else max(width, start + 2)
    first = start + (2 if numbered else 1)
    room = max(1, end - first)
    column = "amount" if number == 1 else "total"
    if number == 4 and index == 1:
        return ("total", *_budgets(heads, room))[:room]
    last_row = heads[-1:] and [
        row for row in heads if any("数" in cell or "金额" in cell for cell in row.cells)
    ]
    for row in last_row:
        words = [compact(cell) for cell in row.cells[first:end]]
        if room > 1 and len(row.cells) == width and any(_BUDGET.search(word) for word in words):
            return tuple(column if "决算" in word else None for word in words)
    return (column,)


def _budgets(heads: Sequence[Row], room: int) -> tuple[str, ...]:
    """The three budgets in the order of the header; their usual order where it does not name them all."""
    places: dict[str, int] = {}
    lines: set[int] = set()
    for row in heads:
        for index, cell in enumerate(row.cells[:64]):
            for name, word in _COLUMNS_4:
                if word in compact(cell) and name not in places:
                    places[name] = index
                    lines.add(row.line)
    usual = tuple(name for name, _ in _COLUMNS_4)
    if len(lines) > 1:
        return usual  # a header torn over lines: the places on each are its own
    if len(places) == 3 and len(set(places.values())) == 3:
        return tuple(sorted(places, key=lambda name: places[name]))
    if len(places) == 2 and room == 3:
        return tuple(sorted(places, key=lambda name: places[name]))
    return usual


def _blocks(row: Row, layout: _Layout) -> list[tuple[int, tuple[str, ...]]] | None:
    """The cells of each block of a line, from its name on. A line one cell short or long is told by its names."""
    cells, starts = row.cells, layout.starts
    fits = len(cells) == layout.width
    named = [] if fits else [index for index, cell in enumerate(cells[:64]) if has_han(cell)]
    if fits or set(named) <= set(starts):
        bounds = list(starts)
    elif len(named) == len(starts):
        bounds = named
    elif len(named) == 1 and len(cells) < layout.width and not _is_piece(cells[named[0]]):
        # one name only: in the last block when as many cells stand after it as that block has
        last = layout.width - starts[-1]
        index = len(starts) - 1 if len(cells) - named[0] >= min(last, 3) and named[0] > 0 else 0
        side = side_of(item_name(cells[named[0]])) if len(starts) == 2 else ""
        return [(SIDES.index(side) if side else index, cells[named[0] :])]
    else:
        return None
    ends = [*bounds[1:], len(cells)]
    return [(index, cells[start:end]) for index, (start, end) in enumerate(zip(bounds, ends, strict=True))]


def _is_piece(name: str) -> bool:
    """Whether a name alone on a torn line is only the rest of one, so that its side is not known."""
    return len(compact(name)) < 4 and compact(name) not in ("总计", "合计")


def _draft(
    number: int,
    row: Row,
    index: int,
    cells: tuple[str, ...],
    layout: _Layout,
    decimals: int | None,
    loose: bool,
) -> Draft | None:
    if not cells:
        return None
    item = item_name(cells[0])
    if item and not has_han(item):
        return None
    line_no, rest = _line_no(cells[1:], layout)
    columns = layout.columns[min(index, len(layout.columns) - 1)]
    spending = number == SUMMARY and index == 1
    if loose and spending:
        rest = opened(rest, BUDGET_CELLS)
    figures: Figures = _blank(number)
    repairs: list[Repair] = []
    for name, cell in zip(columns, rest, strict=False):
        amount = amount_in(cell, decimals) if name else None
        if loose and decimals and amount is not None and not amount.decimals:
            continue  # a running number whose column is lost
        if name and amount is not None:
            figures[name] = amount.value
            if amount.repaired:
                repairs.append(Repair("digits", amount.raw, name))
    if not item and all(value is None for value in figures.values()):
        return None
    open_ = open_figures(figures, amounts_in(rest[BUDGET_CELLS:], decimals)) if spending else ()
    return Draft(
        row.line, item, figures, keys={"side": None, "line_no": line_no}, repairs=repairs, open=open_
    )


def _line_no(cells: Sequence[str], layout: _Layout) -> tuple[str | None, Sequence[str]]:
    """The running number after a name, None where it has none, and the cells after it."""
    if layout.numbered and cells:
        printed = compact(cells[0])
        if _LINE_NO.fullmatch(printed) or not printed:
            return printed or None, cells[1:]
    return None, cells


def _blank(number: int) -> Figures:
    if number == 1:
        return {"amount": None}
    return {"total": None, **{name: None for name, _ in _COLUMNS_4}}
