"""What other cities print differently: covers, tables, words. Made-up excerpts, exact results."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.model import Identity
from mingzhang.parsing.glossary import read_terms
from mingzhang.parsing.identity import read_identity
from mingzhang.parsing.narrative import (
    read_execution_items,
    read_structure_items,
    with_own_codes,
)
from passages import key_figures, section
from statement_texts import d, figures, read_text
from trees import sections, tree

BODY = """
第一部分 部门概况
一、部门职责
1.负责有关工作。
第三部分 2022年度部门决算情况说明
一、收入支出决算总体情况说明
2022年度收、支总计100.00万元。
"""


def identity(cover: str) -> Identity:
    source = tree(f"{cover}\n{BODY}")
    return read_identity(source, source.sections)


@pytest.mark.parametrize(
    ("cover", "name", "district", "city"),
    [
        ("2022年度部门决算\n公开\n青岚县农业农村局", "青岚县农业农村局", "青岚县", None),
        ("长春市青岚区卫生健康局2022年度部门（单位）决算", "长春市青岚区卫生健康局", "青岚区", "长春市"),
        ("河南省青岚县2022年度部门决算\n青岚县司法局", "青岚县司法局", "青岚县", None),
        (
            "石家庄市青岚区教育局\n二〇二二年度部门决算公开文本\n二〇二三年九月",
            "石家庄市青岚区教育局",
            "青岚区",
            "石家庄市",
        ),
        (
            "广西壮族自治区南宁市青岚区民政局2022年度部门决算",
            "广西壮族自治区南宁市青岚区民政局",
            "青岚区",
            "南宁市",
        ),
        ("浙江省青岚市第一中学 2022 年度单位决算公开", "浙江省青岚市第一中学", None, "青岚市"),
        ("部门决算\n（2022年度）\n部门名称：青岚区退役军人事务局", "青岚区退役军人事务局", "青岚区", None),
    ],
)
def test_covers(cover: str, name: str, district: str | None, city: str | None) -> None:
    got = identity(cover)
    assert (got.name, got.fiscal_year, got.district, got.city) == (name, 2022, district, city)


@pytest.mark.parametrize(
    "title", ["青岚区文化和旅游局（汇总）2022年度部门决算", "青岚区审计局2022年度部门决算（汇总）"]
)
def test_summed_accounts(title: str) -> None:
    assert identity(title).scope == "汇总"


def test_a_caption_with_year_and_unit_on_one_line() -> None:
    cover = "部门决算\n公开01表\n收入支出决算总表\n部门：青岚区水务局 2022年度 金额单位：万元"
    assert identity(cover).name == "青岚区水务局"


GENERAL_TITLE = "一般公共预算财政拨款支出决算表"
HEAD_3 = "科目编码¦科目名称¦本年支出合计¦基本支出¦项目支出"
ROWS_5 = "¦合计¦90.00¦80.00¦10.00\n2010301¦行政运行¦80.00¦80.00¦\n2010302¦一般行政管理事务¦10.00¦¦10.00"
ITEMS_5 = [
    (None, "合计", d(total="90.00", basic="80.00", project="10.00")),
    ("2010301", "行政运行", d(total="80.00", basic="80.00")),
    ("2010302", "一般行政管理事务", d(total="10.00", project="10.00")),
]


def test_the_general_budget_is_told_from_all_appropriations() -> None:
    text = (
        f"财政拨款支出决算表（功能科目）\n{HEAD_3}\n¦合计¦95.00¦80.00¦15.00\n2010301¦行政运行¦80.00¦80.00¦\n"
        f"2120804¦农村基础设施建设支出¦15.00¦¦15.00\n一般公共预算支出决算表（功能科目）\n{HEAD_3}\n{ROWS_5}"
    )
    statements, notes = read_text(text)
    assert figures(statements[4]) == ITEMS_5
    assert [n.text for n in notes] == ["与公开05表相近的另一张表，未采用：财政拨款支出决算表（功能科目）"]


def test_a_table_by_economic_items_is_none_of_the_nine() -> None:
    text = (
        f"一般公共预算财政拨款支出决算明细表\n科目编码¦科目名称¦合计¦工资福利支出¦商品和服务支出\n2010301¦行政运行¦80.00¦60.00¦20.00\n"
        f"一般公共预算财政拨款支出决算表\n{HEAD_3}\n{ROWS_5}\n政府性基金预算财政拨款基本支出决算表\n"
        "经济分类科目¦¦合计¦人员经费¦公用经费\n30101¦基本工资¦3.00¦3.00¦"
    )
    statements, notes = read_text(text)
    assert figures(statements[4]) == ITEMS_5
    assert statements[6].status == "absent"
    assert [n.text for n in notes] == ["未识别的表：政府性基金预算财政拨款基本支出决算表"]


def test_state_capital_with_balances() -> None:
    text = (
        "国有资本经营预算财政拨款收入支出决算表\n科目编码¦科目名称¦年初结转和结余¦本年收入¦本年支出¦¦¦年末结转和结余\n"
        "¦¦¦¦合计¦基本支出¦项目支出¦\n2230105¦国有企业退休人员社会化管理补助支出¦¦15.60¦15.60¦¦15.60¦"
    )
    statements, _ = read_text(text)
    assert figures(statements[7]) == [
        ("2230105", "国有企业退休人员社会化管理补助支出", d(total="15.60", project="15.60"))
    ]
    assert statements[0].status == "absent"


BUDGET = d(total="20.00", vehicle_total="12.00", vehicle_operation="12.00", reception="8.00")
FINAL = d(total="11.28", vehicle_total="9.42", vehicle_operation="9.42", reception="1.86")
HEADS_9 = "合计¦因公出国（境）费¦公务用车购置及运行维护费¦¦¦公务接待费"
PARTS_9 = "¦¦小计¦公务用车购置费¦公务用车运行维护费¦"


@pytest.mark.parametrize(
    ("title", "table"),
    [
        (
            "一般公共预算财政拨款“三公”经费支出决算表",
            "合计¦¦因公出国（境）费¦¦公务用车购置及运行费¦¦¦¦¦¦公务接待费¦\n¦¦¦¦小计¦¦公务用车购置费¦¦公务用车运行费¦¦¦\n"
            + "¦".join(["预算数¦决算数"] * 6)
            + "\n20.00¦11.28¦¦¦12.00¦9.42¦¦¦12.00¦9.42¦8.00¦1.86",
        ),
        (
            "财政拨款“三公”经费支出决算表",
            f"预算数¦¦¦¦¦\n{HEADS_9}\n{PARTS_9}\n1¦2¦3¦4¦5¦6\n20.00¦¦12.00¦¦12.00¦8.00\n决算数¦¦¦¦¦\n{HEADS_9}\n{PARTS_9}\n"
            "7¦8¦9¦10¦11¦12\n11.28¦¦9.42¦¦9.42¦1.86",
        ),
        (
            "一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表",
            "项目¦“三公”经费¦¦¦¦¦¦会议费¦培训费\n¦小计¦因公出国（境）费用¦公务接待费¦公务用车购置及运行维护费¦¦¦¦\n"
            "¦¦¦¦小计¦公务用车购置费¦公务用车运行维护费¦¦\n预算数¦20.00¦¦8.00¦12.00¦¦12.00¦3.00¦4.00\n"
            "决算数¦11.28¦¦1.86¦9.42¦¦9.42¦2.15¦3.40",
        ),
        (
            "机构运行信息决算表",
            "项目¦预算数¦决算数¦项目¦决算数\n一、“三公”经费支出¦—¦—¦四、机关运行经费¦—\n（一）支出合计¦20.00¦11.28¦（一）行政单位¦254.52\n"
            "2．公务用车购置及运行维护费¦12.00¦9.42¦（一）车辆数合计（辆）¦3\n（2）公务用车运行维护费¦12.00¦9.42¦1．其他用车¦3\n"
            "3．公务接待费¦8.00¦1.86¦六、政府采购支出信息¦—\n6．国内公务接待批次（个）¦—¦21¦（一）政府采购支出合计¦210.50",
        ),
    ],
    ids=["by turns", "one below the other", "with meetings", "with other information"],
)
def test_three_public_expenses_in_other_shapes(title: str, table: str) -> None:
    statements, _ = read_text(f"{title}\n{table}")
    assert [(basis, values) for basis, _, values in figures(statements[8])] == [
        ("budget", BUDGET),
        ("final", FINAL),
    ]


def stated(heading: str, *paragraphs: str) -> dict[str, str]:
    found = key_figures((section(heading, *paragraphs),))[1:]
    return {figure.metric: str(figure.value) for figure in found}


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        (
            "（一）财政拨款收支与2022年度决算对比情况",
            "本部门2023年度财政拨款本年收入90万元，比2022年度增加5万元；本年支出80万元，减少2万元，降低2.44%，主要是压减支出。",
            {
                "fiscal_appropriation_revenue": "90",
                "fiscal_appropriation_revenue_change": "5",
                "fiscal_appropriation_expenditure": "80",
                "fiscal_appropriation_expenditure_change": "-2",
                "fiscal_appropriation_expenditure_change_pct": "-2.44",
            },
        ),
        (
            "四、财政拨款收入支出决算情况说明",
            "1.一般公共预算财政拨款本年收入90万元，比上年增加5万元；本年支出80万元，减少2万元，降低2.44%，主要是压减支出3万元。",
            {
                "general_budget_revenue": "90",
                "general_budget_revenue_change": "5",
                "general_budget_expenditure": "80",
                "general_budget_expenditure_change": "-2",
                "general_budget_expenditure_change_pct": "-2.44",
            },
        ),
        (
            "五、财政拨款支出决算情况说明",
            "2023年度财政拨款支出决算95.00万元，占本年支出合计的99%。与2023年度财政拨款支出年初预算100.00万元相比，完成年初预算的95%。",
            {
                "fiscal_appropriation_expenditure": "95.00",
                "fiscal_appropriation_expenditure_share_pct": "99",
                "fiscal_appropriation_initial": "100.00",
                "fiscal_appropriation_expenditure_completion_pct": "95",
            },
        ),
        (
            "五、一般公共预算财政拨款支出决算情况说明",
            "（1）行政运行（2010301）60万元，较上年增加3万元，原因是调资。",
            {},
        ),
        (
            "五、2023年度一般公共预算财政拨款支出决算情况说明",
            "一般公共预算财政拨款支出2,901.66万元，完成年初预算2,850.00万元的101.81%。",
            {
                "general_budget_expenditure": "2901.66",
                "general_budget_initial": "2850.00",
                "general_budget_expenditure_completion_pct": "101.81",
            },
        ),
        (
            "“三公”经费支出决算情况说明",
            "公务接待费支出预算为8万元，支出决算为2万元，完成预算的25%，决算数小于预算数的主要原因是厉行节约，与上年相比减少1万元，减少"
            "33.33%，减少的主要原因是来访减少。",
            {
                "reception_budget": "8",
                "reception_final": "2",
                "reception_final_completion_pct": "25",
                "reception_final_change": "-1",
                "reception_final_change_pct": "-33.33",
            },
        ),
        (
            "“三公”经费支出决算情况说明",
            "“三公”经费支出决算8万元（其中：一般公共预算支出8万元；政府性基金预算支出0万元）。会议费支出预算3万元，支出决算2.15万元，"
            "完成预算的71.67%。召开会议2个，参加会议120人次。",
            {
                "three_public_final": "8",
                "meeting_budget": "3",
                "meeting_final": "2.15",
                "meeting_final_completion_pct": "71.67",
                "meetings": "2",
                "meeting_persons": "120",
            },
        ),
        (
            "“三公”经费支出决算情况说明",
            "公务接待费2023年度决算数2万元，比2023年年初预算数8万元减少6万元。公务用车购置费支出0万元，与2023年年初预算数0万元持平。"
            "公车运行维护费支出较预算减少3万元，降低30%。",
            {
                "reception_final": "2",
                "reception_budget": "8",
                "reception_final_budget_change": "-6",
                "vehicle_purchase_final": "0",
                "vehicle_purchase_budget": "0",
                "vehicle_operation_final_budget_change": "-3",
                "vehicle_operation_final_budget_change_pct": "-30",
            },
        ),
        (
            "二、收入决算情况说明",
            "本年收入合计100万元；包括财政拨款收入90万元（其中，一般公共预算70万元，政府性基金预算20万元），占收入合计90%。",
            {
                "revenue_total": "100",
                "fiscal_appropriation_revenue": "90",
                "general_budget_revenue": "70",
                "government_fund_revenue": "20",
                "fiscal_appropriation_revenue_share_pct": "90",
            },
        ),
        (
            "预算绩效管理情况",
            "2023年度共1个项目开展了财政重点绩效评价，涉及财政性资金合计30万元；共开展5项项目自评价，涉及财政性资金合计80万元；"
            "开展整体支出自评价，涉及财政性资金合计95万元。",
            {
                "performance_projects": "5",
                "performance_amount": "80",
                "performance_overall_amount": "95",
            },
        ),
        (
            "政府采购支出说明",
            "政府采购支出总额100万元。授予中小企业合同金80万元，占政府采购支出总额的80%，其中：授予小微企合同金额40万元，占40%。",
            {
                "procurement_total": "100",
                "procurement_sme": "80",
                "procurement_sme_share_pct": "80",
                "procurement_micro": "40",
                "procurement_micro_share_pct": "40",
            },
        ),
        ("十二、国有资产占用情况说明", "本单位无单价100万元（含）以上设备。", {"equipment_1m": "0"}),
        ("“三公”经费支出决算情况说明", "本年度未购置（更新）公务用车。", {"vehicles_purchased": "0"}),
        (
            "一、收入支出决算总体情况说明",
            "2023年度收、支总计均为1234.5万元。与上年度相比，收、支总计各增加-12.3万元，增长-1.2%。",
            {"grand_total": "1234.5", "grand_total_change": "-12.3", "grand_total_change_pct": "-1.2"},
        ),
        (
            "十一、政府采购支出说明",
            "政府采购支出合计210.5万元，其中：货物采购60.5万元、工程采购100万元、服务采购50万元。",
            {
                "procurement_total": "210.5",
                "procurement_goods": "60.5",
                "procurement_works": "100",
                "procurement_services": "50",
            },
        ),
        (
            "十二、国有资产占用情况说明",
            "本部门共有房屋建筑面积2300平方米，车辆5辆，其中：一般公务用车1辆、执法执勤用车4辆。",
            {"vehicles_count": "5", "vehicles_general": "1", "vehicles_enforcement": "4"},
        ),
        (
            "九、财政拨款“三公”经费支出决算情况说明",
            "与2022年度相比，“三公”经费支出决算增加0.68万元，增长6.42%。其中：公务接待费支出减少0.34万元，下降15.45%。",
            {
                "three_public_final_change": "0.68",
                "three_public_final_change_pct": "6.42",
                "reception_final_change": "-0.34",
                "reception_final_change_pct": "-15.45",
            },
        ),
        (
            "八、国有资本经营预算财政拨款支出决算情况说明",
            "国有资本经营预算财政拨款支出年初预算为20万元，支出决算为15.6万元，完成年初预算的78%。",
            {
                "state_capital_initial": "20",
                "state_capital_expenditure": "15.6",
                "state_capital_expenditure_completion_pct": "78",
            },
        ),
        (
            "十一、一般性支出情况",
            "2023年本部门开支会议费2.15万元，用于召开工作会议，人数120人；开支培训费3.4万元，用于开展业务培训，人数86人。",
            {
                "meeting_final": "2.15",
                "meeting_persons": "120",
                "training_final": "3.4",
                "training_persons": "86",
            },
        ),
    ],
)
def test_figures_in_other_words(heading: str, text: str, expected: dict[str, str]) -> None:
    assert stated(heading, text) == expected


def test_items_under_the_heading_of_their_class() -> None:
    items = read_execution_items(
        (
            section(
                "五、财政拨款支出决算情况说明",
                "（一）一般公共服务支出（类）",
                "1．政府办公厅（室）及相关机构事务（款）行政运行（项）。年初预算80.00万元，支出决算84.00万元，完成年初预算的105%。"
                "决算数与年初预算数的差异原因：年中调资。",
                "2．群众团体事务（款）工会事务（项）。年初预算0.00万元，支出决算2.00万元，（年初预算数为0万元，无法计算完成比率）"
                "决算数与年初预算数的差异原因：年中追加。",
            ),
        )
    )
    assert [(e.code, str(e.initial_budget), str(e.final), e.completion_pct, e.reason) for e in items] == [
        ("2010301", "80.00", "84.00", 105, "年中调资"),
        ("2012906", "0.00", "2.00", None, "年中追加"),
    ]


def test_items_told_by_their_code() -> None:
    items = read_execution_items(
        (
            section(
                "（三）支出决算具体情况",
                "（1）行政运行（2010301）年初预算为80万元，支出决算为84万元，完成年初预算的105%，决算数大于年初预算数的主要原因是年中调资。",
                "（2）2012906工会事务：支出决算2万元，完成年初预算4万元的50%。",
            ),
        )
    )
    assert [
        (e.code, e.class_, e.item, e.initial_budget, e.final, e.completion_pct, e.reason) for e in items
    ] == [
        ("2010301", "一般公共服务支出", "行政运行", 80, 84, 105, "年中调资"),
        ("2012906", "一般公共服务支出", "工会事务", 4, 2, 50, None),
    ]


def test_classes_told_without_a_section_of_their_own() -> None:
    items = read_structure_items(
        (
            section(
                "（三）一般公共预算财政拨款收入支出决算情况说明",
                "（1）一般公共服务支出55.50万元，占55.5%，较年初预算数增加2万元。",
                "（2）城乡社区支出（212）44.50万元，占44.5%，较年初预算数无增减。",
            ),
        )
    )
    assert [(i.code, str(i.amount), str(i.share_pct)) for i in items] == [
        ("201", "55.50", "55.5"),
        ("212", "44.50", "44.5"),
    ]


def test_codes_that_the_list_has_not_come_from_the_statements() -> None:
    statements, _ = read_text(
        f"{GENERAL_TITLE}\n{HEAD_3}\n¦合计¦9.00¦¦9.00\n204¦公共安全支出¦9.00¦¦9.00\n20477¦渡口事务¦9.00¦¦9.00\n"
        "2047701¦渡船检验¦4.00¦¦4.00\n2047702¦船员考试¦5.00¦¦5.00"
    )
    items = with_own_codes(
        read_execution_items(
            (
                section(
                    "（三）支出决算具体情况",
                    "1.公共安全支出（类）渡口事务（款）渡船检验（项）。年初预算为4万元，支出决算为4万元，完成年初预算的100%。",
                    "2.公共安全支出（类）码头事务（款）船员考试（项）。年初预算为5万元，支出决算为5万元，完成年初预算的100%。",
                ),
            )
        ),
        statements,
    )
    assert [item.code for item in items] == ["2047701", None]


def test_a_glossary_at_the_end_of_the_narrative_and_statements_below_it() -> None:
    text = (
        "第二部分 2022年度部门决算说明\n一、收入支出决算总体情况说明\n2022年度收、支总计100.00万元。\n二、专业名词解释\n"
        "1.基本支出：指为保障机构正常运转而发生的支出。\n收入支出决算总表\n项目¦金额\n总计¦100.00\n支出决算表\n项目¦金额\n合计¦90.00"
    )
    assert [(s.part, s.path, s.heading) for s in sections(text)] == [
        (3, "3", "第二部分 2022年度部门决算说明"),
        (3, "3.一", "一、收入支出决算总体情况说明"),
        (5, "5", "二、专业名词解释"),
        (2, "2", "收入支出决算总表"),
        (2, "2.1", "支出决算表"),
    ]
    assert [t.term for t in read_terms(sections(text))] == ["基本支出"]


@pytest.mark.parametrize(
    "text", ["我单位2022年度未使用政府性基金预算财政拨款安排支出。", "本年度无此项支出。"]
)
def test_words_for_nothing(text: str) -> None:
    statements, _ = read_text(f"第三部分 情况说明\n五、政府性基金预算支出决算情况说明\n{text}")
    assert (statements[6].status, statements[6].note) == ("empty", text)
    assert statements[7].status == "absent"


@pytest.mark.parametrize(("stated", "read"), [("1234.50万元", "1234.50"), ("12345000.00万元", "12345000.00")])
def test_the_unit_of_tables_that_print_none(stated: str, read: str) -> None:
    statements, notes = read_text(
        "收入支出决算总表\n收入¦¦支出¦\n项目¦决算数¦项目¦决算数\n一、一般公共预算财政拨款收入¦12,345,000.00¦一、教育支出¦12,345,000.00\n"
        f"总计¦12,345,000.00¦总计¦12,345,000.00\n第三部分 情况说明\n2022年度收、支总计均为{stated}。"
    )
    amounts = {value for row in statements[0].rows for value in row.figures.values()}
    assert amounts == {Decimal(read)}
    assert [n.kind for n in notes] == (["proved_unit"] if read == "1234.50" else [])
