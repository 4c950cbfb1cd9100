"""Tables in lines: every way of printing one is a module here, asked in the order of `SHAPES`.

A carrier that knows cells hands them over itself; these find them in what is text only. Words outside tables stay
lines, a paragraph of HTML each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Block, Grid, Row, TextLine
from ..markup import heading, without_commands
from . import asciidoc, cell_per_line, delimited, grid_table, html, latex, mediawiki, pipes, ruled
from .contract import Found, TableShape

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
_TRACES = re.compile(r"[\t|<=,;{\\+│┃║┌╔┏├-](?:(?<!-)|-)")
"""One of these is in every line that opens a table …"""
_MARKS = ("=", "\\")
_SHORT = 12
"""… but a cell alone, which is short."""


def find_blocks(lines: Sequence[str]) -> tuple[Block, ...]:
    """Blocks of `lines` in order. A grid ends at a blank line or a line of prose; blank lines make no block."""
    blocks: list[Block] = []
    rows: list[Row] = []
    vain = dict.fromkeys(SHAPES, 0)
    last = 0
    for at, line in enumerate(lines):
        if at < last:
            continue
        found = None
        if line and (len(line) <= _SHORT or _TRACES.search(line)):
            found = _table_at(lines, at, vain)
        if found is None:
            if rows:
                blocks.append(Grid(tuple(rows)))
                rows = []
            bare = line.strip()
            if bare and (bare[0] in _MARKS or "<" in bare or "\\" in bare):
                words, last = _words(lines, at)
                blocks += words
            elif bare:
                blocks.append(TextLine(at + 1, bare))
            continue
        last = found.end
        for item in found.content:
            if isinstance(item, Row):
                rows.append(item)
                continue
            if rows:
                blocks.append(Grid(tuple(rows)))
                rows = []
            blocks.append(item)
    if rows:
        blocks.append(Grid(tuple(rows)))
    return tuple(blocks)


def _table_at(lines: Sequence[str], at: int, vain: dict[TableShape, int]) -> Found | None:
    """What the first shape that reads a table at a line finds; `vain` counts how often a slow one opened none."""
    for shape in SHAPES:
        if vain[shape] < MOST_VAIN and shape.opens(lines[at]):
            found = shape.read(lines, at)
            if found is not None:
                return found
            vain[shape] += shape not in _QUICK
    return None


def _words(lines: Sequence[str], at: int) -> tuple[list[Block], int]:
    """The words of a line outside tables, without the marks of markup, and the index of the next line; a heading that
    markup marks may take more than one."""
    line = lines[at]
    if line.lstrip()[:1] in _MARKS and (marked := heading(lines, at)) is not None:
        return [TextLine(at + 1, marked[0])], marked[1]
    if "\\" in line:
        line = without_commands(line)
    pieces = html.without_tags(line) if "<" in line else [line]
    return [TextLine(at + 1, bare) for piece in pieces if (bare := piece.strip())], at + 1
