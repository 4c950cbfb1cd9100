"""A printed page: its characters and ruled lines, and where a box of it is seen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

from ...model import Box
from .glyph import Glyph
from .rules import Rule


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """The characters and ruled lines of a page where its words are upright, and how a box there is seen on the page.
    `dirt` are digits that were not read because they are likely none. Pages laid side by side are `strips` of one."""

    number: int
    glyphs: Sequence[Glyph]
    across: Sequence[Rule]
    down: Sequence[Rule]
    seen: Callable[[Box], Box] = lambda box: box
    dirt: Sequence[Glyph] = ()
    width: float = inf
    strips: Sequence[Strip] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the pages it is made of."""
        return tuple(strip.page.number for strip in self.strips) or (self.number,)

    def place(self, box: Box) -> tuple[int, Box]:
        """The number of the page where a box is seen, and where it is seen there; of a box that reaches over more than
        one page, what is on the first."""
        if not self.strips:
            return self.number, self.seen(box)
        x0, y0, x1, y1 = box
        at = bisect_right(self.strips, x0 + 1, key=lambda strip: strip.begin) - 1
        strip = self.strips[max(0, at)]
        end = self.strips[at + 1].begin if at + 1 < len(self.strips) else inf
        return strip.page.place((x0 - strip.moved, y0, min(x1, end) - strip.moved, y1))


@dataclass(frozen=True, slots=True)
class Strip:
    """A page that stands beside others: where it begins, and how far it was moved to the right."""

    begin: float
    moved: float
    page: PrintedPage
