"""Pages of an OFD that are pictures: the picture that covers a page, recognised where the extra is installed."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from ...model import Box, NotReadable
from ..printed.printed_page import PrintedPage
from ..scan import image_file, recogniser
from ..scan.page_store import page_store
from .ofd_file import OfdFile


class PagePicture(NamedTuple):
    """A picture on a page: the identifier of its file, and its box in points from the page's top left corner."""

    id: str
    left: float
    top: float
    width: float
    height: float


class ReadPicture(NamedTuple):
    """What was recognised of a page that is a picture, and how surely (0–1)."""

    printed: PrintedPage
    confidence: float | None


def read_picture(file: OfdFile, largest: PagePicture | None, number: int) -> ReadPicture | None:
    """Recognise the picture of page `number`; None where there is none, it cannot be, or not now."""
    if largest is None or not recogniser.installed() or largest.id not in file.media or largest.width <= 0:
        return None
    try:
        images = image_file.images(
            file.package.member(file.media[largest.id])
        )  # open as long as this is known
        image = next(images, None)
        if image is None:
            return None
        dots = image.width * 72 / largest.width
        found = page_store().page(number, partial(image_file.picture, image, dots))
    except (NotReadable, OSError, ValueError, SyntaxError, EOFError):
        return None
    if found is None:
        return None

    def seen(box: Box) -> Box:
        x0, y0, x1, y1 = found.seen(box)
        return x0 + largest.left, y0 + largest.top, x1 + largest.left, y1 + largest.top

    printed = PrintedPage(number, found.glyphs, found.across, found.down, seen, found.dirt)
    return ReadPicture(printed, found.confidence)
