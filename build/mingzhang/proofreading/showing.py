"""A picture of what the reader saw of a page, for whoever mends a misreading.

Blue: a line that was read, with its number. Grey: a cell of a table. Green: the cell of a figure of the nine statements.
Orange: the title of a statement or a heading. Red: a doubtful figure, or a line of which something was not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..model import Box, Disclosure, Document, NotADisclosure
from ..parsing import parse
from ..reading import read
from ..reading.files import read_bytes
from ..reading.pictures import page_images

LINE, CELL, FIGURE, TITLE, DOUBT = "#0b57d0", "#9aa0a6", "#137333", "#e37400", "#c5221f"


class NotShown(ValueError):
    """There is no picture of this page; one line, says why."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A box on a page (points from the top left corner), its colour and what stands beside it."""

    box: Box
    colour: str
    label: str = ""


def write_picture(path: Path, page: int, output: Path) -> list[Outline]:
    """Draw page `page` (from 1) of a file with everything that was read of it into a PNG; returns what was drawn.

    Raises `NotReadable`, `NotShown` and `OSError`.
    """
    from PIL import ImageDraw

    data = read_bytes(path)
    document = read(path, data=data)
    if not any(place.box for place in document.places):
        raise NotShown(f"{path} has no pages to draw: its lines stand on the source page of a portal")
    if not 1 <= page <= (document.source.pages or 0):
        raise NotShown(f"{path} has {document.source.pages} pages, none {page}")
    with page_images(data) as images:
        drawn = images.image(page)
    if drawn is None:
        raise NotShown(f"page {page} of {path} cannot be drawn")
    image, scale = drawn
    pen = ImageDraw.Draw(image)
    outlines = list(outlines_of(document, page))
    for one in outlines:
        x0, y0, x1, y1 = (edge * scale for edge in one.box)
        pen.rectangle((x0, y0, x1, y1), outline=one.colour, width=1 if one.colour == CELL else 2)
        if one.label:
            pen.text((max(0.0, x0 - 34), y0), one.label, fill=one.colour)
    image.save(output, "PNG")
    return outlines


def outlines_of(document: Document, page: int) -> Iterator[Outline]:
    """Everything that was read of a page, what matters most last."""
    on_page = [place for place in document.places if place.page == page]
    for place in on_page:
        for cell in document.cells.get(place.line, ()):
            if cell.box:
                yield Outline(cell.box, CELL)
    for place in on_page:
        if place.box:
            yield Outline(place.box, LINE, f"L{place.line}")
    try:
        disclosure = parse(document)
    except NotADisclosure:
        disclosure = None
    if disclosure is not None:
        yield from _understood(disclosure, document, page)
    for doubt in document.doubts:
        if doubt.place.page == page and doubt.place.box:
            yield Outline(doubt.place.box, DOUBT)


def _understood(disclosure: Disclosure, document: Document, page: int) -> Iterator[Outline]:
    """Titles, headings, figures, and lines of which something was not read."""
    titles = [s.source_line for s in disclosure.statements if s.source_line]
    titles += [section.source_line for section in disclosure.sections]
    unread = [note.source_line for note in disclosure.notes if note.source_line]
    for lines, colour in ((titles, TITLE), (unread, DOUBT)):
        for line in dict.fromkeys(lines):
            place = document.places[line - 1]
            if place.page == page and place.box:
                yield Outline(place.box, colour)
    for statement in disclosure.statements:
        for row in statement.rows:
            for _, place in row.cells.values():
                if place.page == page and place.box:
                    yield Outline(place.box, FIGURE)
