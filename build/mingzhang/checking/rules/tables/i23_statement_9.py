"""Statement 9 (财政拨款“三公”经费支出决算表): budget and final, each with its parts."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...figures import Figure
from ...registry import rule
from ...trials import Trial, total

SOURCE = "部门决算公开样表 公开09表 表内关系"


def rows(context: RuleContext) -> Iterator[dict[str, Figure]]:
    """The cells of the budget and of the final row, by column, where any is printed."""
    ledger = context.ledger
    for basis, row in ledger.rows(9):
        if any(value is not None for value in row.figures.values()):
            yield {column: ledger.figure(9, basis, column) for column in ledger.columns(9)}


@rule(
    "I23.total",
    "公开09表“三公”经费合计等于各项之和",
    'Statement 9: "three public" total = abroad + vehicles + reception',
    "公开09表预算数与决算数：合计等于因公出国（境）费、公务用车小计与公务接待费之和。",
    SOURCE,
    statements=(9,),
)
def three_public_total(context: RuleContext) -> Iterator[Trial]:
    for cell in rows(context):
        parts = [cell["abroad"], cell["vehicle_total"], cell["reception"]]
        yield total(cell["total"], parts, "出国、用车、接待三项之和")


@rule(
    "I23.vehicles",
    "公开09表公务用车小计等于购置费加运行维护费",
    "Statement 9: vehicles = purchase + operation",
    "公开09表预算数与决算数：公务用车小计等于购置费与运行维护费之和。",
    SOURCE,
    statements=(9,),
)
def vehicles(context: RuleContext) -> Iterator[Trial]:
    for cell in rows(context):
        parts = [cell["vehicle_purchase"], cell["vehicle_operation"]]
        yield total(cell["vehicle_total"], parts, "购置费与运行维护费之和")
