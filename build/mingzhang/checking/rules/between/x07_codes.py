"""X07: statements 2 and 3 carry the same codes, and codes that reading had to mend are told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ....classification import same_name
from ...context import RuleContext
from ...ledger import Ledger
from ...registry import rule
from ...summaries import balances, only_appropriations
from ...trials import Held, Remark, Trial, equal

SOURCE = "部门决算公开样表 表间关系"


@rule(
    "X07.same-codes",
    "公开02表与公开03表的科目一致",
    "Statements 2 and 3 carry the same codes",
    "没有结转结余和财政拨款以外的收入时，公开02表与公开03表的科目编码与金额应相同；名称相同而编码不同的，其一可能印误。",
    SOURCE,
    "warning",
    statements=(2, 3),
)
def same_codes(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    if not (ledger.codes(2) and ledger.codes(3)):
        return
    if balances(ledger) or not only_appropriations(ledger):
        yield from _exchanged(ledger)
        return
    second, third = set(ledger.codes(2)), set(ledger.codes(3))
    for code in sorted(second & third):
        yield equal(ledger.figure(2, code, "total"), ledger.figure(3, code, "total"))
    both = ledger.levels(2) & ledger.levels(3)
    lonely = [code for code in sorted(third - second) if len(code) in both]
    for code in [code for code in sorted(second - third) if len(code) in both]:
        twin = next((c for c in lonely if _twins(ledger, code, c)), None)
        if twin is None:
            yield equal(ledger.figure(2, code, "total"), ledger.figure(3, code, "total"))
            continue
        lonely.remove(twin)
        yield misprinted_code(ledger, code, twin)
    for code in lonely:
        yield equal(ledger.figure(3, code, "total"), ledger.figure(2, code, "total"))


def _exchanged(ledger: Ledger) -> Iterator[Trial]:
    """Neighbouring items whose amounts stand in each other's row of 公开02: balances do not do that."""
    both = [code for code in ledger.codes(2) if len(code) == 7 and ledger.row(3, code)]
    for code, other in pairwise(both):
        first, second = ledger.figure(2, code, "total"), ledger.figure(2, other, "total")
        own, next_own = (ledger.figure(3, c, "total") for c in (code, other))
        crossed = first.amount == next_own.amount and second.amount == own.amount
        if not crossed or own.amount == next_own.amount or not (own.amount and next_own.amount):
            continue
        yield Remark(
            f"{first.place}为{first.shown}，{second.place}为{second.shown}，与公开03表互换：公开03表前者为{own.shown}，后者为{next_own.shown}",
            first.line,
            own.line,
            expected=own.amount,
            found=first.amount,
            subject=first.key,
            figures=(first, second),
        )
    yield Held()


def _twins(ledger: Ledger, code: str, other: str) -> bool:
    first, second = ledger.row(2, code), ledger.row(3, other)
    return bool(
        first
        and second
        and same_name(first.item, second.item)
        and ledger.figure(2, code, "total").amount == ledger.figure(3, other, "total").amount
    )


def misprinted_code(ledger: Ledger, code: str, twin: str) -> Remark:
    """Two rows of one name and one amount under two codes."""
    first, second = ledger.figure(2, code, "total"), ledger.figure(3, twin, "total")
    row = ledger.row(2, code)
    return Remark(
        f"“{row.item if row else ''}”在公开02表的科目编码为{code}，在公开03表为{twin}，金额同为{first.shown}",
        first.line,
        second.line,
        expected=twin,
        found=code,
        cause="source",
    )


@rule(
    "X07.misprinted-codes",
    "科目编码与科目名称相符",
    "Codes fit their names",
    "各表科目编码应与名称相符；印出的编码属于另一科目、而其他表印有本科目编码的，一并列出。",
    SOURCE,
    "warning",
)
def misprinted_codes(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    for number in (2, 3, 5, 7, 8):
        if ledger.codes(number):
            yield Held()
        for code in ledger.codes(number):
            row = ledger.row(number, code)
            printed = next((r.printed for r in row.repairs if r.kind == "code"), "") if row else ""
            if row and len(printed) == len(code) and printed != code and printed.isdigit():
                yield Remark(
                    f"公开{number:02d}表“{row.item}”的科目编码印作{printed}，按名称应为{code}",
                    row.source_line,
                    next(
                        (r.source_line for n in (3, 5, 2) if n != number and (r := ledger.row(n, code))), None
                    ),
                    expected=code,
                    found=printed,
                )
