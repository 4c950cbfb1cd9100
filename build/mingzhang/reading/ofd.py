"""OFD, the fixed-layout format of GB/T 33190: the characters and lines of each page, laid out as those of a PDF."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path

from ..model import NotReadable, Page
from .contract import Content
from .ofd_pictures import PagePicture, ReadPicture, media_files, read_picture
from .packed import Element, Package, all_named, first_named, local_name, parsed, part_name
from .printed.glyph import Glyph
from .printed.page_writer import PageWriter
from .printed.printed_page import PrintedPage
from .printed.rules import Stroke, ruled, strokes_of
from .scan import recogniser
from .transcript import Transcript

NAME = CARRIER = "ofd"
MOST_PAGES, MOST_GLYPHS, MOST_POINTS = 1_000, 60_000, 20_000
"""Pages of a file, characters and points of lines of a page."""
_POINT = 72 / 25.4
"""Points for a millimetre, the unit of the format."""
_ABOVE = 0.86
"""Share of a character's height above the line it stands on."""
_DEEPEST = 20
_FEWEST = 8
"""Characters of a page below which it is its picture that is read."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_STEP = re.compile(r"([SMLQBAC])([^SMLQBAC]*)")
_NEUTRAL = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file is a zip with the entry of an OFD."""
    return data.startswith(b"PK") and b"OFD.xml" in data


def read(data: bytes, path: Path) -> Content:
    """The words and tables of an OFD in reading order, with pages and boxes."""
    package = Package(data)
    root = first_named(parsed(package.member("OFD.xml")), "DocRoot")
    if root is None or not root.text:
        raise NotReadable("OFD 文件没有正文：请检查文件是否完整")
    main = root.text.strip().lstrip("/")
    document = parsed(package.member(main))
    folder = posixpath.dirname(main)
    templates = {
        page.get("ID", ""): part_name(folder, page.get("BaseLoc", ""))
        for page in all_named(document, "TemplatePage")
    }
    media = media_files(package, document, folder)
    size = _box_of(document) or (0.0, 0.0, 210.0, 297.0)
    written = Transcript()
    writer = PageWriter(written)
    pages = []
    listed = [page for page in all_named(document, "Page") if page.get("BaseLoc")]
    if len(listed) > MOST_PAGES:
        raise NotReadable(f"OFD 文件超过 {MOST_PAGES} 页：请只提供决算公开的部分")
    for number, entry in enumerate(listed, start=1):
        try:
            page = parsed(package.member(part_name(folder, entry.get("BaseLoc", ""))))
            drawn = _Drawn(_box_of(page) or size)
            for used in all_named(page, "Template"):
                if (template := templates.get(used.get("TemplateID", ""))) is not None:
                    drawn.add(parsed(package.member(template)))
            drawn.add(page)
        except NotReadable:  # a damaged page does not take the others along
            written.unread(number)
            continue
        picture = drawn.picture()
        pages.append(_write(drawn, number, writer, read_picture(package, media, picture, number)))
        if picture is not None and not pages[-1].recognised:
            written.unread(number)
    if len(written.unread_pages) * 2 > len(listed):
        raise NotReadable(_no_text())
    scanned = sum(page.recognised for page in pages) * 2 > len(pages)
    writer.close()
    return written.content(pages, "scan" if scanned else None)


def _write(drawn: _Drawn, number: int, writer: PageWriter, picture: ReadPicture | None) -> Page:
    """Write a page down: what it draws, or what was recognised of its picture."""
    width, height = (round(side * _POINT, 2) for side in drawn.box[2:])
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

    def __init__(self, box: tuple[float, ...]) -> None:
        self.box = box
        self.glyphs: list[Glyph] = []
        self.strokes: list[Stroke] = []
        self.pictures: list[PagePicture] = []

    def picture(self) -> PagePicture | None:
        """The largest picture of a page that has no text to speak of."""
        if len(self.glyphs) >= _FEWEST:
            return None
        return max(self.pictures, key=lambda one: one.width * one.height, default=None)

    def add(self, page: Element) -> None:
        for layer in all_named(page, "Layer"):
            self._objects(layer, 0)

    def _objects(self, parent: Element, depth: int) -> None:
        for child in parent:
            name = local_name(child)
            if name == "TextObject":
                self._text(child)
            elif name == "PathObject":
                self._path(child)
            elif name == "ImageObject":
                self._picture(child)
            elif name == "PageBlock" and depth < _DEEPEST:
                self._objects(child, depth + 1)

    def _picture(self, element: Element) -> None:
        numbers = _numbers(element.get("Boundary", ""))
        if len(numbers) == 4:
            x, y, width, height = (number * _POINT for number in numbers)
            left, top = x - self.box[0] * _POINT, y - self.box[1] * _POINT
            self.pictures.append(PagePicture(element.get("ResourceID", ""), left, top, width, height))

    def _text(self, element: Element) -> None:
        where = _Where.of(element, self.box)
        size = (_numbers(element.get("Size", "")) or [0.0])[0]
        if size <= 0 or element.get("Visible") == "false":
            return
        for code in all_named(element, "TextCode"):
            if len(self.glyphs) >= MOST_GLYPHS:
                return
            text = (code.text or "").replace("\n", "").replace("\r", "")
            x, y = ((_numbers(code.get(axis, "")) or [0.0])[0] for axis in ("X", "Y"))
            wide = [size if ord(char) > 0x2E7F else size / 2 for char in text]
            steps = deltas(code.get("DeltaX", "")) if code.get("DeltaX") else iter(wide)
            falls = deltas(code.get("DeltaY", ""))
            for char, width in zip(text, wide, strict=True):
                if char.strip():
                    ends = (where.at(x, y - size * _ABOVE), where.at(x + width, y + size * (1 - _ABOVE)))
                    (xa, ya), (xb, yb) = ends
                    self.glyphs.append(Glyph(char, min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)))
                x, y = x + next(steps, width), y + next(falls, 0.0)

    def _path(self, element: Element) -> None:
        where = _Where.of(element, self.box)
        data = first_named(element, "AbbreviatedData")
        if data is None or len(self.strokes) > MOST_POINTS:
            return
        stroked = element.get("Stroke", "true") != "false"
        for points, closed in subpaths(data.text or ""):
            self.strokes += strokes_of([where.at(x, y) for x, y in points[:MOST_POINTS]], closed, stroked)


@dataclass(frozen=True, slots=True)
class _Where:
    """From the space of an object to points of the page: its matrix, then the corner of its boundary."""

    matrix: tuple[float, ...]
    left: float
    top: float

    @classmethod
    def of(cls, element: Element, page: tuple[float, ...]) -> _Where:
        corner = [*_numbers(element.get("Boundary", "")), 0.0, 0.0]
        given = tuple(_numbers(element.get("CTM", "")))
        return cls(given if len(given) == 6 else _NEUTRAL, corner[0] - page[0], corner[1] - page[1])

    def at(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return (self.left + a * x + c * y + e) * _POINT, (self.top + b * x + d * y + f) * _POINT


def deltas(text: str) -> Iterator[float]:
    """The steps between characters: `4.2 2.1 g 3 2.1` is 4.2, 2.1 and three times 2.1."""
    words = iter(text.split())
    for word in words:
        if word == "g":
            times, value = _numbers(next(words, "")), _numbers(next(words, ""))
            if times and value:
                yield from repeat(value[0], max(0, min(int(times[0]), MOST_GLYPHS)))
        else:
            yield from _numbers(word)


def subpaths(text: str) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The points of each part of a path, and whether it is closed; parts with curves are left out."""
    points: list[tuple[float, float]] = []
    closed = curved = False
    for letter, given in chain(_STEP.findall(text), [("M", "")]):
        numbers = _numbers(given)
        if letter in "SM":
            if len(points) > 1 and not curved:
                yield points, closed
            points, closed, curved = [], False, False
        closed = closed or letter == "C"
        curved = curved or letter in "QBA"
        if letter in "SML" and len(numbers) >= 2:
            points.append((numbers[0], numbers[1]))


def _numbers(text: str) -> list[float]:
    return [number for word in _NUMBER.findall(text) if abs(number := float(word)) < 1e6]


def _box_of(element: Element) -> tuple[float, ...] | None:
    """The box of a page, or of all pages: x, y, width, height in millimetres."""
    area = next((area for name in ("Area", "PageArea") for area in all_named(element, name)), None)
    box = first_named(area, "PhysicalBox") if area is not None else None
    numbers = tuple(_numbers(box.text or "")) if box is not None else ()
    return numbers if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0 else None
