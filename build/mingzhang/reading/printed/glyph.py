"""A character where it stands on a page, upright, in points from the top left corner."""

from __future__ import annotations

import math

import msgspec

_LEAN = 10.0
"""Degrees by which words of a page lean at most, a carelessly scanned one too."""

_PALE = (0.5, 0.97)
"""How light (from black 0 to white 1) pale print is."""


class Glyph(msgspec.Struct, frozen=True, gc=False):
    """A character and its box; `height` is the height of its line of print. One that was recognised in a picture has
    the certainty of it (0–1) and the character it might be instead; `pale` is print in a light colour."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    certainty: float = 1.0
    other: str = ""
    pale: bool = False

    @property
    def x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def height(self) -> float:
        return self.y1 - self.y0


def is_pale(red: float, green: float, blue: float, opacity: float = 1.0) -> bool:
    """Whether print (colours from 0 to 255) on white paper is pale. White print stands on a dark ground."""
    light = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    return _PALE[0] <= 1 - opacity * (1 - light) <= _PALE[1]


def leans(angle: float) -> bool:
    """Whether words drawn at an angle (radians) stand neither upright nor on a side: a watermark across the page."""
    return abs((math.degrees(angle) + 45) % 90 - 45) > _LEAN
