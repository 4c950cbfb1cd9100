"""项目绩效自评综述: a made-up summary in, the expected project out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from limits import processor_seconds
from mingzhang.model import Passage, Place, Project, Section
from mingzhang.parsing.narrative import read_projects, with_kinds
from passages import section, table

HEADING = "(三)项目支出自评结果"

Row = tuple[str, str | None, str | None, str | None, str | None, str | None, str | None]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def projects(*paragraphs: str) -> list[Row]:
    found = read_projects((section(HEADING, *paragraphs),))
    return [
        (
            x.name,
            _text(x.budget),
            _text(x.executed),
            _text(x.completion_pct),
            x.outputs,
            x.problems,
            x.improvements,
        )
        for x in found
    ]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (
            "1.图书角项目绩效自评综述：项目全年预算数为12.5万元，执行数为10万元，完成预算的80%。主要产出和效益是：一是新书200册；二是读者增加。"
            "发现的问题及原因：采购较迟。下一步改进措施：提前采购。",
            ("图书角", "12.5", "10", "80", "一是新书200册；二是读者增加", "采购较迟", "提前采购"),
        ),
        # Quotation marks, no rate, other headwords.
        (
            "2、“绿化工作经费”绩效自评综合综述：项目全年预算为3万元，执行数为3万元。主要产出和效果：植树。存在的问题：1、养护少。下一步打算：养护。",
            ("绿化工作经费", "3", "3", None, "植树", "1、养护少", "养护"),
        ),
        # The budget's number is missing.
        (
            "3.纳凉补贴项目绩效自评综述：项目全年预算数为万元，执行数为3.2万元，完成预算的100%。主要产出和效益是：开放纳凉点。",
            ("纳凉补贴", None, "3.2", "100", "开放纳凉点", None, None),
        ),
        # 综述 left out; a long name with brackets; 执行进度; no headword for the outputs.
        (
            "4.社区服务（含房租、水电（2023）)全年预算数为8万元，全年执行数为6.4万元，执行进度80%。一是交纳房租。",
            ("社区服务（含房租、水电（2023）)", "8", "6.4", "80", "一是交纳房租", None, None),
        ),
        # 项目 printed twice; the amount in 元.
        (
            "5.路灯维修项目项目绩效自评综述：项目全年预算数为20000元，执行数为20000元，完成预算100%。",
            ("路灯维修", "2.0000", "2.0000", "100", None, None, None),
        ),
        # What stands behind the name printed twice.
        (
            "5.路灯维修项目绩效自评绩效自评综述：项目全年预算数为2万元，执行数为2万元，完成预算100%。",
            ("路灯维修", "2", "2", "100", None, None, None),
        ),
        # Words without figures are a project all the same.
        (
            "6、防疫经费主要产出和效果：保障居民健康。",
            ("防疫经费", None, None, None, "保障居民健康", None, None),
        ),
        # An amount among the outputs is none of the project's.
        (
            "7.补助项目绩效自评综述：项目全年预算数为9万元，执行数为9万元，完成预算的100%。主要产出和效益是：一是执行补助资金为5万元。",
            ("补助", "9", "9", "100", "一是执行补助资金为5万元", None, None),
        ),
    ],
)
def test_a_summary(paragraph: str, expected: Row) -> None:
    assert projects(paragraph) == [expected]


def test_a_summary_in_several_paragraphs() -> None:
    found = read_projects(
        (
            section(
                HEADING,
                "我单位反映所有项目绩效自评结果，共涉及2个一级项目。",
                "1. 图书角项目绩效自评综述：",
                "项目全年预算数为 5 万元，执行数为 5 万元，完成预算的 100%。",
                "主要产出和效益是：借书1000册。下一步改进措施：多买书。",
                "2. 路灯项目绩效自评综述：项目全年预算数为1万元，执行数为1万元。",
            ),
        )
    )
    assert found == (
        Project(
            1,
            "图书角",
            Decimal(5),
            Decimal(5),
            Decimal(100),
            "借书1000册",
            None,
            "多买书",
            "1. 图书角项目绩效自评综述：项目全年预算数为 5 万元，执行数为 5 万元，完成预算的 100%",
            Place(102),
        ),
        Project(
            2,
            "路灯",
            Decimal(1),
            Decimal(1),
            None,
            None,
            None,
            None,
            "2. 路灯项目绩效自评综述：项目全年预算数为1万元，执行数为1万元",
            Place(105),
        ),
    )


def test_summaries_that_ran_into_one_paragraph() -> None:
    got = projects(
        "1.图书角项目绩效自评综述：项目全年预算数为5万元，执行数为5万元。主要产出和效益是：借书。2.路灯项目绩效自评综述：项目全年预算数为1万元，"
        "执行数为0万元。"
    )
    assert [row[:3] for row in got] == [("图书角", "5", "5"), ("路灯", "1", "0")]


def test_a_summary_printed_twice_is_one_and_a_form_between_is_none_of_it() -> None:
    words = "1.图书角项目绩效自评综述：项目全年预算数为5万元，执行数为5万元。下一步改进措施：多买书。"
    blocks = (
        Passage(words, (11,)),
        Passage("2023年度图书角项目自评表", (12,)),
        table("项目名称|图书角", "三级指标|年初目标值", line=13),
        Passage(words, (20,)),
    )
    found = read_projects(with_kinds((Section(3, "3.一", HEADING, blocks, Place(10), 20),)))
    assert [(x.name, x.improvements, x.source_line) for x in found] == [("图书角", "多买书", 11)]


def test_a_year_in_brackets_above_a_form_is_none_of_the_summary() -> None:
    words = "1.图书角项目绩效自评综述：项目全年预算数为5万元，执行数为5万元。下一步改进措施：多买书。"
    blocks = (Passage(words, (11,)), Passage("（2023年度）", (15,)), table("项目名称|图书角", line=16))
    (found,) = read_projects(with_kinds((Section(3, "3.一", HEADING, blocks, Place(10), 20),)))
    assert found.improvements == "多买书"


def test_a_list_of_problems_opens_no_project() -> None:
    assert projects("1、加强项目规划、绩效目标管理。", "2、完善管理办法。") == []


@pytest.mark.parametrize(
    "piece", ["1.", "1.甲自评综述：", "。1.甲", "全年预算数为1万元", "主要产出", "下一步"]
)
def test_hostile_paragraphs_end_soon(piece: str) -> None:
    text = piece * (5_000_000 // len(piece))
    with processor_seconds(10):
        read_projects((section(HEADING, text),))
