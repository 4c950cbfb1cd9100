"""Tables whose columns a rule shows: pandoc's simple and multi-line tables, reStructuredText's simple tables.

------ ------ --------        ==================== ======
项目   行次   金额            科目编码             金额
------ ------ --------        ==================== ======
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Row, TextLine
from .columns import cut, joined
from .contract import MOST_LINES, Found

NAME = "ruled"
_COLUMNS = re.compile(r" *(?:-{2,}|={2,})(?: +(?:-{2,}|={2,}))+ *")
_WHOLE = re.compile(r" *-{8,} *")
_RUN = re.compile(r"-+|=+")
MOST_HEAD = 12
"""Lines of a head above the rule that shows the columns."""


def opens(line: str) -> bool:
    """Whether a line is a rule of more than one column, or one over the whole width."""
    return line.lstrip(" ")[:2] in ("--", "==") and bool(_COLUMNS.fullmatch(line) or _WHOLE.fullmatch(line))


def read(lines: Sequence[str], at: int) -> Found | None:
    """The table between the first rule and the last: blank lines part its rows where any stands between the rules."""
    if not any(_COLUMNS.fullmatch(line) for line in lines[at : at + MOST_HEAD]):
        return None
    rules = _rules(lines, at)
    shown = next((n for n in rules if _COLUMNS.fullmatch(lines[n])), None)
    if shown is None or len(rules) < 2 or shown > at + MOST_HEAD:
        return None
    starts = [0, *(run.start() for run in list(_RUN.finditer(lines[shown]))[1:])]
    end = rules[-1]
    many = any(not lines[n].strip() for n in range(shown + 1, end))
    content: list[Row | TextLine] = []
    group: list[tuple[int, list[str]]] = []
    for n in range(at, end + 1):
        if n in rules or not lines[n].strip():
            content += _rows(group, many)
            group = []
        else:
            group.append((n + 1, cut(lines[n], starts)))
    return Found(content, end + 1)


def _rules(lines: Sequence[str], at: int) -> list[int]:
    """The rules of the table that begins at `lines[at]`: up to a line of words after a blank one that follows a rule."""
    found: list[int] = []
    blank = False
    opened_whole = _WHOLE.fullmatch(lines[at]) is not None
    for n in range(at, min(at + MOST_LINES, len(lines))):
        line = lines[n]
        if opens(line):
            found.append(n)
            if n > at and opened_whole and _WHOLE.fullmatch(line):
                break  # a multi-line table ends with the rule it began with
            blank = False
        elif not line.strip():
            if found and found[-1] == n - 1 and len(found) > 1 and not opened_whole:
                break
            blank = True
        elif blank and not opened_whole and not line.startswith("  "):
            break
    return found


def _rows(group: Sequence[tuple[int, list[str]]], many: bool) -> list[Row]:
    """The rows of the lines between two rules or blank lines: one where cells wrap, else one a line; a line whose first
    cell is blank goes on with the one before where no figure stands on it."""
    if not group:
        return []
    if many:
        cells = zip(*(cells for _, cells in group), strict=True)
        return [Row(group[0][0], tuple(joined(pieces) for pieces in cells))]
    return [Row(line, tuple(cells)) for line, cells in group]
