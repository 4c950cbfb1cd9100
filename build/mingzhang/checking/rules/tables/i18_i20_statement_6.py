"""Statement 6 (基本支出决算明细表): groups of economic items, personnel and public-use totals."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...ledger import Ledger
from ...registry import rule
from ...summaries import PERSONNEL, PERSONNEL_TOTAL, PUBLIC_TOTAL
from ...trials import Trial, total

SOURCE = "部门决算公开样表 公开06表 表内关系"


def groups(ledger: Ledger) -> list[str]:
    """The groups of economic items that 公开06 shows or has items of."""
    return sorted({code[:3] for code in ledger.codes(6)})


def cost_total(ledger: Ledger, name: str, personnel: bool) -> Iterator[Trial]:
    """A total of 公开06 against its groups."""
    members = [group for group in groups(ledger) if (group in PERSONNEL) == personnel]
    if ledger.row(6, name) is not None and members:
        cells = [ledger.figure(6, group, "amount") for group in members]
        yield total(ledger.figure(6, name, "amount"), cells, "、".join(members) + "各类之和")


@rule(
    "I18.groups",
    "公开06表各类等于其款级科目之和",
    "Statement 6: each group is the sum of its items",
    "公开06表301、302、303、307、310、399等各类，应等于其下各款之和。",
    SOURCE,
    statements=(6,),
)
def economic_groups(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    for group in groups(ledger):
        items = [code for code in ledger.codes(6) if len(code) == 5 and code.startswith(group)]
        if items:
            cells = [ledger.figure(6, code, "amount") for code in items]
            yield total(ledger.figure(6, group, "amount"), cells, "其下各款之和")


@rule(
    "I19.personnel-total",
    "人员经费合计等于工资福利支出加对个人和家庭的补助",
    "Statement 6: personnel = 301 + 303",
    "公开06表“人员经费合计”应等于301工资福利支出与303对个人和家庭的补助之和。",
    SOURCE,
    statements=(6,),
)
def personnel_total(context: RuleContext) -> Iterator[Trial]:
    yield from cost_total(context.ledger, PERSONNEL_TOTAL, True)


@rule(
    "I20.public-total",
    "公用经费合计等于商品和服务支出等各类之和",
    "Statement 6: public use = 302 + 307 + 309 + 310 + 399",
    "公开06表“公用经费合计”应等于302、307、309、310、399等各类之和。",
    SOURCE,
    statements=(6,),
)
def public_total(context: RuleContext) -> Iterator[Trial]:
    yield from cost_total(context.ledger, PUBLIC_TOTAL, False)
