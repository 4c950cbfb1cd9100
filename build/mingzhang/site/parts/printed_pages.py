"""The source of a disclosure as it is shown: printed pages with marks, tables with named cells, or plain lines.

Of each line there is one place with the anchor `#L12`: its mark on the picture of its page where there is one, else its
row or its text. A figure's cell has `#L12c5`, the fifth cell of line 12. `:target` shows the mark; no script is needed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ...model import Box, column_letters
from ..disclosure_facts import Facts, Row
from .section_text import corrected_in

_NAME = re.compile(r"(?:([0-9]+)!)?([A-Z]+)([0-9]+)")


def anchor(line: int, nth: int | None = None) -> str:
    """The anchor of a line of the source page, or of one of its cells (from 1)."""
    return f"L{line}" if nth is None else f"L{line}c{nth}"


@dataclass(frozen=True, slots=True)
class PrintedMark:
    """What is marked on a picture: an anchor, or a finding (`position`) with its severity and message; the box in
    percent of the page: left, top, width, height."""

    box: Box
    anchor: str = ""
    finding: Row | None = None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line, whether its anchor stands at its text (and not on a picture), and what a person put right in it."""

    number: int
    text: str
    anchored: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table whose cells have names: letters over its columns; its rows with number, first line and cells, each cell
    with its anchor (`""` where no figure stands in it) and its name."""

    letters: tuple[str, ...]
    rows: tuple[tuple[int, tuple[tuple[str, str, str], ...]], ...]
    number: int | None = None


@dataclass(slots=True)
class Sheet:
    """A page, or a sheet of a workbook; `page` is None for lines that stand on none."""

    page: Row | None = None
    marks: list[PrintedMark] = field(default_factory=list)
    parts: list[SourceTable | list[SourceLine]] = field(default_factory=list)


def lay_out_source(facts: Facts) -> list[Sheet]:
    """The pages of a source in order; empty for text, which has lines only."""
    if not facts.line_places or facts.text is None:
        return []
    texts = facts.text.split("\n")
    pages = {page["page"]: page for page in facts.pages}
    cells: dict[int, list[Row]] = defaultdict(list)
    for figure in facts.figure_places:
        cells[figure["source_line"]].append(figure)
    notes = correction_notes(facts)
    sheets = []
    for number, group in groupby(_lines(facts, len(texts)), key=lambda place: place[1]):
        places = [(line, box, cell) for line, _, box, cell in group]
        sheet = Sheet(pages.get(number))
        drawn = sheet.page is not None and sheet.page["picture"]
        for table, run in groupby(places, key=lambda place: _table(place[2])):
            lines = list(run)
            if table is not None and not drawn:
                rows = [(line, cell or "", texts[line - 1].split("\t")) for line, _, cell in lines]
                sheet.parts.append(_source_table(rows, cells, table))
                told = [SourceLine(line, notes[line], False) for line, _, _ in lines if line in notes]
                if told:
                    sheet.parts.append(told)
            else:
                sheet.parts.append(
                    [
                        SourceLine(line, texts[line - 1], not (drawn and box), notes.get(line, ""))
                        for line, box, _ in lines
                    ]
                )
        if drawn and sheet.page is not None:
            sheet.marks += _marks(sheet.page, places, cells)
            sheet.marks += _finding_marks(sheet.page, facts)
        sheets.append(sheet)
    return sheets


def correction_notes(facts: Facts) -> dict[int, str]:
    """What a person put right, by line."""
    lines = {one["source_line"] for one in facts.corrections}
    return {line: corrected_in(facts, line, line) for line in sorted(lines)}


def _lines(facts: Facts, count: int) -> Iterator[tuple[int, int | None, str | None, str | None]]:
    """Every line with page, box and cell; a line without a place stands on the page of the one before."""
    known = {row["line"]: row for row in facts.line_places}
    page: int | None = None
    for line in range(1, count + 1):
        row = known.get(line)
        page = row["page"] if row is not None else page
        yield line, page, row["box"] if row is not None else None, row["cell"] if row is not None else None


def _table(cell: str | None) -> int | None:
    """Which table of a page a line is part of by the name of its cell; None for what is no row of a table."""
    found = _NAME.fullmatch(cell or "")
    return int(found[1] or 0) if found else None


def _source_table(
    rows: Sequence[tuple[int, str, list[str]]], figures: dict[int, list[Row]], table: int
) -> SourceTable:
    firsts = [_NAME.fullmatch(cell) for _, cell, _ in rows]
    begins = [_column(found[2]) if found else 0 for found in firsts]
    left = min(begins)
    width = max(begin - left + len(texts) for begin, (_, _, texts) in zip(begins, rows, strict=True))
    letters = tuple(column_letters(left + at) for at in range(width))
    made = []
    for begin, first, (line, _, texts) in zip(begins, firsts, rows, strict=True):
        row = first[3] if first else ""
        anchored = {figure["nth"] for figure in figures.get(line, ())}
        out = [("", "", "")] * (begin - left)
        for nth, text in enumerate(texts, start=1):
            name = f"{column_letters(begin + nth - 1)}{row}"
            out.append((text, anchor(line, nth) if nth in anchored else "", name))
        out += [("", "", "")] * (width - len(out))
        made.append((line, tuple(out)))
    return SourceTable(letters, tuple(made), table or None)


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _marks(
    page: Row, places: Sequence[tuple[int, str | None, str | None]], cells: dict[int, list[Row]]
) -> Iterator[PrintedMark]:
    for line, box, _ in places:
        if box:
            yield PrintedMark(_percent(box, page), anchor(line))
        for figure in cells.get(line, ()):
            if figure["source_box"]:
                yield PrintedMark(_percent(figure["source_box"], page), anchor(line, figure["nth"]))


def _finding_marks(page: Row, facts: Facts) -> Iterator[PrintedMark]:
    for finding in facts.findings:
        if finding["source_page"] == page["page"] and finding["source_box"]:
            yield PrintedMark(_percent(finding["source_box"], page), finding=finding)


def _percent(box: str, page: Row) -> Box:
    """A box in points as left, top, width and height in percent of its page."""
    x0, y0, x1, y1 = map(float, box.split(","))
    width, height = page["width"] or 1, page["height"] or 1
    return 100 * x0 / width, 100 * y0 / height, 100 * (x1 - x0) / width, 100 * (y1 - y0) / height
