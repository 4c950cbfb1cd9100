"""Cells told by where they stand on the printed line: a Han character covers two columns, another one."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

MAX_LINE = 4000
"""Columns of a line that are looked at."""


def width(char: str) -> int:
    """The columns that a character covers."""
    return 1 if char.isascii() else 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def cut(line: str, starts: Sequence[int]) -> list[str]:
    """The texts of a line between the printed columns `starts`, blanks stripped; words are never cut in two: one that
    begins before a border belongs to the cell before it."""
    cells = [""] * len(starts)
    at = column = 0
    for char in line[:MAX_LINE]:
        while at + 1 < len(starts) and column >= starts[at + 1]:
            at += 1
        cells[at] += char
        column += width(char)
    return [cell.strip() for cell in cells]


def joined(pieces: Sequence[str]) -> str:
    """The pieces of a cell that was wrapped over lines: a blank stands between two only where Latin words meet."""
    text = ""
    for piece in pieces:
        if (
            text
            and piece
            and text[-1].isascii()
            and text[-1].isalpha()
            and piece[0].isascii()
            and piece[0].isalpha()
        ):
            text += " "
        text += piece
    return text
