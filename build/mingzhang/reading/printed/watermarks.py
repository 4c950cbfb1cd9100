"""Level watermarks: words in pale or very large print that stand across other print, page after page.

Words that lean are left out where they are read (`leans`). A running title or the head of a column is repeated too, but
stands on room of its own; a watermark stands across lines of tables and other words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median

from .glyph import Glyph
from .printed_lines import printed_lines
from .printed_page import PrintedPage

_AHEAD = 6
"""Pages that are looked at before one is handed on: the first page's watermark is known by those after it."""
_LARGE = 1.8
"""Height of print, as a share of that of most words of its page, from which on it may be a watermark."""
_APART = 3.0
"""The gap between two words of a watermark that are counted by themselves, as a share of their height."""
_CORE = 0.25
"""Share of a character's height and width at each side that other print may touch."""
_CROSSED = 0.5
"""Share of a word's characters that stand on other print where it is drawn across it."""

Words = tuple[str, int, bool]
"""The words of a possible watermark, their height in points, whether they are pale."""


class Watermarks:
    """Takes pages one after the other and hands them on without their watermarks, some pages later."""

    def __init__(self) -> None:
        self._pages: deque[tuple[PrintedPage, list[list[Glyph]]]] = deque()
        self._times: Counter[Words] = Counter()
        self._across: set[Words] = set()
        """Words that stood on other print somewhere."""

    def add(self, page: PrintedPage) -> Iterator[PrintedPage]:
        """Take a page; hands on those that are known well enough."""
        runs = list(_runs(page))
        self._times.update(_words(run) for run in runs)
        if runs and 2 * sum(map(len, runs)) <= len(page.glyphs):  # a page may be pale throughout
            crossed = _Crossing(page, runs)
            self._across.update(_words(run) for run in runs if crossed(run))
        self._pages.append((page, runs))
        if len(self._pages) > _AHEAD:
            yield self._cleared()

    def rest(self) -> Iterator[PrintedPage]:
        """The pages held back; none follows."""
        while self._pages:
            yield self._cleared()

    def _cleared(self) -> PrintedPage:
        page, runs = self._pages.popleft()
        marks = {id(glyph) for run in runs if self._is_mark(_words(run)) for glyph in run}
        return replace(page, glyphs=[one for one in page.glyphs if id(one) not in marks]) if marks else page

    def _is_mark(self, words: Words) -> bool:
        """Words that stand across other print once may have run over their cell."""
        return words in self._across and self._times[words] > 1


def _runs(page: PrintedPage) -> Iterator[list[Glyph]]:
    """Words of a page in pale or very large print."""
    glyphs = [glyph for glyph in page.glyphs if glyph.certainty == 1]
    if not glyphs:
        return
    large = _LARGE * median(glyph.height for glyph in glyphs)
    found = [glyph for glyph in glyphs if glyph.pale or glyph.height >= large]
    for kind in ([g for g in found if g.pale], [g for g in found if not g.pale]):
        for line in printed_lines(kind):
            yield from _apart(line)


def _apart(line: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in line:
        if run and (
            glyph.x0 - run[-1].x1 > _APART * glyph.height or round(glyph.height) != round(run[-1].height)
        ):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _words(run: Sequence[Glyph]) -> Words:
    return "".join(glyph.text for glyph in run), round(run[0].height), run[0].pale


class _Crossing:
    """Tells of words of a page whether they stand on its ruled lines or on its other words."""

    def __init__(self, page: PrintedPage, runs: Iterable[Sequence[Glyph]]) -> None:
        own = {id(glyph) for run in runs for glyph in run}
        self._others = sorted((glyph for glyph in page.glyphs if id(glyph) not in own), key=lambda g: g.y)
        self._heights = [glyph.y for glyph in self._others]
        self._rules = page.across

    def __call__(self, run: Sequence[Glyph]) -> bool:
        return sum(map(self._on_print, run)) >= _CROSSED * len(run)

    def _on_print(self, glyph: Glyph) -> bool:
        inset_x, inset_y = _CORE * (glyph.x1 - glyph.x0), _CORE * glyph.height
        top, bottom = glyph.y0 + inset_y, glyph.y1 - inset_y
        if any(top < rule.at < bottom and rule.begin <= glyph.x <= rule.end for rule in self._rules):
            return True
        near = self._others[bisect_left(self._heights, top) : bisect_right(self._heights, bottom)]
        return any(other.x0 < glyph.x1 - inset_x and other.x1 > glyph.x0 + inset_x for other in near)
