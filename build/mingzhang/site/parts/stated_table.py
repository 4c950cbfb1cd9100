"""The key figures of a department-year as a table: what the statements print beside what the prose says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...catalogue import METRICS, Metric
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


_FACETS = ("_budget_change_pct", "_budget_change", "_change_pct", "_change", "_share_pct", "_completion_pct")
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("“三公”经费、会议与培训", ("three_public", "abroad", "vehicle_", "vehicles_purchased", "vehicles_held", "reception", "meeting", "training")),
    ("机关运行与采购", ("operating_cost", "procurement", "service_purchase")),
    ("人员与资产", ("staff_", "vehicles_", "equipment")),
    ("绩效", ("performance",)),
    ("财政拨款", ("appropriation", "general_budget", "government_fund", "state_capital", "personnel_cost", "public_cost", "fiscal_appropriation")),
    ("收支总体", ("",)),
)  # fmt: skip
"""The groups of metrics and how the ids in them begin; the first that fits counts."""
_ORDER = ("收支总体", "财政拨款", "“三公”经费、会议与培训", "机关运行与采购", "人员与资产", "绩效")


class MetricGroup(NamedTuple):
    """Figures that belong together, each with the changes and shares that are stated of it."""

    title: str
    figures: list[tuple[Stated, list[Stated]]]


def grouped(stated: Sequence[Stated]) -> list[MetricGroup]:
    """Put figures into groups, and what is said of a figure beside it; alone where the figure itself is not stated."""
    groups = {title: MetricGroup(title, []) for title in _ORDER}
    at: dict[str, list[Stated]] = {}
    names = {one.metric for one in stated}
    for one in stated:
        base = next((one.metric.removesuffix(end) for end in _FACETS if one.metric.endswith(end)), "")
        if base in names:
            at[base].append(one)
            continue
        at[one.metric] = []
        groups[group_of(one.metric)].figures.append((one, at[one.metric]))
    return [group for group in groups.values() if group.figures]


def group_of(metric: str) -> str:
    """Return the title of the group that a metric belongs to."""
    return next(title for title, starts in _GROUPS if metric.startswith(starts))


def by_group(metrics: Iterable[Metric]) -> list[Metric]:
    """Sort metrics by their groups, otherwise in the order given."""
    return sorted(metrics, key=lambda metric: _ORDER.index(group_of(metric.id)))


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
