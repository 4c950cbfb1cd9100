"""Whether characters of a page of a PDF are drawn in pale ink."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ..printed.glyph import is_pale

_OUTERMOST = 20
"""Objects at the beginning and at the end of a page among which a watermark stands: under or over everything else."""


class Ink:
    """The colours of the characters of a page, and which are part of a drawing that as a whole is transparent."""

    def __init__(self, text: pdfium.PdfTextPage) -> None:
        self._text = text
        self._red, self._green, self._blue, self._opacity = colours = [ctypes.c_uint() for _ in range(4)]
        self._colours = [ctypes.byref(colour) for colour in colours]
        self._transparent = frozenset(_transparent_words(text.page))

    def is_pale(self, at: int) -> bool:
        """Whether the character `at` (from 0) is pale."""
        if self._transparent and _address(raw.FPDFText_GetTextObject(self._text, at)) in self._transparent:
            return True
        raw.FPDFText_GetFillColor(self._text, at, *self._colours)
        return is_pale(self._red.value, self._green.value, self._blue.value, self._opacity.value / 255)


def _transparent_words(page: pdfium.PdfPage) -> Iterator[int | None]:
    """The objects of text within transparent drawings at the beginning and the end of a page."""
    count = raw.FPDFPage_CountObjects(page)
    for at in {*range(min(count, _OUTERMOST)), *range(max(0, count - _OUTERMOST), count)}:
        drawn = raw.FPDFPage_GetObject(page, at)
        if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_FORM and raw.FPDFPageObj_HasTransparency(drawn):
            form = pdfium.PdfObject(drawn, page=page, pdf=page.pdf)
            words = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], form=form, level=1)
            yield from (_address(word.raw) for word in words)


def _address(drawn: object) -> int | None:
    return ctypes.cast(drawn, ctypes.c_void_p).value  # type: ignore[arg-type]
