"""What a way of printing tables owes: the seam where a new table shape is added (see docs/extending.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from ...model import Row, TextLine

MAX_CELLS = 256
"""Cells kept of one table line; a real table has at most about 20."""
MOST_LINES = 5000
"""Lines that one table may take."""


class Found(NamedTuple):
    """A table found in lines: its rows, with words around them as lines, in order; and the index after its last line."""

    content: list[Row | TextLine]
    end: int


class TableShape(Protocol):
    """A way of printing a table. Places are 1-based lines: row `n` of `lines[i]` stands on line `i + 1`."""

    NAME: str

    def opens(self, line: str) -> bool:
        """Whether a table of this shape may begin with `line`; quick, for it is asked of every line."""

    def read(self, lines: Sequence[str], at: int) -> Found | None:
        """The table that begins at `lines[at]`; None where it is none after all. Linear in what it takes."""
