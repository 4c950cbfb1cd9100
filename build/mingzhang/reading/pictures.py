"""The pages of a file as pictures for the public: small, in grey, and what must not be shown blackened."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ..model import Box, NotReadable
from . import ofd
from .scan import image_file

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 60 * 1024
"""The largest picture of a page."""
SUFFIX = "webp"
_AREA = 1240 * 1754
"""Pixels of the largest picture: A4 at 150 dots per inch."""
_LONGEST = 4_000
_MARGIN = 1.5
"""Points around what is blackened."""
_LOOKS = ((1.0, 8), (0.8, 8), (0.8, 4), (0.65, 4), (0.5, 4))
"""What is tried one after the other until a picture is small enough: its size, and how many greys without loss."""
_PHOTOS = ((0.8, 40), (0.65, 30), (0.5, 20), (0.35, 10), (0.2, 5))
"""The same for pages that are a photograph: size, and quality with loss."""


def page_images(data: bytes) -> PageImages | OfdImages | PictureFile:
    """The pages of a PDF, of an OFD, or of a file that is a picture. Raises `NotReadable` where it cannot be opened."""
    if image_file.recognises(data, Path()):
        return PictureFile(data)
    return OfdImages(data) if ofd.recognises(data, Path()) else PageImages(data)


class PictureFile:
    """The pages of a file of pictures (PNG, JPEG, TIFF) as images."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __enter__(self) -> PictureFile:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing stays open."""

    def image(self, number: int, hidden: Iterable[Box] = ()) -> tuple[Image, float] | None:
        """As `PageImages.image`."""
        try:
            frames = image_file.images(self._data)  # the file stays open as long as these are known
            frame = next(islice(frames, number - 1, None), None)
            if frame is None:
                return None
            scale = image_file.resolution(frame) / 72
            share = min(1.0, math.sqrt(_AREA / (frame.width * frame.height)))
            return _blackened(_sized(frame.convert("RGB"), share), scale * share, hidden)
        except (OSError, ValueError, SyntaxError, EOFError):
            return None


class OfdImages:
    """The pages of an OFD as images, in a Chinese font of the system. Raises `NotReadable` where it cannot be opened."""

    def __init__(self, data: bytes) -> None:
        from .ofd.ofd_file import OfdFile

        self._file = OfdFile(data)

    def __enter__(self) -> OfdImages:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing stays open."""

    def image(self, number: int, hidden: Iterable[Box] = ()) -> tuple[Image, float] | None:
        """As `PageImages.image`; None also where the system has no Chinese font: tables without words would mislead."""
        from .ofd.ofd_as_pdf import page_as_pdf

        if not has_chinese_font():
            return None
        try:
            with PageImages(page_as_pdf(self._file, number)) as images:
                return images.image(1, hidden)
        except (NotReadable, IndexError):
            return None


class PageImages:
    """The pages of a PDF as images; opened once for all of them. Raises `NotReadable` where it cannot be opened."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2 as pdfium  # which only files with pages need

        self._error = pdfium.PdfiumError
        try:
            self._document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise NotReadable("PDF 文件不完整或已损坏：请重新下载") from error

    def __enter__(self) -> PageImages:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def image(self, number: int, hidden: Iterable[Box] = ()) -> tuple[Image, float] | None:
        """Page `number` (from 1) as a viewer shows it, and its pixels per point; None where it cannot be drawn. The
        boxes of `hidden` (points from the top left corner) are black."""
        try:
            page = self._document[number - 1]
        except (self._error, IndexError):
            return None
        try:
            width, height = page.get_size()
            scale = min(math.sqrt(_AREA / max(1.0, width * height)), _LONGEST / max(width, height, 1.0))
            drawn: Image = page.render(scale=scale).to_pil().convert("RGB")
        except (self._error, ValueError, RuntimeError):
            return None
        finally:
            page.close()
        return _blackened(drawn, scale, hidden)


@cache
def has_chinese_font() -> bool:
    """Whether PDFium finds a font of this system in which Chinese characters differ."""
    from .ofd.ofd_as_pdf import character_as_pdf

    shown = set()
    for character in "账国":
        with PageImages(character_as_pdf(character)) as images:
            drawn = images.image(1)
        shown.add(drawn[0].tobytes() if drawn else b"")
    return len(shown) > 1


def _blackened(image: Image, scale: float, hidden: Iterable[Box]) -> tuple[Image, float]:
    """An image with boxes (points) made black, and its pixels per point."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image)
    for x0, y0, x1, y1 in hidden:
        box = (x0 - _MARGIN, y0 - _MARGIN, x1 + _MARGIN, y1 + _MARGIN)
        pen.rectangle([edge * scale for edge in box], fill="black")
    return image, scale


def small_picture(image: Image) -> bytes:
    """An image as WebP of at most `MOST_BYTES`: as large and as sharp as goes into that."""
    grey = image.convert("L")
    best = b""
    for share, greys in _LOOKS:
        made = _sized(grey, share).quantize(greys).convert("RGB")
        best = _written(made, lossless=True, quality=30)
        if len(best) <= MOST_BYTES:
            return best
        if len(best) > 4 * MOST_BYTES:
            break
    for share, quality in _PHOTOS:
        best = _written(_sized(image, share), quality=quality)
        if len(best) <= MOST_BYTES:
            return best
    return best


def _sized(image: Image, share: float) -> Image:
    if share == 1:
        return image
    return image.resize((max(1, int(image.width * share)), max(1, int(image.height * share))))


def _written(image: Image, *, lossless: bool = False, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", lossless=lossless, quality=quality, method=2)
    return out.getvalue()
