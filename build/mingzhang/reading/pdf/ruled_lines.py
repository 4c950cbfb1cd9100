"""The ruled lines of a page of a PDF: strokes, edges of stroked boxes, and boxes so thin that they are lines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ..printed.rules import Rule, Stroke, ruled, strokes_of
from .glyphs import Frame

MOST_PATHS = 20_000
"""Paths of one page that are looked at; a drawing with more is no table."""
_MOST_POINTS = 400


def read_rules(page: pdfium.PdfPage, frame: Frame) -> tuple[list[Rule], list[Rule]]:
    """The lines across and the lines down of a page, pieces of one line put together."""
    strokes = (
        stroke
        for path in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]), MOST_PATHS)
        for stroke in _strokes(path)
    )
    return ruled((*frame.upright(xa, ya), *frame.upright(xb, yb)) for xa, ya, xb, yb in strokes)


def _strokes(path: pdfium.PdfObject) -> Iterator[Stroke]:
    """The straight strokes of a path, as (x, y, x, y) of the page as drawn."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(filled), ctypes.byref(stroked))
    if not filled.value and not stroked.value:
        return
    matrix = _matrix(path)
    for points, closed in _subpaths(path):
        drawn = [matrix.on_point(x, y) for x, y in points]
        yield from strokes_of(drawn, closed, bool(stroked.value))


def _subpaths(path: pdfium.PdfObject) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The points of each part of a path that is drawn without lifting the pen, and whether it is closed. Parts with
    curves are left out: a rounded box is no table."""
    points: list[tuple[float, float]] = []
    curved = closed = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(raw.FPDFPath_CountSegments(path), _MOST_POINTS)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            if not curved and len(points) > 1:
                yield points, closed
            points, curved, closed = [], False, False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
        points.append((x.value, y.value))
    if not curved and len(points) > 1:
        yield points, closed


def _matrix(path: pdfium.PdfObject) -> pdfium.PdfMatrix:
    """From the path's own points to the page, through every form it is drawn in."""
    matrix = path.get_matrix()
    container = path.container
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    return matrix
