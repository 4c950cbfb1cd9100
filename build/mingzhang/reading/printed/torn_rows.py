"""Rows of a table that a page break has torn in two: the last of a page, the first of the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .lattice import DrawnCell
from .printed_lines import printed_lines

_SAME = 3.0
"""Points by which the columns of one table differ from page to page."""
_MARGIN, _ROOM = 0.8, 1.15
"""Shares of the height of print: the widest margin of a cell, the room in which no other character has place."""
_WHOLE = re.compile(r"-?[\d,]+\.\d\d%?")  # 1,062.33
_BEGUN = re.compile(r"-?[\d,]*\d(?:[,.]\d?)?")  # 1,06  1,062.  1,062.3
_NUMBER = re.compile(r"-?[\d,.]+%?")
_DIGITS = re.compile(r"\d+")
_OWN = re.compile("[（(]?[一二三四五六七八九十]{1,3}[、）)]|其中|合计|总计|小计|本年|年初|年末|附注|注[:：]")
"""How the name of a row of its own begins."""
_REMARK = re.compile("[（(][^0-9（）()]{1,8}[）)]")
"""What follows in brackets on words before it, and begins no cell: 预算数 / （A）."""
_CODES = (3, 5, 7)
"""Digits of a code."""


@dataclass(frozen=True, slots=True)
class LastRow:
    """The last row of a table on a page, and the line it was written down on."""

    page: int
    line: int
    xs: Sequence[float]
    cells: Sequence[DrawnCell]

    def goes_on(self, xs: Sequence[float], first: Sequence[DrawnCell]) -> bool:
        """Whether the first row of the next page is the rest of this one. Each of its cells must go on with one that was
        full, and something must be wanting: a figure or a code that was cut, a row whose other cells are blank, the words
        before a remark in brackets; or all its cells go on, each of several lines.
        """
        if not _are_columns_alike(xs, self.xs):
            return False
        pairs = [(cell, _text(cell), _text(after)) for cell, after in zip(self.cells, first, strict=True)]
        rest = [(cell, before, after) for cell, before, after in pairs if after]
        if not rest or not all(before and _is_open(cell, after) for cell, before, after in rest):
            return False
        kinds = [_joins(before, after) for _, before, after in rest]
        if "apart" in kinds:
            return False
        if "cut" in kinds or any(before and not after for _, before, after in pairs):
            return True
        wrapped = len(rest) > 1 and all(_is_wrapped(cell) for cell, before, _ in pairs if before)
        return wrapped or any(_REMARK.fullmatch(after) for _, _, after in rest)

    def joined(self, first: Sequence[DrawnCell]) -> list[str]:
        """The words of the cells of the whole row."""
        return [
            text + after if _joins(text, after) == "cut" else "\n".join(filter(None, (text, after)))
            for text, after in ((a.text, b.text) for a, b in zip(self.cells, first, strict=True))
        ]


def _are_columns_alike(xs: Sequence[float], others: Sequence[float]) -> bool:
    return len(xs) == len(others) and all(abs(a - b) <= _SAME for a, b in zip(xs, others, strict=True))


def _is_open(cell: DrawnCell, after: str) -> bool:
    """Whether a cell may go on with words: there was no room for them, or they are a remark that is not parted."""
    return _REMARK.fullmatch(after) is not None or _is_full(cell)


def _is_full(cell: DrawnCell) -> bool:
    """Whether the last line of a cell has no room for another character: right of it is no more than left of it and one."""
    if cell.box is None or not cell.glyphs:
        return False
    last = printed_lines(cell.glyphs)[-1]
    height = last[-1].height
    margin = min(min(glyph.x0 for glyph in cell.glyphs) - cell.box[0], _MARGIN * height)
    return cell.box[2] - last[-1].x1 - margin < _ROOM * height


def _is_wrapped(cell: DrawnCell) -> bool:
    return len(printed_lines(cell.glyphs)) > 1


def _text(cell: DrawnCell) -> str:
    return cell.text.replace("\n", "").strip()


def _joins(before: str, after: str) -> str:
    """How two pieces of a cell belong together: `cut` (a figure or code that only both make), `apart` (each is whole, or
    together they are nothing), `words`."""
    if not before or not after:
        return "words"
    if _OWN.match(after):
        return "apart"
    numbers = before[-1].isdigit() or before[-1] in ".,", after[0].isdigit() or after[0] in ".,"
    if _NUMBER.fullmatch(before) and not numbers[1]:
        return "apart"  # 201 / 项目: a head that is printed again
    if not all(numbers):
        return "words"
    if _BEGUN.fullmatch(before) and not _WHOLE.fullmatch(after) and _WHOLE.fullmatch(before + after):
        return "cut"
    both = before + after
    if _DIGITS.fullmatch(both) and len(both) in _CODES and len(before) not in _CODES:
        return "cut"
    return "apart"
