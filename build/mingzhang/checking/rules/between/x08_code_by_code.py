"""X08: 公开03 = 公开05 + 公开07 + 公开08, code by code."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ....model import StatementRow
from ...context import RuleContext
from ...figures import NUMBER, Subject, plain
from ...registry import rule
from ...reliability import TEN_THOUSAND
from ...summaries import only_appropriations
from ...trials import Comparison, Held, Remark, Trial, total

SOURCE = "部门决算公开样表 表间关系"


@rule(
    "X08.code-by-code",
    "公开03表各科目等于公开05、07、08表之和",
    "Statement 3 = statements 5 + 7 + 8, code by code",
    "没有财政拨款以外的资金时，公开03表每一科目的合计、基本支出、项目支出，应等于公开05表、07表、08表该科目之和；有其他资金时不小于。",
    SOURCE,
    statements=(3, 5),
)
def code_by_code(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    if not ledger.codes(3) or not ledger.codes(5) or ledger.budget_missing():
        return
    if any(s.status == "lost" and s.number in (7, 8) for s in context.disclosure.statements):
        return
    only = only_appropriations(ledger)
    for code in dict.fromkeys((*ledger.codes(3), *ledger.codes(5), *ledger.codes(7), *ledger.codes(8))):
        if len(code) not in ledger.levels(3) & ledger.levels(5):
            continue
        for column in ("total", "basic", "project"):
            whole = ledger.figure(3, code, column)
            parts = [ledger.figure(n, code, column) for n in (5, 7, 8) if n == 5 or ledger.row(n, code)]
            if whole.value is None and all(part.value is None for part in parts):
                continue
            if only:
                yield total(whole, parts, "公开05、07、08表该科目之和")
            else:
                terms = ((1, whole), *((-1, part) for part in parts[1:]))
                yield Comparison("at_most", parts[0], terms, whole.place)


RESTORED = ("columns", "total_row")
"""Kinds of repairs that put figures of a row back by another statement."""


@rule(
    "X08.restored-columns",
    "各表的数字与表头对齐",
    "Figures stand under their heads",
    "数字与表头错位或缺列的行，按其他表补正后列出。",
    SOURCE,
    "note",
)
def restored_columns(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    for number in (2, 3, 5, 7, 8):
        rows = [row for _, row in ledger.rows(number) if any(r.kind in RESTORED for r in row.repairs)]
        if not rows and ledger.has(number):
            yield Held()
        if rows:
            yield Remark(
                f"公开{number:02d}表的数字与表头错位或缺列，已按其他表补正",
                rows[0].source_line,
                rows[-1].source_line if len(rows) > 1 else None,
                found=rows[0].repaired,
                cause="extraction",
                severity="note",
            )
        for row in rows:
            yield from _not_put_back(number, row)


def _not_put_back(number: int, row: StatementRow) -> Iterator[Trial]:
    """A figure printed in a restored row that is none of those put back: it was typed wrong, or they were."""
    repaired = [repair for repair in row.repairs if repair.kind in RESTORED]
    words = dict.fromkeys(w for repair in repaired for w in (repair.printed or "").split("、"))
    printed = [Decimal(w) for w in words if NUMBER.fullmatch(w)]
    kept = [value for value in row.figures.values() if value is not None]
    if any(value * TEN_THOUSAND in printed for value in kept if value):
        return  # printed in 元
    others = [value for value in kept if value not in printed]
    for amount in printed:
        if amount in kept:
            continue
        expected = plain(others[0]) if len(others) == 1 else None
        yield Remark(
            f"公开{number:02d}表“{row.item}”印有{plain(amount)}万元，按其他表补正后没有这一数字"
            + (f"，似应为{expected}万元" if expected else ""),
            row.source_line,
            expected=expected,
            found=plain(amount),
            cause="unknown",
            severity="warning",
            subject=Subject("cell", str(number), row.code or row.item, plain(amount)),
            joined=f"印出的数字没有补正 {number}",
        )
