"""Tables of a converter that put two cells into one (1,888.24 一、一般公共服务支出; 31 1,188.45; 1,287.87 0): their rows are
read as rows parted by single blanks, so that their structure tells the cells."""

from __future__ import annotations

import re

from ..model import Passage, Row
from .gathered_tables import Table
from .shapes.single_blanks import CODED, TWO_SIDED, canonical_head, single_row

LEAST = 3
"""Cells of a table that hold two figures, below which it is read as it stands."""
_NAMED = re.compile(r"[0-9]\.[0-9]{1,2} [^ ]{0,4}[\u4e00-\u9fff]{2,}(?<!元)")
_ZERO = re.compile(r"[0-9]\.[0-9]{2} 0(?:\.00)?")
_NUMBERED = re.compile(r"[0-9]{1,3} (?:0|[0-9][0-9,]*\.[0-9]{1,2})")
_FIGURE = re.compile(r"[0-9]\.[0-9]")


def part_glued_cells(table: Table) -> None:
    """Take the rows of a table anew where cells were put together; what is no row is kept to be told."""
    kind = table.kind
    if kind not in (*TWO_SIDED, *CODED) or table.spaced or not _is_glued(table):
        return
    words = [[cell for cell in row.cells if cell] for row in table.heads]
    rows: list[Row] = []
    for row in table.rows:
        text = " ".join(cell for cell in row.cells if cell)
        found = single_row(kind, row.line, text, words)
        if found is not None:
            rows.append(found.row)
            table.loose = table.loose or found.partial
        elif _FIGURE.search(text):
            table.fragments.append(Passage(text, (row.line,)))
    table.rows, table.single = rows, True
    table.heads = canonical_head(kind, table.line_start, words)


def _is_glued(table: Table) -> bool:
    """Whether enough cells hold two: an amount and a name or a zero, or a running number and an amount."""
    cells = [cell for row in table.rows for cell in row.cells if " " in cell]
    if any(map(_NAMED.search, cells)):
        return True
    numbered = sum(_NUMBERED.fullmatch(cell) is not None for cell in cells) if table.kind in TWO_SIDED else 0
    return numbered + sum(_ZERO.search(cell) is not None for cell in cells) >= LEAST
