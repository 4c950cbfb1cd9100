"""The clauses of a disclosure: what stands between two marks, without blanks, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from ..model import Passage, Section

_MARK = re.compile("[，。；;！？!?：:\n“”]|,(?![0-9])")
_LONGEST = 4_000
"""Characters of a paragraph or cell that are cut into clauses; the longest real one has about 2,000."""
_SHORTEST = 4


class Clause(msgspec.Struct, frozen=True, gc=False):
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


def clauses_of(sections: Iterable[Section]) -> Iterator[Clause]:
    """The clauses of some sections, paragraphs and cells alike, in printed order."""
    cut: dict[str, list[tuple[int, str]]] = {}  # forms say much the same in many cells
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Passage):
                for offset, words in _cut(block.text[:_LONGEST]):
                    yield Clause(section, words, block, offset)
                continue
            for row in block.rows:
                for cell in row.cells:
                    pieces = cut.get(cell)
                    if pieces is None:
                        pieces = cut[cell] = _cut(cell[:_LONGEST]) if len(cell) >= _SHORTEST else []
                    for offset, words in pieces:
                        yield Clause(section, words, None, offset, row.line)


def _cut(text: str) -> list[tuple[int, str]]:
    """The clauses of a text without blanks, each with the offset where it begins."""
    found, start = [], 0
    unbroken = text.split(maxsplit=1) == [text]
    for piece in _MARK.split(text):
        if unbroken and len(piece) >= _SHORTEST:
            found.append((start, piece))
        elif len(piece) >= _SHORTEST:
            words = "".join(piece.split())
            if len(words) >= _SHORTEST:
                blank = len(piece) - len(piece.lstrip()) if piece[0].isspace() else 0
                found.append((start + blank, words))
        start += len(piece) + 1  # a mark is one character
    return found
