"""The year in five figures, each with its change and a way to where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from ...catalogue import METRIC
from ..disclosure_facts import Facts, Row
from .anchors import Places, row_anchor
from .disputes import Mark, disputed_of


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the overview. `value` is None where the document does not say; `href` leads to where it does."""

    label: str
    metric: str
    value: float | None
    href: str
    remarks: tuple[str, ...]
    mark: Mark | None = None
    """What disputes or mended the figure."""
    change_mark: Mark | None = None
    """What disputes a figure that the first remark is computed from."""


def five_figures(facts: Facts, before: dict[str, float], places: Places) -> tuple[Figure, ...]:
    """Return spending, its change, budget against outturn, three public expenses, running costs.

    `before` holds the metrics of the year before, where that disclosure is in the portal.
    """
    m = facts.metrics
    chosen = (
        ("expenditure_total", "本年支出", _change(m, before, "expenditure_total")),
        ("project_expenditure", "其中：项目支出", _share(m)),
        ("general_budget_expenditure", "一般公共预算支出", _against(m, "general_budget_initial", "general_budget_expenditure", "年初预算")),
        ("three_public_final", "“三公”经费", _against(m, "three_public_budget", "three_public_final", "预算")),
        ("operating_cost", "机关运行经费", _change(m, before, "operating_cost")),
    )  # fmt: skip
    marks = dict(disputed_of(facts))
    for known, (disclosure, numbers) in facts.before_disputed.items():
        said = f"{facts.year - 1}年度的数字与原文别处不一致"
        marks[f"{known}/before"] = Mark(disclosure, f"f-{numbers.split(',')[0]}", "error", said)
    return tuple(
        Figure(
            label, metric, m.get(metric), place_of_metric(facts, metric, places), remarks, marks.get(metric),
            next((marks[used] for used in _used(metric) if used in marks and marks[used].disputes), None),
        )
        for metric, label, remarks in chosen
    )  # fmt: skip


def _used(metric: str) -> tuple[str, ...]:
    """The other metrics that what is said beside a figure is computed from."""
    beside = {
        "general_budget_expenditure": ("general_budget_initial",),
        "three_public_final": ("three_public_budget",),
        "project_expenditure": ("expenditure_total",),
    }
    of_change = (f"{metric}_change", f"{metric}_change_pct", f"{metric}/before")
    return (metric, *beside.get(metric, of_change))


def _change(m: dict[str, float], before: dict[str, float], metric: str) -> tuple[str, ...]:
    """Compare with the year before: two documents first, then the stated change of the amount, then the stated rate.

    A rate the document prints otherwise than its own figures give is shown beside ours, not instead of it.
    """
    now, then, change = m.get(metric), before.get(metric), m.get(f"{metric}_change")
    if then is None and now is not None and change is not None:
        then = now - change
    printed = m.get(f"{metric}_change_pct")
    if now is not None and then:
        rate = (now - then) / then * 100
        said: tuple[str, ...] = (_direction(round(rate, 1), "比上年"),)
        if printed is not None and abs(printed - rate) > 0.5:
            said += (f"（原文印作{_direction(printed, '')}）",)
        return said
    if printed is not None:
        return (_direction(printed, "比上年"),)
    planned = m.get(f"{metric}_budget_change_pct")
    return () if planned is None else (_direction(planned, "比年初预算"),)


def _direction(pct: float, against: str) -> str:
    if pct == 0:
        return f"与{against[1:]}持平" if against else "持平"
    rate = f"{abs(pct):,.2f}".rstrip("0").rstrip(".")
    return f"{against}{'增' if pct > 0 else '减'} {rate}%"


def _against(m: dict[str, float], budget: str, final: str, name: str) -> tuple[str, ...]:
    planned, spent = m.get(budget), m.get(final)
    if planned is None:
        return ()
    said: tuple[str, ...] = (f"{name} {planned:,.2f}万元",)
    if planned and spent is not None:
        said += (f"为{name}的 {spent / planned * 100:,.1f}%",)
    return said


def _share(m: dict[str, float]) -> tuple[str, ...]:
    project, total = m.get("project_expenditure"), m.get("expenditure_total")
    if project is None or not total:
        return ()
    return (f"占本年支出 {project / total * 100:,.1f}%",)


@dataclass(frozen=True, slots=True)
class OverBudget:
    """How many items of budget against outturn spent more than planned, and how many of those give no reason."""

    items: int
    over: int
    unexplained: int


def over_budget(facts: Facts) -> OverBudget:
    """Count the items that spent more than their opening budget, or than the full-year one where that alone is stated."""
    over = [item for item in facts.execution_items if is_over(item)]
    return OverBudget(len(facts.execution_items), len(over), sum(not item["reason"] for item in over))


def is_over(item: Row) -> bool:
    """Tell whether an item spent more than was planned for it, beyond rounding."""
    planned = item["initial_budget"] if item["initial_budget"] is not None else item["annual_budget"]
    return planned is not None and item["final"] is not None and item["final"] > planned + 0.005


def place_of_metric(facts: Facts, metric: str, places: Places) -> str:
    """Return the way to a metric: `#t3-r1` where a table states it, else the paragraph, else nothing."""
    known = METRIC.get(metric)
    if known and known.cell:
        number, wanted, column = known.cell
        key = "basis" if number == 9 else "item"
        for row in facts.rows[number]:
            if row[key] == wanted and row[column] is not None:
                return f"#{row_anchor(number, row['position'])}"
    for figure in facts.key_figures:
        if figure["metric"] == metric and figure["source_line"]:
            anchor = places.of(figure["source_line"])
            return f"#{anchor}" if anchor else f"source/#L{figure['source_line']}"
    return ""
