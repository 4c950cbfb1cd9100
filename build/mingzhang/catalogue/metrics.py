"""The key figures a disclosure states in its prose and tables.

A base metric may come with facets the prose states beside it: its change against last year (`_change`, signed), the
rate of that change (`_change_pct`, signed), its share (`_share_pct`), how far its budget was carried out
(`_completion_pct`). A facet is a metric of its own, rendered here from its base.
"""

from __future__ import annotations

from .records import Metric
from .statements import statement_kind

_FACETS = {
    "change": ("较上年增减额", "change against last year", None, "与上年相比的增减额，减少为负，持平为零"),
    "change_pct": ("较上年增减率", "rate of change against last year", "%", "与上年相比的增减率，下降为负"),
    "share_pct": ("占比", "share", "%", "在原文所述总额中所占的百分比"),
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
_OF_FACETS = "取自正文说到该数字的语句，不另行计算"
_MOVES = ("change", "change_pct")
_AGAINST = ("budget_change", "budget_change_pct")

_PROSE = {
    "标题": "封面或各节标题",
    "收支": "正文的收入支出决算总体情况等说明",
    "财政": "正文的财政拨款收入支出情况说明",
    "一般": "正文的一般公共预算财政拨款支出说明",
    "国资": "正文的国有资本经营预算说明",
    "三公": "正文的“三公”经费说明",
    "会议": "正文的“三公”经费或会议费、培训费说明",
    "运行": "正文的机关运行经费说明",
    "采购": "正文的政府采购说明",
    "购买": "正文的政府购买服务说明",
    "资产": "正文的国有资产占用情况说明",
    "绩效": "正文的预算绩效情况说明",
    "人数": "表格与名词解释以外的正文",
}
"""Where the prose states what no table does."""

_Where = tuple[int, str, str] | str
# One line a metric reads as the table it is.
# fmt: off
_BASE: tuple[tuple[str, str, str, str, str, _Where, tuple[str, ...]], ...] = (
    ("fiscal_year", "决算年度", "fiscal year", "年", "决算所属的年度，不是公开或填表的年份", "标题", ()),
    ("grand_total", "收、支总计", "grand total", "万元", "本年收入（支出）合计加上年初（年末）结转结余、使用非财政拨款结余（结余分配）后的收、支总额", (1, "总计", "amount"), _MOVES),
    ("revenue_total", "本年收入合计", "revenue of the year", "万元", "本年取得的全部收入，不含使用非财政拨款结余和年初结转结余", (1, "本年收入合计", "amount"), _MOVES),
    ("expenditure_total", "本年支出合计", "expenditure of the year", "万元", "本年发生的全部支出，不含结余分配和年末结转结余", (1, "本年支出合计", "amount"), _MOVES),
    ("fiscal_appropriation_revenue", "财政拨款收入", "revenue from fiscal appropriations", "万元", "本年从财政取得的拨款，含一般公共预算、政府性基金预算和国有资本经营预算，不含年初结转结余", (2, "合计", "fiscal_appropriation"), (*_MOVES, "share_pct", "completion_pct", *_AGAINST)),
    ("fiscal_appropriation_expenditure", "财政拨款支出", "expenditure from fiscal appropriations", "万元", "一般公共预算、政府性基金预算和国有资本经营预算财政拨款的本年支出之和，不含年末结转结余", (4, "本年支出合计", "total"), (*_MOVES, "share_pct", "completion_pct", *_AGAINST)),
    ("fiscal_appropriation_initial", "财政拨款支出年初预算", "opening budget of fiscal appropriations", "万元", "年初预算安排的财政拨款支出，不含年中调整", "财政", ()),
    ("superior_subsidy_revenue", "上级补助收入", "subsidies from superiors", "万元", "从主管部门和上级单位取得的非财政补助收入", (2, "合计", "superior_subsidy"), ("share_pct",)),
    ("business_revenue", "事业收入", "business revenue", "万元", "开展专业业务活动及其辅助活动取得的收入，不含财政拨款收入和经营收入", (2, "合计", "business_revenue"), ("share_pct",)),
    ("operating_revenue", "经营收入", "operating revenue", "万元", "在专业业务活动及其辅助活动之外开展非独立核算经营活动取得的收入", (2, "合计", "operating_revenue"), ("share_pct",)),
    ("affiliate_revenue", "附属单位上缴收入", "remittances of affiliates", "万元", "附属独立核算单位按规定上缴的收入", (2, "合计", "affiliate_remittance"), ("share_pct",)),
    ("other_revenue", "其他收入", "other revenue", "万元", "财政拨款、上级补助、事业、经营、附属单位上缴收入以外的各项收入", (2, "合计", "other_revenue"), ("share_pct",)),
    ("basic_expenditure", "基本支出", "basic expenditure", "万元", "本年支出中为保障机构正常运转、完成日常工作任务的支出，含人员经费和公用经费，不限于财政拨款", (3, "合计", "basic"), (*_MOVES, "share_pct")),
    ("project_expenditure", "项目支出", "project expenditure", "万元", "本年支出中在基本支出之外为完成特定任务或目标的支出，不限于财政拨款", (3, "合计", "project"), (*_MOVES, "share_pct")),
    ("appropriation_total", "财政拨款收、支总计", "grand total of appropriations", "万元", "财政拨款本年收入（支出）加上年初（年末）财政拨款结转结余后的收、支总额，不含非财政拨款", (4, "总计", "total"), _MOVES),
    ("general_budget_revenue", "一般公共预算财政拨款收入", "general public budget revenue", "万元", "本年从一般公共预算取得的财政拨款，不含年初结转结余", (4, "一般公共预算财政拨款", "total"), (*_MOVES, "share_pct", "completion_pct", *_AGAINST)),
    ("government_fund_revenue", "政府性基金预算财政拨款收入", "government fund revenue", "万元", "本年从政府性基金预算取得的财政拨款，不含年初结转结余", (4, "政府性基金预算财政拨款", "total"), (*_MOVES, "share_pct", "completion_pct", *_AGAINST)),
    ("state_capital_revenue", "国有资本经营预算财政拨款收入", "state capital revenue", "万元", "本年从国有资本经营预算取得的财政拨款，不含年初结转结余", (4, "国有资本经营预算财政拨款", "total"), (*_MOVES, "share_pct", "completion_pct", *_AGAINST)),
    ("general_budget_expenditure", "一般公共预算财政拨款支出", "general public budget expenditure", "万元", "用一般公共预算财政拨款安排的本年支出，不含政府性基金和国有资本经营预算", (5, "合计", "total"), (*_MOVES, "share_pct", "completion_pct", *_AGAINST)),
    ("general_budget_initial", "一般公共预算财政拨款支出年初预算", "opening general budget", "万元", "年初预算安排的一般公共预算财政拨款支出，不含年中调整", "一般", ()),
    ("general_budget_annual", "一般公共预算财政拨款支出全年预算", "full-year general budget", "万元", "一般公共预算财政拨款支出的全年预算，含年中调整", "一般", ()),
    ("general_budget_annual_completion_pct", "一般公共预算财政拨款支出完成全年预算", "completion of the full-year general budget", "%", "一般公共预算财政拨款支出决算占全年预算的百分比，不是占年初预算的", "一般", ()),
    ("general_budget_basic", "一般公共预算基本支出", "general-budget basic expenditure", "万元", "一般公共预算财政拨款支出中的基本支出，不含其他资金的基本支出", (5, "合计", "basic"), ()),
    ("general_budget_project", "一般公共预算项目支出", "general-budget project expenditure", "万元", "一般公共预算财政拨款支出中的项目支出，不含其他资金的项目支出", (5, "合计", "project"), ()),
    ("personnel_cost", "人员经费", "personnel expenses", "万元", "一般公共预算财政拨款基本支出中用于工资福利和对个人和家庭补助的经费，不含项目支出", (6, "人员经费合计", "amount"), (*_MOVES, "share_pct")),
    ("public_cost", "公用经费", "public-use expenses", "万元", "一般公共预算财政拨款基本支出中人员经费以外、用于购买商品和服务等的经费，不含项目支出", (6, "公用经费合计", "amount"), (*_MOVES, "share_pct")),
    ("government_fund_expenditure", "政府性基金预算财政拨款支出", "government fund expenditure", "万元", "用政府性基金预算财政拨款安排的本年支出，不含年末结转结余", (7, "合计", "total"), _MOVES),
    ("state_capital_expenditure", "国有资本经营预算财政拨款支出", "state capital expenditure", "万元", "用国有资本经营预算财政拨款安排的本年支出", (8, "合计", "total"), (*_MOVES, "completion_pct", *_AGAINST, "share_pct")),
    ("three_public_budget", "三公经费预算", '"three public" budget', "万元", "财政拨款安排的因公出国（境）费、公务用车购置及运行维护费、公务接待费预算数之和，以原文所印的预算为准", (9, "budget", "total"), ()),
    ("three_public_final", "三公经费决算", '"three public" expenses', "万元", "财政拨款开支的因公出国（境）费、公务用车购置及运行维护费、公务接待费之和，不含会议费、培训费", (9, "final", "total"), (*_MOVES, "completion_pct", *_AGAINST, "share_pct")),
    ("abroad_budget", "因公出国（境）费预算", "overseas travel budget", "万元", "财政拨款安排的因公出国（境）费预算数，以原文所印的预算为准", (9, "budget", "abroad"), ()),
    ("abroad_final", "因公出国（境）费决算", "overseas travel", "万元", "财政拨款开支的工作人员因公出国（境）的费用", (9, "final", "abroad"), (*_MOVES, "completion_pct", *_AGAINST, "share_pct")),
    ("abroad_groups", "因公出国（境）团组", "groups abroad", "个", "本年因公出国（境）的团组数，不是人次", "三公", ()),
    ("abroad_persons", "因公出国（境）人次", "persons abroad", "人次", "本年因公出国（境）的人次，不是团组数", "三公", ()),
    ("vehicle_budget", "公务用车购置及运行维护费预算", "official vehicles budget", "万元", "财政拨款安排的公务用车购置费与运行维护费预算数之和，以原文所印的预算为准", (9, "budget", "vehicle_total"), ()),
    ("vehicle_final", "公务用车购置及运行维护费决算", "official vehicles", "万元", "财政拨款开支的公务用车购置费与运行维护费之和", (9, "final", "vehicle_total"), (*_MOVES, "completion_pct", *_AGAINST, "share_pct")),
    ("vehicle_purchase_budget", "公务用车购置费预算", "vehicle purchase budget", "万元", "财政拨款安排的公务用车购置费预算数，不含运行维护费，以原文所印的预算为准", (9, "budget", "vehicle_purchase"), ()),
    ("vehicle_purchase_final", "公务用车购置费决算", "vehicle purchase", "万元", "财政拨款开支的公务用车购置费，不含运行维护费", (9, "final", "vehicle_purchase"), (*_MOVES, "completion_pct", *_AGAINST, "share_pct")),
    ("vehicle_operation_budget", "公务用车运行维护费预算", "vehicle operation budget", "万元", "财政拨款安排的公务用车运行维护费预算数，不含购置费，以原文所印的预算为准", (9, "budget", "vehicle_operation"), ()),
    ("vehicle_operation_final", "公务用车运行维护费决算", "vehicle operation", "万元", "财政拨款开支的公务用车燃料、维修、过桥过路、保险等费用，不含购置费", (9, "final", "vehicle_operation"), (*_MOVES, "completion_pct", *_AGAINST, "share_pct")),
    ("vehicle_fuel", "车辆燃料费", "vehicle fuel", "万元", "公务用车运行维护费中的燃料费", "三公", ()),
    ("vehicle_repair", "车辆维修费", "vehicle repair", "万元", "公务用车运行维护费中的维修费", "三公", ()),
    ("vehicle_toll", "过桥过路费", "tolls", "万元", "公务用车运行维护费中的过桥过路费", "三公", ()),
    ("vehicle_insurance", "车辆保险费", "vehicle insurance", "万元", "公务用车运行维护费中的保险费", "三公", ()),
    ("vehicle_safety_awards", "安全奖励费用", "safety awards", "万元", "公务用车运行维护费中的安全奖励费用", "三公", ()),
    ("vehicles_purchased", "本年购置公务用车", "vehicles bought", "辆", "本年购置或更新的公务用车辆数，不是年末的保有量", "三公", ()),
    ("vehicles_held", "公务用车保有量", "vehicles held", "辆", "年末开支财政拨款的公务用车辆数，与国有资产占用情况所列车辆口径不同", "三公", ()),
    ("reception_budget", "公务接待费预算", "receptions budget", "万元", "财政拨款安排的公务接待费预算数，以原文所印的预算为准", (9, "budget", "reception"), ()),
    ("reception_final", "公务接待费决算", "official receptions", "万元", "财政拨款开支的公务接待费，含国内接待和外宾接待", (9, "final", "reception"), (*_MOVES, "completion_pct", *_AGAINST, "share_pct")),
    ("reception_foreign", "外宾接待支出", "receptions of foreign guests", "万元", "公务接待费中接待外宾的支出，不含国内接待", "三公", ()),
    ("reception_foreign_batches", "外宾接待批次", "receptions of foreign guests, batches", "批次", "接待外宾的批次，不含国内接待", "三公", ()),
    ("reception_foreign_persons", "外宾接待人次", "receptions of foreign guests, persons", "人次", "接待外宾的人次，不含国内接待", "三公", ()),
    ("reception_domestic", "国内公务接待支出", "domestic receptions", "万元", "公务接待费中国内公务接待的支出，不含外宾接待", "三公", ()),
    ("reception_domestic_batches", "国内公务接待批次", "domestic receptions, batches", "批次", "国内公务接待的批次，不含外宾接待", "三公", ()),
    ("reception_domestic_persons", "国内公务接待人次", "domestic receptions, persons", "人次", "国内公务接待的人次，不含外宾接待", "三公", ()),
    ("meeting_budget", "会议费预算", "conferences, budget", "万元", "会议费的预算数，不属于三公经费，以原文所印的预算为准", "会议", ()),
    ("meeting_final", "会议费决算", "conferences", "万元", "本年开支的会议费，不属于三公经费；与培训费合写成一个数的不算", "会议", (*_MOVES, "completion_pct", *_AGAINST)),
    ("training_budget", "培训费预算", "training, budget", "万元", "培训费的预算数，不属于三公经费，以原文所印的预算为准", "会议", ()),
    ("training_final", "培训费决算", "training", "万元", "本年开支的培训费，不属于三公经费；与会议费合写成一个数的不算", "会议", (*_MOVES, "completion_pct", *_AGAINST)),
    ("meetings", "召开会议", "conferences held", "个", "本年召开会议的个数，不是参加的人次", "会议", ()),
    ("meeting_persons", "参加会议人次", "persons at conferences", "人次", "参加所召开会议的人次", "会议", ()),
    ("trainings", "组织培训", "trainings held", "个", "本年组织培训的个数，不是参加的人次", "会议", ()),
    ("training_persons", "参加培训人次", "persons trained", "人次", "参加所组织培训的人次", "会议", ()),
    ("operating_cost", "机关运行经费", "agency operating costs", "万元", "行政单位和参照公务员法管理的事业单位用财政拨款开支的公用经费，口径以原文所述为准", "运行", (*_MOVES, *_AGAINST, "completion_pct")),
    ("operating_cost_budget", "机关运行经费预算", "agency operating costs, budget", "万元", "机关运行经费的年初或全年预算，以原文所印的预算为准", "运行", ()),
    ("procurement_total", "政府采购支出", "procurement", "万元", "本年政府采购货物、工程和服务的支出总额", "采购", (*_MOVES, *_AGAINST)),
    ("procurement_goods", "政府采购货物支出", "procurement of goods", "万元", "政府采购支出中货物类的金额", "采购", ()),
    ("procurement_works", "政府采购工程支出", "procurement of works", "万元", "政府采购支出中工程类的金额", "采购", ()),
    ("procurement_services", "政府采购服务支出", "procurement of services", "万元", "政府采购支出中服务类的金额，不是政府购买服务支出", "采购", ()),
    ("procurement_sme", "授予中小企业合同金额", "procurement from SMEs", "万元", "政府采购中授予中小企业的合同金额，含授予小微企业的", "采购", ("share_pct",)),
    ("procurement_micro", "授予小微企业合同金额", "procurement from small and micro firms", "万元", "政府采购中授予小微企业的合同金额，不含中型企业", "采购", ("share_pct",)),
    ("procurement_sme_reserved", "面向中小企业预留采购预算", "procurement reserved for SMEs", "万元", "面向中小企业预留的政府采购预算金额，不是已签的合同", "采购", ()),
    ("procurement_micro_reserved", "面向小微企业预留采购预算", "procurement reserved for small and micro firms", "万元", "面向小微企业预留的政府采购预算金额，不是已签的合同", "采购", ()),
    ("performance_average_score", "项目自评平均得分", "average score of self-evaluated projects", "分", "正文所述各自评项目的平均得分，不由各项目得分推算", "绩效", ()),
    ("procurement_sme_goods_share_pct", "货物采购授予中小企业占比", "SME share of goods", "%", "货物采购中授予中小企业的合同金额所占百分比，分母以原文所述为准", "采购", ()),
    ("procurement_sme_works_share_pct", "工程采购授予中小企业占比", "SME share of works", "%", "工程采购中授予中小企业的合同金额所占百分比，分母以原文所述为准", "采购", ()),
    ("procurement_sme_services_share_pct", "服务采购授予中小企业占比", "SME share of services", "%", "服务采购中授予中小企业的合同金额所占百分比，分母以原文所述为准", "采购", ()),
    ("service_purchase", "政府购买服务支出", "services bought from society", "万元", "本年政府购买服务的支出，不是政府采购中的服务类金额", "购买", ()),
    ("vehicles_count", "车辆", "vehicles", "辆", "国有资产占用情况所列的车辆总数，与三公经费的公务用车保有量口径不同", "资产", ()),
    ("vehicles_ministerial", "副部（省）级及以上领导用车", "vehicles of ministerial rank", "辆", "所列车辆中副部（省）级及以上领导用车的辆数", "资产", ()),
    ("vehicles_leaders", "主要领导干部用车", "vehicles of leaders", "辆", "所列车辆中主要领导干部（负责人）用车的辆数", "资产", ()),
    ("vehicles_confidential", "机要通信用车", "confidential mail vehicles", "辆", "所列车辆中机要通信用车的辆数，原文称机要通信应急用车的也算", "资产", ()),
    ("vehicles_emergency", "应急保障用车", "emergency vehicles", "辆", "所列车辆中应急保障用车的辆数，不含机要通信用车", "资产", ()),
    ("vehicles_enforcement", "执法执勤用车", "law-enforcement vehicles", "辆", "所列车辆中执法执勤用车的辆数", "资产", ()),
    ("vehicles_special", "特种专业技术用车", "special vehicles", "辆", "所列车辆中特种专业技术用车的辆数", "资产", ()),
    ("vehicles_retired", "离退休干部用车", "vehicles for retired officials", "辆", "所列车辆中离退休干部（服务）用车的辆数", "资产", ()),
    ("vehicles_general", "一般公务用车", "ordinary official vehicles", "辆", "所列车辆中一般公务用车的辆数", "资产", ()),
    ("vehicles_other", "其他用车", "other vehicles", "辆", "所列车辆中归入其他用车的辆数", "资产", ()),
    ("equipment_500k", "单价50万元以上设备", "equipment of 500,000 yuan or more", "台（套）", "单价50万元以上设备的台（套）数，原文称通用、专用、大型或仪器设备的都算", "资产", ()),
    ("equipment_1m", "单价100万元以上设备", "equipment of a million yuan or more", "台（套）", "单价100万元以上设备的台（套）数，原文称通用、专用、大型或仪器设备的都算", "资产", ()),
    ("performance_projects", "自评项目个数", "projects self-evaluated", "个", "纳入绩效自评的项目个数，不含只编报目标、跟踪监控或由财政评价的", "绩效", ()),
    ("performance_amount", "自评资金", "money self-evaluated", "万元", "纳入绩效自评的项目所涉资金，整体支出自评的资金另为一项", "绩效", ("share_pct",)),
    ("performance_overall_budget", "整体支出全年预算数", "overall budget evaluated", "万元", "部门整体支出自评所述的全年（调整后）预算数", "绩效", ()),
    ("performance_overall_amount", "整体支出自评资金", "overall money evaluated", "万元", "部门整体支出自评所述的执行数或所涉资金，不是项目自评的资金", "绩效", ("completion_pct",)),
    ("opening_balance", "年初结转和结余", "balance brought forward", "万元", "上年结转到本年使用的全部资金和结余，不限于财政拨款", "收支", _MOVES),
    ("closing_balance", "年末结转和结余", "balance carried forward", "万元", "结转到以后年度使用的全部资金和结余，不限于财政拨款", "收支", _MOVES),
    ("non_fiscal_balance_used", "使用非财政拨款结余", "non-fiscal balance used", "万元", "用以前年度的非财政拨款结余弥补本年收支差额的数额，不是本年收入", "收支", _MOVES),
    ("balance_distribution", "结余分配", "balance distributed", "万元", "按规定对非财政拨款结余的分配，不是本年支出", "收支", _MOVES),
    ("remitted_to_superior", "上缴上级支出", "remitted to superiors", "万元", "按规定上缴上级单位的支出，属于本年支出", (3, "合计", "remitted_to_superior"), ("share_pct",)),
    ("operating_expenditure", "经营支出", "operating expenditure", "万元", "在专业业务活动及其辅助活动之外开展非独立核算经营活动发生的支出", (3, "合计", "operating"), ("share_pct",)),
    ("affiliate_subsidy", "对附属单位补助支出", "subsidies to affiliates", "万元", "用财政拨款以外的资金补助附属单位的支出", (3, "合计", "affiliate_subsidy"), ("share_pct",)),
    ("opening_balance_appropriation", "年初财政拨款结转和结余", "appropriations brought forward", "万元", "上年结转到本年使用的财政拨款，不含非财政拨款的结转结余", "财政", ()),
    ("closing_balance_appropriation", "年末财政拨款结转和结余", "appropriations carried forward", "万元", "结转到以后年度使用的财政拨款，不含非财政拨款的结转结余", "财政", ()),
    ("government_fund_opening", "政府性基金年初结转和结余", "government funds brought forward", "万元", "上年结转到本年使用的政府性基金预算财政拨款", (7, "合计", "opening_balance"), ()),
    ("government_fund_closing", "政府性基金年末结转和结余", "government funds carried forward", "万元", "结转到以后年度使用的政府性基金预算财政拨款", (7, "合计", "closing_balance"), ()),
    ("state_capital_initial", "国有资本经营预算年初预算", "opening state capital budget", "万元", "年初预算安排的国有资本经营预算财政拨款支出，不含年中调整", "国资", ()),
    ("reception_batches", "公务接待批次", "receptions, batches", "批次", "公务接待的批次，只收原文没有分开国内与外宾的", "三公", ()),
    ("reception_persons", "公务接待人次", "receptions, persons", "人次", "公务接待的人次，只收原文没有分开国内与外宾的", "三公", ()),
    ("performance_first_level_projects", "反映自评结果的一级项目个数", "first-level projects reported", "个", "绩效自评结果所反映的一级项目个数，不含二级项目", "绩效", ()),
    ("performance_overall_initial", "整体支出年初预算", "opening budget evaluated", "万元", "部门整体支出自评所述的年初预算数，不含年中调整", "绩效", ()),
    ("performance_second_level_projects", "自评二级项目个数", "second-level projects evaluated", "个", "纳入绩效自评的二级项目个数，不含一级项目", "绩效", ()),
    ("staff_quota", "编制人数", "authorised posts", "人", "核定的编制总数；只写明行政、事业等一部分的不算", "人数", ()),
    ("staff_actual", "实有人数", "persons in all", "人", "原文所写的实有人数，可能含离退休人员", "人数", ()),
    ("staff_serving", "在职人数", "persons at work", "人", "原文所写的在职人数，不含离退休人员", "人数", ()),
    ("performance_score", "绩效自评得分", "self-evaluation score", "分", "本部门绩效自评的得分，不含各项目单独的得分", "绩效", ()),
)
# fmt: on


def _render() -> tuple[Metric, ...]:
    out: list[Metric] = []
    for id_, zh, en, unit, meaning, where, facets in _BASE:
        source, cell = _source(where), None if isinstance(where, str) else where
        out.append(Metric(id_, zh, en, unit, f"{meaning}；{source}", source, cell))
        for facet in facets:
            facet_zh, facet_en, facet_unit, of_facet = _FACETS[facet]
            out.append(
                Metric(
                    f"{id_}_{facet}",
                    f"{zh}{facet_zh}",
                    f"{en}, {facet_en}",
                    facet_unit or unit,
                    f"{zh}：{of_facet}；{_OF_FACETS}",
                    _OF_FACETS,
                )
            )
    return tuple(out)


def _source(where: _Where) -> str:
    if isinstance(where, str):
        return f"取自{_PROSE[where]}"
    number, row, column = where
    header = dict(statement_kind(number).figures)[column]
    row = {"budget": "预算数", "final": "决算数"}.get(row, row)
    return f"取自公开{number:02d}表“{row}”行的“{header}”，正文所述的另记"


METRICS: tuple[Metric, ...] = _render()
METRIC = {one.id: one for one in METRICS}
"""Every metric by its id."""


def metric(id_: str) -> Metric:
    """The metric of that id; KeyError where the catalogue has none."""
    return METRIC[id_]
