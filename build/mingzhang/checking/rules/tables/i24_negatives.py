"""Negative cells: money received or spent is not below zero."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...figures import Figure
from ...registry import rule
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开样表 表内关系"


def _below_zero(context: RuleContext, number: int) -> Iterator[Figure]:
    ledger = context.ledger
    for key, row in ledger.rows(number):
        for column, value in row.figures.items():
            if value is not None and value < 0:
                yield ledger.figure(number, key, column)


@rule(
    "I24.negative",
    "各表金额不为负",
    "No amount of a statement is below zero",
    "收入、支出与结转金额一般不为负；冲销以前年度支出等情形请在说明中写明。",
    SOURCE,
    "warning",
)
def negative(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    for number in range(1, 10):
        below = list(_below_zero(context, number))
        if not below:
            if ledger.has(number):
                yield Held()
            continue
        first = below[0]
        yield Remark(
            f"{first.place}为负数{first.shown}",
            first.line,
            found=str(first.amount),
            subject=first.key,
            figures=tuple(below),
            also=f"另有{len(below) - 1}个负数" if len(below) > 1 else "",
        )
