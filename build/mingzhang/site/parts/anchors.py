"""Where things stand on a department-year page: the anchors that search, findings and prose link to."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from ...catalogue import STATEMENTS
from ..disclosure_facts import Facts, Row


def row_anchor(number: int, position: int) -> str:
    """Return the anchor of a row of a statement: `t3-r12`."""
    return f"t{number}-r{position}"


@dataclass(frozen=True, slots=True)
class Places:
    """Map source lines to anchors of the page: statement rows by line, paragraphs by the line they begin at."""

    rows: dict[int, tuple[tuple[str, str], ...]]
    """line → (anchor, item) of the statement rows printed on it; the two sides of 公开01 and 04 share a line."""
    starts: tuple[int, ...]
    ends: dict[int, int]

    def of(self, line: int | None, hint: str = "") -> str | None:
        """Return the anchor of what stands on a source line; where two rows share it, the one `hint` names."""
        if line is None:
            return None
        found = self.rows.get(line, ())
        for anchor, item in found:
            if item and item in hint:
                return anchor
        if found:
            return found[0][0]
        start = self.paragraph(line)
        return None if start is None else f"p-{start}"

    def paragraph(self, line: int) -> int | None:
        """Return the first line of the paragraph that holds a source line."""
        place = bisect_right(self.starts, line) - 1
        if place < 0:
            return None
        start = self.starts[place]
        return start if line <= self.ends[start] else None


def find_places(facts: Facts) -> Places:
    """Find the places of one disclosure."""
    rows: dict[int, list[tuple[str, str]]] = {}
    for kind in STATEMENTS:
        for row in facts.rows[kind.number]:
            item = "" if kind.number == 9 else row["item"]
            rows.setdefault(row["source_line"], []).append((row_anchor(kind.number, row["position"]), item))
    ends = {
        paragraph["source_line"]: paragraph["source_line_end"]
        for paragraphs in facts.paragraphs.values()
        for paragraph in paragraphs
        if paragraph["kind"] == "paragraph"
    }
    return Places({line: tuple(found) for line, found in rows.items()}, tuple(sorted(ends)), ends)


def finding_marks(facts: Facts, places: Places) -> dict[str, list[Row]]:
    """Map each anchor to the findings that speak of what stands there."""
    marks: dict[str, list[Row]] = {}
    for finding in facts.findings:
        anchors = {places.of(finding[column], finding["message"]) for column in ("source_line", "other_line")}
        for anchor in sorted(anchor for anchor in anchors if anchor):
            marks.setdefault(anchor, []).append(finding)
    return marks
