"""Word documents (.docx): paragraphs with their automatic numbers, tables with their spans, accepted changes only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..model import NotReadable
from .contract import Content
from .packed import Element, Package, parsed
from .transcript import Transcript
from .word_numbering import VALUE, Numbering, W, numbering_of, span_of

NAME = CARRIER = "docx"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_LEFT_OUT = frozenset((*(W + name for name in ("del", "moveFrom", "rPr", "pPr", "instrText")), _FALLBACK))
"""What a reader of the accepted text does not see, and the second copy of a text box."""
_P, _T, _TABLE, _ROW, _CELL, _BOX = (W + name for name in ("p", "t", "tbl", "tr", "tc", "txbxContent"))
_ROW_PROPERTIES, _CELL_PROPERTIES = (W + name for name in ("trPr", "tcPr"))
_BEFORE, _SPAN, _MERGED = (W + name for name in ("gridBefore", "gridSpan", "vMerge"))
_SIGNS = {
    W + name: sign
    for name, sign in (("tab", "\t"), ("ptab", "\t"), ("br", "\n"), ("cr", "\n"), ("noBreakHyphen", "-"))
}
"""Elements that stand for a character."""
_AROUND = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "customXml"))
"""Content controls and accepted insertions, around rows and cells."""
_INTRICATE = (
    *_AROUND, *_SIGNS, *_LEFT_OUT - {W + "rPr", W + "pPr"}, _MATH_TEXT, _BOX, _BEFORE, _TABLE,
)  # fmt: skip
"""What makes a row of a table more than cells with words."""
_DEEPEST = 40
_LOOKS = re.compile(rb"<w:(r|p|tc)Pr>(?:</?\w+:(?!\1Pr|gridSpan|vMerge|numPr|pStyle)[^<>]*>)*+</w:\1Pr>")
"""How a run, a paragraph or a cell looks, which is half of a document: <w:rPr><w:sz w:val="18"/></w:rPr>. Properties that are
read (spans, numbers) or hold older ones of their kind are none of it."""


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file is a zip that holds the main part of a Word document."""
    return data.startswith(b"PK") and b"word/document.xml" in data


def read(data: bytes, path: Path) -> Content:
    """The words and tables of a Word document in their order, headers and footers left out."""
    package = Package(data)
    main = _LOOKS.sub(b"", package.member("word/document.xml"))
    body = parsed(main).find(W + "body")
    if body is None:
        raise NotReadable("Word 文件没有正文：请检查文件是否完整")
    return _read(body, numbering_of(package, main)).written.content()


def elements(body: Element, data: bytes) -> list[Element]:
    """Of every line of a document's text the paragraph or the row of a table it was read from; `body` is that of the
    document `data`, parsed by whoever wants to write into it."""
    package = Package(data)
    return _read(body, numbering_of(package, package.member("word/document.xml"))).origins


def _read(body: Element, numbering: Numbering) -> _Document:
    intricate = {
        above for element in body.iter(*_INTRICATE) for above in element.iterancestors(_P, _ROW, _TABLE)
    }
    document = _Document(Transcript(), numbering, intricate)
    document.blocks(body)
    return document


@dataclass(slots=True)
class _Document:
    """What is written down of a document; `origins` are the elements (paragraphs, rows of tables) of its lines, `intricate`
    the paragraphs, rows and tables with more than words inside."""

    written: Transcript
    numbering: Numbering
    intricate: set[Element]
    tables: int = 0
    origins: list[Element] = field(default_factory=list)

    def blocks(self, parent: Element, depth: int = 0) -> None:
        for child in parent:
            if child.tag == _P:
                self.paragraph(child)
            elif child.tag == _TABLE:
                self.table(child)
            elif child.tag not in _LEFT_OUT and depth < _DEEPEST:  # content controls, accepted insertions
                self.blocks(child, depth + 1)

    def paragraph(self, paragraph: Element) -> None:
        text = _text(paragraph)
        if text.strip():
            self.written.words(self.numbering.of(paragraph) + text)
            self._came_from(paragraph)
        if paragraph in self.intricate:
            for box in _text_boxes(paragraph):
                self.blocks(box)

    def table(self, table: Element) -> None:
        self.tables += 1
        if table in self.intricate:
            rows = list(_children(table, _ROW))
            texts = [
                (_row_texts if row in self.intricate else _plain_row)(row, self.numbering) for row in rows
            ]
        else:
            rows, texts = _plain_rows(table, self.numbering)
        corners = [(0, at) for at in range(len(rows))]
        kept = self.written.table(texts, corners=corners, before=f"{self.tables}!")
        self.origins += [rows[at] for at in kept]

    def _came_from(self, element: Element) -> None:
        """Note of which element the lines are that were just written."""
        self.origins += [element] * (self.written.lines - len(self.origins))


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    for box in paragraph.iter(_BOX):
        if not any(above.tag in _LEFT_OUT for above in box.iterancestors()):
            yield box


def _text(element: Element, depth: int = 0) -> str:
    """The words of a paragraph without those of its text boxes."""
    said: list[str] = []
    for child in element:
        tag = child.tag
        if tag in (_T, _MATH_TEXT):
            said.append(child.text or "")
        elif tag in _SIGNS:
            said.append(_SIGNS[tag])
        elif tag not in _LEFT_OUT and tag != _BOX and depth < _DEEPEST:
            said.append(_text(child, depth + 1))
    return "".join(said)


_Rows = tuple[list[Element], list[list[str]]]
"""The rows of a table, and of each the words of its cells; a cell over several columns or rows stands in its first place, the
others are blank."""


def _row_texts(row: Element, numbering: Numbering) -> list[str]:
    texts: list[str] = []
    for column, span, cell in row_cells(row):
        texts += [""] * (column - len(texts))
        texts.append("" if _goes_on(cell) else _cell_words(cell, numbering))
        texts += [""] * (span - 1)
    return texts


def _plain_rows(part: Element, numbering: Numbering) -> _Rows:
    """The rows of a table, or one row, with nothing but words in its cells, as nearly all are, in a fifth of the time: its
    elements are gone through once."""
    rows: list[Element] = []
    texts: list[list[str]] = []
    row: list[str] = []
    before: Element = None  # the words before in the cell
    numbered: Element = None  # the paragraph of the words before, where it may have a number
    spans: list[tuple[list[str], int, int]] = []
    goes_on: list[tuple[list[str], int]] = []
    for element in part.iter(_CELL, _T, _ROW, _SPAN, _MERGED):
        tag = element.tag
        if tag == _CELL:
            row.append("")
        elif tag == _T:
            if text := element.text:
                if not row:  # outside of any cell, as no program writes
                    row = _begun(element, rows, texts)
                if row[-1] and _paragraph_of(before) is not _paragraph_of(element):
                    row[-1] += "\n"
                if numbering.levels and text.strip() and numbered is not (at := _paragraph_of(element)):
                    text, numbered = numbering.of(at) + text, at
                row[-1] += text
                before = element
        elif tag == _ROW:
            rows.append(element)
            texts.append(row := [])
        elif tag == _SPAN:
            spans.append((row, len(row), span_of(element, 1)))
        elif row and element.get(VALUE) != "restart":
            goes_on.append((row, len(row) - 1))
    for row, column in goes_on:
        row[column] = ""
    for row, column, span in reversed(spans):
        row[column:column] = [""] * (span - 1)
    return rows, texts


def _begun(words: Element, rows: list[Element], texts: list[list[str]]) -> list[str]:
    """The last row with a first cell for words that stand in none; a row of their own where none has begun."""
    if not rows:
        rows.append(words)
        texts.append([])
    texts[-1].append("")
    return texts[-1]


def _plain_row(row: Element, numbering: Numbering) -> list[str]:
    return _plain_rows(row, numbering)[1][0]


def _paragraph_of(words: Element) -> Element:
    return next(words.iterancestors(_P), words)


def row_cells(row: Element) -> Iterator[tuple[int, int, Element]]:
    """The cells of a row with the column they begin in and how many they cover."""
    properties = row.find(_ROW_PROPERTIES)
    column = 0 if properties is None else span_of(properties.find(_BEFORE), 0)
    for cell in _children(row, _CELL):
        properties = cell.find(_CELL_PROPERTIES)
        span = 1 if properties is None else max(1, span_of(properties.find(_SPAN), 1))
        yield column, span, cell
        column += span


def _goes_on(cell: Element) -> bool:
    """Whether a cell is the lower part of one that begins in a row above."""
    properties = cell.find(_CELL_PROPERTIES)
    merged = None if properties is None else properties.find(_MERGED)
    return merged is not None and merged.get(VALUE) != "restart"


def _cell_words(cell: Element, numbering: Numbering) -> str:
    if next(cell.iter(_T, _MATH_TEXT), None) is None:  # most cells are blank
        return ""
    lines = []
    for paragraph in cell.iter(_P):
        text = _text(paragraph)
        if text.strip():
            lines.append(numbering.of(paragraph) + text)
    return "\n".join(lines)


def _children(parent: Element, tag: str, depth: int = 0) -> Iterator[Element]:
    """Children with a tag, also those within content controls and accepted insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND and depth < _DEEPEST:
            yield from _children(child, tag, depth + 1)
