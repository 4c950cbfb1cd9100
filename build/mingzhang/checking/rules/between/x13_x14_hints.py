"""X13–X14: hints on economic items that usually equal or stay below another figure."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...registry import rule
from ...trials import Comparison, Trial, total

SOURCE = "部门决算公开样表 表间关系"


@rule(
    "X13.three-public-items",
    "基本支出中的“三公”不超过公开09表决算数",
    '"Three public" items of statement 6 are at most the finals of statement 9',
    "公开06表公务用车运行维护费、公务接待费、因公出国（境）费用，不应超过公开09表相应决算数。提示性核对。",
    SOURCE,
    "note",
    statements=(6, 9),
)
def three_public_items(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    if not ledger.row(9, "final"):
        return
    for code, column in (("30231", "vehicle_operation"), ("30217", "reception"), ("30212", "abroad")):
        found, other = ledger.figure(6, code, "amount"), ledger.figure(9, "final", column)
        if found.value is not None:
            yield Comparison("at_most", found, ((1, other),), other.place)


@rule(
    "X14.insurance-items",
    "住房公积金、养老保险、医疗的功能科目与经济科目相近",
    "Housing fund, pension and medical insurance by function and by economic item",
    "公开03表住房公积金、机关事业单位基本养老保险缴费、行政与事业单位医疗的基本支出，通常等于公开06表相应经济科目。提示性核对。",
    SOURCE,
    "note",
    statements=(3, 6),
)
def insurance_items(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    pairs = (("30113", ("2210201",)), ("30108", ("2080505",)), ("30110", ("2101101", "2101102")))
    for economic, functions in pairs:
        found = ledger.figure(6, economic, "amount")
        parts = [ledger.figure(3, code, "basic") for code in functions if ledger.row(3, code)]
        if found.value is not None and parts:
            label = parts[0].place if len(parts) == 1 else "公开03表相应功能科目之和"
            yield total(found, parts, label)
