"""Statement 5 (一般公共预算财政拨款支出决算表): rows, columns and the tree of codes."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...registry import rule
from ...sums import row_totals, top_totals, tree_totals
from ...trials import Trial

SOURCE = "部门决算公开样表 公开05表 表内关系"


@rule(
    "I16.row-sums",
    "公开05表各行小计等于基本支出加项目支出",
    "Statement 5: subtotal = basic + project",
    "公开05表每一行的“小计”，应等于基本支出与项目支出之和。",
    SOURCE,
    statements=(5,),
)
def row_sums(context: RuleContext) -> Iterator[Trial]:
    yield from row_totals(context.ledger, 5, "基本支出与项目支出之和", ("basic", "project"))


@rule(
    "I17.column-sums",
    "公开05表各科目之和等于合计",
    "Statement 5: topmost codes add up to the total in every column",
    "公开05表最上级科目相加，每一栏都应等于“合计”行。",
    SOURCE,
    statements=(5,),
)
def column_sums(context: RuleContext) -> Iterator[Trial]:
    yield from top_totals(context.ledger, 5)


@rule(
    "I17.tree",
    "公开05表类、款、项逐级相等",
    "Statement 5: class = sum of groups, group = sum of items",
    "公开05表凡印有类、款、项的，每一栏上级科目应等于下级科目之和。",
    SOURCE,
    statements=(5,),
)
def tree(context: RuleContext) -> Iterator[Trial]:
    yield from tree_totals(context.ledger, 5)
