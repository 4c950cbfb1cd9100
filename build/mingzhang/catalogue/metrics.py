"""The key figures a disclosure states in its prose and tables.

A base metric may come with facets the prose states beside it: its change against last year (`_change`, signed), the
rate of that change (`_change_pct`, signed), its share (`_share_pct`), how far its budget was carried out
(`_completion_pct`). A facet is a metric of its own, rendered here from its base.
"""

from __future__ import annotations

from .records import Metric

_FACETS = {
    "change": ("较上年增减额", "change against last year", None, "与上年相比的增减额，减少为负"),
    "change_pct": ("较上年增减率", "rate of change against last year", "%", "与上年相比的增减率，下降为负"),
    "share_pct": ("占比", "share", "%", "原文所印的占比"),
    "completion_pct": ("完成率", "completion", "%", "决算占预算的百分比"),
    "budget_change": (
        "较预算增减额",
        "difference from the budget",
        None,
        "与年初或全年预算相比的增减额，减少为负",
    ),
    "budget_change_pct": (
        "较预算增减率",
        "rate against the budget",
        "%",
        "与年初或全年预算相比的增减率，下降为负",
    ),
}
_MOVES = ("change", "change_pct")
_AGAINST = ("budget_change", "budget_change_pct")

_Cell = tuple[int, str, str] | None
# One line a metric reads as the table it is.
# fmt: off
_BASE: tuple[tuple[str, str, str, str, str, _Cell, tuple[str, ...]], ...] = (
    ("fiscal_year", "决算年度", "fiscal year", "年", "决算所属年度", None, ()),
    ("grand_total", "收、支总计", "grand total", "万元", "本年收入（支出）加年初（年末）结转结余等", (1, "总计", "amount"), _MOVES),
    ("revenue_total", "本年收入合计", "revenue of the year", "万元", "本年全部收入", (1, "本年收入合计", "amount"), _MOVES),
    ("expenditure_total", "本年支出合计", "expenditure of the year", "万元", "本年全部支出", (1, "本年支出合计", "amount"), _MOVES),
    ("fiscal_appropriation_revenue", "财政拨款收入", "revenue from fiscal appropriations", "万元", "本年财政拨款收入", (2, "合计", "fiscal_appropriation"), (*_MOVES, "share_pct", "completion_pct", *_AGAINST)),
    ("fiscal_appropriation_expenditure", "财政拨款支出", "expenditure from fiscal appropriations", "万元", "一般公共预算、政府性基金预算和国有资本经营预算财政拨款支出之和", (4, "本年支出合计", "total"), (*_MOVES, "share_pct", "completion_pct", *_AGAINST)),
    ("fiscal_appropriation_initial", "财政拨款支出年初预算", "opening budget of fiscal appropriations", "万元", "", None, ()),
    ("superior_subsidy_revenue", "上级补助收入", "subsidies from superiors", "万元", "", (2, "合计", "superior_subsidy"), ("share_pct",)),
    ("business_revenue", "事业收入", "business revenue", "万元", "", (2, "合计", "business_revenue"), ("share_pct",)),
    ("operating_revenue", "经营收入", "operating revenue", "万元", "", (2, "合计", "operating_revenue"), ("share_pct",)),
    ("affiliate_revenue", "附属单位上缴收入", "remittances of affiliates", "万元", "", (2, "合计", "affiliate_remittance"), ("share_pct",)),
    ("other_revenue", "其他收入", "other revenue", "万元", "", (2, "合计", "other_revenue"), ("share_pct",)),
    ("basic_expenditure", "基本支出", "basic expenditure", "万元", "本年支出中的基本支出", (3, "合计", "basic"), (*_MOVES, "share_pct")),
    ("project_expenditure", "项目支出", "project expenditure", "万元", "本年支出中的项目支出", (3, "合计", "project"), (*_MOVES, "share_pct")),
    ("appropriation_total", "财政拨款收、支总计", "grand total of appropriations", "万元", "财政拨款收入（支出）总计", (4, "总计", "total"), _MOVES),
    ("general_budget_revenue", "一般公共预算财政拨款收入", "general public budget revenue", "万元", "", (4, "一般公共预算财政拨款", "total"), (*_MOVES, "share_pct", "completion_pct", *_AGAINST)),
    ("government_fund_revenue", "政府性基金预算财政拨款收入", "government fund revenue", "万元", "", (4, "政府性基金预算财政拨款", "total"), (*_MOVES, "share_pct", "completion_pct", *_AGAINST)),
    ("state_capital_revenue", "国有资本经营预算财政拨款收入", "state capital revenue", "万元", "", (4, "国有资本经营预算财政拨款", "total"), (*_MOVES, "share_pct", "completion_pct", *_AGAINST)),
    ("general_budget_expenditure", "一般公共预算财政拨款支出", "general public budget expenditure", "万元", "", (5, "合计", "total"), (*_MOVES, "share_pct", "completion_pct", *_AGAINST)),
    ("general_budget_initial", "一般公共预算财政拨款支出年初预算", "opening general budget", "万元", "", None, ()),
    ("general_budget_annual", "一般公共预算财政拨款支出全年预算", "full-year general budget", "万元", "含年中调整", None, ()),
    ("general_budget_annual_completion_pct", "一般公共预算财政拨款支出完成全年预算", "completion of the full-year general budget", "%", "", None, ()),
    ("general_budget_basic", "一般公共预算基本支出", "general-budget basic expenditure", "万元", "", (5, "合计", "basic"), ()),
    ("general_budget_project", "一般公共预算项目支出", "general-budget project expenditure", "万元", "", (5, "合计", "project"), ()),
    ("personnel_cost", "人员经费", "personnel expenses", "万元", "基本支出中的人员经费", (6, "人员经费合计", "amount"), (*_MOVES, "share_pct")),
    ("public_cost", "公用经费", "public-use expenses", "万元", "基本支出中的公用经费", (6, "公用经费合计", "amount"), (*_MOVES, "share_pct")),
    ("government_fund_expenditure", "政府性基金预算财政拨款支出", "government fund expenditure", "万元", "", (7, "合计", "total"), _MOVES),
    ("state_capital_expenditure", "国有资本经营预算财政拨款支出", "state capital expenditure", "万元", "", (8, "合计", "total"), (*_MOVES, "completion_pct", *_AGAINST, "share_pct")),
    ("three_public_budget", "三公经费预算", '"three public" budget', "万元", "", (9, "budget", "total"), ()),
    ("three_public_final", "三公经费决算", '"three public" expenses', "万元", "", (9, "final", "total"), (*_MOVES, "completion_pct", *_AGAINST, "share_pct")),
    ("abroad_budget", "因公出国（境）费预算", "overseas travel budget", "万元", "", (9, "budget", "abroad"), ()),
    ("abroad_final", "因公出国（境）费决算", "overseas travel", "万元", "", (9, "final", "abroad"), (*_MOVES, "completion_pct", *_AGAINST, "share_pct")),
    ("abroad_groups", "因公出国（境）团组", "groups abroad", "个", "", None, ()),
    ("abroad_persons", "因公出国（境）人次", "persons abroad", "人次", "", None, ()),
    ("vehicle_budget", "公务用车购置及运行维护费预算", "official vehicles budget", "万元", "", (9, "budget", "vehicle_total"), ()),
    ("vehicle_final", "公务用车购置及运行维护费决算", "official vehicles", "万元", "", (9, "final", "vehicle_total"), (*_MOVES, "completion_pct", *_AGAINST, "share_pct")),
    ("vehicle_purchase_budget", "公务用车购置费预算", "vehicle purchase budget", "万元", "", (9, "budget", "vehicle_purchase"), ()),
    ("vehicle_purchase_final", "公务用车购置费决算", "vehicle purchase", "万元", "", (9, "final", "vehicle_purchase"), (*_MOVES, "completion_pct", *_AGAINST, "share_pct")),
    ("vehicle_operation_budget", "公务用车运行维护费预算", "vehicle operation budget", "万元", "", (9, "budget", "vehicle_operation"), ()),
    ("vehicle_operation_final", "公务用车运行维护费决算", "vehicle operation", "万元", "", (9, "final", "vehicle_operation"), (*_MOVES, "completion_pct", *_AGAINST, "share_pct")),
    ("vehicle_fuel", "车辆燃料费", "vehicle fuel", "万元", "公务用车运行维护费中的燃料费", None, ()),
    ("vehicle_repair", "车辆维修费", "vehicle repair", "万元", "公务用车运行维护费中的维修费", None, ()),
    ("vehicle_toll", "过桥过路费", "tolls", "万元", "公务用车运行维护费中的过桥过路费", None, ()),
    ("vehicle_insurance", "车辆保险费", "vehicle insurance", "万元", "公务用车运行维护费中的保险费", None, ()),
    ("vehicle_safety_awards", "安全奖励费用", "safety awards", "万元", "公务用车运行维护费中的安全奖励费用", None, ()),
    ("vehicles_purchased", "本年购置公务用车", "vehicles bought", "辆", "", None, ()),
    ("vehicles_held", "公务用车保有量", "vehicles held", "辆", "年末开支财政拨款的公务用车", None, ()),
    ("reception_budget", "公务接待费预算", "receptions budget", "万元", "", (9, "budget", "reception"), ()),
    ("reception_final", "公务接待费决算", "official receptions", "万元", "", (9, "final", "reception"), (*_MOVES, "completion_pct", *_AGAINST, "share_pct")),
    ("reception_foreign", "外宾接待支出", "receptions of foreign guests", "万元", "", None, ()),
    ("reception_foreign_batches", "外宾接待批次", "receptions of foreign guests, batches", "批次", "", None, ()),
    ("reception_foreign_persons", "外宾接待人次", "receptions of foreign guests, persons", "人次", "", None, ()),
    ("reception_domestic", "国内公务接待支出", "domestic receptions", "万元", "", None, ()),
    ("reception_domestic_batches", "国内公务接待批次", "domestic receptions, batches", "批次", "", None, ()),
    ("reception_domestic_persons", "国内公务接待人次", "domestic receptions, persons", "人次", "", None, ()),
    ("meeting_budget", "会议费预算", "conferences, budget", "万元", "", None, ()),
    ("meeting_final", "会议费决算", "conferences", "万元", "", None, (*_MOVES, "completion_pct", *_AGAINST)),
    ("training_budget", "培训费预算", "training, budget", "万元", "", None, ()),
    ("training_final", "培训费决算", "training", "万元", "", None, (*_MOVES, "completion_pct", *_AGAINST)),
    ("meetings", "召开会议", "conferences held", "个", "", None, ()),
    ("meeting_persons", "参加会议人次", "persons at conferences", "人次", "", None, ()),
    ("trainings", "组织培训", "trainings held", "个", "", None, ()),
    ("training_persons", "参加培训人次", "persons trained", "人次", "", None, ()),
    ("operating_cost", "机关运行经费", "agency operating costs", "万元", "", None, (*_MOVES, *_AGAINST, "completion_pct")),
    ("operating_cost_budget", "机关运行经费预算", "agency operating costs, budget", "万元", "", None, ()),
    ("procurement_total", "政府采购支出", "procurement", "万元", "", None, (*_MOVES, *_AGAINST)),
    ("procurement_goods", "政府采购货物支出", "procurement of goods", "万元", "", None, ()),
    ("procurement_works", "政府采购工程支出", "procurement of works", "万元", "", None, ()),
    ("procurement_services", "政府采购服务支出", "procurement of services", "万元", "", None, ()),
    ("procurement_sme", "授予中小企业合同金额", "procurement from SMEs", "万元", "", None, ("share_pct",)),
    ("procurement_micro", "授予小微企业合同金额", "procurement from small and micro firms", "万元", "", None, ("share_pct",)),
    ("procurement_sme_reserved", "面向中小企业预留采购预算", "procurement reserved for SMEs", "万元", "", None, ()),
    ("procurement_micro_reserved", "面向小微企业预留采购预算", "procurement reserved for small and micro firms", "万元", "", None, ()),
    ("performance_average_score", "项目自评平均得分", "average score of self-evaluated projects", "分", "", None, ()),
    ("procurement_sme_goods_share_pct", "货物采购授予中小企业占比", "SME share of goods", "%", "", None, ()),
    ("procurement_sme_works_share_pct", "工程采购授予中小企业占比", "SME share of works", "%", "", None, ()),
    ("procurement_sme_services_share_pct", "服务采购授予中小企业占比", "SME share of services", "%", "", None, ()),
    ("service_purchase", "政府购买服务支出", "services bought from society", "万元", "", None, ()),
    ("vehicles_count", "车辆", "vehicles", "辆", "国有资产占用情况所列车辆", None, ()),
    ("vehicles_ministerial", "副部（省）级及以上领导用车", "vehicles of ministerial rank", "辆", "", None, ()),
    ("vehicles_leaders", "主要领导干部用车", "vehicles of leaders", "辆", "", None, ()),
    ("vehicles_confidential", "机要通信用车", "confidential mail vehicles", "辆", "", None, ()),
    ("vehicles_emergency", "应急保障用车", "emergency vehicles", "辆", "", None, ()),
    ("vehicles_enforcement", "执法执勤用车", "law-enforcement vehicles", "辆", "", None, ()),
    ("vehicles_special", "特种专业技术用车", "special vehicles", "辆", "", None, ()),
    ("vehicles_retired", "离退休干部用车", "vehicles for retired officials", "辆", "", None, ()),
    ("vehicles_general", "一般公务用车", "ordinary official vehicles", "辆", "", None, ()),
    ("vehicles_other", "其他用车", "other vehicles", "辆", "", None, ()),
    ("equipment_500k", "单价50万元以上设备", "equipment of 500,000 yuan or more", "台（套）", "", None, ()),
    ("equipment_1m", "单价100万元以上设备", "equipment of a million yuan or more", "台（套）", "", None, ()),
    ("performance_projects", "自评项目个数", "projects self-evaluated", "个", "", None, ()),
    ("performance_amount", "自评资金", "money self-evaluated", "万元", "", None, ("share_pct",)),
    ("performance_overall_budget", "整体支出全年预算数", "overall budget evaluated", "万元", "", None, ()),
    ("performance_overall_amount", "整体支出自评资金", "overall money evaluated", "万元", "", None, ("completion_pct",)),
    ("opening_balance", "年初结转和结余", "balance brought forward", "万元", "", None, _MOVES),
    ("closing_balance", "年末结转和结余", "balance carried forward", "万元", "", None, _MOVES),
    ("non_fiscal_balance_used", "使用非财政拨款结余", "non-fiscal balance used", "万元", "", None, _MOVES),
    ("balance_distribution", "结余分配", "balance distributed", "万元", "", None, _MOVES),
    ("remitted_to_superior", "上缴上级支出", "remitted to superiors", "万元", "", (3, "合计", "remitted_to_superior"), ("share_pct",)),
    ("operating_expenditure", "经营支出", "operating expenditure", "万元", "", (3, "合计", "operating"), ("share_pct",)),
    ("affiliate_subsidy", "对附属单位补助支出", "subsidies to affiliates", "万元", "", (3, "合计", "affiliate_subsidy"), ("share_pct",)),
    ("opening_balance_appropriation", "年初财政拨款结转和结余", "appropriations brought forward", "万元", "", None, ()),
    ("closing_balance_appropriation", "年末财政拨款结转和结余", "appropriations carried forward", "万元", "", None, ()),
    ("government_fund_opening", "政府性基金年初结转和结余", "government funds brought forward", "万元", "", (7, "合计", "opening_balance"), ()),
    ("government_fund_closing", "政府性基金年末结转和结余", "government funds carried forward", "万元", "", (7, "合计", "closing_balance"), ()),
    ("state_capital_initial", "国有资本经营预算年初预算", "opening state capital budget", "万元", "", None, ()),
    ("reception_batches", "公务接待批次", "receptions, batches", "批次", "", None, ()),
    ("reception_persons", "公务接待人次", "receptions, persons", "人次", "", None, ()),
    ("performance_first_level_projects", "反映自评结果的一级项目个数", "first-level projects reported", "个", "", None, ()),
    ("performance_overall_initial", "整体支出年初预算", "opening budget evaluated", "万元", "", None, ()),
    ("performance_second_level_projects", "自评二级项目个数", "second-level projects evaluated", "个", "", None, ()),
    ("staff_quota", "编制人数", "authorised posts", "人", "核定的编制总数；只写明行政、事业等一部分的不算", None, ()),
    ("staff_actual", "实有人数", "persons in all", "人", "原文所写的实有人数，可能含离退休人员", None, ()),
    ("staff_serving", "在职人数", "persons at work", "人", "原文所写的在职人数", None, ()),
    ("performance_score", "绩效自评得分", "self-evaluation score", "分", "", None, ()),
)
# fmt: on


def _render() -> tuple[Metric, ...]:
    out: list[Metric] = []
    for id_, zh, en, unit, definition, cell, facets in _BASE:
        out.append(Metric(id_, zh, en, unit, definition or zh, cell))
        for facet in facets:
            facet_zh, facet_en, facet_unit, meaning = _FACETS[facet]
            out.append(
                Metric(
                    f"{id_}_{facet}",
                    f"{zh}{facet_zh}",
                    f"{en}, {facet_en}",
                    facet_unit or unit,
                    f"{zh}：{meaning}",
                )
            )
    return tuple(out)


METRICS: tuple[Metric, ...] = _render()
_BY_ID = {m.id: m for m in METRICS}


def metric(id_: str) -> Metric:
    """The metric of that id; KeyError where the catalogue has none."""
    return _BY_ID[id_]
