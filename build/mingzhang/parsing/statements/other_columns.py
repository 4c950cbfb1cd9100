"""Columns that some cities print beside a statement's own: in 公开09 会议费, 培训费, 机关运行经费; in 公开06 人员经费, 公用经费."""

from __future__ import annotations

from collections.abc import Sequence

from ...layout.cells import compact, has_han
from ...model import Row


def columns_beside(heads: Sequence[Row]) -> set[int]:
    """Where columns stand that some cities print beside the three."""
    return {
        index
        for row in heads
        for index, cell in enumerate(row.cells[:64])
        if any(word in cell for word in ("会议费", "培训费", "机关运行")) and len(cell) < 20
    }


def heads_beside(number: int, heads: Sequence[Row]) -> dict[int, str]:
    """The known columns of a statement's table that are none of its own, by their place: the last words of their head."""
    if number == 9:
        places = columns_beside(heads)
    elif number == 6:
        places = split_columns(heads)
    else:
        return {}
    return {index: _head(heads, index) for index in places}


def split_columns(heads: Sequence[Row]) -> set[int]:
    """Where 人员经费 and 公用经费 stand in a table of 公开06 with columns 合计, 人员经费, 公用经费 instead of blocks."""
    for row in heads:
        words = [compact(cell) for cell in row.cells]
        if "人员经费" not in words or "公用经费" not in words:
            continue
        personnel, public = words.index("人员经费"), words.index("公用经费")
        # blocks are three columns apart
        if public - personnel == 1 or "合计" in words or "小计" in words:
            return {personnel, public}
    return set()


def _head(heads: Sequence[Row], index: int) -> str:
    words = [
        compact(row.cells[index]) for row in heads if index < len(row.cells) and has_han(row.cells[index])
    ]
    return words[-1] if words else ""


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
