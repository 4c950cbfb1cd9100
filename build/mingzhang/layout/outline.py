"""The outline of a disclosure: every heading and what stands under it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from ..model import Grid, Passage, Place, Section
from .joining import TABLE_TITLE
from .ordinals import LIST_LEVEL, TITLE_WITH_NAME, UNNUMBERED, Ordinal, read_ordinal
from .paragraphs import paragraphs, split
from .parts import Opening
from .printed_line import Line, Wrap, wrap_of

COVER = "封面"
MIN_LINES = 40
"""A part of fewer lines is taken to be wrapped as the whole document is."""
DEEPEST = 8
"""Headings nest at most this deep."""
_PLAIN_PUNCTUATION = re.compile(r"[，。；、：:,;\d％%]")
_FLAT = (0, 5)
"""The cover and 名词解释 have no headings of their own below the part's: their ordinals number lines and terms."""
_RUN_IN = re.compile(
    r"^([（(] ?[一二三四五六七八九十]{1,3} ?[）)] ?[^，。；：,;:]{2,45}?(?:情况|情况说明|说明|结果|总体情况))[。.](?=.)"
)
_TITLE_WORDS = re.compile(r"(?:情况|说明|结果|目标|措施|原因|分析|得分|结论|职责|设置)$")
_BRACKETED = re.compile(r"[（(][^（）()]{0,100}[）)]$")
_SENTENCE = re.compile(r"[。；;]|[（(]类[）)]|[（(]款[）)]|[（(]项[）)]|\d ?万?元|[：:].")


@dataclass
class _Open:
    """A section being read."""

    part: int
    path: str
    title: Passage
    ordinal: Ordinal | None = None
    blocks: list[Passage | Grid] = field(default_factory=list)

    def closed(self) -> Section:
        begin = min([self.title.line, *(b.line for b in self.blocks[:1])])
        end = max([self.title.line_end, *(b.line_end for b in self.blocks)])
        return Section(self.part, self.path, self.title.text, tuple(self.blocks), Place(begin), end)


def read_outline(items: Sequence[Line | Grid], parts: Sequence[Opening]) -> tuple[Section, ...]:
    """All the sections of a document in order: the cover (part 0), the parts, and every heading below them.

    Every character of the items is in a heading or a block. `parts` are the openings of the parts among them.
    """
    reading = _Reading(wrap_of([item for item in items if isinstance(item, Line)]))
    places = {item.number if isinstance(item, Line) else item.line: at for at, item in enumerate(items)}
    starts = [places[opening.heading.line] for opening in parts]
    reading.read_cover(items[: starts[0]] if starts else items)
    for opening, (begin, end) in zip(parts, pairwise([*starts, len(items)]), strict=True):
        reading.read_part(opening, items[begin:end])
    return tuple(section.closed() for section in reading.sections)


class _Reading:
    """The state of reading: sections so far and the headings open above the current line."""

    def __init__(self, wrap: Wrap | None) -> None:
        self.wrap = wrap
        self.sections: list[_Open] = []
        self.open: list[_Open] = []
        self.copies: Counter[str] = Counter()
        self.begin = 0
        self.marked: set[int] = set()
        self.tables = 0

    def read_cover(self, items: Sequence[Line | Grid]) -> None:
        """What stands before the first part."""
        if items:
            first = items[0]
            start = first.number if isinstance(first, Line) else first.line
            self._start(_Open(0, "0", Passage(COVER, (start,))))
            self._read(items)

    def read_part(self, opening: Opening, items: Sequence[Line | Grid]) -> None:
        """A part; `items` begin with the lines of its heading, where it is printed."""
        self._start(_Open(opening.number, str(opening.number), opening.heading))
        self._read(items if opening.unprinted else items[len(opening.heading.lines) :])

    def _read(self, items: Sequence[Line | Grid]) -> None:
        lines = [item for item in items if isinstance(item, Line)]
        wrap = wrap_of(lines) if len(lines) >= MIN_LINES else self.wrap
        self.begin, self.tables = len(self.sections) - 1, 0
        self.marked = {line.number for line in lines if line.heading}
        blocks = list(paragraphs(items, wrap))
        for block, following in zip_longest(blocks, blocks[1:]):
            if isinstance(block, Passage) and isinstance(following, Passage):
                self._add_passage(block, following)
            else:
                self._add(block)
        self._settle()

    def _add_passage(self, block: Passage, following: Passage) -> None:
        """A short line before a heading numbered one is that heading's own title: 自评结论, 佐证材料."""
        below = read_ordinal(following.text) if following.text[0] in "一（(" else None
        opens = below is not None and below.number == 1 and below.style in ("一", "(一)")
        if opens and below and _is_plain_title(block, self.open[0].part) and _is_heading(following, below):
            self._place_unnumbered(block)
        else:
            self._add(block)

    def _place_unnumbered(self, heading: Passage) -> None:
        elder = next((o.ordinal.number for o in self.open if o.ordinal and o.ordinal.style == UNNUMBERED), 0)
        self._place(heading, Ordinal(UNNUMBERED, elder + 1, chr(ord("a") + elder % 26), 0))

    def _start(self, section: _Open) -> None:
        path = section.path
        self.copies[path] += 1
        if self.copies[path] > 1:
            section.path = f"{path}~{self.copies[path]}"
        self.sections.append(section)
        if section.path.count(".") == 0:
            self.open = [section]
        else:
            self.open.append(section)

    def _add(self, block: Passage | Grid) -> None:
        here = self.open[-1]
        if isinstance(block, Grid):
            self._add_grid(block)
            return
        ordinal, marked = read_ordinal(block.text), block.line in self.marked
        if here.part == 2 and TABLE_TITLE.match(block.text):
            self._place_statement(block, ordinal)
        elif here.part in _FLAT or not (ordinal or marked):
            here.blocks.append(block)
        elif ordinal and (marked or _is_heading(block, ordinal)):
            self._place(block, ordinal)
        elif marked and len(block.text) <= 60:
            self._place_unnumbered(block)
        elif ordinal and (run_in := _RUN_IN.match(block.text)):
            head, rest = split(block, run_in.end())
            self._place(head, ordinal)
            self.open[-1].blocks.append(rest)
        else:
            here.blocks.append(block)

    def _add_grid(self, grid: Grid) -> None:
        """A grid of 决算表 whose first row is a statement's title opens that statement's section and stays whole."""
        title = next((cell for cell in grid.rows[0].cells if cell), "").replace(" ", "")
        titled = self.open[-1].title.text.endswith(title) and not self.open[-1].blocks
        if self.open[0].part == 2 and TABLE_TITLE.match(title) and not titled:
            self._place_statement(Passage(title, (grid.line,)), read_ordinal(title))
        self.open[-1].blocks.append(grid)

    def _place_statement(self, heading: Passage, ordinal: Ordinal | None) -> None:
        """A statement's title; one without an ordinal is numbered as it comes."""
        self.tables += 1
        self._place(heading, ordinal or Ordinal("一", 0, str(self.tables), 0))

    def _place(self, heading: Passage, ordinal: Ordinal) -> None:
        """Open the section of a heading under the right parent: after its elder sibling, else by the style's level."""
        parent = self._parent(ordinal)
        self.open = self.open[: parent + 1]
        above = self.open[-1]
        path = f"{above.path}.{ordinal.token}"
        self._start(_Open(above.part, path, heading, ordinal))

    def _parent(self, ordinal: Ordinal) -> int:
        """The index in `self.open` of the heading that a heading with this ordinal stands under."""
        for i in range(len(self.open) - 1, 0, -1):
            other = self.open[i].ordinal
            if other and other.style == ordinal.style and other.number + 1 == ordinal.number:
                return i - 1
        for i in range(len(self.open) - 1, 0, -1):
            other = self.open[i].ordinal
            if other and other.style == ordinal.style and 1 < ordinal.number - other.number <= 3:
                return i - 1
        here = self.open[-1].ordinal
        nested = ordinal.number == 1 and here is not None and here.style == ordinal.style
        if nested and not self.open[-1].blocks and len(self.open) < DEEPEST:
            return len(self.open) - 1
        for i in range(1, len(self.open)):
            other = self.open[i].ordinal
            if other and other.level >= ordinal.level:
                return i - 1
        return len(self.open) - 1

    def _settle(self) -> None:
        """A heading 1. or （1） with nothing under it was a list item: it becomes a paragraph of the section above."""
        kept = self.sections[: self.begin]
        read = self.sections[self.begin :]
        for section, following in zip_longest(read, read[1:]):
            deeper = following is not None and following.path.startswith(section.path + ".")
            item = section.ordinal is not None and section.ordinal.level >= LIST_LEVEL
            if kept and item and not section.blocks and not deeper:
                kept[-1].blocks.append(section.title)
                self.copies[section.path] -= 1
            else:
                kept.append(section)
        self.sections = kept


def _is_plain_title(block: Passage, part: int) -> bool:
    text = block.text
    if (
        part not in (3, 4, 6)
        or len(block.lines) > 1
        or not 2 <= len(text) <= 20
        or text[0] in "（("
        or read_ordinal(text)
    ):
        return False
    return not _PLAIN_PUNCTUATION.search(text.rstrip("：:"))


def _is_heading(block: Passage, ordinal: Ordinal) -> bool:
    text = block.text
    title = text[ordinal.end :].strip()
    named = title[-1:] == "表" or _TITLE_WORDS.search(title[-6:])
    if not title or len(title) > (TITLE_WITH_NAME if named else 60):
        return False
    if text.endswith("。"):
        bare = _BRACKETED.sub("", title[:-1])
        return bool(_TITLE_WORDS.search(bare)) and not _SENTENCE.search(title[:-1]) and "，" not in bare
    if title[-1] in "，、；;：:,":
        return False
    return not _SENTENCE.search(title)
