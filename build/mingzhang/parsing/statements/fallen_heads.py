"""Words of a head that fell into the first rows of a table of codes, and the total row whose figures they cover."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ...layout.cells import has_han, is_head_word
from ...model import Repair, Row
from .drafts import Reading


def restore_totals(reading: Reading) -> None:
    """Fill the figures of a total row over which words of the head fell, by the sums of the classes below it."""
    for total in reading.drafts:
        if total.level != 0 or total.line not in reading.overprinted:
            continue
        classes = [draft for draft in reading.drafts if draft.level == 1]
        for column, value in total.figures.items():
            summed = [figure for draft in classes if (figure := draft.figures.get(column)) is not None]
            if value is None and summed:
                printed = "、".join(str(v) for v in total.figures.values() if v is not None)
                total.figures[column] = sum(summed, Decimal(0))
                total.mend(Repair("columns", printed, column, proof="row_sums", damage="表头文字落入合计行"))


_FIRST_ROWS = 3
"""Rows at the top of a table into which words of its head may have fallen."""


def with_fallen_heads(heads: Sequence[Row], rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """The head with the words of it that fell into the first rows of figures (合计 0.00 20.80 合计 基本支出 项目支出 0.00),
    and the rows without them."""
    lifted: list[Row] = []
    kept = list(rows)
    for n, row in enumerate(rows[:_FIRST_ROWS]):
        named = next((i for i, cell in enumerate(row.cells) if has_han(cell)), len(row.cells))
        first = next(
            (i for i, cell in enumerate(row.cells) if i > named and cell[:1].isdigit()), len(row.cells)
        )
        fallen = {i for i, cell in enumerate(row.cells) if i > first and has_han(cell) and is_head_word(cell)}
        if len(fallen) > 1:
            lifted.append(Row(row.line, tuple(c if i in fallen else "" for i, c in enumerate(row.cells))))
            kept[n] = Row(row.line, tuple("" if i in fallen else c for i, c in enumerate(row.cells)))
    return [*heads, *lifted], kept
