"""A printed page written down from the top: tables where they begin, the lines of print between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ...model import Box, Place
from ..transcript import Transcript
from .doubtful import doubtful_figures
from .glyph import Glyph
from .lattice import RuledTable, ruled_tables
from .printed_lines import line_box, line_text, printed_lines
from .rules import Rule


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """The characters and ruled lines of a page where its words are upright, and how a box there is seen on the page."""

    number: int
    glyphs: Sequence[Glyph]
    across: Sequence[Rule]
    down: Sequence[Rule]
    seen: Callable[[Box], Box] = lambda box: box


def write_page(written: Transcript, page: PrintedPage) -> None:
    """Write a page down from the top."""
    tables = ruled_tables(page.across, page.down)
    inside: dict[int, list[Glyph]] = {at: [] for at in range(len(tables))}
    outside: list[Glyph] = []
    for glyph in page.glyphs:
        at = next((at for at, table in enumerate(tables) if table.holds(glyph)), None)
        (outside if at is None else inside[at]).append(glyph)
    for _, what in sorted(_parts(tables, outside), key=lambda part: part[0]):
        if isinstance(what, int):
            _write_table(written, page, tables[what], inside[what])
        else:
            written.words(line_text(what), page.number, page.seen(line_box(what)))
            _tell_doubts(written, page, written.lines, what)


def _write_table(written: Transcript, page: PrintedPage, table: RuledTable, glyphs: list[Glyph]) -> None:
    rows = table.rows(glyphs)
    boxes = [page.seen(box) for box in table.row_boxes()]
    of_cells = [[page.seen(cell.box) if cell.box else None for cell in row] for row in rows]
    before = written.lines
    kept = written.table([[cell.text for cell in row] for row in rows], page.number, boxes, of_cells)
    for line, at in enumerate(kept, start=before + 1):
        for cell in rows[at]:
            _tell_doubts(written, page, line, cell.glyphs)


def _tell_doubts(written: Transcript, page: PrintedPage, line: int, glyphs: Sequence[Glyph]) -> None:
    for read, other, confidence, box in doubtful_figures(glyphs):
        written.doubt(Place(line, page.number, page.seen(box)), read, other, confidence)


def _parts(
    tables: list[RuledTable], outside: list[Glyph]
) -> Iterator[tuple[tuple[float, float], int | list[Glyph]]]:
    for at, table in enumerate(tables):
        yield (table.ys[0], table.xs[0]), at
    for line in printed_lines(outside):
        yield (line[0].y0, line[0].x0), line
