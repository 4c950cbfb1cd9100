"""Inside the tables by functional code: 公开02, 03, 05, and the rows of 07 and 08."""

from __future__ import annotations

from collections.abc import Iterator

from .case import Case
from .ledger import Ledger
from .rules import rule
from .trials import Comparison, total

TOTAL = "合计"


def row_totals(ledger: Ledger, number: int, label: str, parts: tuple[str, ...]) -> Iterator[Comparison]:
    """In every row the first amount is the sum of `parts`."""
    for key, row in ledger.rows(number):
        if any(row.figures.get(column) is not None for column in ("total", *parts)):
            cells = [ledger.figure(number, key, column) for column in parts]
            yield total(ledger.figure(number, key, "total"), cells, label)


def top_totals(ledger: Ledger, number: int) -> Iterator[Comparison]:
    """合计 is the sum of the topmost codes, in every column that is used."""
    if ledger.row(number, TOTAL) is None or not ledger.codes(number):
        return
    for column in ledger.columns(number):
        if ledger.used(number, column):
            cells = [ledger.figure(number, code, column) for code in ledger.top(number)]
            yield total(ledger.figure(number, TOTAL, column), cells, "各科目之和")


def tree_totals(ledger: Ledger, number: int) -> Iterator[Comparison]:
    """类 = Σ 款 and 款 = Σ 项, where they are printed, in every column that is used."""
    for code in ledger.codes(number):
        below = ledger.children(number, code)
        if not below:
            continue
        for column in ledger.columns(number):
            if any(ledger.figure(number, c, column).value is not None for c in (code, *below)):
                cells = [ledger.figure(number, c, column) for c in below]
                yield total(ledger.figure(number, code, column), cells, "下级科目之和")


@rule(
    "I06",
    "公开02表各行合计等于各项收入之和",
    "Statement 2: each row total is the sum of its columns",
    "公开02表每一行的“本年收入合计”，应等于财政拨款、上级补助、事业、经营、附属单位上缴与其他收入之和。",
    "部门决算公开样表 公开02表 表内关系",
)
def revenue_rows(case: Case) -> Iterator[Comparison]:
    yield from row_totals(case.ledger, 2, "各项收入之和", case.ledger.columns(2)[1:])


@rule(
    "I07",
    "公开02表各科目之和等于合计",
    "Statement 2: topmost codes add up to the total",
    "公开02表最上级科目相加，应等于“合计”行。",
    "部门决算公开样表 公开02表 表内关系",
)
def revenue_top(case: Case) -> Iterator[Comparison]:
    yield from top_totals(case.ledger, 2)


@rule(
    "I08",
    "公开02表类、款、项逐级相等",
    "Statement 2: class = sum of groups, group = sum of items",
    "公开02表凡印有类、款、项的，上级科目应等于下级科目之和。",
    "部门决算公开样表 公开02表 表内关系",
)
def revenue_tree(case: Case) -> Iterator[Comparison]:
    yield from tree_totals(case.ledger, 2)


@rule(
    "I09",
    "公开03表各行合计等于各项支出之和",
    "Statement 3: each row total is the sum of its columns",
    "公开03表每一行的“本年支出合计”，应等于基本、项目、上缴上级、经营与对附属单位补助支出之和。",
    "部门决算公开样表 公开03表 表内关系",
)
def expenditure_rows(case: Case) -> Iterator[Comparison]:
    yield from row_totals(case.ledger, 3, "各项支出之和", case.ledger.columns(3)[1:])


@rule(
    "I10",
    "公开03表各科目之和等于合计",
    "Statement 3: topmost codes add up to the total in every column",
    "公开03表最上级科目相加，每一栏都应等于“合计”行。",
    "部门决算公开样表 公开03表 表内关系",
)
def expenditure_top(case: Case) -> Iterator[Comparison]:
    yield from top_totals(case.ledger, 3)


@rule(
    "I11",
    "公开03表类、款、项逐级相等",
    "Statement 3: the tree of codes in every column",
    "公开03表凡印有类、款、项的，每一栏上级科目应等于下级科目之和。",
    "部门决算公开样表 公开03表 表内关系",
)
def expenditure_tree(case: Case) -> Iterator[Comparison]:
    yield from tree_totals(case.ledger, 3)


@rule(
    "I16",
    "公开05表各行小计等于基本支出加项目支出",
    "Statement 5: subtotal = basic + project",
    "公开05表每一行的“小计”，应等于基本支出与项目支出之和。",
    "部门决算公开样表 公开05表 表内关系",
)
def general_rows(case: Case) -> Iterator[Comparison]:
    yield from row_totals(case.ledger, 5, "基本支出与项目支出之和", ("basic", "project"))


@rule(
    "I17",
    "公开05表各科目之和等于合计，逐级相等",
    "Statement 5: topmost codes add up to the total; the tree of codes",
    "公开05表最上级科目相加应等于“合计”行；凡印有类、款、项的，上级科目应等于下级科目之和。",
    "部门决算公开样表 公开05表 表内关系",
)
def general_tree(case: Case) -> Iterator[Comparison]:
    yield from top_totals(case.ledger, 5)
    yield from tree_totals(case.ledger, 5)
