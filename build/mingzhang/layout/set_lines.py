"""How the lines of a page are set: how wide, how far in, how far below the line before; where the carrier knows places.

Columns are counted as in text (a Han character has two), so that lines of pages and of text are judged alike; a figure in
a proportional font is narrower than its characters tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ..model import Document, Place, TextLine
from .joining import ENDS, display_width

_LEAST_WIDE, _LEAST_LINES = 20, 8
"""Columns of the lines, and how many lines, from which the width of a column is told."""
_APART, _SOLID = 1.1, 1.04
"""Shares of the usual distance from line to line: from which on a line is apart, up to which it is set as usual."""
_FEWEST, _LONG = 5, 40
"""Pairs of lines that tell the usual distance; columns of a line that is no heading."""


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as it is set: its width and indent in columns; whether it stands clearly apart from the line before on its
    page (True), as near as within a paragraph where paragraphs are parted (False), or neither (None)."""

    width: int
    indent: int
    apart: bool | None = None


def set_lines(document: Document) -> Mapping[int, SetLine]:
    """The lines of print that have a box on a page, by number; empty for carriers without pages."""
    lines = list(_boxed(document))
    wide = [(x1 - x0) / width for _, (x0, _, x1, _), width in lines if width >= _LEAST_WIDE]
    if len(wide) < _LEAST_LINES or not (column := median(wide)) > 0:
        return {}
    left = _margin(round(box[0]) for _, box, _ in lines)
    apart = _apart(lines, document)
    return {
        number: SetLine(
            round((box[2] - box[0]) / column), max(0, round((box[0] - left) / column)), apart.get(number)
        )
        for number, box, _ in lines
    }


_Boxed = tuple[int, tuple[float, float, float, float], int]


def _boxed(document: Document) -> Iterator[_Boxed]:
    """The lines of print with their boxes and the columns their characters count."""
    if not document.places:
        return
    for block in document.blocks:
        if isinstance(block, TextLine):
            box = document.places[block.line - 1].box
            if box is not None:
                yield block.line, box, display_width(block.text)


def _margin(begins: Iterable[int]) -> int:
    """Where most unindented lines begin: the leftmost place where a tenth of the lines begin, or their first."""
    places = sorted(begins)
    return next((x for x in dict.fromkeys(places) if places.count(x) * 10 >= len(places)), places[0])


def _apart(lines: Sequence[_Boxed], document: Document) -> dict[int, bool]:
    """Which lines are set apart from the one before, where the text tells how far lines of one paragraph stand."""
    pitches: dict[int, tuple[float, float]] = {}
    within: list[float] = []
    right = sorted(box[2] for _, box, _ in lines)[int(len(lines) * 0.9)]
    for (number, box, _), (after, below, _) in pairwise(lines):
        if after != number + 1 or _page(document, number) != _page(document, after) or below[1] < box[1]:
            continue
        pitches[after] = (
            below[1] - box[1],
            below[3] - box[3],
        )  # figures reach higher and lower than Han characters
        full = box[2] > right - 1.5 * (box[3] - box[1])
        if full and document.plain[number - 1].rstrip()[-1:] not in ENDS:
            within.append(min(pitches[after]))
    if len(within) < _FEWEST:
        return {}
    usual = median(within)
    if _is_wrapped_by_hand(document, pitches, usual):
        return {}
    apart = {number for number, pitch in pitches.items() if min(pitch) > _APART * usual}
    parted = len(apart) * 10 >= len(pitches)
    return {
        number: number in apart
        for number, pitch in pitches.items()
        if number in apart or (parted and min(pitch) <= _SOLID * usual)
    }


def _is_wrapped_by_hand(document: Document, pitches: Mapping[int, tuple[float, float]], usual: float) -> bool:
    """Whether lines stand apart in the middle of sentences: every line was made a paragraph, and tells of none."""
    before = (
        document.plain[line - 2].rstrip() for line, pitch in pitches.items() if min(pitch) > _APART * usual
    )
    long = [text for text in before if display_width(text) >= _LONG]
    return sum(text[-1] not in ENDS for text in long) * 4 > len(long)


def _page(document: Document, line: int) -> int | None:
    place: Place = document.places[line - 1]
    return place.page
