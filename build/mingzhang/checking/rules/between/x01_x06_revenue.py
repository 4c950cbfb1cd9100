"""X01–X03, X06: the revenue and the totals of 公开01, 02, 03 and 04."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...registry import rule
from ...summaries import OTHER_REVENUE, TOTAL, year_total
from ...trials import Trial, equal, total

SOURCE = "部门决算公开样表 表间关系"


@rule(
    "X01.revenue-total",
    "公开01表本年收入合计等于公开02表合计",
    "Statement 1 revenue = statement 2 total",
    "公开01表“本年收入合计”应等于公开02表“合计”行的本年收入合计。",
    SOURCE,
    statements=(1, 2),
)
def revenue_total(context: RuleContext) -> Iterator[Trial]:
    found = year_total(context.ledger, 1, "revenue")
    if found is not None and context.ledger.row(2, TOTAL):
        yield equal(found, context.ledger.figure(2, TOTAL, "total"))


@rule(
    "X02.expenditure-total",
    "公开01表本年支出合计等于公开03表合计",
    "Statement 1 expenditure = statement 3 total",
    "公开01表“本年支出合计”应等于公开03表“合计”行的本年支出合计。",
    SOURCE,
    statements=(1, 3),
)
def expenditure_total(context: RuleContext) -> Iterator[Trial]:
    found = year_total(context.ledger, 1, "expenditure")
    if found is not None and context.ledger.row(3, TOTAL):
        yield equal(found, context.ledger.figure(3, TOTAL, "total"))


@rule(
    "X03.appropriation-column",
    "公开01表财政拨款收入之和等于公开02表财政拨款栏",
    "Appropriations of statement 1 = the appropriation column of statement 2",
    "公开01表三本预算财政拨款收入之和，应等于公开02表“财政拨款收入”栏合计。",
    SOURCE,
    statements=(1, 2),
)
def appropriation_column(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    if ledger.has(1) and ledger.row(2, TOTAL):
        rows = [ledger.revenue(1, kind) for kind in ("general", "fund", "capital")]
        yield total(ledger.figure(2, TOTAL, "fiscal_appropriation"), rows, "公开01表三本预算收入之和")


@rule(
    "X03.each-budget",
    "公开01表与公开04表的三本预算收入逐项相等",
    "Each appropriation of statement 1 = that of statement 4",
    "公开01表收入方三本预算的财政拨款收入，应与公开04表收入方逐项相等。",
    SOURCE,
    statements=(1, 4),
)
def each_budget(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    if not (ledger.has(1) and ledger.has(4)):
        return
    for kind in ("general", "fund", "capital"):
        first, fourth = ledger.revenue(1, kind), ledger.revenue(4, kind)
        if first.value is not None or fourth.value is not None:
            yield equal(first, fourth)


@rule(
    "X06.other-revenue",
    "公开01表其他各项收入等于公开02表相应栏",
    "Other revenue of statement 1 = the other columns of statement 2",
    "公开01表上级补助、事业、经营、附属单位上缴与其他收入，应等于公开02表相应栏的合计。",
    SOURCE,
    statements=(1, 2),
)
def other_revenue(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    if not ledger.has(1) or not ledger.row(2, TOTAL):
        return
    for item, column in OTHER_REVENUE:
        found, other = ledger.figure(1, f"revenue:{item}", "amount"), ledger.figure(2, TOTAL, column)
        if found.value is not None or other.value is not None:
            yield equal(found, other)
