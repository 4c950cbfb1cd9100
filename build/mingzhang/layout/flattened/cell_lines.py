"""Forms of which every cell stands on a line of its own, blank cells on blank lines: their rows, by counting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import gcd

from ...model import Passage, Row
from ..form_words import label
from ..levels import level1_name, level2_name

_OPENS_ROW = re.compile(
    r"^(?:项目名称|单位名称|主管部门|项目资金|项目类[别型]|项目属性|预算来源|预算执行情况|基本支出总额|年度总体目标|(?:年度)?绩效指标$|"
    r"偏差大|改进措施|总分)"
)
_LEAST_ROWS = 4
_NARROWEST, _WIDEST = 5, 12


def rows_of_cells(lines: Sequence[Passage]) -> list[Row] | None:
    """The rows of a form whose lines are its cells, one on every line or on every second (docx2txt); None where the
    labels that open rows and the second levels of indicators do not all stand in a column of their own."""
    first = lines[0].line
    for step in (2, 1):
        if any((line.line - first) % step for line in lines):
            continue
        cells = {(line.line - first) // step: line for line in lines}
        width = _width(cells)
        if width:
            return [
                Row(
                    first + start * step,
                    tuple(cells[at].text if at in cells else "" for at in range(start, start + width)),
                )
                for start in range(0, max(cells) + 1, width)
            ]
    return None


def _width(cells: dict[int, Passage]) -> int:
    """How many cells a row has; 0 where labels do not tell or do not agree."""
    labels = {at: label(cell.text) for at, cell in cells.items() if len(cell.text) < 40}
    opening = [at for at, text in labels.items() if _OPENS_ROW.match(text)]
    width = gcd(*opening)
    if len(opening) < _LEAST_ROWS or not _NARROWEST <= width <= _WIDEST:
        return 0
    head = next((at for at, text in labels.items() if text == "二级指标"), None)
    if head is None:
        return 0
    below = [
        at
        for at, text in labels.items()
        if at > head and text.endswith("指标") and level2_name(text) and not level1_name(text)
    ]
    return width if below and all((at - head) % width == 0 for at in below) else 0
