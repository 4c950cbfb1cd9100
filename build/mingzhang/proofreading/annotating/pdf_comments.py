"""Findings as highlights with notes on the pages of a PDF."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.annotations import Highlight, Text
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

from ...model import Box, Finding
from ...reading.pdf.glyphs import Frame
from .comments import CannotAnnotate, Comment

_COLOURS = {"error": "f28b82", "warning": "fdd663", "note": "aecbfa", "rounding": "dadce0"}
_CORNER = 18.0
"""Points from the top left corner of the first page, where findings on the whole document stand, and between them."""


def commented(data: bytes, comments: Iterable[Comment]) -> bytes:
    """The PDF with a highlight for each finding that has a page; the others are notes on the first page."""
    try:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
        apart = 0
        for finding, said in comments:
            placed = _placed(finding, len(writer.pages))
            if placed is None:
                apart += 1
                note = _note(writer.pages[0], apart, said)
                writer.add_annotation(0, note)
            else:
                number, box = placed
                for mark in _highlights(writer.pages[number - 1], box, finding, said):
                    writer.add_annotation(number - 1, mark)
        out = io.BytesIO()
        writer.write(out)
    except (PyPdfError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise CannotAnnotate(f"the PDF cannot be written into ({error}): print it to a new PDF") from error
    return out.getvalue()


def _placed(finding: Finding, pages: int) -> tuple[int, Box] | None:
    spot = finding.spot
    if spot is None or spot.page is None or spot.box is None or spot.page > pages:
        return None
    return spot.page, spot.box


def _highlights(page: PageObject, box: Box, finding: Finding, said: str) -> Iterator[Any]:
    left, bottom, right, top = _drawn(page, box)
    corners = (left, top, right, top, left, bottom, right, bottom)
    mark = Highlight(
        rect=(left, bottom, right, top),
        quad_points=ArrayObject(map(FloatObject, corners)),
        highlight_color=_COLOURS[finding.severity],
    )
    yield _told(mark, said)


def _note(page: PageObject, nth: int, said: str) -> Any:
    left, _, _, top = map(float, page.cropbox)
    x, y = left + _CORNER, top - _CORNER * nth
    return _told(Text(rect=(x, y - _CORNER, x + _CORNER, y), text=said), said)


def _told(mark: Any, said: str) -> Any:
    mark[NameObject("/Contents")] = TextStringObject(said)
    mark[NameObject("/T")] = TextStringObject("明账")
    return mark


def _drawn(page: PageObject, box: Box) -> Box:
    """A box in points from the top left corner of the page as seen, in the page's own space."""
    left, bottom, right, top = map(float, page.cropbox)
    frame = Frame(left, bottom, right, top, page.rotation // 90 % 4)
    (xa, ya), (xb, yb) = frame.drawn(*box[:2]), frame.drawn(*box[2:])
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)
