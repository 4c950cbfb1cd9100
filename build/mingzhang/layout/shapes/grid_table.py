"""Tables drawn with lines: pandoc's and reStructuredText's grid tables, box drawing, the tables of database shells.

+--------+------+        ┌────────┬──────┐
| 项目   | 金额 |        │ 项目   │ 金额 │
+========+======+        ├────────┼──────┤
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Row, TextLine
from .columns import joined, width
from .contract import MAX_CELLS, MOST_LINES, Found

NAME = "grid"
_BARS = "|│┃║┆┊"
_CORNERS = "+┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╭╮╰╯╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫"
_RULE = re.compile(rf"[{_CORNERS}{_BARS}][-=─━═:{_CORNERS}]{{2,}}")
_RULED = re.compile(rf"[-=─━═:{_CORNERS}]{{3,}}")
_BAR = re.compile(rf"[{_BARS}]")
_WHOLE = re.compile(r"-?[0-9][0-9,]*\.[0-9]{2}")


def opens(line: str) -> bool:
    """Whether a line is the upper rule of a drawn table, or a line of one whose rule is lost."""
    bare = line.lstrip()
    return bare[:1] != "" and ((bare[0] in _CORNERS and _RULE.match(bare) is not None) or bare[0] in "│┃║")


def read(lines: Sequence[str], at: int) -> Found | None:
    """The table from its upper rule on: rules part its rows, or where they stand only about the head, lines do."""
    end = at
    while end < min(at + MOST_LINES, len(lines)) and _belongs(lines[end]):
        end += 1
    content = [n for n in range(at, end) if not _is_rule(lines[n])]
    if not content:
        return None
    starts = _starts(lines, at, end)
    groups: list[list[tuple[int, list[str]]]] = [[]]
    for n in range(at, end):
        if _is_rule(lines[n]):
            groups.append([])
        else:
            groups[-1].append((n + 1, _cells(lines[n], starts)))
    rows: list[Row | TextLine] = []
    unruled = len(groups) == 1  # all rules are lost: a line is a row
    for group in filter(None, groups):
        rows += [Row(line, tuple(cells)) for line, cells in group] if unruled else _rows(group)
    return Found(rows, end)


def _belongs(line: str) -> bool:
    bare = line.strip()
    return bare != "" and (bare[0] in _BARS or _is_rule(line))


def _is_rule(line: str) -> bool:
    bare = line.strip()
    return (
        bare[:1] != ""
        and bare[0] in _CORNERS + _BARS
        and _RULED.search(bare) is not None
        and not re.search(r"\w", bare)
    )


def _starts(lines: Sequence[str], at: int, end: int) -> list[int]:
    """The printed columns at which cells begin: after each corner or bar of the line that has most."""
    best: list[int] = []
    for n in range(at, min(end, at + 200)):
        marks = _CORNERS if _is_rule(lines[n]) else _BARS
        column, found = 0, []
        for char in lines[n]:
            if char in marks or char in _BARS:
                found.append(column)
            column += _drawn(char)
        if len(found) > len(best):
            best = found
    return best


def _drawn(char: str) -> int:
    """The columns of a character in a drawn table: lines are drawn in narrow characters."""
    return 1 if char in _CORNERS or char in _BARS or char in "─━═" else width(char)


def _cells(line: str, starts: Sequence[int]) -> list[str]:
    """The cells of a line, each in the column its left bar opens; a cell over several columns stands in its first."""
    cells = [""] * max(1, len(starts) - 1)
    inner = line.strip()[1:]
    pieces = _BAR.split(inner[:-1] if inner[-1:] in _BARS else inner, MAX_CELLS)
    if len(pieces) == len(cells):
        return [piece.strip() for piece in pieces]
    column = next((i for i, c in enumerate(line) if c in _BARS), 0)
    for piece in pieces:
        at = min(range(len(cells)), key=lambda i: abs(starts[i] - column))
        cells[at] += piece.strip()
        column += 1 + sum(map(_drawn, piece))
    return cells


def _rows(group: Sequence[tuple[int, list[str]]]) -> list[Row]:
    """The rows between two rules: one whose cells wrap, or one a line where a column has a whole figure on two lines
    (rules stand only about the head)."""
    columns = list(zip(*(cells for _, cells in group), strict=True))
    lines_are_rows = any(sum(1 for cell in column if _WHOLE.fullmatch(cell)) > 1 for column in columns)
    if len(group) > 1 and not lines_are_rows:
        return [Row(group[0][0], tuple(joined(column) for column in columns))]
    return [Row(line, tuple(cells)) for line, cells in group]
