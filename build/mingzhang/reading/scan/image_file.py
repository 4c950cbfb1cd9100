"""Pictures of pages as files (PNG, JPEG, TIFF with a page or many), recognised where the extra is installed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ...model import NotReadable, Page
from ..contract import Content
from ..printed.page_writer import PageWriter
from ..printed.printed_page import PrintedPage
from ..transcript import Transcript
from . import recogniser
from .page_store import Picture, page_store

NAME, CARRIER = "image", "scan"
_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM")
_DPI = 200
_A4 = 297 / 25.4
"""The longer side of a page in inches, where a picture does not say how large it is."""
MOST_PIXELS, LONGEST_SIDE, MOST_PAGES = 120_000_000, 3_000, 500
_DAMAGED = "图片不完整或已损坏：请重新下载"


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file begins as a picture."""
    return data.startswith(_MARKS)


def read(data: bytes, path: Path) -> Content:
    """The words and tables of pictures of pages."""
    if not recogniser.installed():
        raise NotReadable(f"图片需要识别文字：{recogniser.INSTALL}")
    written = Transcript()
    writer = PageWriter(written)
    pages: list[Page] = []
    try:
        for number, image in enumerate(images(data), start=1):
            dpi = resolution(image)
            found = page_store().page(number, partial(picture, image, dpi))
            confidence = found.confidence if found else None
            width, height = (round(side * 72 / dpi, 2) for side in image.size)
            pages.append(Page(number, width, height, 0, found is not None, confidence))
            if found is not None:
                writer.write(
                    PrintedPage(number, found.glyphs, found.across, found.down, found.seen, found.dirt)
                )
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        if isinstance(error, NotReadable):
            raise
        raise NotReadable(_DAMAGED) from error
    writer.close()
    return written.content(pages)


def images(data: bytes) -> Iterator[Any]:
    """Yield the pictures of an image file, a page each, as Pillow images. Raises `NotReadable` for one too large or of too many pages."""
    from PIL import Image, ImageFile, ImageSequence

    Image.MAX_IMAGE_PIXELS = None  # bounded here, with a sentence of our own
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP")) as opened:
        for number, frame in enumerate(ImageSequence.Iterator(opened), start=1):
            if number > MOST_PAGES:
                raise NotReadable(f"图片文件超过 {MOST_PAGES} 页：请只提供决算公开的部分")
            if frame.width * frame.height > MOST_PIXELS:
                raise NotReadable(f"图片过大（{frame.width}×{frame.height} 像素）：请缩小后再提供")
            yield frame


def resolution(image: Any) -> float:
    """Pixels an inch: as the picture says, or as a page of A4 would have."""
    said = image.info.get("dpi", (0, 0))[0]
    longest = max(image.size)
    return float(said) if said and 5 < longest / float(said) < 40 else longest / _A4


def picture(image: Any, dpi: float) -> Picture:
    """The pixels of a Pillow image of `dpi` dots an inch as they are recognised: upright, and no finer than helps."""
    import numpy
    from PIL import ImageOps

    shrunk = min(_DPI / dpi, LONGEST_SIDE / max(image.size))
    if shrunk < 1:
        image.draft("RGB", (round(image.width * shrunk), round(image.height * shrunk)))
    upright = ImageOps.exif_transpose(image).convert("RGB")
    factor = min(_DPI / dpi, LONGEST_SIDE / max(upright.size))
    size = max(1, round(upright.width * factor)), max(1, round(upright.height * factor))
    pixels = numpy.asarray(upright.resize(size))[:, :, ::-1]
    return numpy.ascontiguousarray(pixels), max(upright.size) * 72 / dpi / max(size)
