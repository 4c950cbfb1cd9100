"""Tables whose tabs became blanks: cells put back into columns by where they stand on the printed line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ...model import Row

_CELL = re.compile(r"\S+(?: \S+)*")
MAX_LINE = 1000
MAX_COLUMNS = 40
Span = tuple[int, int, str]
"""First and last column a cell covers on the line (a Han character covers two), and its text."""


def spans(raw: str) -> list[Span]:
    """The cells of a line, parted by two blanks or more."""
    offsets = [0]
    for char in raw[:MAX_LINE]:
        offsets.append(offsets[-1] + (2 if unicodedata.east_asian_width(char) in "WF" else 1))
    return [(offsets[m.start()], offsets[m.end()], m[0]) for m in _CELL.finditer(raw[:MAX_LINE])]


def align(lines: Sequence[tuple[int, str]], body: Sequence[tuple[int, str]]) -> dict[int, Row] | None:
    """The lines as rows of one width, or None where their cells stand in no columns.

    `body` are the lines without the header: their cells make the columns, each a run of places that no line leaves
    blank between its cells; then every cell of every line goes to the column it covers most of.
    """
    covered = sorted((start, end) for _, raw in body for start, end, _ in spans(raw))
    columns: list[list[int]] = []
    for start, end in covered:
        if columns and start < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], end)
        else:
            columns.append([start, end])
    if not columns or len(columns) > MAX_COLUMNS:
        return None
    below = {line for line, _ in body}
    rows: dict[int, Row] = {}
    for line, raw in lines:
        cells = [""] * len(columns)
        for start, end, text in spans(raw):
            at = max(
                range(len(columns)),
                key=lambda i: (
                    min(end, columns[i][1]) - max(start, columns[i][0]),
                    -abs(start - columns[i][0]),
                ),
            )
            if cells[at] and line in below:
                return None
            cells[at] += text
        rows[line] = Row(line, tuple(cells))
    return rows
