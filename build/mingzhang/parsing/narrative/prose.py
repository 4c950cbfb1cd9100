"""Prose made easy to match: brackets and digits of one width, no blanks, and the way back to the printed text.

`compact` keeps blanks only between two digits (they may split a number) and between Latin words. Every offset of the
compact text leads back to the passage, so that quotes stand as printed and every figure knows its line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from ...model import Passage

QUOTE = 120
"""Characters of the longest quote, but for one long clause."""
LONGEST = 200_000
"""Characters of a passage that are read; the longest real paragraph has about 2,000."""
WINDOW = 300
"""Characters before a figure in which its sentence is looked for."""

_SAME_WIDTH = str.maketrans("０１２３４５６７８９．％;－﹣【】", "0123456789.%；--[]")
_WIDE = re.compile("[０-９．％;－﹣【】]")
_BLANKS = re.compile(r"\s+")
_SENTENCE_ENDS = "。；;！？\n"
_CLAUSE_ENDS = "。；;！？，,：:\n"
_CLAUSE_END = re.compile(f"[{_CLAUSE_ENDS}]")


@dataclass(frozen=True, slots=True)
class Prose:
    """A passage and its compact text. `cuts` are the compact offsets before which blanks were dropped, `lost` how
    many characters were dropped up to there."""

    text: str
    passage: Passage
    cuts: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()

    def printed(self, offset: int) -> int:
        """The offset in the passage of the character at `offset` of the compact text."""
        found = bisect_right(self.cuts, offset) - 1
        return offset + self.lost[found] if found >= 0 else offset

    def line(self, offset: int) -> int:
        """The source line of the character at `offset` of the compact text."""
        return self.passage.line_at(self.printed(offset))

    def slice(self, start: int, end: int) -> str:
        """What the passage prints between two offsets of the compact text."""
        if end <= start:
            return ""
        return self.passage.text[self.printed(start) : self.printed(end - 1) + 1].strip()

    def words(self, found: str, start: int = 0, end: int | None = None) -> str:
        """`found`, words of the compact text from `start` on, as the passage prints them."""
        at = self.text.find(found, start, len(self.text) if end is None else end)
        return self.slice(at, at + len(found)) if at >= 0 else found

    def quote(self, start: int, end: int) -> str:
        """The printed words around a figure: from the start of its sentence to the end of its clause."""
        mark = _CLAUSE_END.search(self.text, end, end + QUOTE)
        stop = mark.start() if mark else min(end + QUOTE, len(self.text))
        first = sentence_start(self.text, start)
        if stop - first > QUOTE:
            first = self._nearer(start, stop)
        return self.slice(first, stop)

    def _nearer(self, start: int, stop: int) -> int:
        """The first clause boundary from which the quote is short enough, or else the clause's own start."""
        mark = _CLAUSE_END.search(self.text, max(stop - QUOTE, 0), start)
        return mark.end() if mark else max(clause_start(self.text, start), stop - QUOTE, 0)


def compact(passage: Passage) -> Prose:
    """The passage as compact prose."""
    text = passage.text[:LONGEST].replace("（", "(").replace("）", ")").replace("：", ":")
    if _WIDE.search(text):
        text = text.translate(_SAME_WIDTH)
    if " " not in text and not _BLANKS.search(text):
        return Prose(text, passage)
    pieces: list[str] = []
    cuts: list[int] = []
    lost: list[int] = []
    at = length = dropped = 0
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        pieces.append(text[at:start])
        length += start - at
        kept = " " if _splits(text[start - 1 : start], text[end : end + 1]) else ""
        pieces.append(kept)
        length += len(kept)
        dropped += end - start - len(kept)
        cuts.append(length)
        lost.append(dropped)
        at = end
    pieces.append(text[at:])
    return Prose("".join(pieces), passage, tuple(cuts), tuple(lost))


def _splits(before: str, after: str) -> bool:
    """Whether a blank stands between two digits or two Latin letters: it may mean something."""
    if not (before.isascii() and after.isascii()):
        return False
    return (before.isdigit() and after.isdigit()) or (before.isalpha() and after.isalpha())


def compact_text(text: str) -> str:
    """`text` (a heading, a cell) without its blanks, in one width."""
    return compact(Passage(text, (1,))).text


def sentence_start(text: str, offset: int) -> int:
    """Where the sentence of `offset` starts (after 。 or ；)."""
    return _after_last(_SENTENCE_ENDS, text, offset)


def clause_start(text: str, offset: int) -> int:
    """Where the clause of `offset` starts (after any of ，。；：)."""
    return _after_last(_CLAUSE_ENDS, text, offset)


def _after_last(marks: str, text: str, offset: int) -> int:
    first = max(offset - WINDOW, 0)
    for mark in marks:
        first = max(first, text.rfind(mark, first, offset) + 1)
    return first
