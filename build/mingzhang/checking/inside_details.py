"""Inside 公开06 (economic items), 07 (funds), 08 (state capital) and 09 (三公)."""

from __future__ import annotations

from collections.abc import Iterator

from .case import Case
from .inside_functions import row_totals, top_totals, tree_totals
from .ledger import Ledger
from .rules import rule
from .trials import Comparison, total

PERSONNEL = ("301", "303")
PERSONNEL_TOTAL, PUBLIC_TOTAL = "人员经费合计", "公用经费合计"


def groups(ledger: Ledger) -> list[str]:
    """The groups of economic items that 公开06 shows or has items of."""
    return sorted({code[:3] for code in ledger.codes(6)})


@rule(
    "I18",
    "公开06表各类等于其款级科目之和",
    "Statement 6: each group is the sum of its items",
    "公开06表301、302、303、307、310、399等各类，应等于其下各款之和。",
    "部门决算公开样表 公开06表 表内关系",
)
def economic_groups(case: Case) -> Iterator[Comparison]:
    ledger = case.ledger
    for group in groups(ledger):
        items = [code for code in ledger.codes(6) if len(code) == 5 and code.startswith(group)]
        if items:
            cells = [ledger.figure(6, code, "amount") for code in items]
            yield total(ledger.figure(6, group, "amount"), cells, "其下各款之和")


def _cost_total(ledger: Ledger, name: str, personnel: bool) -> Iterator[Comparison]:
    members = [g for g in groups(ledger) if (g in PERSONNEL) == personnel]
    if ledger.row(6, name) is not None and members:
        cells = [ledger.figure(6, group, "amount") for group in members]
        yield total(ledger.figure(6, name, "amount"), cells, "、".join(members) + "各类之和")


@rule(
    "I19",
    "人员经费合计等于工资福利支出加对个人和家庭的补助",
    "Statement 6: personnel = 301 + 303",
    "公开06表“人员经费合计”应等于301工资福利支出与303对个人和家庭的补助之和。",
    "部门决算公开样表 公开06表 表内关系",
)
def personnel_total(case: Case) -> Iterator[Comparison]:
    yield from _cost_total(case.ledger, PERSONNEL_TOTAL, True)


@rule(
    "I20",
    "公用经费合计等于商品和服务支出等各类之和",
    "Statement 6: public use = 302 + 307 + 309 + 310 + 399",
    "公开06表“公用经费合计”应等于302、307、309、310、399等各类之和。",
    "部门决算公开样表 公开06表 表内关系",
)
def public_total(case: Case) -> Iterator[Comparison]:
    yield from _cost_total(case.ledger, PUBLIC_TOTAL, False)


@rule(
    "I21",
    "公开07表年初结转加本年收入减本年支出等于年末结转",
    "Statement 7: opening + revenue - expenditure = closing",
    "公开07表每一行：年初结转和结余加本年收入，减本年支出，应等于年末结转和结余；小计等于基本支出加项目支出；"
    "各科目之和等于合计。",
    "部门决算公开样表 公开07表 表内关系",
)
def fund_balance(case: Case) -> Iterator[Comparison]:
    ledger = case.ledger
    for key, row in ledger.rows(7):
        if all(value is None for value in row.figures.values()):
            continue
        opening, revenue, spent, closing = (
            ledger.figure(7, key, column)
            for column in ("opening_balance", "revenue", "total", "closing_balance")
        )
        terms = ((1, opening), (1, revenue), (-1, spent))
        yield Comparison("sum", closing, terms, "年初结转加本年收入减本年支出")
    yield from row_totals(ledger, 7, "基本支出与项目支出之和", ("basic", "project"))
    yield from top_totals(ledger, 7)
    yield from tree_totals(ledger, 7)


@rule(
    "I22",
    "公开08表合计等于基本支出加项目支出",
    "Statement 8: total = basic + project",
    "公开08表每一行的“合计”，应等于基本支出与项目支出之和；各科目之和等于合计行。",
    "部门决算公开样表 公开08表 表内关系",
)
def capital_rows(case: Case) -> Iterator[Comparison]:
    yield from row_totals(case.ledger, 8, "基本支出与项目支出之和", ("basic", "project"))
    yield from top_totals(case.ledger, 8)
    yield from tree_totals(case.ledger, 8)


@rule(
    "I23",
    "公开09表“三公”经费合计等于各项之和",
    'Statement 9: "three public" total = abroad + vehicles + reception',
    "公开09表预算数与决算数：合计等于因公出国（境）费、公务用车小计与公务接待费之和；"
    "小计等于购置费与运行维护费之和。",
    "部门决算公开样表 公开09表 表内关系",
)
def three_public(case: Case) -> Iterator[Comparison]:
    ledger = case.ledger
    for basis, row in ledger.rows(9):
        if all(value is None for value in row.figures.values()):
            continue
        cell = {column: ledger.figure(9, basis, column) for column in ledger.columns(9)}
        parts = [cell["abroad"], cell["vehicle_total"], cell["reception"]]
        yield total(cell["total"], parts, "出国、用车、接待三项之和")
        parts = [cell["vehicle_purchase"], cell["vehicle_operation"]]
        yield total(cell["vehicle_total"], parts, "购置费与运行维护费之和")
