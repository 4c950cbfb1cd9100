"""Statement 4 (财政拨款收入支出决算总表): three budgets across, classes down, two grand totals."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...registry import rule
from ...summaries import balance, class_figures, grand_totals, pick, revenue_rows
from ...trials import Trial, equal, total

SOURCE = "部门决算公开样表 公开04表 表内关系"


@rule(
    "I12.row-sums",
    "公开04表各行小计等于三本预算之和",
    "Statement 4: each subtotal is the sum of its three budgets",
    "公开04表支出方每一行的“小计”，应等于一般公共预算、政府性基金预算、国有资本经营预算三栏之和。",
    SOURCE,
    statements=(4,),
)
def row_sums(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    budgets = [column for column in ledger.columns(4) if column != "total"]
    for key, row in ledger.rows(4):
        if row.keys.get("side") != "expenditure" or all(
            row.figures.get(c) is None for c in ledger.columns(4)
        ):
            continue
        cells = [ledger.figure(4, key, column) for column in budgets]
        yield total(ledger.figure(4, key, "total"), cells, "三本预算之和")


@rule(
    "I13.column-sums",
    "公开04表各类支出之和等于本年支出合计",
    "Statement 4: functional rows add up in every column",
    "公开04表支出方各功能分类相加，每一栏都应等于“本年支出合计”。",
    SOURCE,
    statements=(4,),
)
def column_sums(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    key = ledger.find(4, "expenditure", "本年支出合计")
    if key is None or not ledger.class_rows(4):
        return
    for column in ledger.columns(4):
        if ledger.used(4, column):
            cells = class_figures(ledger, 4, column)
            yield total(ledger.figure(4, key, column), cells, "各功能分类之和")


@rule(
    "I14.revenue-sum",
    "公开04表三本预算收入之和等于本年收入合计",
    "Statement 4: the three revenues add up",
    "公开04表收入方三本预算的财政拨款相加，应等于“本年收入合计”。",
    SOURCE,
    statements=(4,),
)
def revenue_sum(context: RuleContext) -> Iterator[Trial]:
    found = pick(context.ledger, 4, "revenue", "total", "本年收入合计")
    if found is not None:
        yield total(found, revenue_rows(context.ledger, 4), "三本预算收入之和")


@rule(
    "I15.revenue-total",
    "公开04表收入总计等于本年收入加年初结转",
    "Statement 4: opening + revenue = total",
    "公开04表：本年收入加年初财政拨款结转和结余，应等于收入方总计。",
    SOURCE,
    statements=(4,),
)
def revenue_total(context: RuleContext) -> Iterator[Trial]:
    yield from balance(context.ledger, 4, "revenue", "total", ("年初财政拨款结转和结余",))


@rule(
    "I15.expenditure-total",
    "公开04表支出总计等于本年支出加年末结转",
    "Statement 4: expenditure + closing = total",
    "公开04表：本年支出加年末财政拨款结转和结余，应等于支出方总计。",
    SOURCE,
    statements=(4,),
)
def expenditure_total(context: RuleContext) -> Iterator[Trial]:
    yield from balance(context.ledger, 4, "expenditure", "total", ("年末财政拨款结转和结余",))


@rule(
    "I15.totals-equal",
    "公开04表收入总计等于支出总计",
    "Statement 4: both grand totals are equal",
    "公开04表收入方“总计”与支出方“总计”应完全相等。",
    SOURCE,
    statements=(4,),
)
def totals_equal(context: RuleContext) -> Iterator[Trial]:
    totals = grand_totals(context.ledger, 4)
    if totals is not None:
        yield equal(*totals, exact=True)
