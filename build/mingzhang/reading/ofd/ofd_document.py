"""A whole OFD, page by page: the characters and lines it draws, laid out as those of a PDF."""

from __future__ import annotations

import math
from itertools import islice

from ...model import NotReadable, Page
from ..contract import Content
from ..packed import Element, first_named
from ..printed.glyph import Glyph, leans
from ..printed.page_writer import PageWriter
from ..printed.printed_page import PrintedPage
from ..printed.rules import Stroke, ruled, strokes_of
from ..scan import recogniser
from ..transcript import Transcript
from .ofd_file import OfdFile, OfdPage
from .ofd_objects import (
    MOST_GLYPHS,
    POINT,
    Where,
    characters_of,
    has_pale_ink,
    numbers_in,
    objects_of,
    subpaths,
)
from .ofd_pictures import PagePicture, ReadPicture, read_picture

_MOST_POINTS = 20_000
"""Points of lines of a page."""
_ABOVE = 0.86
"""Share of a character's height above the line it stands on."""
_FEWEST = 8
"""Characters of a page below which it is its picture that is read."""


def read_document(data: bytes) -> Content:
    """Read an OFD: its words and tables in reading order, with pages and boxes. Raises `NotReadable`."""
    file = OfdFile(data)
    written = Transcript()
    writer = PageWriter(written)
    pages = []
    for number in range(1, len(file) + 1):
        try:
            drawn = _Drawn(file.page(number))
        except NotReadable:  # a damaged page does not take the others along
            written.unread(number)
            continue
        picture = drawn.picture()
        pages.append(_write(drawn, number, writer, read_picture(file, picture, number)))
        if picture is not None and not pages[-1].recognised:
            written.unread(number)
    if len(written.unread_pages) * 2 > len(file):
        raise NotReadable(_no_text())
    scanned = sum(page.recognised for page in pages) * 2 > len(pages)
    writer.close()
    return written.content(pages, "scan" if scanned else None)


def _write(drawn: _Drawn, number: int, writer: PageWriter, picture: ReadPicture | None) -> Page:
    """Write a page down: what it draws, or what was recognised of its picture."""
    width, height = (round(side * POINT, 2) for side in drawn.box[2:])
    if picture is None:
        writer.write(PrintedPage(number, drawn.glyphs, *ruled(drawn.strokes)))
        return Page(number, width, height)
    writer.write(picture.printed)
    return Page(number, width, height, recognised=True, confidence=picture.confidence)


def _no_text() -> str:
    if recogniser.installed():
        return "OFD 文件没有文字（扫描件）或已损坏：请检查文件是否完整"
    return f"OFD 文件没有文字层（扫描件），需要识别文字：{recogniser.INSTALL}"


class _Drawn:
    """What a page draws, in points from its top left corner."""

    def __init__(self, page: OfdPage) -> None:
        self.box = page.box
        self.glyphs: list[Glyph] = []
        self.strokes: list[Stroke] = []
        self._pictures: list[PagePicture] = []
        add = {"TextObject": self._text, "PathObject": self._path, "ImageObject": self._picture}
        for kind, element, _ in objects_of(page.layers):
            if kind in add:
                add[kind](element)

    def picture(self) -> PagePicture | None:
        """The largest picture of a page that has no text to speak of."""
        if len(self.glyphs) >= _FEWEST:
            return None
        return max(self._pictures, key=lambda one: one.width * one.height, default=None)

    def _picture(self, element: Element) -> None:
        numbers = numbers_in(element.get("Boundary", ""))
        if len(numbers) == 4:
            x, y, width, height = (number * POINT for number in numbers)
            left, top = x - self.box[0] * POINT, y - self.box[1] * POINT
            self._pictures.append(PagePicture(element.get("ResourceID", ""), left, top, width, height))

    def _text(self, element: Element) -> None:
        where = Where.of(element, self.box)
        if leans(math.atan2(where.matrix[1], where.matrix[0])):
            return
        pale = has_pale_ink(element)
        for one in islice(characters_of(element), MOST_GLYPHS - len(self.glyphs)):
            xa, ya = where.at(one.x, one.y - one.size * _ABOVE)
            xb, yb = where.at(one.x + one.width, one.y + one.size * (1 - _ABOVE))
            self.glyphs.append(Glyph(one.text, min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb), pale=pale))

    def _path(self, element: Element) -> None:
        where = Where.of(element, self.box)
        data = first_named(element, "AbbreviatedData")
        if data is None or len(self.strokes) > _MOST_POINTS:
            return
        stroked = element.get("Stroke", "true") != "false"
        for points, closed in subpaths(data.text or ""):
            self.strokes += strokes_of([where.at(x, y) for x, y in points[:_MOST_POINTS]], closed, stroked)
