"""Lines of extracted text into blocks: table lines (with tabs) into grids, other lines as they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from ..model import Block, Grid, Row, TextLine

MAX_CELLS = 256
"""Cells kept of one table line; a real table has at most about 20."""


def _replacements() -> dict[int, str | None]:
    """What `clean` makes of each odd character: blanks of every kind a plain blank, controls and formats nothing."""
    table: dict[int, str | None] = {}
    for code in (*range(0x10000), *range(0xE0000, 0xE0080)):
        category = unicodedata.category(chr(code))
        if category == "Zs":
            table[code] = " "
        elif category in ("Cc", "Cf") and code != ord("\t"):
            table[code] = None
    return table


_REPLACEMENTS = _replacements()


def clean(text: str) -> str:
    """`text` without control characters but tabs, with blanks of every kind as a plain blank."""
    return text if text.isprintable() else text.translate(_REPLACEMENTS)


def to_blocks(lines: Sequence[str]) -> tuple[Block, ...]:
    """Blocks of `lines` in order. A grid ends at a blank line or a line without a tab; blank lines make no block."""
    blocks: list[Block] = []
    rows: list[Row] = []
    for number, raw in enumerate(lines, start=1):
        text = clean(raw)
        if "\t" in text and text.strip():
            cells = text.split("\t", MAX_CELLS)
            rows.append(Row(number, tuple(cell.strip() for cell in cells)))
            continue
        if rows:
            blocks.append(Grid(tuple(rows)))
            rows = []
        if text.strip():
            blocks.append(TextLine(number, text.strip()))
    if rows:
        blocks.append(Grid(tuple(rows)))
    return tuple(blocks)
