"""What the forms of other provinces print: titles, tables and sentences. Made-up excerpts, exact results."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checking_builder import books, findings
from checking_builder import section as part
from checking_prose import told, with_prose
from mingzhang.checking.items import leaves
from mingzhang.layout.shapes import find_blocks
from mingzhang.layout.titles import title_kind
from mingzhang.model import CellCount, Grid, NotADisclosure, TextLine
from mingzhang.parsing.identity import read_identity
from mingzhang.parsing.narrative import read_execution_items, with_own_codes
from mingzhang.parsing.notes import notes_on_items
from mingzhang.reading.characters import plain_lines
from passages import key_figures, section
from statement_texts import d, figures, read_text
from test_key_figures import figures as stated
from trees import sections, tree


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("五、一般公共预算财政拨款支出决算表（一）", 5),
        ("六、一般公共预算财政拨款支出决算表（二）", 6),
        ("机构运行信息表", 9),
        ("一、《收入支出决算总表》", 1),
        ("十、部门决算公开相关信息统计表", None),
    ],
)
def test_titles(title: str, number: int | None) -> None:
    assert title_kind(title) == number


def test_a_table_of_other_matters_ends_the_one_before_it() -> None:
    text = (
        "国有资本经营预算财政拨款支出决算表\n科目编码¦科目名称¦本年支出合计¦基本支出¦项目支出\n¦合计¦¦¦\n"
        "备注：本单位无国有资本经营预算支出，故本表无数据。\n机构运行信息表\n项目¦预算数¦决算数¦项目¦决算数\n"
        "（一）支出合计¦5.00¦4.31¦（一）行政单位¦0.00\n2．公务用车购置及运行维护费¦4.00¦3.45¦五、国有资产占用情况¦—\n"
        "（2）公务用车运行维护费¦4.00¦3.45¦（一）车辆数合计（辆）¦2\n3．公务接待费¦1.00¦0.86¦六、政府采购支出信息¦—"
    )
    statements, _ = read_text(text)
    assert (statements[7].status, statements[7].rows[1:]) == ("empty", ())
    final = d(total="4.31", vehicle_total="3.45", vehicle_operation="3.45", reception="0.86")
    assert figures(statements[8])[1][2] == final


def test_the_second_half_of_a_statement_told_by_its_number_is_statement_6() -> None:
    text = (
        "五、一般公共预算财政拨款支出决算表（一）\n科目编码¦科目名称¦本年支出合计¦基本支出¦项目支出\n"
        "¦合计¦90.00¦80.00¦10.00\n2010301¦行政运行¦90.00¦80.00¦10.00\n"
        "六、一般公共预算财政拨款支出决算表（二）\n人员经费¦¦¦公用经费¦¦\n科目编码¦科目名称¦决算数¦科目编码¦科目名称¦决算数\n"
        "301¦工资福利支出¦60.00¦302¦商品和服务支出¦20.00\n30101¦基本工资¦60.00¦30201¦办公费¦20.00\n"
        "人员经费合计¦¦60.00¦公用经费合计¦¦20.00"
    )
    statements, _ = read_text(text)
    assert [code for code, *_ in figures(statements[4])] == [None, "2010301"]
    assert {code for code, *_ in figures(statements[5])} >= {"30101", "30201"}


def test_counted_figures_of_three_public() -> None:
    text = (
        "“三公”经费、行政参公单位机关运行经费情况表\n项  目¦行次¦预算数¦决算统计数\n栏  次¦¦1¦2\n"
        "（一）支出合计¦2¦9,000.00¦8,600.00\n2．公务用车购置及运行维护费¦4¦0.00¦0.00\n"
        "3．公务接待费¦7¦9,000.00¦8,600.00\n5．国内公务接待批次（个）¦16¦—¦12"
    )
    statements, _ = read_text(f"单位：元\n{text}")
    assert [row[0] for row in figures(statements[8])] == ["budget", "final"]


def test_economic_items_with_amounts_behind_their_names() -> None:
    old = "公用经费80万元，主要包括：办公费、公务用车运行维护费、办公设备购置。"
    new = "公用经费80万元，主要包括：办公费30.00万元、公务用车运行维护费20.00万元、办公设备购置30.00万元。"
    assert findings(told((old, new)), "N11") == findings(told(), "N11") == []


ITEMS = "（三）一般公共预算财政拨款支出决算具体情况"


def test_an_item_whose_name_stands_alone_before_its_code() -> None:
    lines = ("（1）行政运行（2010801）", "年初预算为213.71万元，支出决算为190.82万元，完成年初预算的89.29%。")
    (read,) = [
        part
        for part in sections("\n".join(("第三部分 2020年度部门决算情况说明", ITEMS, *lines)))
        if part.path.count(".") == 1
    ]
    assert [passage.text for passage in read.passages] == ["".join(lines)]
    (item,) = read_execution_items((section(ITEMS, "".join(lines)),))
    assert (item.code, item.item, item.initial_budget, item.final) == (
        "2010801", "行政运行", Decimal("213.71"), Decimal("190.82"),
    )  # fmt: skip


def test_an_item_that_prints_its_class_and_group_without_marks() -> None:
    text = "1、卫生健康支出行政事业单位医疗行政单位医疗（2101101），年初预算为22万元，支出决算为22.16万元。"
    (item,) = read_execution_items((section(ITEMS, text),))
    assert (item.class_, item.section, item.item) == ("卫生健康支出", "行政事业单位医疗", "行政单位医疗")


def test_a_title_after_a_paragraph_that_is_an_item() -> None:
    text = (
        "第三部分 2020年度部门决算情况说明\n（二）一般公共预算财政拨款支出决算情况\n"
        "1.财政拨款支出322.85万元，占本年支出合计的100.00%，与上年相比基本持平，主要原因是业务没有变化。\n"
        "2.一般公共预算财政拨款支出决算具体情况（按照支出功能分类科目）\n"
        "2020年财政拨款支出年初预算为270.45万元，支出决算为322.85万元。"
    )
    assert sections(text)[-1].heading.startswith("2.一般公共预算财政拨款支出决算具体情况")


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        (
            "三、财政拨款支出决算情况说明",
            "本部门2022年度财政拨款本年支出年初预算数为1850.34万元，决算数为1978.22万元，完成年初预算的106.91%。其中："
            "（一）城乡社区支出年初预算数为480万元，决算数为510.38万元，完成年初预算的106.33%。",
            {
                "fiscal_appropriation_initial": "1850.34",
                "fiscal_appropriation_expenditure": "1978.22",
                "fiscal_appropriation_expenditure_completion_pct": "106.91",
            },
        ),
        (
            "十、机构运行经费支出决算情况说明",
            "2022年度机构运行经费支出决算114.48万元，比上年决算减少6.86万元。",
            {"operating_cost": "114.48", "operating_cost_change": "-6.86"},
        ),
        (
            "一、2021年度收入支出决算情况说明",
            "（二）本单位2021年度总支出603.92万元，其中本年支出593.61万元，较2020年度决算数增加53.43万元。支出具体情况如下："
            "1.社会保障和就业支出40.16万元：主要用于养老。较2020年度决算数增加1.00万元，增长2.55%，主要原因是人员变化。",
            {
                "grand_total": "603.92",
                "expenditure_total": "593.61",
                "expenditure_total_change": "53.43",
            },
        ),
        (
            "二、2021年度一般公共预算财政拨款支出决算情况",
            "本单位2021年度一般公共预算财政拨款基本支出346.53万元，其中：人员经费284.15万元，公用经费62.38万元。",
            {"general_budget_basic": "346.53", "personnel_cost": "284.15", "public_cost": "62.38"},
        ),
        (
            "五、一般公共预算财政拨款支出决算情况说明",
            "行政运行（项）支出50万元，其中：基本支出40万元，项目支出10万元。",
            {},
        ),
        (
            "九、“三公”经费支出决算情况说明",
            "2、公务用车购置及运行维护费12.40万元，其中：公务用车运行维护费12.40万元，主要用于办案。"
            "费用支出较年初预算数减少0.60万元。",
            {
                "vehicle_final": "12.40",
                "vehicle_operation_final": "12.40",
                "vehicle_final_budget_change": "-0.60",
            },
        ),
        (
            "九、“三公”经费支出决算情况说明",
            "公务接待费支出0.30万元。其中：国内公务接待费0.30万元；国（境）外接待费0万元。与上年决算相比，增加0.03万元。",
            {
                "reception_final": "0.30",
                "reception_domestic": "0.30",
                "reception_foreign": "0",
                "reception_final_change": "0.03",
            },
        ),
        (
            "九、“三公”经费支出决算情况说明",
            "公务用车运行维护费决算数为4.10万元，决算数较2021年减少0.29万元，主要原因是：用车变化，年末公务用车保有3辆。",
            {
                "vehicle_operation_final": "4.10",
                "vehicle_operation_final_change": "-0.29",
                "vehicles_held": "3",
            },
        ),
        (
            "九、“三公”经费支出决算情况说明",
            "本年度“三公”经费预算5万元，实际支出3.5万元，节约1.5万元。",
            {
                "three_public_budget": "5",
                "three_public_final": "3.5",
                "three_public_final_budget_change": "-1.5",
            },
        ),
        (
            "（一）总体决算情况",
            "2021年决算收入676.34万元，其中：财政拨款收入676.34万元；决算支出684.95万元，其中：基本支出624.33万元。",
            {
                "revenue_total": "676.34",
                "fiscal_appropriation_revenue": "676.34",
                "expenditure_total": "684.95",
                "basic_expenditure": "624.33",
            },
        ),
        (
            "四、财政拨款收入支出决算总体情况说明",
            "财政拨款支出总计301.94万元，其中：年末财政拨款结转和结余8.74万元，本年财政拨款支出293.20万元。",
            {
                "appropriation_total": "301.94",
                "closing_balance_appropriation": "8.74",
                "fiscal_appropriation_expenditure": "293.20",
            },
        ),
        (
            "（三）国有资产占用情况说明",
            "占用使用国有资产总体情况为房屋3000平方米，价值123.40万元。车辆1辆，价值45.60万元，其中：其他用车1辆。",
            {"vehicles_count": "1", "vehicles_other": "1"},
        ),
        (
            "十三、预算绩效情况说明",
            "组织对12个项目编制了绩效目标，选取4个项目开展绩效监控，组织对7个项目开展绩效自评。",
            {"performance_projects": "7"},
        ),
        (
            "二、财政拨款支出决算情况说明",
            "2022年度财政拨款支出2,287.60万元，与年初预算相比，完成年初预算的104.20%，其中：基本支出完成年初预算的101.30%，"
            "项目支出完成年初预算的110.15%。",
            {
                "fiscal_appropriation_expenditure": "2287.60",
                "fiscal_appropriation_expenditure_completion_pct": "104.20",
            },
        ),
        (
            "五、一般公共预算拨款“三公”经费支出决算情况",
            "2021年度“三公”经费一般公共预算拨款支出6.30万元，同比下降10.00%。",
            {"three_public_final": "6.30", "three_public_final_change_pct": "-10.00"},
        ),
        (
            "一、收入支出决算总体情况说明",
            "2022年度收、支总计玖佰柒拾柒点伍玖万元。与2021年度相比，收、支总计各增加壹拾贰点叁万元。",
            {"grand_total": "977.59", "grand_total_change": "12.3"},
        ),
    ],
)
def test_sentences(heading: str, text: str, expected: dict[str, str]) -> None:
    found = stated(heading, text)
    assert {
        metric: value for metric, value in found.items() if metric in expected or not expected
    } == expected


ONE_LINE = (
    "青都区河道管理处 2021 年度决算公开说明 （目录） 第一部分：基本情况 一、部门主要职能 第二部分：2021 年度部门决算情况说明 "
    "一、2021 年度收入支出决算总体及增减变动情况 第三部分：名词解释 第一部分：基本情况 一、部门主要职能 负责河道堤防的建设与管理。 "
    "第二部分：2021 年度部门决算情况说明 一、2021 年度收入支出决算总体及增减变动情况 （一）收入支出总体情况：2021 年度收入总计 "
    "596.38 万元，支出总计 596.38 万元。 2021 年度本年收入合计 576.76 万元。" + "主要原因是项目有变化，人员没有变化。" * 60
)  # fmt: skip


def test_a_paragraph_that_only_compares_goes_on_with_what_the_one_before_was_about() -> None:
    whole = "2022年度财政拨款“三公”经费支出决算11.90万元，其中：公务接待费预算4.00万元，支出决算2.00万元。"
    found = stated(
        "八、财政拨款“三公”经费支出决算情况说明", whole, "决算支出比2021年减少1.10万元，下降8.46%。"
    )
    assert (found["three_public_final_change"], found["three_public_final_change_pct"]) == ("-1.10", "-8.46")
    assert "reception_final_change" not in found


def test_an_account_without_line_ends_is_parted_at_its_titles() -> None:
    read = tree(ONE_LINE).sections
    assert [(part.part, part.heading) for part in read if part.part] == [
        (1, "第一部分：基本情况"),
        (1, "一、部门主要职能"),
        (3, "第二部分：2021年度部门决算情况说明"),
        (3, "一、2021年度收入支出决算总体及增减变动情况"),
    ]
    found = {figure.metric: str(figure.value) for figure in key_figures(read)[1:]}
    assert found == {"grand_total": "596.38", "revenue_total": "576.76"}


def test_a_long_paragraph_stays_one_line() -> None:
    text = "第一部分 概况 一、职责 （一）负责工作。" + "负责工作。" * 300
    assert tree(text).lines == (text,)


def test_an_account_whose_headings_stand_for_themselves() -> None:
    text = (
        "青州市公安局青都区分局2019年决算公开报告\n决算公开目录\n一、青州市公安局青都区分局基本情况\n二、收入支出预算执行情况分析\n"
        "三、名词解释\n一、青州市公安局青都区分局基本情况\n（一）机构、职能设置\n执法勤务机构10个。\n二、收入支出预算执行情况分析\n"
        "2019年度收入决算数为3139.90万元，支出决算数为3192.51万元。支出决算数比上年增加287.33万元，增长9.89%。\n"
        "三、名词解释\n1.基本支出：指为保障机构正常运转而发生的支出。"
    )
    read = tree(text).sections
    assert [part.part for part in read if part.part and part.level == 1] == [1, 3, 5]
    found = {figure.metric: str(figure.value) for figure in key_figures(read)[1:]}
    assert found == {
        "revenue_total": "3139.90",
        "expenditure_total": "3192.51",
        "expenditure_total_change": "287.33",
        "expenditure_total_change_pct": "9.89",
    }


@pytest.mark.parametrize("entry", ["一、概况", "（一）部门职责"])
def test_page_numbers_of_a_contents_list_in_brackets(entry: str) -> None:
    listed = f"目录\n一、概况{'.' * 30}（ 1 ）\n（一）部门职责{'.' * 30}( 1 )\n二、2022年度部门决算情况说明{'.' * 20}（2）"
    text = f"{listed}\n一、概况\n（一）部门职责\n维护职工权益。\n二、2022年度部门决算情况说明\n说明如下。"
    assert entry in [part.heading for part in tree(text).sections]


def test_the_body_is_named_by_sentences_where_the_page_lost_its_title() -> None:
    text = (
        "目 录\n第一部分 部门基本情况\n第二部分 2022年度部门决算情况说明\n第一部分 部门基本情况\n"
        "北京市青景山区人民法院包括北京市青景山区人民法院本级、综合事务中心。\n根据工作需要是必要的。\n"
        "第二部分 2022年度部门决算情况说明\n一、收入支出决算总体情况说明\n2022年度收、支总计100万元。"
    )
    source = tree(text)
    assert read_identity(source, source.sections).name == "北京市青景山区人民法院"


def test_no_name_is_made_of_a_sentence() -> None:
    text = (
        "第一部分 基本情况\n本部门负责全区工作。\n第二部分 2022年度决算情况说明\n"
        "一、收入支出决算总体情况说明\n2022年度收、支总计100万元。"
    )
    source = tree(text)
    with pytest.raises(NotADisclosure):
        read_identity(source, source.sections)


def test_a_class_told_with_its_groups_is_added_up_once() -> None:
    text = "1、“教育支出”（类）2022年度决算90.00万元。其中：\n“普通教育”（款）2022年度决算90.00万元。"
    items = read_execution_items((section(ITEMS, *text.split("\n")),))
    assert [item.final for item in leaves(items)] == [Decimal("90.00")]


@pytest.mark.parametrize(("words", "value"), [("一般公共", "1117.07"), ("政府性基金", None)])
def test_basic_spending_is_told_by_its_budget(words: str, value: str | None) -> None:
    text = f"2022年度使用{words}预算财政拨款安排基本支出1117.07万元。"
    assert stated("七、财政拨款基本支出决算情况说明", text).get("general_budget_basic") == value


PACKED = """支出决算表
单位：万元
科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出 |
---|---|---|---|---|---|---|---|
栏次 | 1 | 2 | 3 | 4 | 5 | 6 |
合计 | 300.10 | 180.00 | 120.10 |
201 | 一般公共服务支出 | 210.00 | 180.00 | 30.00 |
20103 | 政府办公厅（室）及相关机构事务 | 210.00 | 180.00 | 30.00 |
2010301 | 行政运行 | 180.00 | 180.00 |
2010302 | 一般行政管理事务 | 30.00 | 30.00 |
212 | 城乡社区支出 | 90.10 | 90.10 |
21201 | 城乡社区管理事务 | 90.10 | 90.10 |
2120101 | 行政运行 | 90.10 | 90.10 |
"""


def test_rows_between_pipes_whose_blank_cells_were_left_out_are_never_read_by_their_order() -> None:
    statements, _ = read_text(PACKED)
    read = {code: values for code, _, values in figures(statements[2])}
    assert read["201"].items() <= d(total="210.00", basic="180.00", project="30.00").items()
    for code, total, column in (
        ("2010301", "180.00", "basic"),
        ("2010302", "30.00", "project"),
        ("212", "90.10", "project"),
    ):
        assert read[code].items() <= d(total=total, **{column: total}).items()
        assert read[code]["total"] == Decimal(total)


def test_a_list_of_three_public_expenses_between_pipes_needs_all_its_figures() -> None:
    text = (
        "机构运行信息表\n项目 | 预算数 | 决算数 | 项目 | 决算数 |\n---|---|---|---|---|\n一、“三公”经费支出 | — | — | 四、机关运行经费 | — |\n"
        "（一）支出合计 | 5.00 | 4.31 | （一）行政单位 |\n1．因公出国（境）费 | 0.00 | 0.00 | 五、资产 | — |\n"
        "2．公务用车购置及运行维护费 | 4.00 | 3.45 | （一）车辆数合计（辆） | 2 |\n（2）公务用车运行维护费 | 3.45 | 六、采购 | — |\n"
        "3．公务接待费 | 1.00 | 0.86 |\n"
    )
    statements, _ = read_text(text)
    budget, final = (values for _, _, values in figures(statements[8]))
    assert "vehicle_operation" not in budget and "vehicle_operation" not in final
    assert (budget["reception"], final["reception"]) == (Decimal("1.00"), Decimal("0.86"))


def test_forms_between_pipes_stay_tables() -> None:
    text = "项目支出绩效自评表 | \n---|---|\n项目名称 | 环卫保洁 | 主管部门 | 城管局 |\n得分 | 95 |"
    assert tree(text).source.lines == 4
    assert isinstance(find_blocks(tuple(text.split("\n")))[0], TextLine | Grid)
    assert not any(
        isinstance(block, TextLine) and "得分 95" in block.text
        for block in find_blocks(tuple(text.split("\n")))
    )


def test_statements_printed_below_the_glossary_of_an_account_with_a_part_for_them() -> None:
    text = (
        "第一部分 某镇概况\n一、职责\n负责工作。\n第二部分 2022年度部门决算表\n（详见附件）\n第三部分 2022年度部门决算情况说明\n"
        "一、收入决算情况说明\n2022年度收入合计300.10万元。\n第四部分 名词解释\n一、基本支出：指为保障机构正常运转发生的支出。\n"
        "支出决算表\n公开03表\n单位：万元\n合计¦300.10¦180.00"
    ).replace("¦", "\t")
    parts = [part.part for part in sections(text) if part.part and part.level == 1]
    assert parts == [1, 2, 3, 5, 2]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("住房保障支出72.97万元，占9.10%，较年初预算数增加7.30万元，增长11.12%，主要原因是据实列支。", []),
        ("住房保障支出72.97万元，占9.10%，较年初预算数减少7.30万元，增长11.12%。", ["N17.opposite-rate"]),
        ("住房保障支出72.97万元，占9.10%，较年初预算数增加7.30万元，增长18.42%。", ["N02.growth-rates"]),
        ("支出决算数为21.53万元，比上年决算增加1.00万元，增长4.87%。", []),
        ("支出决算数为21.53万元，比上年决算增加1.00万元，增长12.17%。", ["N02.growth-rates"]),
        ("主要原因是项目增加1.00万元，增长12.17%。", []),
    ],
)
def test_changes_of_classes_and_items_go_with_their_rates(text: str, rules: list[str]) -> None:
    account = told()
    added = section(ITEMS, text, path="3.五.(九)", line=900)
    found = findings(replace(account, sections=(*account.sections, added)))
    assert [f.rule_id for f in found] == rules


def test_a_statement_whose_cells_our_reading_lost_is_not_missing() -> None:
    account = told()
    first, *rest = account.statements
    lost = replace(first, status="lost", rows=())
    missing = replace(account, statements=(lost, *rest))
    unread = replace(account, statements=(replace(lost, cells=CellCount(42, 0, 42)), *rest))
    assert [f.rule_id for f in findings(missing, "I25.statement-missing")] == ["I25.statement-missing"]
    assert findings(unread, "I25.statement-missing") == []


def test_readings_printed_behind_characters_are_set_aside() -> None:
    marked = "決(jué)算財(cái)務(wù)" * 10
    assert plain_lines((marked, "國(guó)家")) == ("决算财务" * 10, "国家")
    assert plain_lines(("指标(zhǐ)说明（见表）",)) == ("指标(zhǐ)说明（见表）",)


@pytest.mark.parametrize(
    ("cover", "name"),
    [
        ("首页 > 乡镇信息公开 > 青华镇\n青华镇政府2021年度部门决算公开说明\n访问量：\n青华镇政府(本级)2021年度部门决算", "青华镇政府"),
        ("标题：青州市西青中学2021年度部单位 决算公开报告", "青州市西青中学"),
        ("• 公开方式：\n主动公开\n青州市尚青小学2021年度单位决算\n点击关闭详细目录信息\n发布时间：2022-09-19 15:50", "青州市尚青小学"),
        ("中共青溪县委宣传部\n2021年度部门决算情况说明\n发布机构：青溪县委宣传部", "中共青溪县委宣传部"),
    ],
)  # fmt: skip
def test_names_among_the_words_of_a_page(cover: str, name: str) -> None:
    text = f"{cover}\n第一部分 部门概况\n一、部门职责\n1.负责有关工作。\n第三部分 2021年度部门决算情况说明\n2021年度收、支总计100万元。"
    source = tree(text)
    assert read_identity(source, source.sections).name == name


@pytest.mark.parametrize(
    ("year", "rules"), [(2024, []), (2023, ["N19.this-year"]), (2022, ["N19.this-year"])]
)
def test_the_year_behind_the_name_of_the_body_is_that_of_the_account(year: int, rules: list[str]) -> None:
    account = told()
    text = f"{account.identity.name}{year}年度财政拨款“三公”经费没有其他情况。"
    added = section("九、财政拨款“三公”经费支出决算情况说明", text, path="3.九.(九)", line=900)
    found = findings(replace(account, sections=(*account.sections, added)), "N19")
    assert [f.rule_id for f in found] == rules


def test_the_note_below_the_head_of_a_table_without_cells_says_that_it_is_empty() -> None:
    text = (
        "国有资本经营预算财政拨款支出决算表\n公开12表\n科目编码 科目名称 合计 基本支出 项目支出\n合计\n"
        "注：本单位没有国有资本经营预算，故本表为空表。\n财政拨款“三公”经费支出决算表\n公开13表"
    )
    statements, _ = read_text(text)
    assert (statements[7].status, statements[8].status) == ("empty", "lost")


FUNDS = """政府性基金预算财政拨款收入支出决算表
科目编码
科目名称
年初结转和结余
本年收入
本年支出
年末结转和结余
小计
基本支出
项目支出
"""


def test_rows_of_funds_one_cell_a_line_that_lost_a_cell_are_not_read_by_their_order() -> None:
    names = (
        ("212", "城乡社区支出"),
        ("21208", "国有土地使用权出让收入安排的支出"),
        ("2120804", "农村基础设施建设支出"),
    )
    rows = [
        cell for code, name in names for cell in (code, name, "11.37", "173.23", "180.35", "180.35", "4.25")
    ]
    statements, _ = read_text(FUNDS + "\n".join(rows))
    assert [values for _, _, values in figures(statements[6]) if "basic" in values] == []


def test_an_item_is_not_missing_from_a_statement_with_unread_figures() -> None:
    account = told()
    first = account.execution_items[0]
    other = replace(first, code=None, section="住房改革支出", item="购房补贴", final=Decimal("77.77"))
    items = (*account.execution_items, replace(other, position=99))
    assert [f.rule_id for f in findings(replace(account, execution_items=items), "N20.items")] == [
        "N20.items"
    ]
    unread = tuple(replace(s, cells=CellCount(9, 8, 1)) if s.number == 5 else s for s in account.statements)
    assert findings(replace(account, execution_items=items, statements=unread), "N20.items") == []


@pytest.mark.parametrize(
    "text",
    [
        "1.一般公共服务支出（类）审计事务（款）行政运行（项）支出190.82万元，较上年决算数减少5.00万元，下降2.55%。",
        "1.一般公共服务支出（类）审计事务（款）行政运行（项）190.82万元，比2021年决算数增加5.00万元，增长2.69%。",
        "（一）行政运行（2010801）支出190.82万元，较上年决算数减少5.00万元，下降2.55%。主要原因是人员变动。",
        "（一）2010801行政运行190.82万元，较上年决算数减少5.00万元，下降2.55%。主要原因是人员变动。",
        "1.行政运行（2010801）2022年决算数为190.82万元，比2021年决算数减少5.00万元，下降2.55%。",
    ],
)
def test_an_item_told_against_the_year_before_keeps_its_own_figure(text: str) -> None:
    (item,) = read_execution_items((section("三、一般公共预算财政拨款支出决算情况说明", text),))
    assert (item.code, item.item, item.initial_budget, item.final) == (
        "2010801", "行政运行", None, Decimal("190.82"),
    )  # fmt: skip


SIDES = (
    "（一）收入总计{income}万元，包括：",
    "1.财政拨款收入1200.00万元，占收入总计的92.27%。其中：一般公共预算财政拨款收入1200.00万元。",
    "2.上年结转和结余{opening}万元，占收入总计的7.73%。",
    "与上年相比，今年收入减少50.00万元，降低3.70%，主要原因：项目减少。",
    "（二）支出总计{spent}万元，包括：",
    "1.基本支出1000.00万元，占支出总计的80.00%，主要是人员经费。",
    "2.项目支出250.00万元，占支出总计的20.00%。",
    "与上年相比，今年支出减少40.00万元，降低3.10%，主要原因：项目减少。",
    "（三）年末结转和结余{closing}万元，与上年相比，今年结转结余减少50.00万元。",
)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (  # the grand total, and the year's spending
            ("1300.50", "100.50", "1250.00", "50.50"),
            {
                "grand_total": "1300.50",
                "expenditure_total": "1250.00",
                "expenditure_total_change": "-40.00",
                "expenditure_total_change_pct": "-3.10",
                "basic_expenditure_share_pct": "80.00",
                "project_expenditure_share_pct": "20.00",
            },
        ),
        (  # the grand total on both sides: shares of it, and changes of the one or the other, are none of ours
            ("1300.50", "100.50", "1300.50", "50.50"),
            {"grand_total": "1300.50"},
        ),
        (  # the year's own on both sides, what was carried over told beside it
            ("1200.00", "100.50", "1250.00", "50.50"),
            {
                "revenue_total": "1200.00",
                "revenue_total_change": "-50.00",
                "revenue_total_change_pct": "-3.70",
                "expenditure_total": "1250.00",
                "expenditure_total_change": "-40.00",
                "expenditure_total_change_pct": "-3.10",
                "fiscal_appropriation_revenue_share_pct": "92.27",
                "basic_expenditure_share_pct": "80.00",
                "project_expenditure_share_pct": "20.00",
            },
        ),
        (  # parts that add up to neither
            ("1300.50", "100.50", "1270.00", "50.50"),
            {"grand_total": "1300.50"},
        ),
    ],
)
def test_totals_of_one_side_are_told_by_their_parts(
    printed: tuple[str, str, str, str], expected: dict[str, str]
) -> None:
    income, opening, spent, closing = printed
    lines = [line.format(income=income, opening=opening, spent=spent, closing=closing) for line in SIDES]
    for paragraphs in (lines, ["".join(lines)]):
        found = stated("一、收入支出决算总体情况说明", *paragraphs)
        assert {
            metric: value
            for metric, value in found.items()
            if "total" in metric or metric.endswith("_share_pct")
        } == expected
        assert (found["opening_balance"], found["closing_balance"]) == (opening, closing)


def test_two_sides_that_differ_without_parts_stay_as_told() -> None:
    found = stated("一、收入支出决算总体情况说明", "2022年度收入总计1300.50万元，支出总计1250.00万元。")
    assert found["grand_total"] == "1300.50 1250.00"


OF_ALL = "二、财政拨款支出决算情况说明"
WHOLE = "2024年度财政拨款支出1175.75万元，其中：基本支出655.00万元，项目支出520.75万元。"
LISTED = (
    WHOLE,
    "1.一般公共服务支出620.50万元，具体包括：",
    "（1）行政运行500.00万元，主要是人员支出，完成年初预算的103.20%，决算数大于年初预算数的主要原因是人员增加。",
    "（2）一般行政管理事务120.50万元，主要是项目支出，完成年初预算的100.00%。",
    "2.社会保障和就业支出60.00万元，具体包括：",
    "（1）机关事业单位基本养老保险缴费支出60.00万元，主要是养老保险，完成年初预算的99.00%。",
    "3.卫生健康支出40.00万元，包括：",
    "（1）行政单位医疗40.00万元，主要是医疗保险，完成年初预算的100.00%。",
    "4.城乡社区支出380.25万元，占32.34%，具体包括：",
    "（1）城乡社区环境卫生300.25万元，主要是环境卫生，完成年初预算的100.00%。",
    "（2）城市建设支出80.00万元，主要是城市建设，完成年初预算的100.00%。",
    "5.住房保障支出55.00万元，具体包括：",
    "（1）住房公积金55.00万元，主要是住房公积金，完成年初预算的100.00%。",
    "6.国有资本经营预算支出20.00万元，具体包括：",
    "（1）国有企业退休人员社会化管理补助支出20.00万元，主要是补助，完成年初预算的100.00%。",
)


def test_items_listed_by_their_names_alone_stand_under_the_class_before_them() -> None:
    for paragraphs in (LISTED, ("".join(LISTED),)):
        items = read_execution_items((section(OF_ALL, *paragraphs),))
        assert [(i.class_, i.section, i.item, str(i.final), i.code) for i in items] == [
            ("一般公共服务支出", None, "行政运行", "500.00", None),
            ("一般公共服务支出", None, "一般行政管理事务", "120.50", None),
            ("社会保障和就业支出", None, "机关事业单位基本养老保险缴费支出", "60.00", "2080505"),
            ("卫生健康支出", None, "行政单位医疗", "40.00", "2101101"),
            ("城乡社区支出", None, "城乡社区环境卫生", "300.25", "2120501"),
            ("城乡社区支出", None, "城市建设支出", "80.00", "2120803"),
            ("住房保障支出", None, "住房公积金", "55.00", "2210201"),
            ("国有资本经营预算支出", None, "国有企业退休人员社会化管理补助支出", "20.00", "2230105"),
        ]
        first = items[0]
        assert (first.initial_budget, str(first.completion_pct), first.reason) == (None, "103.20", "人员增加")


def test_numbered_amounts_that_no_class_opens_are_no_items() -> None:
    lines = (
        WHOLE,
        "包括：",
        "（1）行政运行500.00万元。",
        "1.一般公共服务支出620.50万元，占52.77%。",
        "（2）行政运行9.00万元。",
    )
    assert read_execution_items((section(OF_ALL, *lines),)) == ()
    ended = (*LISTED[1:3], "2.教育支出60.00万元，占5.10%。", "（1）行政运行9.00万元，完成年初预算的99.00%。")
    assert [str(i.final) for i in read_execution_items((section(OF_ALL, *ended),))] == ["500.00"]


@pytest.mark.parametrize(
    ("more", "codes", "notes"),
    [
        ("", ["2010301", "2010302"], []),
        ("20131¦党委办公厅（室）及相关机构事务¦9.00¦9.00¦\n2013101¦行政运行¦9.00¦9.00¦\n", [None, "2010302"], ["行政运行"]),
    ],
)  # fmt: skip
def test_a_name_without_its_group_has_the_code_that_the_statements_alone_print(
    more: str, codes: list[str | None], notes: list[str]
) -> None:
    text = (
        "支出决算表\n科目编码¦科目名称¦本年支出合计¦基本支出¦项目支出\n¦合计¦629.50¦509.00¦120.50\n"
        f"201¦一般公共服务支出¦629.50¦509.00¦120.50\n{more}20103¦政府办公厅（室）及相关机构事务¦620.50¦500.00¦120.50\n"
        "2010301¦行政运行¦500.00¦500.00¦\n2010302¦一般行政管理事务¦120.50¦¦120.50\n"
    )
    statements, _ = read_text(text)
    items = with_own_codes(read_execution_items((section(OF_ALL, *LISTED[:4]),)), statements)
    assert [item.code for item in items] == codes
    told_of = [(note.kind, note.text) for note in notes_on_items(items)]
    assert [kind for kind, _ in told_of] == ["unresolved_code"] * len(notes)
    assert all(name in text for name, (_, text) in zip(notes, told_of, strict=True))


def test_items_of_all_appropriations_are_no_parts_of_the_general_budget_alone() -> None:
    account = with_prose(books(), (part("3.二", OF_ALL, *LISTED),))
    assert len(account.execution_items) == 8
    assert [f.rule_id for f in findings(account) if f.family in ("N06", "N07", "N08", "N09")] == []
    wrong = tuple(line.replace("社区环境卫生300.25", "社区环境卫生330.25") for line in LISTED)
    told_of = findings(with_prose(books(), (part("3.二", OF_ALL, *wrong),)), "N08")
    assert [f.rule_id for f in told_of] == ["N08.items"]
