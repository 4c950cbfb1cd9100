"""The ruled lines of a picture of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import cv2
import numpy as np

from ...model import Box
from ..printed.rules import Rule, Stroke, ruled

_SHORTEST, _THICKEST, _GAP = 12.0, 4.0, 2.0
"""Points: the shortest line that is one of a table, the thickest, the widest gap of a line that noise has cut."""
_LEAN = 3.0
_EDGE, _MOSTLY = 0.15, 0.6
"""Shares: of a word's height, near its edge, where a line may run along it; of a stroke, within a word, that make it
part of the word."""
_MOST = 6_000
"""Pieces of lines of one page."""


def ink(pixels: Any) -> Any:
    """What is darker than the paper around it (0 or 255)."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)


def read_lines(dark: Any, words: Sequence[Box], scale: float) -> tuple[list[Rule], list[Rule]]:
    """The lines across and down of a picture, in points, from its ink; strokes of `words` (boxes in points) are none, but
    for those down that reach from a line across to the next. `scale` is points for a pixel."""
    strokes = list(_strokes(dark, scale))
    drawn = [stroke for stroke in strokes if not _is_written(stroke, words)]
    across, _ = ruled(drawn, _LEAN)
    kept = set(drawn)
    drawn += [
        stroke
        for stroke in strokes
        if stroke not in kept and stroke[0] == stroke[2] and _spans(stroke, across)
    ]
    return ruled(drawn, _LEAN)


def without_lines(pixels: Any, across: list[Rule], down: list[Rule], scale: float) -> Any:
    """The picture with the lines painted over in the colour of paper."""
    out = pixels.copy()
    half = max(1, round(1.0 / scale))
    for rules, upright in ((across, False), (down, True)):
        for rule in rules:
            at, begin, end = (round(value / scale) for value in (rule.at, rule.begin, rule.end))
            low = max(0, at - half)
            if upright:
                out[max(0, begin) : end, low : at + half + 1] = 255
            else:
                out[low : at + half + 1, max(0, begin) : end] = 255
    return out


def _spans(stroke: Stroke, across: Iterable[Rule]) -> bool:
    """Whether a stroke down begins at a line across and ends at another."""
    x, begin, _, end = stroke
    met = [rule.at for rule in across if rule.begin - _LEAN <= x <= rule.end + _LEAN]
    return any(abs(at - begin) <= _LEAN for at in met) and any(abs(at - end) <= _LEAN for at in met)


def _is_written(stroke: Stroke, words: Iterable[Box]) -> bool:
    """Whether a stroke is part of a word: it lies well within the word's height and no more than a little beyond."""
    x0, y0, x1, y1 = stroke
    for left, top, right, bottom in words:
        edge = _EDGE * (bottom - top)
        if y0 == y1:
            inside = top + edge < y0 < bottom - edge and min(x1, right) - max(x0, left) > _MOSTLY * (x1 - x0)
        else:
            inside = left < x0 < right and min(y1, bottom) - max(y0, top) > _MOSTLY * (y1 - y0)
        if inside:
            return True
    return False


def _strokes(dark: Any, scale: float) -> Iterator[Stroke]:
    length, gap = max(8, round(_SHORTEST / scale)), max(2, round(_GAP / scale))
    for upright in (False, True):
        kernel, bridge = np.ones((1, length), np.uint8), np.ones((1, gap), np.uint8)
        if upright:
            kernel, bridge = kernel.T, bridge.T
        closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, bridge)
        lines = cv2.morphologyEx(closed, cv2.MORPH_OPEN, kernel)
        _, _, found, _ = cv2.connectedComponentsWithStats(lines)
        for x, y, width, height, _ in found[1 : _MOST + 1].tolist():
            if min(width, height) * scale > _THICKEST or (height > width) != upright:
                continue
            if upright:
                middle = x + width / 2
                yield middle * scale, y * scale, middle * scale, (y + height) * scale
            else:
                middle = y + height / 2
                yield x * scale, middle * scale, (x + width) * scale, middle * scale
