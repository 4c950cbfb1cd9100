"""Printed pages written down from the top: tables where they begin, the lines of print between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model import Place
from ..transcript import Transcript
from .doubtful import doubtful_figures
from .glyph import Glyph
from .lattice import DrawnCell, RuledTable, ruled_tables
from .open_rules import columns_between
from .printed_lines import FURNITURE, line_box, line_text, printed_lines
from .printed_page import PrintedPage
from .torn_rows import LastRow
from .watermarks import Watermarks
from .wide_sheets import WideSheets

_LABEL = 30
"""Characters of the longest words of a cell that forms print again and again."""


class PageWriter:
    """Writes pages down one after the other; a row that a page break has torn in two is put together, and so are the
    halves of a table wider than a page. The last pages are written by `close`."""

    def __init__(self, written: Transcript) -> None:
        self._written = written
        self._watermarks = Watermarks()
        self._sheets = WideSheets()
        self._last: LastRow | None = None
        self._seen: set[str] = set()
        """Short words of cells so far: one of them in two pieces is one that a page break has cut."""

    def write(self, page: PrintedPage) -> None:
        """Write a page down from the top, once later ones tell its watermarks and none may be the right half of its
        table."""
        for cleared in self._watermarks.add(page):
            self._write_sheets(cleared)

    def close(self) -> None:
        """Write down what was held back; no page follows."""
        for cleared in self._watermarks.rest():
            self._write_sheets(cleared)
        for whole in self._sheets.rest():
            self._write(whole)

    def _write_sheets(self, page: PrintedPage) -> None:
        for whole in self._sheets.add(page):
            self._write(whole)

    def _write(self, page: PrintedPage) -> None:
        down = page.down or columns_between(page.across, page.glyphs)
        tables = ruled_tables(page.across, down)
        inside, outside = _parted(page.glyphs, tables)
        lines = 0  # since the last table, or the top
        for _, what in sorted(_parts(tables, outside), key=lambda part: part[0]):
            if isinstance(what, int):
                above = self._last if lines <= FURNITURE else None
                self._last = self._table(page, tables[what], inside[what], above)
                lines = 0
            else:
                self._written.words(line_text(what), *page.place(line_box(what)))
                _tell_doubts(self._written, page, self._written.lines, what)
                lines += 1
        for glyph in page.dirt:
            place = Place(max(1, self._written.lines), *page.place(line_box([glyph])))
            self._written.doubt(place, "", glyph.text, round(glyph.certainty, 3))
        if lines > FURNITURE or not tables:
            self._last = None

    def _table(
        self, page: PrintedPage, table: RuledTable, glyphs: list[Glyph], above: LastRow | None
    ) -> LastRow | None:
        """Write a table down; returns its last row, which the next page may go on with."""
        written = self._written
        rows = table.rows(glyphs)
        texts = [[cell.text for cell in row] for row in rows]
        sliced = above is not None and above.is_followed_by(page.number) and above.is_sliced(table)
        begin = int(self._joined(page, table, rows[0], above, sliced))
        self._seen.update(
            words
            for row in texts[begin:-1]
            for text in row
            if 1 < len(words := text.replace("\n", "")) <= _LABEL and not words[0].isascii()
        )
        boxes = [page.place(box)[1] for box in table.row_boxes()]
        of_cells = [[page.place(cell.box) if cell.box else None for cell in row] for row in rows]
        before = written.lines
        certainties = [[cell.certainty for cell in row] for row in rows[begin:]]
        kept = written.table(
            texts[begin:], page.number, boxes=boxes[begin:], cells=of_cells[begin:], certainties=certainties
        )
        for line, at in enumerate(kept, start=before + 1):
            for cell in rows[begin + at]:
                _tell_doubts(written, page, line, cell.glyphs)
        if not kept:
            return None
        ends_open = table.open_below and (sliced or not table.open_above)
        return LastRow(page.numbers, written.lines, table.xs, rows[begin + kept[-1]], ends_open)

    def _joined(
        self,
        page: PrintedPage,
        table: RuledTable,
        first: Sequence[DrawnCell],
        above: LastRow | None,
        sliced: bool,
    ) -> bool:
        """Whether the first row of a table is the rest of the last one of the page before, and is joined to it."""
        if above is None or not above.is_followed_by(page.number):
            return False
        if not sliced and not above.goes_on(table.xs, first, self._seen):
            return False
        self._written.amend(above.line, above.joined(first))
        return True


def _parted(glyphs: Sequence[Glyph], tables: Sequence[RuledTable]) -> tuple[list[list[Glyph]], list[Glyph]]:
    """The characters whose middle lies in each of the tables, and those outside."""
    outside: list[Glyph] = []
    inside: list[list[Glyph]] = [[] for _ in tables]
    boxes = [(*table.box, held) for table, held in zip(tables, inside, strict=True)]
    for glyph in glyphs:
        x, y = glyph.x, glyph.y
        for x0, y0, x1, y1, held in boxes:
            if x0 <= x <= x1 and y0 <= y <= y1:
                held.append(glyph)
                break
        else:
            outside.append(glyph)
    return inside, outside


def _tell_doubts(written: Transcript, page: PrintedPage, line: int, glyphs: Sequence[Glyph]) -> None:
    for read, other, confidence, box in doubtful_figures(glyphs):
        written.doubt(Place(line, *page.place(box)), read, other, confidence)


def _parts(
    tables: list[RuledTable], outside: list[Glyph]
) -> Iterator[tuple[tuple[float, float], int | list[Glyph]]]:
    for at, table in enumerate(tables):
        yield (table.ys[0], table.xs[0]), at
    for line in printed_lines(outside):
        yield (line[0].y0, line[0].x0), line
