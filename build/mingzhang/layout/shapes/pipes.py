"""Cells parted by pipes, as Markdown prints them: with a pipe at both ends of the line, or without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ...model import Row, TextLine
from .contract import MAX_CELLS, MOST_LINES, Found
from .glued import unglued

NAME = "pipes"
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_RULE = re.compile(r"[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{1,}:?[ \t]*)+\|?[ \t]*")  # --- | :---: | ---
_BLANK = re.compile(r"[^|\s][ \t]*\|[ \t]*\|[ \t]*[^|\s]")
"""A blank cell between two that are filled."""
_HEAD = 4
"""Lines that a statement's head takes."""
_OF_STATEMENTS = ("科目编码", "科目代码", "栏次", "行次", "预算数", "决算数", "功能分类", "经济分类")
"""Words of their heads."""
_HAN = re.compile("[\u4e00-\u9fff]")
_ESCAPED = "\\|"


def opens(line: str) -> bool:
    """Whether a line has pipes."""
    return "|" in line


def read(lines: Sequence[str], at: int) -> Found | None:
    """The run of lines with pipes from `lines[at]` on: each between outer pipes, or parted by as many inner ones. A
    blank first cell looks like an outer pipe where other lines of the run have none."""
    if lines[at].count("|") < 2 and not _is_ruled(lines, at) and not _heads_statement(lines[at : at + _HEAD]):
        return None  # said at once: the lines below are not looked through for each of them
    end = at
    while end < min(at + MOST_LINES, len(lines)) and "|" in lines[end]:
        end += 1
    if (packed := _packed(lines, at, end)) is not None:
        return packed
    inner = next((n for n in range(at, end) if not lines[n].lstrip().startswith("|")), end)
    if inner > at and not _is_inner(lines, at, inner, end):
        return _outer(lines, at, inner)
    return _inner(lines, at, end)


def _packed(lines: Sequence[str], at: int, end: int) -> Found | None:
    """A statement whose blank cells a converter left out, so that its rows differ in length and no cell tells its column:
    its lines are words parted by blanks, which are read by sums. None for every other table."""
    if not _heads_statement(lines[at : min(at + _HEAD, end)]):
        return None
    rows = [
        (n + 1, [cell for piece in lines[n].split("|", MAX_CELLS) if (cell := piece.strip())])
        for n in range(at, end)
        if not _RULE.fullmatch(lines[n].strip().strip("|"))
    ]
    widths = {_pipes(lines[line - 1]) for line, cells in rows if len(cells) > 1}
    if len(widths) < 2 or any(_BLANK.search(lines[n].strip()) for n in range(at, end)):
        return None
    columns = _listed_columns(rows)
    return Found([_of_packed(line, cells, columns) for line, cells in rows if cells], end)


def _heads_statement(lines: Sequence[str]) -> bool:
    """Whether lines hold a word of a statement's head."""
    head = "".join("".join(lines).split())
    return any(word in head for word in _OF_STATEMENTS)


def _is_ruled(lines: Sequence[str], at: int) -> bool:
    """Whether a rule stands right below a line, or one line further."""
    return any(_RULE.fullmatch(line) for line in lines[at + 1 : at + 3])


def _listed_columns(rows: Sequence[tuple[int, list[str]]]) -> int:
    """The figure columns of a list of the three-public expenses (项目, 行次, 预算数, 决算数), up to a second list beside it;
    0 where the run is none."""
    head = next((cells for _, cells in rows[:_HEAD] if cells and "".join(cells[0].split()) == "项目"), None)
    if head is None or not any("因公出国" in cells[0] and len(cells) > 2 for _, cells in rows if cells):
        return 0
    second = (at for at, cell in enumerate(head[1:], start=1) if "".join(cell.split()) == "项目")
    return next(second, len(head)) - 1


def _of_packed(line: int, cells: list[str], columns: int) -> Row | TextLine:
    """A row of such a run: of a list with all its figures as cells, else as words."""
    figures = sum(1 for _ in takewhile(lambda cell: not _HAN.search(cell), cells[1:]))
    if columns and (figures >= columns or _HAN.search("".join(cells[1:2]))):
        return Row(line, tuple(cells))
    return TextLine(line, " ".join("".join(cell.split()) for cell in cells))


def _is_inner(lines: Sequence[str], at: int, inner: int, end: int) -> bool:
    """Whether the lines before `lines[inner]`, which begins with no pipe, belong to the same table as it."""
    return inner < end and _pipes(lines[inner]) > 1 and _pipes(lines[at]) == _pipes(lines[inner])


def _outer(lines: Sequence[str], at: int, end: int) -> Found | None:
    rows: list[Row] = []
    for n in range(at, end):
        bare = lines[n].strip()
        if bare.count("|") < 2:
            end = n
            break
        inner = bare[1:-1] if bare.endswith("|") and not bare.endswith(_ESCAPED) else bare[1:]
        rows += _rows(inner, n + 1)
    return Found(list(rows), end) if rows else None


def _inner(lines: Sequence[str], at: int, end: int) -> Found | None:
    """The lines that have as many pipes as the first: two at least, or one and a rule below the first."""
    count = _pipes(lines[at])
    end = next((n for n in range(at, end) if _pipes(lines[n]) != count), end)
    if end - at < 2 or not (count >= 2 or _is_ruled(lines, at)):
        return None
    return Found([row for n in range(at, end) for row in _rows(lines[n], n + 1)], end)


def _pipes(line: str) -> int:
    return line.count("|") - line.count(_ESCAPED)


def _rows(text: str, line: int) -> Iterator[Row]:
    """The row of a line; rows that a converter glued into one, their cells broken by <br>, stand each by itself."""
    pieces = text.replace(_ESCAPED, "\x00").split("|", MAX_CELLS)
    cells = [piece.replace("\x00", "|").strip() for piece in pieces]
    if "<" in text and (glued := unglued([[p.strip() for p in _BREAK.split(cell)] for cell in cells])):
        yield from (Row(line, row) for row in glued)
    else:
        yield Row(line, tuple(_BREAK.sub(" ", cell).strip() if "<" in cell else cell for cell in cells))
