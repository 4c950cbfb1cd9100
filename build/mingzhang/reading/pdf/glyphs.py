"""The characters of a page of a PDF with their boxes, upright, in points from the top left corner."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ...model import Box
from ..printed.glyph import Glyph, leans
from .ink import Ink

MOST_GLYPHS = 60_000
"""Characters of one page; a full page of small print has some 4,000."""
_PROBE = 400
_GARBLED = 0.2
"""Share of characters without a meaning from which on a page is read as a picture. Bullets of fonts of signs have none."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is turned so that its words are upright: edges of the page as drawn, and quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        """The width of the turned page."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    def upright(self, x: float, y: float) -> tuple[float, float]:
        """A point as drawn (from the bottom left corner, y up) on the turned page (from the top left, y down)."""
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        if self.turns == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def upright_box(self, left: float, bottom: float, right: float, top: float) -> Box:
        return _box_between(*self.upright(left, bottom), *self.upright(right, top))

    def drawn(self, x: float, y: float) -> tuple[float, float]:
        """The point as drawn that stands at (x, y) of the turned page."""
        if self.turns == 1:
            return y + self.left, x + self.bottom
        if self.turns == 2:
            return self.right - x, y + self.bottom
        if self.turns == 3:
            return self.right - y, self.top - x
        return x + self.left, self.top - y

    def seen(self, box: Box, turns: int) -> Box:
        """A box of this page on the same page turned otherwise, as a viewer shows it."""
        if turns == self.turns:
            return box
        other = Frame(self.left, self.bottom, self.right, self.top, turns)
        (xa, ya), (xb, yb) = (other.upright(*self.drawn(*box[at : at + 2])) for at in (0, 2))
        return _box_between(xa, ya, xb, yb)


def _box_between(xa: float, ya: float, xb: float, yb: float) -> Box:
    """The box with two opposite corners."""
    if xa > xb:
        xa, xb = xb, xa
    if ya > yb:
        ya, yb = yb, ya
    return xa, ya, xb, yb


def page_turns(page: pdfium.PdfPage) -> int:
    """How many quarter turns clockwise a viewer turns a page."""
    return int(page.get_rotation()) // 90 % 4


def read_glyphs(page: pdfium.PdfPage) -> tuple[list[Glyph] | None, Frame]:
    """The characters of a page in the order they are drawn, each once, and the frame in which they are upright. What leans
    across the page is left out. None where its fonts do not tell which characters they draw."""
    left, bottom, right, top = page.get_cropbox()
    text = page.get_textpage()
    try:
        count = min(text.count_chars(), MOST_GLYPHS)
        frame = Frame(left, bottom, right, top, _turns_of_words(text.raw, count, page_turns(page)))
        if _is_garbled(text.raw, count):
            return None, frame
        return list(_once(_glyphs(text, count, frame))), frame
    finally:
        text.close()


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Each character once: bold print is often the same word drawn twice, a hair apart."""
    seen: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        char, x, y = glyph.text, glyph.x, glyph.y
        at_x, at_y = round(x), round(y)
        beside, below = at_x + (1 if x > at_x else -1), at_y + (1 if y > at_y else -1)
        if (
            (char, at_x, at_y) not in seen
            and (char, beside, at_y) not in seen
            and (char, at_x, below) not in seen
            and (char, beside, below) not in seen
        ):
            seen.add((char, at_x, at_y))
            yield glyph


def _is_garbled(text: raw.FPDF_TEXTPAGE, count: int) -> bool:
    """Whether many characters of a page have no meaning: their fonts lack the table that says so (ToUnicode)."""
    looked_at = range(0, count, max(1, count // _PROBE))
    unknown = sum(raw.FPDFText_HasUnicodeMapError(text, at) == 1 for at in looked_at)
    return bool(unknown > _GARBLED * len(looked_at))


def _glyphs(text: pdfium.PdfTextPage, count: int, frame: Frame) -> Iterator[Glyph]:
    box = raw.FS_RECTF()
    where, words, ink = ctypes.byref(box), text.raw, Ink(text)
    before: Box | None = None
    pale = False
    for at in range(count):
        code = raw.FPDFText_GetUnicode(words, at)
        char = chr(code) if 0x20 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if not char.strip() or code in (0xFFFE, 0xFFFF):  # a blank that is drawn, or that PDFium adds
            continue
        angle = raw.FPDFText_GetCharAngle(words, at)
        if angle and leans(angle):
            continue
        if raw.FPDFText_GetLooseCharBox(words, at, where):
            upright = frame.upright_box(box.left, box.bottom, box.right, box.top)
            if before is None or not _goes_on(before, upright):
                pale = ink.is_pale(at)
            before = upright
            yield Glyph(char, *upright, pale=pale)


def _goes_on(before: Box, box: Box) -> bool:
    """Whether a character stands right behind another: its colour is the same."""
    return abs(box[1] - before[1]) < 1 and -1 < box[0] - before[2] < box[3] - box[1]


def _turns_of_words(text: raw.FPDF_TEXTPAGE, count: int, of_page: int) -> int:
    """The quarter turns clockwise after which most words stand upright; those of the page where nothing tells."""
    step = max(1, count // _PROBE)
    angles = (raw.FPDFText_GetCharAngle(text, at) for at in range(0, count, step))
    turns = Counter(
        -round(math.degrees(angle) / 90) % 4 for angle in angles if angle >= 0
    )  # they count clockwise
    return turns.most_common(1)[0][0] if turns else of_page
