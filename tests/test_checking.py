"""Proofreading as a whole: every rule fires somewhere, nothing raises, no figure is quoted that is not printed."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checking_builder import books, outcome, with_statement, without_tables
from checking_prose import told
from generator import FAULTS, plant, random_facts
from generator.planting import PLAIN
from limits import processor_seconds
from mingzhang.checking import RULES, Rule, check
from mingzhang.checking.causes import MOST_EXAMINED, misread, shifted
from mingzhang.checking.report.reviewed import Proofed, quoted
from mingzhang.checking.report.terminal import columns
from mingzhang.checking.spots import find_whole, printed_forms
from mingzhang.model import Disclosure, Finding
from mingzhang.parsing import parse
from trees import document


def test_families_are_numbered_without_gaps_in_the_order_of_their_groups() -> None:
    numbers: dict[str, list[int]] = {}
    for family in dict.fromkeys(rule.family for rule in RULES.values()):
        numbers.setdefault(family[0], []).append(int(family[1:]))
    assert list(numbers) == ["I", "X", "N", "Y", "B"]
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())


def test_an_id_is_a_family_and_a_subject() -> None:
    assert all(re.fullmatch(r"[IXNYB][0-9]{2}\.[a-z]+(-[a-z]+)*", rule_id) for rule_id in RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_is_described(rule: Rule) -> None:
    assert re.search("[一-龥]{4}", rule.name_zh) and re.search("[一-龥]{4}", rule.explanation)
    assert re.search("[A-Za-z]{4}", rule.name_en) and rule.source
    assert not re.search("违规|造假|虚报|隐瞒|错误", rule.explanation + rule.name_zh), "neutral wording"


def test_every_rule_has_an_outcome() -> None:
    report = check(told())
    listed = list(dict.fromkeys(r.rule_id for r in report.results))
    assert listed == [rule_id for rule_id in RULES if rule_id[0] not in "YB"]
    assert all(r.times > 0 for r in report.results if r.outcome != "not_applicable")
    assert all(r.reason for r in report.results if r.outcome == "not_checked")


def read(text: str) -> Disclosure:
    return parse(document(text))


FACTS = random_facts(Random(11))


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_what_is_called_found_is_printed_at_its_line(fault: str) -> None:
    """The figure a finding calls `found` stands in the quoted line, or is said to be blank or missing."""
    planted = plant(FACTS, fault, PLAIN, 3)
    if planted is None:
        pytest.skip("this document has no place for the fault")
    lines = tuple(planted.text.splitlines())
    disclosure = read(planted.text)
    for finding in check(disclosure).findings:
        if finding.source_line is None or not re.fullmatch(r"-?[0-9.]+", finding.found or ""):
            continue
        if finding.rule_id == "N16.forms-per-project":
            continue
        spot = quoted(Proofed(path=None, lines=lines), finding)  # type: ignore[arg-type]
        assert spot is not None and spot[1], (finding, lines[finding.source_line - 1])


# ------------------------------------------------------------------------------------------------ bad input


def test_contradictory_units_are_told_and_do_not_raise() -> None:
    """公开01 in 元 and the rest in 万元, each called the other: differences are found, nothing raises."""
    d = books()
    first = d.statement(1)
    rows = tuple(
        replace(r, figures={"amount": v * 10000 if (v := r.figures["amount"]) is not None else None})
        for r in first.rows
    )
    report = check(with_statement(d, replace(first, rows=rows, unit="元")))
    assert outcome(report, "I02") == {"held": 1}
    assert outcome(report, "X01") == {"failed": 1}


def test_nothing_at_all() -> None:
    d = replace(without_tables(books(), *range(1, 10)), statements=())
    report = check(d)
    assert report.findings == ()
    assert {r.outcome for r in report.results} <= {"not_applicable", "held"}


CELL = st.one_of(st.none(), st.decimals(min_value=-(10**9), max_value=10**9, places=2))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_random_cells_never_raise(data: st.DataObject) -> None:
    d = told()
    for number in data.draw(st.sets(st.integers(1, 9), max_size=4)):
        statement = d.statement(number)
        rows = []
        for row in statement.rows:
            if data.draw(st.integers(0, 5)) == 0:
                continue
            figures = dict(row.figures)
            if data.draw(st.integers(0, 4)) == 0:
                column = data.draw(st.sampled_from(sorted(figures)))
                figures[column] = data.draw(CELL)
            code = data.draw(st.sampled_from([row.code, "2019999", None])) if row.code else row.code
            rows.append(replace(row, figures=figures, code=code))
        d = with_statement(d, replace(statement, rows=tuple(rows)))
    for finding in check(d).findings:
        assert finding.rule_id in RULES and finding.message


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.text(
        alphabet="预算为决算0123456789.万元%，。增加减少与2023年度相比完成占本年支出 （类）（款）（项）",
        max_size=400,
    )
)
def test_random_sentences_never_raise(text: str) -> None:
    d = told(("主要原因是新增环卫项目。", text), ("厉行节约。", text))
    for finding in check(d).findings:
        assert finding.rule_id in RULES


def test_a_megabyte_on_one_line_does_not_hang() -> None:
    d = told(
        ("主要原因是新增环卫项目。", "增加1" * 10_000 + "增加" * 400_000),
        ("厉行节约。", "决算数大于预算数、" * 3_000),
    )
    with processor_seconds(20):
        check(d)


@pytest.mark.slow
def test_a_figure_said_thousands_of_times_does_not_hang() -> None:
    d = told(("主要原因是新增环卫项目。", "主要原因是新增环卫项目。" + "本年收入3.2万元，" * 20_000))
    with processor_seconds(20):
        report = check(d)
    assert sum(f.found == "3.2" for f in report.findings) > MOST_EXAMINED


# ------------------------------------------------------------------------------------------------ small parts


@pytest.mark.parametrize(
    ("printed", "value", "expected"),
    [
        ("1916.71", "4916.71", True),  # 1 for 4
        ("386.25", "380.25", True),  # 6 for 0
        ("1916.71", "4976.71", False),  # two digits
        ("3.20", "6.36", False),
        ("100.00", "10.00", False),  # another length: a moved point, no misread digit
    ],
)
def test_misread(printed: str, value: str, expected: bool) -> None:
    assert misread(Decimal(printed), Decimal(value)) is expected


@pytest.mark.parametrize(
    ("printed", "value", "expected"),
    [("129.01", "1290.10", True), ("95984", "959.84", True), ("0", "10", False), ("12.5", "12.5", False)],
)
def test_shifted(printed: str, value: str, expected: bool) -> None:
    assert shifted(Decimal(printed), Decimal(value)) is expected


def test_find_whole_numbers_only() -> None:
    assert find_whole("共15.5万元、5.5万元", "5.5") == 8
    assert find_whole("5.55万元", "5.5") == -1
    assert find_whole("1,234.50", "234.50") == -1
    assert find_whole("占30.2%，", "30.2") == 1
    assert printed_forms("4916.70") == ["4916.70", "4,916.70", "4916.7", "4,916.7"]


def test_columns_of_wide_characters() -> None:
    assert columns("占45.49%") == 8


def test_findings_come_in_the_order_of_the_document() -> None:
    d = told(("项目2个，资金420.75万元", "项目3个，资金520.75万元"), ("人员经费575万元", "人员经费557万元"))
    found: list[Finding] = list(check(d).findings)
    assert [f.family for f in found] == ["N10", "N15", "N16"]
    assert [f.source_line for f in found] == sorted(f.source_line or 0 for f in found)
