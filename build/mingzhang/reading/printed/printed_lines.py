"""Characters of a page put together to printed lines and cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter

from ...model import Box
from .glyph import Glyph

_WORD_GAP, _COLUMN_GAP = 0.35, 1.3
"""Gaps between characters, as shares of their height: the least between words of Latin print, the least between
columns."""
_FULL = 1.1
"""The room left in a full line of a cell, as a share of the height of print: another digit and the cell's margin."""
_MARGIN = 0.8
"""The widest margin of a cell, as a share of the height of print."""
_AMOUNT = re.compile(r"\.\d\d$")  # 1,062.33
_FIGURE = frozenset("0123456789.,")
NUMBER = re.compile(r"-?[\d,.]+%?")
FURNITURE = 2
"""Lines of print that may stand between a table and the edge of its page: a running title, a page number."""
WIDEST = 400
"""Columns of a line of print."""


def printed_lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The characters line by line from the top, each line from the left. What stands at half the height of a line or
    more belongs to it: digits of another font are lifted a little."""
    lines: list[tuple[float, float, list[Glyph]]] = []
    for glyph in sorted(glyphs, key=attrgetter("y")):
        y0, y1 = glyph.y0, glyph.y1
        for at in range(len(lines) - 1, max(len(lines) - 4, -1), -1):
            top, bottom, line = lines[at]
            common = (bottom if bottom < y1 else y1) - (top if top > y0 else y0)
            if common > 0.5 * (bottom - top) or common > 0.5 * (y1 - y0):  # of the lower of the two
                line.append(glyph)
                if y1 - y0 > bottom - top:
                    lines[at] = (y0, y1, line)
                break
        else:
            lines.append((y0, y1, [glyph]))
    lines.sort(key=itemgetter(0))
    return [sorted(line, key=attrgetter("x0")) for _, _, line in lines]


def cell_text(glyphs: Sequence[Glyph], box: Box) -> str:
    """The words of a cell, a line of print a line. A line that fills the cell was only cut for want of room: a code or an
    amount goes on below it."""
    out: list[str] = []
    before: Sequence[Glyph] = ()
    for line in printed_lines(glyphs):
        text = "".join(_words(line))
        if before and text[:1] in _FIGURE and out[-1][-1:] in _FIGURE and _is_cut(before, line, box, out[-1]):
            out[-1] += text
        else:
            out.append(text)
        before = line
    return "\n".join(out)


def _is_cut(line: Sequence[Glyph], below: Sequence[Glyph], box: Box, words: str) -> bool:
    """Whether a line had no room for what stands below it: for another digit and a margin, or, where it ends in no whole
    amount (288.5 / 9), for the very character that begins there and a margin as wide as that on the left."""
    height, room = line[-1].height, box[2] - line[-1].x1
    if room < _FULL * height:
        return True
    margin = min(min(line[0].x0, below[0].x0) - box[0], _MARGIN * height)
    return _AMOUNT.search(words) is None and room - margin < below[0].x1 - below[0].x0


def line_text(line: Sequence[Glyph]) -> str:
    """A line of print outside a table. Columns stay where they stand: a Han character covers two places."""
    if not any(gap > _COLUMN_GAP for gap in _gaps(line)):
        return "".join(_words(line))
    place = max(2.0, sorted(g.height for g in line)[len(line) // 2] / 2)
    out: list[str] = []
    width = 0
    before: Glyph | None = None
    for glyph, gap in zip(line, (0.0, *_gaps(line)), strict=True):
        if before is not None and gap > _COLUMN_GAP:
            blanks = max(2, min(round(glyph.x0 / place), WIDEST) - width)
            out.append(" " * blanks)
            width += blanks
        elif before is not None and _apart(before, glyph, gap):
            out.append(" ")
            width += 1
        elif before is None:
            blanks = min(round(glyph.x0 / place), WIDEST)
            out.append(" " * blanks)
            width += blanks
        out.append(glyph.text)
        width += 2 if unicodedata.east_asian_width(glyph.text[0]) in "WF" else 1
        before = glyph
    return "".join(out)


def line_box(line: Sequence[Glyph]) -> Box:
    """The box around a line of print."""
    return min(g.x0 for g in line), min(g.y0 for g in line), max(g.x1 for g in line), max(g.y1 for g in line)


def _gaps(line: Sequence[Glyph]) -> Iterator[float]:
    """The gap before each character but the first, as a share of the height of print."""
    for before, glyph in pairwise(line):
        yield (glyph.x0 - before.x1) / max(1.0, min(before.height, glyph.height))


def _words(line: Sequence[Glyph]) -> Iterator[str]:
    before: Glyph | None = None
    for glyph, gap in zip(line, (0.0, *_gaps(line)), strict=True):
        if before is not None and _apart(before, glyph, gap):
            yield " "
        yield glyph.text
        before = glyph


def _apart(before: Glyph, glyph: Glyph, gap: float) -> bool:
    """Whether a blank stands between two characters: Han characters are set apart for looks only."""
    return gap > _WORD_GAP and before.text.isascii() and glyph.text.isascii()
