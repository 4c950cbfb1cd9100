"""公开01 and 公开04 aligned by blanks whose columns shift within a page: told by their running numbers (行次), or where
none are printed by their names.

A line holds a name, its number and its figure for either side. The numbers of the two sides are equally far apart on
every line, which proves that nothing else was taken for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...model import Row
from ..cells import has_han, is_head_word
from .bare_sides import bare_sides
from .columns import width
from .single_blanks import LONGEST, single_row
from .spans import Line, Measure, Span, one_place, spans

SLACK = 3
"""Places by which a name on the right may stand further left than those beside another."""
LEAST = 8
"""Rows with running numbers on both sides below which the table is none of these."""


LEAST_NAMED = 4
"""Lines with a name on both sides below which no side is known."""


class Sides(NamedTuple):
    """The rows, name, number and figures of either side; `partial` where figures stand on one whose column nothing
    proves."""

    rows: list[Row]
    partial: bool


def sides_by_structure(kind: int, lines: Sequence[Line], aligned: Sequence[Row]) -> Sides | None:
    """The rows of a statement `kind` by its names, where no running numbers are printed, else by these, unless they
    stand in one column each of the rows that places make (`aligned`); None where neither tells them."""
    named = _named_sides(kind, lines)
    if named is not None:
        return named
    sides = _numbered_sides(kind, lines)
    return None if sides is None or _numbers_aligned(aligned, sides.rows) else sides


def _numbered_sides(kind: int, lines: Sequence[Line]) -> Sides | None:
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


def _named_sides(kind: int, lines: Sequence[Line]) -> Sides | None:
    """The rows of a statement `kind` without running numbers: names and the figures after them, in their order. The
    right side begins where the second name of a line stands; None where a name stands astride, or words say otherwise."""
    rows: list[Row] = []
    partial = False
    told, rights = min((_by_measure(lines, measure) for measure in (width, one_place)), key=_spread)
    middle = min(rights, default=0) - SLACK
    for line, cells in told:
        texts = [cell.text for cell in cells]
        if not rows and all(is_head_word(text) or text.isdigit() for text in texts):
            continue
        if any(cell.numeric for cell in cells):
            found = bare_sides(kind, texts)
            if found is None:
                return None
            row, open_ = found
            partial = partial or open_
        else:
            row = _names_only(cells, middle, 6 if kind == 1 else 9)
        right = next((cell.start for cell in reversed(cells) if row[3] and cell.text == row[3]), middle)
        if right < middle or (row[0] and cells[0].start >= middle):
            return None
        rows.append(Row(line, row))
    return Sides(rows, partial) if len(rights) >= LEAST_NAMED else None


_Told = tuple[list[tuple[int, list[Span]]], list[int]]


def _by_measure(lines: Sequence[Line], measure: Measure) -> _Told:
    """The cells of each line, and where second names stand, by a way of counting places."""
    told = [(line, spans(line, page, raw, measure)) for line, page, raw in lines]
    return told, [cells[at].start for _, cells in told if (at := _second_name(cells))]


def _spread(told: _Told) -> int:
    return max(told[1], default=0) - min(told[1], default=0)


def _second_name(cells: Sequence[Span]) -> int:
    """The index of the second name of a line; 0 where it has none."""
    named = [at for at, cell in enumerate(cells) if has_han(cell.text)]
    return named[1] if len(named) == 2 else 0


def _names_only(cells: Sequence[Span], middle: int, length: int) -> tuple[str, ...]:
    texts = [""] * length
    for cell in cells:
        texts[3 if cell.start >= middle else 0] += cell.text
    return tuple(texts)


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


def _numbers_aligned(rows: Sequence[Row], sides: Sequence[Row]) -> bool:
    """Whether the running numbers of either side stand in one column of the aligned rows."""
    by_line = {row.line: row.cells for row in rows}
    for which in (1, 4):
        places = {
            by_line[side.line].index(side.cells[which]) if side.cells[which] in by_line[side.line] else -1
            for side in sides
            if side.cells[which] and side.line in by_line
        }
        if len(places) != 1:
            return False
    return True
