"""Statement 3 (支出决算表): rows, columns and the tree of codes."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...registry import rule
from ...sums import row_totals, top_totals, tree_totals
from ...trials import Trial

SOURCE = "部门决算公开样表 公开03表 表内关系"


@rule(
    "I09.row-sums",
    "公开03表各行合计等于各项支出之和",
    "Statement 3: each row total is the sum of its columns",
    "公开03表每一行的“本年支出合计”，应等于基本、项目、上缴上级、经营与对附属单位补助支出之和。",
    SOURCE,
    statements=(3,),
)
def row_sums(context: RuleContext) -> Iterator[Trial]:
    yield from row_totals(context.ledger, 3, "各项支出之和", context.ledger.columns(3)[1:])


@rule(
    "I10.column-sums",
    "公开03表各科目之和等于合计",
    "Statement 3: topmost codes add up to the total in every column",
    "公开03表最上级科目相加，每一栏都应等于“合计”行。",
    SOURCE,
    statements=(3,),
)
def column_sums(context: RuleContext) -> Iterator[Trial]:
    yield from top_totals(context.ledger, 3)


@rule(
    "I11.tree",
    "公开03表类、款、项逐级相等",
    "Statement 3: class = sum of groups, group = sum of items",
    "公开03表凡印有类、款、项的，每一栏上级科目应等于下级科目之和。",
    SOURCE,
    statements=(3,),
)
def tree(context: RuleContext) -> Iterator[Trial]:
    yield from tree_totals(context.ledger, 3)
