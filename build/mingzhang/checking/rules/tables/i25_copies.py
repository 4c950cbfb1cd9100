"""I25: a statement that is printed twice has the same figures both times, and no row of one is printed twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ....catalogue import statement_kind
from ....model import CopiedFigure, Statement
from ...context import RuleContext
from ...figures import Subject
from ...registry import rule
from ...trials import Held, Remark, Trial


@rule(
    "I25.copies",
    "同一张表印两次，数字应一致",
    "A statement printed twice has the same figures both times",
    "同一张决算表在文件里印了两次的（如正文和附件各一次），两处同一行、同一栏的数字应一致。",
    "部门决算公开样表",
)
def copies(context: RuleContext) -> Iterator[Trial]:
    for statement in context.disclosure.statements:
        if not statement.copies:
            yield Held()
            continue
        first = statement.copies[0]
        yield Remark(
            _message(statement, first),
            first.source_line,
            first.kept.line,
            expected=first.value,
            found=first.other,
            difference=first.other - first.value,
            subject=Subject("document", f"statement-{statement.number}"),
        )


def _message(statement: Statement, first: CopiedFigure) -> str:
    """What is told of a statement's two prints: the first figure that differs, and how many there are."""
    column = dict(statement_kind(statement.number).figures)[first.column]
    count = len(statement.copies)
    others = f"；两处共有{count}个数字不同" if count > 1 else ""
    return (
        f"公开{statement.number:02d}表印了两次，数字不一致：“{first.item}”“{column}”先印{first.value}万元，"
        f"后印{first.other}万元{others}"
    )


@rule(
    "I25.row-twice",
    "表内各行不重复",
    "No row of a statement is printed twice",
    "同一张决算表中，同一科目、同样数字的一行不应接连印两次。",
    "部门决算公开样表",
    "warning",
)
def row_twice(context: RuleContext) -> Iterator[Trial]:
    for statement in context.disclosure.statements:
        for before, row in pairwise(statement.rows):
            if not row.code or (row.code, row.figures) != (before.code, before.figures):
                continue
            yield Remark(
                f"公开{statement.number:02d}表“{row.item}”（{row.code}）一行印了两次",
                row.source_line,
                before.source_line,
                found=row.item,
                subject=Subject("document", f"T{statement.number}", row.code),
            )
        yield Held(len(statement.rows))
