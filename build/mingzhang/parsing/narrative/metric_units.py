"""The units in which each metric of the catalogue may be printed."""

from __future__ import annotations

from ...catalogue import METRICS
from .quantities import Quantity

UNITS = {metric.id: metric.unit for metric in METRICS}
_ACCEPTED = {
    "个": ("个", "项", "批次", "批"),
    "辆": ("辆", "台"),
    "台（套）": ("台(套)", "台/套", "台套", "台", "套"),
    "分": ("分",),
    "批次": ("批次", "批", "个", "次"),
    "人次": ("人次", "人", "次"),
}
"""The units printed for a metric's own."""
INITIAL = {
    "general_budget_initial": "general_budget_expenditure",
    "general_budget_annual": "general_budget_expenditure",
    "general_budget_final": "general_budget_expenditure",
    "fiscal_appropriation_initial": "fiscal_appropriation_expenditure",
}
"""Opening budgets, and what is spent of them."""
SPENT = {
    "general_budget_revenue": "general_budget_expenditure",
    "government_fund_revenue": "government_fund_expenditure",
    "state_capital_revenue": "state_capital_expenditure",
    "fiscal_appropriation_revenue": "fiscal_appropriation_expenditure",
}
"""A budget's revenue, and its expenditure, which may be told after it as 本年支出 alone."""


def fits(metric: str, quantity: Quantity) -> bool:
    """Whether the quantity's unit is one the metric is printed in."""
    unit = UNITS.get(metric)
    if unit == "万元":
        return quantity.is_money
    if unit == "%":
        return quantity.is_percent
    return unit is not None and quantity.unit in _ACCEPTED.get(unit, (unit,))


def final_of(budget: str) -> str:
    """The metric of what was spent of a budget; the budget itself where the catalogue has none."""
    base = budget.removesuffix("_budget")
    return next((metric for metric in (f"{base}_final", base) if metric in UNITS), budget)
