"""Between the summaries and the details: funds, state capital, economic items, and two hints."""

from __future__ import annotations

from collections.abc import Iterator

from .case import Case
from .inside_details import PERSONNEL_TOTAL, PUBLIC_TOTAL
from .inside_functions import TOTAL
from .ledger import Ledger
from .rules import rule
from .trials import Comparison, Trial, equal, total

SOURCE = "部门决算公开样表 表间关系"


def _budget_against(
    ledger: Ledger, number: int, column: str, kind: str, revenue: str | None
) -> Iterator[Trial]:
    """The 合计 of 公开07 or 08 against its column in 公开04."""
    key = ledger.find(4, "expenditure", "本年支出合计")
    if key is None or not ledger.row(number, TOTAL):
        return
    spent, found = ledger.figure(4, key, column), ledger.figure(number, TOTAL, "total")
    if spent.value is not None or found.value is not None:
        yield equal(found, spent)
    if revenue:
        came, shown = ledger.revenue(4, kind), ledger.figure(number, TOTAL, revenue)
        if came.value is not None or shown.value is not None:
            yield equal(shown, came)


@rule(
    "X10",
    "公开04表政府性基金栏等于公开07表",
    "Government-fund column of statement 4 = statement 7",
    "公开04表“政府性基金预算财政拨款”的收入与支出，应等于公开07表合计行的本年收入与本年支出小计。",
    SOURCE,
)
def government_fund(case: Case) -> Iterator[Trial]:
    yield from _budget_against(case.ledger, 7, "government_fund", "fund", "revenue")


@rule(
    "X11",
    "公开04表国有资本经营栏等于公开08表",
    "State-capital column of statement 4 = statement 8",
    "公开04表“国有资本经营预算财政拨款”支出，应等于公开08表合计。",
    SOURCE,
)
def state_capital(case: Case) -> Iterator[Trial]:
    yield from _budget_against(case.ledger, 8, "state_capital", "capital", None)


@rule(
    "X12",
    "公开05表基本支出合计等于公开06表人员加公用经费",
    "Basic expenditure of statement 5 = personnel + public use of statement 6",
    "公开05表“合计”行的基本支出，应等于公开06表人员经费合计与公用经费合计之和。",
    SOURCE,
)
def basic_expenditure(case: Case) -> Iterator[Trial]:
    ledger = case.ledger
    if ledger.row(5, TOTAL) and (ledger.row(6, PERSONNEL_TOTAL) or ledger.row(6, PUBLIC_TOTAL)):
        cells = [ledger.figure(6, name, "amount") for name in (PERSONNEL_TOTAL, PUBLIC_TOTAL)]
        yield total(ledger.figure(5, TOTAL, "basic"), cells, "公开06表人员经费与公用经费之和")


@rule(
    "X13",
    "基本支出中的“三公”不超过公开09表决算数",
    '"Three public" items of statement 6 are at most the finals of statement 9',
    "公开06表公务用车运行维护费、公务接待费、因公出国（境）费用，不应超过公开09表相应决算数。提示性核对。",
    SOURCE,
    "note",
)
def three_public_items(case: Case) -> Iterator[Trial]:
    ledger = case.ledger
    if not ledger.row(9, "final"):
        return
    for code, column in (("30231", "vehicle_operation"), ("30217", "reception"), ("30212", "abroad")):
        found, other = ledger.figure(6, code, "amount"), ledger.figure(9, "final", column)
        if found.value is not None:
            yield Comparison("at_most", found, ((1, other),), other.place)


@rule(
    "X14",
    "住房公积金、养老保险、医疗的功能科目与经济科目相近",
    "Housing fund, pension and medical insurance by function and by economic item",
    "公开03表住房公积金、机关事业单位基本养老保险缴费、行政与事业单位医疗的基本支出，通常等于公开06表相应经济科目。"
    "提示性核对。",
    SOURCE,
    "note",
)
def insurance_items(case: Case) -> Iterator[Trial]:
    ledger = case.ledger
    pairs = (("30113", ("2210201",)), ("30108", ("2080505",)), ("30110", ("2101101", "2101102")))
    for economic, functions in pairs:
        found = ledger.figure(6, economic, "amount")
        parts = [ledger.figure(3, code, "basic") for code in functions if ledger.row(3, code)]
        if found.value is not None and parts:
            label = parts[0].place if len(parts) == 1 else "公开03表相应功能科目之和"
            yield total(found, parts, label)
