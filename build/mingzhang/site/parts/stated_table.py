"""The key figures of a department-year as a table: what the statements print beside what the prose says."""

from __future__ import annotations

from dataclasses import dataclass

from ...catalogue import METRICS
from ..disclosure_facts import Facts, Row
from .disputes import findings_of


@dataclass(frozen=True, slots=True)
class Stated:
    """A metric with the table's value, the prose's, the line of the better one, and that of the prose."""

    metric: str
    name: str
    definition: str
    unit: str
    table: float | None
    narrative: float | None
    source_line: int | None
    narrative_line: int | None
    marks: tuple[Row, ...] = ()
    """The findings on either."""
    repaired: str | None = None
    """What was repaired of the row the table's value stands in."""

    @property
    def differ(self) -> bool:
        """Tell whether both are printed and differ by more than rounding."""
        return (
            self.table is not None
            and self.narrative is not None
            and abs(self.table - self.narrative) > 0.0101
        )


def stated_figures(facts: Facts) -> tuple[Stated, ...]:
    """List every metric the document states, in the catalogue's order; the first of several statements in prose counts."""
    first: dict[tuple[str, str], tuple[float, int | None]] = {}
    chosen: dict[tuple[str, str], Row] = {}
    for figure in facts.key_figures:
        first.setdefault((figure["metric"], figure["origin"]), (figure["value"], figure["source_line"]))
        chosen.setdefault((figure["origin"], figure["metric"]), figure)
    findings = findings_of(facts)
    found = []
    for metric in METRICS:
        table, narrative = first.get((metric.id, "table")), first.get((metric.id, "narrative"))
        best = table or narrative
        if best and metric.id != "fiscal_year":
            values = (table[0] if table else None, narrative[0] if narrative else None)
            told = narrative[1] if narrative else None
            rows = [row for origin in ("table", "narrative") if (row := chosen.get((origin, metric.id)))]
            numbers = {int(n) for row in rows for n in (row["disputed"] or "").split(",") if n}
            said = tuple(findings[facts.id, n] for n in sorted(numbers))
            repaired = next((row["repaired"] for row in rows if row["repaired"]), None)
            found.append(
                Stated(
                    metric.id,
                    metric.zh,
                    metric.definition,
                    metric.unit,
                    *values,
                    best[1],
                    told,
                    said,
                    repaired,
                )
            )
    return tuple(found)
