"""The ruled lines of a page of a PDF: strokes, edges of stroked boxes, and boxes so thin that they are lines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ..printed.rules import Rule, Stroke, ruled, strokes_of, thin_box
from .glyphs import Frame
from .page_objects import Handle, Path, bounds, matrix_of

_MOST_POINTS = 400
_BOX = 5
"""Points of a box, at most: the last may be the first again."""


def read_rules(paths: Sequence[Path], frame: Frame) -> tuple[list[Rule], list[Rule]]:
    """The lines across and the lines down of a page, pieces of one line put together. Where it has none, the edges of its
    filled boxes: web pages draw a table as light cells that leave a little of a dark ground between them."""
    across, down = _upright((stroke for path in paths for stroke in _strokes(*path)), frame)
    if across or down:
        return across, down
    return _upright((edge for path in paths for edge in _edges(*path)), frame)


def _upright(strokes: Iterable[Stroke], frame: Frame) -> tuple[list[Rule], list[Rule]]:
    return ruled((*frame.upright(xa, ya), *frame.upright(xb, yb)) for xa, ya, xb, yb in strokes)


def _edges(path: Handle, form: pdfium.PdfMatrix | None) -> Iterator[Stroke]:
    """The four sides of a filled box."""
    if form is None and _is_box(path):
        left, bottom, right, top = bounds(path)
        yield from ((x, bottom, x, top) for x in (left, right))
        yield from ((left, y, right, y) for y in (bottom, top))


def _strokes(path: Handle, form: pdfium.PdfMatrix | None) -> Iterator[Stroke]:
    """The straight strokes of a path, as (x, y, x, y) of the page as drawn."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, filled, stroked)
    if not filled.value and not stroked.value:
        return
    if form is None and not stroked.value and _is_box(path):  # as programs draw the borders of cells
        if thin := thin_box(*bounds(path)):
            yield thin
        return
    matrix = matrix_of(path, form)
    for points, closed in _subpaths(path):
        drawn = [matrix.on_point(x, y) for x, y in points]
        yield from strokes_of(drawn, closed, bool(stroked.value))


def _is_box(path: Handle) -> bool:
    """Whether a path is too short to enclose more than one area, and without curves: of so few points the third is one of
    any curve."""
    if not 3 <= raw.FPDFPath_CountSegments(path) <= _BOX:
        return False
    return bool(
        raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(path, 2)) != raw.FPDF_SEGMENT_BEZIERTO
    )


def _subpaths(path: Handle) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The points of each part of a path that is drawn without lifting the pen, and whether it is closed. Parts with
    curves are left out: a rounded box is no table."""
    points: list[tuple[float, float]] = []
    curved = closed = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(raw.FPDFPath_CountSegments(path), _MOST_POINTS)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            if not curved and len(points) > 1:
                yield points, closed
            points, curved, closed = [], False, False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
        points.append((x.value, y.value))
    if not curved and len(points) > 1:
        yield points, closed
