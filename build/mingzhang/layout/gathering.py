"""The document's lines gathered into tables: a title, its captions, its rows, and the lines among and after them."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from ..model import Document, Grid, Passage, Row
from .cells import compact, is_rule
from .gathered_tables import Regions
from .glued_cells import part_glued_cells
from .joining import is_page_number
from .loose_rows import SENTENCE_END, align_rows, pages_of, spaced_row, take_cell, take_single
from .parts import Opening, opens_part
from .titles import (
    is_caption,
    is_note,
    is_year,
    looks_like_title,
    title_kind,
    unit_in,
)
from .walk import MOST_NOTES, Walk

MAX_FRAGMENT = 14
"""Characters of the longest line taken for the rest of a cell, torn off by a page break."""


def find_tables(
    document: Document, parts: Sequence[Opening] = (), skipped: AbstractSet[int] = frozenset()
) -> Regions:
    """Gather the document's tables. Captions may stand before or after their table, titles in lines or in cells;
    lines that pages repeat (`skipped`) part no table.

    No table goes on over the beginning of another part.
    """
    walk = Walk(Regions(), document.plain)
    coming = deque(parts)
    for block in document.blocks:
        while coming and block.line >= coming[0].heading.line:
            walk.open_part(coming.popleft().number)
        if isinstance(block, Grid):
            for row in block.rows:
                _take_row(walk, row)
        elif block.line not in skipped:
            _take_line(walk, Passage(block.text, (block.line,)))
    walk.close()
    pages: list[int] = []
    for table in walk.found.tables:
        part_glued_cells(table)
        if table.spaced:
            pages = pages or pages_of(document.lines)
            align_rows(table, document, pages)
    return walk.found


def _take_row(walk: Walk, row: Row) -> None:
    text = "".join(row.cells)
    if not text:
        return
    if is_rule(text):
        walk.rule(len(row.cells))
        return
    filled = [cell for cell in row.cells if cell]
    if filled[0][0] == "第" and opens_part(
        " ".join(filled)
    ):  # the heading of a part that a converter took for a row
        walk.open_part(walk.part)
        return
    if "表" in text and _opens_titles(walk, row.line, filled):
        return
    if is_caption(filled[0]) and all(is_caption(cell) or is_year(cell) for cell in filled):
        for cell in filled:
            walk.caption(cell)
        return
    if "**" in text:
        row = Row(row.line, tuple(cell.replace("**", "") for cell in row.cells))
        text = text.replace("**", "")
    walk.add(row, text)


def _opens_titles(walk: Walk, line: int, filled: Sequence[str]) -> bool:
    """Open the table that a row of a title, captions, a page number and a year names; False for other rows."""
    titles = [cell for cell in filled if cell[-1] in "表）)" and looks_like_title(cell)]
    others = [cell for cell in filled if cell not in titles]
    if not titles or not all(is_caption(cell) or _is_number(cell) or is_year(cell) for cell in others):
        return False
    unit = next((unit for cell in others if (unit := unit_in(cell))), None)
    walk.open_title(title_kind(titles[0]), line, titles[0], unit)
    return True


def _is_number(cell: str) -> bool:
    return cell.isdigit() and len(cell) < 4


def _take_line(walk: Walk, line: Passage) -> None:
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
    row = spaced_row(walk, line)
    if row is not None:
        again = walk.repeats_head(row)
        if not again:
            walk.add(row)
        if walk.current is not None:
            walk.current.spaced.append(line)
            walk.current.taken.add(line.line)
            walk.current.again |= {line.line} if again else set()
        return
    if take_single(walk, line):
        table = walk.pending or walk.current or walk.last
        if table is not None:
            table.taken.add(line.line)
        return
    if take_cell(walk, line):
        return
    if is_note(text):
        _note(walk, line)
        walk.close()
        return
    if is_page_number(text, page_ends=True):
        return
    if walk.current is not None and not text.endswith(SENTENCE_END) and len(compact(text)) <= MAX_FRAGMENT:
        walk.current.fragments.append(line)
        return
    _note(walk, line)
    walk.close()


def _whole_title(before: Passage | None, line: Passage) -> Passage:
    """A title with the line before it, where only both together name a statement (…收入支出决算 / 总表)."""
    if title_kind(line.text) is not None or before is None or not 0 < line.line - before.line <= 2:
        return line
    joined = before.text + line.text
    if len(joined) <= 60 and not before.text.endswith(SENTENCE_END) and title_kind(joined) is not None:
        return Passage(joined, (before.line,))
    return line


def _note(walk: Walk, line: Passage) -> None:
    table = walk.pending or walk.last
    if table is not None and len(table.notes) < MOST_NOTES:
        table.notes.append(line)
