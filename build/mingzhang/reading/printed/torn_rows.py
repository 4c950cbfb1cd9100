"""Rows of a table that a page break has torn in two: the last of a page, the first of the next."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .lattice import DrawnCell, RuledTable
from .printed_lines import NUMBER, printed_lines

_SAME = 3.0
"""Points by which the columns of one table differ from page to page."""
_MARGIN, _ROOM = 0.8, 1.15
"""Shares of the height of print: the widest margin of a cell, the room in which no other character has place."""
_WHOLE = re.compile(r"-?[\d,]+\.\d\d%?")  # 1,062.33
_HALF = re.compile(r"[,.]$|,\d{1,2}$|,\d{1,2},|,\d{4}")  # 1,062.  28,67: no figure ends so
_ZEROS = re.compile(r"0\d{1,8}")  # 340.62 / 0000: decimals, and no figure of its own
_DIGITS = re.compile(r"\d+")
_POINTED = re.compile(r"-?\d[\d,]*(?:\.\d{1,2})?%?")  # what pieces of a figure make: 261.4  1,526.86  1526
_RUN = re.compile(r"[（(《“\[]*(?:[0-9A-Za-z.,%]+|.)[）)》”\]、。，；：！？]*")
"""What no line is broken within: （境）, 费。, 12.50%."""
_OWN = re.compile("[（(]?[一二三四五六七八九十]{1,3}[、）)]|其中|合计|总计|小计|本年|年初|年末|附注|注[:：]")
"""How the name of a row of its own begins."""
_REMARK = re.compile("[（(][^0-9（）()]{1,8}[）)]")
"""What follows in brackets on words before it, and begins no cell: 预算数 / （A）."""
_MARKS = "$¥￥*"
"""What stands around a figure and is no part of it."""
_NUMBER_OF_COLUMN = re.compile("[1-9][0-9]?")
_CODES = (3, 5, 7)
"""Digits of a code."""


_Pair = tuple[DrawnCell, str, str]
"""A cell of the last row, its words, and those of the cell below it on the next page."""


@dataclass(frozen=True, slots=True)
class LastRow:
    """The last row of a table on a page (or on pages side by side), and the line it was written down on; `sliced` where its
    lower side is missing though the table has its upper one."""

    pages: tuple[int, ...]
    line: int
    xs: Sequence[float]
    cells: Sequence[DrawnCell]
    sliced: bool = False

    def is_followed_by(self, page: int) -> bool:
        """Whether a page comes next."""
        return page - 1 in self.pages

    def is_sliced(self, table: RuledTable) -> bool:
        """Whether a table goes on with this row for sure: the side between them is drawn on neither page."""
        return self.sliced and table.open_above and _are_columns_alike(table.xs, self.xs)

    def goes_on(
        self, xs: Sequence[float], first: Sequence[DrawnCell], seen: Collection[str] = frozenset()
    ) -> bool:
        """Whether the first row of the next page is the rest of this one. Each of its cells must go on with one that was
        full, and something must be wanting: a figure or a code that was cut, a row whose other cells are blank, the words
        before a remark in brackets, words that other tables (`seen`) print whole; or all its cells go on, each of
        several lines.
        """
        if not _are_columns_alike(xs, self.xs):
            return False
        pairs = [(cell, _text(cell), _text(after)) for cell, after in zip(self.cells, first, strict=True)]
        rest = [(cell, before, after) for cell, before, after in pairs if after]
        if not rest or not all(before and _is_open(cell, before, after) for cell, before, after in rest):
            return False
        if not all(map(_are_alike, self.cells, first)) or _count([after for _, _, after in rest]):
            return False
        kinds = {_joins(before, after) for _, before, after in rest}
        if "apart" in kinds or ("cut" not in kinds and kinds & {"unsure", "own"}):
            return False
        return "cut" in kinds or _is_wanting(pairs, rest, seen)

    def joined(self, first: Sequence[DrawnCell]) -> list[str]:
        """The words of the cells of the whole row."""
        return [
            text + after
            if _joins(text.replace("\n", ""), after.replace("\n", "")) in ("cut", "unsure")
            else "\n".join(filter(None, (text, after)))
            for text, after in ((a.text, b.text) for a, b in zip(self.cells, first, strict=True))
        ]


def _are_columns_alike(xs: Sequence[float], others: Sequence[float]) -> bool:
    return len(xs) == len(others) and all(abs(a - b) <= _SAME for a, b in zip(xs, others, strict=True))


def _is_wanting(pairs: Sequence[_Pair], rest: Sequence[_Pair], seen: Collection[str]) -> bool:
    """Whether a row without a cut figure lacks its rest: other cells are blank in it, or its words are whole elsewhere."""
    if any(before and not after for _, before, after in pairs):
        return True
    if any(before + after in seen and after not in seen for _, before, after in rest):
        return True
    wrapped = len(rest) > 1 and all(_is_wrapped(cell) for cell, before, _ in pairs if before)
    return wrapped or any(_REMARK.fullmatch(after) for _, _, after in rest)


def _count(words: Sequence[str]) -> bool:
    """Whether cells count the columns of their table: 1, 2, 3 below the words of its head."""
    numbers = [int(text) for text in words if _NUMBER_OF_COLUMN.fullmatch(text)]
    return len(numbers) > 1 and all(after == before + 1 for before, after in pairwise(numbers))


def _are_alike(cell: DrawnCell, below: DrawnCell) -> bool:
    """Whether two cells reach over the same columns; one without words may be any."""
    if not below.glyphs:
        return True
    if cell.box is None or below.box is None:
        return False
    return abs(cell.box[0] - below.box[0]) <= _SAME and abs(cell.box[2] - below.box[2]) <= _SAME


def _is_open(cell: DrawnCell, before: str, after: str) -> bool:
    """Whether a cell may go on with words: there was no room for them, or they are a remark that is not parted."""
    if _REMARK.fullmatch(after):
        return True
    run = _RUN.match(after)
    wide = sum(0.5 if char.isascii() else 1.0 for char in run[0]) if run else 1.0
    if _is_code(before + after):  # 301 / 12: perhaps at a blank
        wide += 0.5
    elif before[-1:].isascii() and after[:1].isascii():
        wide = 1.0  # a figure too long for its cell is broken anywhere
    return _is_full(cell, max(1.0, wide))


def _is_code(text: str) -> bool:
    return _DIGITS.fullmatch(text) is not None and len(text) in _CODES


def _is_full(cell: DrawnCell, wide: float) -> bool:
    """Whether the last line of a cell has no room for `wide` more characters: right of it is no more than left of it and
    those."""
    if cell.box is None or not cell.glyphs:
        return False
    last = printed_lines(cell.glyphs)[-1]
    height = last[-1].height
    margin = min(min(glyph.x0 for glyph in cell.glyphs) - cell.box[0], _MARGIN * height)
    return cell.box[2] - last[-1].x1 - margin < (_ROOM + wide - 1) * height


def _is_wrapped(cell: DrawnCell) -> bool:
    return len(printed_lines(cell.glyphs)) > 1


def _text(cell: DrawnCell) -> str:
    return cell.text.replace("\n", "").strip()


def _joins(before: str, after: str) -> str:
    """How two pieces of a cell belong together: `cut` (a figure or code that only both make), `unsure` (a figure that both
    make, though each may be one), `own` (words that begin a row, or go on with 十), `apart` (each is whole, or together they
    are nothing), `words`."""
    if not before or not after:
        return "words"
    if before == after:  # a head or a row that is printed again
        return "apart"
    if _OWN.match(after):
        return "own"
    ends, begins = before[-1].isdigit() or before[-1] in ".,", after[0].isdigit() or after[0] in ".,"
    if NUMBER.fullmatch(before) and not begins:
        return "apart"  # 201 / 项目: a head that is printed again
    return _joins_figures(before, after) if ends and begins else "words"


def _joins_figures(before: str, after: str) -> str:
    """How two pieces belong together where the first ends and the second begins as figures do."""
    both = (before + after).strip(_MARKS)
    if _is_code(both) and not (_is_code(before) and _is_code(after)):
        return "cut"
    if "." in before and _ZEROS.fullmatch(after) and NUMBER.fullmatch(both):
        return "cut"
    if _WHOLE.fullmatch(before) or not _POINTED.fullmatch(both):
        return "apart"
    whole = _WHOLE.fullmatch(both) is not None
    return "cut" if whole and (_HALF.search(before) or not _WHOLE.fullmatch(after)) else "unsure"
