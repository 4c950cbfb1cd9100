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
from .packed import Element, Package, parsed
from .printed.glyph import Glyph
from .printed.printed_page import PageWriter, PrintedPage
from .printed.rules import Stroke, ruled, strokes_of
from .transcript import Transcript

NAME = CARRIER = "ofd"
MOST_PAGES, MOST_GLYPHS, MOST_POINTS = 1_000, 60_000, 20_000
"""Pages of a file, characters and points of lines of a page."""
_POINT = 72 / 25.4
"""Points for a millimetre, the unit of the format."""
_ABOVE = 0.86
"""Share of a character's height above the line it stands on."""
_DEEPEST = 20
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_STEP = re.compile(r"([SMLQBAC])([^SMLQBAC]*)")
_NEUTRAL = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file is a zip with the entry of an OFD."""
    return data.startswith(b"PK") and b"OFD.xml" in data


def read(data: bytes, path: Path) -> Content:
    """The words and tables of an OFD in reading order, with pages and boxes."""
    package = Package(data)
    root = _first(parsed(package.member("OFD.xml")), "DocRoot")
    if root is None or not root.text:
        raise NotReadable("OFD 文件没有正文：请检查文件是否完整")
    main = root.text.strip().lstrip("/")
    document = parsed(package.member(main))
    folder = posixpath.dirname(main)
    templates = {
        page.get("ID", ""): _inside(folder, page.get("BaseLoc", ""))
        for page in _all(document, "TemplatePage")
    }
    size = _box_of(document) or (0.0, 0.0, 210.0, 297.0)
    written = Transcript()
    writer = PageWriter(written)
    pages = []
    listed = [page for page in _all(document, "Page") if page.get("BaseLoc")]
    if len(listed) > MOST_PAGES:
        raise NotReadable(f"OFD 文件超过 {MOST_PAGES} 页：请只提供决算公开的部分")
    for number, entry in enumerate(listed, start=1):
        try:
            page = parsed(package.member(_inside(folder, entry.get("BaseLoc", ""))))
            drawn = _Drawn(_box_of(page) or size)
            for used in _all(page, "Template"):
                if (template := templates.get(used.get("TemplateID", ""))) is not None:
                    drawn.add(parsed(package.member(template)))
            drawn.add(page)
        except NotReadable:  # a damaged page does not take the others along
            written.unread(number)
            continue
        width, height = (round(side * _POINT, 2) for side in drawn.box[2:])
        pages.append(Page(number, width, height))
        if drawn.pictures and not drawn.glyphs:
            written.unread(number)
        writer.write(PrintedPage(number, drawn.glyphs, *ruled(drawn.strokes)))
    if len(written.unread_pages) * 2 > len(listed):
        raise NotReadable("OFD 文件没有文字（扫描件）或已损坏：请提供文字版，或另存为 PDF")
    return written.content(pages)


class _Drawn:
    """What a page draws, in points from its top left corner."""

    def __init__(self, box: tuple[float, ...]) -> None:
        self.box = box
        self.glyphs: list[Glyph] = []
        self.strokes: list[Stroke] = []
        self.pictures = 0

    def add(self, page: Element) -> None:
        for layer in _all(page, "Layer"):
            self._objects(layer, 0)

    def _objects(self, parent: Element, depth: int) -> None:
        for child in parent:
            name = _name(child)
            if name == "TextObject":
                self._text(child)
            elif name == "PathObject":
                self._path(child)
            elif name == "ImageObject":
                self.pictures += 1
            elif name == "PageBlock" and depth < _DEEPEST:
                self._objects(child, depth + 1)

    def _text(self, element: Element) -> None:
        where = _Where.of(element, self.box)
        size = (_numbers(element.get("Size", "")) or [0.0])[0]
        if size <= 0 or element.get("Visible") == "false":
            return
        for code in _all(element, "TextCode"):
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
        data = _first(element, "AbbreviatedData")
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
    area = next((area for name in ("Area", "PageArea") for area in _all(element, name)), None)
    box = _first(area, "PhysicalBox") if area is not None else None
    numbers = tuple(_numbers(box.text or "")) if box is not None else ()
    return numbers if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0 else None


def _inside(folder: str, location: str) -> str:
    """The name of a part: from the root of the package, or from the folder of the document."""
    name = location.strip()
    return posixpath.normpath(name.lstrip("/") if name.startswith("/") else posixpath.join(folder, name))


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(element: Element, name: str) -> Iterator[Element]:
    return (found for found in element.iter() if _name(found) == name)


def _first(element: Element, name: str) -> Element | None:
    return next(_all(element, name), None)
