"""Tables that extraction flattened into lines: one cell's wrapped lines after another, row by row.

What is left of such a table is its header (序号 重要事项 工作内容及目标 完成情况), a running number before each row, and
the width each column was wrapped at: within a cell every line but the last is full. Cells are cut where that holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from ..model import Passage
from .joining import display_width, whole
from .ordinals import read_ordinal
from .printed_line import Line

_HEADER = re.compile(
    r"^(?:序 ?号|号)? ?(?:重要事项|重点工作|重点事项|工作事项|工作任务|项目名称|事项).*(?:完成情况|落实情况|实际完成)"
)
HEADER_OPENINGS = frozenset("序号重工项事")
"""What a header begins with."""
_NUMBER = re.compile(r"^(\d{1,3})(?: +(?=\D)|$)")
_SLACK = 4
LONGEST_TABLE = 3000
"""A flattened table takes at most this many lines."""
MAX_ROW_LINES = 120
"""A row of more lines than this is no row of a table any more; it is left as it stands."""


def flattened_table(lines: Sequence[Line]) -> tuple[list[Passage], int]:
    """The cells of a flattened table that opens at `lines[0]`, and how many lines it takes; ([], 0) where none does.

    The header is one passage; then each row gives its number and its cells, a passage each.
    """
    header = opens_table(lines)
    if not header:
        return [], 0
    columns = _columns(lines[header - 1].text)
    rows, end = _rows(lines, header)
    if not rows:
        return [], 0
    passages = [_in_cell(_titled(lines[:header]), 0, 0)]
    for row, (number, cells) in enumerate(rows, start=1):
        passages.append(_in_cell(number, row, 0))
        passages.extend(
            _in_cell(whole(cell), row, column)
            for column, cell in enumerate(cut_cells(cells, columns), start=1)
        )
    return passages, end


def _in_cell(passage: Passage, row: int, column: int) -> Passage:
    return msgspec.structs.replace(passage, cell=(row, column))


def is_header(text: str) -> bool:
    """Whether a line reads as the header of a table of key tasks."""
    if text[0] not in HEADER_OPENINGS or len(text) > 40:
        return False
    return (" " in text or text[0] == "序") and bool(_HEADER.match(text))


def _titled(lines: Sequence[Line]) -> Passage:
    """The header's lines as one: 序号 stands apart from the columns after it."""
    before = "".join(line.text for line in lines[:-1])
    numbers = tuple(line.number for line in lines)
    starts = tuple(min(i, len(before)) for i in range(len(lines) - 1)) + (
        (len(before) + 1,) if before else (0,)
    )
    return Passage(f"{before} {lines[-1].text}".strip(), numbers, starts)


def opens_row(text: str, number: int) -> bool:
    """Whether a line opens row `number` of a flattened table: the number alone, or with the first cell after it."""
    match = _NUMBER.match(text)
    return match is not None and int(match.group(1)) == number


def opens_table(lines: Sequence[Line]) -> int:
    """How many lines the header at `lines[0]` takes, 0 where there is none.

    序号 may stand alone before the header, or be cut into two lines.
    """
    if lines[0].text[0] not in HEADER_OPENINGS:
        return 0
    for count in (1, 2, 3):
        if len(lines) < count:
            return 0
        before = "".join(line.text for line in lines[: count - 1])
        if count > 1 and before not in ("序", "序号"):
            return 0
        if is_header(lines[count - 1].text):
            return count
    return 0


def _columns(header: str) -> int:
    """Columns beside the number: 重要事项, 工作内容及目标 and 完成情况 where the words stand apart."""
    words = [word for word in header.split() if word not in ("序号", "序", "号")]
    return max(2, min(6, len(words))) if len(words) > 1 else 3


def _rows(lines: Sequence[Line], begin: int) -> tuple[list[tuple[Passage, list[Line]]], int]:
    """Each row's number and the lines of its cells, and the index after the last line."""
    rows: list[tuple[Passage, list[Line]]] = []
    end = begin
    for line in lines[begin:]:
        match = _NUMBER.match(line.text)
        if match and int(match.group(1)) == len(rows) + 1:
            rows.append((Passage(match.group(1), (line.number,)), []))
            rest = line.text[match.end() :]
            if rest:
                rows[-1][1].append(Line(line.number, rest, line.width - match.end(), line.gap))
        elif not rows or _leaves(line) or len(rows[-1][1]) >= MAX_ROW_LINES:
            break
        else:
            rows[-1][1].append(line)
        end += 1
    return rows, end


def _leaves(line: Line) -> bool:
    ordinal = read_ordinal(line.text)
    return line.heading or (ordinal is not None and ordinal.style in ("一", "(一)"))


def cut_cells(lines: Sequence[Line], columns: int) -> list[Sequence[Line]]:
    """The lines of a row cut into `columns` cells so that within each cell every line but the last is full.

    A line that ends a sentence may be short anywhere; a cell does not begin without a blank line where the row has
    any, nor in the middle of a numbered list.
    """
    if len(lines) < columns:
        lines = _apart(lines, columns)
    count = len(lines)
    if count <= columns:
        return [lines[i : i + 1] for i in range(count)]
    gaps = any(line.gap for line in lines[1:])
    # best[k][i]: the least cost of cutting lines[:i] into k cells, and where the last of them begins
    best: list[list[tuple[int, int]]] = [[(0, 0)] + [(10**9, 0)] * count]
    costs = _cell_costs(lines, gaps)
    for _ in range(columns):
        row = [(10**9, 0)] * (count + 1)
        for end in range(1, count + 1):
            for begin in range(end):
                cost = best[-1][begin][0] + costs[begin][end]
                if cost < row[end][0]:
                    row[end] = (cost, begin)
        best.append(row)
    cells: list[Sequence[Line]] = []
    end = count
    for k in range(columns, 0, -1):
        begin = best[k][end][1]
        cells.append(lines[begin:end])
        end = begin
    return cells[::-1]


def _apart(lines: Sequence[Line], columns: int) -> Sequence[Line]:
    """Cells that stood on one printed line apart, where as many come of it as there are columns."""
    pieces = [
        Line(line.number, text, display_width(text), line.gap if at == 0 else 0)
        for line in lines
        for at, text in enumerate(line.text.split(" "))
        if text
    ]
    return pieces if len(pieces) == columns else lines


def _cell_costs(lines: Sequence[Line], gaps: bool) -> list[list[int]]:
    """For every begin and end: how far the inner lines of `lines[begin:end]` are from full, and how unlikely it is
    that a cell ends there."""
    count = len(lines)
    costs = [[0] * (count + 1) for _ in range(count)]
    boundaries = [_boundary_cost(before, after, gaps) for before, after in pairwise(lines)]
    for begin in range(count):
        width = lack = 0
        inner: list[int] = []
        for end in range(begin + 1, count + 1):
            line = lines[end - 1]
            if line.width > width:
                width = line.width
                lack = sum(max(0, width - w - _SLACK) for w in inner)
            costs[begin][end] = lack + 3 * (end - begin > 1 and _stands_alone(lines[end - 2], line))
            if end < count:
                costs[begin][end] += boundaries[end - 1] + 5 * _runs_on(line, lines[end], width)
            if line.text[-1] not in "。；;":
                inner.append(line.width)
                lack += max(0, width - line.width - _SLACK)
    return costs


def _stands_alone(before: Line, last: Line) -> bool:
    """Whether a cell's last line is a word or two after a whole sentence (… 及时到位。/ 完成): a cell of its own."""
    return before.text[-1] == "。" and len(last.text) <= 4 and last.text[-1] not in "。；;，,、"


def _boundary_cost(before: Line, after: Line, gaps: bool) -> int:
    """How unlikely it is that a cell ends between two lines, whatever its width."""
    cost = 20 if gaps and after.gap == 0 else 0
    ordinal = read_ordinal(after.text)
    if ordinal is not None and ordinal.number > 1:
        cost += 20
    if before.text[-1] in "，、（(“":
        cost += 20
    return cost


def _runs_on(before: Line, after: Line, width: int) -> bool:
    """Whether a line that is full in a cell `width` columns wide goes on with a line no wider."""
    full = before.width >= width - _SLACK + 1 and width >= 6
    return full and after.width <= width + _SLACK - 1 and before.text[-1] not in "。；;"
