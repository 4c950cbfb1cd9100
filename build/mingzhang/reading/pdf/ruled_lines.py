"""The ruled lines of a page of a PDF: strokes, edges of stroked boxes, and boxes so thin that they are lines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .glyphs import Frame

MOST_PATHS = 20_000
"""Paths of one page that are looked at; a drawing with more is no table."""
_THIN, _STRAIGHT, _GAP, _NEAR, _SHORTEST = 3.0, 1.0, 3.0, 1.6, 4.0
"""Points: the thickest line, how far a stroke may lean, the widest gap within a line, how near two are one, the
shortest that counts."""
_MOST_POINTS = 400


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line across: at height `at` from `begin` to `end`; or, of the list of lines down, at `at` across."""

    at: float
    begin: float
    end: float


def read_rules(page: pdfium.PdfPage, frame: Frame) -> tuple[list[Rule], list[Rule]]:
    """The lines across and the lines down of a page, pieces of one line put together."""
    across: list[Rule] = []
    down: list[Rule] = []
    for number, path in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])):
        if number >= MOST_PATHS:
            break
        for xa, ya, xb, yb in _strokes(path):
            (x0, y0), (x1, y1) = frame.upright(xa, ya), frame.upright(xb, yb)
            if abs(y0 - y1) <= _STRAIGHT and abs(x0 - x1) > _STRAIGHT:
                across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) <= _STRAIGHT and abs(y0 - y1) > _STRAIGHT:
                down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return _joined(across), _joined(down)


def _joined(rules: list[Rule]) -> list[Rule]:
    """Rules at the same height that touch, as one."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if levels and rule.at - levels[-1][-1].at <= _NEAR:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    out: list[Rule] = []
    for level in levels:
        at = sum(rule.at for rule in level) / len(level)
        kept: list[Rule] = []
        for rule in sorted(level, key=lambda r: r.begin):
            if kept and rule.begin <= kept[-1].end + _GAP:
                kept[-1] = replace(kept[-1], end=max(kept[-1].end, rule.end))
            else:
                kept.append(replace(rule, at=at))
        out += [rule for rule in kept if rule.end - rule.begin >= _SHORTEST]
    return out


_Stroke = tuple[float, float, float, float]


def _strokes(path: pdfium.PdfObject) -> Iterator[_Stroke]:
    """The straight strokes of a path, as (x, y, x, y) of the page as drawn."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(filled), ctypes.byref(stroked))
    if not filled.value and not stroked.value:
        return
    matrix = _matrix(path)
    for points, closed in _subpaths(path):
        drawn = [matrix.on_point(x, y) for x, y in points]
        if filled.value and not stroked.value:
            yield from _thin_box(drawn)
            continue
        if closed:
            drawn.append(drawn[0])
        thin = list(_thin_box(drawn)) if len(drawn) > 3 else []
        yield from thin or ((*a, *b) for a, b in pairwise(drawn))


def _thin_box(points: list[tuple[float, float]]) -> Iterator[_Stroke]:
    """The line that a thin filled box is; nothing where the box is none."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    if min(x1 - x0, y1 - y0) > _THIN:
        return
    if x1 - x0 > y1 - y0:
        yield x0, (y0 + y1) / 2, x1, (y0 + y1) / 2
    else:
        yield (x0 + x1) / 2, y0, (x0 + x1) / 2, y1


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
