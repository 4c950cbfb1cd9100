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
