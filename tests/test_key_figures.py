"""The key figures that sentences and statements state: a made-up sentence in, the expected figures out."""

from __future__ import annotations

from decimal import Decimal

import pytest

import trees
from corpus import DOCUMENTS, disclosure, document
from limits import processor_seconds
from mingzhang.catalogue import METRICS
from mingzhang.model import KeyFigure, Passage, Place, ReadingNote, Section, Statement, StatementRow
from mingzhang.parsing.narrative.kinds import kind_of
from mingzhang.parsing.narrative.labels import ALONE, LABELS
from mingzhang.parsing.narrative.subjects import AMOUNTS, COUNTS
from mingzhang.parsing.notes import long_paragraphs
from passages import IDENTITY, key_figures, section


def figures(heading: str, *paragraphs: str) -> dict[str, str]:
    """What the paragraphs under a heading state, as `metric: value` (several values joined by a blank)."""
    out: dict[str, str] = {}
    for figure in key_figures((section(heading, *paragraphs),))[1:]:
        value = str(figure.value)
        out[figure.metric] = f"{out[figure.metric]} {value}" if figure.metric in out else value
    return out


TOTALS = "一、收入支出决算总体情况说明"
EXPENDITURE = "三、支出决算情况说明"
APPROPRIATION = "四、财政拨款收入支出决算总体情况说明"
THREE_PUBLIC = "九、财政拨款“三公”经费支出决算情况说明"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        (TOTALS, "totals"),
        ("一、2022年度收入支出决算总体情况", "totals"),
        ("一、收支决算总体情况说明", "totals"),
        ("二、收入决算情况说明", "revenue"),
        (EXPENDITURE, "expenditure"),
        (APPROPRIATION, "appropriation"),
        ("（四）财政拨款收入支出决算总体情况说明", "appropriation"),
        ("五、一般公共预算财政拨款支出决算情况说明", "general_budget"),
        ("（一）一般公共预算财政拨款支出决算总体情况", "general_budget"),
        ("（二）一般公共预算财政拨款支出决算结构情况。", "structure"),
        ("（三）一般公共预算财政拨款支出决算具体情况", "execution"),
        ("六、一般公共预算财政拨款基本支出决算情况说明", "basic"),
        ("七、政府性基金预算财政拨款收入支出决算情况说明", "government_fund"),
        ("八、国有资本经营预算财政拨款支出决算情况说明", "state_capital"),
        (THREE_PUBLIC, "three_public"),
        ("（二）“三公”经费财政拨款支出决算具体情况说明", "three_public"),
        ("十、机关运行经费支出说明", "operating_cost"),
        ("十一、政府采购支出情况", "procurement"),
        ("十二、国有资产占用情况", "assets"),
        ("十三、预算绩效情况说明", "performance"),
        ("（二）部门整体支出自评结果", "overall"),
        ("(三)项目支出自评结果", "projects"),
        ("(四)绩效自评结果应用情况", "outcome"),
        # A statement's title, a part's title and other headings are no sections of prose.
        ("收入支出决算总表", None),
        ("财政拨款“三公”经费支出决算表", None),
        ("第三部分 2023年度部门决算情况说明", None),
        ("一、强化基层治理", None),
    ],
)
def test_sections_are_known_by_their_heading_words(heading: str, kind: str | None) -> None:
    assert kind_of(heading) == kind


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        # The usual phrasing, and the cause's own figures left out.
        (
            TOTALS,
            "2023年度收、支总计812.40万元。与2022年度相比，收、支总计各减少30.10万元，下降3.57%，主要原因是教育支出"
            "12万元，与2022年相比减少9万元；农林水支出3万元，增长2%。",
            {"grand_total": "812.40", "grand_total_change": "-30.10", "grand_total_change_pct": "-3.57"},
        ),
        # 收入支出总计均为, 与上年相比增加, 增长.
        (
            TOTALS,
            "2023年度收入支出总计均为812.4万元。与上年相比增加12.5万元，增长1.56%。",
            {"grand_total": "812.4", "grand_total_change": "12.5", "grand_total_change_pct": "1.56"},
        ),
        # A city that says the total twice, once for each side, in 元 and in 亿元.
        (
            TOTALS,
            "2023年度收入总计8,124,000.00元，支出总计8,124,000.00元。与2022年相比，收、支总计各增加12.5万元，增长1.56%。",
            {
                "grand_total": "812.400000",
                "grand_total_change": "12.5",
                "grand_total_change_pct": "1.56",
            },
        ),
        (
            TOTALS,
            "2023年度收、支总计均为1.25亿元，较上年减少0.02亿元，降幅1.57%。",
            {"grand_total": "12500.00", "grand_total_change": "-200.00", "grand_total_change_pct": "-1.57"},
        ),
        (
            TOTALS,
            "2023年度收入总计812.4万元，支出总计812.4万元，分别比2022年减少7.6万元，减少0.93%。",
            {"grand_total": "812.4", "grand_total_change": "-7.6", "grand_total_change_pct": "-0.93"},
        ),
        # The cause stands in brackets of its own sentence; shares of each source.
        (
            "（一）收入决算说明",
            "2023年度本年收入合计812.4万元，比上年增加12.4万元，增长1.55%，其中：一般公共预算财政拨款收入800万元，占收入合计的98.47%；"
            "政府性基金预算财政拨款收入12.4万元，占收入合计的1.53%；上级补助收入0万元，占收入合计的0%。",
            {
                "revenue_total": "812.4",
                "revenue_total_change": "12.4",
                "revenue_total_change_pct": "1.55",
                "general_budget_revenue": "800",
                "general_budget_revenue_share_pct": "98.47",
                "government_fund_revenue": "12.4",
                "government_fund_revenue_share_pct": "1.53",
                "superior_subsidy_revenue": "0",
                "superior_subsidy_revenue_share_pct": "0",
            },
        ),
        (
            "（三）国有资产占有使用情况",
            "截至2023年12月31日，本部门共有车辆6台，其中：副省级及以上领导用车0台、执法执勤用车6台。单价100万元以上的设备（不含车辆）3台（套）。",
            {
                "vehicles_count": "6",
                "vehicles_ministerial": "0",
                "vehicles_enforcement": "6",
                "equipment_1m": "3",
            },
        ),
        (
            TOTALS,
            "2023年度收、支总计812.4万元，与上年持平。",
            {"grand_total": "812.4", "grand_total_change": "0"},
        ),
        # A numbered paragraph with the figure under its label.
        (
            TOTALS,
            "（一）收入总计812.4万元。其中：财政拨款收入800万元，年初结转和结余12.4万元。",
            {"grand_total": "812.4", "fiscal_appropriation_revenue": "800", "opening_balance": "12.4"},
        ),
        # Shares belong to the amount before them; 占本年收入100% is no amount.
        (
            "二、收入决算情况说明",
            "本年收入合计812.4万元，其中：财政拨款收入800万元，占本年收入98.5%；事业收入12.4万元，占1.5%；其他收入0万元，占0%。",
            {
                "revenue_total": "812.4",
                "fiscal_appropriation_revenue": "800",
                "fiscal_appropriation_revenue_share_pct": "98.5",
                "business_revenue": "12.4",
                "business_revenue_share_pct": "1.5",
                "other_revenue": "0",
                "other_revenue_share_pct": "0",
            },
        ),
        # Blanks inside sentences, half-width punctuation, no comma before 占.
        (
            EXPENDITURE,
            "2023 年度支出合计 812.4 万元, 其中: 基本支出 300 万元, 占本年支出 36.93 %; 项目支出 512.4 万元占本年支出 63.07%。",
            {
                "expenditure_total": "812.4",
                "basic_expenditure": "300",
                "basic_expenditure_share_pct": "36.93",
                "project_expenditure": "512.4",
                "project_expenditure_share_pct": "63.07",
            },
        ),
        # The change belongs to the amount in whose clause it stands.
        (
            APPROPRIATION,
            "2023年度财政拨款收、支总计810万元。与2022年度相比，财政拨款收、支总计各增加10万元，增长1.25%。"
            "2023年度财政拨款收入中，一般公共预算财政拨款收入805万元，比2022年度决算数增加5万元。增加主要原因是追加3万元。"
            "政府性基金预算财政拨款收入5万元，比2022年度决算数增加5万元。国有资本经营预算财政拨款收入0。",
            {
                "appropriation_total": "810",
                "appropriation_total_change": "10",
                "appropriation_total_change_pct": "1.25",
                "general_budget_revenue": "805",
                "general_budget_revenue_change": "5",
                "government_fund_revenue": "5",
                "government_fund_revenue_change": "5",
                "state_capital_revenue": "0",
            },
        ),
        # A unit slipped from 万元 to 元 stays what it says.
        (
            APPROPRIATION,
            "一般公共预算财政拨款收入805元，比2022年度决算数减少5万元。下降0.6%。",
            {
                "general_budget_revenue": "0.0805",
                "general_budget_revenue_change": "-5",
                "general_budget_revenue_change_pct": "-0.6",
            },
        ),
        # A template's choice that was not deleted.
        (
            "（一）一般公共预算财政拨款支出决算总体情况",
            "一般公共预算财政拨款支出805万元，占本年支出合计的99.4%。与2022年度相比，一般公共预算财政拨款支出增减少5万元，下降0.62%。",
            {
                "general_budget_expenditure": "805",
                "general_budget_expenditure_share_pct": "99.4",
                "general_budget_expenditure_change": "-5",
                "general_budget_expenditure_change_pct": "-0.62",
            },
        ),
        (
            "（三）一般公共预算财政拨款支出决算具体情况",
            "2023年度一般公共预算财政拨款支出年初预算为700万元，支出决算为805万元，完成年初预算的115%。其中：基本支出300万元，"
            "项目支出505万元。项目支出主要用于教育支出20万元，农林水支出8万元。",
            {
                "general_budget_initial": "700",
                "general_budget_expenditure": "805",
                "general_budget_expenditure_completion_pct": "115",
                "general_budget_basic": "300",
                "general_budget_project": "505",
            },
        ),
        (
            "六、一般公共预算财政拨款基本支出决算情况说明",
            "2023年度一般公共预算财政拨款基本支出300万元，其中：人员经费270.5万元，主要包括：基本工资、奖金；日常公用经费29.5万元，"
            "主要包括：办公费。",
            {"general_budget_basic": "300", "personnel_cost": "270.5", "public_cost": "29.5"},
        ),
        (
            "七、政府性基金预算财政拨款收入支出决算情况说明",
            "年初结转和结余0万元，本年收入5万元，本年支出4万元，年末结转和结余1万元。",
            {
                "government_fund_opening": "0",
                "government_fund_revenue": "5",
                "government_fund_expenditure": "4",
                "government_fund_closing": "1",
            },
        ),
        (
            "八、国有资本经营预算财政拨款支出决算情况说明",
            "2023年度国有资本经营预算财政拨款本年支出14万元。具体支出情况为：",
            {"state_capital_expenditure": "14"},
        ),
        # Compared with the budget, not with the year before.
        (
            "十、机关运行经费支出说明",
            "2023年度机关运行经费支出29.5万元，比年初预算数减少1.5万元，降低4.8%。主要原因是压减支出2万元。",
            {
                "operating_cost": "29.5",
                "operating_cost_budget_change": "-1.5",
                "operating_cost_budget_change_pct": "-4.8",
            },
        ),
        (
            "十、机关运行经费支出情况",
            "机关运行经费支出29.5万元，较2022年增加1.5万元，增幅5.36%。",
            {
                "operating_cost": "29.5",
                "operating_cost_change": "1.5",
                "operating_cost_change_pct": "5.36",
            },
        ),
        (
            "十一、政府采购支出说明",
            "政府采购支出总额60万元，其中：政府采购货物支10万元、政府采购工程支出20万元、政府采购服务支出30万元。授予中小企业合同"
            "金额54万元，占政府采购支出总额的90%，其中：授予小微企业合同金额27万元，占授予中小企业合同金额的50%；货物采购授予中小企业"
            "合同金额占货物支出金额的100%，工程采购授予中小企业合同金额占工程支出金额的70%，服务采购授予中小企业合同金额占服务支出金额的100%。",
            {
                "procurement_total": "60",
                "procurement_goods": "10",
                "procurement_works": "20",
                "procurement_services": "30",
                "procurement_sme": "54",
                "procurement_sme_share_pct": "90",
                "procurement_micro": "27",
                "procurement_micro_share_pct": "50",
                "procurement_sme_goods_share_pct": "100",
                "procurement_sme_works_share_pct": "70",
                "procurement_sme_services_share_pct": "100",
            },
        ),
        (
            "十二、国有资产占用情况说明",
            "截至2023年12月31日，青石街道办事处共有车辆7辆，其中，副部（省）级及以上领导用车0辆，主要负责人用车1辆，机要通信用车1辆，"
            "应急保障用车2辆、执法执勤用车0辆、特种专业技术用车0辆、离退休干部服务用车0辆、其他用车3辆，其他用车主要是洒水车。单价50万元"
            "（含）以上通用设备2台（套），单价100万元（含）以上专用设备1台（套）。",
            {
                "vehicles_count": "7",
                "vehicles_ministerial": "0",
                "vehicles_leaders": "1",
                "vehicles_confidential": "1",
                "vehicles_emergency": "2",
                "vehicles_enforcement": "0",
                "vehicles_special": "0",
                "vehicles_retired": "0",
                "vehicles_other": "3",
                "equipment_500k": "2",
                "equipment_1m": "1",
            },
        ),
        (
            "(一)预算绩效管理工作开展情况",
            "我单位组织开展绩效自评，共涉及项目9个，资金512.4万元，占一般公共预算项目支出总额的100%。绩效评价得分为96.5分。",
            {
                "performance_projects": "9",
                "performance_amount": "512.4",
                "performance_amount_share_pct": "100",
                "performance_score": "96.5",
            },
        ),
        (
            "（二）部门整体支出自评结果",
            "组织开展整体支出自评，涉及资金512.4万元。项目全年预算数为500万元，执行数为512.4万元，完成预算的102.48%。",
            {
                "performance_overall_amount": "512.4",
                "performance_overall_budget": "500",
                "performance_overall_amount_completion_pct": "102.48",
            },
        ),
    ],
)
def test_what_a_section_states(heading: str, text: str, expected: dict[str, str]) -> None:
    assert figures(heading, text) == expected


def test_three_public_expenses_by_subject() -> None:
    got = figures(
        THREE_PUBLIC,
        "2023年度“三公”经费财政拨款支出全年预算为9万元，支出决算为7.5万元，完成全年预算的83.33%；较上年增加1.5万元，增长25%。"
        "决算数小于预算数的主要原因：公务接待费减少1.5万元。",
        "1.因公出国（境）费全年预算为3万元，支出决算为3万元，完成全年预算的100%。全年支出涉及出国（境）团组1个，累计2人次。",
        "2.公务用车购置及运行维护费预算为5万元，支出决算为4万元，完成预算的80%，比上年减少0.5万元，下降11.1%。其中：",
        "(1)公务用车购置费支出0万元。本年度购置（更新）公务用车0辆。",
        "(2)公务用车运行维护费支出4万元，比全年预算减少1万元，主要用于公务用车运行维护费，其中：燃料费1万元；维修费2万元；过桥过路费0.4"
        "万元；保险费0.5万元；安全奖励费用0.1万元。年末开支财政拨款的公务用车保有量为2辆。",
        "3.公务接待费全年预算为1万元，支出决算为0.5万元，完成全年预算的50%，与上年持平。其中：外宾接待支出0.2万元。共接待来访团组1个，"
        "3人次。国内公务接待支出0.3万元。共接待国内来访团组6个，40人次（不包括陪同人员）。",
    )
    assert got == {
        "three_public_budget": "9",
        "three_public_final": "7.5",
        "three_public_final_completion_pct": "83.33",
        "three_public_final_change": "1.5",
        "three_public_final_change_pct": "25",
        "abroad_budget": "3",
        "abroad_final": "3",
        "abroad_final_completion_pct": "100",
        "abroad_groups": "1",
        "abroad_persons": "2",
        "vehicle_budget": "5",
        "vehicle_final": "4",
        "vehicle_final_completion_pct": "80",
        "vehicle_final_change": "-0.5",
        "vehicle_final_change_pct": "-11.1",
        "vehicle_purchase_final": "0",
        "vehicles_purchased": "0",
        "vehicle_operation_final": "4",
        "vehicle_operation_final_budget_change": "-1",
        "vehicle_fuel": "1",
        "vehicle_repair": "2",
        "vehicle_toll": "0.4",
        "vehicle_insurance": "0.5",
        "vehicle_safety_awards": "0.1",
        "vehicles_held": "2",
        "reception_budget": "1",
        "reception_final": "0.5",
        "reception_final_completion_pct": "50",
        "reception_final_change": "0",
        "reception_foreign": "0.2",
        "reception_foreign_batches": "1",
        "reception_foreign_persons": "3",
        "reception_domestic": "0.3",
        "reception_domestic_batches": "6",
        "reception_domestic_persons": "40",
    }


def test_another_city_states_three_public_expenses_in_one_sentence() -> None:
    got = figures(
        THREE_PUBLIC,
        "2023年度财政拨款“三公”经费支出决算中，因公出国（境）费支出决算为2万元，占25%，比上年增加2万元，主要原因是新增出访；公务用车购置"
        "及运行维护费支出决算为5.5万元，占68.75%；公务接待费支出决算为0.5万元，占6.25%。",
    )
    assert got == {
        "abroad_final": "2",
        "abroad_final_share_pct": "25",
        "abroad_final_change": "2",
        "vehicle_final": "5.5",
        "vehicle_final_share_pct": "68.75",
        "reception_final": "0.5",
        "reception_final_share_pct": "6.25",
    }


def test_a_city_that_counts_visits_and_names_what_was_paid_together() -> None:
    got = figures(
        THREE_PUBLIC,
        "（一）因公出国（境）费支出0万元。全年安排因公出国（境）团组0次，出国（境）0人。",
        "（二）公务用车购置及运行维护费支出3.00万元，完成预算60%，其中：公务用车购置支出0万元。",
        "公务用车运行维护费支出3.00万元。单位共有公务用车2辆，其中：轿车1辆。",
        "（三）公务接待费支出2.00万元，其中：国内公务接待20批次，150人次，共计支出2.00万元。",
    )
    assert got == {
        "abroad_final": "0",
        "abroad_groups": "0",
        "abroad_persons": "0",
        "vehicle_final": "3.00",
        "vehicle_final_completion_pct": "60",
        "vehicle_purchase_final": "0",
        "vehicle_operation_final": "3.00",
        "vehicles_held": "2",
        "reception_final": "2.00",
        "reception_domestic_batches": "20",
        "reception_domestic_persons": "150",
        "reception_domestic": "2.00",
    }


def test_a_city_with_averages_and_other_costs() -> None:
    got = figures(
        THREE_PUBLIC,
        "1.因公出国（境）费用。2023年决算数3万元，比2023年年初预算数5万元减少2万元。组织因公出国（境）团组1个、2人次，人均因公出国（境）费用1.5万元。",
        "2.公务接待费。2023年决算数0.6万元。公务接待4批次，公务接待30人次。",
        "3.公务用车购置及运行维护费。2023年决算数8万元。其中，公务用车购置费2023年决算数0万元，购置（更新）0辆，车均购置费0万元。公务用车运行"
        "维护费2023年决算数8万元，其中：公务用车加油3万元，公务用车维修2万元，公务用车保险2万元，公务用车其他支出1万元。2023年公务用车"
        "保有量4辆，车均运行维护费2万元。",
    )
    assert got == {
        "abroad_final": "3",
        "abroad_budget": "5",
        "abroad_final_budget_change": "-2",
        "abroad_groups": "1",
        "abroad_persons": "2",
        "reception_final": "0.6",
        "reception_batches": "4",
        "reception_persons": "30",
        "vehicle_final": "8",
        "vehicle_purchase_final": "0",
        "vehicles_purchased": "0",
        "vehicle_operation_final": "8",
        "vehicle_fuel": "3",
        "vehicle_repair": "2",
        "vehicle_insurance": "2",
        "vehicles_held": "4",
    }


def test_a_figure_quotes_its_clause_and_knows_its_line() -> None:
    text = "2023年度收、支总计 812.4万元。与2022年相比，收、支总计各增加12.4万元，增长1.55%。"
    found = key_figures((section(TOTALS, text, line=40),))
    assert found == (
        KeyFigure("fiscal_year", Decimal(2023), "年", "narrative", IDENTITY.title, Place(1)),
        KeyFigure(
            "grand_total", Decimal("812.4"), "万元", "narrative", "2023年度收、支总计 812.4万元", Place(41)
        ),
        KeyFigure(
            "grand_total_change",
            Decimal("12.4"),
            "万元",
            "narrative",
            "与2022年相比，收、支总计各增加12.4万元",
            Place(41),
        ),
        KeyFigure(
            "grand_total_change_pct",
            Decimal("1.55"),
            "%",
            "narrative",
            "与2022年相比，收、支总计各增加12.4万元，增长1.55%",
            Place(41),
        ),
    )


def test_a_figure_cut_by_a_page_break() -> None:
    text = (
        "第三部分 2023年度部门决算情况说明\n十、机关运行经费支出说明\n"
        "2023年度青石街道办事处机关运行经费支出2\n\f9.5万元，比2022年度增加1.5万元，增长了\n5.36%。\n4.补充说明2万元。\n"
    )
    got = {figure.metric: str(figure.value) for figure in key_figures(trees.sections(text))[1:]}
    assert got == {
        "operating_cost": "29.5",
        "operating_cost_change": "1.5",
        "operating_cost_change_pct": "5.36",
    }


def test_the_overall_evaluation_told_in_an_appendix() -> None:
    appendix = Section(6, "6", "第六部分 附件", (), Place(300), 300)
    told = Section(
        6,
        "6.一",
        "（二）部门整体绩效目标完成情况",
        (
            Passage(
                "部门整体预算数90万元，其中基本支出预算数30万元。整体支出实际执行数81万元，其中基本支出实际执行数27万元，整体执行率90%。",
                (302,),
            ),
        ),
        Place(301),
        302,
    )
    listed = Section(
        6,
        "6.二",
        "（三）绩效目标完成情况分析",
        (Passage("图书角全年预算数为5万元，执行数为4万元。", (304,)),),
        Place(303),
        304,
    )
    found = key_figures((appendix, told, listed))
    assert [(f.metric, str(f.value), f.source_line) for f in found[1:]] == [
        ("performance_overall_budget", "90", 302),
        ("performance_overall_amount", "81", 302),
        ("performance_overall_amount_completion_pct", "90", 302),
    ]


def _statement(item: str, column: str, value: str) -> Statement:
    row = StatementRow(1, item, {column: Decimal(value)}, Place(55), keys={"side": "revenue"})
    return Statement(1, "收入支出决算总表", "published", (row,), unit="万元", place=Place(50))


def test_both_origins_stand_and_the_confirmed_value_first() -> None:
    sections = (section(TOTALS, "收、支总计182.4万元。", "收、支总计812.4万元。"),)
    found = key_figures(sections, (_statement("总计", "amount", "812.40"),))
    assert [(f.metric, str(f.value), f.origin, f.source_line) for f in found[1:]] == [
        ("grand_total", "812.4", "narrative", 102),
        ("grand_total", "182.4", "narrative", 101),
        ("grand_total", "812.40", "table", 55),
    ]


def test_every_label_names_a_metric_of_the_catalogue() -> None:
    known = {metric.id for metric in METRICS}
    named = {metric for labels in LABELS.values() for metric, _ in labels}
    named |= {metric for pair in AMOUNTS.values() for metric in pair if metric} | set(COUNTS.values())
    # told by what was said before, or named by a label of its own
    assert {metric for metric in named - known if not metric.endswith(ALONE)} == {
        "spent_of_budget",
        "general_budget_final",
        "fiscal_appropriation_final",
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "heading", [TOTALS, THREE_PUBLIC, "十一、政府采购支出说明", "（二）…支出决算结构情况"]
)
@pytest.mark.parametrize(
    "piece", ["1", "占", "原因；", "原因。1万元", "三公经费预算为1万元", "比上年", "收、支总计各", "增加1%，"]
)
def test_hostile_paragraphs_end_soon(heading: str, piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    with processor_seconds(5):
        key_figures((section(heading, text),))


@pytest.mark.parametrize(
    ("heading", "paragraphs", "score"),
    [
        ("（一）自评得分", ("92.5分。",), "92.5"),
        ("（一）部门整体绩效自评得分", ("得分：96",), "96"),
        ("（一）自评得分：88.25分", (), "88.25"),
        ("（一）自评结论", ("自评得分", "95.40 分"), "95.40"),
        # A project's own score, a figure above full marks, another thing's points, a sentence.
        ("（一）图书角项目自评得分", ("92.5分",), None),
        ("（一）自评得分", ("192.5分",), None),
        ("（一）考核加分", ("2分",), None),
        ("（一）自评得分", ("共有92个社区参加",), None),
    ],
)
def test_a_score_alone_under_its_heading(
    heading: str, paragraphs: tuple[str, ...], score: str | None
) -> None:
    assert figures(heading, *paragraphs).get("performance_score") == score


def test_scores_below_a_projects_heading_are_not_the_bodys() -> None:
    own = section("（三）图书角项目支出绩效自评", path="6.一.(三)")
    below = section("1.自评得分", "87分", path="6.一.(三).1")
    whole = section("1.自评得分", "91分", path="6.一.(四).1", line=300)
    got = [f for f in key_figures((own, below, whole)) if f.metric == "performance_score"]
    assert [(str(f.value), f.quote, f.source_line) for f in got] == [("91", "1.自评得分 91分", 301)]


def test_a_paragraph_of_megabytes_is_read_to_its_end_and_noted() -> None:
    sentence = "街道组织了清扫。"
    filling = sentence * (450_000 // len(sentence))
    text = f"2023年度收入总计12.5万元。{filling}2023年度收、支总计均为34.75万元。"
    passage = Passage(text, (101, 102), (0, len(text) - 20))
    whole = Section(3, "3.一", TOTALS, (passage,), Place(100), 102)
    got = {f.metric: (str(f.value), f.source_line) for f in key_figures((whole,))}
    assert got["grand_total"] == ("34.75", 102)
    assert long_paragraphs((whole,)) == (
        ReadingNote(
            "long_paragraph", f"这一段有{len(text)}字，已分段读取，跨过切口的数字可能漏读", Place(101)
        ),
    )


def test_what_of_a_paragraph_without_end_is_not_read_is_noted() -> None:
    endless = Section(3, "3.一", TOTALS, (Passage("决" * 6_000_000, (101,)),), Place(100), 101)
    assert long_paragraphs((endless,)) == (
        ReadingNote("long_paragraph", "这一段有6000000字，只读取了其中前2000000字", Place(101)),
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_quotes_of_a_document_stand_on_their_lines(name: str) -> None:
    lines = document(name).lines
    for figure in disclosure(name).key_figures:
        if figure.origin == "narrative":
            printed = "".join("".join(lines[figure.source_line - 1 : figure.source_line + 8]).split())
            assert "".join(figure.quote.split())[-2:] in printed, figure
