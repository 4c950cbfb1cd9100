"""公开01 and 公开04 aligned by blanks whose columns shift within a page: told by their running numbers (行次).

A line holds a name, its number and its figure for either side. The numbers of the two sides are equally far apart on
every line, which proves that nothing else was taken for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...model import Row
from ..cells import has_han
from .columns import width
from .single_blanks import LONGEST, single_row
from .spans import Line, Span, spans

LEAST = 8
"""Rows with running numbers on both sides below which the table is none of these."""


class Sides(NamedTuple):
    """The rows, name, number and figures of either side; `partial` where figures stand on one whose column nothing
    proves."""

    rows: list[Row]
    partial: bool


def numbered_sides(kind: int, lines: Sequence[Line]) -> Sides | None:
    """The rows of statement `kind` below its head; None where a line is none and none's rest."""
    rows: list[Row] = []
    gaps: set[int] = set()
    partial = False
    middle = 0
    for line, page, raw in lines:
        cells = spans(line, page, raw, width)
        text = " ".join(cell.text for cell in cells)
        found = single_row(kind, line, text) if 0 < len(text) <= LONGEST else None
        if found is not None and found.gap is not None:
            rows.append(found.row)
            gaps.add(found.gap)
            partial = partial or found.partial
            middle = _right_side(cells, found.row)
        elif _only_numbers(cells, gaps):
            rows.append(_without_figures(line, cells, len(rows[0].cells)))
        elif rows and cells and all(has_han(cell.text) for cell in cells):
            rows.append(_rest(line, cells, middle, len(rows[0].cells)))
        elif rows or any(cell.numeric and "." in cell.text for cell in cells):
            return None
    return Sides(rows, partial) if len(gaps) == 1 and len(rows) >= LEAST else None


def _only_numbers(cells: Sequence[Span], gaps: set[int]) -> bool:
    """Whether a line holds a name, its running number and perhaps its figure, and on the right a number alone."""
    numbers = [int(c.text) for c in (*cells[1:2], *cells[-1:]) if c.text.isdigit() and len(c.text) < 4]
    known = 2 < len(cells) < 5 and has_han(cells[0].text) and len(numbers) == 2
    return known and {numbers[1] - numbers[0]} == gaps


def _without_figures(line: int, cells: Sequence[Span], length: int) -> Row:
    figure = cells[2].text if len(cells) == 4 else ""
    texts = [cells[0].text, cells[1].text, figure, "", cells[-1].text]
    return Row(line, (*texts, *[""] * (length - len(texts))))


def _right_side(cells: Sequence[Span], row: Row) -> int:
    """The place at which the right side begins: its name, or its number where it has none."""
    return next(cell.start for cell in reversed(cells) if cell.text in (row.cells[3] or row.cells[4]))


def _rest(line: int, cells: Sequence[Span], middle: int, length: int) -> Row:
    """A line that holds only the rest of names, each put on the side where it stands."""
    texts = [""] * length
    for cell in cells:
        texts[3 if cell.centre >= middle else 0] += cell.text
    return Row(line, tuple(texts))
