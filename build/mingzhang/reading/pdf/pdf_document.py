"""A whole PDF, page by page: what has a text layer is read from it, what is a picture is recognised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import msgspec
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ...model import NotReadable, Page
from ..contract import Content
from ..printed.page_writer import PageWriter
from ..printed.printed_page import PrintedPage
from ..scan import recogniser
from ..transcript import Transcript
from .glyphs import page_turns, read_glyphs
from .page_objects import page_objects
from .picture_pages import is_blank, of_pictures, recognised, unread_pictures
from .ruled_lines import read_rules

MOST_PAGES = 1_000
"""Pages of one file; a department's account has some sixty."""
_AT_ONCE = 8
"""Pages after which a file is opened anew: PDFium keeps what it read of each."""
_END = 4096
"""Bytes at the end of a file among which its last mark stands; a little may follow it."""
_FEWEST = 8
"""Characters of a page below which it has no text layer to speak of."""


def read_document(data: bytes) -> Content:
    """Read a PDF: its words and tables in reading order, with pages and boxes. Raises `NotReadable`."""
    document = _opened(data)
    count = len(document)
    document.close()
    if count > MOST_PAGES:
        raise NotReadable(f"PDF 文件超过 {MOST_PAGES} 页：请只提供决算公开的部分")
    written = Transcript()
    written.cut_off = b"%%EOF" not in data[-_END:]
    writer = PageWriter(written)
    pages: list[Page] = []
    for first in range(1, count + 1, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, count + 1))
        pages += _read_pages(_opened(data), numbers, written, writer)
    if len(written.unread_pages) > count / 2:
        raise NotReadable(_no_text())
    scanned = sum(page.recognised for page in pages) > len(pages) / 2
    writer.close()
    return written.content(pages, "scan" if scanned else None)


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise NotReadable("PDF 文件加了密码：请去掉密码后再提供") from error
        raise NotReadable("PDF 文件不完整或已损坏：请重新下载") from error


def _read_pages(
    document: pdfium.PdfDocument, numbers: Iterable[int], written: Transcript, writer: PageWriter
) -> Iterator[Page]:
    """Write pages down; the document is closed at the end."""
    try:
        for number in numbers:
            try:
                page = document[number - 1]
            except pdfium.PdfiumError:  # a damaged page does not take the others along
                written.unread(number)
                continue
            try:
                yield _read_page(written, writer, page, number)
            finally:
                page.close()
    finally:
        document.close()


def _no_text() -> str:
    if recogniser.installed():
        return "PDF 的多数页面无法读取：请检查文件是否完整"
    return f"PDF 没有文字层（扫描件），需要识别文字：{recogniser.INSTALL}"


def _read_page(written: Transcript, writer: PageWriter, page: pdfium.PdfPage, number: int) -> Page:
    """Write a page down: its text layer; where it has none, or holds tables as pictures, what is recognised in them."""
    width, height = page.get_size()
    turns = page_turns(page)
    known, frame = read_glyphs(page)
    glyphs = known or []
    has_text = len(glyphs) >= _FEWEST
    read_as = Page(number, round(width, 2), round(height, 2), turns * 90)
    drawn = page_objects(page)
    upright = has_text and frame.turns == turns
    pictures = unread_pictures(page, drawn.pictures, frame, glyphs) if upright else []
    if (has_text and not pictures) or (
        not has_text and known is not None and is_blank(drawn)
    ):  # a page may show one figure alone
        seen = partial(frame.seen, turns=turns)
        writer.write(PrintedPage(number, glyphs, *read_rules(drawn.paths, frame), seen, width=frame.width))
        return read_as
    found = recognised(page, number)
    across, down = read_rules(drawn.paths, frame) if has_text else ([], [])
    if found is None:
        written.unread(number)
        writer.write(PrintedPage(number, glyphs, across, down, partial(frame.seen, turns=turns)))
        return read_as
    if has_text:
        of = of_pictures(found, pictures)
        parts = ((*glyphs, *of[0]), (*across, *of[1]), (*down, *of[2]))
    else:
        parts = (found.glyphs, found.across, found.down)
    writer.write(PrintedPage(number, *parts, found.seen, () if has_text else found.dirt))
    return msgspec.structs.replace(read_as, recognised=not has_text, confidence=found.confidence)
