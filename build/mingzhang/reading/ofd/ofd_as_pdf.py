"""A page of an OFD as a PDF of one page that draws the same: PDFium shows it, in the fonts of the system."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from pypdf import PdfWriter
from pypdf.generic import ContentStream, FloatObject, NameObject, read_object

from ...model import NotReadable
from ..packed import Element, first_named, local_name
from ..scan import image_file
from .ofd_file import OfdFile
from .ofd_objects import MOST_GLYPHS, POINT, Sheet, Where, characters_of, numbers_in, objects_of, path_steps

_MOST_STEPS = 100_000
"""Steps of paths of a page."""
_MOST_PICTURES = 40
_LONGEST_SIDE = 2_000
_THIN = 0.353
"""Millimetres of a line that tells no width."""
_STEPS = {"S": "m", "M": "m", "L": "l", "B": "c", "C": "h"}
_FONTS = b"""<<
/L << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>
/H << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [<<
  /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light
  /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>
  /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]
    /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >> >>] >> >>"""
"""Fonts that are not in the file: one whose digits are half as wide as high, as those of Chinese fonts are, and a Chinese one,
for which PDFium takes one of the system."""
_IMAGE = "BI /W {} /H {} /CS /RGB /BPC 8 /F [/AHx /DCT] ID {}> EI"
_RESOURCES = b"<< /Font %s /ExtGState << /M << /BM /Multiply >> >> >>" % _FONTS
"""Pictures are laid over words as a stamp is."""
_BLACK, _UNKNOWN = (0.0, 0.0, 0.0), (0.9, 0.9, 0.9)
"""What tells no colour; what is filled with a pattern."""


def page_as_pdf(file: OfdFile, number: int) -> bytes:
    """Page `number` (from 1) as a PDF. Raises `NotReadable` where it is damaged."""
    page = file.page(number)
    drawing = _Drawing(file, page.box)
    for kind, element, layer in objects_of(page.layers):
        drawing.add(kind, element, layer)
    _, _, width, height = page.box
    return _as_pdf(width * POINT, height * POINT, drawing.said)


def character_as_pdf(character: str) -> bytes:
    """A page that shows one character: where there is no Chinese font, all look alike."""
    return _as_pdf(20, 20, [f"BT /H 16 Tf 2 4 Td <{character.encode('utf-16-be').hex()}> Tj ET"])


def _as_pdf(width: float, height: float, said: Iterable[str]) -> bytes:
    writer = PdfWriter()
    sheet = writer.add_blank_page(width, height)
    sheet[NameObject("/Resources")] = read_object(io.BytesIO(_RESOURCES), None)
    content = ContentStream(None, writer)
    content.set_data("\n".join(said).encode())
    sheet.replace_contents(content)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


class _Drawing:
    """The operators that draw a page."""

    def __init__(self, file: OfdFile, box: Sheet) -> None:
        self._file, self._box = file, box
        self.said = [_numbers(POINT, 0, 0, -POINT, 0, box[3] * POINT) + " cm"]
        self._glyphs = self._steps = self._pictures = 0

    def add(self, kind: str, element: Element, layer: Element) -> None:
        """Draw an object; kinds that are not known draw nothing."""
        draw = {"TextObject": self._text, "PathObject": self._path, "ImageObject": self._image}.get(kind)
        if draw is None or element.get("Visible") == "false":
            return
        where = Where.of(element, self._box)
        a, b, c, d, e, f = where.matrix
        inside = [*draw(element, (element, *self._looks(element), *self._looks(layer)))]
        if inside:
            self.said += ["q", _numbers(a, b, c, d, e + where.left, f + where.top) + " cm", *inside, "Q"]

    def _looks(self, element: Element) -> list[Element]:
        look = self._file.looks.get(element.get("DrawParam", ""))
        return [] if look is None else [look]

    def _text(self, element: Element, looks: Sequence[Element]) -> Iterator[str]:
        yield _numbers(*_colour("FillColor", looks)) + " rg BT"
        for one in islice(characters_of(element), MOST_GLYPHS - self._glyphs):
            self._glyphs += 1
            latin = one.text.isascii()
            word = one.text.encode("ascii" if latin else "utf-16-be").hex()
            wide = (numbers_in(element.get("HScale", "")) or [1.0])[0]
            yield f"/{'L' if latin else 'H'} {_numbers(one.size)} Tf {_numbers(wide, 0, 0, -1, one.x, one.y)} Tm <{word}> Tj"
        yield "ET"

    def _path(self, element: Element, looks: Sequence[Element]) -> Iterator[str]:
        data = first_named(element, "AbbreviatedData")
        filled, stroked = element.get("Fill") == "true", element.get("Stroke") != "false"
        if data is None or not (filled or stroked):
            return
        width = next((found for look in looks if (found := numbers_in(look.get("LineWidth", "")))), [_THIN])
        yield f"{_numbers(*_colour('FillColor', looks))} rg {_numbers(*_colour('StrokeColor', looks))} RG"
        yield f"{_numbers(width[0])} w"
        for letter, numbers in islice(path_steps(data.text or ""), _MOST_STEPS - self._steps):
            self._steps += 1
            yield _step(letter, numbers)
        yield "B" if filled and stroked else "f" if filled else "S"

    def _image(self, element: Element, _: Sequence[Element]) -> Iterator[str]:
        name = self._file.media.get(element.get("ResourceID", ""))
        box = numbers_in(element.get("Boundary", ""))
        if name is None or len(box) != 4 or self._pictures >= _MOST_PICTURES:
            return
        try:
            picture = _picture(self._file.package.member(name))
        except (NotReadable, OSError, ValueError, SyntaxError, EOFError, StopIteration):
            return
        size = "" if element.get("CTM") else _numbers(box[2], 0, 0, box[3], 0, 0) + " cm "
        self._pictures += 1
        yield f"/M gs {size}1 0 0 -1 0 1 cm {picture}"


def _step(letter: str, numbers: Sequence[float]) -> str:
    """A step of a path in the words of PDF; an arc is drawn as the line to its end."""
    match letter, numbers:
        case "Q", [x1, y1, x2, y2]:
            return _numbers(x1, y1, x1, y1, x2, y2) + " c"
        case "A", [*_, x, y]:
            return _numbers(x, y) + " l"
        case (("S" | "M" | "L"), [_, _]):
            return f"{_numbers(*numbers)} {_STEPS[letter]}"
        case "B", [_, _, _, _, _, _]:
            return _numbers(*numbers) + " c"
        case "C", _:
            return "h"
    return ""


def _colour(name: str, looks: Iterable[Element]) -> tuple[float, ...]:
    """Red, green and blue (0 to 1) that the first of some elements tells; what shines through is paler."""
    for look in looks:
        told = next((child for child in look if local_name(child) == name), None)
        if told is None:
            continue
        value = [min(255.0, max(0.0, number)) / 255 for number in numbers_in(told.get("Value", ""))]
        alpha = (numbers_in(look.get("Alpha", "")) or numbers_in(told.get("Alpha", "")) or [255.0])[0] / 255
        full = {1: value * 3, 3: value}.get(len(value), _UNKNOWN)
        return tuple(1 - (1 - one) * min(1.0, max(0.0, alpha)) for one in full)
    return _BLACK


def _picture(data: bytes) -> str:
    """A picture as a PDF has it among its operators, on white where it is transparent."""
    from PIL import Image

    images = image_file.images(data)  # open as long as this is known
    image = next(images)
    image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    seen = image.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    white.alpha_composite(seen)
    out = io.BytesIO()
    white.convert("RGB").save(out, "JPEG", quality=85)
    return _IMAGE.format(*seen.size, out.getvalue().hex())


def _numbers(*values: float) -> str:
    return " ".join(FloatObject(round(value, 4)).myrepr() for value in values)
