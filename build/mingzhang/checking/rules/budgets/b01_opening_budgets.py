"""B01–B02: what the final account states as its opening budget against the departmental budget itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ....model import Budget, BudgetFigure
from ...context import RuleContext
from ...figures import HALF_CENT, Figure, Subject, plain
from ...items import full_year, item_figure, item_name, leaves, whole_budgets
from ...registry import rule_beside
from ...stated_figures import metric_name
from ...trials import Held, NotChecked, Remark, Trial

SOURCE = "同一部门同一年度的部门预算公开"
_TABLE = "部门预算“一般公共预算支出表”"
_THREE_PUBLIC = (
    "three_public_budget",
    "abroad_budget",
    "vehicle_budget",
    "vehicle_purchase_budget",
    "vehicle_operation_budget",
    "reception_budget",
)


@rule_beside(
    "B01.items",
    "各科目年初预算与部门预算一致",
    "The opening budget of each item is that of the departmental budget",
    "支出决算具体情况所写各科目的年初预算，应与同年部门预算公开中同一科目的一般公共预算支出一致；写的是全年预算的不核对。",
    SOURCE,
    "warning",
)
def items_of_the_budget(context: RuleContext, budget: Budget) -> Iterator[Trial]:
    stated = [
        i for i in leaves(context.disclosure.execution_items) if i.code and i.initial_budget is not None
    ]
    if not budget.items or not stated:
        return
    planned = {row.code: row for row in budget.items if row.code}
    coarse = whole_budgets(stated)
    for item in stated:
        if full_year(item):
            yield NotChecked("写的是全年预算，不是年初预算")
            continue
        found, row = item_figure(item, "budget", coarse), planned.get(item.code or "")
        if row is None and not budget.complete:
            continue
        value = (row.figures.get("total") if row else None) or Decimal(0)
        name = f"{_TABLE}{row.item}" if row else f"{_TABLE}没有的{item_name(item)}"
        yield _held_against(found, value, name, f"{item.code} {item_name(item)}的年初预算")


@rule_beside(
    "B01.total",
    "年初预算总数与部门预算一致",
    "The opening general budget is that of the departmental budget",
    "情况说明所写一般公共预算财政拨款支出年初预算，应与同年部门预算公开的一般公共预算支出合计一致。",
    SOURCE,
    "warning",
)
def total_of_the_budget(context: RuleContext, budget: Budget) -> Iterator[Trial]:
    yield from _metrics(context, budget, ("general_budget_initial",))


@rule_beside(
    "B02.three-public",
    "“三公”经费预算与部门预算一致",
    "The “three public” budget is that of the departmental budget",
    "公开09表与情况说明所写“三公”经费预算，与同年部门预算公开的“三公”经费预算相比；决算中写的若是全年预算，年中调整也会造成差异。",
    SOURCE,
    "note",
)
def three_public_of_the_budget(context: RuleContext, budget: Budget) -> Iterator[Trial]:
    yield from _metrics(context, budget, _THREE_PUBLIC)


def _metrics(context: RuleContext, budget: Budget, metrics: tuple[str, ...]) -> Iterator[Trial]:
    planned: dict[str, BudgetFigure] = {figure.metric: figure for figure in budget.figures}
    for metric in metrics:
        found = context.reference(metric)
        if metric in planned and found is not None and found.value is not None:
            name = metric_name(metric)
            yield _held_against(found, planned[metric].value, f"部门预算所列{name}", name)


def _held_against(found: Figure, planned: Decimal, place: str, what: str) -> Trial:
    """The figure of the final account against that of the budget, which may be printed to the yuan."""
    if found.doubtful:
        return NotChecked(f"{found.place}没有读准")
    difference = found.amount - planned
    if abs(difference) <= found.half + HALF_CENT:
        return Held()
    other = Figure(Subject("document", "budget", what), planned, place, None)
    return Remark(
        f"{what}：决算写为{found.shown}，{place}为{plain(planned)}万元，相差{plain(abs(difference))}万元",
        found.line,
        expected=planned,
        found=found.amount,
        difference=difference,
        cause="unknown",
        subject=found.key,
        figures=(found, other),
    )
