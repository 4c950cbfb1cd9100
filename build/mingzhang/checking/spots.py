"""Where a figure stands in the text: the forms it may be printed in, and the line of a paragraph that has it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

import msgspec

from ..model import CheckReport, Disclosure, Document, Evidence, Finding, Passage, Place, Row

REACH = 600
"""Characters after the start of an item in which its figures stand."""


def printed_forms(found: str | None) -> list[str]:
    """How a figure may be printed: 4916.71 and 4,916.71; words as they are."""
    if not found:
        return []
    try:
        value = abs(Decimal(found))
    except InvalidOperation:
        return [found]
    plain = f"{value:f}"
    forms = [plain, f"{value:,f}"]
    if "." in plain:
        forms.append(plain.rstrip("0").rstrip("."))
        forms.append(f"{value:,f}".rstrip("0").rstrip("."))
    return list(dict.fromkeys(forms))


def find_whole(text: str, words: str, start: int = 0, end: int | None = None) -> int:
    """Where `words` stand in `text`, a number only as a whole number; -1 where they do not."""
    end = len(text) if end is None else end
    at = text.find(words, start, end)
    while at >= 0:
        after = text[at + len(words) : at + len(words) + 2]
        inside = at > 0 and text[at - 1] in "0123456789.," and words[0].isdigit()
        longer = words[-1].isdigit() and (
            after[:1].isdigit() or (after[:1] in (".", ",") and after[1:].isdigit())
        )
        if not inside and not longer:
            return at
        at = text.find(words, at + 1, end)
    return -1


def find_spot(text: str, found: str | None) -> tuple[int, int] | None:
    """Start and end of a finding's figure or words in a line, blanks inside the print passed over; None where they
    do not stand there."""
    for shown in printed_forms(found):
        at = find_whole(text, shown)
        if at >= 0:
            return at, at + len(shown)
    kept = [place for place, character in enumerate(text) if not character.isspace()]
    compact = "".join(text[place] for place in kept)
    for shown in printed_forms(found):
        words = "".join(shown.split())
        at = find_whole(compact, words) if words else -1
        if at >= 0:
            return kept[at], kept[at + len(words) - 1] + 1
    return None


def at_their_lines(
    disclosure: Disclosure, findings: list[Finding], rows_between: Callable[[int, int], Sequence[Row]]
) -> list[Finding]:
    """Findings of paragraphs and forms that run over several lines, each moved to the line that has its figure.
    `rows_between` gives the rows from one line to another."""
    if not findings:
        return findings
    passages = [p for section in disclosure.sections for p in section.passages if len(p.lines) > 1]
    passages.sort(key=lambda passage: passage.line)
    starts = [passage.line for passage in passages]
    moved = []
    for finding in findings:
        at = bisect_right(starts, finding.source_line or 0) - 1
        if finding.source_line and at >= 0 and finding.source_line <= passages[at].line_end:
            finding = _moved(finding, passages[at])
        elif finding.subject_kind == "form":
            finding = _in_form(finding, disclosure, rows_between)
        moved.append(finding)
    return moved


def _in_form(
    finding: Finding, disclosure: Disclosure, rows_between: Callable[[int, int], Sequence[Row]]
) -> Finding:
    """A form's finding at the row that has its figure; a form is known by the line of its title."""
    form = next((f for f in disclosure.forms if f.source_line == finding.source_line), None)
    if form is None:
        return finding
    rows = rows_between(form.source_line, form.source_line_end)
    for shown in printed_forms(finding.found):
        for row in rows:
            if any(find_whole(cell, shown) >= 0 for cell in row.cells):
                return replace(finding, source_line=row.line)
    return finding


def _moved(finding: Finding, passage: Passage) -> Finding:
    lines = [n for n, line in enumerate(passage.lines) if line <= (finding.source_line or 0)]
    begin = passage.starts[lines[-1]] if lines else 0
    for shown in printed_forms(finding.found):
        at = find_whole(passage.text, shown, begin, begin + REACH)
        if at >= 0:
            line = passage.line_at(at)
            other = None if finding.other_line == line else finding.other_line
            return replace(finding, source_line=line, other_line=other)
    return finding


def with_spots(disclosure: Disclosure, findings: list[Finding]) -> list[Finding]:
    """Findings and their evidence with page, box and cell; as they are where the carrier has lines only."""
    places = disclosure.line_places
    return [_with_spot(finding, places) for finding in findings] if places else findings


def _with_spot(finding: Finding, places: Sequence[Place]) -> Finding:
    evidence = tuple(_evidence_with_spot(one, places) for one in finding.evidence)
    cells = (one.spot for one in finding.evidence if one.line == finding.source_line)
    return replace(
        finding, evidence=evidence, spot=next(cells, None) or _place_of_line(finding.source_line, places)
    )


def _evidence_with_spot(one: Evidence, places: Sequence[Place]) -> Evidence:
    return one if one.spot else msgspec.structs.replace(one, spot=_place_of_line(one.line, places))


def _place_of_line(line: int | None, places: Sequence[Place]) -> Place | None:
    return places[line - 1] if line and line <= len(places) else None


def with_cells(report: CheckReport, document: Document) -> CheckReport:
    """The findings of a document, those that stand in a row of a table at the cell that prints their figure or words."""
    if not document.cells:
        return report
    return replace(report, findings=tuple(_in_cell(finding, document) for finding in report.findings))


def _in_cell(finding: Finding, document: Document) -> Finding:
    line = finding.source_line
    cells = document.cells.get(line or 0, ())
    if line is None or not cells or finding.spot != document.places[line - 1]:
        return finding
    text = document.lines[line - 1]
    found = find_spot(text, finding.found)
    nth = text[: found[0]].count("\t") if found else len(cells)
    if nth < len(cells) and (cells[nth].box or cells[nth].cell):
        return replace(finding, spot=cells[nth])
    return replace(finding, spot=_row_alone(finding.spot))


_COLUMN = re.compile("[A-Z]+")


def _row_alone(place: Place | None) -> Place | None:
    """A row of a sheet or table without a column: `3!7` is the seventh of the third table."""
    if place is None or place.cell is None:
        return place
    return msgspec.structs.replace(place, cell=_COLUMN.sub("", place.cell))
