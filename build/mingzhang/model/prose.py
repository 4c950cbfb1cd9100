"""Prose made easy to match: brackets and digits of one width, no blanks, and the way back to the printed text.

`compact` keeps blanks only between two digits (they may split a number) and between Latin words. Every offset of the
compact text leads back to the passage, so that quotes stand as printed and every figure knows its line.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import msgspec

from .place import Place
from .sections import Passage

QUOTE = 120
"""Characters of the longest quote, but for one long clause."""
LONGEST = 200_000
"""Characters of a passage that are read at once; the longest real paragraph has about 2,000."""
MOST_PIECES = 10
"""Pieces of a longer passage that are read; the reading notes say so of what is left."""
MOST_MARKS = 10_000
"""Numbers, brackets and reasons of one passage after which no further piece is begun; real paragraphs have at most 200."""
WINDOW = 300
"""Characters before a figure in which its sentence is looked for."""

_SAME_WIDTH = str.maketrans("０１２３４５６７８９．％;－﹣【】", "0123456789.%；--[]")
_WIDE = re.compile("[０-９．％;－﹣【】]")
_BLANKS = re.compile(r"\s+")
_SENTENCE_ENDS = "。；;！？\n"
_CLAUSE_ENDS = "。；;！？，：:\n"
_CLAUSE_MARK = f"[{_CLAUSE_ENDS},](?:(?<!,)|(?<![0-9],)|(?![0-9]))"
"""A comma between two digits (2,850.00) ends no clause."""
_CLAUSE_END = re.compile(_CLAUSE_MARK)
_MARK = re.compile(r"[0-9]++|[(（]|原因")


class Prose(msgspec.Struct, frozen=True, gc=False):
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

    def place(self, offset: int) -> Place:
        """Where the character at `offset` of the compact text stands in the source."""
        return self.passage.place_at(self.printed(offset))

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


def proses(passage: Passage) -> Iterator[Prose]:
    """The passage as compact prose; one too long to be read at once in pieces."""
    if len(passage.text) <= LONGEST:
        yield compact(passage)
        return
    at = 0
    for stop in piece_ends(passage.text):
        first, last = bisect_right(passage.starts, at) - 1, bisect_left(passage.starts, stop)
        starts = tuple(max(0, start - at) for start in passage.starts[first:last])
        yield compact(Passage(passage.text[at:stop], passage.lines[first:last], starts))
        at = stop


def piece_ends(text: str) -> Iterator[int]:
    """Where the pieces end in which a long paragraph is read: after a sentence where one ends. What stands after the
    last is not read."""
    at = marks = 0
    for _ in range(MOST_PIECES):
        stop = min(at + LONGEST, len(text))
        if stop < len(text):
            stop = text.rfind("。", at + LONGEST // 2, stop) + 1 or stop
        yield stop
        marks += sum(1 for _ in _MARK.finditer(text, at, stop))
        if stop == len(text) or marks > MOST_MARKS:
            return
        at = stop


def compact(passage: Passage) -> Prose:
    """The passage as compact prose; of one longer than `LONGEST` its beginning."""
    text = _same_width(passage.text[:LONGEST])
    if text.split(maxsplit=1) == [text]:
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


def _same_width(text: str) -> str:
    text = text.replace("（", "(").replace("）", ")").replace("：", ":")
    return text.translate(_SAME_WIDTH) if _WIDE.search(text) else text


def _splits(before: str, after: str) -> bool:
    """Whether a blank stands between two digits or two Latin letters: it may mean something."""
    if not (before.isascii() and after.isascii()):
        return False
    return (before.isdigit() and after.isdigit()) or (before.isalpha() and after.isalpha())


def compact_text(text: str) -> str:
    """`text` (a heading, a cell) without its blanks, in one width."""
    if text.split(maxsplit=1) == [text]:
        return _same_width(text[:LONGEST])
    return compact(Passage(text, (1,))).text


_TO_SENTENCE_END, _TO_CLAUSE_END = (
    re.compile(f".*{mark}", re.DOTALL) for mark in (f"[{_SENTENCE_ENDS}]", _CLAUSE_MARK)
)
"""Up to the last mark of at most `WINDOW` characters."""


def sentence_start(text: str, offset: int) -> int:
    """Where the sentence of `offset` starts (after 。 or ；)."""
    return _after_last(_TO_SENTENCE_END, text, offset)


def clause_start(text: str, offset: int) -> int:
    """Where the clause of `offset` starts (after any of ，。；：)."""
    return _after_last(_TO_CLAUSE_END, text, offset)


def _after_last(marks: re.Pattern[str], text: str, offset: int) -> int:
    first = max(offset - WINDOW, 0)
    match = marks.match(text, first, offset)
    return match.end() if match else first
