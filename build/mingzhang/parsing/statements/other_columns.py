"""Columns that some cities print in 公开09 beside the three public expenses: 会议费, 培训费, 机关运行经费."""

from __future__ import annotations

from collections.abc import Sequence

from ...layout.cells import has_han
from ...model import Row


def columns_beside(heads: Sequence[Row]) -> set[int]:
    """Where columns stand that some cities print beside the three."""
    return {
        index
        for row in heads
        for index, cell in enumerate(row.cells[:64])
        if any(word in cell for word in ("会议费", "培训费", "机关运行")) and len(cell) < 20
    }


def less_beside(body: Sequence[Row], count: int) -> list[Row]:
    """The rows without the figures of so many columns at their right, where only blanks part the cells and no place
    tells a column: what is left is placed by its sums."""
    rows: list[Row] = []
    for row in body:
        filled = [at for at, cell in enumerate(row.cells) if cell and not has_han(cell)]
        named = count and any(map(has_han, row.cells[:3])) and len(filled) > count + 1
        gone = set(filled[-count:] if named else ())
        rows.append(Row(row.line, tuple(cell for at, cell in enumerate(row.cells) if at not in gone)))
    return rows


def three_public_only(heads: Sequence[Row], body: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """The table without columns for 会议费, 培训费 and 机关运行经费, which some cities print beside the three."""
    others = columns_beside(heads)
    if not others:
        return heads, body

    def less(row: Row) -> Row:
        return Row(row.line, tuple(cell for index, cell in enumerate(row.cells) if index not in others))

    return [less(row) for row in heads], [less(row) for row in body]
