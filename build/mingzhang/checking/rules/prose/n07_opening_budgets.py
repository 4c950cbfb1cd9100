"""N07: opening budgets of the items."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...items import full_year, item_figure, leaves, whole_budgets
from ...references import against_reference
from ...registry import rule
from ...trials import NotChecked, Trial, equal, total
from .n08_finals import lacking_item

SOURCE = "部门决算公开文本格式 第三部分 情况说明"


@rule(
    "N07.sum",
    "各科目年初预算之和等于年初预算总数",
    "Opening budgets of the items add up",
    "支出决算具体情况各科目的年初预算相加，应等于所述一般公共预算财政拨款支出年初预算；各科目写的是全年预算的不核对。",
    SOURCE,
    kinds=("execution",),
)
def sum_of_budgets(context: RuleContext) -> Iterator[Trial]:
    stated = context.by_metric.get("general_budget_initial", [])
    items = [i for i in leaves(context.disclosure.execution_items) if i.initial_budget is not None]
    if not stated or len(items) < 2:
        return
    if any(full_year(item) for item in items):
        yield NotChecked("各科目写的是全年预算，不是年初预算")
        return
    lacking = lacking_item(context, items)
    if lacking:
        yield NotChecked(f"支出决算具体情况没有列出{lacking}")
        return
    yield total(
        stated[0].figure,
        [item_figure(i, "budget", whole_budgets(items)) for i in items],
        "各科目年初预算之和",
    )


@rule(
    "N07.repeats",
    "年初预算总数前后一致",
    "The opening budget is the same wherever it is stated",
    "一般公共预算财政拨款支出年初预算，各处所述应一致。",
    SOURCE,
    kinds=("execution",),
)
def repeats(context: RuleContext) -> Iterator[Trial]:
    yield from against_reference(context, ("general_budget_initial",))


@rule(
    "N07.overall",
    "整体绩效自评所述年初预算与情况说明一致",
    "The opening budget of the overall evaluation is that of the statement",
    "整体支出绩效自评所述年初预算，应与一般公共预算财政拨款支出年初预算一致。",
    SOURCE,
    kinds=("overall",),
)
def overall(context: RuleContext) -> Iterator[Trial]:
    stated = context.by_metric.get("general_budget_initial", [])
    for other in context.by_metric.get("performance_overall_initial", ()):
        if stated:
            yield equal(other.figure, stated[0].figure)
