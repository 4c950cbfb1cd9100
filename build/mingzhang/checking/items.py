"""The lines of 支出决算结构情况 and the items of 支出决算具体情况 as figures that can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ..classification import function_code, inner_codes
from ..model import ExecutionItem, StructureItem
from .context import RuleContext
from .figures import CENT, Figure, Subject, in_yuan, places
from .ledger import Ledger

_SEVERAL = 3
"""Figures from which on a way of printing is no coincidence."""


def structure_figure(item: StructureItem, column: str) -> Figure:
    """The amount or the share of a line of 支出决算结构情况."""
    percent = column == "share"
    value = item.share_pct if percent else item.amount
    name = "占比" if percent else ""
    return Figure(
        Subject("class", str(item.position), item.item, column),
        value,
        f"“支出决算结构情况”{item.item}{name}",
        item.source_line,
        unit="%" if percent else "万元",
    )


def item_name(item: ExecutionItem) -> str:
    """An item as its deepest names: 行政运行, or its class where no more is said."""
    return item.item or item.section or item.class_


def item_figure(item: ExecutionItem, column: str, coarse: bool = False) -> Figure:
    """The `budget`, `annual` budget, `final`, `rate` or `annual_rate` of an item of 支出决算具体情况."""
    label, value = {
        "budget": ("年初预算", item.initial_budget),
        "annual": ("全年预算", item.annual_budget),
        "final": ("支出决算", item.final),
        "rate": ("完成率", item.completion_pct),
        "annual_rate": ("全年预算完成率", item.annual_completion_pct),
    }[column]
    return Figure(
        Subject("item", str(item.position), item.code or item_name(item), column),
        value,
        f"“支出决算具体情况”{item_name(item)}{label}",
        item.source_line,
        unit="%" if column.endswith("rate") else "万元",
        coarse=coarse,
        doubtful=in_yuan(value) or (column == "final" and final_in_yuan(item)),
    )


def final_in_yuan(item: ExecutionItem) -> bool:
    """Whether the final figure is printed in 元 beside a budget in 万元: a slip of the unit, told by itself."""
    if not item.final or not item.initial_budget:
        return False
    return places(item.final) > _OF_WAN >= places(item.initial_budget)


_OF_WAN = 4
"""Decimals that an amount in 万元 is printed with at most."""


def whole_budgets(items: Sequence[ExecutionItem]) -> bool:
    """Whether the budgets of all items are printed to whole 万元."""
    budgets = [item.initial_budget for item in items if item.initial_budget]
    return len(budgets) >= _SEVERAL and not any(places(budget) for budget in budgets)


def of_all_appropriations(context: RuleContext) -> bool:
    """Whether the items are of all three budgets: what they are parts of is called 财政拨款支出 where they stand, and
    no opening budget of the general budget is stated."""
    stated = context.by_metric
    if stated.get("general_budget_initial"):
        return False
    general = {whole.kind for whole in stated.get("general_budget_expenditure", ())}
    every = {whole.kind for whole in stated.get("fiscal_appropriation_expenditure", ())}
    return bool(stated.get("fiscal_appropriation_initial")) or (
        "appropriated" in every and not general & {"appropriated", "execution"}
    )


def general_classes(context: RuleContext) -> tuple[StructureItem, ...]:
    """The classes told of the general budget: none where a section on all appropriations tells them, and those are more."""
    if context.sections.get("structure") or not of_all_appropriations(context):
        return context.disclosure.structure_items
    general, every = (
        context.reference(f"{name}_expenditure") for name in ("general_budget", "fiscal_appropriation")
    )
    same = general is not None and every is not None and general.amount == every.amount
    return context.disclosure.structure_items if same else ()


def leaves(items: tuple[ExecutionItem, ...]) -> list[ExecutionItem]:
    """The items that are added up: those without details of their own in the list."""
    inner = inner_codes(item.code for item in items if item.code)
    return [item for item in items if item.code not in inner]


def unlisted_item(ledger: Ledger, items: Sequence[ExecutionItem], gap: Decimal) -> Figure | None:
    """The one item of 公开05 that the list lacks and that amounts to the gap of its sum."""
    listed = {item.code for item in items if item.code}
    lacking = [
        figure
        for code in ledger.items(5)
        if not any(code.startswith(other) for other in listed)
        and (figure := ledger.figure(5, code, "total")).amount
        and abs(figure.amount - gap) <= CENT
    ]
    return lacking[0] if len(lacking) == 1 else None


def class_label(ledger: Ledger, number: int, code: str, what: str) -> str:
    """How the sum of a class is called: 公开05表卫生健康支出（210）各科目之和."""
    row = ledger.row(number, code)
    known = function_code(code)
    name = row.item if row else known.name if known else "该类"
    return f"公开{number:02d}表{name}（{code}）{what}"


def full_year(item: ExecutionItem) -> bool:
    """Whether the budget of the item is that of the whole year (全年预算, 调整预算), no opening budget."""
    return "年初预算" not in item.quote and ("全年预算" in item.quote or "调整预算" in item.quote)
