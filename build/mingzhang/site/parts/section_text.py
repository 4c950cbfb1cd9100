"""The sections as prose, with their links to cells and to the definitions of terms."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from ..disclosure_facts import Facts, Row
from .figure_links import Link

# A glossary of more words than these is none; it must not slow the page down.
_MANY_TERMS = 200


class Piece(NamedTuple):
    """A run of text; `href` and `kind` (`figure` or `term`) where it is a link."""

    text: str
    href: str = ""
    kind: str = ""


class Paragraph(NamedTuple):
    """A paragraph as its page shows it: its anchor, its lines of the source, its text in pieces, the findings on it."""

    anchor: str
    line: int
    line_end: int
    pieces: tuple[Piece, ...]
    findings: tuple[Row, ...]
    corrected: str = ""
    """What a person put right in it."""


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading (of level 1 to 4) and its text; `grid` holds table rows that are not shown elsewhere on the page."""

    anchor: str
    heading: str
    level: int
    part: int
    line: int
    paragraphs: tuple[Paragraph, ...]
    grid: tuple[tuple[str, ...], ...]
    skipped: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows in other places: terms to link to, the lines of terms, the lines of forms (where forms
    begin, in order, and the last line of any that began so far).
    """

    terms: list[tuple[str, str]]
    term_lines: frozenset[int]
    form_starts: list[int]
    form_ends: list[int]

    def in_a_form(self, line: int) -> bool:
        begun = bisect_right(self.form_starts, line)
        return begun > 0 and line <= self.form_ends[begun - 1]


def without_quotes(name: str) -> str:
    """Drop quotation marks: “三公”经费 and 三公经费 are one term."""
    return name.translate({ord(mark): None for mark in "“”\"‘’'"})


def places_of_terms(facts: Facts) -> dict[str, str]:
    """Map each term, without quotation marks, to the way to its definition on the page."""
    return {without_quotes(row["term"]): f"#term-{row['position']}" for row in reversed(facts.terms)}


def term_lines(facts: Facts) -> frozenset[int]:
    """Collect the lines of paragraphs that are shown as terms, and only there: they are not repeated among the sections."""
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
    """Lay out the sections in order; `links` and `marks` are by line and by anchor."""
    terms = sorted(
        ((row["term"], f"#term-{row['position']}") for row in facts.terms if 2 <= len(row["term"]) <= 30),
        key=lambda term: -len(term[0]),
    )
    whole = _text_outside_the_glossary(facts)
    terms = [term for term in terms[:_MANY_TERMS] if term[0] in whole]
    forms = sorted((form["source_line"] or 0, form["source_line_end"] or 0) for form in facts.forms)
    ends = list(accumulate((end for _, end in forms), max))
    shown = Shown(terms, term_lines(facts), [start for start, _ in forms], ends)
    taken: set[str] = set()
    return tuple(_section(section, facts, links, marks, shown, taken) for section in facts.sections)


def _text_outside_the_glossary(facts: Facts) -> str:
    """Join all paragraphs in which terms are linked, to leave out at once the terms that occur in none."""
    ids = [section["id"] for section in facts.sections if section["part"] != 5]
    found = (p for id_ in ids for p in facts.paragraphs.get(id_, ()))
    return "\n".join([p["text"] for p in found if p["kind"] == "paragraph"])


def corrected_in(facts: Facts, first: int, last: int) -> str:
    """What a person put right in some lines, as a sentence; "" where it is nothing."""
    return "；".join(
        f"人工更正：读作“{one['read']}”，更正为“{one['right']}”（{one['who']}，{one['made_on']}）"
        for one in facts.corrections
        if first <= one["source_line"] <= last
    )


def _section(
    section: Row,
    facts: Facts,
    links: dict[int, list[Link]],
    marks: dict[str, list[Row]],
    shown: Shown,
    taken: set[str],
) -> SectionView:
    paragraphs, grid, skipped = [], [], False
    part = section["part"]
    terms = shown.terms if part != 5 else []
    for paragraph in facts.paragraphs.get(section["id"], ()):
        line = paragraph["source_line"]
        if part == 5 and line in shown.term_lines:
            continue
        if paragraph["kind"] == "paragraph":
            pieces = _pieces(paragraph["text"], links.get(line, ()), terms)
            found = tuple(marks.get(f"p-{line}", ())) if marks else ()
            anchor = _anchor(line, taken)
            end = paragraph["source_line_end"]
            paragraphs.append(Paragraph(anchor, line, end, pieces, found, corrected_in(facts, line, end)))
        elif part == 2 or shown.in_a_form(line):
            skipped = True
        else:
            grid.append(tuple(paragraph["text"].split("\t")))
    return SectionView(
        anchor=f"s-{section['position']}",
        heading=section["heading"],
        level=min(section["path"].count(".") + 1, 4),
        part=part,
        line=section["source_line"],
        paragraphs=tuple(paragraphs),
        grid=tuple(grid),
        skipped="" if not skipped else ("t1" if part == 2 else "forms"),
    )


def _anchor(line: int, taken: set[str]) -> str:
    """Return the anchor of a paragraph, `p-12`; a second one that begins on the same line is `p-12-2`."""
    anchor, count = f"p-{line}", 2
    while anchor in taken:
        anchor, count = f"p-{line}-{count}", count + 1
    taken.add(anchor)
    return anchor


def _pieces(text: str, links: Iterable[Link], terms: list[tuple[str, str]]) -> tuple[Piece, ...]:
    """Cut a paragraph into pieces; a term is linked where it first occurs in it."""
    stretches = [(link.start, link.end, f"#{link.anchor}", "figure") for link in links]
    for term, href in terms:
        start = text.find(term)
        if start >= 0 and not any(s < start + len(term) and start < e for s, e, _, _ in stretches):
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
