"""Tables in lines: every way of printing one is a module here, asked in the order of `SHAPES`.

A carrier that knows cells hands them over itself; these find them in what is text only. Words outside tables stay
lines, a paragraph of HTML each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Block, Grid, Row, TextLine
from . import asciidoc, cell_per_line, delimited, grid_table, html, latex, mediawiki, pipes, ruled
from .contract import TableShape

SHAPES: tuple[TableShape, ...] = (
    html,
    latex,
    mediawiki,
    asciidoc,
    grid_table,
    ruled,
    pipes,
    delimited,
    cell_per_line,
)
"""The surest first: a new shape is one module and one entry here."""
MOST_VAIN = 50
"""Times that a shape may open in one document and be none after all, before it is asked no more."""
_QUICK: tuple[TableShape, ...] = (pipes, delimited, ruled, cell_per_line)
"""Shapes that look at a few lines only before they say no."""
_TRACES = re.compile(r"[\t|<=,;{\\+│┃║┌╔┏├]|--")
"""One of these is in every line that opens a table …"""
_SHORT = 12
"""… but a cell alone, which is short."""


def find_blocks(lines: Sequence[str]) -> tuple[Block, ...]:
    """Blocks of `lines` in order. A grid ends at a blank line or a line of prose; blank lines make no block."""
    blocks: list[Block] = []
    rows: list[Row] = []
    vain = dict.fromkeys(SHAPES, 0)
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line:
            _end_grid(blocks, rows)
            at += 1
            continue
        found = None
        if (0 < len(line) <= _SHORT) or _TRACES.search(line):
            for shape in SHAPES:
                if vain[shape] >= MOST_VAIN or not shape.opens(line):
                    continue
                found = shape.read(lines, at)
                if found is not None:
                    break
                vain[shape] += shape not in _QUICK
        if found is None:
            _end_grid(blocks, rows)
            if "<" in line:
                blocks += [
                    TextLine(at + 1, bare) for text in html.without_tags(line) if (bare := text.strip())
                ]
            elif bare := line.strip():
                blocks.append(TextLine(at + 1, bare))
            at += 1
            continue
        for item in found.content:
            if isinstance(item, Row):
                rows.append(item)
            else:
                _end_grid(blocks, rows)
                blocks.append(item)
        at = found.end
    _end_grid(blocks, rows)
    return tuple(blocks)


def _end_grid(blocks: list[Block], rows: list[Row]) -> None:
    if rows:
        blocks.append(Grid(tuple(rows)))
        rows.clear()
