"""A page with a table that may be one of several side by side: its lines, and the words around its table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from .glyph import Glyph
from .printed_lines import NUMBER, printed_lines
from .printed_page import PrintedPage
from .rules import Rule

SAME = 1.5
"""Points by which the rows of two halves differ in height."""
SAME_LINE = 4.0
"""Points by which words of one row differ in height."""
_NAMED = 8
"""Rows whose names a right half must print again to be one by them alone: forms have the same labels, in fewer rows."""
_CODE = re.compile(r"[23]\d{2,6}")
"""A code of an item: 208, 2080505, 30101."""
_HEAD = 6
"""Lines across the head of a table."""
_GAP = 1.5
"""The gap that parts two runs of print, as a share of the height of print."""


class Half:
    """A page with a table: the heights and places of its lines, the words above its cells (`title`) and those that begin
    right of it, where the page was cut (`beyond`)."""

    def __init__(self, page: PrintedPage) -> None:
        off: list[list[Glyph]] = []
        if any(not 0 <= glyph.x <= page.width for glyph in page.glyphs):
            off = [run for run in runs_of(page.glyphs) if not 0 <= run[0].x <= page.width]
        self.page = replace(page, glyphs=without(page.glyphs, off)) if off else page
        self.goes_over_left = any(run[0].x < 0 for run in off)
        self.levels = _levels_of_one_table(page)
        self.columns = _levels(page.down)
        self.begin = min((rule.begin for rule in page.across), default=0.0)
        self.end = max((rule.end for rule in page.across), default=0.0)
        inner = (rule.begin for rule in page.down if self.begin + SAME < rule.at < self.end - SAME)
        top = min(inner, default=self.levels[0] if self.levels else 0.0)
        above = list(runs_of(glyph for glyph in self.page.glyphs if glyph.y < top))
        self.title = [run for run in above if run[0].x <= self.end]
        self.beyond = [run for run in (*above, *off) if run[0].x > self.end]

    def goes_over_from(self, left: Half) -> list[list[Glyph]]:
        """Its words outside the table that began on the page left of it."""
        there = [(run, _words(run)) for run in left.outside()]
        by = left.end - self.begin
        return [
            run
            for run in self.outside()
            if any(words.endswith(_words(run)) and _end_alike(run, other, by) for other, words in there)
        ]

    def shared_with(self, left: Half) -> list[list[Glyph]]:
        """Its words outside the table that stand on another page at the same place: a running title, a number."""
        there = {place_of(run) for run in left.outside()}
        return [run for run in self.outside() if place_of(run) in there]

    def own_title(self, before: Half, beyond: bool = False) -> list[list[Glyph]]:
        """The words above its table that neither another page shows at the same place nor one left of it began; those
        beyond its columns, too, where asked."""
        known = [*self.shared_with(before), *self.goes_over_from(before)]
        return _others([*self.title, *(self.beyond if beyond else ())], known)

    def goes_on_below(self, above: Half) -> bool:
        """Whether it shows further rows of the same columns."""
        return are_columns_of(self, above) and not self.own_title(above, beyond=True)

    def own_begin(self, first: Half) -> float:
        """Where its columns begin that are not those of the left page printed again."""
        begin = self.begin
        for edge in self.columns[1:-1]:
            at = first.begin + edge - self.begin
            words = self._in_columns(begin, edge)
            if words != first._in_columns(begin - self.begin + first.begin, at) or not words:
                break
            begin = edge
        return begin

    def has_names_again(self, first: Half) -> bool:
        """Whether it prints the columns of another page again that name each row; in a short table only codes beside a head of
        its own prove it."""
        begin = self.own_begin(first)
        heights = {y for _, y in self._in_columns(self.begin, begin)} if begin > self.begin else ()
        if len(heights) <= 0.8 * (len(self.levels) - 1):
            return False
        return len(heights) > _NAMED or (self._has_codes(begin) and self.begins_with_a_head(first))

    def _has_codes(self, end: float) -> bool:
        """Whether codes of items stand left of a place, each its own."""
        found = [_words(run) for run in runs_of(glyph for glyph in self.page.glyphs if glyph.x < end)]
        codes = [words for words in found if _CODE.fullmatch(words)]
        return len(codes) > 1 and len(set(codes)) == len(codes)

    def begins_with_a_head(self, other: Half) -> bool:
        """Whether its first row with words has no codes and figures, and not the words of another page's."""
        first, of_other = self._first_row(), other._first_row()
        return bool(first) and first != of_other and not any(map(NUMBER.fullmatch, first))

    def _first_row(self) -> list[str]:
        rows = (
            [_words(run) for run in runs_of(g for g in self.page.glyphs if top < g.y < bottom)]
            for top, bottom in pairwise(self.levels[:_HEAD])
        )
        return next(filter(None, rows), [])

    def _in_columns(self, begin: float, end: float) -> list[tuple[str, int]]:
        bottom = self.levels[-1]
        inside = (g for g in self.page.glyphs if begin < g.x < end and self.levels[0] < g.y < bottom)
        return sorted((glyph.text, round(glyph.y / SAME_LINE)) for glyph in inside)

    def outside(self) -> list[list[Glyph]]:
        """The words above and below its table."""
        first, last = self.levels[0], self.levels[-1]
        return list(runs_of(glyph for glyph in self.page.glyphs if not first <= glyph.y <= last))

    @property
    def has_names(self) -> bool:
        """Whether words stand in the lower half of its table."""
        middle = (self.levels[0] + self.levels[-1]) / 2
        return any(middle < glyph.y < self.levels[-1] and glyph.text > "\u2e7f" for glyph in self.page.glyphs)


def are_columns_of(half: Half, other: Half) -> bool:
    """Whether all lines down of a page stand where lines of another do."""
    return all(any(abs(at - one) <= 2 * SAME for one in other.columns) for at in half.columns)


def runs_of(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Pieces of lines of print that hang together, from the left."""
    for line in printed_lines(glyphs):
        run = line[:1]
        for before, glyph in pairwise(line):
            if glyph.x0 - before.x1 > _GAP * max(before.height, glyph.height):
                yield run
                run = []
            run.append(glyph)
        yield run


def without(glyphs: Sequence[Glyph], runs: Iterable[Sequence[Glyph]]) -> list[Glyph]:
    lost = {id(glyph) for run in runs for glyph in run}
    return [glyph for glyph in glyphs if id(glyph) not in lost]


def place_of(run: Sequence[Glyph]) -> tuple[str, int, int]:
    """The words of a run but for their digits, and about where it begins."""
    return re.sub(r"\d+", "0", _words(run)), round(run[0].x0 / 10), round(run[0].y / 5)


def _levels_of_one_table(page: PrintedPage) -> list[float]:
    """The heights of the lines across; none where the page has several tables: a sheet has one, and a line down reaches
    from its top to its end."""
    levels = _levels(page.across)
    if not levels:
        return []
    first, last = levels[0] + SAME, levels[-1] - SAME
    return levels if any(rule.begin <= first and rule.end >= last for rule in page.down) else []


def _levels(rules: Iterable[Rule]) -> list[float]:
    levels: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not levels or at - levels[-1] > 2 * SAME:
            levels.append(at)
    return levels


def _others(runs: Sequence[list[Glyph]], lost: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    firsts = {id(run[0]) for run in lost}
    return [run for run in runs if id(run[0]) not in firsts]


def _end_alike(run: Sequence[Glyph], other: Sequence[Glyph], by: float) -> bool:
    """Whether words end where others do once they are moved to the right."""
    return abs(run[-1].x + by - other[-1].x) <= SAME_LINE and abs(run[-1].y - other[-1].y) <= SAME_LINE


def _words(run: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in run)
