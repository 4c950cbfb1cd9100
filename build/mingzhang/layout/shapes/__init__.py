"""Lines of extracted text into blocks: table lines (cells parted by tabs, or by Markdown's pipes) and HTML tables into
grids, other lines as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Block, Grid, Row, TextLine
from .html import MOST_OPEN, opens_table, read_table, table_end

MAX_CELLS = 256
"""Cells kept of one table line; a real table has at most about 20."""
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)


def cells_of(text: str) -> tuple[str, ...] | None:
    """The cells of a table line: parted by tabs, or by pipes where the line begins with one; None for prose."""
    bare = text.strip()
    if bare.startswith("|") and bare.count("|") > 1:
        inner = bare[1:-1] if bare.endswith("|") else bare[1:]
        return tuple(_BREAK.sub(" ", cell).strip() for cell in inner.split("|", MAX_CELLS))
    if "\t" in text and bare:
        return tuple(map(str.strip, text.split("\t", MAX_CELLS)))
    return None


def find_blocks(lines: Sequence[str]) -> tuple[Block, ...]:
    """Blocks of `lines` in order. A grid ends at a blank line or a line of prose; blank lines make no block."""
    blocks: list[Block] = []
    rows: list[Row] = []
    html_until = still_open = 0
    for number, text in enumerate(lines, start=1):
        if number <= html_until:
            continue
        if "<" in text and still_open < MOST_OPEN and opens_table(text):
            html_until = table_end(lines, number - 1) or 0
            if html_until:
                _end_grid(blocks, rows)
                _add_html(lines[number - 1 : html_until], number, blocks)
                continue
            still_open += 1
        cells = cells_of(text) if "\t" in text or "|" in text else None
        if cells is not None:
            rows.append(Row(number, cells))
            continue
        if rows:
            _end_grid(blocks, rows)
        if bare := text.strip():
            blocks.append(TextLine(number, bare))
    _end_grid(blocks, rows)
    return tuple(blocks)


def _end_grid(blocks: list[Block], rows: list[Row]) -> None:
    if rows:
        blocks.append(Grid(tuple(rows)))
        rows.clear()


def _add_html(lines: Sequence[str], first: int, blocks: list[Block]) -> None:
    """The rows of an HTML table as one grid, the words around it as lines."""
    rows: list[Row] = []
    for found in read_table(lines, first):
        if isinstance(found, Row):
            rows.append(found)
            continue
        _end_grid(blocks, rows)
        blocks.append(found)
    _end_grid(blocks, rows)
