"""The sections as prose: figures linked to the cells they state and back, terms to their definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..catalogue import METRICS, STATEMENTS
from .anchors import row_anchor
from .records import Facts, Row

# 1,234.56 万元: digits and commas, at most one decimal point; lengths bounded, so no line can make it slow.
_FIGURE = re.compile(r"(?<![\d.])(\d[\d,]{0,17}(?:\.\d{1,6})?)[ \u3000]{0,3}万元")
_CLAUSE_ENDS = "。；;！？"

# What a section's heading says → the statement it explains; the first that fits counts.
_EXPLAINS = (
    ("政府性基金", 7),
    ("国有资本", 8),
    ("三公", 9),
    ("基本支出", 6),
    ("一般公共预算", 5),
    ("财政拨款收入支出", 4),
    ("财政拨款收支", 4),
    ("收入支出", 1),
    ("收支", 1),
    ("收入决算", 2),
    ("支出决算", 3),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `href` and `kind` (`figure` or `term`) where it is a link."""

    text: str
    href: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: int
    line_end: int
    pieces: tuple[Piece, ...]
    findings: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading and its text; `grid` holds table rows that are not shown elsewhere on the page."""

    anchor: str
    heading: str
    level: int
    part: int
    line: int
    paragraphs: tuple[Paragraph, ...]
    grid: tuple[tuple[str, ...], ...]
    skipped: str


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of a paragraph's text that states the figure of a cell."""

    start: int
    end: int
    anchor: str
    column: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows in other places: terms to link to, the lines of forms, the lines of terms."""

    terms: list[tuple[str, str]]
    forms: list[tuple[int, int]]
    term_lines: frozenset[int]


Cells = dict[int, dict[float, list[tuple[Row, str]]]]
_METRIC_CELLS = {metric.id: metric.cell for metric in METRICS if metric.cell}


def explained_statement(headings: list[str]) -> int | None:
    """The statement a section explains, by the headings it stands under (outermost first)."""
    for heading in headings:
        for words, number in _EXPLAINS:
            if words in heading:
                return number
    return None


def cells_by_value(facts: Facts) -> Cells:
    """statement number → figure → the (row, column) that print it; zeros and blanks state nothing to link."""
    found: Cells = {}
    for kind in STATEMENTS:
        values = found.setdefault(kind.number, {})
        for row in facts.rows[kind.number]:
            for column in kind.columns:
                if row[column]:
                    values.setdefault(round(row[column], 6), []).append((row, column))
    return found


def figure_links(facts: Facts) -> dict[int, list[Link]]:
    """paragraph's first line → its links, where the cell a figure speaks of is beyond doubt."""
    cells = cells_by_value(facts)
    links: dict[int, list[Link]] = {}
    for section, headings in with_headings(facts.sections):
        number = explained_statement(headings) if section["part"] == 3 else None
        if number is None:
            continue
        for paragraph in facts.paragraphs.get(section["id"], ()):
            if paragraph["kind"] == "paragraph":
                found = list(_links_of(paragraph, number, cells, facts))
                if found:
                    links[paragraph["source_line"]] = found
    return links


def with_headings(sections: list[Row]) -> Iterator[tuple[Row, list[str]]]:
    """Each section with the headings it stands under, without the part's own, outermost first."""
    by_path = {section["path"]: section["heading"] for section in sections}
    for section in sections:
        path = section["path"].split(".")
        above = (".".join(path[:length]) for length in range(2, len(path)))
        yield section, [*(by_path[p] for p in above if p in by_path), section["heading"]]


def _links_of(paragraph: Row, number: int, cells: Cells, facts: Facts) -> Iterator[Link]:
    text = paragraph["text"]
    for found in _FIGURE.finditer(text):
        value = round(float(found[1].replace(",", "")), 6)
        start = max((text.rfind(mark, 0, found.start()) for mark in _CLAUSE_ENDS), default=-1) + 1
        cell = _cell_meant(value, text[start : found.start()], number, cells, paragraph, facts)
        if cell:
            row, column = cell
            yield Link(found.start(), found.end(), row_anchor(number, row["position"]), column)


def _cell_meant(
    value: float, before: str, number: int, cells: Cells, paragraph: Row, facts: Facts
) -> tuple[Row, str] | None:
    """The one cell of the statement that a figure states, or None where several would do."""
    candidates = cells.get(number, {}).get(value, [])
    if len(candidates) == 1:
        return candidates[0]
    named = [(row, column) for row, column in candidates if number != 9 and row["item"] in before]
    if len(named) == 1:
        return named[0]
    for figure in facts.key_figures:
        if (
            figure["origin"] == "narrative"
            and figure["value"] == value
            and paragraph["source_line"] <= (figure["source_line"] or 0) <= paragraph["source_line_end"]
        ):
            cell = _METRIC_CELLS.get(figure["metric"])
            for row, column in candidates:
                if cell and cell[0] == number and cell[2] == column and _is_row(row, cell[1], number):
                    return row, column
    return None


def _is_row(row: Row, wanted: str, number: int) -> bool:
    return bool(row["basis" if number == 9 else "item"] == wanted)


def sentences_of_cells(links: dict[int, list[Link]]) -> dict[tuple[str, str], tuple[int, ...]]:
    """The way back: (row anchor, column) → the paragraphs that state the figure."""
    found: dict[tuple[str, str], list[int]] = {}
    for line, stretch in links.items():
        for link in stretch:
            lines = found.setdefault((link.anchor, link.column), [])
            if line not in lines:
                lines.append(line)
    return {cell: tuple(lines) for cell, lines in found.items()}


def term_lines(facts: Facts) -> frozenset[int]:
    """The lines of paragraphs that are shown as terms, and only there: they are not repeated among the sections."""
    lines = [term["source_line"] for term in facts.terms]
    once = {line for line in lines if line is not None and lines.count(line) == 1}
    fifth = {section["id"] for section in facts.sections if section["part"] == 5}
    found = {
        p["source_line"] for id_ in fifth for p in facts.paragraphs.get(id_, ()) if p["kind"] == "paragraph"
    }
    return frozenset(once & found)


def lay_out_sections(
    facts: Facts, links: dict[int, list[Link]], marks: dict[str, list[Row]]
) -> tuple[SectionView, ...]:
    """The sections in order, the cover (part 0) left out."""
    terms = sorted(
        ((row["term"], f"#term-{row['position']}") for row in facts.terms if 2 <= len(row["term"]) <= 30),
        key=lambda term: -len(term[0]),
    )
    forms = [(form["source_line"] or 0, form["source_line_end"] or 0) for form in facts.forms]
    shown = Shown(terms, forms, term_lines(facts))
    return tuple(_section(section, facts, links, marks, shown) for section in facts.sections)


def _section(
    section: Row,
    facts: Facts,
    links: dict[int, list[Link]],
    marks: dict[str, list[Row]],
    shown: Shown,
) -> SectionView:
    paragraphs, grid, seen, skipped = [], [], set[str](), 0
    for paragraph in facts.paragraphs.get(section["id"], ()):
        line = paragraph["source_line"]
        if line in shown.term_lines and section["part"] == 5:
            continue
        if paragraph["kind"] == "paragraph":
            linkable = shown.terms if section["part"] == 3 else []
            pieces = tuple(_pieces(paragraph["text"], links.get(line, []), linkable, seen))
            found = tuple(marks.get(f"p-{line}", ()))
            paragraphs.append(Paragraph(line, paragraph["source_line_end"], pieces, found))
        elif section["part"] == 2 or any(start <= line <= end for start, end in shown.forms):
            skipped += 1
        else:
            grid.append(tuple(paragraph["text"].split("\t")))
    return SectionView(
        anchor=f"s-{section['position']}",
        heading=section["heading"],
        level=section["path"].count(".") + 1,
        part=section["part"],
        line=section["source_line"],
        paragraphs=tuple(paragraphs),
        grid=tuple(grid),
        skipped="" if not skipped else ("t1" if section["part"] == 2 else "forms"),
    )


def _pieces(text: str, links: list[Link], terms: list[tuple[str, str]], seen: set[str]) -> Iterator[Piece]:
    stretches = [(link.start, link.end, f"#{link.anchor}", "figure") for link in links]
    for term, href in terms:
        start = text.find(term) if term not in seen else -1
        if start >= 0 and not any(s < start + len(term) and start < e for s, e, _, _ in stretches):
            seen.add(term)
            stretches.append((start, start + len(term), href, "term"))
    at = 0
    for start, end, href, kind in sorted(stretches):
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[start:end], href, kind)
        at = end
    if at < len(text):
        yield Piece(text[at:])
