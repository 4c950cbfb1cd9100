"""Forms whose table was lost in extraction: every cell's printed lines stand as lines, cells parted by blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model import Row, TextLine
from .cells import label, percentage
from .indicators import is_header
from .levels import is_goal_label, level1_name, level2_name

MOST_LINES = 4000
"""Lines of one form; a real one has at most about 400."""

_HEADS = (
    "项目名称|单位名称|部门名称|主管部门|项目类别|项目属性|项目类型|预算来源及资金规模|预算执行情况|基本支出总额|"
    "偏差大|目标未完成|改进措施|总分|自评得分"
)
_HEAD = re.compile(rf"^(?:{_HEADS})")
_FIGURE = re.compile(r"^[≥≤><》《]?[0-9]|^(?:完成|及时|无|不)|[0-9%次个人场]$")
_LONGEST_NAME = 60


def flattened_rows(lines: Sequence[TextLine]) -> Iterator[Row]:
    """The rows that the lines of a flattened form make: the words of a cell that ran over several lines are one cell,
    and an indicator ends where its target and its actual value stand side by side."""
    waiting: list[str] = []
    money = False
    for line in lines[:MOST_LINES]:
        cells = _cells(line.text)
        first = label(cells[0])
        money = (money or first.startswith("预算执行")) and not is_header(cells)
        if _HEAD.match(first) or is_header(cells) or is_goal_label(cells[0]):
            waiting = []
            yield Row(line.line, tuple(cells))
        elif money and percentage(cells[-1]) is not None:
            # 年度财政 / 资金总额 / 6.36 6.36 100%: the label stood on the lines before.
            name = "" if _has_words(cells[0]) else "年度财政资金总额"
            yield Row(line.line, (name, *cells))
            waiting = []
        else:
            row, waiting = _indicator(line, cells, waiting)
            if row is not None:
                yield row


def _cells(text: str) -> list[str]:
    return re.split(r"\s{2,}", text) if "  " in text else text.split()


def _has_words(cell: str) -> bool:
    return not any(c.isdigit() for c in cell)


def _indicator(line: TextLine, cells: list[str], waiting: list[str]) -> tuple[Row | None, list[str]]:
    """An indicator's row where the line brings its last cells; else the words to go on with."""
    levels: list[str] = []
    while cells and (level1_name(cells[0]) or level2_name(cells[0])):
        levels.append(cells[0])
        cells = cells[1:]
    if levels:
        waiting = [*[word for word in waiting if level1_name(word) or level2_name(word)], *levels]
    named = [word for word in waiting if level1_name(word) or level2_name(word)]
    words = [word for word in waiting if word not in named]
    values = cells[-2:]
    if len(cells) >= 2 and (values[0] == values[1] or all(_FIGURE.search(label(v)) for v in values)):
        name = "".join((*words, *cells[:-2]))
        if name and len(name) <= _LONGEST_NAME:
            return Row(line.line, ("", *named, name, *values)), []
        return None, []
    return None, [*waiting, *cells]
