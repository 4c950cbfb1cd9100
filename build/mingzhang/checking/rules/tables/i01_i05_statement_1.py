"""Statement 1 (收入支出决算总表): its sums and its two grand totals."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...registry import rule
from ...summaries import balance, class_figures, grand_totals, pick, revenue_rows
from ...trials import Trial, equal, total

SOURCE = "部门决算公开样表 公开01表 表内关系"


@rule(
    "I01.revenue-sum",
    "公开01表各项收入之和等于本年收入合计",
    "Statement 1: revenue rows add up to revenue of the year",
    "公开01表收入方各行相加，应等于“本年收入合计”。",
    SOURCE,
    statements=(1,),
)
def revenue_sum(context: RuleContext) -> Iterator[Trial]:
    found = pick(context.ledger, 1, "revenue", "amount", "本年收入合计")
    if found is not None:
        yield total(found, revenue_rows(context.ledger, 1), "收入方各项之和")


@rule(
    "I02.expenditure-sum",
    "公开01表各类支出之和等于本年支出合计",
    "Statement 1: functional rows add up to expenditure of the year",
    "公开01表支出方各功能分类相加，应等于“本年支出合计”。",
    SOURCE,
    statements=(1,),
)
def expenditure_sum(context: RuleContext) -> Iterator[Trial]:
    found = pick(context.ledger, 1, "expenditure", "amount", "本年支出合计")
    if found is not None and context.ledger.class_rows(1):
        yield total(found, class_figures(context.ledger, 1, "amount"), "支出方各功能分类之和")


@rule(
    "I03.revenue-total",
    "公开01表收入总计等于本年收入加结余",
    "Statement 1: grand total of revenue",
    "公开01表收入方“总计”应等于本年收入合计、使用非财政拨款结余与年初结转和结余之和。",
    SOURCE,
    statements=(1,),
)
def revenue_total(context: RuleContext) -> Iterator[Trial]:
    yield from balance(context.ledger, 1, "revenue", "amount", ("使用非财政拨款结余", "年初结转和结余"))


@rule(
    "I04.expenditure-total",
    "公开01表支出总计等于本年支出加结余",
    "Statement 1: grand total of expenditure",
    "公开01表支出方“总计”应等于本年支出合计、结余分配与年末结转和结余之和。",
    SOURCE,
    statements=(1,),
)
def expenditure_total(context: RuleContext) -> Iterator[Trial]:
    yield from balance(context.ledger, 1, "expenditure", "amount", ("结余分配", "年末结转和结余"))


@rule(
    "I05.totals-equal",
    "公开01表收入总计等于支出总计",
    "Statement 1: both grand totals are equal",
    "公开01表收入方“总计”与支出方“总计”应完全相等。",
    SOURCE,
    statements=(1,),
)
def totals_equal(context: RuleContext) -> Iterator[Trial]:
    totals = grand_totals(context.ledger, 1)
    if totals is not None:
        yield equal(*totals, exact=True)
