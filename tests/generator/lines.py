"""Elements into the lines of an extracted text, with the damage extraction does."""

from __future__ import annotations

import re
from random import Random

from .elements import Cells, Element, PageEnd, Text
from .layouts import Damages, Layout, Parted
from .parting import grid_lines

_LONG_MONEY = re.compile(r"[0-9][0-9,]{3,14}\.[0-9]{2}")
_NUMBER_IN_HAN = re.compile(r"(?<=[一-鿿（])(?=[0-9])|(?<=[0-9])(?=[一-鿿])")
_TOKEN = re.compile(r"[0-9A-Za-z.,%]{1,24}|.", re.DOTALL)
_DECIMAL = re.compile(r"[0-9]{1,9}\.[0-9]{2}(?=万元)")
_PAGE_LINES = 24
_HALFWIDTH = str.maketrans("，：；", ",:;")
_ORDINAL = re.compile(r"[0-9]{1,2}")


def to_lines(elements: tuple[Element, ...], layout: Layout, damages: Damages, rng: Random) -> list[str]:
    """The document's lines, in order."""
    if layout.trim:
        damages -= {
            "split_numbers"
        }  # where decimals are trimmed, nobody can say which digits belong together
    page = _Pages(damages, rng, _running_title(elements), layout.parted)
    for element in elements:
        if isinstance(element, PageEnd):
            page.end()
        elif isinstance(element, Cells):
            _table(element, page, damages, rng)
        elif layout.wrap:
            for line in wrap(_styled(element, layout, damages, rng), layout.wrap):
                page.put(line)
        else:
            _paragraph(element, layout, damages, page, rng)
    return page.lines


def _running_title(elements: tuple[Element, ...]) -> str:
    """What stands at the foot of every page: `2024年度…部门决算`."""
    parts = (e.text for e in elements if isinstance(e, Text) and e.kind == "part")
    return next(t for t in parts if t.endswith("部门决算表")).split(" ", 1)[1].removesuffix("表")


class _Pages:
    """Lines so far, and where pages end among them."""

    def __init__(self, damages: Damages, rng: Random, title: str, parted: Parted) -> None:
        self.parted = parted
        self.lines: list[str] = []
        self.numbered = "page_numbers" in damages
        self.style = rng.choice(("{}", "- {} -", "— {} —")) if self.numbered else "{}"
        self.title = title if "running_titles" in damages else ""
        self.number = 0
        self.used = 0

    def put(self, line: str) -> None:
        """One printed line and the blank one after it."""
        self.lines += (line, "")
        self.used += 1
        if self.used >= _PAGE_LINES:
            self.end()

    def grid(self, rows: list[list[str]]) -> None:
        """A table's rows as lines."""
        self.lines += [*grid_lines(rows, self.parted), ""]

    def end(self) -> None:
        """The end of a page: its number where pages are numbered, and room."""
        if not self.used:
            return
        self.number += 1
        self.used = 0
        if self.numbered:
            self.lines += (self.style.format(self.number), "")
        if self.title and self.number > 1:
            self.lines += (self.title, "")
        self.lines += ("", "")


def _styled(element: Text, layout: Layout, damages: Damages, rng: Random) -> str:
    text = element.text
    if element.kind in ("cover", "contents", "caption"):
        return text
    if layout.ascii_brackets:
        text = text.replace("（", "(").replace("）", ")")
    if layout.blank_around_numbers and element.kind == "body":
        text = _NUMBER_IN_HAN.sub(" ", text)
    if layout.halfwidth and element.kind == "body" and rng.random() < 0.5:
        text = text.translate(_HALFWIDTH)
    if "debris" in damages and element.kind == "body" and rng.random() < 0.1:
        text = _bold(text, rng)
    return text


def _bold(text: str, rng: Random) -> str:
    """A word of the text marked bold, as an extractor writes it."""
    start = rng.randrange(max(1, len(text) - 8))
    word = text[start : start + 6]
    if not word.isalpha() or word.isascii():
        return text
    return f"{text[:start]}**{word}**{text[start + 6 :]}"


def _paragraph(element: Text, layout: Layout, damages: Damages, page: _Pages, rng: Random) -> None:
    text = _styled(element, layout, damages, rng)
    if element.kind == "figure" and "debris" in damages:
        page.lines += (" ", "")
    if "sentence_breaks" in damages and element.kind == "body" and len(text) > 60 and rng.random() < 0.35:
        cut = _cut_place(text, rng)
        page.put(text[:cut])
        if page.used:
            page.end()
        page.put(text[cut:])
        return
    page.put(text)


def _cut_place(text: str, rng: Random) -> int:
    """Somewhere inside: within the decimals of an amount half of the time, else between two Han characters."""
    amounts = [m.end() - 1 for m in _DECIMAL.finditer(text) if 20 < m.end() < len(text) - 10]
    if amounts and rng.random() < 0.5:
        return rng.choice(amounts)
    places = [i for i in range(24, len(text) - 12) if text[i - 1].isalpha() and text[i].isalpha()]
    places = [i for i in places if not (text[i - 1].isascii() or text[i].isascii())]
    return rng.choice(places) if places else len(text) // 2


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of `width` wide characters, the first two fewer; no number or word is cut."""
    lines: list[str] = []
    line, used = "", 4
    for piece in _TOKEN.findall(text):
        size = len(piece) if piece.isascii() else 2 * len(piece)
        if used + size > 2 * width and line and piece not in "，。；：、）)”":
            lines.append(line)
            line, used = "", 0
        line += piece
        used += size
    lines.append(line)
    return [part for part in lines if part.strip()]


def _table(element: Cells, page: _Pages, damages: Damages, rng: Random) -> None:
    head = [list(row) for row in element.rows[: element.head]]
    body = [list(row) for row in element.rows[element.head :]]
    if element.number is not None:
        head, body = _harmed(head, body, damages, rng)
    length = len(body)
    if "table_breaks" in damages and length > 8:
        cut = rng.randint(3, length - 3)
        page.grid(head + body[:cut])
        page.used = 1
        page.end()
        rest = body[cut:]
        if element.number is not None and rng.random() < 0.3:
            rest = head + rest
        elif all(not row[-1] for row in rest):
            rest = [row[:-1] for row in rest]
        page.grid(rest)
    else:
        page.grid(head + body)
    page.used += length


def _harmed(
    head: list[list[str]], body: list[list[str]], damages: Damages, rng: Random
) -> tuple[list[list[str]], list[list[str]]]:
    """A statement's cells with the damage that befalls single cells and rows."""
    if "split_numbers" in damages:
        body = [[_split(cell, rng) for cell in row] for row in body]
    if "split_heads" in damages:
        head = [[_blank_inside(cell, rng) for cell in row] for row in head]
    if "split_names" in damages:
        body = [part for row in body for part in _two_rows(row, rng)]
    if "spare_columns" in damages:
        head, body = ([[*row, "", ""] for row in rows] for rows in (head, body))
    return head, body


def _blank_inside(cell: str, rng: Random) -> str:
    """A head cell broken in two, as a narrow column breaks it."""
    if len(cell) < 5 or rng.random() < 0.4:
        return cell
    at = rng.randint(2, len(cell) - 2)
    return f"{cell[:at]} {cell[at:]}"


def _two_rows(row: list[str], rng: Random) -> list[list[str]]:
    """A row whose long name goes on in a row of its own."""
    places = [i for i, cell in enumerate(row[:4]) if len(cell) > 12 and not _ORDINAL.match(cell)]
    if len(places) != 1 or rng.random() < 0.6:
        return [row]
    at = places[0]
    first, rest = list(row), [""] * len(row)
    first[at], rest[at] = row[at][:10], row[at][10:]
    return [first, rest]


def _split(cell: str, rng: Random) -> str:
    if rng.random() < 0.4 and _LONG_MONEY.fullmatch(cell):
        at = len(cell) - rng.choice((1, 1, 2))
        return f"{cell[:at]} {cell[at:]}"
    return cell
