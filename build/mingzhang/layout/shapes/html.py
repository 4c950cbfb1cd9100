"""HTML tables inside extracted text: `<table>` … `</table>`, on one line or over many, as rows of cells.

Only what stands between the two marks is looked at; a table whose end is missing stays prose. A cell that spans
columns or rows stands in its first place and leaves the others blank, as in the tables whose cells are parted by tabs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from ...model import Row, TextLine
from .contract import MAX_CELLS, MOST_LINES, Found
from .glued import unglued

NAME = "html"
WIDEST, LONGEST = 40, 2000
"""The widest span of a cell over columns, the longest over rows."""
_OPENING = re.compile(r"<table(?=[\s>/])", re.IGNORECASE)
_CLOSING = re.compile(r"</table\s{0,9}>", re.IGNORECASE)
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,15})(?P<attributes>[^<>]{0,500})>|<!--[^<>]{0,500}-->"
)
_ASIDE = re.compile(
    r"(?<![A-Za-z])<sup(?:\s[^<>]{0,200})?>[^<>]{0,8}</sup>|<(?P<gone>del|s|strike)(?:\s[^<>]{0,200})?>[^<>]{0,80}</(?P=gone)>",
    re.IGNORECASE,
)
"""A footnote's mark (62.33<sup>1</sup>, but m<sup>2</sup> is a unit) and words struck out: no part of a cell."""
_SPAN = re.compile(r"\b(?P<which>col|row)span\s{0,3}=\s{0,3}[\"']?(?P<number>[0-9]{1,5})", re.IGNORECASE)
_BOX = "input"
_BREAK = "\x0b"
"""A line break within a cell, until its row is whole."""
_INLINE = frozenset(("a", "b", "em", "font", "i", "ins", "span", "strong", "sub", "u"))
"""Tags that part no words."""


def opens(line: str) -> bool:
    """Whether a line opens an HTML table."""
    return "<" in line and _OPENING.search(line) is not None


def read(lines: Sequence[str], at: int) -> Found | None:
    """The tables that begin on `lines[at]`, with the words around them."""
    end = table_end(lines, at)
    return Found(list(read_table(lines[at:end], at + 1)), end) if end else None


def table_end(lines: Sequence[str], start: int) -> int | None:
    """The index after the line that closes the table opened at `lines[start]`; None where it stays open. Tables
    inside its cells are closed first."""
    depth = 0
    for at in range(start, min(start + MOST_LINES, len(lines))):
        text = lines[at]
        if "<" not in text:
            continue
        depth += sum(1 for _ in _OPENING.finditer(text)) - sum(1 for _ in _CLOSING.finditer(text))
        if depth <= 0:
            return at + 1
    return None


@dataclass(slots=True)
class _Reading:
    """The row and the cell begun, the tables they stand in, and how long each column is still taken from above."""

    depth: int = 0
    line: int = 0
    cells: list[str] | None = None
    words: list[str] | None = None
    column: int = 0
    spans: tuple[int, int] = (1, 1)
    taken: dict[int, int] = field(default_factory=dict)


def read_table(lines: Sequence[str], first: int) -> Iterator[Row | TextLine]:
    """The rows of the tables in `lines` (numbered from `first` on), and the words outside them as lines."""
    state = _Reading()
    for number, line in enumerate(lines, start=first):
        text = _ASIDE.sub("", line) if "<" in line else line
        at = 0
        outside: list[str] = []
        for tag in _TAG.finditer(text):
            _words(state, text[at : tag.start()], outside)
            at = tag.end()
            if tag["name"]:
                row = _take(state, tag, number)
                if row is not None:
                    yield from _told(outside, number)
                    yield from _parted(row)
        _words(state, text[at:], outside)
        if state.words is not None:
            state.words.append(" ")
        yield from _told(outside, number)
    if state.cells is not None:
        yield from _parted(_row(state))


def _parted(row: Row) -> Iterator[Row]:
    """The row, or the rows that a converter glued into it by line breaks within its cells."""
    if not any(_BREAK in cell for cell in row.cells):
        yield row
        return
    pieces = [[piece.strip() for piece in cell.split(_BREAK)] for cell in row.cells]
    rows = unglued(pieces) or [tuple(" ".join(filter(None, parts)) for parts in pieces)]
    yield from (Row(row.line, cells) for cells in rows)


_BLOCK = re.compile(
    r"</?(?:p|div|center|h[1-6]|br|hr|span|b|i|u|em|strong|font|html|body|head|tbody|section|article|li|ul|ol|a)"
    r"(?=[\s>/])[^<>]{0,500}>",
    re.IGNORECASE,
)
_PARTING = re.compile(r"^</?(?:p|div|center|h[1-6]|br|hr|li|section|article)\b", re.IGNORECASE)


def without_tags(text: str) -> list[str]:
    """The texts of a line outside tables, its tags taken out: a paragraph each (`<p>…</p><p>…</p>` are two)."""
    if "<" not in text or not _BLOCK.search(text):
        return [text]
    parted = _BLOCK.sub(lambda tag: "\n" if _PARTING.match(tag.group()) else "", text)
    return [unescape(piece) for piece in parted.split("\n") if piece.strip()]


def _told(outside: list[str], line: int) -> Iterator[TextLine]:
    """The words gathered outside the cells, which are gathered anew."""
    told = " ".join(" ".join(outside).split())
    outside.clear()
    if told:
        yield TextLine(line, told)


def _words(state: _Reading, text: str, outside: list[str]) -> None:
    if not text.strip():
        return
    words = unescape(text) if "&" in text else text
    (outside if state.words is None else state.words).append(words)


def _take(state: _Reading, tag: re.Match[str], line: int) -> Row | None:
    """Take in one tag; the row that it ends."""
    name, end = tag["name"].lower(), bool(tag["end"])
    if name == "table":
        state.depth += -1 if end else 1
        if not end or state.depth > 0:
            return None
        row = _row(state) if state.cells is not None else None
        state.taken.clear()
        return row
    if state.depth > 1:
        if state.words is not None:
            state.words.append(" ")
        return None
    if name == "tr":
        row = _row(state) if state.cells is not None else None
        if not end:
            state.cells, state.line, state.column = [], line, 0
        return row
    if name in ("td", "th"):
        _end_cell(state)
        if not end:
            if state.cells is None:
                state.cells, state.line, state.column = [], line, 0
            state.words, state.spans = [], _spans(tag["attributes"])
    elif name not in _INLINE and state.words is not None:
        state.words.append(f" {tag.group()} " if name == _BOX else _BREAK if name == "br" else " ")
    return None


def _spans(attributes: str) -> tuple[int, int]:
    found = {m["which"].lower(): int(m["number"]) for m in _SPAN.finditer(attributes)}
    columns, rows = found.get("col", 1), found.get("row", 1)
    return min(max(columns, 1), WIDEST), min(max(rows, 1), LONGEST)


def _end_cell(state: _Reading) -> None:
    """Put the cell begun into its place: after the columns that cells of rows above still take."""
    if state.words is None or state.cells is None:
        return
    text = _BREAK.join(" ".join(piece.split()) for piece in "".join(state.words).split(_BREAK))
    state.words = None
    _pass_taken(state)
    columns, rows = state.spans
    for n in range(columns):
        if state.column >= MAX_CELLS:
            return
        state.cells.append(text if n == 0 else "")
        if rows > 1:
            state.taken[state.column] = rows
        state.column += 1


def _pass_taken(state: _Reading) -> None:
    assert state.cells is not None
    while state.taken.get(state.column, 0) > 0 and state.column < MAX_CELLS:
        state.cells.append("")
        state.column += 1


def _row(state: _Reading) -> Row:
    """The row begun, ended; the columns taken by its spans are free one row sooner."""
    _end_cell(state)
    _pass_taken(state)
    cells = state.cells or []
    state.cells = None
    state.taken = {column: rows - 1 for column, rows in state.taken.items() if rows > 1}
    return Row(state.line, tuple(cells))
