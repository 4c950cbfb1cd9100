"""A picture of a page read: its characters and ruled lines, as a page of print has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import cv2
import msgspec

from ...model import Box
from ..printed.doubtful import UNSURE
from ..printed.glyph import Glyph
from ..printed.lattice import ruled_tables
from ..printed.rules import Rule
from . import recogniser
from .drawn_lines import ink, read_lines, without_lines
from .picture import level
from .recogniser import Character

_INSIDE = 1.5
"""Points within which a line down only touches a word."""
_LOWEST, _MARGIN = 4.0, 1.5
"""Points: the height of a piece of ink that is a character; the edge of a cell that is not looked at."""
_MOSTLY = 0.45
"""Share of a box within another from which on it is the same words found again."""
_LIKELY = 0.95
"""Certainty of the words in ink that was no word at first sight; below it is dirt."""


_STROKES = frozenset("1lI|/\\-—_.,'’`丨丿ノ")
"""What the rest of a line or a stamp looks like."""
_HAN = re.compile("[\u4e00-\u9fff]")
_WIDE = {"(": "（", ")": "）", ":": "：", ";": "；"}
"""Signs that look alike in both widths: among Han characters they are wide ones."""


class RecognisedPage(msgspec.Struct, frozen=True):
    """The characters and lines of a picture where its words are level, in points; the way back to the picture as it
    came, as a matrix of points; how sure its characters are on average (0–1). `dirt` are digits that are likely none."""

    glyphs: tuple[Glyph, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    back: tuple[tuple[float, float, float], ...]
    confidence: float | None
    dirt: tuple[Glyph, ...] = ()

    def seen(self, box: Box) -> Box:
        """The box, of the level page, around the same place on the page as it came."""
        x0, y0, x1, y1 = box
        corners = [
            tuple(row[0] * x + row[1] * y + row[2] for row in self.back) for x in (x0, x1) for y in (y0, y1)
        ]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


def recognise_page(picture: Any, scale: float) -> RecognisedPage:
    """Read a picture (height × width × 3, BGR); `scale` is points for a pixel."""
    ready = level(picture, scale)
    dark = ink(ready.pixels)
    words = [_in_points(box, scale) for box in ready.words]
    across, down = read_lines(dark, words, scale)
    plain = without_lines(ready.pixels, across, down, scale)
    boxes = _apart(piece for box in words for piece in _cut_at(box, down))
    overlooked = _overlooked(ink(plain), boxes, across, down, scale)
    found = [(*one, False) for one in _read(plain, boxes, scale)]
    found += [(*one, True) for one in _read(plain, overlooked, scale)]
    dirt = [(box, line) for box, line, faint in found if is_dirt(line, faint)]
    glyphs = tuple(
        glyph for box, line, faint in found if not is_dirt(line, faint) for glyph in _glyphs(box, line)
    )
    sure = sum(glyph.certainty for glyph in glyphs) / len(glyphs) if glyphs else None
    back = ready.back[:2].copy()
    back[:, 2] *= scale
    return RecognisedPage(
        glyphs, tuple(across), tuple(down), tuple((float(a), float(b), float(c)) for a, b, c in back),
        None if sure is None else round(sure, 4),
        tuple(glyph for box, line in dirt for glyph in _glyphs(box, line) if _is_told(glyph)),
    )  # fmt: skip


def _is_told(glyph: Glyph) -> bool:
    """Whether what was taken for dirt may be a digit all the same."""
    return glyph.text.isdigit() and glyph.certainty >= UNSURE


def is_dirt(line: Sequence[Character], faint: bool) -> bool:
    """Whether what was recognised is likely what a stamp or a line has left: not surely read, and only a stroke, or ink
    that was no word at first sight (`faint`)."""
    unsure = any(character.certainty <= _LIKELY for character in line)
    return unsure and (faint or (len(line) == 1 and line[0].text in _STROKES))


def _read(pixels: Any, boxes: Iterable[Box], scale: float) -> list[tuple[Box, list[Character]]]:
    """The characters in each box that lies on the picture."""
    cuts = [(box, cut) for box in boxes if (cut := _cut(pixels, box, scale)).size]
    lines = recogniser.recognise([cut for _, cut in cuts])
    return [(box, line) for (box, _), line in zip(cuts, lines, strict=True)]


def _in_points(box: Box, scale: float) -> Box:
    x0, y0, x1, y1 = box
    return x0 * scale, y0 * scale, x1 * scale, y1 * scale


def _cut_at(box: Box, down: Iterable[Rule]) -> Iterator[Box]:
    """The parts of the box of a word that lines down part: words of neighbouring cells are often found as one."""
    x0, y0, x1, y1 = box
    middle = (y0 + y1) / 2
    cuts = sorted(
        rule.at for rule in down if rule.begin <= middle <= rule.end and x0 + _INSIDE < rule.at < x1 - _INSIDE
    )
    for begin, end in pairwise((x0, *cuts, x1)):
        if end - begin > 2 * _INSIDE:
            yield begin, y0, end, y1


def _cut(pixels: Any, box: Box, scale: float) -> Any:
    height, width = pixels.shape[:2]
    x0, y0, x1, y1 = (round(value / scale) for value in box)
    return pixels[max(0, y0) : min(height, y1 + 1), max(0, x0) : min(width, x1 + 1)]


def _overlooked(
    dark: Any, boxes: Sequence[Box], across: Sequence[Rule], down: Sequence[Rule], scale: float
) -> Iterator[Box]:
    """Where cells have ink but no word was found: a single digit is easily overlooked."""
    middles = [((x0 + x1) / 2, (y0 + y1) / 2) for x0, y0, x1, y1 in boxes]
    for table in ruled_tables(across, down):
        for cell in (cell for row in table.rows(()) for cell in row):
            if cell.box is None:
                continue
            x0, y0, x1, y1 = cell.box
            if any(x0 <= x <= x1 and y0 <= y <= y1 for x, y in middles):
                continue
            inside = (x0 + _MARGIN, y0 + _MARGIN, x1 - _MARGIN, y1 - _MARGIN)
            _, _, pieces, _ = cv2.connectedComponentsWithStats(_cut(dark, inside, scale))
            high = [piece[:4] * scale for piece in pieces[1:] if piece[3] * scale > _LOWEST]
            if high:
                yield (
                    inside[0] + float(min(piece[0] for piece in high)) - _MARGIN,
                    inside[1] + float(min(piece[1] for piece in high)) - _MARGIN,
                    inside[0] + float(max(piece[0] + piece[2] for piece in high)) + _MARGIN,
                    inside[1] + float(max(piece[1] + piece[3] for piece in high)) + _MARGIN,
                )


def _glyphs(box: Box, line: Sequence[Character]) -> Iterator[Glyph]:
    """The characters of a line, each from halfway to the one before it to halfway to the next. A blank is left out; the
    character before it may be followed by what else the blank may be, which may be a point."""
    if not line:
        return
    x0, y0, x1, y1 = box
    middles = [x0 + character.at * (x1 - x0) for character in line]
    edges = [x0, *((a + b) / 2 for a, b in pairwise(middles)), x1]
    chinese = any(_HAN.match(character.text) for character in line)
    for at, (character, (begin, end)) in enumerate(zip(line, pairwise(edges), strict=True)):
        text, other, certainty = character.text, character.other.strip(), character.certainty
        after = line[at + 1] if at + 1 < len(line) else None
        if after is not None and not after.text.strip() and after.certainty < certainty:
            other, certainty = text + after.other.strip(), after.certainty
        if text.strip():
            yield Glyph(_WIDE.get(text, text) if chinese else text, begin, y0, end, y1, certainty, other)


def _apart(boxes: Iterable[Box]) -> list[Box]:
    """The boxes without those that lie mostly within a wider one: a piece of a word is sometimes found again."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda b: b[0] - b[2]):
        x0, y0, x1, y1 = box
        common = (
            max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, bottom) - max(y0, top))
            for left, top, right, bottom in kept
        )
        if max(common, default=0.0) < _MOSTLY * (x1 - x0) * (y1 - y0):
            kept.append(box)
    return kept
