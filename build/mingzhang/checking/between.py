"""Between the tables: the same money printed in two statements, class by class and code by code."""

from __future__ import annotations

from collections.abc import Iterator

from ..classification import same_name
from .case import Case
from .inside_functions import TOTAL
from .inside_summaries import OTHER_REVENUE, blank_class
from .ledger import Ledger
from .repairs import repaired_codes, repaired_rows
from .rules import rule
from .trials import Comparison, Figure, Remark, Trial, equal, total

SOURCE = "部门决算公开样表 表间关系"


def _grand(ledger: Ledger, number: int, side: str) -> Figure | None:
    key = ledger.find(number, side, "本年收入合计" if side == "revenue" else "本年支出合计")
    return ledger.figure(number, key, "amount" if number == 1 else "total") if key else None


def only_appropriations(ledger: Ledger) -> bool:
    """Whether no money but appropriations came in or was used, as far as 公开01 and 02 show."""
    if not (ledger.has(1) or ledger.has(2)):
        return False
    for item, column in OTHER_REVENUE:
        if ledger.figure(1, f"revenue:{item}", "amount").amount or (
            ledger.figure(2, TOTAL, column).amount if ledger.has(2) else 0
        ):
            return False
    key = ledger.find(1, "revenue", "使用非财政拨款结余")
    if key and ledger.figure(1, key, "amount").amount:
        return False
    return not balances(ledger) or (ledger.has(4) and balances(ledger, 4))


def balances(ledger: Ledger, number: int = 1) -> bool:
    """Whether money was carried into the year or out of it."""
    for side, name in (("revenue", "年初"), ("expenditure", "年末"), ("expenditure", "结余分配")):
        key = ledger.find(number, side, name)
        if key and ledger.figure(number, key, "amount" if number == 1 else "total").amount:
            return True
    return False


def class_sum(ledger: Ledger, number: int, code: str, column: str) -> list[Figure]:
    """The 类 row of a statement, or its most detailed rows where the 类 is not printed."""
    if ledger.row(number, code):
        return [ledger.figure(number, code, column)]
    return [ledger.figure(number, c, column) for c in ledger.top(number) if c.startswith(code)]


@rule(
    "X01",
    "公开01表本年收入合计等于公开02表合计",
    "Statement 1 revenue = statement 2 total",
    "公开01表“本年收入合计”应等于公开02表“合计”行的本年收入合计。",
    SOURCE,
)
def revenue_total(case: Case) -> Iterator[Trial]:
    found = _grand(case.ledger, 1, "revenue")
    if found is not None and case.ledger.row(2, TOTAL):
        yield equal(found, case.ledger.figure(2, TOTAL, "total"))


@rule(
    "X02",
    "公开01表本年支出合计等于公开03表合计",
    "Statement 1 expenditure = statement 3 total",
    "公开01表“本年支出合计”应等于公开03表“合计”行的本年支出合计。",
    SOURCE,
)
def expenditure_total(case: Case) -> Iterator[Trial]:
    found = _grand(case.ledger, 1, "expenditure")
    if found is not None and case.ledger.row(3, TOTAL):
        yield equal(found, case.ledger.figure(3, TOTAL, "total"))


@rule(
    "X03",
    "公开01表、公开02表与公开04表的财政拨款收入相等",
    "Appropriation revenue of statements 1, 2 and 4 agrees",
    "公开01表三本预算财政拨款收入之和，应等于公开02表“财政拨款收入”栏合计，并与公开04表收入方逐项相等。",
    SOURCE,
)
def appropriations(case: Case) -> Iterator[Trial]:
    ledger = case.ledger
    rows = [ledger.revenue(1, kind) for kind in ("general", "fund", "capital")]
    if ledger.has(1) and ledger.row(2, TOTAL):
        yield total(ledger.figure(2, TOTAL, "fiscal_appropriation"), rows, "公开01表三本预算收入之和")
    if ledger.has(1) and ledger.has(4):
        for kind, row in zip(("general", "fund", "capital"), rows, strict=True):
            other = ledger.revenue(4, kind)
            if row.value is not None or other.value is not None:
                yield equal(row, other)


@rule(
    "X04",
    "公开01表各类支出等于公开03表该类",
    "Each class of statement 1 = that class in statement 3",
    "公开01表支出方每一功能分类，应等于公开03表该类的本年支出合计（未印类级时，为其下各科目之和）。",
    SOURCE,
)
def classes_of_expenditure(case: Case) -> Iterator[Trial]:
    ledger = case.ledger
    rows = ledger.class_rows(1)
    if not rows or not ledger.codes(3):
        return
    for code in sorted({*rows, *(c[:3] for c in ledger.codes(3))}):
        key = rows.get(code)
        found = ledger.figure(1, key, "amount") if key else blank_class(ledger, 1, code, "amount")
        parts = class_sum(ledger, 3, code, "total") or [ledger.figure(3, code, "total")]
        yield total(found, parts, f"公开03表{code}类支出")


@rule(
    "X05",
    "公开04表各类支出不超过公开01表该类",
    "Each class of statement 4 is at most that of statement 1",
    "公开04表每一功能分类的小计不应超过公开01表该类；没有财政拨款以外的资金时两者相等。",
    SOURCE,
)
def classes_of_appropriation(case: Case) -> Iterator[Trial]:
    ledger = case.ledger
    first, fourth = ledger.class_rows(1), ledger.class_rows(4)
    if not first or not fourth:
        return
    only = only_appropriations(ledger)
    for code in sorted({*first, *fourth}):
        key = fourth.get(code)
        found = ledger.figure(4, key, "total") if key else blank_class(ledger, 4, code, "total")
        key = first.get(code)
        other = ledger.figure(1, key, "amount") if key else blank_class(ledger, 1, code, "amount")
        yield Comparison("sum" if only else "at_most", found, ((1, other),), other.place)
    grand, all_money = _grand(ledger, 4, "expenditure"), _grand(ledger, 1, "expenditure")
    if grand is not None and all_money is not None:
        yield Comparison("sum" if only else "at_most", grand, ((1, all_money),), all_money.place)


@rule(
    "X06",
    "公开01表其他各项收入等于公开02表相应栏",
    "Other revenue of statement 1 = the other columns of statement 2",
    "公开01表上级补助、事业、经营、附属单位上缴与其他收入，应等于公开02表相应栏的合计。",
    SOURCE,
)
def other_revenue(case: Case) -> Iterator[Trial]:
    ledger = case.ledger
    if not ledger.has(1) or not ledger.row(2, TOTAL):
        return
    for item, column in OTHER_REVENUE:
        found, other = ledger.figure(1, f"revenue:{item}", "amount"), ledger.figure(2, TOTAL, column)
        if found.value is not None or other.value is not None:
            yield equal(found, other)


@rule(
    "X07",
    "公开02表与公开03表的科目一致",
    "Statements 2 and 3 carry the same codes",
    "没有结转结余和财政拨款以外的收入时，公开02表与公开03表的科目编码应相同；名称相同而编码不同的，其一可能印误。",
    SOURCE,
    "warning",
)
def same_codes(case: Case) -> Iterator[Trial]:
    ledger = case.ledger
    yield from repaired_codes(ledger)
    if not (ledger.codes(2) and ledger.codes(3)) or balances(ledger) or not only_appropriations(ledger):
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
    "X08",
    "公开03表各科目等于公开05、07、08表之和",
    "Statement 3 = statements 5 + 7 + 8, code by code",
    "没有财政拨款以外的资金时，公开03表每一科目的合计、基本支出、项目支出，应等于公开05表、07表、08表该科目之和；"
    "有其他资金时不小于。",
    SOURCE,
)
def code_by_code(case: Case) -> Iterator[Trial]:
    ledger = case.ledger
    yield from repaired_rows(ledger)
    if not ledger.codes(3) or not ledger.codes(5) or _budget_missing(ledger):
        return
    if any(s.status == "lost" and s.number in (7, 8) for s in case.disclosure.statements):
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


def _budget_missing(ledger: Ledger) -> bool:
    """Whether 公开04 shows money of a budget whose own statement was not read."""
    key = ledger.find(4, "expenditure", "本年支出合计")
    columns = ((7, "government_fund"), (8, "state_capital"))
    return key is not None and any(
        not ledger.codes(number) and bool(ledger.figure(4, key, column).amount) for number, column in columns
    )


@rule(
    "X09",
    "公开04表一般公共预算栏等于公开05表",
    "General budget of statement 4 = statement 5",
    "公开04表“一般公共预算财政拨款”栏的各类与合计，应等于公开05表该类与合计的小计。",
    SOURCE,
)
def general_budget(case: Case) -> Iterator[Trial]:
    ledger = case.ledger
    rows = ledger.class_rows(4)
    if not rows or not ledger.codes(5):
        return
    key = ledger.find(4, "expenditure", "本年支出合计")
    if key and ledger.row(5, TOTAL):
        yield equal(ledger.figure(4, key, "general_budget"), ledger.figure(5, TOTAL, "total"))
    for code in sorted({*rows, *(c[:3] for c in ledger.codes(5))}):
        found = (
            ledger.figure(4, rows[code], "general_budget")
            if code in rows
            else blank_class(ledger, 4, code, "general_budget")
        )
        parts = class_sum(ledger, 5, code, "total") or [ledger.figure(5, code, "total")]
        if found.value is not None or any(part.value is not None for part in parts):
            yield total(found, parts, f"公开05表{code}类小计")
