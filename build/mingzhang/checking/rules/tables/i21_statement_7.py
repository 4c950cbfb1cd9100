"""Statement 7 (政府性基金预算财政拨款收入支出决算表): balance, rows, columns and the tree of codes."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...registry import rule
from ...sums import row_totals, top_totals, tree_totals
from ...trials import Comparison, Trial

SOURCE = "部门决算公开样表 公开07表 表内关系"


@rule(
    "I21.row-sums",
    "公开07表小计等于基本支出加项目支出",
    "Statement 7: subtotal = basic + project",
    "公开07表每一行的“小计”，应等于基本支出与项目支出之和。",
    SOURCE,
    statements=(7,),
)
def row_sums(context: RuleContext) -> Iterator[Trial]:
    yield from row_totals(context.ledger, 7, "基本支出与项目支出之和", ("basic", "project"))


@rule(
    "I21.column-sums",
    "公开07表各科目之和等于合计",
    "Statement 7: topmost codes add up to the total in every column",
    "公开07表最上级科目相加，每一栏都应等于“合计”行。",
    SOURCE,
    statements=(7,),
)
def column_sums(context: RuleContext) -> Iterator[Trial]:
    yield from top_totals(context.ledger, 7)


@rule(
    "I21.tree",
    "公开07表类、款、项逐级相等",
    "Statement 7: class = sum of groups, group = sum of items",
    "公开07表凡印有类、款、项的，每一栏上级科目应等于下级科目之和。",
    SOURCE,
    statements=(7,),
)
def tree(context: RuleContext) -> Iterator[Trial]:
    yield from tree_totals(context.ledger, 7)


@rule(
    "I21.balance",
    "公开07表年初结转加本年收入减本年支出等于年末结转",
    "Statement 7: opening + revenue - expenditure = closing",
    "公开07表每一行：年初结转和结余加本年收入，减本年支出，应等于年末结转和结余。",
    SOURCE,
    statements=(7,),
)
def balance(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    columns = ("opening_balance", "revenue", "total", "closing_balance")
    for key, row in ledger.rows(7):
        if all(value is None for value in row.figures.values()):
            continue
        opening, revenue, spent, closing = (ledger.figure(7, key, column) for column in columns)
        terms = ((1, opening), (1, revenue), (-1, spent))
        yield Comparison("sum", closing, terms, "年初结转加本年收入减本年支出")
