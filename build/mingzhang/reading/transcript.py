"""What a carrier with cells and pages is written down as: lines, blocks that count them, and the place of each line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..model import Block, Box, CellPlaces, Doubt, Grid, NotReadable, Page, Place, Row, TextLine, cell_name
from .contract import Content

MOST_LINES = 200_000
"""Lines of one file; a real account has some thousand."""
MOST_CELLS = 256
"""Cells of a row; what stands beyond them is blank in every workbook seen."""
_WHITE = re.compile(r"[\n\v\f\r ]")
_BREAKS = re.compile(r"[\t\n\v\f\r]+")


class Transcript:
    """Lines and blocks of a carrier in reading order. The lines of a table have a tab between cells."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._blocks: list[Block] = []
        self._places: list[Place] = []
        self._cells = CellPlaces()
        self._doubts: list[Doubt] = []
        self.unread_pages: list[int] = []
        self.cut_off = False

    @property
    def lines(self) -> int:
        """How many lines were written down so far."""
        return len(self._lines)

    def words(
        self, text: str, page: int | None = None, box: Box | None = None, cell: str | None = None
    ) -> None:
        """Write a paragraph down, a line for each of its lines; blank lines are left out."""
        for line in text.splitlines():
            if line.strip():
                self._line(line, page, box, cell)
                self._blocks.append(TextLine(len(self._lines), line.strip()))

    def table(
        self,
        rows: Iterable[Sequence[str]],
        page: int | None = None,
        *,
        boxes: Sequence[Box | None] = (),
        cells: Sequence[Sequence[tuple[int, Box] | None]] = (),
        certainties: Sequence[Sequence[float | None]] = (),
        corners: Sequence[tuple[int, int]] = (),
        before: str = "",
    ) -> list[int]:
        """Write a table down, a line for each row that has words; returns which rows those are. `boxes` are those of
        the rows; `cells` tells of every cell of a row its page and its box there, and `certainties` how surely its digits
        were recognised. Or `corners` are the column and row (from 0) of the first cell of every row, which is named by
        them as a workbook's is (`B7`), with `before` in front."""
        kept: list[Row] = []
        written: list[int] = []
        for at, row in enumerate(rows):
            texts = tuple(row[:MOST_CELLS])
            words = "\t".join(texts)
            if _WHITE.search(words) or words.count("\t") >= len(texts):
                texts = tuple([in_one_line(text) for text in texts])
                words = "\t".join(texts)
            if not any(texts):
                continue
            name = before + cell_name(*corners[at]) if corners else None
            self._line(words, page, boxes[at] if boxes else None, name)
            line = len(self._lines)
            written.append(at)
            kept.append(Row(line, texts))
            if corners:
                self._cells.name(line, len(texts), *corners[at], before, page)
            elif cells:
                self._cells.draw(line, page, cells[at][: len(texts)], certainties[at] if certainties else ())
        if kept:
            self._blocks.append(Grid(tuple(kept)))
        return written

    def amend(self, line: int, row: Sequence[str]) -> None:
        """Write a row of a table anew, at the line where it stands: its rest came later."""
        texts = tuple(in_one_line(text) for text in row[:MOST_CELLS])
        for at in range(len(self._blocks) - 1, -1, -1):
            block = self._blocks[at]
            if isinstance(block, Grid) and block.line <= line <= block.line_end:
                rows = (Row(line, texts) if one.line == line else one for one in block.rows)
                self._blocks[at] = Grid(tuple(rows))
                self._lines[line - 1] = "\t".join(texts)
                return

    def doubt(self, place: Place, read: str, other: str, confidence: float) -> None:
        """Write down that a figure may be another."""
        self._doubts.append(Doubt(place, read, other, confidence))

    def unread(self, page: int) -> None:
        """Write down that a page shows something that could not be read."""
        self.unread_pages.append(page)

    def content(self, pages: Sequence[Page] = (), carrier: str | None = None) -> Content:
        """What was written down; raises `NotReadable` where it is nothing. `carrier` is said where it is not the reader's."""
        if not self._lines:
            raise NotReadable("文件里没有文字：请检查文件是否完整")
        return Content(
            tuple(self._lines),
            tuple(self._blocks),
            tuple(pages),
            tuple(self._places),
            self._cells,
            tuple(self._doubts),
            tuple(self.unread_pages),
            carrier,
            self.cut_off,
        )

    def _line(self, text: str, page: int | None, box: Box | None, cell: str | None = None) -> None:
        if len(self._lines) >= MOST_LINES:
            raise NotReadable(f"文件超过 {MOST_LINES} 行：请只提供决算公开的部分")
        self._lines.append(text)
        self._places.append(Place(len(self._lines), page, box, cell))


def in_one_line(text: str) -> str:
    """The words of a cell in one line: a break beside Han characters is none, else it is a blank."""
    if not _BREAKS.search(text):
        return text.strip() if " " in text else text
    pieces = [piece for piece in _BREAKS.split(text) if piece.strip()]
    joined = pieces[0] if pieces else ""
    for piece in pieces[1:]:
        apart = (
            joined[-1:].isascii() and piece[:1].isascii() and joined[-1:].isalnum() and piece[:1].isalnum()
        )
        joined += (" " if apart else "") + piece
    return joined.strip()
