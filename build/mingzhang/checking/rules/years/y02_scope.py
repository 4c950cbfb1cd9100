"""Y02: both years are of the same scope."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...registry import rule_across
from ...trials import Held, Remark, Trial

SOURCE = "同一部门相邻两个年度的公开文件"


@rule_across(
    "Y02.scope",
    "相邻年度的公开范围一致",
    "Both years are of the same scope",
    "同一部门相邻两个年度的公开文件，范围（本级或汇总）应一致；范围不同时两年的数不能直接比较。",
    SOURCE,
    "note",
)
def same_scope(context: RuleContext, last: RuleContext) -> Iterator[Trial]:
    if context.disclosure.identity.scope == last.disclosure.identity.scope:
        yield Held()
        return
    mine, theirs = (c.disclosure.identity.scope or "未写明" for c in (context, last))
    yield Remark(
        f"本年公开范围为{mine}，{last.year}年为{theirs}，两年的数不能直接比较",
        context.disclosure.identity.source_line,
        expected=theirs,
        found=mine,
        cause="unknown",
    )
