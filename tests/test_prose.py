"""Printed lines joined into paragraphs: each case gives the lines, then the paragraphs they make."""

from __future__ import annotations

import pytest

from mingzhang.layout.joining import display_width, tidy
from mingzhang.layout.paragraphs import split
from mingzhang.model import Passage
from trees import sections

HEAD = "第三部分 2031年度部门决算情况说明"


def passages(text: str) -> list[Passage]:
    return [passage for section in sections(f"{HEAD}\n{text}") for passage in section.passages]


def texts(text: str) -> list[str]:
    return [passage.text for passage in passages(text)]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("2031 年度支出 1,234.50 万元", "2031年度支出1,234.50万元"),
        ("财 政 拨 款", "财政拨款"),
        # a number that extraction split keeps its blank: the tables' own rules decide what it is
        ("支出 4,916.7 1 万元", "支出4,916.7 1万元"),
        ("采用 LED Screen 2 块", "采用LED Screen 2块"),
        ("序号 重要事项 工作内容及目标 完成情况", "序号 重要事项 工作内容及目标 完成情况"),
        ("4 民生工作", "4 民生工作"),
        ("一是**服务重要活动**。统筹", "一是服务重要活动。统筹"),
        ("## 二、收入决算情况说明", "二、收入决算情况说明"),
        ("- 3、完成其他事项。", "3、完成其他事项。"),
        ("第 三 部分 2031 年度情况", "第三部分 2031年度情况"),
        ("“三公” 经费", "“三公”经费"),
        ("-5.6 万元", "-5.6万元"),
    ],
)
def test_tidy(printed: str, read: str) -> None:
    assert tidy(printed) == read


def test_display_width() -> None:
    assert [display_width(t) for t in ("收入", "12.5", "“三公”", "ａ", "")] == [4, 4, 8, 2, 0]


UNWRAPPED = [
    (
        "a page break cuts a sentence",
        ["（七）动员各方。动员辖区内各类单位、社会组织和居民", "", "等参与治理，为街道发展服务。"],
        ["（七）动员各方。动员辖区内各类单位、社会组织和居民等参与治理，为街道发展服务。"],
    ),
    (
        "a page break cuts a number",
        ["9.堤岸事务。年初预算数为0万元，决算数5.1", "", "5万元,主要原因年中追加。"],
        ["9.堤岸事务。年初预算数为0万元，决算数5.15万元,主要原因年中追加。"],
    ),
    (
        "a page break cuts a short sentence with an amount, which is no title",
        ["3.接待费预算为0.24万元，支出决算为0万元，完成预算", "", "", "", "的0%。决算数小于预算数。"],
        ["3.接待费预算为0.24万元，支出决算为0万元，完成预算的0%。决算数小于预算数。"],
    ),
    (
        "a page number stands in the sentence",
        [
            "（一）渡口管理。统筹安排船只与码头的使用，保障",
            "",
            "",
            "12",
            "",
            "过河的人平安。",
        ],
        ["（一）渡口管理。统筹安排船只与码头的使用，保障过河的人平安。"],
    ),
    (
        "a word is left over",
        ["(1) 车辆购置费支出 0 万元。本年度未购置公务用", "", "车。"],
        ["(1)车辆购置费支出0万元。本年度未购置公务用车。"],
    ),
    (
        "items without a blank line between",
        ["1. 堤岸支出 12 万元, 占 26%。", "2. 渡口支出 13 万元, 占 28%。"],
        ["1.堤岸支出12万元,占26%。", "2.渡口支出13万元,占28%。"],
    ),
    (
        "a functional item's name is cut",
        ["14. 卫生支出(类)行政单位医疗(款)事业单位医疗", "", "(项)", "", "15. 住房支出(类)房改(款)提租(项)"],
        ["14.卫生支出(类)行政单位医疗(款)事业单位医疗(项)", "15.住房支出(类)房改(款)提租(项)"],
    ),
    (
        "the next line opens with punctuation",
        ["收入减少，主要原因是压缩开支", "", "，非必要的开支不开支。其中：拨款收入9万元。"],
        ["收入减少，主要原因是压缩开支，非必要的开支不开支。其中：拨款收入9万元。"],
    ),
    (
        "labels and figures stay apart",
        [
            "图 1：收支变动情况",
            "",
            "收入合计 9 万元",
            "",
            "注：本表无数据",
            "",
            "附件 2：",
            "",
            "填报日期：2031.5",
        ],
        ["图1：收支变动情况", "收入合计9万元", "注：本表无数据", "附件2：", "填报日期：2031.5"],
    ),
    (
        "labels run into their paragraphs",
        ["指标 1：渡口建设", "", "完成情况：全部完成", "", "实际成效：无"],
        ["指标1：渡口建设", "完成情况：全部完成", "实际成效：无"],
    ),
    (
        "sentences end paragraphs",
        ["渡口开放。", "", "堤岸加固。", "", "集市整修"],
        ["渡口开放。", "堤岸加固。", "集市整修"],
    ),
    (
        "a list item without a comma, cut by a page break, among items that are sentences",
        [
            "7、负责组织和参与渡口的调查研究，为决策提供参考，及时反映情况。",
            "",
            "8、负责渡口值班工作、热线电话受理工作和网",
            "",
            "格监督管理，及时报告重要情况。",
        ],
        [
            "7、负责组织和参与渡口的调查研究，为决策提供参考，及时反映情况。",
            "8、负责渡口值班工作、热线电话受理工作和网格监督管理，及时报告重要情况。",
        ],
    ),
]


@pytest.mark.parametrize(("lines", "wanted"), [c[1:] for c in UNWRAPPED], ids=[c[0] for c in UNWRAPPED])
def test_lines_that_are_paragraphs(lines: list[str], wanted: list[str]) -> None:
    assert texts("\n".join(lines)) == wanted


# hard-wrapped lines of 28 Han characters; a paragraph's first line lacks the two of its indent
FULL = [
    "渡口与堤岸的管理事关沿江居民的出行和安全，本年度统筹安",
    "排船只、码头、值守人员和应急物资，较好完成各项任务目标，",
    "渡口全年开放三百六十日，过河的人次和船次比上年都有增加，",
    "堤岸加固工程按期完成验收，沿线护栏和照明设施也全部更新。",
]
WRAPPED = [
    (
        "lines run on to the margin",
        FULL,
        ["".join(FULL)],
    ),
    (
        "a short line that ends a sentence ends the paragraph",
        [*FULL[:2], "并通过检查。", FULL[0], "排。"],
        [f"{FULL[0]}{FULL[1]}并通过检查。", f"{FULL[0]}排。"],
    ),
    (
        "a full line ends a sentence, and the next has no room for an indent",
        [FULL[3], FULL[2], "得到好评。"],
        [f"{FULL[3]}{FULL[2]}得到好评。"],
    ),
    (
        "a full line ends a sentence, and the next leans on it",
        [*FULL, "主要原因是年中追加了工程经费。"],
        ["".join(FULL) + "主要原因是年中追加了工程经费。"],
    ),
    (
        "a full line ends a sentence, and the next opens its own",
        [*FULL, "根据安排，渡口全年免费开放。"],
        ["".join(FULL), "根据安排，渡口全年免费开放。"],
    ),
    (
        "a number that found no room leaves its line short",
        ["9、渡口值守人员报酬绩效自评综述：项目全年预算数为", "1276.66万元，执行数为1276.66万元。"],
        ["9、渡口值守人员报酬绩效自评综述：项目全年预算数为1276.66万元，执行数为1276.66万元。"],
    ),
    (
        "an item's ordinal and its name at the margin, then its figures",
        ["18.堤岸和渡口支出(类)渡口事务(款)老年过渡补贴(项)。", "年初预算为0万元，支出决算为5.09万元。"],
        ["18.堤岸和渡口支出(类)渡口事务(款)老年过渡补贴(项)。年初预算为0万元，支出决算为5.09万元。"],
    ),
    (
        "bracketed ordinals in the middle of a sentence",
        [
            "年度目标为完成（1）、渡口的安全宣传和隐患排查整治工作，",
            "（2）、堤岸巡查和防汛值守，以及应急物资的更新和轮换工作。",
        ],
        [
            "年度目标为完成（1）、渡口的安全宣传和隐患排查整治工作，"
            "（2）、堤岸巡查和防汛值守，以及应急物资的更新和轮换工作。"
        ],
    ),
    (
        "items of a list though every line is full",
        [
            "（一）管理渡口和堤岸的经费资产和档案，定期公开信息。",
            "（二）巡查堤岸和渡口的设施，对发现的问题登记并督办。",
        ],
        [
            "（一）管理渡口和堤岸的经费资产和档案，定期公开信息。",
            "（二）巡查堤岸和渡口的设施，对发现的问题登记并督办。",
        ],
    ),
]


@pytest.mark.parametrize(("lines", "wanted"), [c[1:] for c in WRAPPED], ids=[c[0] for c in WRAPPED])
@pytest.mark.parametrize("blank", ["\n", "\n\n"], ids=["close", "blank lines between"])
def test_hard_wrapped_lines(lines: list[str], wanted: list[str], blank: str) -> None:
    """Between paragraphs whose wrap is known; with or without blank lines between the printed lines."""
    around = ["一、渡口情况说明", *["（一）渡口的设施和人员情况良好，全年没有发生安全事故，", *FULL] * 3]
    found = texts(blank.join([*around, "二、堤岸情况说明", *lines]))
    assert found[3:] == wanted


def test_indents_that_extraction_kept_tell_paragraphs() -> None:
    """Two full lines that end sentences: the indent alone says where the paragraph ends."""
    lines = [
        "一、渡口情况说明",
        *[f"　　{FULL[0]}", *FULL[1:]] * 3,
        f"　　{FULL[3]}",
        FULL[3],
        f"　　{FULL[3]}",
    ]
    assert texts("\n".join(lines)) == ["".join(FULL)] * 3 + [FULL[3] * 2, FULL[3]]


def test_every_character_knows_its_line() -> None:
    text = "一、收入情况说明\n" + "\n\n".join(FULL)
    (passage,) = passages(text)
    assert passage.lines == (3, 5, 7, 9)
    assert passage.starts == tuple(sum(len(line) for line in FULL[:i]) for i in range(4))
    assert [passage.line_at(passage.text.index(word)) for word in ("渡口与", "应急", "船次", "照明")] == [
        3,
        5,
        7,
        9,
    ]


def test_latin_words_keep_a_blank_where_lines_meet() -> None:
    assert texts("采用的标准是 Open\n\nData 的约定。") == ["采用的标准是Open Data的约定。"]


def test_split_keeps_lines_on_both_sides() -> None:
    passage = Passage("（一）结构情况。本年度支出九万元", (3, 5), (0, 10))
    head, rest = split(passage, 8)
    assert (head.text, head.lines, head.starts) == ("（一）结构情况。", (3,), (0,))
    assert (rest.text, rest.lines, rest.starts) == ("本年度支出九万元", (3, 5), (0, 2))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2.公务用车购置及运行维护费全年预算为3.5", "4万元，支出决算为2.54万元。"),
        ("3.公务接待费预算为1,2", "04.50万元，支出决算为0万元。"),
        ("1.政府采购支出完成预算的9", "5.2%，比上年减少。"),
    ],
)
def test_an_amount_cut_by_a_page_break_is_one_amount(before: str, after: str) -> None:
    """The first half looks like a numbered title; the unit at the head of the next page tells that it is none."""
    assert texts(f"{before}\n\n{after}") == [before + after]
