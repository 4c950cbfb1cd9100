"""The document's lines gathered into tables: a title, its captions, its rows, and the lines among and after them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..amounts import parse_amount
from ..model import Document, Grid, Passage, Row
from .cells import compact, has_han, is_header_row, is_numbering, is_rule, part_amounts
from .joining import is_page_number
from .parts import opens_part
from .shapes.aligned import align
from .shapes.single_blanks import SingleRow, canonical_head, goes_on, is_head, may_go_on, single_row
from .tables import Regions, Table
from .titles import (
    is_caption,
    is_note,
    is_year,
    looks_like_title,
    title_kind,
    title_text,
    unit_in,
)

__all__ = ["Regions", "Table", "find_tables"]

MAX_FRAGMENT = 14
"""Characters of the longest line taken for the rest of a cell, torn off by a page break."""
NEAR = 30
"""Lines after a row within which its table may go on."""
MOST_NOTES = 8
"""Lines kept of those under a table."""
MAX_SPACED_CELLS = 40
MAX_SPACED_LINE = 4000
LONGEST_SPACED = 40
"""Characters of the longest cell of a row whose cells are parted by blanks."""
MAX_SPACED = 2000
"""Lines of one table that are put into columns by where their cells stand."""
_GAP = re.compile(r" {2,}")
_SENTENCE_END = ("。", "；", "：", ":", ";", "，")


@dataclass(slots=True)
class _Walk:
    found: Regions
    plain: Sequence[str] = ()
    part: int = 0
    pending: Table | None = None
    current: Table | None = None
    last: Table | None = None
    unit: str | None = None
    header: bool = True
    before: Passage | None = None
    waiting: Passage | None = None

    def open_part(self, part: int) -> None:
        """Begin a part: no table goes on in the next one."""
        self.close()
        self.pending = self.last = None
        self.part = part

    def open_title(self, kind: int | None, line: int, text: str, unit: str | None = None) -> None:
        self.close()
        table = Table(kind, title_text(text), line, unit, part=self.part)
        self.pending = table
        self.unit, table.unit = None, unit or self.unit
        if kind is None:
            self.found.unknown.append(Passage(title_text(text), (line,)))
        else:
            self.found.named.append(table)

    def caption(self, text: str) -> None:
        unit = unit_in(text)
        if unit is None:
            return
        target = self.pending or self.current or self.last
        if target is not None and target.unit is None:
            target.unit = unit
        else:
            self.unit = unit

    def close(self) -> None:
        waiting, self.waiting = self.waiting, None
        if waiting is not None and self.current is not None:
            _flush(self, self.current, waiting)
        self.current = None
        self.header = True

    def indented(self, line: int) -> bool:
        """Whether a line begins with blanks."""
        return self.plain[line - 1 : line] != () and self.plain[line - 1].startswith("  ")

    @property
    def idle(self) -> bool:
        """Whether prose is read: no table is titled or open, and the last one has all its notes."""
        if self.pending or self.current or self.waiting:
            return False
        return self.last is None or (len(self.last.notes) >= MOST_NOTES and not self.last.single)

    def start(self, follows: Table | None = None) -> Table:
        table = self.pending or Table(unit=self.unit, part=self.part, follows=follows)
        if self.pending is None:
            self.unit = None
        self.pending = None
        self.current = self.last = table
        self.found.tables.append(table)
        self.header = True
        return table

    def add(self, row: Row) -> None:
        if " " in "".join(row.cells):
            cells = part_amounts(row.cells)
            merged, row = cells != row.cells, Row(row.line, cells)
        else:
            merged = False
        header = is_header_row(row.cells)
        if header and not self.header and sum(1 for cell in row.cells if cell) == 1:
            header = False  # a lone word among rows is the rest of a name (…预算 / 财政拨款)
        table = self.current
        if table is None:
            table = self.start(follows=None if self.pending else self.last)
        elif header and not self.header:
            table = self.start(follows=table)
        self.header = header
        (table.heads if header else table.rows).append(row)
        if merged:
            table.parted.add(row.line)


def find_tables(document: Document, parts: Sequence[tuple[int, int]] = ()) -> Regions:
    """Gather the document's tables. Captions may stand before or after their table, titles in lines or in cells.

    `parts` are the first line and the number of each part: no table goes on over the beginning of another part.
    """
    walk = _Walk(Regions(), document.plain)
    coming = iter((*parts, (1 << 60, 0)))
    following = next(coming)
    for block in document.blocks:
        while block.line >= following[0]:
            walk.open_part(following[1])
            following = next(coming)
        if isinstance(block, Grid):
            for row in block.rows:
                _take_row(walk, row)
        else:
            _take_line(walk, Passage(block.text, (block.line,)))
    walk.close()
    pages: list[int] = []
    for table in walk.found.tables:
        if table.spaced:
            pages = pages or _pages(document.lines)
            _align(table, document, pages)
    return walk.found


def _align(table: Table, document: Document, pages: Sequence[int]) -> None:
    """Put the cells of lines whose tabs became blanks into columns; `loose` where that cannot be done."""
    lines = [
        (line.line, pages[line.line - 1], document.plain[line.line - 1].replace("\u3000", "  "))
        for line in table.spaced[:MAX_SPACED]
    ]
    aligned = align(lines, {row.line for row in table.heads})
    if aligned is None:
        table.loose = len({len(row.cells) for row in table.rows}) > 1
        return
    laid = {line for line, _, _ in lines}
    table.heads = sorted(
        [*aligned[0], *(row for row in table.heads if row.line not in laid)], key=lambda row: row.line
    )
    table.rows = sorted(
        [*aligned[1], *(row for row in table.rows if row.line not in laid)], key=lambda row: row.line
    )


def _pages(lines: Sequence[str]) -> list[int]:
    """The page on which each line stands, as form feeds part them."""
    pages: list[int] = []
    for line in lines:
        pages.append((pages[-1] if pages else 0) + line.startswith("\f"))
    return pages


def _take_row(walk: _Walk, row: Row) -> None:
    text = "".join(row.cells)
    if not text or is_rule(text):
        return
    filled = [cell for cell in row.cells if cell]
    titles = (
        [cell for cell in filled if cell[-1] in "表）)" and looks_like_title(cell)] if "表" in text else []
    )
    others = [cell for cell in filled if cell not in titles] if titles else filled
    if titles and all(
        is_caption(cell) or (cell.isdigit() and len(cell) < 4) or is_year(cell) for cell in others
    ):
        unit = next((unit for cell in others if (unit := unit_in(cell))), None)
        walk.open_title(title_kind(titles[0]), row.line, titles[0], unit)
        return
    if is_caption(filled[0]) and all(is_caption(cell) or is_year(cell) for cell in filled):
        for cell in filled:
            walk.caption(cell)
        return
    if "**" in text:
        row = Row(row.line, tuple(cell.replace("**", "") for cell in row.cells))
    walk.add(row)


def _take_line(walk: _Walk, line: Passage) -> None:
    before, walk.before = walk.before, line
    text = line.text
    if opens_part(text):  # also an entry of the contents list
        walk.open_part(walk.part)
        return
    if looks_like_title(text):
        whole = _whole_title(before, line)
        walk.open_title(title_kind(whole.text), whole.line, whole.text, unit_in(text))
        return
    if is_caption(text):
        walk.caption(text)
        return
    if walk.idle:
        return
    row = _spaced_row(walk, line)
    if row is not None:
        walk.add(row)
        if walk.current is not None:
            walk.current.spaced.append(line)
            walk.current.taken.add(line.line)
        return
    if _take_single(walk, line):
        table = walk.pending or walk.current or walk.last
        if table is not None:
            table.taken.add(line.line)
        return
    if is_note(text):
        _note(walk, line)
        walk.close()
        return
    if is_page_number(text, page_ends=True):
        return
    if walk.current is not None and not text.endswith(_SENTENCE_END) and len(compact(text)) <= MAX_FRAGMENT:
        walk.current.fragments.append(line)
        return
    _note(walk, line)
    walk.close()


def _take_single(walk: _Walk, line: Passage) -> bool:
    """Take in a row whose cells are parted by single blanks, or a header among such rows; False for other lines."""
    table = walk.pending or walk.current
    if table is None and walk.last is not None and walk.last.single:
        if line.line - (walk.last.line_end or 0) > NEAR:
            return False
        table = walk.last
    if (
        table is None
        or table.kind is None
        or (table.rows and not table.single)
        or is_page_number(line.text, page_ends=True)
    ):
        return False
    waiting, walk.waiting = walk.waiting, None
    joins = waiting is not None and goes_on(table.kind, waiting.text, line.text)
    text = f"{waiting.text} {line.text}" if waiting and joins else line.text
    found = single_row(table.kind, line.line, text)
    if (found is not None and found.may_go_on) or (found is None and may_go_on(table.kind, text)):
        if waiting is not None and not joins:
            _flush(walk, table, waiting)
        walk.waiting = Passage(text, (line.line,))
        return True
    if waiting is not None and (found is None or not joins):
        _flush(walk, table, waiting)
        found = single_row(table.kind, line.line, line.text)
    if found is not None:
        return _add_single(walk, table, found)
    if may_go_on(table.kind, line.text):
        walk.waiting = line
        return True
    return table.single and is_head(line.text)


def _flush(walk: _Walk, table: Table, waiting: Passage) -> None:
    """Take in lines that were waiting for more, where they are a row by themselves."""
    found = single_row(table.kind or 0, waiting.line, waiting.text)
    if found is not None:
        _add_single(walk, table, found)


def _add_single(walk: _Walk, table: Table, found: SingleRow) -> bool:
    if None is not table.gap != found.gap:
        return False
    if walk.current is None and walk.pending is None:
        walk.current = table
    walk.add(found.row)
    table.single, table.gap = True, found.gap
    table.heads = table.heads or canonical_head(table.kind or 0, table.line_start)
    table.loose = table.loose or found.partial
    return True


def _whole_title(before: Passage | None, line: Passage) -> Passage:
    """A title with the line before it, where only both together name a statement (…收入支出决算 / 总表)."""
    if title_kind(line.text) is not None or before is None or not 0 < line.line - before.line <= 2:
        return line
    joined = before.text + line.text
    if len(joined) <= 60 and not before.text.endswith(_SENTENCE_END) and title_kind(joined) is not None:
        return Passage(joined, (before.line,))
    return line


def _note(walk: _Walk, line: Passage) -> None:
    table = walk.pending or walk.last
    if table is not None and len(table.notes) < MOST_NOTES:
        table.notes.append(line)


def _spaced_row(walk: _Walk, line: Passage) -> Row | None:
    """A table line whose tabs became blanks, where a table is open or its title was just read."""
    if (walk.pending is None and walk.current is None) or len(line.text) > MAX_SPACED_LINE:
        return None
    open_table = walk.current is not None and bool(walk.current.spaced)
    if "  " not in line.text and not open_table:
        return None
    cells = tuple(cell.strip() for cell in _GAP.split(line.text))
    if len(cells) > MAX_SPACED_CELLS or max(map(len, cells)) > LONGEST_SPACED:
        return None
    words = [cell for cell in cells if has_han(cell)]
    figures = [cell for cell in cells if not has_han(cell) and parse_amount(cell) is not None]
    if len(cells) > 1 and (
        is_header_row(cells) or is_numbering(cells) or (figures and (words or len(figures) > 1))
    ):
        return Row(line.line, cells)
    if not open_table or figures or not words or is_note(line.text) or line.text.endswith(_SENTENCE_END):
        return None
    # names without figures among the rows: of both sides, or the rest of one that is wrapped
    return Row(line.line, cells) if len(cells) > 1 or walk.indented(line.line) else None
