"""AsciiDoc's tables: between two lines `|===`, each cell behind a pipe, a row on one line or many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from ...model import Row, TextLine
from .contract import MAX_CELLS, MOST_LINES, Found

NAME = "asciidoc"
_FENCE = re.compile(r"[|!,:]={3,}\s*")
_COLS = re.compile(r"cols\s*=\s*\"?([^\"\]]*)")
_TIMES = re.compile(r"\s*([0-9]{1,2})\*")
# 2+| spans two columns, .2+| two rows; letters before the pipe say the style
_CELL = re.compile(r"(?:(?P<span>[0-9]{1,2})?(?:\.(?P<rows>[0-9]{1,3}))?\+)?[<^>.]{0,3}[adehlmsv]?(?<!\\)\|")


def opens(line: str) -> bool:
    """Whether a line is the fence of a table."""
    return line.startswith("|===") and _FENCE.fullmatch(line) is not None


def read(lines: Sequence[str], at: int) -> Found | None:
    """The table between two fences; its columns are those its attributes say, else the cells of its first line."""
    end = next((n for n in range(at + 1, min(at + MOST_LINES, len(lines))) if opens(lines[n])), None)
    if end is None:
        return None
    cells: list[tuple[int, str]] = []
    first = 0
    for n in range(at + 1, end):
        before = len(cells)
        _take(lines[n], n + 1, cells)
        first = first or len(cells) - before
    columns = min(_columns(lines[at - 1]) if at else 0 or first, MAX_CELLS) or first
    if not columns:
        return None
    rows: list[Row | TextLine] = [
        Row(cells[i][0], tuple(text.strip() for _, text in cells[i : i + columns]))
        for i in range(0, len(cells), columns)
    ]
    return Found(rows, end + 1)


def _take(line: str, number: int, cells: list[tuple[int, str]]) -> None:
    """Add the cells of a line; what stands before its first pipe goes on with the cell before."""
    marks = list(_CELL.finditer(line))
    lead = line[: marks[0].start()] if marks else line
    if lead.strip() and cells:
        cells[-1] = (cells[-1][0], f"{cells[-1][1].strip()} {lead.strip()}".strip())
    for mark, following in zip_longest(marks, marks[1:]):
        text = line[mark.end() : following.start() if following else len(line)]
        cells.append((number, text.replace("\\|", "|")))
        cells.extend((number, "") for _ in range(int(mark["span"] or 1) - 1))


def _columns(attributes: str) -> int:
    """The columns that `[cols="1,2,3"]` or `[cols="6*"]` says; 0 where it says none."""
    found = _COLS.search(attributes)
    if not found:
        return 0
    times = [_TIMES.match(part) for part in found[1].split(",")]
    return sum(int(many[1]) if many else 1 for many in times)
