"""N09: completion rates of the items and of the total."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...items import item_figure, leaves, whole_budgets
from ...references import before, completion_trials
from ...registry import rule
from ...trials import Comparison, Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分 情况说明"


def _items(context: RuleContext) -> Iterator[Trial]:
    coarse = whole_budgets(context.disclosure.execution_items)
    for item in context.disclosure.execution_items:
        if item.completion_pct is not None and item.initial_budget is not None and item.final is not None:
            rate, final = item_figure(item, "rate"), item_figure(item, "final")
            budget = item_figure(item, "budget", coarse)
            annual = item_figure(item, "annual") if item.annual_budget is not None else None
            yield from completion_trials(rate, final, budget, annual)
        if None not in (item.annual_completion_pct, item.annual_budget, item.final):
            rate, final = item_figure(item, "annual_rate"), item_figure(item, "final")
            yield from completion_trials(rate, final, item_figure(item, "annual"))


def _total(context: RuleContext) -> Iterator[Trial]:
    for stated in context.by_metric.get("general_budget_expenditure_completion_pct", ()):
        whole = before(context, stated, "general_budget_expenditure")
        base = before(context, stated, "general_budget_initial")
        if whole is not None and base is not None:
            annual = before(context, stated, "general_budget_annual")
            yield from completion_trials(stated.figure, whole, base, annual)


@rule(
    "N09.items",
    "各科目完成率等于决算除以预算",
    "Completion rate of an item = final / budget",
    "各科目的完成年初预算百分比，应等于支出决算除以年初预算。",
    SOURCE,
    kinds=("execution",),
)
def completion_of_items(context: RuleContext) -> Iterator[Trial]:
    yield from (trial for trial in _items(context) if isinstance(trial, Comparison))


@rule(
    "N09.total",
    "总数的完成率等于决算除以预算",
    "Completion rate of the total = final / budget",
    "一般公共预算财政拨款支出的完成年初预算百分比，应等于支出决算除以年初预算。",
    SOURCE,
    kinds=("execution",),
)
def completion_of_total(context: RuleContext) -> Iterator[Trial]:
    yield from (trial for trial in _total(context) if isinstance(trial, Comparison))


@rule(
    "N09.zero-budget",
    "年初预算为零时没有完成率",
    "A budget of nothing has no completion rate",
    "年初预算为零的，没有完成率，不应写完成100%。",
    SOURCE,
    "warning",
    kinds=("execution",),
)
def zero_budget(context: RuleContext) -> Iterator[Trial]:
    for trial in (*_items(context), *_total(context)):
        if isinstance(trial, Remark | Held):
            yield trial
    items = leaves(context.disclosure.execution_items)
    yield Held(sum(item.initial_budget == 0 and item.completion_pct is None for item in items))
