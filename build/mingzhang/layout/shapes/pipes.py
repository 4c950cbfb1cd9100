"""Cells parted by pipes, as Markdown prints them: with a pipe at both ends of the line, or without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model import Row
from .contract import MAX_CELLS, MOST_LINES, Found
from .glued import unglued

NAME = "pipes"
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_RULE = re.compile(r"[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{1,}:?[ \t]*)+\|?[ \t]*")  # --- | :---: | ---
_ESCAPED = "\\|"


def opens(line: str) -> bool:
    """Whether a line has pipes."""
    return "|" in line


def read(lines: Sequence[str], at: int) -> Found | None:
    """The lines with outer pipes from `lines[at]` on, or a run of lines parted by as many inner pipes each."""
    first = lines[at].strip()
    if first.startswith("|"):
        return _outer(lines, at) if first.count("|") > 1 else None
    return _inner(lines, at)


def _outer(lines: Sequence[str], at: int) -> Found:
    end = at
    rows: list[Row] = []
    while end < min(at + MOST_LINES, len(lines)):
        bare = lines[end].strip()
        if not (bare.startswith("|") and bare.count("|") > 1):
            break
        inner = bare[1:-1] if bare.endswith("|") and not bare.endswith(_ESCAPED) else bare[1:]
        rows += _rows(inner, end + 1)
        end += 1
    return Found(list(rows), end)


def _inner(lines: Sequence[str], at: int) -> Found | None:
    """A run of lines with as many pipes, two at least, or one and a rule below the first."""
    count = _pipes(lines[at])
    if count == 1 and not any(_RULE.fullmatch(line) for line in lines[at + 1 : at + 3]):
        return None
    end = at + 1
    ruled = False
    while end < min(at + MOST_LINES, len(lines)) and _pipes(lines[end]) == count:
        ruled = ruled or (end <= at + 2 and _RULE.fullmatch(lines[end]) is not None)
        end += 1
    if end - at < 2 or not (ruled or count >= 2):
        return None
    return Found([row for n in range(at, end) for row in _rows(lines[n], n + 1)], end)


def _pipes(line: str) -> int:
    return 0 if line.lstrip().startswith("|") else line.count("|") - line.count(_ESCAPED)


def _rows(text: str, line: int) -> Iterator[Row]:
    """The row of a line; rows that a converter glued into one, their cells broken by <br>, stand each by itself."""
    pieces = text.replace(_ESCAPED, "\x00").split("|", MAX_CELLS)
    cells = [piece.replace("\x00", "|").strip() for piece in pieces]
    if "<" in text and (glued := unglued([[p.strip() for p in _BREAK.split(cell)] for cell in cells])):
        yield from (Row(line, row) for row in glued)
    else:
        yield Row(line, tuple(_BREAK.sub(" ", cell).strip() if "<" in cell else cell for cell in cells))
