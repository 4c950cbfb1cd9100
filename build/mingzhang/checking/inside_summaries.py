"""Inside 公开01 and 公开04, the two summaries with revenue on the left and expenditure on the right."""

from __future__ import annotations

from collections.abc import Iterator

from .case import Case
from .ledger import Ledger
from .rules import rule
from .trials import Comparison, Figure, equal, total

OTHER_REVENUE = (
    ("上级补助收入", "superior_subsidy"),
    ("事业收入", "business_revenue"),
    ("经营收入", "operating_revenue"),
    ("附属单位上缴收入", "affiliate_remittance"),
    ("其他收入", "other_revenue"),
)
"""Rows of 公开01 that are no appropriation, with their column in 公开02."""


def class_figures(ledger: Ledger, number: int, column: str) -> list[Figure]:
    """The functional rows of 公开01 or 04, blank ones too where another table has money in that class."""
    rows = ledger.class_rows(number)
    figures = []
    for key, _ in ledger.rows(number):
        if key.startswith("expenditure:本年支出合计"):
            break
        if key.startswith("expenditure:") and not key.startswith("expenditure:其中"):
            figures.append(ledger.figure(number, key, column))
    others = {code[:3] for other in (3, 5, 8) for code in ledger.codes(other)}
    others |= set(ledger.class_rows(1)) | set(ledger.class_rows(4))
    figures += [blank_class(ledger, number, code, column) for code in sorted(others - set(rows))]
    return figures


def blank_class(ledger: Ledger, number: int, code: str, column: str) -> Figure:
    """The cell of a class that the summary leaves blank."""
    for other in (1, 4):
        key = ledger.class_rows(other).get(code)
        if key:
            return ledger.figure(number, key, column)
    for other in (3, 5):
        row = ledger.row(other, code)
        if row:
            return ledger.figure(number, f"expenditure:{row.item}", column)
    return ledger.figure(number, f"expenditure:科目{code}", column)


def revenue_rows(ledger: Ledger, number: int) -> list[Figure]:
    """The revenue rows above 本年收入合计."""
    column = "amount" if number == 1 else "total"
    found = []
    for key, _ in ledger.rows(number):
        if key.startswith("revenue:本年收入合计"):
            break
        if key.startswith("revenue:") and not key.startswith("revenue:其中"):
            found.append(ledger.figure(number, key, column))
    known = {figure.key for figure in found}
    blanks = [ledger.revenue(number, kind) for kind in ("general", "fund", "capital")]
    return found + [figure for figure in blanks if figure.key not in known]


def _pick(ledger: Ledger, number: int, side: str, column: str, *names: str) -> Figure | None:
    key = ledger.find(number, side, *names)
    return ledger.figure(number, key, column) if key else None


def _balance(
    ledger: Ledger, number: int, side: str, column: str, names: tuple[str, ...]
) -> Iterator[Comparison]:
    """总计 = 合计 + the balances named."""
    grand = _pick(ledger, number, side, column, "总计")
    year = _pick(ledger, number, side, column, "本年收入合计" if side == "revenue" else "本年支出合计")
    if grand is None or year is None:
        return
    parts = [year]
    for name in names:
        key = ledger.find(number, side, name) or f"{side}:{name}"
        parts.append(ledger.figure(number, key, column))
    yield total(grand, parts, "、".join(("本年合计", *names)) + "之和")


@rule(
    "I01",
    "公开01表各项收入之和等于本年收入合计",
    "Statement 1: revenue rows add up to revenue of the year",
    "公开01表收入方各行相加，应等于“本年收入合计”。",
    "部门决算公开样表 公开01表 表内关系",
)
def revenue_adds_up(case: Case) -> Iterator[Comparison]:
    ledger = case.ledger
    found = _pick(ledger, 1, "revenue", "amount", "本年收入合计")
    if found is not None:
        yield total(found, revenue_rows(ledger, 1), "收入方各项之和")


@rule(
    "I02",
    "公开01表各类支出之和等于本年支出合计",
    "Statement 1: functional rows add up to expenditure of the year",
    "公开01表支出方各功能分类相加，应等于“本年支出合计”。",
    "部门决算公开样表 公开01表 表内关系",
)
def expenditure_adds_up(case: Case) -> Iterator[Comparison]:
    ledger = case.ledger
    found = _pick(ledger, 1, "expenditure", "amount", "本年支出合计")
    if found is not None and ledger.class_rows(1):
        yield total(found, class_figures(ledger, 1, "amount"), "支出方各功能分类之和")


@rule(
    "I03",
    "公开01表收入总计等于本年收入加结余",
    "Statement 1: grand total of revenue",
    "公开01表收入方“总计”应等于本年收入合计、使用非财政拨款结余与年初结转和结余之和。",
    "部门决算公开样表 公开01表 表内关系",
)
def revenue_grand_total(case: Case) -> Iterator[Comparison]:
    yield from _balance(case.ledger, 1, "revenue", "amount", ("使用非财政拨款结余", "年初结转和结余"))


@rule(
    "I04",
    "公开01表支出总计等于本年支出加结余",
    "Statement 1: grand total of expenditure",
    "公开01表支出方“总计”应等于本年支出合计、结余分配与年末结转和结余之和。",
    "部门决算公开样表 公开01表 表内关系",
)
def expenditure_grand_total(case: Case) -> Iterator[Comparison]:
    yield from _balance(case.ledger, 1, "expenditure", "amount", ("结余分配", "年末结转和结余"))


@rule(
    "I05",
    "公开01表收入总计等于支出总计",
    "Statement 1: both grand totals are equal",
    "公开01表收入方“总计”与支出方“总计”应完全相等。",
    "部门决算公开样表 公开01表 表内关系",
)
def grand_totals_equal(case: Case) -> Iterator[Comparison]:
    ledger = case.ledger
    left = _pick(ledger, 1, "revenue", "amount", "总计")
    right = _pick(ledger, 1, "expenditure", "amount", "总计")
    if left is not None and right is not None:
        yield equal(left, right, exact=True)


@rule(
    "I12",
    "公开04表各行小计等于三本预算之和",
    "Statement 4: each subtotal is the sum of its three budgets",
    "公开04表支出方每一行的“小计”，应等于一般公共预算、政府性基金预算、国有资本经营预算三栏之和。",
    "部门决算公开样表 公开04表 表内关系",
)
def appropriation_rows(case: Case) -> Iterator[Comparison]:
    ledger = case.ledger
    budgets = [c for c in ledger.columns(4) if c != "total"]
    for key, row in ledger.rows(4):
        if key.startswith("expenditure:") and any(row.figures.get(c) is not None for c in ledger.columns(4)):
            cells = [ledger.figure(4, key, column) for column in budgets]
            yield total(ledger.figure(4, key, "total"), cells, "三本预算之和")


@rule(
    "I13",
    "公开04表各类支出之和等于本年支出合计",
    "Statement 4: functional rows add up in every column",
    "公开04表支出方各功能分类相加，每一栏都应等于“本年支出合计”。",
    "部门决算公开样表 公开04表 表内关系",
)
def appropriation_columns(case: Case) -> Iterator[Comparison]:
    ledger = case.ledger
    key = ledger.find(4, "expenditure", "本年支出合计")
    if key is None or not ledger.class_rows(4):
        return
    for column in ledger.columns(4):
        if ledger.used(4, column):
            cells = class_figures(ledger, 4, column)
            yield total(ledger.figure(4, key, column), cells, "各功能分类之和")


@rule(
    "I14",
    "公开04表三本预算收入之和等于本年收入合计",
    "Statement 4: the three revenues add up",
    "公开04表收入方三本预算的财政拨款相加，应等于“本年收入合计”。",
    "部门决算公开样表 公开04表 表内关系",
)
def appropriation_revenue(case: Case) -> Iterator[Comparison]:
    found = _pick(case.ledger, 4, "revenue", "total", "本年收入合计")
    if found is not None:
        yield total(found, revenue_rows(case.ledger, 4), "三本预算收入之和")


@rule(
    "I15",
    "公开04表收支总计平衡",
    "Statement 4: opening + revenue = total = expenditure + closing",
    "公开04表：本年收入加年初结转等于收入总计，本年支出加年末结转等于支出总计，两个总计相等。",
    "部门决算公开样表 公开04表 表内关系",
)
def appropriation_balance(case: Case) -> Iterator[Comparison]:
    ledger = case.ledger
    yield from _balance(ledger, 4, "revenue", "total", ("年初财政拨款结转和结余",))
    yield from _balance(ledger, 4, "expenditure", "total", ("年末财政拨款结转和结余",))
    left = _pick(ledger, 4, "revenue", "total", "总计")
    right = _pick(ledger, 4, "expenditure", "total", "总计")
    if left is not None and right is not None:
        yield equal(left, right, exact=True)
