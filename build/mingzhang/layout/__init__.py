"""How these documents are laid out, read once: a `Document` in, a `DocumentTree` out.

Blocks (`shapes`: tables in any way of printing them) – furniture set aside – headings and joined paragraphs (`outline`)
– titled tables (`gathering`) – self-evaluation forms (`forms`). No later stage sees a raw block or line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ..model import Block, Document, Grid, Passage, Row, Section
from .contents import contents_entries
from .form_tables import find_forms
from .furniture import LeftOut, find_left_out, printed_items
from .gathering import find_tables
from .joined_files import JOINED, join_files, joined_id, joined_path
from .loose_rows import GAP
from .outline import read_outline
from .parts import part_number, part_openings
from .shapes import find_blocks
from .table_labels import read_labels
from .tree import DocumentTree

__all__ = ["JOINED", "DocumentTree", "join_files", "joined_id", "joined_path", "read_tree", "with_blocks"]

_CAPTION_OPENINGS = frozenset("部编单填公预决")
"""What a caption that names the department begins with: 部门：, 编制单位：, 填报单位：, 公开部门："""


def with_blocks(document: Document) -> Document:
    """The document with blocks: those of its carrier, else what the shapes find in its lines."""
    return document if document.blocks else replace(document, blocks=find_blocks(document.plain))


def read_tree(document: Document) -> DocumentTree:
    """Take a document apart, once for all later stages."""
    document = with_blocks(document)
    left_out = find_left_out(document)
    items = printed_items(document, left_out)
    files = [part.line for part in document.parts[1:]]
    parts = part_openings(items, files)
    tables = find_tables(document, parts, left_out.running_titles)
    taken = {line for table in tables.tables for line in table.taken}
    if taken:  # lines that turned out to be rows of tables are no paragraphs and no headings
        document = replace(document, blocks=tuple(_with_rows(document.blocks, taken)))
        left_out = left_out.without(taken)
        items = printed_items(document, left_out)
    sections = read_outline(items, parts)
    forms = tuple(find_forms(document.blocks, left_out, files))
    return DocumentTree(
        source=document.source,
        sections=sections,
        tables=tables,
        forms=tuple(form for form in forms if not form.runs_down),
        lost_forms=tuple(form for form in forms if form.runs_down),
        contents=contents_entries((n, document.plain[n - 1]) for n in sorted(left_out.contents)),
        left_out=left_out,
        captions=tuple(_captions(document.blocks)),
        unknown_parts=tuple(
            s for s in sections if s.part and s.level == 1 and part_number(s.heading) is None
        ),
        unplaced=tuple(_unplaced(document.blocks, sections, left_out)),
        lines=document.plain,
        labels=read_labels(document.plain, sections),
    )


def _with_rows(blocks: Sequence[Block], taken: set[int]) -> Iterator[Block]:
    """The blocks, runs of lines that are rows of tables as grids."""
    for is_row, group in groupby(blocks, key=lambda b: not isinstance(b, Grid) and b.line in taken):
        if not is_row:
            yield from group
            continue
        lines = [block for block in group if not isinstance(block, Grid)]
        yield Grid(
            tuple(
                Row(b.line, tuple(GAP.split(b.text) if "  " in b.text else b.text.split(" "))) for b in lines
            )
        )


def _captions(blocks: Sequence[Block]) -> Iterator[Passage]:
    """Lines, and cells at the edge of a grid, that may name the department."""
    for block in blocks:
        if isinstance(block, Grid):
            for row in (*block.rows[:3], block.rows[-1]):
                yield from (Passage(c, (row.line,)) for c in row.cells if c[:1] in _CAPTION_OPENINGS)
        elif block.text[0] in _CAPTION_OPENINGS:
            yield Passage(block.text, (block.line,))


def _unplaced(blocks: Sequence[Block], sections: Sequence[Section], left_out: LeftOut) -> Iterator[int]:
    """Lines that are in no section and were not left out knowingly: there should be none."""
    covered = set(left_out.lines)
    for section in sections:
        covered.add(section.source_line)
        covered.update(*_lines(section))
    for block in blocks:
        if isinstance(block, Grid):
            yield from (row.line for row in block.rows if row.line not in covered)
        elif block.line not in covered and block.text.strip("#*- "):
            yield block.line


def _lines(section: Section) -> Iterator[Iterable[int]]:
    begin = section.blocks[0].line if section.blocks else section.source_line_end + 1
    yield range(section.source_line, min(begin, section.source_line + 8))
    for block in section.blocks:
        yield [row.line for row in block.rows] if isinstance(block, Grid) else block.lines
