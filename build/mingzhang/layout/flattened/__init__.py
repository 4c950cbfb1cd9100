"""Forms whose table was lost in extraction: every cell's printed lines stand as lines, cells parted by blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...model import Passage, Row
from ..form_figures import number, percentage
from ..form_words import label
from ..joining import display_width
from ..levels import GOAL_HEADS, is_goal_label, is_side, level1_name, level2_name
from .cuts import Shape, cut_rows
from .fragments import Fragment, cells_of_line, fragments

MOST_LINES = 4000
"""Lines of one form; a real one has at most about 400."""

_HEADS = (
    "项目名称|单位名称|项目资金|部门名称|主管部门|项目类别|项目属性|项目类型|预算来源及资金规模|预算执行情况|基本支出总额|"
    "偏差大|目标未完成|改进措施|总分|自评得分"
)
_HEAD = re.compile(rf"^(?:{_HEADS})")
_FIGURE = re.compile(r"^[≥≤><》《]?[0-9]|^(?:完成|及时|无|不)|[0-9%次个人场]$")
_MONEY = ("年度财政", "年度资金", "部门整体支出")
_SUFFIX = re.compile(r"^\([A-Z](?:/[A-Z])?\)$|^\([0-9]{1,3}分\)$")
WIDEST = 110
"""Columns of the widest line that a margin may have cut (a Han character takes two)."""


def flattened_rows(lines: Sequence[Passage]) -> Iterator[Row]:
    """The rows that the lines of a flattened form make: its own words tell the rows of the head and the foot, and
    between them the indicators are cut where it is least unlikely."""
    walk = _Walk(fragments(_unwrapped(lines[:MOST_LINES])))
    while walk.at < len(walk.pieces):
        yield from walk.step()


def runs_down(lines: Sequence[Passage]) -> bool:
    """Whether a form's columns are printed one below the other, as text in reading order has them: the head of its
    outcomes stands away from that of its names, so that no value can be given to a name."""
    run: list[str] = []
    runs = [run]
    for piece in fragments(lines[:MOST_LINES]):
        if piece.kind == "column":
            run.append(label(piece.text))
        elif run and not _SUFFIX.match(label(piece.text)):
            run = []
            runs.append(run)
    named = [run for run in runs if "三级指标" in run]
    outcomes = any("完成值" in head for run in runs for head in run)
    return bool(named) and outcomes and not any("完成值" in head for run in named for head in run)


@dataclass(slots=True)
class _Walk:
    """The fragments of a form, where the reading stands, and what the head of the table said."""

    pieces: Sequence[Fragment]
    at: int = 0
    in_table: bool = False
    in_money: bool = False
    figures: int = 0
    outcomes: bool = True

    def step(self) -> Iterator[Row]:
        """The rows that begin at the next fragment."""
        piece = self.pieces[self.at]
        if piece.kind == "column" and (header := self._header()):
            yield header
        elif piece.kind == "goal":
            yield from self._goal()
        elif piece.kind in ("head", "note", "skip"):
            told = _told(self._texts())
            if piece.kind != "skip":
                yield Row(piece.line, tuple(filter(None, (piece.text, told))))
        elif piece.kind == "money":
            self.in_money, self.in_table = True, False
            yield Row(piece.line, (piece.text, *(text.text for text in self._line())))
        elif piece.kind in ("sum", "total"):
            yield Row(piece.line, (piece.text, *(text.text for text in self._amounts())))
        elif piece.kind == "level" or self.in_table:
            self.in_table, self.in_money = True, False
            yield from self._indicators()
        elif self.in_money:
            yield from self._money()
        else:
            self.at += 1

    def _texts(self) -> list[Fragment]:
        """The fragments after a label, up to the form's next own words."""
        start = self.at = self.at + 1
        while self.at < len(self.pieces) and self.pieces[self.at].kind in ("text", "level"):
            self.at += 1
        return list(self.pieces[start : self.at])

    def _line(self) -> list[Fragment]:
        """The fragments after a label on lines without figures: the heads of the money columns."""
        start = self.at = self.at + 1
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            if piece.kind not in ("text", "column") or number(piece.text) is not None:
                break
            if label(piece.text).startswith(("其中", "年度", "一级")):
                break
            self.at += 1
        return list(self.pieces[start : self.at])

    def _amounts(self) -> list[Fragment]:
        start = self.at = self.at + 1
        while self.at < len(self.pieces):
            text = self.pieces[self.at].text
            if number(text) is None and percentage(text) is None and text not in ("-", "—", "/"):
                break
            self.at += 1
        return list(self.pieces[start : self.at])

    def _money(self) -> Iterator[Row]:
        """A row of amounts whose label stood elsewhere, or that names a part of them."""
        first = self.pieces[self.at]
        start = self.at
        while self.at < len(self.pieces) and self.pieces[self.at].at == first.at:
            if self.pieces[self.at].kind not in ("text", "column") and self.at > start:
                break
            self.at += 1
        cells = [piece.text for piece in self.pieces[start : self.at]]
        if any(percentage(cell) is not None for cell in cells):
            name = "" if not any(c.isdigit() for c in cells[0]) else "年度财政资金总额"
            yield Row(first.line, (name, *cells))

    def _header(self) -> Row | None:
        """The columns' heads that begin here; None for a word alone."""
        cells: list[str] = []
        end = self.at
        while end < len(self.pieces):
            piece = self.pieces[end]
            if piece.kind == "column":
                cells.append(piece.text)
            elif cells and _SUFFIX.match(label(piece.text)):
                cells[-1] += piece.text
            else:
                break
            end += 1
        if len(cells) < 2:
            self.at += 1
            return None
        line, self.at = self.pieces[self.at].line, end
        self.in_table, self.in_money = True, False
        self.outcomes = any("完成" in cell for cell in cells)
        self.figures = sum(label(cell).startswith(("分值", "权重", "得分")) for cell in cells)
        return Row(line, tuple(cells))

    def _goal(self) -> Iterator[Row]:
        """A goal's label and its words, up to the indicators' header, side label or first level."""
        piece = self.pieces[self.at]
        start = self.at = self.at + 1
        while self.at < len(self.pieces) and self.pieces[self.at].kind == "text":
            if self.pieces[self.at].at != piece.at and is_side(self.pieces[self.at].text):
                break
            self.at += 1
        texts = [text for text in self.pieces[start : self.at] if not label(text.text).startswith(GOAL_HEADS)]
        texts = [text for text in texts if not _SUFFIX.match(label(text.text))]
        self.in_table, self.in_money = True, False
        if texts:
            yield Row(piece.line, (piece.text, _told(texts)))

    def _indicators(self) -> Iterator[Row]:
        start = self.at
        while self.at < len(self.pieces) and self.pieces[self.at].kind in ("level", "text", "side"):
            self.at += 1
        run = [piece for piece in self.pieces[start : self.at] if piece.kind != "side"]
        shape = Shape(_full_width(run), self.figures, self.outcomes)
        levels: list[Fragment] = []
        texts: list[Fragment] = []
        for piece in run:
            if piece.kind == "level" and texts:
                yield from _group(levels, texts, shape)
                levels, texts = [], []
            (levels if piece.kind == "level" else texts).append(piece)
        yield from _group(levels, texts, shape)


def _told(texts: Sequence[Fragment]) -> str:
    """The words of a cell: fragments of one line parted by a blank, lines put together."""
    told = ""
    for at, piece in enumerate(texts):
        told += f" {piece.text}" if at and texts[at - 1].at == piece.at else piece.text
    return told


def _full_width(pieces: Sequence[Fragment]) -> int:
    """The width of a full line of the names' column: the widest that more than one line has."""
    widths = sorted((piece.width for piece in pieces if piece.kind == "text"), reverse=True)
    return next((one for one, two in pairwise(widths) if two >= one - 3), 0)


def _group(levels: Sequence[Fragment], texts: Sequence[Fragment], shape: Shape) -> Iterator[Row]:
    """The indicators under the levels named before them."""
    named = [piece.text for piece in levels]
    own = False
    for cut in cut_rows(texts, shape, bool(levels)):
        names = texts[cut.name : cut.target]
        values = [_told(texts[cut.target : cut.actual]), _told(texts[cut.actual : cut.figures])]
        figures = [piece.text for piece in texts[cut.figures : cut.end]]
        above = _above(named if names else named[:-1])
        # 满意度指标 办件率 窗口满意 98% 98%: a second level that is no standard one.
        own = own or (bool(above) and level2_name(above[-1]) is None)
        if own and len(names) == 2 and names[0].at == names[1].at:
            called = [piece.text for piece in names]
        else:
            called = [_told(names) or named[-1]]
        yield Row(texts[cut.target].line, ("", *above, *called, *filter(None, values), *figures))
        named = []


def _above(named: Sequence[str]) -> list[str]:
    """The levels that stand above a name: the last named, and the first level right before a second."""
    if len(named) >= 2 and level2_name(named[-1]) and level1_name(named[-2]) and named[-2] != named[-1]:
        return list(named[-2:])
    return list(named[-1:])


def _unwrapped(lines: Sequence[Passage]) -> list[Passage]:
    """The lines as they were before a margin cut them: a line that reaches it goes on with the next, unless that one
    opens a row. Lines of no common width stay as they are."""
    widths = [display_width(line.text) for line in lines]
    full = max(widths, default=0)
    if full > WIDEST or sum(width >= full - 3 for width in widths) < 3:
        return list(lines)
    out: list[Passage] = []
    reaches = False
    for line, width in zip(lines, widths, strict=True):
        if reaches and not _opens(line.text) and (len(line.text) <= 4 or not _is_complete(out[-1].text)):
            text = out[-1].text
            out[-1] = Passage(f"{text}{_between(text, line.text)}{line.text}", (out[-1].line,))
        else:
            out.append(line)
        reaches = width >= full - 3
    return out


def _opens(text: str) -> bool:
    first = label(text.split()[0])
    if _HEAD.match(first) or first.startswith(_MONEY):
        return True
    return bool(level1_name(first) or level2_name(first) or is_goal_label(first))


def _is_complete(text: str) -> bool:
    cells = cells_of_line(text)
    return len(cells) >= 3 and _are_values(cells[-2:])


def _are_values(pair: list[str]) -> bool:
    return pair[0] == pair[1] or all(_FIGURE.search(label(value)) for value in pair)


def _between(before: str, after: str) -> str:
    """A blank where the margin stood between two values (≥91% / 100%), none where it stood inside a word."""
    ended = before[-1] in "%‰" or not (before[-1].isdigit() or after[0].isdigit())
    return " " if ended and (after[0].isdigit() or after[0] in "≥≤><") else ""
