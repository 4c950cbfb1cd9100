"""Pages and tables of a PDF that are pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from ...model import Box
from ..printed.glyph import Glyph
from ..printed.rules import Rule
from ..scan import recogniser
from ..scan.page_store import Picture, page_store
from .glyphs import Frame
from .page_objects import Handle, PageObjects, bounds

if TYPE_CHECKING:
    from ..scan.recognised_page import RecognisedPage

_DPI, _LONGEST_SIDE = 200, 3_000
"""How finely a page is drawn for recognition: dots an inch, and at most so many pixels."""
_LEAST = 0.05
"""Share of its page that a picture with a table covers at least."""
_OUTLINES = 40
"""Paths of a page without text from which on its words may be drawn as outlines."""


def is_blank(drawn: PageObjects) -> bool:
    """Whether a page without a text layer shows nothing either."""
    return not drawn.pictures and len(drawn.paths) < _OUTLINES


def unread_pictures(
    page: pdfium.PdfPage, pictures: Iterable[Handle], frame: Frame, glyphs: Sequence[Glyph]
) -> list[Box]:
    """Pictures of a page that may hold a table: large, and no character stands on them."""
    width, height = page.get_size()
    found = []
    for picture in pictures:
        box = frame.upright_box(*bounds(picture))
        x0, y0, x1, y1 = box
        large = (x1 - x0) * (y1 - y0) > _LEAST * width * height
        if large and not any(x0 < glyph.x < x1 and y0 < glyph.y < y1 for glyph in glyphs):
            found.append(box)
    return found


def recognised(page: pdfium.PdfPage, number: int) -> RecognisedPage | None:
    """A page as recognised from what a viewer shows of it; None where it cannot be, or not now."""
    return page_store().page(number, lambda: _drawn(page)) if recogniser.installed() else None


def _drawn(page: pdfium.PdfPage) -> Picture:
    scale = min(_DPI / 72, _LONGEST_SIDE / max(page.get_size()))
    bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False)
    pixels = bitmap.to_numpy()
    if pixels.shape[2] == 1:
        pixels = pixels.repeat(3, axis=2)
    return pixels[:, :, :3].copy(), 1 / scale


def of_pictures(found: RecognisedPage, pictures: Iterable[Box]) -> tuple[list[Glyph], list[Rule], list[Rule]]:
    """What of a recognised page stands in its pictures: characters, lines across and down."""
    boxes = list(pictures)

    def inside(x: float, y: float) -> bool:
        return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in boxes)

    return (
        [glyph for glyph in found.glyphs if inside(glyph.x, glyph.y)],
        [rule for rule in found.across if inside((rule.begin + rule.end) / 2, rule.at)],
        [rule for rule in found.down if inside(rule.at, (rule.begin + rule.end) / 2)],
    )
