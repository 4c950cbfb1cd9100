"""Repair with evidence: mended only where the code list or an identity between tables proves it, and always said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.model import Place, ReadingNote
from statement_texts import EXPENDITURE, SUMMARY, d, figures, read_text

NOTHING_ELSE = """
政府性基金预算财政拨款收入支出决算表
单位：万元
科目代码¦科目名称¦年初结转和结余¦本年收入¦本年支出¦¦¦年末结转和结余
¦¦¦¦小计¦基本支出¦项目支出¦
合计¦¦¦¦¦¦¦
本部门2023年度无政府性基金预算财政拨款收入支出。
"""


def test_numbers_split_by_blanks_are_joined_and_shown() -> None:
    statements, _ = read_text(SUMMARY.replace("300.10¦一", "30 0.10¦一").replace("¦90.10", "¦90. 10"))
    rows = statements[0].rows
    assert [(row.figures["amount"], row.repaired) for row in (rows[0], rows[5])] == [
        (Decimal("300.10"), "数字印作“30 0.10”"),
        (Decimal("90.10"), "数字印作“90. 10”"),
    ]


@pytest.mark.parametrize("width", [4, 6])
def test_functional_codes_cut_short_are_told_by_name_and_parent(width: int) -> None:
    cut = "\n".join(
        line[:width] + line[line.index("¦") :] if line[:5].isdigit() else line
        for line in EXPENDITURE.split("\n")
    )
    statements, notes = read_text(cut)
    assert [row.code for row in statements[2].rows] == [
        None, "201", "20103", "2010301", "2010302", "212", "21205", "2120501",
    ]  # fmt: skip
    assert statements[2].rows[3].repaired == f"科目编码印作{'2010301'[:width]}，按名称及上级科目补全为2010301"
    assert statements[2].rows[1].repaired is None
    assert notes == ()


def test_codes_and_names_cut_short_at_once() -> None:
    statements, notes = read_text(
        """支出决算表
单位：万元
科目代码¦科目名称¦本年支出合计¦基本支出¦项目支出¦上缴上级支出
208¦社会保障和就业支出¦5.00¦5.00¦¦
2089¦其他社会保障和就业支¦5.00¦5.00¦¦
2089¦其他社会保障和就业支¦5.00¦5.00¦¦
2010¦没有这样的科目名称¦1.00¦1.00¦¦
"""
    )
    assert [(row.code, row.level) for row in statements[2].rows] == [
        ("208", 1), ("20899", 2), ("2089999", 3), ("2010", None),
    ]  # fmt: skip
    assert notes == (
        ReadingNote("unresolved_code", "公开03表“没有这样的科目名称”的科目编码印作2010，未能补全", Place(7)),
    )


def test_a_lost_code_column_is_told_by_the_names_in_order() -> None:
    statements, _ = read_text(
        """支出决算表
单位：万元
科目名称¦本年支出合计¦基本支出¦项目支出¦上缴上级支出
合计¦8.00¦3.00¦5.00¦
教育支出¦8.00¦3.00¦5.00¦
普通教育¦8.00¦3.00¦5.00¦
小学教育¦8.00¦3.00¦5.00¦
"""
    )
    assert [row.code for row in statements[2].rows] == [None, "205", "20502", "2050202"]
    assert statements[2].rows[3].repaired == "科目编码未印出，按名称及上级科目补全为2050202"


REVENUE_WITH_A_MISREAD_CODE = """收入决算表
单位：万元
科目代码¦科目名称¦本年收入合计¦财政拨款收入¦上级补助收入
合计¦¦30.00¦30.00¦
2010106¦代表工作¦30.00¦30.00¦
"""
EXPENDITURE_WITH_THE_RIGHT_CODE = """支出决算表
单位：万元
科目代码¦科目名称¦本年支出合计¦基本支出¦项目支出¦上缴上级支出
合计¦¦30.00¦¦30.00¦
2010108¦代表工作¦30.00¦¦30.00¦
"""


def test_a_misread_code_is_mended_where_another_table_and_the_list_agree() -> None:
    statements, _ = read_text(REVENUE_WITH_A_MISREAD_CODE + EXPENDITURE_WITH_THE_RIGHT_CODE)
    row = statements[1].rows[1]
    assert (row.code, row.repaired) == (
        "2010108",
        "科目编码印作2010106，按科目名称及其他表更正为2010108",
    )


def test_a_misread_code_without_a_witness_stays_as_printed() -> None:
    statements, _ = read_text(REVENUE_WITH_A_MISREAD_CODE)
    assert (statements[1].rows[1].code, statements[1].rows[1].repaired) == ("2010106", None)
    both = EXPENDITURE_WITH_THE_RIGHT_CODE.replace("2010108¦", "2010106¦")
    statements, _ = read_text(REVENUE_WITH_A_MISREAD_CODE + both)
    assert statements[1].rows[1].code == statements[2].rows[1].code == "2010106"


STATE_EXPENDITURE = """支出决算表
单位：万元
科目代码¦科目名称¦本年支出合计¦基本支出¦项目支出¦上缴上级支出
合计¦¦30.00¦¦30.00¦
2230105¦国有企业退休人员社会化管理补助支出¦30.00¦¦30.00¦
"""
STATE_CAPITAL = """国有资本经营预算财政拨款支出决算表
单位：万元
项目¦¦¦¦本年支出¦¦
功能分类科目编码¦¦¦科目名称¦¦合计¦
类¦款¦项¦栏次¦1¦2¦
¦¦¦合计¦30.00¦30.00¦
2230105¦¦国有企业退休人员社会化管理补助支出¦¦30.00¦30.00¦
"""


def test_a_lost_column_of_the_state_capital_budget_is_told_by_the_expenditure_table() -> None:
    statements, _ = read_text(STATE_EXPENDITURE + STATE_CAPITAL)
    assert figures(statements[7]) == [
        (None, "合计", d(total="30.00", project="30.00")),
        ("2230105", "国有企业退休人员社会化管理补助支出", d(total="30.00", project="30.00")),
    ]
    assert statements[7].rows[1].repaired == (
        "表头缺列，本行印出的数字为30.00、30.00；基本支出与项目支出按公开03表补正"
    )


GENERAL_BUDGET_WITH_A_LOST_COLUMN = """一般公共预算财政拨款支出决算表
单位：万元
项目¦¦本年支出¦¦
科目编码¦科目名称¦小计¦基本支出¦项目支出
类¦款¦项¦栏次¦合计
¦¦¦1¦120.10
¦¦¦2¦180.00
¦¦¦3¦300.10
201¦一般公共服务支出¦¦210.00¦30.00
2010301¦行政运行¦¦180.00¦
2010302¦一般行政管理事务¦¦30.00¦30.00
212¦城乡社区支出¦¦90.10¦90.10
"""


def test_a_lost_column_and_a_scattered_total_row_are_restored() -> None:
    statements, notes = read_text(EXPENDITURE + NOTHING_ELSE + GENERAL_BUDGET_WITH_A_LOST_COLUMN)
    assert figures(statements[4]) == [
        (None, "合计", d(total="300.10", basic="180.00", project="120.10")),
        ("201", "一般公共服务支出", d(total="210.00", basic="180.00", project="30.00")),
        ("2010301", "行政运行", d(total="180.00", basic="180.00")),
        ("2010302", "一般行政管理事务", d(total="30.00", project="30.00")),
        ("212", "城乡社区支出", d(total="90.10", project="90.10")),
    ]
    assert statements[4].rows[0].repaired == (
        "合计行被打散（分别印作120.10、180.00、300.10），按公开03表及合计＝基本支出＋项目支出复原"
    )
    assert statements[4].rows[1].repaired == (
        "数字与表头错列，本行印出的数字为210.00、30.00；基本支出与项目支出按公开03表补正"
    )
    assert notes == ()


@pytest.mark.parametrize(("total", "restored"), [("300.10", True), ("300.20", False)])
def test_a_scattered_total_row_is_restored_where_its_figures_are_the_sums(total: str, restored: bool) -> None:
    statements, notes = read_text(
        f"""一般公共预算财政拨款支出决算表
单位：万元
科目代码¦科目名称¦小计¦基本支出¦项目支出
201¦一般公共服务支出¦210.00¦180.00¦30.00
212¦城乡社区支出¦90.10¦¦90.10
¦¦{total}¦¦
¦¦¦180.00¦
¦¦¦¦120.10
"""
    )
    row = statements[4].rows[0]
    assert (row.item == "合计") is restored
    if restored:
        assert row.figures == d(total="300.10", basic="180.00", project="120.10")
        assert row.repaired == "合计行被打散（分别印作300.10、180.00、120.10），按各行之和复原"
    assert [note.kind for note in notes] == ["leftover_line"] * (0 if restored else 3)


def test_without_the_other_table_nothing_is_restored() -> None:
    statements, notes = read_text(GENERAL_BUDGET_WITH_A_LOST_COLUMN)
    assert figures(statements[4])[0] == ("201", "一般公共服务支出", d(total="210.00", basic="30.00"))
    assert {row.repaired for row in statements[4].rows} == {None}
    assert [note.kind for note in notes] == ["leftover_line"] * 3


def test_a_row_whose_total_is_not_that_of_the_other_table_stays_as_printed() -> None:
    changed = GENERAL_BUDGET_WITH_A_LOST_COLUMN.replace("¦210.00¦30.00", "¦211.00¦30.00")
    statements, _ = read_text(EXPENDITURE + NOTHING_ELSE + changed)
    row = statements[4].rows[1]
    assert (row.code, row.repaired, row.figures["total"]) == ("201", None, Decimal("211.00"))


def test_a_fault_of_the_source_in_a_whole_table_is_not_mended() -> None:
    """公开05 says 基本支出 where 公开03 says 项目支出: both tables are whole, so proofreading shows it."""
    statements, _ = read_text(
        EXPENDITURE
        + NOTHING_ELSE
        + """一般公共预算财政拨款支出决算表
单位：万元
科目代码¦科目名称¦小计¦基本支出¦项目支出
合计¦¦300.10¦180.00¦120.10
2010302¦一般行政管理事务¦30.00¦30.00¦
"""
    )
    assert figures(statements[4])[1] == ("2010302", "一般行政管理事务", d(total="30.00", basic="30.00"))
    assert statements[4].rows[1].repaired is None


# ---------------------------------------------------------------------------------------------- status


@pytest.mark.parametrize(
    ("text", "number", "status", "note"),
    [
        (NOTHING_ELSE, 7, "empty", "本部门2023年度无政府性基金预算财政拨款收入支出。"),
        (NOTHING_ELSE, 8, "absent", None),
        ("国有资本经营预算财政拨款支出决算表\n项目¦¦本年支出¦¦\n科目代码¦科目名称¦合计¦基本支出¦项目支出\n¦合计¦¦¦\n", 8, "empty", None),
        ("国有资本经营预算财政拨款支出决算表\n科目代码¦科目名称¦合计¦基本支出¦项目支出\n说明：本表无数据。\n", 8, "empty", "说明：本表无数据。"),
        ("第二部分 决算表\n\n支出决算表\n\n政府性基金预算财政拨款收入支出决算表\n\n注：本单位无政府性基金预算财政拨款收支。\n", 7, "empty", "注：本单位无政府性基金预算财政拨款收支。"),
        ("第二部分 决算表\n\n支出决算表\n\n收入决算表\n", 3, "lost", None),
        ("第三部分 情况说明\n\n七、政府性基金预算财政拨款收入支出决算情况说明\n\n本年收入4.58万元，本年支出4.58万元。\n", 7, "lost", None),
        ("第三部分 情况说明\n\n我局没有使用政府性基金预算拨款安排的支出。\n", 7, "empty", "我局没有使用政府性基金预算拨款安排的支出。"),
        ("第三部分 情况说明\n\n政府性基金收入与上年一致，主要原因是未安排政府性基金。\n", 7, "lost", None),
        ("第三部分 情况说明\n\n2023年度“三公”经费支出无\n因公出国事项。\n", 9, "lost", None),
        ("没有表\n", 1, "absent", None),
    ],
)  # fmt: skip
def test_status_and_the_documents_own_sentence(text: str, number: int, status: str, note: str | None) -> None:
    statements, _ = read_text(text)
    assert [s.number for s in statements] == list(range(1, 10))
    assert (statements[number - 1].status, statements[number - 1].note) == (status, note)
    assert statements[number - 1].rows == ()
