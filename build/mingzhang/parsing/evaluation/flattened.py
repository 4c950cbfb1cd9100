"""Forms whose table was lost in extraction: every cell's printed lines stand as lines, cells parted by blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...model import Row, TextLine
from .cells import label, percentage, plain_number
from .indicators import is_header
from .levels import is_goal_label, is_side, level1_name, level2_name

MOST_LINES = 4000
"""Lines of one form; a real one has at most about 400."""

_HEADS = (
    "项目名称|单位名称|项目资金|部门名称|主管部门|项目类别|项目属性|项目类型|预算来源及资金规模|预算执行情况|基本支出总额|"
    "偏差大|目标未完成|改进措施|总分|自评得分"
)
_HEAD = re.compile(rf"^(?:{_HEADS})")
_FIGURE = re.compile(r"^[≥≤><》《]?[0-9]|^(?:完成|及时|无|不)|[0-9%次个人场]$")
_VALUE = re.compile(r"^[≥≤><》《]?[0-9]")
_LONGEST_NAME = 60
_SHORT = 12
"""Characters of a target in words (有效提升) beside which the actual value stands in other words."""
_MONEY = ("年度财政", "年度资金", "部门整体支出")
WIDEST = 110
"""Columns of the widest line that a margin may have cut (a Han character takes two)."""


def flattened_rows(lines: Sequence[TextLine]) -> Iterator[Row]:
    """The rows that the lines of a flattened form make: the words of a cell that ran over several lines are one cell,
    and an indicator ends where its target and its actual value stand side by side."""
    state = _State()
    for line in _unwrapped(lines[:MOST_LINES]):
        cells = _cells(line.text)
        first = label(cells[0])
        header = is_header(cells)
        state.money = (state.money or first.startswith(("预算执行", "项目资金"))) and not header
        if header or _HEAD.match(first) or is_goal_label(cells[0]):
            if state.goal:
                yield Row(state.goal_line, ("".join(state.goal),))
            if header:
                texts = [label(cell) for cell in cells]
                state.figures = sum(text.startswith(("分值", "权重", "得分")) for text in texts)
            state.waiting, state.goal = [], []
            bare = len(cells) == 1 or label(cells[1]).startswith("预期目标")
            state.goal_line = line.line if bare and not header and is_goal_label(cells[0]) else 0
            yield Row(line.line, tuple(cells))
        elif state.goal_line:
            state.goal.append(line.text)
        elif state.money and any(percentage(cell) is not None for cell in cells):
            # 年度财政 / 资金总额 / 6.36 6.36 100%: the label stood on the lines before.
            name = "" if _has_words(cells[0]) else "年度财政资金总额"
            yield Row(line.line, (name, *cells))
            state.waiting = []
        else:
            row, state.waiting = _indicator(line, cells, state)
            if row is not None:
                yield row


@dataclass(slots=True)
class _State:
    """The words of a cell begun, the goal's words, whether the money rows are being read, and how many figures
    (分值, 得分) follow an actual value."""

    waiting: list[str] = field(default_factory=list)
    goal: list[str] = field(default_factory=list)
    goal_line: int = 0
    money: bool = False
    figures: int = 0


def _unwrapped(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines as they were before a margin cut them: a line that reaches it goes on with the next, unless that one
    opens a row. Lines of no common width stay as they are."""
    widths = [_width(line.text) for line in lines]
    full = max(widths, default=0)
    if full > WIDEST or sum(width >= full - 3 for width in widths) < 3:
        return list(lines)
    out: list[TextLine] = []
    reaches = False
    for line, width in zip(lines, widths, strict=True):
        if reaches and not _opens(line.text) and (len(line.text) <= 4 or not _is_complete(out[-1].text)):
            text = out[-1].text
            out[-1] = TextLine(out[-1].line, f"{text}{_between(text, line.text)}{line.text}")
        else:
            out.append(line)
        reaches = width >= full - 3
    return out


def _width(text: str) -> int:
    return len(text) + sum(1 for c in text if c > "\u2e7f")


def _opens(text: str) -> bool:
    first = label(text.split()[0])
    if _HEAD.match(first) or first.startswith(_MONEY):
        return True
    return bool(level1_name(first) or level2_name(first) or is_goal_label(first))


def _is_complete(text: str) -> bool:
    cells = _cells(text)
    return len(cells) >= 3 and _are_values(cells[-2:])


def _are_values(pair: list[str]) -> bool:
    return pair[0] == pair[1] or all(_FIGURE.search(label(value)) for value in pair)


def _between(before: str, after: str) -> str:
    """A blank where the margin stood between two values (≥91% / 100%), none where it stood inside a word."""
    ended = before[-1] in "%‰" or not (before[-1].isdigit() or after[0].isdigit())
    return " " if ended and (after[0].isdigit() or after[0] in "≥≤><") else ""


def _cells(text: str) -> list[str]:
    return re.split(r"\s{2,}", text) if "  " in text else text.split()


def _has_words(cell: str) -> bool:
    return not any(c.isdigit() for c in cell)


def _indicator(line: TextLine, cells: list[str], state: _State) -> tuple[Row | None, list[str]]:
    """An indicator's row where the line brings its last cells; else the words to go on with."""
    if len(cells) > 1 and is_side(cells[0]) and not level1_name(cells[0]):
        cells = cells[1:]
    named, words = _levels(state.waiting)
    levels, cells = _levels(cells)
    if levels:
        named, words = [*named, *levels], []
    waiting = [*named, *words]
    if len(cells) == 1 and len(words) >= 2 and _VALUE.match(cells[0]) and _VALUE.match(words[-1]):
        cells, words = [words[-1], cells[0]], words[:-1]
    values = _values(cells, state.figures)
    if values is None and levels and len(cells) == 3 + state.figures and max(map(len, cells[1:3])) <= _SHORT:
        values = 1
    if values is None:
        return None, [*waiting, *cells]
    name = "".join((*words, *cells[:values]))
    if not name or len(name) > _LONGEST_NAME:
        return None, []
    return Row(line.line, ("", *named, name, *cells[values:])), []


def _levels(cells: list[str]) -> tuple[list[str], list[str]]:
    """The first and second level that cells begin with, and the cells after them."""
    at = 0
    for name_of in (level1_name, level2_name):
        if at < len(cells) and name_of(cells[at]):
            at += 1
    return cells[:at], cells[at:]


def _values(cells: list[str], figures: int) -> int | None:
    """Where the target and the actual value begin, before the figures (分值, 得分) and perhaps a remark; None where
    the cells hold no such pair."""
    for remark in (0, 1) if figures else (0,):
        at = len(cells) - 2 - figures - remark
        tail = cells[at + 2 : at + 2 + figures]
        if (
            at >= 0
            and _are_values(cells[at : at + 2])
            and all(plain_number(cell) is not None for cell in tail)
        ):
            return at
    return None
