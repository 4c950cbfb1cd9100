"""Tables drawn with lines across alone: where their columns part is told by the room between the words.

A line down is laid through each row where no word crosses it, so that a head over several columns stays one cell.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .glyph import Glyph
from .printed_lines import printed_lines
from .rules import Rule

_SAME = 3.0
"""Points by which the ends of the lines of one table differ at most."""
_FEWEST = 4
"""Lines across that a table has at least."""
_APART = 1.0
"""The room between words of two columns in a line that is no sentence, as a share of their height."""
_NARROWEST = 2.0
"""The least room between two columns, in points."""
_HEADS = 3
"""Rows at the top in which words may cross from one column into the next."""

_Span = tuple[float, float]
_Row = tuple[float, float, list[_Span]]
"""Upper and lower line of a row, and what of its width words take, from the left."""


def columns_between(across: Sequence[Rule], glyphs: Sequence[Glyph]) -> list[Rule]:
    """Lines down for the tables of a page where none is drawn."""
    if len(across) < _FEWEST:
        return []
    ordered = sorted(glyphs, key=lambda glyph: glyph.y)
    return [
        rule
        for lines in _groups(across)
        for table in _tables(list(_rows(lines, ordered)))
        for rule in _lines_down(table, lines[0])
    ]


def _groups(across: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Lines of the same ends, from the top."""
    left = sorted(across, key=lambda rule: rule.at)
    while left:
        first = left[0]
        same = [r for r in left if abs(r.begin - first.begin) <= _SAME and abs(r.end - first.end) <= _SAME]
        left = [rule for rule in left if rule not in same]
        if len(same) >= _FEWEST:
            yield same


def _rows(lines: Sequence[Rule], glyphs: Sequence[Glyph]) -> Iterator[_Row | None]:
    """The rows between lines; None in place of words between two tables."""
    heights = [glyph.y for glyph in glyphs]
    for upper, lower in pairwise(lines):
        inside = [
            glyph
            for glyph in glyphs[bisect_left(heights, upper.at) : bisect_right(heights, lower.at)]
            if upper.begin <= glyph.x <= upper.end
        ]
        printed = printed_lines(inside)
        alone = sum(_is_sentence(line) for line in printed)
        if len(printed) > 1 and (alone == len(printed) or alone > 2):
            yield None
        else:
            yield upper.at, lower.at, _joined(sorted(run for line in printed for run in _runs(line)))


def _is_sentence(line: Sequence[Glyph]) -> bool:
    """Whether no two words of a line stand as far apart as columns do."""
    return all(glyph.x0 - before.x1 < _APART * glyph.height for before, glyph in pairwise(line))


def _runs(line: Sequence[Glyph]) -> Iterator[_Span]:
    begin, end = line[0].x0, line[0].x1
    for glyph in line[1:]:
        if glyph.x0 - end > _NARROWEST:
            yield begin, end
            begin = glyph.x0
        end = max(end, glyph.x1)
    yield begin, end


def _joined(spans: Sequence[_Span]) -> list[_Span]:
    """Spans from the left, those that touch as one."""
    out: list[_Span] = []
    for begin, end in spans:
        if out and begin <= out[-1][1]:
            out[-1] = out[-1][0], max(out[-1][1], end)
        else:
            out.append((begin, end))
    return out


def _tables(rows: Sequence[_Row | None]) -> Iterator[list[_Row]]:
    """The rows of each table; words in several lines between two lines across part them."""
    table: list[_Row] = []
    for row in (*rows, None):
        if row is not None:
            table.append(row)
        elif table:
            if len(table) >= _FEWEST - 1:
                yield table
            table = []


def _lines_down(table: Sequence[_Row], line: Rule) -> Iterator[Rule]:
    """The sides of a table, and a line in the middle of each gap between its columns, through the rows where it is one."""
    top, bottom = table[0][0], table[-1][1]
    rows = [row for row in table if len(row[2]) > 1]  # a note reaches over all columns
    found = [_middle(gap) for gap in _gaps(rows)]
    if not found or not _is_parted(rows[_HEADS:], found):
        return
    yield Rule(line.begin, top, bottom)
    yield Rule(line.end, top, bottom)
    for x in found:
        for upper, lower, spans in table:
            if not any(begin < x < end for begin, end in spans):
                yield Rule(x, upper, lower)


def _is_parted(rows: Sequence[_Row], columns: Sequence[float]) -> bool:
    """Whether all words of rows that stand apart are in columns of their own."""
    return all(
        begin - end < _NARROWEST or any(end <= x <= begin for x in columns)
        for _, _, spans in rows
        for (_, end), (begin, _) in pairwise(spans)
    )


def _middle(gap: _Span) -> float:
    return (gap[0] + gap[1]) / 2


def _gaps(table: Sequence[_Row]) -> Iterator[_Span]:
    """Where no words stand, from the first words to the last, but for heads that reach over both columns beside it."""
    edges = sorted({edge for _, _, spans in table for span in spans for edge in span})
    gap: _Span | None = None
    for begin, end in pairwise(edges):
        over = [
            (row, span)
            for row, (_, _, spans) in enumerate(table)
            for span in spans
            if span[0] < end and span[1] > begin
        ]
        free = all(row < _HEADS and span[0] < begin - 1 and span[1] > end + 1 for row, span in over)
        if free:
            gap = (gap[0] if gap else begin, end)
        elif gap is not None:
            if gap[1] - gap[0] >= _NARROWEST:
                yield gap
            gap = None
