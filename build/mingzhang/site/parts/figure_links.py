"""Which figure of a sentence states which figure elsewhere on the page: the links from the prose to cells, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...catalogue import METRICS, STATEMENTS
from ..disclosure_facts import Facts, Row
from .anchors import row_anchor

# 1,234.56 万元, 3 辆: digits and commas, at most one decimal point; lengths bounded, so no line can make it slow.
_FIGURE = re.compile(r"(?<![\d.])(\d[\d,]{0,17}(?:\.\d{1,6})?)[ \u3000]{0,3}(万元|辆|批次|人次|个)")
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


class Link(NamedTuple):
    """A stretch of a paragraph's text that states the figure of a cell, or of a row (`column` empty)."""

    start: int
    end: int
    anchor: str
    column: str


class Said(NamedTuple):
    """A figure read from a paragraph: where it stands elsewhere on the page, and the words it was read from."""

    value: float
    anchor: str
    column: str
    quote: str
    unit: str = "万元"


Cells = dict[float, list[tuple[Row, str]]]
_METRIC_CELLS = {metric.id: metric.cell for metric in METRICS if metric.cell}
_KINDS = {kind.number: kind for kind in STATEMENTS}


def explained_statement(headings: list[str]) -> int | None:
    """Return the statement a section explains, by the headings it stands under (outermost first)."""
    for heading in headings:
        for words, number in _EXPLAINS:
            if words in heading:
                return number
    return None


def with_headings(sections: list[Row]) -> Iterator[tuple[Row, list[str]]]:
    """Yield each section with the headings it stands under, without the part's own, outermost first."""
    by_path = {section["path"]: section["heading"] for section in sections}
    for section in sections:
        path = section["path"].split(".")
        above = (".".join(path[:length]) for length in range(2, len(path)))
        yield section, [*(by_path[p] for p in above if p in by_path), section["heading"]]


def figure_links(facts: Facts) -> dict[int, list[Link]]:
    """Map a paragraph's first line to its links, where what a figure speaks of is beyond doubt.

    A figure leads to the cell of the statement its section explains; else to what was read from it (a key figure, an
    item of budget against outturn, a project), or to the cell that prints that.
    """
    cells: dict[int, Cells] = {}
    read = _read_by_line(facts)
    links: dict[int, list[Link]] = {}
    for section, headings in with_headings(facts.sections):
        if section["part"] != 3:
            continue
        number = explained_statement(headings)
        if number is not None and number not in cells:
            cells[number] = cells_by_value(facts, number)
        for paragraph in facts.paragraphs.get(section["id"], ()):
            if paragraph["kind"] == "paragraph":
                known = cells.get(number, {}) if number is not None else {}
                found = list(_links_of(paragraph, number, known, read))
                if found:
                    links[paragraph["source_line"]] = found
    return links


def cells_by_value(facts: Facts, number: int) -> Cells:
    """Map each figure to the (row, column) of a statement that print it; zeros and blanks state nothing to link."""
    found: Cells = {}
    columns = _KINDS[number].columns
    for row in facts.rows[number]:
        for column in columns:
            value = row[column]
            if value:
                found.setdefault(round(value, 6), []).append((row, column))
    return found


def _read_by_line(facts: Facts) -> dict[int, list[Said]]:
    """Map each source line to what was read from it; the most particular first."""
    items = {row["code"]: row for row in facts.rows[5] if row["code"]}
    read: dict[int, list[Said]] = {}

    def add(line: int | None, value: float | None, anchor: str, *rest: str) -> None:
        if line and value is not None:
            # The prose says by its verb which way a change goes: figures are compared without their sign.
            read.setdefault(line, []).append(Said(round(abs(value), 6), anchor, *(rest or ("", ""))))

    for item in facts.execution_items:
        anchor, row = f"e-{item['position']}", items.get(item["code"])
        if row is not None and item["final"] is not None and row["total"] == item["final"]:
            add(item["source_line"], item["final"], row_anchor(5, row["position"]), "total", "")
        add(item["source_line"], item["final"], anchor)
        add(item["source_line"], item["initial_budget"], anchor)
    for part in facts.structure_items:
        add(part["source_line"], part["amount"], *_place_of_class(facts, part["item"], part["amount"]), "")
    for project in facts.projects:
        add(project["source_line"], project["executed"], f"pj-{project['position']}")
        add(project["source_line"], project["budget"], f"pj-{project['position']}")
    for figure in facts.key_figures:
        if figure["origin"] == "narrative":
            anchor, column = _place_of_metric(facts, figure["metric"], figure["value"])
            quote = figure["quote"] or ""
            add(figure["source_line"], figure["value"], anchor, column, quote, figure["unit"])
    return read


def _place_of_class(facts: Facts, name: str, value: float | None) -> tuple[str, str]:
    """Return (anchor, column) of the row of 公开05表 or 公开01表 that prints a class of spending, or the chart of classes."""
    for number, column in ((5, "total"), (1, "amount")):
        for row in facts.rows[number]:
            if row["item"] == name and row[column] == value:
                return row_anchor(number, row["position"]), column
    return "chart-5", ""


def _place_of_metric(facts: Facts, metric: str, value: float) -> tuple[str, str]:
    """Return (anchor, column) of the cell that prints a key figure, or of its row among the key figures."""
    known = _METRIC_CELLS.get(metric)
    if known:
        number, wanted, column = known
        for row in facts.rows[number]:
            if _is_row(row, wanted, number) and row[column] == value:
                return row_anchor(number, row["position"]), column
    return f"m-{metric}", ""


def _links_of(
    paragraph: Row, number: int | None, cells: Cells, read: dict[int, list[Said]]
) -> Iterator[Link]:
    text = paragraph["text"]
    said: list[Said] | None = None
    for found in _FIGURE.finditer(text):
        if said is None:  # most paragraphs hold no figure
            lines = range(paragraph["source_line"], paragraph["source_line_end"] + 1)
            said = [one for line in lines for one in read.get(line, ())]
        value = round(float(found[1].replace(",", "")), 6)
        money = found[2] == "万元"
        cell = _cell_meant(cells.get(value, []), text, found.start(), number) if money else None
        if cell is not None and number is not None:
            row, column = cell
            yield Link(found.start(), found.end(), row_anchor(number, row["position"]), column)
            continue
        one = _said_here([one for one in said if one.unit == found[2]], value, text, found.start())
        # Sentences list many things of which there are none: only money is worth leading to where it is zero.
        if one is not None and (value or money):
            yield Link(found.start(), found.end(), one.anchor, one.column)


def _cell_meant(
    candidates: list[tuple[Row, str]], text: str, at: int, number: int | None
) -> tuple[Row, str] | None:
    """Return the only cell that prints the figure, or the only one of several whose item the clause names."""
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    start = max([text.rfind(mark, 0, at) for mark in _CLAUSE_ENDS]) + 1
    named = [cell for cell in candidates if number != 9 and cell[0]["item"] in text[start:at]]
    return named[0] if len(named) == 1 else None


def _said_here(said: list[Said], value: float, text: str, at: int) -> Said | None:
    """Return what was read from the figure at `at`: of several of one value, the one whose words end nearest to it."""
    same = [one for one in said if one.value == value]
    if len(same) <= 1:
        return same[0] if same else None
    if not any(one.quote for one in same):
        return same[0]
    return min(same, key=lambda one: _distance(one.quote, text, at))


def _distance(quote: str, text: str, at: int) -> int:
    """Return how far the end of a quotation is from a figure; what is not quoted is farthest but for the figure itself."""
    start = text.find(quote) if quote else -1
    if start < 0:
        return len(text)
    return abs(start + len(quote) - at) if start <= at < start + len(quote) else 2 * len(text)


def _is_row(row: Row, wanted: str, number: int) -> bool:
    return bool(row["basis" if number == 9 else "item"] == wanted)


def sentences_of_cells(links: dict[int, list[Link]]) -> dict[tuple[str, str], tuple[int, ...]]:
    """Map (row anchor, column) back to the paragraphs that state the figure."""
    found: dict[tuple[str, str], list[int]] = {}
    for line, stretch in links.items():
        for link in stretch:
            lines = found.setdefault((link.anchor, link.column), [])
            if line not in lines:
                lines.append(line)
    return {cell: tuple(lines) for cell, lines in found.items()}
