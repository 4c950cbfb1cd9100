"""Tables wider than their paper: a workbook prints the left columns on one page and the others on pages after it, each row
at the same height. The pages are laid side by side again before they are read.

Programs print down and then over (left 1, left 2, right 1, right 2) or over and then down (left 1, right 1, left 2, …).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import msgspec

from .glyph import Glyph
from .half_page import SAME, SAME_LINE, Half, are_columns_of, place_of, runs_of, without
from .printed_page import PrintedPage, Strip
from .rules import Rule, joined_rules

_FEWEST = 5
"""Lines across of a table of which two pages can be told to be halves."""
_MERGED = 3
"""Lines across that one half may lack, where its cells are merged."""
_MOST_HELD = 40
"""Pages that wait for their right halves at most."""


class WideSheets:
    """Holds pages back for as long as later ones may be their right halves, and gives them on in reading order."""

    def __init__(self) -> None:
        self._strips: list[Half] = []
        """The pages side by side of the sheet before."""
        self._begin()

    def _begin(self) -> None:
        """Forget the pages held back."""
        self._left: list[_Sheet] = []
        """Pages of one table, from the top."""
        self._strip: list[Half] = []
        """Pages right of these that came last, from the top."""
        self._next = 0
        """Which of the sheets the next page of the strip stands beside."""
        self._unsure = False
        self._wanted = 0
        """How many pages must stand side by side, where only the sheet before tells that they do."""
        self._loose: list[PrintedPage] = []

    def add(self, page: PrintedPage) -> Iterator[PrintedPage]:
        """Take the next page; yields those that are whole now."""
        half = Half(page)
        if not half.levels:
            if self._left and (half.goes_over_left or not half.page.glyphs):
                self._loose.append(half.page)  # what is seen of words beside the table
                return
            yield from self.rest()
            yield half.page
            return
        if (at := self._beside(half)) is not None:
            if not self._strip:
                before, self._left, at = self._left[:at], self._left[at:], 0
                yield from (sheet.page() for sheet in before)
            elif at < self._next:
                self._strip = []
            self._left[at].add(half)
            self._strip.append(half)
            self._next = at + 1
            return
        held = sum(len(sheet.halves) for sheet in self._left)
        if self._strip or held >= _MOST_HELD or not (self._left and half.goes_on_below(self._left[-1].first)):
            yield from self.rest()
        self._left.append(_Sheet(half))

    def _beside(self, half: Half) -> int | None:
        """Which of the sheets a page stands right of: the next of the strip, or the first of a new one."""
        if self._strip:
            going_on = [
                at
                for at in range(self._next, len(self._left))
                if self._left[at].goes_on_in_strip(half, self._strip[-1])
            ]
            if going_on:
                self._unsure = self._unsure or len(going_on) > 1
                return going_on[0]
        sheets = self._left[:1] if self._strip else self._left
        for at, sheet in enumerate(sheets):
            if sheet.begins_strip(half, known := self._is_known(sheet, half)):
                others = self._left[at + 1 :]
                alike = any(_are_alike(other.first.levels, half.levels) for other in others)
                self._unsure = self._unsure or alike
                self._wanted = len(self._strips) if known else self._wanted
                return at
        return None

    def _is_known(self, sheet: _Sheet, half: Half) -> bool:
        """Whether a sheet goes on with the columns of the one before it, which had a page like this one at this place."""
        at = len(sheet.halves)
        known = at < len(self._strips) and sheet.first.goes_on_below(self._strips[0])
        return known and are_columns_of(half, self._strips[at])

    def rest(self) -> Iterator[PrintedPage]:
        """Yield the pages held back: no half follows. Where one page of several alike is missing from a strip, no one knows
        which: they stay apart."""
        pages = [sheet.page() for sheet in self._left]
        widths = {len(sheet.halves) for sheet in self._left}
        if (self._unsure and len(widths) > 1) or (self._wanted and widths != {self._wanted}):
            pages = sorted(
                (half.page for sheet in self._left for half in sheet.halves), key=lambda page: page.number
            )
        yield from (*pages, *self._loose)
        self._strips = self._left[-1].halves if len(self._left) == 1 else []
        self._begin()


class _Sheet:
    """The pages of one sheet that stand side by side, from the left."""

    def __init__(self, first: Half) -> None:
        self.first = first
        self.halves = [first]

    def goes_on_in_strip(self, half: Half, above: Half) -> bool:
        """Whether a page stands right of these, below the one that came before it in the strip."""
        if not _are_alike(self.first.levels, half.levels) or not are_columns_of(half, above):
            return False
        return not half.own_title(above, beyond=True)

    def begins_strip(self, half: Half, known: bool) -> bool:
        """Whether a page that is `known` from the sheet before shows the columns right of these: its rows stand where those of
        this sheet stand, and it has no title of its own. Pages of a table that goes on below have the same columns, too: where these have them, something
        else must tell, such as a title on the left that has its room on the right, a title that reaches over both, or a
        right half without names.
        """
        fewest = 2 if known else _FEWEST
        if min(len(self.first.levels), len(half.levels)) < fewest:
            return False
        if not _are_alike(self.first.levels, half.levels) or self._is_titled(half):
            return False
        return known or self._is_seen_beside(half)

    def _titles(self, half: Half) -> list[list[Glyph]]:
        """The words above these pages that a page does not repeat at the same place."""
        repeated = {place_of(run) for run in half.shared_with(self.halves[-1])}
        return [run for one in self.halves for run in one.title if place_of(run) not in repeated]

    def _is_titled(self, half: Half) -> bool:
        """Whether a page has a title of its own, perhaps in the same words; one that begins in the middle of three pages,
        above the room left for it on the first, is none."""
        last = self.halves[-1]
        titles = [run[0].y for run in self._titles(half)]
        own = half.own_title(last, beyond=True)
        if titles and any(abs(run[0].y - min(titles)) <= SAME_LINE for run in own):
            return True
        if not own and half.has_names_again(self.first):
            return False
        repeated = {place_of(run) for run in half.shared_with(last)}
        running = [run[0].y for run in half.title if place_of(run) in repeated]
        if len(running) > 1 or (titles and max(running, default=0.0) > min(titles)):
            return True
        title = half.own_title(last)
        if titles or not title:
            return False
        return not self.first.beyond or title[-1][0].y > half.levels[0]

    def _is_seen_beside(self, half: Half) -> bool:
        """Whether a page without a title is no page that goes on below."""
        first = self.first
        if half.goes_over_left or half.has_names_again(first):
            return True
        titles = self._titles(half)
        if titles and not _have_same_columns(first, half):
            return True
        if not titles and half.own_title(self.halves[-1]):
            return True
        if half.begins_with_a_head(first) and (titles or not _have_same_columns(first, half)):
            return True
        return first.has_names and not half.has_names

    def add(self, half: Half) -> None:
        """Put a page right of these."""
        half.begin = half.own_begin(self.first)
        self.halves.append(half)

    def page(self) -> PrintedPage:
        """The pages as one, as wide as all of them."""
        first = self.first
        if len(self.halves) == 1:
            return first.page
        glyphs = _before(first.page.glyphs, first.end)
        across, down = [*first.page.across], [*first.page.down]
        strips = [Strip(0.0, 0.0, first.page)]
        dirt = [*first.page.dirt]
        width = first.end
        for left, half in pairwise(self.halves):
            by = width - half.begin
            strips.append(Strip(width, by, half.page))
            width += half.end - half.begin
            lost = [*half.shared_with(left), *half.goes_over_from(left)]
            words = _before(without(half.page.glyphs, lost), half.end)
            top, bottom = half.levels[0], half.levels[-1]
            again = (g for g in words if g.x < half.begin and top < g.y < bottom)
            glyphs += (_moved(glyph, by) for glyph in without(words, [list(again)]))
            dirt += (_moved(glyph, by) for glyph in half.page.dirt)
            across += (
                Rule(rule.at, max(rule.begin, half.begin) + by, rule.end + by)
                for rule in half.page.across
                if rule.end > half.begin
            )
            down += (Rule(r.at + by, r.begin, r.end) for r in half.page.down if r.at > half.begin - SAME)
        return replace(
            first.page,
            glyphs=glyphs,
            across=joined_rules(across),
            down=joined_rules(down),
            dirt=dirt,
            strips=strips,
        )


def _have_same_columns(half: Half, other: Half) -> bool:
    return len(half.columns) == len(other.columns) and are_columns_of(half, other)


def _are_alike(levels: Sequence[float], others: Sequence[float]) -> bool:
    """Whether lines across stand at the same heights, but for those that one half lacks where it has merged cells. The
    right one may end before the left one: what is blank is not printed."""
    if abs(levels[0] - others[0]) > SAME:
        return False
    levels = [at for at in levels if at < others[-1] + SAME]
    if abs(levels[-1] - others[-1]) > SAME:
        return False
    more, fewer = (levels, others) if len(levels) >= len(others) else (others, levels)
    common = sum(any(abs(at - one) <= SAME for one in more) for at in fewer)
    return common == len(fewer) and len(more) - len(fewer) <= min(_MERGED, len(fewer) // 2)


def _before(glyphs: Iterable[Glyph], end: float) -> list[Glyph]:
    """The words that begin left of where a page was cut; those beyond stand on the next."""
    return [glyph for run in runs_of(glyphs) if run[0].x <= end for glyph in run]


def _moved(glyph: Glyph, by: float) -> Glyph:
    return msgspec.structs.replace(glyph, x0=glyph.x0 + by, x1=glyph.x1 + by)
