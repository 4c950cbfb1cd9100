"""What the pages of an OFD draw: objects of text, paths and pictures, each in a space of its own, in millimetres."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, repeat

from ..packed import Element, all_named, first_named, local_name
from ..printed.glyph import is_pale

POINT = 72 / 25.4
"""Points for a millimetre, the unit of the format."""
MOST_GLYPHS = 60_000
"""Characters of a page."""
Sheet = tuple[float, float, float, float]
"""x, y, width and height in millimetres."""
_DEEPEST = 20
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_STEP = re.compile(r"([SMLQBAC])([^SMLQBAC]*)")
_NEUTRAL = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Where:
    """From the space of an object to its page: its matrix, then the corner of its boundary (millimetres, y down)."""

    matrix: tuple[float, ...]
    left: float
    top: float

    @classmethod
    def of(cls, element: Element, page: Sheet) -> Where:
        corner = [*numbers_in(element.get("Boundary", "")), 0.0, 0.0]
        given = tuple(numbers_in(element.get("CTM", "")))
        return cls(given if len(given) == 6 else _NEUTRAL, corner[0] - page[0], corner[1] - page[1])

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the object on its page, in points from the top left corner."""
        a, b, c, d, e, f = self.matrix
        return (self.left + a * x + c * y + e) * POINT, (self.top + b * x + d * y + f) * POINT


@dataclass(frozen=True, slots=True)
class Character:
    """A character in the space of its object: the left end of the line it stands on, and its size."""

    text: str
    x: float
    y: float
    width: float
    size: float


def objects_of(layers: Iterable[Element]) -> Iterator[tuple[str, Element, Element]]:
    """The objects that layers draw, in order: kind, object, layer."""
    for layer in layers:
        yield from ((kind, element, layer) for kind, element in _objects(layer, 0))


def _objects(parent: Element, depth: int) -> Iterator[tuple[str, Element]]:
    for child in parent:
        name = local_name(child)
        if name == "PageBlock" and depth < _DEEPEST:
            yield from _objects(child, depth + 1)
        elif name != "PageBlock":
            yield name, child


def characters_of(element: Element) -> Iterator[Character]:
    """The characters of an object of text that are seen."""
    size = (numbers_in(element.get("Size", "")) or [0.0])[0]
    if size <= 0 or element.get("Visible") == "false":
        return
    for code in all_named(element, "TextCode"):
        text = (code.text or "").replace("\n", "").replace("\r", "")
        x, y = ((numbers_in(code.get(axis, "")) or [0.0])[0] for axis in ("X", "Y"))
        wide = [size if ord(char) > 0x2E7F else size / 2 for char in text]
        steps = deltas(code.get("DeltaX", "")) if code.get("DeltaX") else iter(wide)
        falls = deltas(code.get("DeltaY", ""))
        for char, width in zip(text, wide, strict=True):
            if char.strip():
                yield Character(char, x, y, width, size)
            x, y = x + next(steps, width), y + next(falls, 0.0)


def has_pale_ink(element: Element) -> bool:
    """Whether an object is drawn in a pale colour (of red, green and blue, or of grey) or with little opacity."""
    ink = first_named(element, "FillColor")
    opacity = (numbers_in(element.get("Alpha", "")) or [255.0])[0]
    if ink is None:
        return is_pale(0, 0, 0, opacity / 255)
    opacity *= (numbers_in(ink.get("Alpha", "")) or [255.0])[0] / 255
    value = numbers_in(ink.get("Value", ""))
    red, green, blue = value if len(value) == 3 else (value or [0.0])[:1] * 3
    return is_pale(red, green, blue, opacity / 255)


def deltas(text: str) -> Iterator[float]:
    """The steps between characters: `4.2 2.1 g 3 2.1` is 4.2, 2.1 and three times 2.1."""
    words = iter(text.split())
    for word in words:
        if word == "g":
            times, value = numbers_in(next(words, "")), numbers_in(next(words, ""))
            if times and value:
                yield from repeat(value[0], max(0, min(int(times[0]), MOST_GLYPHS)))
        else:
            yield from numbers_in(word)


def path_steps(text: str) -> Iterator[tuple[str, list[float]]]:
    """The steps of a path: `M 0 0 L 4 0` is M to (0, 0) and L to (4, 0)."""
    for letter, given in _STEP.findall(text):
        yield letter, numbers_in(given)


def subpaths(text: str) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The points of each part of a path, and whether it is closed; parts with curves are left out."""
    points: list[tuple[float, float]] = []
    closed = curved = False
    for letter, numbers in chain(path_steps(text), [("M", [])]):
        if letter in "SM":
            if len(points) > 1 and not curved:
                yield points, closed
            points, closed, curved = [], False, False
        closed = closed or letter == "C"
        curved = curved or letter in "QBA"
        if letter in "SML" and len(numbers) >= 2:
            points.append((numbers[0], numbers[1]))


def numbers_in(text: str) -> list[float]:
    """The numbers of an attribute; those beyond any page are left out."""
    return [number for word in _NUMBER.findall(text) if abs(number := float(word)) < 1e6]
