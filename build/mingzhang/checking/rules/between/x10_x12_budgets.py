"""X10–X12: funds, state capital and basic expenditure in the summaries and in their own statements."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...ledger import Ledger
from ...registry import rule
from ...summaries import PERSONNEL_TOTAL, PUBLIC_TOTAL, TOTAL
from ...trials import Trial, equal, total

SOURCE = "部门决算公开样表 表间关系"


def _spent(ledger: Ledger, number: int, column: str) -> Iterator[Trial]:
    """The 合计 of 公开07 or 08 against its column in 公开04."""
    key = ledger.find(4, "expenditure", "本年支出合计")
    if key is None or not ledger.row(number, TOTAL):
        return
    summary, found = ledger.figure(4, key, column), ledger.figure(number, TOTAL, "total")
    if summary.value is not None or found.value is not None:
        yield equal(found, summary)


@rule(
    "X10.fund-expenditure",
    "公开04表政府性基金支出等于公开07表",
    "Government-fund expenditure of statement 4 = statement 7",
    "公开04表“政府性基金预算财政拨款”的本年支出，应等于公开07表合计行的本年支出小计。",
    SOURCE,
    statements=(4, 7),
)
def fund_expenditure(context: RuleContext) -> Iterator[Trial]:
    yield from _spent(context.ledger, 7, "government_fund")


@rule(
    "X10.fund-revenue",
    "公开04表政府性基金收入等于公开07表",
    "Government-fund revenue of statement 4 = statement 7",
    "公开04表“政府性基金预算财政拨款”的收入，应等于公开07表合计行的本年收入。",
    SOURCE,
    statements=(4, 7),
)
def fund_revenue(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    if ledger.find(4, "expenditure", "本年支出合计") is None or not ledger.row(7, TOTAL):
        return
    came, shown = ledger.revenue(4, "fund"), ledger.figure(7, TOTAL, "revenue")
    if came.value is not None or shown.value is not None:
        yield equal(shown, came)


@rule(
    "X11.state-capital",
    "公开04表国有资本经营栏等于公开08表",
    "State-capital column of statement 4 = statement 8",
    "公开04表“国有资本经营预算财政拨款”支出，应等于公开08表合计。",
    SOURCE,
    statements=(4, 8),
)
def state_capital(context: RuleContext) -> Iterator[Trial]:
    yield from _spent(context.ledger, 8, "state_capital")


@rule(
    "X12.basic-expenditure",
    "公开05表基本支出合计等于公开06表人员加公用经费",
    "Basic expenditure of statement 5 = personnel + public use of statement 6",
    "公开05表“合计”行的基本支出，应等于公开06表人员经费合计与公用经费合计之和。",
    SOURCE,
    statements=(5, 6),
)
def basic_expenditure(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    if ledger.row(5, TOTAL) and (ledger.row(6, PERSONNEL_TOTAL) or ledger.row(6, PUBLIC_TOTAL)):
        cells = [ledger.figure(6, name, "amount") for name in (PERSONNEL_TOTAL, PUBLIC_TOTAL)]
        yield total(ledger.figure(5, TOTAL, "basic"), cells, "公开06表人员经费与公用经费之和")
