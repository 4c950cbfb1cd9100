"""Statement 2 (收入决算表): rows, columns and the tree of codes."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...registry import rule
from ...sums import row_totals, top_totals, tree_totals
from ...trials import Trial

SOURCE = "部门决算公开样表 公开02表 表内关系"


@rule(
    "I06.row-sums",
    "公开02表各行合计等于各项收入之和",
    "Statement 2: each row total is the sum of its columns",
    "公开02表每一行的“本年收入合计”，应等于财政拨款、上级补助、事业、经营、附属单位上缴与其他收入之和。",
    SOURCE,
    statements=(2,),
)
def row_sums(context: RuleContext) -> Iterator[Trial]:
    yield from row_totals(context.ledger, 2, "各项收入之和", context.ledger.columns(2)[1:])


@rule(
    "I07.column-sums",
    "公开02表各科目之和等于合计",
    "Statement 2: topmost codes add up to the total in every column",
    "公开02表最上级科目相加，每一栏都应等于“合计”行。",
    SOURCE,
    statements=(2,),
)
def column_sums(context: RuleContext) -> Iterator[Trial]:
    yield from top_totals(context.ledger, 2)


@rule(
    "I08.tree",
    "公开02表类、款、项逐级相等",
    "Statement 2: class = sum of groups, group = sum of items",
    "公开02表凡印有类、款、项的，每一栏上级科目应等于下级科目之和。",
    SOURCE,
    statements=(2,),
)
def tree(context: RuleContext) -> Iterator[Trial]:
    yield from tree_totals(context.ledger, 2)
