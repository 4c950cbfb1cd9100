"""Statement tables whose cells are parted by single blanks: made-up lines in, what their structure proves out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from limits import processor_seconds
from mingzhang.catalogue import statement_kind
from mingzhang.layout.shapes.single_blanks import single_row
from mingzhang.model import Row
from mingzhang.parsing.statements.drafts import Draft, Reading
from mingzhang.parsing.statements.open_rows import open_rows
from statement_texts import d, figures, read_text

CAPTIONS = "部门：云州市临江区青石街道办事处\n单位：万元\n"


def test_expenditure_with_every_zero_printed() -> None:
    statements, notes = read_text(
        f"""支出决算表
公开03表
{CAPTIONS}项目 本年支出合计 基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出
功能分类科目编码 科目名称
栏次 1 2 3 4 5 6
合计 300.10 210.00 90.10 0.00 0.00 0.00
201 一般公共服务支出 210.00 210.00 0.00 0.00 0.00 0.00
201 03 政府办公厅（室）及相关机构事务 210.00 210.00 0.00 0.00 0.00 0.00
2010301 行政运行 210.00 210.00 0.00 0.00 0.00 0.00

- 12 -

项目 本年支出合计 基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出
212 城乡社区支出 90.10 0.00 90.10 0.00 0.00 0.00
212 05 城乡社区环境
卫生 90.10 0.00 90.10 0.00 0.00 0.00
2120501

城乡社区环境

- 13 -

卫生

90.10 0.00 90.10 0.00 0.00 0.00
注：本表反映部门本年度各项支出情况。
2023 年度支出 300.10 万元。
"""
    )
    rest = {"remitted_to_superior": "0.00", "operating": "0.00", "affiliate_subsidy": "0.00"}
    assert figures(statements[2]) == [
        (None, "合计", d(total="300.10", basic="210.00", project="90.10", **rest)),
        ("201", "一般公共服务支出", d(total="210.00", basic="210.00", project="0.00", **rest)),
        (
            "20103",
            "政府办公厅（室）及相关机构事务",
            d(total="210.00", basic="210.00", project="0.00", **rest),
        ),
        ("2010301", "行政运行", d(total="210.00", basic="210.00", project="0.00", **rest)),
        ("212", "城乡社区支出", d(total="90.10", basic="0.00", project="90.10", **rest)),
        ("21205", "城乡社区环境卫生", d(total="90.10", basic="0.00", project="90.10", **rest)),
        ("2120501", "城乡社区环境卫生", d(total="90.10", basic="0.00", project="90.10", **rest)),
    ]
    assert notes == ()


def test_of_a_row_with_blank_cells_only_the_total_is_sure() -> None:
    statements, notes = read_text(
        f"一般公共预算财政拨款支出决算表\n公开05表\n{CAPTIONS}合计 300.10 210.00 90.10\n2010301 行政运行 210.00 210.00\n"
    )
    assert figures(statements[4]) == [
        (None, "合计", d(total="300.10", basic="210.00", project="90.10")),
        ("2010301", "行政运行", d(total="210.00")),
    ]
    assert [(note.kind, note.text) for note in notes] == [
        ("doubtful_columns", "公开05表的空格在提取中丢失，1个数字的栏位不能确定，未采用"),
        ("unread_cell", "公开05表“行政运行”一行的“210.00”没有对应的栏，未读入"),
    ]
    assert (statements[4].cells.digits, statements[4].cells.told) == (6, 1)


HIERARCHY = f"""一般公共预算财政拨款支出决算表
公开05表
{CAPTIONS}合计 300.10 210.00 90.10
201 一般公共服务支出 230.10 210.00 20.10
20103 政府办公厅（室）及相关机构事务 230.10 210.00 20.10
2010301 行政运行 200.00 200.00
2010302 一般行政管理事务 20.10 20.10
2010350 事业运行 10.00 10.00
212 城乡社区支出 70.00 70.00
21205 城乡社区环境卫生 70.00 70.00
2120501 城乡社区环境卫生 70.00 70.00
"""


def test_single_figures_find_their_column_where_one_choice_adds_up() -> None:
    statements, notes = read_text(HIERARCHY)
    assert figures(statements[4])[3:] == [
        ("2010301", "行政运行", d(total="200.00", basic="200.00")),
        ("2010302", "一般行政管理事务", d(total="20.10", project="20.10")),
        ("2010350", "事业运行", d(total="10.00", basic="10.00")),
        ("212", "城乡社区支出", d(total="70.00", project="70.00")),
        ("21205", "城乡社区环境卫生", d(total="70.00", project="70.00")),
        ("2120501", "城乡社区环境卫生", d(total="70.00", project="70.00")),
    ]
    assert statements[4].rows[3].repaired == "提取中丢失空格，按本行、上级科目及各表的合计归入唯一可能的栏"
    assert notes == ()


def test_single_figures_stay_open_where_two_choices_add_up() -> None:
    text = HIERARCHY.replace("2010350 事业运行 10.00 10.00", "2010350 事业运行 20.10 20.10").replace(
        "230.10 210.00 20.10", "240.20 220.10 20.10"
    )
    statements, notes = read_text(text.replace("合计 300.10 210.00 90.10", "合计 310.20 220.10 90.10"))
    found = {row[0]: row[2] for row in figures(statements[4])}
    assert (found["2010302"], found["2010350"]) == (d(total="20.10"), d(total="20.10"))
    assert [note.kind for note in notes] == ["doubtful_columns", "unread_cell", "unread_cell"]


def test_the_totals_of_one_statement_place_the_figures_of_another() -> None:
    others = f"""支出决算表
公开03表
{CAPTIONS}合计 300.10 210.00 90.10
2010301 行政运行 200.00 200.00
2120501 城乡社区环境卫生 70.00 70.00
收入决算表
公开02表
{CAPTIONS}合计 300.10 300.10
2010301 行政运行 200.00 200.00
财政拨款收入支出决算总表
公开04表
{CAPTIONS}一、一般公共预算财政拨款 1 300.10 一、一般公共服务支出 33 230.10 230.10
二、政府性基金预算财政拨款 2 二、城乡社区支出 34 70.00 70.00
本年收入合计 9 300.10 本年支出合计 41 300.10 300.10
"""
    statements, notes = read_text(HIERARCHY + others)
    assert figures(statements[2]) == [
        (None, "合计", d(total="300.10", basic="210.00", project="90.10")),
        ("2010301", "行政运行", d(total="200.00", basic="200.00")),
        ("2120501", "城乡社区环境卫生", d(total="70.00", project="70.00")),
    ]
    assert figures(statements[1]) == [
        (None, "合计", d(total="300.10", fiscal_appropriation="300.10")),
        ("2010301", "行政运行", d(total="200.00", fiscal_appropriation="200.00")),
    ]
    assert [row[1:] for row in figures(statements[3]) if row[0] == "expenditure"] == [
        ("一般公共服务支出", d(total="230.10", general_budget="230.10")),
        ("城乡社区支出", d(total="70.00", general_budget="70.00")),
        ("本年支出合计", d(total="300.10", general_budget="300.10")),
    ]
    assert notes == ()


def test_two_sides_are_told_by_their_running_numbers() -> None:
    statements, notes = read_text(
        f"""收入支出决算总表
公开01表
{CAPTIONS}收入 支出
项目 行次 金额 项目 行次 金额
一、一般公共预算财政拨款收入 1 300.10 一、一般公共服务支出 31 210.00
二、政府性基金预算财政拨款收入 2 二、外交支出 32
3 三、城乡社区支出 33 90.10
本年收入合计 4 300.10 本年支出合计 34 300.10
"""
    )
    assert [row for row in figures(statements[0]) if row[2]] == [
        ("revenue", "一般公共预算财政拨款收入", d(amount="300.10")),
        ("revenue", "本年收入合计", d(amount="300.10")),
        ("expenditure", "一般公共服务支出", d(amount="210.00")),
        ("expenditure", "城乡社区支出", d(amount="90.10")),
        ("expenditure", "本年支出合计", d(amount="300.10")),
    ]
    assert notes == ()


def test_names_of_two_sides_over_several_lines() -> None:
    statements, notes = read_text(
        f"""收入支出决算总表
公开01表
{CAPTIONS}一、一般公共预算

财政拨款收入

1 300.10

一、一般公共服

务支出

31 210.00

2 二、外交支出 32

二十一、国有资本经

营预算支出

51

51 5.00 二十二、其他支出 52 1.00

本年收入合计 4 300.10 本年支出合计 34 300.10
"""
    )
    assert [row for row in figures(statements[0]) if row[2]] == [
        ("revenue", "一般公共预算财政拨款收入", d(amount="300.10")),
        ("revenue", "本年收入合计", d(amount="300.10")),
        ("expenditure", "一般公共服务支出", d(amount="210.00")),
        ("expenditure", "本年支出合计", d(amount="300.10")),
    ]
    assert [note.text for note in notes] == ["公开01表中未能识别的一行：51 5.00 二十二、其他支出 52 1.00"]


def test_economic_names_over_several_lines() -> None:
    statements, notes = read_text(
        f"""一般公共预算财政拨款基本支出决算明细表
公开06表
{CAPTIONS}301 工资福利支出 120.00 302 商品和服务支出 15.30 310 资本性支出
301 08

机关事业单位基本

养老保险缴费

80.00 302 03 咨询费 31007

信息网络及软件购

置更新
30109 职业年金缴费 40.00 30201 办公费 15.30
"""
    )
    assert [row for row in figures(statements[5]) if row[2]] == [
        ("301", "工资福利支出", d(amount="120.00")),
        ("30108", "机关事业单位基本养老保险缴费", d(amount="80.00")),
        ("30109", "职业年金缴费", d(amount="40.00")),
        ("302", "商品和服务支出", d(amount="15.30")),
        ("30201", "办公费", d(amount="15.30")),
    ]
    assert notes == ()


def test_economic_items_are_told_by_their_codes() -> None:
    statements, notes = read_text(
        f"""一般公共预算财政拨款基本支出决算明细表
公开06表
{CAPTIONS}人员经费 公用经费
经济分类科目编码 科目名称 决算数 经济分类科目编码 科目名称 决算数
301 工资福利支出 120.00 302 商品和服务支出 15.30
301 01 基本工资 80.00 302 01 办公费 15.30
30102 津贴补贴 40.00 30202 印刷费
人员经费合计 120.00 公用经费合计 15.30
"""
    )
    assert [row for row in figures(statements[5]) if row[2]] == [
        ("301", "工资福利支出", d(amount="120.00")),
        ("30101", "基本工资", d(amount="80.00")),
        ("30102", "津贴补贴", d(amount="40.00")),
        ("302", "商品和服务支出", d(amount="15.30")),
        ("30201", "办公费", d(amount="15.30")),
        (None, "人员经费合计", d(amount="120.00")),
        (None, "公用经费合计", d(amount="15.30")),
    ]
    assert notes == ()


def test_the_twelve_figures_of_the_three_public_expenses() -> None:
    statements, _ = read_text(
        f"财政拨款“三公”经费支出决算表\n公开09表\n{CAPTIONS}预算数 决算数\n1 2 3 4 5 6 7 8 9 10 11 12\n"
        "7.00 0.00 7.00 0.00 7.00 0.00 6.52 0.00 6.52 0.00 6.52 0.00\n"
    )
    nothing = {"abroad": "0.00", "vehicle_purchase": "0.00", "reception": "0.00"}
    assert figures(statements[8]) == [
        ("budget", "预算数", d(total="7.00", vehicle_total="7.00", vehicle_operation="7.00", **nothing)),
        ("final", "决算数", d(total="6.52", vehicle_total="6.52", vehicle_operation="6.52", **nothing)),
    ]


@pytest.mark.parametrize(
    ("kind", "text", "cells"),
    [
        # What is beyond the columns has none yet.
        (7, "2120801 征地和拆迁补偿支出 5.00 5.00", (("2120801", "征地和拆迁补偿支出", *[""] * 6, "5.00", "5.00"), True)),
        (9, "7.00 7.00 7.00 6.52", (("7.00", "7.00", "7.00", "6.52"), False)),
        # Marks around figures, dashes for blanks.
        (5, "2010301 行政运行 △1,210.00 — 210.00①", (("2010301", "行政运行", "△1,210.00", "—", "210.00①"), False)),
        (3, "2010301 行政运行 210.00", (("2010301", "行政运行", "210.00", "", "", "", "", ""), True)),
        (8, "2230105 国有企业退休人员 管理 4.00 0.00 4.00", (("2230105", "国有企业退休人员管理", "4.00", "0.00", "4.00"), False)),
        # More figures than columns; no figure; words after the figures; a date; prose; another table's row.
        (5, "2010301 行政运行 1.00 2.00 3.00 4.00", None),
        (5, "2010301 行政运行", None),
        (5, "2010301 行政运行 1.00 元", None),
        (5, "2023 年 4 月", None),
        (5, "合计支出 300.10 万元，其中：", None),
        (1, "一、教育支出 5.00 二、科学技术支出", None),
        (1, "一、教育支出 31 5.00 二、其他 2 1.00", None),
        (6, "30101 基本工资 80.00 办公费 15.30", None),
        (9, "7.00 万元", None),
    ],
)  # fmt: skip
def test_a_line_by_itself(kind: int, text: str, cells: tuple[tuple[str, ...], bool] | None) -> None:
    found = single_row(kind, 5, text)
    assert (found and (found.row, found.partial)) == (cells and (Row(5, cells[0]), cells[1]))


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["2010301 ", "行政 ", "1.00 ", "201 03 01 行政运行 1.00 ", "1,", "30101 工资 "]
)
def test_hostile_lines_end_soon(piece: str) -> None:
    title = "支出决算表\n一般公共预算财政拨款基本支出决算明细表\n"
    with processor_seconds(15):
        read_text(title + (piece * 20 + "\n") * 4_000 + piece * 100_000)


def test_summaries_without_running_numbers_are_told_by_their_names() -> None:
    text = (
        "收入支出决算总表\n单位：万元\n收入 支出\n项目 金额 项目 金额\n一、一般公共预算财政拨款收入 977.59 一、一般公共服务支出 693.15\n"
        "二、政府性基金预算财政拨款收入 八、社会保障和就业支出 90.99\n九、卫生健康支出 56.06\n五、事业收入\n总计 977.59 总计 977.59"
    )
    rows = read_text(text)[0][0].rows
    assert [(row.keys["side"], row.item, str(row.figures["amount"])) for row in rows] == [
        ("revenue", "一般公共预算财政拨款收入", "977.59"),
        ("revenue", "总计", "977.59"),
        ("expenditure", "一般公共服务支出", "693.15"),
        ("expenditure", "社会保障和就业支出", "90.99"),
        ("expenditure", "卫生健康支出", "56.06"),
        ("expenditure", "总计", "977.59"),
    ]


def test_a_name_above_and_below_its_code_is_put_together() -> None:
    text = (
        "支出决算表\n单位：万元\n2080501 行政单位离退休 10.76 10.76\n机关事业单位基本养老\n2080505 80.23 80.23\n保险缴费支出\n"
        "210 卫生健康支出 56.06 56.06"
    )
    rows = read_text(text)[0][2].rows
    assert [(row.code, row.item) for row in rows][1] == ("2080505", "机关事业单位基本养老保险缴费支出")


def test_a_class_alone_on_its_line_is_no_page_number() -> None:
    statements, _ = read_text(
        """一般公共预算财政拨款支出决算表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
合计 300.10 210.00 90.10
201
一般公共服务
支出
210.00 210.00 0.00
城乡社区
212 90.10 0.00 90.10
支出
"""
    )
    assert [(code, item, str(values["total"])) for code, item, values in figures(statements[4])] == [
        (None, "合计", "300.10"), ("201", "一般公共服务支出", "210.00"), ("212", "城乡社区支出", "90.10"),
    ]  # fmt: skip


def test_cells_in_reading_order_are_not_put_together_by_chance() -> None:
    statements, notes = read_text(
        """收入支出决算总表
单位：万元
收入
项目
一、一般公共预算财政拨款收入

支出
决算数
307.82

二、外交支出

三、国防支出
264.87
收入决算表
单位：万元
科目编码
2080501
行政单位离退休
2080505
2080506
264.87
"""
    )
    assert [s.status for s in statements[:2]] == ["lost", "lost"]
    assert not any(s.rows for s in statements)
    assert {note.place.line for note in notes if note.place} >= {9, 14}


def test_meetings_beside_receptions_leave_bare_figures_open() -> None:
    statements, notes = read_text(
        """财政拨款“三公”经费及会议费、培训费支出决算表
单位：万元
项目 “三公”经费 会议费 培训费
预算数 14.01 11.14 2.87 2.87 3.00 4.00
决算数 13.54 11.14 2.40 2.40 2.15 3.40
"""
    )
    assert statements[8].rows == ()
    assert statements[8].status == "lost" and notes


def test_an_amount_in_its_total_and_in_its_kind_is_one() -> None:
    statements, _ = read_text(
        """一般公共预算财政拨款基本支出决算表
单位：元
经济分类科目编码 科目名称 合计 人员经费 公用经费
301 工资福利支出 120.000000 120.000000
30201 办公费 15.300000 15.300000
"""
    )
    assert [(code, values) for code, _, values in figures(statements[5])] == [
        ("301", d(amount="0.0120")), ("30201", d(amount="0.00153")),
    ]  # fmt: skip


SPENT = f"""支出决算表
公开03表
{CAPTIONS}科目编码 科目名称 本年支出合计 基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出
合计 400.00 210.00 190.00
201 一般公共服务支出 330.00 210.00 120.00
2010301 行政运行 210.00 210.00
2010302 一般行政管理事务 120.00 120.00
212 城乡社区支出 70.00 70.00
2120801 征地和拆迁补偿支出 70.00 70.00
"""
GENERAL = f"""一般公共预算财政拨款支出决算表
公开05表
{CAPTIONS}科目编码 科目名称 小计 基本支出 项目支出
合计 320.00 210.00 110.00
2010301 行政运行 210.00 210.00
2010302 一般行政管理事务 110.00 110.00
"""
FUND = f"""政府性基金预算财政拨款收入支出决算表
公开07表
{CAPTIONS}科目编码 科目名称 年初结转和结余 本年收入 小计 基本支出 项目支出 年末结转和结余
合计 20.00 60.00 70.00 70.00 10.00
2120801 征地和拆迁补偿支出 20.00 60.00 70.00 70.00 10.00
"""


def test_statements_together_tell_the_columns_of_all_their_figures() -> None:
    """公开03 spends at least what 公开05 and 07 spend, and one budget's basic expenditure leaves no room for another's."""
    statements, notes = read_text(SPENT + GENERAL + FUND)
    split = {row[0]: row[2] for row in figures(statements[2])}
    assert split[None] == d(total="400.00", basic="210.00", project="190.00")
    assert split["2010302"] == d(total="120.00", project="120.00")
    assert split["2120801"] == d(total="70.00", project="70.00")
    fund = d(
        opening_balance="20.00", revenue="60.00", total="70.00", project="70.00", closing_balance="10.00"
    )
    assert [row[2] for row in figures(statements[6])] == [fund, fund]
    assert notes == ()


def test_columns_that_contradict_one_another_stay_open() -> None:
    wrong = GENERAL.replace("2010302 一般行政管理事务 110.00 110.00", "2010302 一般行政管理事务 90.00 90.00")
    found = read_text(wrong)[0][4]
    assert [row[2] for row in figures(found)][1:] == [d(total="210.00"), d(total="90.00")]
    assert found.cells.told == 2


def test_columns_in_another_order_are_those_of_the_head() -> None:
    turned = GENERAL.replace("小计 基本支出 项目支出", "小计 项目支出 基本支出").replace(
        "320.00 210.00 110.00", "320.00 110.00 210.00"
    )
    assert figures(read_text(turned)[0][4])[0][2] == d(total="320.00", basic="210.00", project="110.00")


def test_a_state_capital_statement_with_balances() -> None:
    text = f"""国有资本经营预算财政拨款收入支出决算表
公开08表
{CAPTIONS}项目 年初结转和结余 本年收入 合计 基本支出 项目支出 年末结转和结余
合计 7.00 7.00 0.00 7.00
2230105 国有企业退休人员社会化管理补助支出 7.00 7.00 0.00 7.00
"""
    spent = d(total="7.00", basic="0.00", project="7.00")
    assert [row[2] for row in figures(read_text(text)[0][7])] == [spent, spent]


def test_halves_of_the_three_public_expenses_one_below_the_other() -> None:
    head = (
        "合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费\n小计 公务用车购置费 公务用车运行维护费\n"
    )
    text = f"“三公”经费支出决算表\n{CAPTIONS}预算数\n{head}5.59 3.89 2.19 1.70 1.70\n决算数\n{head}4.20 3.04 3.04 1.16\n"
    assert figures(read_text(text)[0][8]) == [
        ("budget", "预算数", d(total="5.59", vehicle_total="3.89", vehicle_purchase="2.19", vehicle_operation="1.70", reception="1.70")),
        ("final", "决算数", d(total="4.20", vehicle_total="3.04", reception="1.16")),  # 3.04: bought or run
    ]  # fmt: skip


def test_figures_with_marks_and_dashes_for_blanks() -> None:
    text = f"一般公共预算财政拨款支出决算表\n{CAPTIONS}合计 ¥1,300.10 1,210.00① “90.10”\n2010301 行政运行 1,210.00万元 1,210.00* —\n"
    assert [row[2] for row in figures(read_text(text)[0][4])] == [
        d(total="1300.10", basic="1210.00", project="90.10"),
        d(total="1210.00", basic="1210.00"),
    ]


@pytest.mark.parametrize(
    ("number", "printed", "columns"),
    [
        (8, (None, "total", "basic", "project"), ("opening_balance", "revenue", "total", "basic", "project", "closing_balance")),
        (2, (None, "total", "fiscal_appropriation"), statement_kind(2).columns),  # a column of its own at the left
        (5, (), ("total", "basic", "project")),
    ],
)  # fmt: skip
def test_an_open_row_has_the_columns_of_its_table(
    number: int, printed: tuple[str | None, ...], columns: tuple[str, ...]
) -> None:
    draft = Draft(1, "合计", {"total": Decimal(1)})
    (row,) = open_rows(Reading(number, [draft], columns=printed))
    assert row.columns == columns


def test_a_row_without_a_figure_of_its_columns_is_no_open_row() -> None:
    assert open_rows(Reading(5, [Draft(1, "合计", {"elsewhere": Decimal(1)})])) == []
