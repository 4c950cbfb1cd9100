"""Y03: the same code carries the same name in both years, the same item the same code."""

from __future__ import annotations

from collections.abc import Iterator

from ....classification import same_name
from ...context import RuleContext
from ...registry import rule_across
from ...trials import Held, Remark, Trial

SOURCE = "同一部门相邻两个年度的公开文件"


@rule_across(
    "Y03.codes",
    "相邻年度的科目编码与名称一致",
    "The same code carries the same name in both years, the same item the same code",
    "同一科目编码在相邻两个年度的名称应一致，同一科目的编码也应一致；不一致的可能是科目调整或印误。",
    SOURCE,
    "note",
)
def moved_codes(context: RuleContext, last: RuleContext) -> Iterator[Trial]:
    now, then = _names_by_code(context), _names_by_code(last)
    for code, name in now.items():
        line = context.ledger.figure(3, code, "total").line
        if code in then:
            if _alike(name, then[code]):
                yield Held()
                continue
            yield Remark(
                f"科目{code}本年名称为“{name}”，{last.year}年为“{then[code]}”",
                line,
                expected=then[code],
                found=name,
                cause="unknown",
            )
            continue
        elsewhere = [c for c, other in then.items() if other == name and c not in now and len(c) == len(code)]
        if len(elsewhere) == 1 and list(now.values()).count(name) == 1:
            yield Remark(
                f"“{name}”本年科目编码为{code}，{last.year}年为{elsewhere[0]}",
                line,
                expected=elsewhere[0],
                found=code,
                cause="unknown",
            )


def _names_by_code(context: RuleContext) -> dict[str, str]:
    rows = ((code, context.ledger.row(3, code)) for code in context.ledger.codes(3))
    return {code: "".join(row.item.split()) for code, row in rows if row}


def _alike(first: str, second: str) -> bool:
    return same_name(first, second) or first.startswith(second) or second.startswith(first)
