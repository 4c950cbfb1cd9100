"""Figures recognised in a picture of which a digit is not sure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ...model import Box
from .glyph import Glyph
from .printed_lines import line_box, printed_lines

SURE, UNSURE = 0.9, 0.6
"""Certainty of a character from which on it is never told as doubtful; below which it is, even where nothing else that is
a number comes near."""
_NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?%?")
_FIGURE = frozenset("0123456789.,-%")


def doubtful_figures(glyphs: Sequence[Glyph]) -> Iterator[tuple[str, str, float, Box]]:
    """The figures among characters that are not sure: as read, as they might read instead, how sure, and their box."""
    if all(glyph.certainty >= SURE for glyph in glyphs):
        return
    for line in printed_lines(glyphs):
        run: list[Glyph] = []
        for glyph in (*line, None):
            if glyph is not None and glyph.text in _FIGURE:
                run.append(glyph)
                continue
            yield from _told(run)
            run = []


def _told(run: list[Glyph]) -> Iterator[tuple[str, str, float, Box]]:
    least = min((glyph.certainty for glyph in run), default=1.0)
    read = "".join(glyph.text for glyph in run)
    if least >= SURE or not any(char.isdigit() for char in read):
        return
    others = (glyph.other if glyph.certainty == least else glyph.text for glyph in run)
    other = unicodedata.normalize("NFKC", "".join(others))
    is_number = other != read and _NUMBER.fullmatch(other) is not None
    if is_number or least < UNSURE:
        yield read, other if is_number else "", round(least, 3), line_box(run)
