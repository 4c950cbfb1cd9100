"""N10: basic spending, personnel and public-use money in the prose."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...references import against_reference
from ...registry import rule
from ...trials import Trial, equal, total

_TOLD_IN = ("basic", "general_budget", "appropriated")
"""The sections in which one place or another tells basic spending with its parts."""
SOURCE = "部门决算公开文本格式 第三部分 情况说明"


@rule(
    "N10.costs",
    "文字所述人员经费与公用经费与表格一致",
    "Personnel and public use stated = statement 6",
    "情况说明中的人员经费、公用经费应与公开06表一致。",
    SOURCE,
    kinds=("basic",),
)
def costs(context: RuleContext) -> Iterator[Trial]:
    yield from against_reference(context, ("personnel_cost", "public_cost"))


@rule(
    "N10.sum",
    "人员经费与公用经费之和等于基本支出",
    "Personnel + public use = basic spending",
    "情况说明中的人员经费与公用经费之和，应等于基本支出。",
    SOURCE,
    kinds=("basic", "general_budget", "appropriated"),
)
def sum_of_costs(context: RuleContext) -> Iterator[Trial]:
    metrics = ("personnel_cost", "public_cost")
    parts = [context.by_metric[metric][0].figure for metric in metrics if metric in context.by_metric]
    for stated in context.by_metric.get("general_budget_basic", ()):
        if stated.kind in _TOLD_IN and len(parts) == len(metrics):
            yield total(stated.figure, parts, "人员经费与公用经费之和")


@rule(
    "N10.basic",
    "文字所述基本支出与表格一致",
    "Basic spending stated = statement 5",
    "基本支出决算情况说明中的基本支出，应与公开05表合计行一致。",
    SOURCE,
    kinds=("basic",),
)
def basic_spending(context: RuleContext) -> Iterator[Trial]:
    reference = context.reference("general_budget_basic") or context.reference("basic_expenditure")
    for stated in context.by_metric.get("general_budget_basic", ()):
        if stated.kind == "basic" and reference is not None and reference.key != stated.figure.key:
            yield equal(stated.figure, reference)
