"""A whole PDF, page by page from the top: tables where they begin, the lines of print between them."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ...model import Box, NotReadable, Page
from ..contract import Content
from ..transcript import Transcript
from .glyphs import Frame, Glyph, page_turns, read_glyphs
from .lattice import RuledTable, ruled_tables
from .printed_lines import line_box, line_text, printed_lines
from .ruled_lines import read_rules

MOST_PAGES = 1_000
"""Pages of one file; a department's account has some sixty."""
_FEWEST = 8
"""Characters of a page below which it has no text layer to speak of."""


def read_document(data: bytes) -> Content:
    """Read a PDF: its words and tables in reading order, with pages and boxes. Raises `NotReadable`."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise NotReadable("PDF 文件加了密码：请去掉密码后再提供") from error
        raise NotReadable("PDF 文件不完整或已损坏：请重新下载") from error
    try:
        if len(document) > MOST_PAGES:
            raise NotReadable(f"PDF 文件超过 {MOST_PAGES} 页：请只提供决算公开的部分")
        return _content(document)
    finally:
        document.close()


def _content(document: pdfium.PdfDocument) -> Content:
    written = Transcript()
    pages: list[Page] = []
    textless: list[int] = []
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
        except pdfium.PdfiumError:  # a damaged page does not take the others along
            textless.append(number)
            continue
        try:
            width, height = page.get_size()
            turns = page_turns(page)
            pages.append(Page(number, round(width, 2), round(height, 2), turns * 90))
            glyphs, frame = read_glyphs(page)
            if len(glyphs) < _FEWEST:
                textless.append(number)
            _write(written, number, glyphs, frame, turns, ruled_tables(*read_rules(page, frame)))
        finally:
            page.close()
    if len(textless) > len(document) / 2:
        raise NotReadable("PDF 没有文字层（扫描件）：请先识别文字，或提供文字版 PDF")
    return written.content(pages)


def _write(
    written: Transcript, number: int, glyphs: list[Glyph], frame: Frame, turns: int, tables: list[RuledTable]
) -> None:
    """Write a page down from the top: tables where they begin, the lines of print between them."""
    inside: dict[int, list[Glyph]] = {at: [] for at in range(len(tables))}
    outside: list[Glyph] = []
    for glyph in glyphs:
        at = next((at for at, table in enumerate(tables) if table.holds(glyph)), None)
        (outside if at is None else inside[at]).append(glyph)
    for _, what in sorted(_parts(tables, outside), key=lambda part: part[0]):
        if isinstance(what, int):
            table = tables[what]
            boxes: list[Box | None] = [frame.seen(box, turns) for box in table.row_boxes()]
            cells = [[_seen(frame, box, turns) for box in row] for row in table.cell_boxes()]
            written.table(table.rows(inside[what]), number, boxes, cells)
        else:
            written.words(line_text(what), number, frame.seen(line_box(what), turns))


def _seen(frame: Frame, box: Box | None, turns: int) -> Box | None:
    return None if box is None else frame.seen(box, turns)


def _parts(
    tables: list[RuledTable], outside: list[Glyph]
) -> Iterator[tuple[tuple[float, float], int | list[Glyph]]]:
    for at, table in enumerate(tables):
        yield (table.ys[0], table.xs[0]), at
    for line in printed_lines(outside):
        yield (line[0].y0, line[0].x0), line
