"""Sentences as other cities print them: each excerpt is made up after a form that some of them use."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.model import ExecutionItem
from mingzhang.parsing.narrative import read_execution_items, read_structure_items
from mingzhang.parsing.narrative.directions import direction, leaves_open
from mingzhang.parsing.narrative.numerals import number_of
from mingzhang.parsing.narrative.quantities import find_quantities, with_units
from passages import section
from test_key_figures import figures

NAME = "2.教育支出（类）普通教育（款）小学教育（项）"
EXECUTION = "（三）一般公共预算财政拨款支出决算具体情况"
THREE_PUBLIC = "九、财政拨款“三公”经费支出决算情况说明"
TOTALS = "一、收入支出决算总体情况说明"
PROCUREMENT = "十一、政府采购支出说明"
PERFORMANCE = "十三、预算绩效情况说明"


def item(*paragraphs: str) -> ExecutionItem:
    (found,) = read_execution_items((section(EXECUTION, *paragraphs),))
    return found


def money(found: ExecutionItem) -> tuple[str | None, ...]:
    values = (
        found.initial_budget, found.annual_budget, found.final, found.completion_pct, found.annual_completion_pct,
    )  # fmt: skip
    return tuple(None if value is None else str(value) for value in values)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # a budget of the full year is not the opening budget, and its rate not the opening budget's
        (
            "。全年预算为65万元，支出决算为62.33万元，完成全年预算的95.89%。",
            (None, "65", "62.33", None, "95.89"),
        ),
        ("。全年预算数65万元，支出决算数62.33万元，完成预算的95.89%。", (None, "65", "62.33", None, "95.89")),
        (
            "。年初预算为46.73万元，全年预算为70万元，支出决算为62.33万元，完成全年预算的89.04%。",
            ("46.73", "70", "62.33", None, "89.04"),
        ),
        (
            "。年初预算为46.73万元，调整后预算为70万元，支出决算为62.33万元，完成年初预算的133.38%。",
            ("46.73", "70", "62.33", "133.38", None),
        ),
        # what 支出决算 states is the final figure, whatever stands after the name
        ("62.33万元。年初预算为46.73万元，支出决算为60.33万元。", ("46.73", None, "60.33", None, None)),
        ("支出62.33万元。主要用于教学。", (None, None, "62.33", None, None)),
        # the unit that another figure of the sentence gives
        ("。年初预算为28.44万元，支出决算为26.68。", ("28.44", None, "26.68", None, None)),
        ("。年初预算为28.44，支出决算为26.68万元。", ("28.44", None, "26.68", None, None)),
        ("。年初预算284400元，支出决算266800元。", ("28.4400", None, "26.6800", None, None)),
        # a footnote's mark is part of neither number nor unit
        ("。年初预算为46.73③万元，支出决算为62.33²万元。", ("46.73", None, "62.33", None, None)),
        # last year's final figure is not this year's
        ("：2021年度决算50万元，2022年度决算62.33万元。", (None, None, "62.33", None, None)),
        ("：上年决算数50万元，支出决算62.33万元。", (None, None, "62.33", None, None)),
        # numerals
        ("。年初预算为三百二十万元，支出决算为三百万元。", ("320", None, "300", None, None)),
    ],
)
def test_the_figures_of_an_item(words: str, expected: tuple[str | None, ...]) -> None:
    assert money(item(NAME + words)) == expected


@pytest.mark.parametrize(
    "name",
    [
        "2.一般公共服务支出201（类）财政事务20106（款）行政运行2010601（项）",
        "2.201一般公共服务支出（类）20106财政事务（款）2010601行政运行（项）",
        "2.一般公共服务支出类财政事务款行政运行项",
    ],
)
def test_an_item_named_in_other_ways(name: str) -> None:
    found = item(name + "。年初预算为46.73万元，支出决算为62.33万元。")
    assert (found.code, found.item) == ("2010601", "行政运行")
    assert money(found) == ("46.73", None, "62.33", None, None)


def test_an_item_whose_figures_and_reason_stand_in_paragraphs_of_their_own() -> None:
    found = item(
        f"{NAME}。",
        "年初预算为46.73万元。",
        "决算数为62.33万元。",
        "完成年初预算的133.38%。",
        "主要原因是扩大招生。",
    )
    assert money(found) == ("46.73", None, "62.33", "133.38", None)
    assert found.reason == "扩大招生"


def test_an_item_goes_on_in_a_paragraph_that_opens_with_its_budget() -> None:
    found = item(f"{NAME}62.33万元。主要用于：教学的支出。", "年初预算为46.73万元，支出决算为62.33万元。")
    assert money(found) == ("46.73", None, "62.33", None, None)


def test_items_that_run_on_in_one_paragraph_are_items_each() -> None:
    text = "1.教育支出（类）普通教育（款）小学教育（项）。年初预算为2万元，支出决算为1万元。2.教育支出（类）普通教育（款）初中教育（项）。年初预算为4万元，支出决算为3万元。"
    found = read_execution_items((section(EXECUTION, text),))
    assert [(x.item, str(x.final)) for x in found] == [("小学教育", "1"), ("初中教育", "3")]


@pytest.mark.parametrize(
    "line",
    [
        "1.“一般公共服务支出”50万元，占55.6%；主要用于行政运行。2.“教育支出”2.5万元，占2.8%。",
        "1.“一般公共服务”50万元，占55.6%。2.“教育”2.5万元，占2.8%。",
        "1.「一般公共服务」（类）支出50万元，占55.6%。2.教育（类）支出2.5万元，占2.8%。",
        "①一般公共服务支出50万元，占55.6%；②教育支出2.5万元，占2.8%。",
        "（1）『一般公共服务』（类）支出50万元，占55.6%；（2）‘教育’（类）支出2.5万元，占2.8%。",
        "1.一般公共服务支出（类）：50万元，占55.6%。2.教育支出（类）：2.5万元，占2.8%。",
        "一般公共服务支出50万元（占55.6%）、教育支出2.5万元（占2.8%）。",
        "一般公共服务支出占55.6%，计50万元；教育支出占2.8%，为2.5万元。",
    ],
)
def test_class_names_in_quotation_marks(line: str) -> None:
    found = read_structure_items((section("（二）一般公共预算财政拨款支出决算结构情况", line),))
    assert [(x.code, str(x.amount), str(x.share_pct)) for x in found] == [
        ("201", "50", "55.6"), ("205", "2.5", "2.8"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("下降（增长）", -1), ("增长（下降）", 1), ("减少(增加)", -1), ("增加/减少", 1), ("负增长", -1), ("零增长", 0),
        ("增减变动", 0), ("回落", -1), ("上升", 1), ("提升", 1), ("压减", -1), ("比上年少", -1), ("比上年多", 1), ("至少", 0),
    ],
)  # fmt: skip
def test_words_of_direction(words: str, sign: int) -> None:
    assert direction(words) == sign


def test_both_words_of_a_form_leave_the_direction_open() -> None:
    assert leaves_open("下降（增长）")
    assert leaves_open("增加/减少")
    assert not leaves_open("下降")
    assert not leaves_open("增加（增长）")


@pytest.mark.parametrize(
    ("text", "change", "rate"),
    [
        ("较上年减少151.28万元，负增长13.4%。", "-151.28", "-13.4"),
        ("较上年减少151.28万元，下降（增长）13.4%。", "-151.28", "-13.4"),
        ("较上年减少151.28万元，增长（下降）13.4%。", "-151.28", "-13.4"),
        ("较上年增加151.28万元，增长（下降）13.4%。", "151.28", "13.4"),
        ("增减额为-151.28万元，增减率为-13.4%。", "-151.28", "-13.4"),
        ("较上年减少151.28万元，下降13.4%（剔除一次性因素后上升2.1%）。", "-151.28", "-13.4"),
        ("较上年回落151.28万元，回落13.4%。", "-151.28", "-13.4"),
        ("较上年上升151.28万元，上升13.4%。", "151.28", "13.4"),
    ],
)
def test_the_sign_of_a_change(text: str, change: str, rate: str) -> None:
    found = figures(TOTALS, f"2022年度收、支总计均为977.59万元，{text}")
    assert (found["grand_total_change"], found["grand_total_change_pct"]) == (change, rate)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "国内公务接待2批次（其中外事接待0批次），26人次（其中外事接待0人次）。",
            {
                "reception_domestic_batches": "2",
                "reception_domestic_persons": "26",
                "reception_foreign_batches": "0",
            },
        ),
        (
            "外宾接待支出0万元。公务接待2批次，26人次。",
            {"reception_batches": "2", "reception_persons": "26"},
        ),
        (
            "国内公务接待支出0.3万元，其中：接待批次1次、接待15人次、陪同5人。",
            {"reception_domestic_batches": "1", "reception_domestic_persons": "15"},
        ),
        (
            "国内公务接待12批次、来访宾客96人，按规定陪同的本单位人员共18人。",
            {"reception_domestic_batches": "12", "reception_domestic_persons": "96"},
        ),
        (
            "接待外宾2批、9人次，支出0.8万元；接待国内来宾12批、96人次。",
            {
                "reception_foreign_batches": "2",
                "reception_domestic_batches": "12",
                "reception_domestic_persons": "96",
            },
        ),
        (
            "共接待14批次（其中：外宾2批次），105人次（其中：外宾9人次）。",
            {
                "reception_batches": "14",
                "reception_persons": "105",
                "reception_foreign_batches": "2",
                "reception_foreign_persons": "9",
            },
        ),
        (
            "国内公务接待三批次，二十六人次。",
            {"reception_domestic_batches": "3", "reception_domestic_persons": "26"},
        ),
    ],
)
def test_guests_are_counted_for_whom_the_sentence_names(text: str, expected: dict[str, str]) -> None:
    found = figures(THREE_PUBLIC, f"3.公务接待费支出决算为0.42万元。{text}")
    assert {metric: found.get(metric) for metric in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "政府采购金额110.44万元，其中：货物采购金额8.2万元、工程采购金额0万元、服务采购金额102.24万元。",
        "政府采购金额（以合同签订为准）为110.44万元，其中：货物类采购8.2万元，工程类采购0万元，服务类采购102.24万元。",
        "政府采购决算总额110.44万元。其中：货物采购8.2万元，占7.4%；工程采购0元；服务采购102.24万元。",
        "政府采购（决算）金额：110.44万元。货物：8.2万元；工程：0万元；服务：102.24万元。",
        "政府采购计划120万元，实际采购金额110.44万元，其中货物采购实际支付8.2万元、工程采购实际支付0万元、服务采购实际支付102.24万元。",
        "政府采购支出总额110.44万元，其中：货物支出8.2万元、工程支出0万元、服务支出102.24万元。",
    ],
)
def test_procurement_by_kind(text: str) -> None:
    found = figures(PROCUREMENT, text)
    kinds = ("total", "goods", "works", "services")
    assert [found[f"procurement_{kind}"] for kind in kinds] == ["110.44", "8.2", "0", "102.24"]


def test_procurement_that_is_reserved() -> None:
    found = figures(
        PROCUREMENT,
        "面向中小企业预留政府采购项目预算金额21.07万元，面向小微企业预留政府采购项目预算金额11.07万元。",
    )
    assert found == {"procurement_sme_reserved": "21.07", "procurement_micro_reserved": "11.07"}


def test_of_three_stages_the_self_evaluation_is_meant() -> None:
    found = figures(
        PERFORMANCE,
        "编报绩效目标的2022年度项目3个，涉及预算金额70.15万元；绩效跟踪评价的2022年度项目2个，涉及预算金额65.20万元；"
        "绩效自评的2022年度项目1个，涉及预算金额62.33万元，平均得分95.55分。",
    )
    assert found == {
        "performance_projects": "1", "performance_amount": "62.33", "performance_average_score": "95.55",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("十", "10"), ("十二", "12"), ("二十三", "23"), ("三百零五", "305"), ("一千二百三十四万", "12340000"), ("两", "2"),
     ("八点五", "8.5"), ("零", "0"), ("一亿二千万", "120000000"), ("二三", None)],
)  # fmt: skip
def test_numbers_in_numerals(numeral: str, value: str | None) -> None:
    assert number_of(numeral) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出三百二十万元", [("320", "万元")]),
        ("增长百分之八点五", [("8.5", "%")]),
        ("接待十二批次", [("12", "批次")]),
        ("数十万元、上百万元、第三批次、一元化管理、三百余万元", []),
        ("1.20万(含税)", [("1.20", "万")]),
    ],
)
def test_which_numerals_are_quantities(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(f"{q.value}", q.unit) for q in find_quantities(text)] == expected


def test_a_number_without_a_unit_elsewhere_stays_without() -> None:
    text = "预算为5万元，共3，另有2024年度决算为4。"
    assert [(str(q.value), q.unit) for q in with_units(text, find_quantities(text))] == [
        ("5", "万元"), ("3", ""), ("2024", "年"), ("4", "万元"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        (
            TOTALS,
            "2022年度收、支总计均为九百七十七万元，与上年持平。",
            {"grand_total": "977", "grand_total_change": "0"},
        ),
        # the base of a comparison, and last year's figure in a sentence of its own
        (
            THREE_PUBLIC,
            "2022年度“三公”经费支出决算为14.8万元，与2021年度决算数16.66万元相比，减少1.86万元。",
            {"three_public_final": "14.8", "three_public_final_change": "-1.86"},
        ),
        (
            THREE_PUBLIC,
            "2022年度“三公”经费支出决算为14.8万元。上年度“三公”经费支出决算为16.66万元。",
            {"three_public_final": "14.8"},
        ),
        # figures that follow one by one belong to the names one by one; two names for three figures to none
        (
            PROCUREMENT,
            "货物、工程和服务支出分别为8.2万元、0万元和102.24万元。",
            {"procurement_goods": "8.2", "procurement_works": "0", "procurement_services": "102.24"},
        ),
        (PROCUREMENT, "货物和服务支出分别为8.2万元、0万元和102.24万元。", {}),
        (
            "三、支出决算情况说明",
            "基本支出、项目支出分别为915.26万元、62.33万元，分别占本年支出的93.62%、6.38%。",
            {
                "basic_expenditure": "915.26",
                "project_expenditure": "62.33",
                "basic_expenditure_share_pct": "93.62",
                "project_expenditure_share_pct": "6.38",
            },
        ),
        (
            THREE_PUBLIC,
            "其中：因公出国（境）费、公务用车购置及运行维护费和公务接待费决算分别为12.26万元、2.54万元和0万元。",
            {"abroad_final": "12.26", "vehicle_final": "2.54", "reception_final": "0"},
        ),
        # a share before its amount
        (
            "三、支出决算情况说明",
            "基本支出占93.62%，计915.26万元；项目支出占6.38%，计62.33万元。",
            {
                "basic_expenditure": "915.26",
                "basic_expenditure_share_pct": "93.62",
                "project_expenditure": "62.33",
                "project_expenditure_share_pct": "6.38",
            },
        ),
        (
            TOTALS,
            "2022年度收、支总计均为977.59万元，较上年增幅为18.31%，增加额为151.28万元。",
            {"grand_total": "977.59", "grand_total_change_pct": "18.31", "grand_total_change": "151.28"},
        ),
        # what a clause on another year states is not the account's
        (
            TOTALS,
            "2022年度收、支总计均为977.59万元。上年度收、支总计均为826.31万元。",
            {"grand_total": "977.59"},
        ),
        (
            PERFORMANCE,
            "组织对“浇灌队”1个项目开展自评，涉及一般公共预算支出62.33万元。",
            {"performance_projects": "1", "performance_amount": "62.33"},
        ),
        (
            "七、政府性基金预算财政拨款收入支出决算情况说明",
            "政府性基金预算财政拨款本年支出9万元。1.其他支出（类）彩票公益金安排的支出（款）用于社会福利的彩票公益金支出（项）。"
            "年初预算为8万元，支出决算为6万元。",
            {"government_fund_expenditure": "9"},
        ),
        (
            PERFORMANCE,
            "对2022年度预算项目开展绩效自评，涉及项目1个，金额62.33万元，自评覆盖率100%。",
            {"performance_projects": "1", "performance_amount": "62.33"},
        ),
        (TOTALS, "2022年度总收入977.59万元，总支出977.59万元。", {"grand_total": "977.59"}),
        (
            PERFORMANCE,
            "2022年度本部门自评项目共计12个，自评金额562.33万元。",
            {"performance_projects": "12", "performance_amount": "562.33"},
        ),
    ],
)
def test_other_words_before_a_figure(heading: str, text: str, expected: dict[str, str]) -> None:
    assert figures(heading, text) == expected
