"""The outline of a disclosure: every heading and what stands under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..model import Block, Document, Grid, Passage, Section, TextLine
from .ordinals import PART, Ordinal, read_ordinal
from .paragraphs import paragraphs, split
from .parts import contents_lines, heading_lines, part_number
from .prose import (
    TABLE_TITLE,
    Line,
    display_width,
    is_debris,
    is_page_number,
    paragraph_width,
    tidy,
    whole,
)

COVER = "封面"
_FLAT = (0, 5)
"""The cover and 名词解释 have no headings of their own below the part's: their ordinals number lines and terms."""
_RUN_IN = re.compile(
    r"^([（(] ?[一二三四五六七八九十]{1,3} ?[）)] ?[^，。；：,;:]{2,45}?(?:情况|情况说明|说明|结果|总体情况))[。.](?=.)"
)
_TITLE_WORDS = re.compile(r"(?:情况|说明|结果|目标|措施|原因|分析|得分|结论|职责|设置)$")
_BRACKETED = re.compile(r"[（(][^（）()]{0,40}[）)]$")
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
        return Section(self.part, self.path, self.title.text, tuple(self.blocks), begin, end)


def read_sections(document: Document) -> tuple[Section, ...]:
    """All the sections of a document in order: the cover (part 0), the parts, and every heading below them.

    Lines of the contents list, page numbers, table rules and image places are left out; every other character is in
    a heading or a block.
    """
    outline = _Outline()
    for items in _parts(document):
        outline.read_part(items)
    return tuple(section.closed() for section in outline.sections)


def _printed(document: Document) -> list[Line | Grid]:
    """Lines and grids in order, without contents list, page numbers, rules and image places."""
    every = [(b.line, b.text) for b in document.blocks if isinstance(b, TextLine)]
    every += [(r.line, "\t".join(r.cells)) for b in document.blocks if isinstance(b, Grid) for r in b.rows]
    skipped = contents_lines(sorted(every))
    items: list[Line | Grid] = []
    last = 0
    for block in document.blocks:
        kept = _keep(block, skipped, last)
        last = block.line_end if isinstance(block, Grid) else block.line
        if kept is not None:
            items.append(kept)
    return items


def _keep(block: Block, skipped: frozenset[int], last: int) -> Line | Grid | None:
    if isinstance(block, Grid):
        rows = tuple(row for row in block.rows if row.line not in skipped)
        return Grid(rows) if rows else None
    gap = block.line - last - 1
    if block.line in skipped or is_debris(block.text) or is_page_number(block, gap):
        return None
    text = tidy(block.text)
    if not text:
        return None
    return Line(block.line, text, display_width(block.text), gap, block.text.startswith("#"))


def _parts(document: Document) -> Iterator[list[Line | Grid]]:
    """The items of the cover, then of each part, the part's heading first."""
    items = _printed(document)
    starts = [i for i, item in enumerate(items) if isinstance(item, Line) and _opens_part(item)]
    for begin, end in zip([0, *starts], [*starts, len(items)], strict=True):
        yield items[begin:end]


def _opens_part(line: Line) -> bool:
    return bool(PART.match(line.text)) and len(line.text) <= 60 and not line.text.endswith(("。", "；"))


class _Outline:
    """The state of reading: sections so far and the headings open above the current line."""

    def __init__(self) -> None:
        self.sections: list[_Open] = []
        self.open: list[_Open] = []
        self.paths: set[str] = set()

    def read_part(self, items: Sequence[Line | Grid]) -> None:
        if not items:
            return
        first = items[0]
        begin = 0
        if isinstance(first, Line) and _opens_part(first):
            lines = [item for item in items[:5] if isinstance(item, Line)]
            begin = heading_lines(lines, 0)
            begin = next((i for i, item in enumerate(items[:begin]) if isinstance(item, Grid)), begin)
            self._open_part(whole([item for item in items[:begin] if isinstance(item, Line)]))
        else:
            start = first.number if isinstance(first, Line) else first.line
            self._start(_Open(0, "0", Passage(COVER, (start,))))
        rest = items[begin:]
        full = paragraph_width([item for item in rest if isinstance(item, Line)])
        for block in paragraphs(rest, full):
            self._add(block)
        self._settle()

    def _open_part(self, heading: Passage) -> None:
        number = part_number(heading.text) or (self.sections[-1].part if self.sections else 1) or 1
        self._start(_Open(number, str(number), heading))

    def _start(self, section: _Open) -> None:
        path, copy = section.path, 2
        while section.path in self.paths:
            section.path = f"{path}~{copy}"
            copy += 1
        self.paths.add(section.path)
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
        part = here.part
        ordinal = read_ordinal(block.text)
        if part == 2 and TABLE_TITLE.match(block.text):
            self._place(block, ordinal or Ordinal("一", 0, str(self._tables() + 1), 0))
        elif part not in _FLAT and ordinal and _is_heading(block, ordinal):
            self._place(block, ordinal)
        elif part not in _FLAT and ordinal and (run_in := _RUN_IN.match(block.text)):
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
            heading = Passage(title, (grid.line,))
            self._place(heading, read_ordinal(title) or Ordinal("一", 0, str(self._tables() + 1), 0))
        self.open[-1].blocks.append(grid)

    def _tables(self) -> int:
        return sum(
            1 for s in self.sections if s.path.startswith(self.open[0].path + ".") and s.path.count(".") == 1
        )

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
        if ordinal.number == 1 and here and here.style == ordinal.style and not self.open[-1].blocks:
            return len(self.open) - 1
        for i in range(1, len(self.open)):
            other = self.open[i].ordinal
            if other and other.level >= ordinal.level:
                return i - 1
        return len(self.open) - 1

    def _settle(self) -> None:
        """A heading 1. or （1） with nothing under it was a list item: it becomes a paragraph of the section above."""
        kept: list[_Open] = []
        for i, section in enumerate(self.sections):
            deeper = i + 1 < len(self.sections) and self.sections[i + 1].path.startswith(section.path + ".")
            if kept and section.ordinal and section.ordinal.level >= 3 and not section.blocks and not deeper:
                kept[-1].blocks.append(section.title)
                self.paths.discard(section.path)
                continue
            kept.append(section)
        self.sections = kept


def _is_heading(block: Passage, ordinal: Ordinal) -> bool:
    text = block.text
    title = text[ordinal.end :].strip()
    if not title or len(title) > 60:
        return False
    if text.endswith("。"):
        return (
            bool(_TITLE_WORDS.search(title[:-1])) and not _SENTENCE.search(title[:-1]) and "，" not in title
        )
    if title[-1] in "，、；;：:,":
        return False
    return not _SENTENCE.search(title)
