"""The sections as prose: figures linked to the cells they state and back, terms to their definitions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

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


class Piece(NamedTuple):
    """A run of text; `href` and `kind` (`figure` or `term`) where it is a link."""

    text: str
    href: str = ""
    kind: str = ""


class Paragraph(NamedTuple):
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


class Link(NamedTuple):
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

    def in_a_form(self, line: int) -> bool:
        return any(start <= line <= end for start, end in self.forms)


Cells = dict[float, list[tuple[Row, str]]]
_METRIC_CELLS = {metric.id: metric.cell for metric in METRICS if metric.cell}
_KINDS = {kind.number: kind for kind in STATEMENTS}


def explained_statement(headings: list[str]) -> int | None:
    """The statement a section explains, by the headings it stands under (outermost first)."""
    for heading in headings:
        for words, number in _EXPLAINS:
            if words in heading:
                return number
    return None


def cells_by_value(facts: Facts, number: int) -> Cells:
    """Figure → the (row, column) of a statement that print it; zeros and blanks state nothing to link."""
    found: Cells = {}
    columns = _KINDS[number].columns
    for row in facts.rows[number]:
        for column in columns:
            value = row[column]
            if value:
                found.setdefault(round(value, 6), []).append((row, column))
    return found


def figure_links(facts: Facts) -> dict[int, list[Link]]:
    """paragraph's first line → its links, where the cell a figure speaks of is beyond doubt."""
    cells: dict[int, Cells] = {}
    stated = _stated_in_prose(facts)
    links: dict[int, list[Link]] = {}
    for section, headings in with_headings(facts.sections):
        number = explained_statement(headings) if section["part"] == 3 else None
        if number is None:
            continue
        if number not in cells:
            cells[number] = cells_by_value(facts, number)
        for paragraph in facts.paragraphs.get(section["id"], ()):
            if paragraph["kind"] == "paragraph":
                found = list(_links_of(paragraph, number, cells[number], stated))
                if found:
                    links[paragraph["source_line"]] = found
    return links


def _stated_in_prose(facts: Facts) -> dict[float, list[tuple[int, str]]]:
    """Figure → the (source line, metric) of the sentences it was read from."""
    stated: dict[float, list[tuple[int, str]]] = {}
    for figure in facts.key_figures:
        if figure["origin"] == "narrative":
            stated.setdefault(figure["value"], []).append((figure["source_line"] or 0, figure["metric"]))
    return stated


def with_headings(sections: list[Row]) -> Iterator[tuple[Row, list[str]]]:
    """Each section with the headings it stands under, without the part's own, outermost first."""
    by_path = {section["path"]: section["heading"] for section in sections}
    for section in sections:
        path = section["path"].split(".")
        above = (".".join(path[:length]) for length in range(2, len(path)))
        yield section, [*(by_path[p] for p in above if p in by_path), section["heading"]]


def _links_of(
    paragraph: Row, number: int, cells: Cells, stated: dict[float, list[tuple[int, str]]]
) -> Iterator[Link]:
    text = paragraph["text"]
    for found in _FIGURE.finditer(text):
        value = round(float(found[1].replace(",", "")), 6)
        candidates = cells.get(value)
        if not candidates:
            continue
        if len(candidates) > 1:
            start = max([text.rfind(mark, 0, found.start()) for mark in _CLAUSE_ENDS]) + 1
            lines = range(paragraph["source_line"], paragraph["source_line_end"] + 1)
            metrics = [metric for line, metric in stated.get(value, ()) if line in lines]
            candidates = _cell_meant(candidates, text[start : found.start()], number, metrics)
        if candidates:
            row, column = candidates[0]
            yield Link(found.start(), found.end(), row_anchor(number, row["position"]), column)


def _cell_meant(
    candidates: list[tuple[Row, str]], before: str, number: int, metrics: list[str]
) -> list[tuple[Row, str]]:
    """The one of several cells that a figure states; none where nothing tells.

    `before` is the clause up to the figure, `metrics` what was read from the paragraph with that value.
    """
    named = [cell for cell in candidates if number != 9 and cell[0]["item"] in before]
    if len(named) == 1:
        return named
    for metric in metrics:
        known = _METRIC_CELLS.get(metric)
        for row, column in candidates:
            if known and known[0] == number and known[2] == column and _is_row(row, known[1], number):
                return [(row, column)]
    return []


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
    paragraphs, grid, seen, skipped = [], [], set[str](), False
    part = section["part"]
    terms = shown.terms if part == 3 else []
    for paragraph in facts.paragraphs.get(section["id"], ()):
        line = paragraph["source_line"]
        if part == 5 and line in shown.term_lines:
            continue
        if paragraph["kind"] == "paragraph":
            pieces = _pieces(paragraph["text"], links.get(line, ()), terms, seen)
            found = tuple(marks.get(f"p-{line}", ())) if marks else ()
            paragraphs.append(Paragraph(line, paragraph["source_line_end"], pieces, found))
        elif part == 2 or shown.in_a_form(line):
            skipped = True
        else:
            grid.append(tuple(paragraph["text"].split("\t")))
    return SectionView(
        anchor=f"s-{section['position']}",
        heading=section["heading"],
        level=section["path"].count(".") + 1,
        part=part,
        line=section["source_line"],
        paragraphs=tuple(paragraphs),
        grid=tuple(grid),
        skipped="" if not skipped else ("t1" if part == 2 else "forms"),
    )


def _pieces(
    text: str, links: Iterable[Link], terms: list[tuple[str, str]], seen: set[str]
) -> tuple[Piece, ...]:
    stretches = [(link.start, link.end, f"#{link.anchor}", "figure") for link in links]
    for term, href in terms:
        start = text.find(term) if term not in seen else -1
        if start >= 0 and not any(s < start + len(term) and start < e for s, e, _, _ in stretches):
            seen.add(term)
            stretches.append((start, start + len(term), href, "term"))
    if not stretches:
        return (Piece(text),)
    pieces, at = [], 0
    for start, end, href, kind in sorted(stretches):
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], href, kind))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return tuple(pieces)
