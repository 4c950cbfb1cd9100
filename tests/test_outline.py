"""The outline: parts by their words, headings under the right parent, contents lists and page furniture left out."""

from __future__ import annotations

import pytest

from mingzhang.layout import read_tree
from mingzhang.layout.ordinals import Ordinal, chinese_number, read_ordinal
from mingzhang.layout.parts import part_number
from mingzhang.parsing.notes import reading_notes
from trees import document, sections


def outline(text: str) -> list[tuple[str, str, str]]:
    """Path, heading and text of each section."""
    return [(s.path, s.heading, s.text) for s in sections(text)]


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        ("一、收入", Ordinal("一", 1, "一", 2)),
        ("十三、绩效", Ordinal("一", 13, "十三", 3)),
        ("（二）支出", Ordinal("(一)", 2, "(二)", 3)),
        ("(十一) 支出", Ordinal("(一)", 11, "(十一)", 5)),
        ("3.接待", Ordinal("1", 3, "3", 2)),
        ("3、接待", Ordinal("1", 3, "3", 2)),
        ("2、2011年以前", Ordinal("1", 2, "2", 2)),
        ("2.2011年以前", Ordinal("1", 2, "2", 2)),
        ("（4）车辆", Ordinal("(1)", 4, "(4)", 3)),
        ("②车辆", Ordinal("①", 2, "②", 1)),
        # neither figures nor years nor counting words are ordinals
        ("5.15万元", None),
        ("2023、城市", None),
        ("一是统筹", None),
        ("100%", None),
        ("", None),
        ("收入", None),
    ],
)
def test_ordinals(text: str, ordinal: Ordinal | None) -> None:
    assert read_ordinal(text) == ordinal


def test_chinese_numbers() -> None:
    assert [chinese_number(t) for t in ("一", "十", "十三", "二十", "二十六", "零")] == [1, 10, 13, 20, 26, 0]


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("第一部分 莲汀街道办事处概况", 1),
        ("第一部分 部门基本情况", 1),
        ("第一部分 2031年度部门决算报表", 2),
        ("第二部分 2031年度部门决算表", 2),
        ("第二部分 2031年度部门决算情况说明", 3),
        ("第三部分 2031年度其他重要事项的情况说明", 3),
        ("第四部分 2031年度重点工作完成情况", 4),
        ("第四部分 名词解释", 5),
        ("第四部分 2031年度部门绩效评价情况", 6),
        ("第五部分 附表", 2),
        ("第五部分 附件", 6),
        ("第五部分 往来", None),
    ],
)
def test_a_part_is_told_by_its_words_never_by_its_ordinal(title: str, number: int | None) -> None:
    assert part_number(title) == number


def test_contents_list_is_skipped_and_headings_wrapped_over_lines_are_whole() -> None:
    text = (
        "2031年度莲汀街道办事处部门决算公开\n\n目 录\n\n第一部分 莲汀街道办事处概况.....1\n\n"
        "一、部门主要职责\t1\n\n第三部分 莲汀街道办事处2031年度部门决算情况说明.....3\n\n"
        "第一部分 莲汀街道办\n事处概况\n\n一、部门主要职责\n\n管理渡口。\n\n"
        "第三部分 莲汀街道办事处2031年度部门决算情况说\n明\n\n一、收入情况\n说明\n\n收入九万元。\n"
    )
    assert outline(text) == [
        ("0", "封面", "2031年度莲汀街道办事处部门决算公开"),
        ("1", "第一部分 莲汀街道办事处概况", ""),
        ("1.一", "一、部门主要职责", "管理渡口。"),
        ("3", "第三部分 莲汀街道办事处2031年度部门决算情况说明", ""),
        ("3.一", "一、收入情况说明", "收入九万元。"),
    ]


def test_a_contents_list_whose_first_entry_the_body_spells_otherwise() -> None:
    text = (
        "2031年度部门决算\n目录\n一、部门概况.....1\n（一）部门主要职责.....1\n二、部门决算表.....2\n三、名词解释.....3\n"
        "一、莲汀街道办事处部门概况\n（一）部门主要职责\n管理渡口。\n二、部门决算表\n三、名词解释\n事业收入：摆渡所得。\n"
    )
    assert [path for path, _, _ in outline(text)] == ["0", "1", "1.(一)", "2", "5"]


def test_a_line_between_the_title_and_the_first_entry_of_a_contents_list() -> None:
    text = (
        "莲汀街道办事处部门决算\n目录\n公开时间：2032年9月26日\n第一部分 部门概况\n第二部分 附表\n第一部分 部门概况\n"
        "一、部门主要职责\n管理渡口。\n第二部分 附表\n"
    )
    assert [path for path, _, _ in outline(text)] == ["0", "1", "1.一", "2"]


def test_a_contents_list_that_lost_its_title() -> None:
    text = (
        "第一部分 概况\n一、职责\n第五部分 名词解释\n第一部分 概况\n一、职责\n管理渡口。\n"
        "第五部分 名词解释\n事业收入：摆渡所得。\n"
    )
    assert [path for path, _, _ in outline(text)] == ["1", "1.一", "5"]


def test_headings_nest_by_style_and_by_the_numbers_before_them() -> None:
    """（一） restarts below （二）, and （三） after it goes on with the outer list, whose （二） it follows."""
    text = """第三部分 2031年度部门决算情况说明
十三、预算绩效情况说明
（一）管理工作开展情况
全面开展。
（二）整体自评结果
（一）自评得分
95分
（二）目标完成情况
1.执行率情况。
全部执行。
2.未完成的目标（包括原因等）。
（1）产出指标完成情况分析。
无
（五）上年度结果应用情况
已经应用。
（三）项目自评结果
共三个项目。
"""
    assert [(path, head) for path, head, _ in outline(text)] == [
        ("3", "第三部分 2031年度部门决算情况说明"),
        ("3.十三", "十三、预算绩效情况说明"),
        ("3.十三.(一)", "（一）管理工作开展情况"),
        ("3.十三.(二)", "（二）整体自评结果"),
        ("3.十三.(二).(一)", "（一）自评得分"),
        ("3.十三.(二).(二)", "（二）目标完成情况"),
        ("3.十三.(二).(二).1", "1.执行率情况。"),
        ("3.十三.(二).(二).2", "2.未完成的目标（包括原因等）。"),
        ("3.十三.(二).(二).2.(1)", "（1）产出指标完成情况分析。"),
        ("3.十三.(二).(五)", "（五）上年度结果应用情况"),
        ("3.十三.(三)", "（三）项目自评结果"),
    ]


def test_items_of_a_list_are_paragraphs_and_run_in_headings_are_headings() -> None:
    text = """第三部分 2031年度部门决算情况说明
五、支出决算情况说明
（一）支出决算结构情况。2031年度支出九万元，主要用于：
1.堤岸支出（类）五万元。
2.渡口支出（类）四万元。
（二）支出决算具体情况。
1.加强堤岸建设
2.整修渡口设施
"""
    assert outline(text)[2:] == [
        (
            "3.五.(一)",
            "（一）支出决算结构情况。",
            "2031年度支出九万元，主要用于：\n1.堤岸支出（类）五万元。\n2.渡口支出（类）四万元。",
        ),
        ("3.五.(二)", "（二）支出决算具体情况。", "1.加强堤岸建设\n2.整修渡口设施"),
    ]


def test_titles_without_ordinals_hold_the_lists_below_them() -> None:
    text = """第六部分 附件
一、整体绩效自评结果
自评结论：
（一）完成情况
良好。
佐证材料
（一）基本情况
如上。
"""
    assert [(path, head) for path, head, _ in outline(text)][1:] == [
        ("6.一", "一、整体绩效自评结果"),
        ("6.一.a", "自评结论："),
        ("6.一.a.(一)", "（一）完成情况"),
        ("6.一.b", "佐证材料"),
        ("6.一.b.(一)", "（一）基本情况"),
    ]


def test_statements_are_sections_whether_their_title_is_a_line_or_a_row() -> None:
    text = """第二部分 2031年度部门决算表
2031 年度收入决算表
公开02表
项目\t金额
合计\t9.00
注：本表列示收入。
支出决算表\t公开03表
项目\t金额
合计\t8.00
2031年度财政拨款“三公”经费支出决算表
"""
    found = sections(text)
    assert [(s.path, s.heading, s.source_line, s.source_line_end) for s in found] == [
        ("2", "第二部分 2031年度部门决算表", 1, 1),
        ("2.1", "2031年度收入决算表", 2, 6),
        ("2.2", "支出决算表", 7, 9),
        ("2.3", "2031年度财政拨款“三公”经费支出决算表", 10, 10),
    ]


def test_a_city_whose_parts_have_no_number() -> None:
    text = """云州市青澜区教育局2031年度部门决算
一、部门基本情况
（一）部门职责
管理学校。
二、2031年度部门决算报表
收入决算表
三、2031年度部门决算情况说明
（一）收入支出决算总体情况说明
收入九万元。
四、名词解释
事业收入：学校所得。
"""
    assert [(s.path, s.part) for s in sections(text)] == [
        ("0", 0),
        ("1", 1),
        ("1.(一)", 1),
        ("2", 2),
        ("2.1", 2),
        ("3", 3),
        ("3.(一)", 3),
        ("5", 5),
    ]


def test_parts_named_after_the_department() -> None:
    text = """云州市青澜区教育局2031年度部门决算
一、云州市青澜区教育局概况
（一）主要职责
管理学校。
二、2031年度云州市青澜区教育局决算公开表
2031年度收入决算表
三、2031年度云州市青澜区教育局决算情况说明
（一）收入决算情况说明
收入九万元。
四、名词解释
1.事业收入：学校所得。
"""
    assert [path for path, _, _ in outline(text)] == ["0", "1", "1.(一)", "2", "2.1", "3", "3.(一)", "5"]


def test_markdown_marks_headings() -> None:
    text = """# 第一部分 云州市青澜区教育局概况
## 主要职责
管理学校。
## 机构设置
**（一）内设机构**
设有三科。
# 第三部分 决算情况说明
## 一、收入情况
**收入**增加，是因为：
"""
    assert outline(text) == [
        ("1", "第一部分 云州市青澜区教育局概况", ""),
        ("1.a", "主要职责", "管理学校。"),
        ("1.b", "机构设置", ""),
        ("1.b.(一)", "（一）内设机构", "设有三科。"),
        ("3", "第三部分 决算情况说明", ""),
        ("3.一", "一、收入情况", "收入增加，是因为："),
    ]


def test_two_parts_of_one_kind_have_paths_of_their_own() -> None:
    text = "第二部分 决算情况说明\n一、收入情况\n九。\n第三部分 其他重要事项情况说明\n一、采购情况\n八。\n"
    assert [path for path, _, _ in outline(text)] == ["3", "3.一", "3~2", "3~2.一"]


def test_page_furniture_is_left_out_and_counted() -> None:
    text = (
        "第三部分 决算情况说明\n一、收入情况说明\n收入九万元，其中拨款收入八\n- 7 -\n\f莲汀街道2031年度公开\n"
        "万元。\n第8页\n\f莲汀街道2031年度公开\n支出九万元。\n\n\n9\n莲汀街道2031年度公开\n————————\n"
    )
    source = document(text)
    found = read_tree(source)
    assert [s.text for s in found.sections] == ["", "收入九万元，其中拨款收入八万元。\n支出九万元。"]
    assert sorted(found.left_out.page_numbers) == [4, 7, 12]
    assert sorted(found.left_out.running_titles) == [5, 8, 13]
    assert sorted(found.left_out.debris) == [14]
    notes = [(n.kind, n.text, n.source_line) for n in reading_notes(found, ())]
    assert notes == [
        ("left_out", "不作为正文收录：页码 3 行、页眉页脚 3 行、表格线与图片位置 1 行", None),
        ("missing_part", "没有读到“概况”部分", None),
        ("missing_part", "没有读到“决算表”部分", None),
        ("missing_part", "没有读到“名词解释”部分", None),
    ]


def test_a_lone_full_stop_is_debris_only_between_blank_lines() -> None:
    text = (
        "第三部分 决算情况说明\n一、收入情况说明\n收入增加\n\n。\n二、支出情况说明\n\n\n。\n\n\n支出增加。\n"
    )
    assert [s.text for s in sections(text)] == ["", "收入增加。", "支出增加。"]


def test_a_running_head_that_repeats_a_parts_heading() -> None:
    text = "第一部分 概况\n一、职责\n管理渡口。\n" + "第一部分 概况\n继续管理。\n" * 3
    assert [path for path, _, _ in outline(text)] == ["1", "1.一"]


def test_notes_tell_unknown_parts_and_headings_without_text() -> None:
    source = document("第一部分 概况\n一、职责\n二、机构\n内设三科。\n第五部分 往来\n如上。\n")
    found = read_tree(source)
    assert [(n.kind, n.source_line) for n in reading_notes(found, ())] == [
        ("unknown_title", 5),
        ("missing_part", None),
        ("missing_part", None),
        ("missing_part", None),
        ("empty_section", 2),
    ]


@pytest.mark.parametrize("number", ["15", "15 / 30", "P15", "第15页", "【15】"])
def test_a_page_number_within_a_sentence_is_left_out(number: str) -> None:
    text = f"""第三部分 情况说明
一、收入支出决算总体情况说明
收、支总计均为九万元，增减变动的主要原因是
{number}
年度中间新增了任务，相应安排了资金。
"""
    assert (
        outline(text)[-1][2]
        == "收、支总计均为九万元，增减变动的主要原因是年度中间新增了任务，相应安排了资金。"
    )


@pytest.mark.parametrize("end", ["。主要原因是：", "，支出决算数大于年初预算数的主"])
def test_a_reason_goes_on_in_the_next_line(end: str) -> None:
    reason = "社会保险缴费基数按规定上调。"
    line = reason if end.endswith("：") else f"要原因：{reason}"
    text = f"""第三部分 情况说明
五、支出决算情况说明
4.堤岸支出（类）。年初预算为18万元，支出决算为18.06万元{end}
{line}
"""
    assert outline(text)[-1][2].endswith(end + line)


def test_a_number_within_a_sentence_that_needs_it_stays() -> None:
    text = """第三部分 情况说明
一、收入支出决算总体情况说明
收、支总计均为九万元，增减变动的主要原因是新增了
15
个项目，相应安排了资金。
"""
    assert "新增了15个项目" in outline(text)[-1][2]
