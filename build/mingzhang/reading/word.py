"""Word documents (.docx): paragraphs with their automatic numbers, tables with their spans, accepted changes only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..model import NotReadable, cell_name
from .contract import Content
from .packed import Element, Package, parsed
from .transcript import Transcript

NAME = CARRIER = "docx"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_LEFT_OUT = frozenset((*(_W + name for name in ("del", "moveFrom", "rPr", "pPr", "instrText")), _FALLBACK))
"""What a reader of the accepted text does not see, and the second copy of a text box."""
_DEEPEST = 40
_HAN = "〇一二三四五六七八九"
_CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file is a zip that holds the main part of a Word document."""
    return data.startswith(b"PK") and b"word/document.xml" in data


def read(data: bytes, path: Path) -> Content:
    """The words and tables of a Word document in their order, headers and footers left out."""
    package = Package(data)
    body = parsed(package.member("word/document.xml")).find(_W + "body")
    if body is None:
        raise NotReadable("Word 文件没有正文：请检查文件是否完整")
    document = _Document(Transcript(), _numbering(package))
    document.blocks(body)
    return document.written.content()


def elements(body: Element, data: bytes) -> list[Element]:
    """Of every line of a document's text the paragraph or the row of a table it was read from; `body` is that of the
    document `data`, parsed by whoever wants to write into it."""
    document = _Document(Transcript(), _numbering(Package(data)))
    document.blocks(body)
    return document.origins


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list is numbered: the format of the numeral, and the text around it (`（%1）`)."""

    numeral: str
    text: str
    start: int = 1


@dataclass(slots=True)
class _Numbering:
    """Levels by list and depth, and the list and depth of paragraph styles; counts what was numbered so far."""

    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)

    def of(self, paragraph: Element) -> str:
        """The automatic number before a paragraph, `""` where it has none."""
        properties = paragraph.find(_W + "pPr")
        if properties is None:
            return ""
        where = self._where(properties)
        level = self.levels.get(where) if where else None
        if where is None or level is None:
            return ""
        name, depth = where
        self.counts[where] += 1
        for deeper in range(depth + 1, 9):
            self.counts.pop((name, deeper), None)
        out = level.text
        for other in range(depth + 1):
            of_other = self.levels.get((name, other), level)
            number = max(1, self.counts[name, other]) + of_other.start - 1
            out = out.replace(f"%{other + 1}", numeral(number, of_other.numeral))
        return out

    def _where(self, properties: Element) -> tuple[str, int] | None:
        number = properties.find(f"{_W}numPr/{_W}numId")
        depth = properties.find(f"{_W}numPr/{_W}ilvl")
        style = properties.find(_W + "pStyle")
        of_style = self.styles.get(style.get(_W + "val", "")) if style is not None else None
        if number is None:
            return of_style
        if number.get(_W + "val") == "0":  # numbering switched off
            return None
        return number.get(_W + "val", ""), _depth(depth)


@dataclass(slots=True)
class _Document:
    """What is written down of a document; `origins` are the elements (paragraphs, rows of tables) of its lines."""

    written: Transcript
    numbering: _Numbering
    tables: int = 0
    origins: list[Element] = field(default_factory=list)

    def blocks(self, parent: Element, depth: int = 0) -> None:
        for child in parent:
            if child.tag == _W + "p":
                self.paragraph(child)
            elif child.tag == _W + "tbl":
                self.table(child)
            elif child.tag not in _LEFT_OUT and depth < _DEEPEST:  # content controls, accepted insertions
                self.blocks(child, depth + 1)

    def paragraph(self, paragraph: Element) -> None:
        text = "".join(_text(paragraph))
        if text.strip():
            self.written.words(self.numbering.of(paragraph) + text)
            self._came_from(paragraph)
        for box in _text_boxes(paragraph):
            self.blocks(box)

    def table(self, table: Element) -> None:
        self.tables += 1
        rows = list(_children(table, "tr"))
        texts = [_row_texts(row, self.numbering) for row in rows]
        names = [
            [f"{self.tables}!{cell_name(column, at)}" for column in range(len(cells))]
            for at, cells in enumerate(texts)
        ]
        self.origins += [rows[at] for at in self.written.table(texts, cells=names)]

    def _came_from(self, element: Element) -> None:
        """Note of which element the lines are that were just written."""
        self.origins += [element] * (self.written.lines - len(self.origins))


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    for box in paragraph.iter(_W + "txbxContent"):
        if not any(above.tag in _LEFT_OUT for above in box.iterancestors()):
            yield box


def _text(element: Element, depth: int = 0) -> Iterator[str]:
    """The words of a paragraph without those of its text boxes."""
    for child in element:
        if child.tag in (_W + "t", _MATH_TEXT):
            yield child.text or ""
        elif child.tag in (_W + "tab", _W + "ptab"):
            yield "\t"
        elif child.tag in (_W + "br", _W + "cr"):
            yield "\n"
        elif child.tag == _W + "noBreakHyphen":
            yield "-"
        elif child.tag not in _LEFT_OUT and child.tag != _W + "txbxContent" and depth < _DEEPEST:
            yield from _text(child, depth + 1)


def _row_texts(row: Element, numbering: _Numbering) -> list[str]:
    """The cells of a row; one over several columns or rows stands in its first place, the others are blank."""
    texts: list[str] = []
    for column, span, cell in row_cells(row):
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        goes_on = merged is not None and merged.get(_W + "val") != "restart"
        texts += [""] * (column - len(texts))
        texts.append("" if goes_on else "\n".join(_cell_words(cell, numbering)))
        texts += [""] * (span - 1)
    return texts


def row_cells(row: Element) -> Iterator[tuple[int, int, Element]]:
    """The cells of a row with the column they begin in and how many they cover."""
    column = _span(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
    for cell in _children(row, "tc"):
        span = max(1, _span(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1))
        yield column, span, cell
        column += span


def _cell_words(cell: Element, numbering: _Numbering) -> Iterator[str]:
    for paragraph in cell.iter(_W + "p"):
        text = "".join(_text(paragraph))
        if text.strip():
            yield numbering.of(paragraph) + text


def _children(parent: Element, name: str, depth: int = 0) -> Iterator[Element]:
    """Children of a name, also those within content controls and accepted insertions."""
    for child in parent:
        if child.tag == _W + name:
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml") and depth < _DEEPEST:
            yield from _children(child, name, depth + 1)


def _span(element: Element | None, missing: int) -> int:
    value = element.get(_W + "val", "") if element is not None else ""
    return min(int(value), 64) if value.isdecimal() else missing


def _depth(element: Element | None) -> int:
    return min(_span(element, 0), 8)


def _numbering(package: Package) -> _Numbering:
    """How lists and numbered styles are numbered; nothing where the document has no such part."""
    found = _Numbering()
    if "word/numbering.xml" in package:
        root = parsed(package.member("word/numbering.xml"))
        shapes = {shape.get(_W + "abstractNumId"): shape for shape in root.findall(_W + "abstractNum")}
        for number in root.findall(_W + "num"):
            of = number.find(_W + "abstractNumId")
            shape = shapes.get(of.get(_W + "val")) if of is not None else None
            for level in shape.findall(_W + "lvl") if shape is not None else ():
                depth = min(int(level.get(_W + "ilvl", "0")), 8)
                found.levels[number.get(_W + "numId", ""), depth] = _level(level)
    if "word/styles.xml" in package:
        for style in parsed(package.member("word/styles.xml")).findall(_W + "style"):
            number = style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
            if number is not None:
                depth = _depth(style.find(f"{_W}pPr/{_W}numPr/{_W}ilvl"))
                found.styles[style.get(_W + "styleId", "")] = number.get(_W + "val", ""), depth
    return found


def _level(level: Element) -> _Level:
    def value(name: str, missing: str) -> str:
        found = level.find(_W + name)
        return found.get(_W + "val", missing) if found is not None else missing

    start = value("start", "1")
    return _Level(value("numFmt", "decimal"), value("lvlText", ""), int(start) if start.isdecimal() else 1)


def numeral(number: int, kind: str) -> str:
    """A number as Word prints it in a list of that kind: 3 is 三, ③ or 3; nothing for a bullet."""
    if kind in ("bullet", "none"):
        return ""
    if kind.startswith(("chinese", "ideograph", "japanese", "taiwanese")) and 0 < number < 100:
        tens, ones = divmod(number, 10)
        ten = ("" if tens == 1 else _HAN[tens]) + "十" if tens else ""
        return ten + (_HAN[ones] if ones else "")
    if kind.startswith("decimalEnclosedCircle") and number < len(_CIRCLED):
        return _CIRCLED[number]
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr((ord("a") if kind == "lowerLetter" else ord("A")) + number - 1)
    return str(number)
