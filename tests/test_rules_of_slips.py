"""Slips of accountants that a rule tells since they were planted and missed: one finding for each."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from checking_builder import books, findings, section, with_cell
from checking_prose import FORMS, told
from mingzhang.checking import check
from mingzhang.model import Disclosure, Grid, Place, Row
from rule_table import with_section


def in_part_three(*paragraphs: str) -> Disclosure:
    return with_section(section("3.十四", "十四、其他事项说明", *paragraphs, line=700))


@pytest.mark.parametrize(
    ("edits", "rule", "found"),
    [
        # 亿元 for 万元: told once, and no sum over it
        ((("基本支出655万元，其中", "基本支出655亿元，其中"),), "N18.yuan-for-wan", "655亿元"),
        # receptions left out where journeys and vehicles have their own words
        ((("3.公务接待费预算为1万元，支出决算为0.5万元，完成预算的50%。", "国内公务接待0批次。"),), "N22.three-public-kinds", "未见"),
        # 1 without its measure word between two that have it
        ((("完成较好。", "完成较好。全年转立案2件，1已办结，1件在办。"),), "N18.measure-word", "1"),
    ],
)  # fmt: skip
def test_a_slip_in_the_prose_is_told_once(edits: tuple[tuple[str, str], ...], rule: str, found: str) -> None:
    assert [(f.rule_id, f.found) for f in findings(told(*edits))] == [(rule, found)]


def test_what_was_attracted_in_hundreds_of_millions_is_no_money_of_the_account() -> None:
    d = told(
        (
            "项目支出420.75万元。",
            "项目支出420.75万元。主要成效：引进固定资产投资增加5.2亿元，税收收入12亿元。",
        )
    )
    assert findings(d, "N18.yuan-for-wan") == []


def test_the_measure_word_of_the_number_before_is_offered() -> None:
    (finding,) = findings(told(("完成较好。", "完成较好。全年转立案2件，1已办结，1件在办。")))
    assert finding.expected == "1件已办结"


def test_the_last_lines_of_a_paragraph_printed_again_are_told() -> None:
    last = "本年度各项工作经费已经按照预算安排使用完毕，没有结余资金需要上缴，也没有需要说明的其他事项。"
    (finding,) = findings(in_part_three(f"按照要求，现将有关事项说明如下。{last}", last))
    assert (finding.rule_id, finding.source_line) == ("N21.passage-twice", 702)


def test_a_form_under_the_name_of_no_project_is_told() -> None:
    forms = (
        *FORMS,
        replace(FORMS[0], position=3, name="防汛物资储备", place=Place(940), source_line_end=950),
    )
    summary = "3.网格议事厅项目绩效自评综述：项目全年预算数为310万元，执行数为300.25万元，完成预算的96.85%。主要产出和效益是：议事有序。"
    d = told(
        ("机关运转有序。", f"机关运转有序。\n{summary}"),
        ("项目2个", "项目3个"),
        ("2个一级项目", "3个一级项目"),
    )
    told_of = [f for f in findings(replace(d, forms=forms)) if f.rule_id == "N16.forms-per-project"]
    assert [(f.found, f.expected) for f in told_of] == [("防汛物资储备", "网格议事厅")]


def test_two_weights_of_one_row_are_told() -> None:
    cells = ("预算执行情况(20分)", "预算数(A)", "执行数(B)", "执行率(B/A)", "得分(10分*执行率)")
    form = msgspec.structs.replace(
        section("6.二", "二、项目绩效自评表", line=890), blocks=(Grid((Row(905, cells),)),)
    )
    (finding,) = findings(with_section(form), "N25.score-above-weight")
    assert (finding.expected, finding.found) == ("20", "10")


def test_a_sum_names_the_item_whose_digits_may_be_exchanged() -> None:
    """320.00 printed 302.00: no other item of the class has digits that close the gap."""
    (finding,) = check(with_cell(books(), 6, "30101", "amount", "302.00")).findings
    assert (finding.rule_id, finding.expected, finding.found) == ("I18.groups", "320.00", "302.00")
