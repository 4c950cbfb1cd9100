"""Statement 8 (国有资本经营预算财政拨款支出决算表): rows, columns and the tree of codes."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...registry import rule
from ...sums import row_totals, top_totals, tree_totals
from ...trials import Trial

SOURCE = "部门决算公开样表 公开08表 表内关系"


@rule(
    "I22.row-sums",
    "公开08表合计等于基本支出加项目支出",
    "Statement 8: total = basic + project",
    "公开08表每一行的“合计”，应等于基本支出与项目支出之和。",
    SOURCE,
    statements=(8,),
)
def row_sums(context: RuleContext) -> Iterator[Trial]:
    yield from row_totals(context.ledger, 8, "基本支出与项目支出之和", ("basic", "project"))


@rule(
    "I22.column-sums",
    "公开08表各科目之和等于合计",
    "Statement 8: topmost codes add up to the total in every column",
    "公开08表最上级科目相加，每一栏都应等于“合计”行。",
    SOURCE,
    statements=(8,),
)
def column_sums(context: RuleContext) -> Iterator[Trial]:
    yield from top_totals(context.ledger, 8)


@rule(
    "I22.tree",
    "公开08表类、款、项逐级相等",
    "Statement 8: class = sum of groups, group = sum of items",
    "公开08表凡印有类、款、项的，每一栏上级科目应等于下级科目之和。",
    SOURCE,
    statements=(8,),
)
def tree(context: RuleContext) -> Iterator[Trial]:
    yield from tree_totals(context.ledger, 8)
