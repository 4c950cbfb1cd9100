"""Automatic numbers before the paragraphs of a Word document, and small values of its elements."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .packed import Element, Package, parsed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VALUE = W + "val"
_HAN = "〇一二三四五六七八九"
_CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list is numbered: the format of the numeral, and the text around it (`（%1）`)."""

    numeral: str
    text: str
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """Levels by list and depth, and the list and depth of paragraph styles; counts what was numbered so far."""

    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)

    def of(self, paragraph: Element) -> str:
        """The automatic number before a paragraph, `""` where it has none."""
        if not self.levels:
            return ""
        properties = paragraph.find(W + "pPr")
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
        number = properties.find(f"{W}numPr/{W}numId")
        depth = properties.find(f"{W}numPr/{W}ilvl")
        style = properties.find(W + "pStyle")
        of_style = self.styles.get(style.get(W + "val", "")) if style is not None else None
        if number is None:
            return of_style
        if number.get(W + "val") == "0":  # numbering switched off
            return None
        return number.get(W + "val", ""), _depth(depth)


def span_of(element: Element | None, missing: int) -> int:
    """The number an element says, 64 at most; `missing` where it says none."""
    value = element.get(VALUE, "") if element is not None else ""
    return min(int(value), 64) if value.isdecimal() else missing


def _depth(element: Element | None) -> int:
    return min(span_of(element, 0), 8)


def numbering_of(package: Package, main: bytes) -> Numbering:
    """How lists and numbered styles are numbered; nothing where the document has no such part, or its `main` part asks
    for none."""
    found = Numbering()
    styled = b"pStyle" in main
    if "word/numbering.xml" in package and (styled or b"numPr" in main):
        root = parsed(package.member("word/numbering.xml"))
        shapes = {shape.get(W + "abstractNumId"): shape for shape in root.findall(W + "abstractNum")}
        for number in root.findall(W + "num"):
            of = number.find(W + "abstractNumId")
            shape = shapes.get(of.get(W + "val")) if of is not None else None
            for level in shape.findall(W + "lvl") if shape is not None else ():
                depth = min(int(level.get(W + "ilvl", "0")), 8)
                found.levels[number.get(W + "numId", ""), depth] = _level(level)
    if "word/styles.xml" in package and styled:
        for style in parsed(package.member("word/styles.xml")).findall(W + "style"):
            number = style.find(f"{W}pPr/{W}numPr/{W}numId")
            if number is not None:
                depth = _depth(style.find(f"{W}pPr/{W}numPr/{W}ilvl"))
                found.styles[style.get(W + "styleId", "")] = number.get(W + "val", ""), depth
    return found


def _level(level: Element) -> _Level:
    def value(name: str, missing: str) -> str:
        found = level.find(W + name)
        return found.get(W + "val", missing) if found is not None else missing

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
