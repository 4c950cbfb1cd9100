"""Rules I01–I23 and X01–X14: each holds on tables that agree, is broken by one figure, and may not apply."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from msgspec import structs

from checking_builder import (
    books,
    findings,
    outcome,
    with_cell,
    with_statement,
    without_rows,
    without_tables,
)
from mingzhang.checking import RULES, check
from mingzhang.checking.figures import Subject
from mingzhang.checking.messages import from_remarks
from mingzhang.checking.report.baseline import finding_key
from mingzhang.checking.trials import Remark
from mingzhang.model import Disclosure, Repair

# I25 and X15 look at more than the nine statements: test_rule_fixtures.py, test_other_tables.py
TABLE_RULES = sorted({rule.family for rule in RULES.values() if rule.id[0] in "IX"} - {"I25", "X15"})

# rule, statement, row, column, the figure printed instead, statements that must be lost for it not to apply
BROKEN = [
    ("I01", 1, "revenue:政府性基金预算财政拨款收入", "amount", "81.00", (1,)),
    ("I02", 1, "expenditure:城乡社区支出", "amount", "381.25", (1,)),
    ("I03", 1, "revenue:总计", "amount", "1177.75", (1,)),
    ("I04", 1, "expenditure:总计", "amount", "1177.75", (1,)),
    ("I05", 1, "expenditure:总计", "amount", "1175.76", (1,)),
    ("I06", 2, "2010301", "fiscal_appropriation", "501.00", (2,)),
    ("I07", 2, "201", "total", "621.50", (2,)),
    ("I08", 2, "20103", "total", "621.50", (2,)),
    ("I09", 3, "2010301", "basic", "501.00", (3,)),
    ("I10", 3, "201", "project", "121.50", (3,)),
    ("I11", 3, "20103", "basic", "501.00", (3,)),
    ("I12", 4, "expenditure:住房保障支出", "general_budget", "56.00", (4,)),
    ("I13", 4, "expenditure:住房保障支出", "general_budget", "56.00", (4,)),
    ("I14", 4, "revenue:政府性基金预算财政拨款", "total", "81.00", (4,)),
    ("I15", 4, "revenue:总计", "total", "1177.75", (4,)),
    ("I16", 5, "2210201", "basic", "56.00", (5,)),
    ("I17", 5, "22102", "total", "56.00", (5,)),
    ("I18", 6, "30101", "amount", "321.00", (6,)),
    ("I19", 6, "人员经费合计", "amount", "576.00", (6,)),
    ("I20", 6, "公用经费合计", "amount", "81.00", (6,)),
    ("I21", 7, "2120803", "revenue", "81.00", (7,)),
    ("I22", 8, "2230105", "project", "21.00", (8,)),
    ("I23", 9, "final", "reception", "0.60", (9,)),
    ("I24", 9, "budget", "reception", "-1.00", (9,)),
    ("X01", 2, "合计", "total", "1180.75", (2,)),
    ("X02", 3, "合计", "total", "1180.75", (3,)),
    ("X03", 2, "合计", "fiscal_appropriation", "1180.75", (1, 2)),
    ("X04", 1, "expenditure:卫生健康支出", "amount", "46.00", (3,)),
    ("X05", 4, "expenditure:卫生健康支出", "total", "46.00", (4,)),
    ("X06", 2, "合计", "other_revenue", "5.00", (2,)),
    ("X07", 2, "2120501", "total", "310.25", (2,)),
    ("X08", 5, "2120501", "total", "310.25", (5, 7, 8)),
    ("X09", 5, "合计", "total", "1085.75", (5,)),
    ("X10", 7, "合计", "total", "85.00", (7,)),
    ("X11", 8, "合计", "total", "25.00", (8,)),
    ("X12", 5, "合计", "basic", "665.00", (5,)),
    ("X13", 9, "final", "vehicle_operation", "1.00", (9,)),
    ("X14", 6, "30113", "amount", "56.00", (6,)),
]


def test_every_rule_of_the_tables_is_broken_here() -> None:
    assert sorted(case[0] for case in BROKEN) == sorted(TABLE_RULES)


def test_tables_that_agree_give_no_finding() -> None:
    assert check(books()).findings == ()


@pytest.mark.parametrize("rule_id", [r for r in TABLE_RULES if r != "X06"])
def test_rule_holds_on_tables_that_agree(rule_id: str) -> None:
    assert list(outcome(check(books()), rule_id)) == ["held"]


def test_other_revenue_holds_where_there_is_some() -> None:
    d = with_cell(books(), 2, "合计", "other_revenue", "0")
    assert outcome(check(d), "X06") == {"held": 1}


@pytest.mark.parametrize(("rule_id", "number", "key", "column", "value", "lost"), BROKEN)
def test_rule_broken(
    rule_id: str, number: int, key: str, column: str, value: str, lost: tuple[int, ...]
) -> None:
    d = with_cell(books(), number, key, column, value)
    report = check(d)
    assert outcome(report, rule_id)["failed"] >= 1
    line = next(
        r.source_line
        for r in d.statement(number).rows
        if key in (r.code, r.item, f"{r.keys.get('side')}:{r.item}", r.keys.get("basis"))
    )
    told = [f for f in report.findings if value in f.message and any(e.line == line for e in f.evidence)]
    finding = next((f for f in told if f.family == rule_id), told[0])
    assert line in {e.line for e in finding.evidence}


@pytest.mark.parametrize(("rule_id", "number", "key", "column", "value", "lost"), BROKEN)
def test_rule_does_not_apply(
    rule_id: str, number: int, key: str, column: str, value: str, lost: tuple[int, ...]
) -> None:
    assert set(outcome(check(without_tables(books(), *lost)), rule_id)) <= {
        "not_applicable",
        "not_checked",
        "held",
    }


def test_one_wrong_figure_is_one_finding() -> None:
    """A class of 公开01 misprinted breaks its sum and its equals in 公开03 and 04: reported once."""
    d = with_cell(books(), 1, "expenditure:城乡社区支出", "amount", "390.25")
    (finding,) = findings(d)
    assert (finding.rule_id, finding.severity, finding.cause) == ("X04.classes", "error", "unknown")
    assert (finding.found, finding.expected, finding.difference) == ("390.25", "380.25", Decimal("10.00"))
    assert "；另有2处核对同此：" in finding.sentence and not re.search(r"[INXY][0-9]{2}", finding.sentence)
    assert "另有" not in finding.message
    assert {e.line for e in finding.evidence} >= {finding.source_line, finding.other_line}


def test_a_misread_digit_is_put_down_to_extraction() -> None:
    d = with_cell(books(), 1, "expenditure:城乡社区支出", "amount", "980.25")
    assert [f.cause for f in findings(d)] == ["unknown"]
    d = with_cell(books(), 1, "expenditure:城乡社区支出", "amount", "386.25")
    assert [f.cause for f in findings(d)] == ["unknown"], "a draft that was typed has typing errors"
    for number, cause in ((9, "unknown"), (1, "extraction")):  # only a mark on the table itself says so
        marked = d.statement(number)
        cut = replace(marked.rows[0], repairs=(Repair("digits", "4.0 0", "total"),))
        d = with_statement(d, replace(marked, rows=(cut, *marked.rows[1:])))
        assert [f.cause for f in findings(d) if f.found == "386.25"] == [cause]


def test_a_blank_cell_is_reported_at_its_own_table() -> None:
    d = with_cell(books(), 1, "expenditure:住房保障支出", "amount", None)
    (finding,) = findings(d)
    assert (finding.found, finding.expected) == ("空白", "55.00")
    assert finding.source_line == d.statement(1).rows[9].source_line
    assert "公开01表支出方“住房保障支出”为空白" in finding.message


def test_rows_lost_at_a_page_break_are_one_finding() -> None:
    d = without_rows(books(), 5, "221", "22102", "2210201", "2120501")
    (finding,) = findings(d)
    assert (finding.rule_id, finding.cause, finding.severity) == ("I17.column-sums", "extraction", "warning")
    assert "公开05表缺少4个科目：城乡社区环境卫生（2120501）" in finding.message


def test_a_code_misprinted_in_one_table_is_a_remark() -> None:
    d = books()
    rows = tuple(replace(r, code="2010308") if r.code == "2010302" else r for r in d.statement(2).rows)
    (finding,) = findings(with_statement(d, replace(d.statement(2), rows=rows)))
    assert (finding.rule_id, finding.found, finding.expected) == ("X07.same-codes", "2010308", "2010302")


def test_rounding_is_a_note() -> None:
    d = with_cell(books(), 1, "expenditure:住房保障支出", "amount", "55.01")
    notes = findings(d)
    assert {f.severity for f in notes} == {"rounding"}
    assert sorted(f.family for f in notes) == ["I02", "X04", "X05"]
    assert all("尾数误差" in f.message for f in notes)
    assert "failed" not in outcome(check(d), "X04")


def test_notes_of_one_rule_are_merged() -> None:
    d = books()
    for item in ("住房保障支出", "卫生健康支出"):
        value = {"住房保障支出": "55.01", "卫生健康支出": "40.01"}[item]
        d = with_cell(d, 1, f"expenditure:{item}", "amount", value)
    (note,) = findings(d, "X04")
    assert note.sentence == f"{note.message}；另有1处类似"


def test_a_finding_stays_the_same_where_places_join_it() -> None:
    """Its message and its key in a baseline hang on no count of places; the sentence and the evidence tell them."""
    remark = Remark(
        "“二、自评表”没有填写",
        10,
        found="单位名称",
        rule_id="N21.form-blanks",
        subject=Subject("text", "6.二"),
    )
    alone, joined = (
        from_remarks([remark]),
        from_remarks([remark, structs.replace(remark, line=30), structs.replace(remark, line=50)]),
    )
    assert (alone.message, finding_key(alone)) == (joined.message, finding_key(joined))
    assert alone.sentence == alone.message
    assert joined.sentence == f"{alone.message}；另有2处相同（第30、50行）"
    assert [e.line for e in joined.evidence] == [30, 50]


def test_a_second_figure_below_zero_leaves_the_finding_as_it_was() -> None:
    one = with_cell(books(), 1, "expenditure:住房保障支出", "amount", "-55.00")
    (alone,) = findings(one, "I24")
    (joined,) = findings(with_cell(one, 1, "expenditure:城乡社区支出", "amount", "-380.25"), "I24")
    assert "另有1个负数" in joined.sentence and "另有" not in alone.sentence + joined.message


def test_no_table_at_all() -> None:
    report = check(without_tables(books(), *range(1, 10)))
    assert report.findings == ()
    assert all(set(outcome(report, rule)) <= {"not_applicable", "not_checked"} for rule in TABLE_RULES)


@pytest.mark.parametrize("kept", range(1, 10))
def test_one_table_alone_agrees_with_itself(kept: int) -> None:
    report = check(without_tables(books(), *(n for n in range(1, 10) if n != kept)))
    assert report.findings == ()


def items_only(d: Disclosure, number: int) -> Disclosure:
    """A statement that prints 项 and no 类 or 款."""
    codes = [r.code for r in d.statement(number).rows if r.code and len(r.code) < 7]
    return without_rows(d, number, *codes)


@pytest.mark.parametrize("number", [2, 3, 5])
def test_a_statement_of_items_beside_statements_of_classes(number: int) -> None:
    """Some cities print 项 only: what the other statements print above them is not lost."""
    assert findings(items_only(books(), number)) == []


def test_a_budget_whose_statement_was_not_read_is_no_difference() -> None:
    d = without_tables(books(), 7)
    d = with_statement(d, replace(d.statement(7), status="absent"))
    assert [f.rule_id for f in findings(d)] == ["I25.statement-missing"]
    assert outcome(check(d), "X08.code-by-code") == {"not_applicable": 0}


def test_money_beside_appropriations_is_not_missing_from_them() -> None:
    """Other revenue of 10.00 spent on top of the general budget: 公开03 is more than 公开05, and may be."""
    d = books()
    for number, key, column, value in (
        (1, "revenue:本年收入合计", "amount", "1185.75"),
        (1, "revenue:总计", "amount", "1185.75"),
        (1, "expenditure:一般公共服务支出", "amount", "630.50"),
        (1, "expenditure:本年支出合计", "amount", "1185.75"),
        (1, "expenditure:总计", "amount", "1185.75"),
        (2, "合计", "total", "1185.75"),
        (2, "合计", "other_revenue", "10.00"),
        *((2, code, column, value) for code in ("201", "20103") for column, value in (("total", "630.50"), ("other_revenue", "10.00"))),
        (2, "2010302", "total", "130.50"),
        (2, "2010302", "other_revenue", "10.00"),
        (3, "合计", "total", "1185.75"),
        (3, "合计", "project", "530.75"),
        *((3, code, column, value) for code in ("201", "20103") for column, value in (("total", "630.50"), ("project", "130.50"))),
        (3, "2010302", "total", "130.50"),
        (3, "2010302", "project", "130.50"),
    ):  # fmt: skip
        d = with_cell(d, number, key, column, value)
    first = d.statement(1)
    other = replace(first.rows[0], item="其他收入", figures={"amount": Decimal("10.00")})
    d = with_statement(d, replace(first, rows=(first.rows[0], other, *first.rows[1:])))
    assert [f.message for f in findings(d)] == []
    assert list(outcome(check(d), "X08.code-by-code")) == ["held"]
