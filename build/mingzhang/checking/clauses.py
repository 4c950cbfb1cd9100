"""The clauses of a disclosure: what stands between two marks, without blanks, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..model import Disclosure, Passage, Section

_MARK = re.compile("[，。；;！？!?：:\n“”]")
_LONGEST = 4_000
"""Characters of a paragraph or cell that are cut into clauses; the longest real one has about 2,000."""
_SHORTEST = 4


class Clause(NamedTuple):
    """`words` without blanks, of a section, at `offset` of a passage or in a cell of the row at `line`."""

    section: Section
    words: str
    passage: Passage | None
    offset: int
    row_line: int = 0

    @property
    def line(self) -> int:
        """The 1-based source line where the clause begins."""
        return self.passage.line_at(self.offset) if self.passage else self.row_line


def clauses_of(disclosure: Disclosure, parts: tuple[int, ...]) -> Iterator[Clause]:
    """The clauses of some of the six parts, paragraphs and cells alike, in printed order."""
    for section in disclosure.sections:
        if section.part not in parts:
            continue
        for block in section.blocks:
            if isinstance(block, Passage):
                yield from _cut(section, block.text[:_LONGEST], block, 0)
            else:
                for row in block.rows:
                    for cell in row.cells:
                        if len(cell) >= _SHORTEST:
                            yield from _cut(section, cell[:_LONGEST], None, row.line)


def _cut(section: Section, text: str, passage: Passage | None, line: int) -> Iterator[Clause]:
    start = 0
    for mark in (*_MARK.finditer(text), None):
        end = mark.start() if mark else len(text)
        if end - start >= _SHORTEST:
            piece = text[start:end]
            words = "".join(piece.split())
            if len(words) >= _SHORTEST:
                blank = len(piece) - len(piece.lstrip()) if piece[0].isspace() else 0
                yield Clause(section, words, passage, start + blank, line)
        start = mark.end() if mark else end
