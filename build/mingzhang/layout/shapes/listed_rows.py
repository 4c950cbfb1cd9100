"""Rows of a name and as many figures each, aligned by blanks: their order tells the columns, wherever they stand.

The zeros of a list may stand at the other side of their cells than its amounts do.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...model import Row
from .bare_sides import is_name
from .columns import width
from .spans import Line, spans

LEAST = 3
"""Rows below which a table is no such list."""


def listed_rows(lines: Sequence[Line], heads: set[int]) -> tuple[list[Row], list[Row]] | None:
    """The heads and the rows of a list; None where a row has another number of figures, or a head other columns."""
    rows: list[Row] = []
    above: list[Row] = []
    counts: set[int] = set()
    for line, page, raw in lines:
        cells = spans(line, page, raw, width)
        texts = tuple(cell.text for cell in cells)
        if line in heads:
            above.append(Row(line, texts))
            continue
        if not cells or not is_name(texts[0]) or not all(cell.numeric for cell in cells[1:]):
            return None
        rows.append(Row(line, texts))
        counts |= {len(cells)} - {1}
    if len(counts) != 1 or len(rows) < LEAST:
        return None
    (count,) = counts
    return (above, rows) if count > 2 and all(len(row.cells) == count for row in above) else None
