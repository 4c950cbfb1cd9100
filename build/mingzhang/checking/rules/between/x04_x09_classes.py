"""X04, X05, X09: the classes of 公开01 and 04 against the statements by code."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...registry import rule
from ...summaries import TOTAL, blank_class, class_sum, only_appropriations, year_total
from ...trials import Comparison, Trial, equal, total

SOURCE = "部门决算公开样表 表间关系"


@rule(
    "X04.classes",
    "公开01表各类支出等于公开03表该类",
    "Each class of statement 1 = that class in statement 3",
    "公开01表支出方每一功能分类，应等于公开03表该类的本年支出合计（未印类级时，为其下各科目之和）。",
    SOURCE,
    statements=(1, 3),
)
def classes_of_expenditure(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    rows = ledger.class_rows(1)
    if not rows or not ledger.codes(3):
        return
    for code in sorted({*rows, *(c[:3] for c in ledger.codes(3))}):
        key = rows.get(code)
        found = ledger.figure(1, key, "amount") if key else blank_class(ledger, 1, code, "amount")
        parts = class_sum(ledger, 3, code, "total") or [ledger.figure(3, code, "total")]
        yield total(found, parts, f"公开03表{code}类支出")


@rule(
    "X05.classes",
    "公开04表各类支出不超过公开01表该类",
    "Each class of statement 4 is at most that of statement 1",
    "公开04表每一功能分类的小计不应超过公开01表该类；没有财政拨款以外的资金时两者相等。",
    SOURCE,
    statements=(1, 4),
)
def classes_of_appropriation(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    first, fourth = ledger.class_rows(1), ledger.class_rows(4)
    if not first or not fourth:
        return
    only = only_appropriations(ledger)
    for code in sorted({*first, *fourth}):
        key = fourth.get(code)
        found = ledger.figure(4, key, "total") if key else blank_class(ledger, 4, code, "total")
        key = first.get(code)
        other = ledger.figure(1, key, "amount") if key else blank_class(ledger, 1, code, "amount")
        yield Comparison("sum" if only else "at_most", found, ((1, other),), other.place)


@rule(
    "X05.total",
    "公开04表本年支出合计不超过公开01表",
    "Expenditure of statement 4 is at most that of statement 1",
    "公开04表本年支出合计不应超过公开01表；没有财政拨款以外的资金时两者相等。",
    SOURCE,
    statements=(1, 4),
)
def total_of_appropriation(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    grand, all_money = year_total(ledger, 4, "expenditure"), year_total(ledger, 1, "expenditure")
    if grand is not None and all_money is not None:
        only = only_appropriations(ledger)
        yield Comparison("sum" if only else "at_most", grand, ((1, all_money),), all_money.place)


@rule(
    "X09.total",
    "公开04表一般公共预算支出合计等于公开05表合计",
    "General budget of statement 4 = total of statement 5",
    "公开04表“一般公共预算财政拨款”栏的本年支出合计，应等于公开05表合计行的小计。",
    SOURCE,
    statements=(4, 5),
)
def general_total(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    key = ledger.find(4, "expenditure", "本年支出合计")
    if key and ledger.row(5, TOTAL):
        yield equal(ledger.figure(4, key, "general_budget"), ledger.figure(5, TOTAL, "total"))


@rule(
    "X09.classes",
    "公开04表一般公共预算各类等于公开05表该类",
    "General budget of statement 4 = statement 5, class by class",
    "公开04表“一般公共预算财政拨款”栏的各类，应等于公开05表该类的小计。",
    SOURCE,
    statements=(4, 5),
)
def general_classes(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    rows = ledger.class_rows(4)
    if not rows or not ledger.codes(5):
        return
    for code in sorted({*rows, *(c[:3] for c in ledger.codes(5))}):
        found = (
            ledger.figure(4, rows[code], "general_budget")
            if code in rows
            else blank_class(ledger, 4, code, "general_budget")
        )
        parts = class_sum(ledger, 5, code, "total") or [ledger.figure(5, code, "total")]
        if found.value is not None or any(part.value is not None for part in parts):
            yield total(found, parts, f"公开05表{code}类小计")
