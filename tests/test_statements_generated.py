"""Layouts of statements that the generated documents brought up: each excerpt is what one of them looked like."""

from __future__ import annotations

from statement_texts import d, figures, read_text

SIX = "项目¦合计¦因公出国（境）费¦公务用车购置及运行维护费¦¦¦公务接待费\n¦¦¦小计¦公务用车购置费¦公务用车运行维护费¦\n"


def test_three_public_expenses_with_a_row_each_for_budget_and_final() -> None:
    statements, notes = read_text(
        f"财政拨款“三公”经费支出决算表\n单位：万元\n\n{SIX}预算数¦7.00¦0.00¦7.00¦0.00¦7.00¦0.00\n决算数¦6.52¦¦6.52¦¦6.52¦\n"
    )
    assert figures(statements[8]) == [
        (
            "budget",
            "预算数",
            d(
                total="7.00",
                abroad="0.00",
                vehicle_total="7.00",
                vehicle_purchase="0.00",
                vehicle_operation="7.00",
                reception="0.00",
            ),
        ),
        ("final", "决算数", d(total="6.52", vehicle_total="6.52", vehicle_operation="6.52")),
    ]
    assert notes == ()


def test_a_second_row_for_the_same_basis_is_left_over() -> None:
    statements, notes = read_text(
        f"财政拨款“三公”经费支出决算表\n\n{SIX}决算数¦6.52¦¦6.52¦¦6.52¦\n上年决算数¦5.00¦¦5.00¦¦5.00¦\n"
    )
    assert figures(statements[8]) == [
        ("final", "决算数", d(total="6.52", vehicle_total="6.52", vehicle_operation="6.52"))
    ]
    assert [note.text for note in notes] == ["公开09表中未能识别的一行：上年决算数 5.00 5.00 5.00"]


def test_a_list_of_three_public_expenses_with_empty_columns_at_its_right() -> None:
    statements, _ = read_text(
        "财政拨款“三公”经费支出决算表\n\n项目¦预算数¦决算数¦¦\n合计¦4¦3.5¦¦\n1.因公出国（境）费¦0¦0¦¦\n"
        "2.公务用车购置及运行维护费¦4¦3.5¦¦\n（1）公务用车购置费¦0¦0¦¦\n（2）公务用车运行维护费¦4¦3.5¦¦\n3.公务接待费¦0¦0¦¦\n"
    )
    assert figures(statements[8])[1] == (
        "final",
        "决算数",
        d(
            total="3.5",
            abroad="0",
            vehicle_total="3.5",
            vehicle_purchase="0",
            vehicle_operation="3.5",
            reception="0",
        ),
    )


TWO_SIDED = """财政拨款收入支出决算总表
单位：万元

收入¦¦¦支出¦¦¦¦¦
项目¦行次¦金额¦项目¦行次¦合计¦一般公共预算财政拨款¦政府性基金预算财政拨款¦国有资本经营预算财政拨款
栏次¦¦1¦栏次¦¦2¦3¦4¦5
"""


def test_a_name_over_two_rows_of_a_summary_is_made_whole() -> None:
    statements, _ = read_text(
        TWO_SIDED + "一、一般公共预算财政拨¦1¦39.38¦一、一般公共服务支出¦33¦¦¦¦\n款¦¦¦¦¦¦¦¦\n"
        "¦2¦¦十四、资源勘探工业信¦46¦39.38¦39.38¦¦\n¦¦¦息等支出¦¦¦¦¦\n"
        "本年收入合计¦27¦39.38¦本年支出合计¦59¦39.38¦39.38¦¦\n"
    )
    assert figures(statements[3]) == [
        ("revenue", "一般公共预算财政拨款", d(total="39.38")),
        ("revenue", "本年收入合计", d(total="39.38")),
        ("expenditure", "资源勘探工业信息等支出", d(total="39.38", general_budget="39.38")),
        ("expenditure", "本年支出合计", d(total="39.38", general_budget="39.38")),
    ]
    assert statements[3].rows[2].repaired == "名称分印两行（“资源勘探工业信”“息等支出”）"


def test_a_name_cut_short_is_completed_where_one_name_of_the_list_fits() -> None:
    statements, _ = read_text(
        TWO_SIDED + "一、一般公共预算财¦1¦12.00¦七、文化旅游体育与传¦39¦12.00¦12.00¦¦\n"
        "二、政府性¦2¦3.00¦其他¦40¦3.00¦¦3.00¦\n本年收入合计¦27¦15.00¦本年支出合计¦59¦15.00¦12.00¦3.00¦\n"
    )
    rows = {row.item: row.repaired for row in statements[3].rows}
    assert rows == {
        "一般公共预算财政拨款": "名称印作“一般公共预算财”",
        "政府性": None,  # three characters prove nothing
        "本年收入合计": None,
        "文化旅游体育与传媒支出": "名称印作“文化旅游体育与传”",
        "其他": None,
        "本年支出合计": None,
    }


def test_a_lone_word_of_a_name_does_not_begin_another_table() -> None:
    statements, _ = read_text(
        TWO_SIDED + "三、国有资本经营预算¦3¦8.00¦三、国防支出¦35¦¦¦¦\n财政拨款¦¦¦¦¦¦¦¦\n"
        "本年收入合计¦27¦8.00¦本年支出合计¦59¦8.00¦¦¦8.00\n"
    )
    assert [row.item for row in statements[3].rows] == [
        "国有资本经营预算财政拨款",
        "本年收入合计",
        "本年支出合计",
    ]


def test_a_whole_number_before_a_total_is_an_amount_and_no_code() -> None:
    statements, _ = read_text(
        "一般公共预算财政拨款基本支出决算明细表\n单位：万元\n\n人员经费¦¦¦公用经费¦¦\n科目代码¦科目名称¦决算数¦科目代码¦科目名称¦决算数\n"
        "301¦工资福利支出¦1240¦302¦商品和服务支出¦106.12\n人员经费合计¦¦1240¦公用经费合计¦¦106.12\n"
    )
    assert figures(statements[5])[-2:] == [
        (None, "人员经费合计", d(amount="1240")),
        (None, "公用经费合计", d(amount="106.12")),
    ]


def test_a_page_that_repeats_the_title_goes_on_with_codes_in_three_cells() -> None:
    head = "收入决算表\n单位：万元\n\n类¦款¦项¦科目名称¦本年收入合计¦财政拨款收入¦上级补助收入¦事业收入¦经营收入¦附属单位上缴收入¦其他收入\n"
    statements, notes = read_text(
        f"{head}¦¦¦合计¦9.00¦9.00¦¦¦¦¦\n221¦¦¦住房保障支出¦9.00¦9.00¦¦¦¦¦\n\n"
        f"{head}221¦02¦¦住房改革支出¦9.00¦9.00¦¦¦¦¦\n221¦02¦01¦住房公积金¦9.00¦9.00¦¦¦¦¦\n"
    )
    assert [row.code for row in statements[1].rows] == [None, "221", "22102", "2210201"]
    assert notes == ()


def test_a_column_lost_from_all_rows_but_the_total_is_restored_even_beside_other_money() -> None:
    """公开03 proves 201 and its item; of 212 it holds 2.00 of other money more, so the other rows' shift tells."""
    statements, _ = read_text(
        "支出决算表\n单位：万元\n\n科目代码¦科目名称¦本年支出合计¦基本支出¦项目支出¦上缴上级支出¦经营支出¦对附属单位补助支出\n"
        "¦合计¦42.00¦25.00¦17.00¦¦¦\n201¦一般公共服务支出¦30.00¦25.00¦5.00¦¦¦\n"
        "20103¦政府办公厅（室）及相关机构事务¦30.00¦25.00¦5.00¦¦¦\n2010301¦行政运行¦25.00¦25.00¦¦¦¦\n"
        "2010302¦一般行政管理事务¦5.00¦¦5.00¦¦¦\n212¦城乡社区支出¦12.00¦¦12.00¦¦¦\n\n"
        "一般公共预算财政拨款支出决算表\n单位：万元\n\n项目¦¦本年支出¦¦\n科目代码¦科目名称¦小计¦基本支出¦项目支出\n"
        "¦合计¦40.00¦25.00¦15.00\n201¦一般公共服务支出¦¦30.00¦5.00\n20103¦政府办公厅（室）及相关机构事务¦¦30.00¦5.00\n"
        "2010301¦行政运行¦¦25.00¦\n2010302¦一般行政管理事务¦¦5.00¦5.00\n212¦城乡社区支出¦¦10.00¦10.00\n"
    )
    assert figures(statements[4]) == [
        (None, "合计", d(total="40.00", basic="25.00", project="15.00")),
        ("201", "一般公共服务支出", d(total="30.00", basic="25.00", project="5.00")),
        ("20103", "政府办公厅（室）及相关机构事务", d(total="30.00", basic="25.00", project="5.00")),
        ("2010301", "行政运行", d(total="25.00", basic="25.00")),
        ("2010302", "一般行政管理事务", d(total="5.00", project="5.00")),
        ("212", "城乡社区支出", d(total="10.00", project="10.00")),
    ]
    notes = [row.repaired or "" for row in statements[4].rows]
    assert notes[0] == ""
    assert notes[1].endswith("本行印出的数字为30.00、5.00；基本支出与项目支出按公开03表补正")
    assert notes[5].endswith(
        "本行印出的数字为10.00、10.00；按本表其他各行的错列归位，基本支出＝小计－项目支出"
    )


def test_an_amount_that_looks_like_a_code_does_not_make_a_page_a_second_table() -> None:
    head = "收入决算表\n单位：万元\n\n科目代码¦科目名称¦本年收入合计¦财政拨款收入¦上级补助收入¦事业收入¦经营收入¦附属单位上缴收入¦其他收入\n"
    statements, _ = read_text(
        f"{head}¦合计¦202¦202¦¦¦¦¦\n212¦城乡社区支出¦202¦202¦¦¦¦¦\n21201¦城乡社区管理事务¦202¦202¦¦¦¦¦\n\n"
        f"{head}2120104¦城管执法¦202¦202¦¦¦¦¦\n"
    )
    assert [row.code for row in statements[1].rows] == [None, "212", "21201", "2120104"]
