"""What happened to a row or a cell is told once, as what it is: a column too far, another row's code or name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from checking_builder import books, findings, with_cell, with_statement
from checking_prose import told
from mingzhang.checking.causes import exchanges_digits
from mingzhang.model import Disclosure, Finding, Repair


def told_of(d: Disclosure) -> Finding:
    """The one finding that is no hint."""
    (finding,) = [f for f in findings(d) if f.severity in ("error", "warning")]
    return finding


def with_row(d: Disclosure, number: int, of: str, **fields: object) -> Disclosure:
    statement = d.statement(number)
    rows = tuple(replace(row, **fields) if row.code == of else row for row in statement.rows)  # type: ignore[arg-type]
    return with_statement(d, replace(statement, rows=rows))


def test_an_amount_one_column_too_far() -> None:
    d = with_cell(books(), 2, "2010301", "fiscal_appropriation", None)
    finding = told_of(with_cell(d, 2, "2010301", "superior_subsidy", "500.00"))
    assert "“上级补助收入”（500.00万元）似应印在同一行的“财政拨款收入”栏" in finding.message


def test_a_row_under_the_code_of_another() -> None:
    finding = told_of(with_row(told(), 3, "2010302", code="2010301"))
    assert "公开03表“一般行政管理事务”的编码印作2010301，与另一行重复，应为2010302" in finding.message


def test_names_of_two_rows_exchanged() -> None:
    d = with_row(told(), 5, "2101101", item="住房公积金")
    (finding,) = findings(with_row(d, 5, "2210201", item="行政单位医疗"), "N20.table-names")
    assert "公开05表科目2101101与2210201的名称似互换了位置" in finding.message
    assert finding.other_line is not None


def test_a_final_in_yuan_is_told_as_its_unit_alone() -> None:
    found = findings(told(("支出决算为300.25万元，完成", "支出决算为3002500.25元，完成")))
    assert {f.family for f in found} == {"N18"}


@pytest.mark.parametrize(
    ("printed", "value", "exchanged"),
    [
        ("45.69", "45.96", True),
        ("54.69", "45.69", True),
        ("45.69", "46.59", True),
        ("45.69", "49.65", False),  # not beside one another
        ("45.69", "145.69", False),
        ("45.69", "45.69", False),
    ],
)
def test_digits_exchanged(printed: str, value: str, exchanged: bool) -> None:
    assert exchanges_digits(Decimal(printed), Decimal(value)) is exchanged


def test_the_one_term_of_a_sum_whose_digits_are_exchanged_is_named() -> None:
    finding = told_of(with_cell(books(), 6, "30101", "amount", "230.00"))
    assert "“基本工资”（30101）（230.00万元）为320.00万元，则相符" in finding.message


@pytest.mark.parametrize(("marked", "cause"), [(2, "unknown"), (3, "extraction")])
def test_only_marks_of_its_own_statement_speak_for_extraction(marked: int, cause: str) -> None:
    d = with_row(books(), marked, "2080505", repairs=(Repair("digits", "6 0.00", "total"),))
    finding = told_of(with_cell(d, 3, "2010301", "basic", "600.00"))
    assert finding.cause == cause


def test_basic_and_project_of_the_total_exchanged_where_a_row_is_wrong_too() -> None:
    d = with_cell(told(), 5, "212", "project", "299.89")
    before = findings(d)
    for column, other in (("basic", "project"), ("project", "basic")):
        value = told().statement(5).rows[0].figures[other]
        d = with_cell(d, 5, "合计", column, str(value))
    found = findings(d)
    (exchange,) = [f for f in found if "似互换了位置" in f.message]
    assert (
        "公开05表“合计”“基本支出”（420.75万元）与公开05表“合计”“项目支出”（655.00万元）" in exchange.message
    )
    assert len(found) <= len(before) + 2


def test_a_unit_misprinted_over_a_table_one_cell_of_which_has_its_own() -> None:
    d = books()
    statement = d.statement(4)
    rows = tuple(
        replace(
            row,
            figures={
                column: value if value is None or row.item.startswith("政府性基金") else value / 10000
                for column, value in row.figures.items()
            },
        )
        for row in statement.rows
    )
    units = {n: replace(d.statement(n), unit="万元") for n in range(1, 10) if n != 4}
    for one in (*units.values(), replace(statement, unit="元", rows=rows)):
        d = with_statement(d, one)
    assert [f.rule_id for f in findings(d)] == ["I25.unit"]


def _every_cell(
    d: Disclosure, number: int, change: Callable[[dict[str, Decimal | None]], None]
) -> Disclosure:
    """The account with the figures of every row of a statement changed."""
    statement = d.statement(number)
    rows = []
    for row in statement.rows:
        figures = dict(row.figures)
        change(figures)
        rows.append(replace(row, figures=figures))
    return with_statement(d, replace(statement, rows=tuple(rows)))


def test_two_columns_that_stand_in_each_others_place_are_one_finding() -> None:
    def exchange(figures: dict[str, Decimal | None]) -> None:
        figures["basic"], figures["project"] = figures["project"], figures["basic"]

    (finding,) = findings(_every_cell(told(), 3, exchange))
    assert "公开03表“基本支出”、“项目支出”两栏的数字似整栏互换" in finding.message


def test_a_statement_of_another_year_is_one_finding() -> None:
    def raise_all(figures: dict[str, Decimal | None]) -> None:
        figures.update({name: value * 2 for name, value in figures.items() if value})

    (finding,) = findings(_every_cell(told(), 5, raise_all))
    assert "公开05表自身相合，与其他各表和正文却有" in finding.message
    assert finding.message.count("疑为另一年度或另一单位的表") == 1


def test_an_amount_printed_in_the_row_of_the_class_below() -> None:
    d = books()
    statement = d.statement(1)
    (health,) = (row for row in statement.rows if row.item == "卫生健康支出")
    below = replace(health, position=health.position + 1, item="节能环保支出")
    rows = (*statement.rows, below)
    d = with_cell(
        with_statement(d, replace(statement, rows=rows)), 1, "expenditure:卫生健康支出", "amount", None
    )
    finding = told_of(d)
    assert "公开01表支出方“节能环保支出”（40.00万元）似应印在公开01表支出方“卫生健康支出”" in finding.message


def test_how_an_item_differs_is_not_told_where_one_of_its_figures_is_wrong() -> None:
    """A budget with digits exchanged breaks its rate; that its final is more than it, without the reason, follows from it."""
    wrong = told(("年初预算为150万元，支出决算为120.5万元", "年初预算为15万元，支出决算为120.5万元"))
    assert [f.rule_id for f in findings(wrong)] == ["N07.sum"]
    wrong = told(("支出决算为40万元，完成年初预算的100%", "支出决算为40万元，完成年初预算的10%"))
    assert [f.rule_id for f in findings(wrong)] == ["N09.items"]
