"""The nine statements from tables of every layout: told by title and header words, never by number or place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.layout.titles import is_caption, looks_like_title, title_kind, unit_in
from mingzhang.model import Place, ReadingNote
from statement_texts import EXPENDITURE, SUMMARY, d, figures, read_text

# ---------------------------------------------------------------------------------------------- titles


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("收入支出决算总表", 1),
        ("2024 年度收入支出决算总表", 1),
        ("一、收入支出决算总表", 1),
        ("表一 收支决算总表", 1),
        ("附表1：2022年度部门收支总表", 1),
        ("云州市财政局2023年度收入支出决算总表（公开01表）", 1),
        ("## 收入支出决算总表", 1),
        ("收入支出决算总表 单位：万元", 1),
        ("收入决算表", 2),
        ("2023年度收入决算总表", 2),
        ("（二）收入决算表", 2),
        ("支出决算表", 3),
        ("支出决算总表（续）", 3),
        ("财政拨款收入支出决算总表", 4),
        ("4.财政拨款收支决算总表", 4),
        ("一般公共预算财政拨款支出决算表", 5),
        ("一般公共预算支出决算表", 5),
        ("一般公共预算财政拨款基本支出决算明细表", 6),
        ("一般公共预算财政拨款基本支出决算表", 6),
        ("政府性基金预算财政拨款收入支出决算表", 7),
        ("政府性基金预算支出决算表", 7),
        ("国有资本经营预算财政拨款收入支出决算表", 8),
        ("财政拨款“三公”经费支出决算表", 9),
        ("一般公共预算财政拨款三公经费支出决算表", 9),
        ("收入支出决算总表 .......... 12", 1),
        ("《财政拨款收入支出决算总表》", 4),
    ],
)
def test_a_title_names_its_statement(title: str, number: int) -> None:
    assert title_kind(title) == number


@pytest.mark.parametrize(
    "text",
    ["部门决算表", "2024年度部门决算表", "政府采购支出决算表", "项目支出绩效自评表", "机关运行经费支出决算表",
     "收入支出决算总体情况说明", "本表反映部门本年度收支决算总表。", "详见收入支出决算总表", "公开01表",
     "会议费支出决算表", "支出决算明细表", "收入支出决算总表，支出决算表"],
)  # fmt: skip
def test_what_is_the_title_of_no_statement(text: str) -> None:
    assert title_kind(text) is None


@pytest.mark.parametrize("text", ["政府采购情况决算表", "2023年度项目支出决算明细表"])
def test_titles_of_further_tables_are_seen_as_titles(text: str) -> None:
    assert looks_like_title(text)
    assert title_kind(text) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：万元", "万元"),
        ("金额单位：元", "元"),
        ("单位：人民币万元", "万元"),
        ("部门：青石街道办事处 单位：元", "元"),
        ("单位：云州市财政局", None),
        ("单位：万元" + "长" * 300, None),
    ],
)
def test_units_and_organisations_are_told_apart(text: str, unit: str | None) -> None:
    assert unit_in(text) == unit


def test_captions() -> None:
    assert all(
        map(
            is_caption,
            ["公开 01 表", "（公开02表）", "部门：青石街道办事处", "单位：万元", "编制单位：云州市财政局"],
        )
    )
    assert not is_caption("项目")


# ---------------------------------------------------------------------------------------------- 公开01, 04


def test_revenue_and_expenditure_side_by_side() -> None:
    statements, notes = read_text(SUMMARY)
    first = statements[0]
    assert (first.status, first.title, first.unit) == ("published", "收入支出决算总表", "万元")
    assert (first.source_line, first.source_line_end) == (1, 12)
    assert figures(first) == [
        ("revenue", "一般公共预算财政拨款收入", d(amount="300.10")),
        ("revenue", "其他收入", d(amount="0.00")),
        ("revenue", "本年收入合计", d(amount="300.10")),
        ("revenue", "总计", d(amount="300.10")),
        ("expenditure", "一般公共服务支出", d(amount="210.00")),
        ("expenditure", "城乡社区支出", d(amount="90.10")),
        ("expenditure", "本年支出合计", d(amount="300.10")),
        ("expenditure", "总计", d(amount="300.10")),
    ]
    assert [row.position for row in first.rows] == list(range(1, 9))
    assert [row.keys["line_no"] for row in first.rows] == ["1", "3", "4", "5", "31", "33", "34", "35"]
    assert [row.source_line for row in first.rows] == [8, 10, 11, 12, 8, 10, 11, 12]
    assert {row.code for row in first.rows} == {row.level for row in first.rows} == {None}
    assert notes == ()
    assert [s.status for s in statements[1:]] == ["absent"] * 8


def test_a_zero_is_printed_and_a_blank_is_not() -> None:
    statements, _ = read_text(SUMMARY)
    assert statements[0].rows[1].figures == {"amount": Decimal("0.00")}
    assert "外交支出" not in {row.item for row in statements[0].rows}


def test_without_line_numbers_and_with_amounts_in_yuan() -> None:
    statements, _ = read_text(
        """收支决算总表
金额单位：元
收入¦¦支出¦
项目¦决算数¦项目（按功能分类）¦决算数
一、一般公共预算财政拨款收入¦3,001,000.05¦一、一般公共服务支出¦3,001,000.05
本年收入合计¦3,001,000.05¦本年支出合计¦3,001,000.05
年初结转和结余¦1¦年末结转和结余¦1
总计¦3,001,001.05¦总计¦3,001,001.05
"""
    )
    assert statements[0].unit == "元"
    assert figures(statements[0])[:3] == [
        ("revenue", "一般公共预算财政拨款收入", d(amount="300.100005")),
        ("revenue", "本年收入合计", d(amount="300.100005")),
        ("revenue", "年初结转和结余", d(amount="0.0001")),
    ]


def test_columns_of_the_budget_beside_those_of_the_final_accounts() -> None:
    statements, _ = read_text(
        """收入支出决算总表
单位：万元
收入¦¦¦¦支出¦¦¦
项目¦行次¦全年预算数¦决算数¦项目¦行次¦全年预算数¦决算数
一、财政拨款收入¦1¦90.00¦80.00¦一、教育支出¦9¦90.00¦70.00
总计¦2¦90.00¦80.00¦总计¦10¦90.00¦70.00
"""
    )
    assert figures(statements[0]) == [
        ("revenue", "财政拨款收入", d(amount="80.00")),
        ("revenue", "总计", d(amount="80.00")),
        ("expenditure", "教育支出", d(amount="70.00")),
        ("expenditure", "总计", d(amount="70.00")),
    ]


def test_appropriations_by_budget() -> None:
    statements, _ = read_text(
        """财政拨款收入支出决算总表
单位：万元
收 入¦¦¦支 出¦¦¦¦¦
项目¦行次¦金额¦项目¦行次¦合计¦一般公共预算财政拨款¦政府性基金预算财政拨款¦国有资本经营预算财政拨款
栏次¦¦1¦栏次¦¦2¦3¦4¦5
一、一般公共预算财政拨款¦1¦20.00¦一、教育支出¦5¦20.00¦20.00¦¦
二、政府性基金预算财政拨款¦2¦3.00¦二、其他支出¦6¦3.00¦¦3.00¦
三、国有资本经营预算财政拨款¦3¦1.00¦三、国有资本经营预算支出¦7¦1.00¦¦¦1.00
本年收入合计¦4¦24.00¦本年支出合计¦8¦24.00¦20.00¦3.00¦1.00
"""
    )
    assert figures(statements[3]) == [
        ("revenue", "一般公共预算财政拨款", d(total="20.00")),
        ("revenue", "政府性基金预算财政拨款", d(total="3.00")),
        ("revenue", "国有资本经营预算财政拨款", d(total="1.00")),
        ("revenue", "本年收入合计", d(total="24.00")),
        ("expenditure", "教育支出", d(total="20.00", general_budget="20.00")),
        ("expenditure", "其他支出", d(total="3.00", government_fund="3.00")),
        ("expenditure", "国有资本经营预算支出", d(total="1.00", state_capital="1.00")),
        ("expenditure", "本年支出合计", d(total="24.00", general_budget="20.00", government_fund="3.00", state_capital="1.00")),
    ]  # fmt: skip


# ---------------------------------------------------------------------------------------------- 公开02, 03, 05, 07, 08


def test_codes_of_three_levels_in_one_cell() -> None:
    statements, notes = read_text(EXPENDITURE)
    third = statements[2]
    assert [(row.code, row.level) for row in third.rows] == [
        (None, 0), ("201", 1), ("20103", 2), ("2010301", 3), ("2010302", 3), ("212", 1), ("21205", 2), ("2120501", 3),
    ]  # fmt: skip
    assert figures(third)[:2] == [
        (None, "合计", d(total="300.10", basic="180.00", project="120.10")),
        ("201", "一般公共服务支出", d(total="210.00", basic="180.00", project="30.00")),
    ]
    assert {row.repaired for row in third.rows} == {None}
    assert notes == ()


def test_codes_in_three_cells_whether_repeated_or_left_blank_below() -> None:
    head = "支出决算表\n单位：万元\n项目¦¦¦¦本年支出合计¦基本支出¦项目支出\n功能分类科目编码¦¦¦科目名称¦¦¦\n类¦款¦项¦栏次¦1¦2¦3\n"
    total = "¦¦¦合计¦9.00¦4.00¦5.00\n"
    repeated = (
        "205¦¦¦教育支出¦9.00¦4.00¦5.00\n205¦02¦¦普通教育¦9.00¦4.00¦5.00\n205¦02¦02¦小学教育¦9.00¦4.00¦5.00\n"
    )
    sparse = "205¦¦¦教育支出¦9.00¦4.00¦5.00\n¦02¦¦普通教育¦9.00¦4.00¦5.00\n¦¦02¦小学教育¦9.00¦4.00¦5.00\n"
    for body in (repeated, sparse):
        statements, notes = read_text(head + total + body)
        assert [row.code for row in statements[2].rows] == [None, "205", "20502", "2050202"]
        assert figures(statements[2])[3] == (
            "2050202",
            "小学教育",
            d(total="9.00", basic="4.00", project="5.00"),
        )
        assert notes == ()


def test_code_and_name_in_one_cell() -> None:
    statements, _ = read_text(
        """支出决算表
单位：万元
科目编码及科目名称¦本年支出合计¦基本支出¦项目支出
合计¦9.00¦4.00¦5.00
2050202小学教育¦4.00¦4.00¦
2050203 初中教育¦2.00¦¦2.00
[2050204]高中教育¦3.00¦¦3.00
"""
    )
    assert figures(statements[2])[1:] == [
        ("2050202", "小学教育", d(total="4.00", basic="4.00")),
        ("2050203", "初中教育", d(total="2.00", project="2.00")),
        ("2050204", "高中教育", d(total="3.00", project="3.00")),
    ]


def test_a_page_that_goes_on_with_one_column_fewer() -> None:
    statements, notes = read_text(
        """收入决算表
单位：万元
项目¦¦¦本年收入合计¦财政拨款收入¦上级补助收入¦事业收入¦经营收入¦附属单位上缴收入¦其他收入¦
功能分类科目编码¦¦科目名称¦¦¦¦¦¦¦¦
类¦款¦项¦栏次¦1¦2¦3¦4¦5¦6¦7
¦¦¦合计¦30.00¦29.00¦¦¦¦¦1.00
2050202¦¦小学教育¦20.00¦19.00¦¦¦¦¦1.00¦

2050203¦初中教育¦10.00¦10.00¦¦¦¦¦
注：本表反映部门本年度取得的各项收入情况。
"""
    )
    assert figures(statements[1]) == [
        (None, "合计", d(total="30.00", fiscal_appropriation="29.00", other_revenue="1.00")),
        ("2050202", "小学教育", d(total="20.00", fiscal_appropriation="19.00", other_revenue="1.00")),
        ("2050203", "初中教育", d(total="10.00", fiscal_appropriation="10.00")),
    ]
    assert notes == ()


def test_columns_that_are_not_ours_are_passed_over() -> None:
    statements, _ = read_text(
        """收入决算表
单位：万元
科目编码¦科目名称¦本年收入合计¦财政拨款收入¦上级补助收入¦事业收入¦¦经营收入¦附属单位上缴收入¦其他收入
¦¦¦¦¦小计¦其中：教育收费¦¦¦
¦合计¦10.00¦5.00¦¦4.00¦3.00¦¦¦1.00
205¦教育支出¦10.00¦5.00¦¦4.00¦3.00¦¦¦1.00
"""
    )
    assert figures(statements[1])[1] == (
        "205", "教育支出", d(total="10.00", fiscal_appropriation="5.00", business_revenue="4.00", other_revenue="1.00"),
    )  # fmt: skip


def test_a_column_of_the_year_before_is_not_the_total() -> None:
    statements, _ = read_text(
        """一般公共预算财政拨款支出决算表
单位：万元
科目代码¦科目名称¦上年支出合计¦本年支出合计¦基本支出¦项目支出
¦栏次¦1¦2¦3¦4
¦合计¦88.88¦70.00¦60.00¦10.00
2010601¦行政运行¦78.88¦60.00¦60.00¦
2010602¦一般行政管理事务¦10.00¦10.00¦¦10.00
"""
    )
    assert [row[2] for row in figures(statements[4])] == [
        d(total="70.00", basic="60.00", project="10.00"),
        d(total="60.00", basic="60.00"),
        d(total="10.00", project="10.00"),
    ]


def test_basic_expenditure_split_into_personnel_and_public_use() -> None:
    statements, _ = read_text(
        """一般公共预算财政拨款支出决算表
单位：万元
科目编码¦科目名称¦本年支出¦¦¦¦
¦¦合计¦基本支出¦¦¦项目支出
¦¦¦小计¦人员经费¦公用经费¦
¦合计¦10.00¦6.00¦5.00¦1.00¦4.00
205¦教育支出¦10.00¦6.00¦5.00¦1.00¦4.00
"""
    )
    assert figures(statements[4])[1] == ("205", "教育支出", d(total="10.00", basic="6.00", project="4.00"))


def test_balances_and_revenue_before_the_expenditure() -> None:
    statements, _ = read_text(
        """一般公共预算财政拨款收入支出决算表
单位：万元
科目编码¦科目名称¦年初结转和结余¦本年收入¦本年支出¦¦¦年末结转和结余
¦¦¦¦合计¦基本支出¦项目支出¦
¦合计¦2.00¦10.00¦11.00¦6.00¦5.00¦1.00
205¦教育支出¦2.00¦10.00¦11.00¦6.00¦5.00¦1.00
"""
    )
    assert figures(statements[4])[1] == ("205", "教育支出", d(total="11.00", basic="6.00", project="5.00"))


def test_government_funds_with_and_without_balances() -> None:
    statements, _ = read_text(
        """政府性基金预算财政拨款收入支出决算表
单位：万元
科目代码¦科目名称¦年初结转和结余¦本年收入¦本年支出¦¦¦年末结转和结余
¦¦¦¦小计¦基本支出¦项目支出¦
栏次¦¦1¦2¦3¦4¦5¦6
合计¦¦¦8.00¦8.00¦¦8.00¦0.00
229¦其他支出¦¦8.00¦8.00¦¦8.00¦0.00
22960¦彩票公益金安排的支出¦¦8.00¦8.00¦¦8.00¦0.00
"""
    )
    row = d(revenue="8.00", total="8.00", project="8.00", closing_balance="0.00")
    assert figures(statements[6]) == [
        (None, "合计", row),
        ("229", "其他支出", row),
        ("22960", "彩票公益金安排的支出", row),
    ]


# ---------------------------------------------------------------------------------------------- 公开06


def test_economic_items_in_three_blocks() -> None:
    statements, notes = read_text(
        """一般公共预算财政拨款基本支出决算明细表
单位：万元
人员经费¦¦¦公用经费¦¦¦¦¦
经济分类科目编码¦科目名称¦决算数¦经济分类科目编码¦科目名称¦决算数¦经济分类科目编码¦科目名称¦决算数
301¦工资福利支出¦70.00¦302¦商品和服务支出¦6.00¦310¦资本性支出¦1.00
301 01¦基本工资¦30.00¦302 01¦办公费¦6.00¦310 02¦办公设备购置¦1.00
301 02¦津贴补贴¦40.00¦302 12¦因公出国(境)费用¦¦¦¦
303¦对个人和家庭的补助¦2.00¦¦¦¦¦¦
¦人员经费合计¦72.00¦¦公用经费合计¦¦¦¦7.00
"""
    )
    assert figures(statements[5]) == [
        ("301", "工资福利支出", d(amount="70.00")),
        ("30101", "基本工资", d(amount="30.00")),
        ("30102", "津贴补贴", d(amount="40.00")),
        ("303", "对个人和家庭的补助", d(amount="2.00")),
        ("302", "商品和服务支出", d(amount="6.00")),
        ("30201", "办公费", d(amount="6.00")),
        ("310", "资本性支出", d(amount="1.00")),
        ("31002", "办公设备购置", d(amount="1.00")),
        (None, "人员经费合计", d(amount="72.00")),
        (None, "公用经费合计", d(amount="7.00")),
    ]
    assert [row.level for row in statements[5].rows] == [1, 2, 2, 1, 1, 2, 1, 2, 0, 0]
    assert notes == ()


def test_economic_items_as_one_list_with_three_amounts() -> None:
    statements, _ = read_text(
        """一般公共预算财政拨款基本支出决算表
单位：万元
经济分类科目编码¦¦科目名称¦合计¦人员经费¦公用经费
类¦款¦¦¦¦
¦¦合计¦79.00¦72.00¦7.00
301¦¦工资福利支出¦72.00¦72.00¦
301¦01¦基本工资¦72.00¦72.00¦
302¦¦商品和服务支出¦7.00¦¦7.00
302¦01¦办公费¦7.00¦¦7.00
"""
    )
    assert figures(statements[5]) == [
        ("301", "工资福利支出", d(amount="72.00")),
        ("30101", "基本工资", d(amount="72.00")),
        ("302", "商品和服务支出", d(amount="7.00")),
        ("30201", "办公费", d(amount="7.00")),
        (None, "人员经费合计", d(amount="72.00")),
        (None, "公用经费合计", d(amount="7.00")),
    ]


def test_codes_cut_to_two_digits_are_told_by_name_and_group() -> None:
    statements, notes = read_text(
        """一般公共预算财政拨款基本支出决算明细表
单位：万元
人员经费¦¦¦公用经费¦¦¦¦¦
经济分类¦科目名称¦决算数¦经济分类¦科目名称¦决算数¦经济分类¦科目名称¦决算数
30¦工资福利支出¦70.00¦30¦商品和服务支¦6.00¦31¦资本性支出¦1.00
30¦机关事业单位基本¦70.00¦30¦公务用车运¦6.00¦31¦办公设备购置¦1.00
30¦没有这样的科目¦5.00¦¦¦¦¦¦
"""
    )
    rows = statements[5].rows
    assert [row.code for row in rows] == ["301", "30108", "30", "302", "30231", "310", "31002"]
    assert rows[1].repaired == "科目编码印作30，按名称及所在类补全为30108"
    assert rows[2].repaired is None
    assert notes == (
        ReadingNote("unresolved_code", "公开06表“没有这样的科目”的科目编码印作30，未能补全", Place(7)),
    )


# ---------------------------------------------------------------------------------------------- 公开09

THREE_PUBLIC = """财政拨款“三公”经费支出决算表
单位：万元
预算数¦¦¦¦¦¦决算数¦¦¦¦¦
合计¦因公出国（境）费¦公务用车购置及运行维护费¦¦¦公务接待费¦合计¦因公出国（境）费¦公务用车购置及运行维护费¦¦¦公务接待费
¦¦小计¦公务用车购置费¦公务用车运行维护费¦¦¦¦小计¦公务用车购置费¦公务用车运行维护费¦
1¦2¦3¦4¦5¦6¦7¦8¦9¦10¦11¦12
"""
BUDGET = d(total="9.00", abroad="3.00", vehicle_total="5.00", vehicle_operation="5.00", reception="1.00")
FINAL = d(total="4.00", vehicle_total="4.00", vehicle_operation="4.00", reception="0.00")


def test_three_public_expenses_in_one_row() -> None:
    statements, notes = read_text(THREE_PUBLIC + "9.00¦3.00¦5.00¦¦5.00¦1.00¦4.00¦¦4.00¦¦4.00¦0.00\n")
    assert figures(statements[8]) == [("budget", "预算数", BUDGET), ("final", "决算数", FINAL)]
    assert notes == ()


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("9.00¦3.00¦5.00\n", ["cut_off_table"]),
        ("9.00¦3.00¦5.00¦¦5.00¦1.00¦4.00¦¦4.00¦¦4.00¦0.00\n第三部分 情况说明\n如上。\n", []),
    ],
)
def test_a_text_that_ends_in_its_only_row_is_told(end: str, expected: list[str]) -> None:
    _, notes = read_text(f"第二部分 部门决算表\n{THREE_PUBLIC}{end}")
    assert [note.kind for note in notes if note.kind == "cut_off_table"] == expected


def test_three_public_expenses_as_a_list() -> None:
    statements, _ = read_text(
        """“三公”经费支出决算表
单位：万元
项目¦行次¦预算数¦决算数
合计¦1¦9.00¦4.00
一、因公出国（境）费¦2¦3.00¦
二、公务用车购置及运行维护费¦3¦5.00¦4.00
其中：公务用车购置费¦4¦¦
公务用车运行维护费¦5¦5.00¦4.00
三、公务接待费¦6¦1.00¦0.00
"""
    )
    assert figures(statements[8]) == [("budget", "预算数", BUDGET), ("final", "决算数", FINAL)]


def test_blanks_lost_from_the_row_are_put_back_as_far_as_all_ways_agree() -> None:
    statements, notes = read_text(THREE_PUBLIC + "9.00¦3.00¦5.00¦5.00¦1.00¦4.00¦4.00¦4.00¦0.00\n")
    assert figures(statements[8]) == [  # the second 5.00 may be 购置费 or 运行维护费
        ("budget", "预算数", d(total="9.00", abroad="3.00", vehicle_total="5.00", reception="1.00")),
        ("final", "决算数", d(total="4.00", vehicle_total="4.00")),
    ]
    assert statements[8].cells.told == len([note for note in notes if note.kind == "unread_cell"]) == 3


def test_a_piece_of_a_row_of_three_public_expenses_is_told() -> None:
    statements, _ = read_text(THREE_PUBLIC + "3.00¦0.00¦3.00\n")
    assert figures(statements[8]) == []
    assert statements[8].cells.told == 3


# ---------------------------------------------------------------------------------------------- order, captions, units


def test_captions_after_the_table_belong_to_it() -> None:
    statements, _ = read_text(
        """收入决算表
科目代码¦科目名称¦本年收入合计¦财政拨款收入¦上级补助收入
合计¦¦12000.00¦12000.00¦
205¦教育支出¦12000.00¦12000.00¦
注：本表反映部门本年度取得的各项收入情况。
公开02表
单位：元
部门：云州市临江区教育局

支出决算表
科目代码¦科目名称¦本年支出合计¦基本支出¦项目支出¦上缴上级支出
合计¦¦1.20¦1.20¦¦
205¦教育支出¦1.20¦1.20¦¦
单位：万元
"""
    )
    assert [statements[i].unit for i in (1, 2)] == ["元", "万元"]
    assert figures(statements[1])[1] == (
        "205",
        "教育支出",
        d(total="1.200000", fiscal_appropriation="1.200000"),
    )
    assert figures(statements[2])[1] == ("205", "教育支出", d(total="1.20", basic="1.20"))


def test_titles_and_captions_in_cells_of_the_table() -> None:
    statements, _ = read_text(
        """支出决算表¦¦¦¦公开03表
部门：云州市临江区教育局¦¦¦¦单位：元
科目代码¦科目名称¦本年支出合计¦基本支出¦项目支出
¦合计¦12000.00¦12000.00¦
205¦教育支出¦12000.00¦12000.00¦
"""
    )
    assert (statements[2].title, statements[2].unit, statements[2].source_line) == ("支出决算表", "元", 1)
    assert figures(statements[2])[1] == ("205", "教育支出", d(total="1.200000", basic="1.200000"))


def test_tables_in_another_order_with_others_among_them() -> None:
    other = "政府采购情况决算表\n单位：万元\n项目¦金额\n货物¦3.00\n\n"
    statements, notes = read_text(EXPENDITURE + "\n" + other + SUMMARY)
    assert [s.status for s in statements] == ["published", "absent", "published"] + ["absent"] * 6
    assert (len(statements[0].rows), len(statements[2].rows)) == (8, 8)
    assert notes == (ReadingNote("unknown_title", "未识别的表：政府采购情况决算表", Place(15)),)


def test_a_table_without_a_title_is_told_by_its_header() -> None:
    statements, _ = read_text(
        """第二部分 2023年度部门决算表

科目代码¦科目名称¦本年收入合计¦财政拨款收入¦上级补助收入¦事业收入
合计¦¦5.00¦5.00¦¦
205¦教育支出¦5.00¦5.00¦¦
科目代码¦科目名称¦本年支出合计¦基本支出¦项目支出¦上缴上级支出¦经营支出
合计¦¦5.00¦5.00¦¦¦
205¦教育支出¦5.00¦5.00¦¦¦
"""
    )
    assert [(s.number, len(s.rows)) for s in statements if s.rows] == [(2, 2), (3, 2)]


def test_a_table_that_goes_on_under_its_title_again() -> None:
    statements, notes = read_text(
        EXPENDITURE
        + """
支出决算表（续）
科目代码¦科目名称¦本年支出合计¦基本支出¦项目支出¦上缴上级支出¦经营支出¦对附属单位补助支出
221¦住房保障支出¦5.00¦5.00¦¦¦¦
"""
    )
    assert [row.code for row in statements[2].rows][-2:] == ["2120501", "221"]
    assert notes == ()


def test_a_table_printed_twice_is_read_once_and_said_so() -> None:
    statements, notes = read_text(EXPENDITURE + "\n" + EXPENDITURE)
    assert len(statements[2].rows) == 8
    assert [note.kind for note in notes] == ["repeated_table"]
    assert statements[2].copies == ()


def test_a_second_print_with_other_figures_is_told_figure_by_figure() -> None:
    again = EXPENDITURE.replace("300.10", "301.10", 1)
    assert again != EXPENDITURE
    statements, notes = read_text(EXPENDITURE + "\n" + again)
    (differing, *_) = statements[2].copies
    assert (str(differing.value), str(differing.other)) == ("300.10", "301.10")
    assert differing.source_line > differing.kept.line
    assert "与先印的有所不同" in notes[0].text


def test_markdown_pipes_and_blanks_instead_of_tabs() -> None:
    piped = "\n".join(
        f"| {line.replace('¦', ' | ')} |" if "¦" in line else line for line in EXPENDITURE.splitlines()
    )
    spaced = """支出决算表
单位：万元
科目代码  科目名称  本年支出合计  基本支出  项目支出  上缴上级支出
2010301  行政运行  180.00  180.00
2010302  一般行政管理事务  30.00  0.00  30.00
"""
    assert figures(read_text(piped)[0][2]) == figures(read_text(EXPENDITURE)[0][2])
    assert figures(read_text(spaced)[0][2]) == [
        ("2010301", "行政运行", d(total="180.00")),  # of blanks that keep no columns only the total is sure
        ("2010302", "一般行政管理事务", d(total="30.00")),
    ]


def test_a_name_wrapped_over_two_lines_is_joined_where_the_list_knows_it() -> None:
    statements, _ = read_text(
        """支出决算表
单位：万元
科目代码¦科目名称¦本年支出合计¦基本支出¦项目支出¦上缴上级支出
2010399¦其他政府办公厅（室）及相关机¦5.00¦¦5.00¦
¦构事务支出¦¦¦¦
2130599¦其他巩固脱贫攻坚成果衔接乡村¦6.00¦¦6.00¦

振兴支出
2120501¦城乡社区环境卫生¦7.00¦¦7.00¦
"""
    )
    rows = statements[2].rows
    assert [(row.code, row.item) for row in rows] == [
        ("2010399", "其他政府办公厅（室）及相关机构事务支出"),
        ("2130599", "其他巩固脱贫攻坚成果衔接乡村振兴支出"),
        ("2120501", "城乡社区环境卫生"),
    ]
    assert rows[0].repaired == "名称分印两行（“其他政府办公厅（室）及相关机”“构事务支出”）"
    assert rows[2].repaired is None


def test_blanks_instead_of_tabs_keep_their_columns() -> None:
    statements, notes = read_text(
        """支出决算表
单位：万元
科目代码  科目名称              本年支出合计    基本支出    项目支出    上缴上级支出
          合计                        220.00      180.00       40.00
2010301   行政运行                    180.00      180.00
2010302   一般行政管理事务             30.00                   30.00
2010399   其他政府办公厅（室）及       10.00                   10.00
          相关机构事务支出
"""
    )
    assert figures(statements[2]) == [
        (None, "合计", d(total="220.00", basic="180.00", project="40.00")),
        ("2010301", "行政运行", d(total="180.00", basic="180.00")),
        ("2010302", "一般行政管理事务", d(total="30.00", project="30.00")),
        ("2010399", "其他政府办公厅（室）及相关机构事务支出", d(total="10.00", project="10.00")),
    ]
    assert notes == ()


def test_blanks_that_keep_no_columns_are_said() -> None:
    statements, notes = read_text(
        """支出决算表
单位：万元
科目代码  科目名称  本年支出合计  基本支出  项目支出  上缴上级支出
2010301  行政运行  180.00  180.00
2010302  一般行政管理事务  30.00  0.00  30.00
"""
    )
    doubt = "公开03表的空格在提取中丢失，3个数字的栏位不能确定，未采用"
    assert notes[0] == ReadingNote("doubtful_columns", doubt, Place(1))
    assert [note.kind for note in notes[1:]] == ["unread_cell"] * 3
    assert statements[2].cells.told == 3


def test_a_summary_with_blanks_instead_of_tabs() -> None:
    statements, _ = read_text(
        """收入支出决算总表
单位：万元
收入                                          支出
项目                          行次      金额  项目                    行次      金额
一、一般公共预算财政拨款收入    1     300.10  一、一般公共服务支出      31     210.00
二、政府性基金预算财政拨款收入  2             二、外交支出              32
                                3             三、城乡社区支出          33      90.10
本年收入合计                    4     300.10  本年支出合计              34     300.10
"""
    )
    assert figures(statements[0]) == [
        ("revenue", "一般公共预算财政拨款收入", d(amount="300.10")),
        ("revenue", "本年收入合计", d(amount="300.10")),
        ("expenditure", "一般公共服务支出", d(amount="210.00")),
        ("expenditure", "城乡社区支出", d(amount="90.10")),
        ("expenditure", "本年支出合计", d(amount="300.10")),
    ]


def test_two_amounts_in_one_cell_are_parted_and_said() -> None:
    statements, _ = read_text(
        """支出决算表
单位：万元
科目代码¦科目名称¦本年支出合计¦基本支出¦项目支出¦上缴上级支出
¦合计¦220.00 180.00¦¦40.00¦
2010301¦行政运行¦180.00 180.00¦¦¦
2010302¦一般行政管理事务¦40.0 0¦¦40.00¦
"""
    )
    assert figures(statements[2]) == [
        (None, "合计", d(total="220.00", basic="180.00", project="40.00")),
        ("2010301", "行政运行", d(total="180.00", basic="180.00")),
        ("2010302", "一般行政管理事务", d(total="40.00", project="40.00")),
    ]
    assert [row.repaired for row in statements[2].rows] == [
        "有两个数字印在一格，已分开", "有两个数字印在一格，已分开", "数字印作“40.0 0”",
    ]  # fmt: skip


def test_a_third_block_of_expenditure_by_nature_is_passed_over() -> None:
    statements, _ = read_text(
        """收入支出决算总表
单位：万元
收入¦¦¦支出¦¦¦¦¦
项目¦行次¦决算数¦项目（按功能分类）¦行次¦决算数¦项目（按支出性质和经济分类）¦行次¦决算数
栏次¦¦1¦栏次¦¦2¦栏次¦¦3
一、一般公共预算财政拨款收入¦1¦300.10¦一、一般公共服务支出¦31¦300.10¦一、基本支出¦60¦200.00
二、政府性基金预算财政拨款收入¦2¦¦二、外交支出¦32¦¦二、项目支出¦61¦100.10
本年收入合计¦3¦300.10¦本年支出合计¦33¦300.10¦本年支出合计¦62¦300.10
"""
    )
    assert figures(statements[0]) == [
        ("revenue", "一般公共预算财政拨款收入", d(amount="300.10")),
        ("revenue", "本年收入合计", d(amount="300.10")),
        ("expenditure", "一般公共服务支出", d(amount="300.10")),
        ("expenditure", "本年支出合计", d(amount="300.10")),
    ]
