"""公开09 of which every cell stands on a line of its own: too few rows to tell their length by their columns."""

from __future__ import annotations

from collections.abc import Sequence

from ..cells import compact

NUMBERS = tuple(map(str, range(1, 13)))
"""The numbers of the twelve columns, six of the budget and six of the final accounts."""
_WIDTHS = range(6, 13)
_Rows = list[tuple[int, tuple[str, ...]]]


def three_public_rows(cells: Sequence[str]) -> _Rows:
    """(index of its first cell, cells) of each row: below the numbers of twelve columns, or below each other as 预算数
    and 决算数, names of rows or titles of two halves; none where neither is printed."""
    for at in range(len(cells) - len(NUMBERS)):
        if tuple(cells[at : at + len(NUMBERS)]) == NUMBERS:
            return _side_by_side(cells, at)
    named = [at for at, cell in enumerate(cells) if compact(cell).startswith(("预算数", "决算数"))]
    if len(named) != 2:
        return []
    between = named[1] - named[0]
    if between in _WIDTHS and named[0] % between == 0:
        return _rows(cells, 0, between)
    return [] if named[0] else _halves(cells, between)


def _halves(cells: Sequence[str], second: int) -> _Rows:
    """A title (merged: one line; else with its blank cells) over two rows of heads and one of figures, twice."""
    rows: _Rows = []
    width = 0
    for start, end in ((0, second), (second, len(cells))):
        body = next((at for at in range(start + 1, end) if cells[at]), end)
        width = width or (end - body) // 3
        if width not in _WIDTHS or -(-(end - body) // width) != 3:
            return []
        rows.append((start, (cells[start], *[""] * (width - 1))))
        rows += _rows(cells[body:end], 0, width, body)
    return rows


def _side_by_side(cells: Sequence[str], numbers: int) -> _Rows:
    """The rows below and above the numbers; merged cells of the first, 预算数 and 决算数, are one line each."""
    width = len(NUMBERS)
    above = numbers % width
    merged = [cell for cell in cells[:above] if cell]
    top = tuple(part for cell in merged for part in (cell, *[""] * (width // 2 - 1)))
    if len(top) not in (0, width):
        return []
    rows = _rows(cells, above, width)
    return [(0, top), *rows] if top else rows


def _rows(cells: Sequence[str], start: int, width: int, offset: int = 0) -> _Rows:
    """Rows of a width from `start` on; `offset` is the index of the first of the cells in the table."""
    padded = (*cells, *[""] * width)
    return [(at + offset, tuple(padded[at : at + width])) for at in range(start, len(cells), width)]
