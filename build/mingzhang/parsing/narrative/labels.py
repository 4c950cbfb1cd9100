"""The words that stand before a figure in each section of 情况说明, and the metric they name."""

from __future__ import annotations

import re
from functools import cache

from ...model import Kind
from .numerals import FORMAL

# What may stand between a label and its figure: 支出总额为, 各, 均为, (不含结转) …
BETWEEN = (
    r"(?:支出|决算|总额|金额|合计|总计|资金|为|共|各|均|分别|是|:|约|计|了|达|额|数|的|金|\([^()]{0,12}\))"
)
FIGURE = rf"(?=-?[0-9]|[零〇一二三四五六七八九十两{FORMAL}][零〇一二三四五六七八九十百千万亿两点{FORMAL}]{{0,14}}(?:元|批次|人次|辆))"
"""What follows a label: digits, or a numeral with its unit (三百二十万元)."""
SHARE_AHEAD = r"占[^，。；:0-9]{0,20}[0-9]{1,3}(?:\.[0-9]{1,4})?%[，,、(](?=计|共|为|即|合|金额)"
"""A share between a label and its figure: 基本支出占93.62%，计915.26万元."""
DIRECTION = r"(?:增加|增长|上升|提高|减少|下降|降低|增|减)"

REVENUES = (
    ("general_budget_revenue", r"一般公共预算(?:财政)?拨款(?:本年)?(?:收入)?|一般公共预算收入"),
    ("government_fund_revenue", r"政府性基金(?:预算)?(?:财政)?拨款(?:本年)?(?:收入)?|政府性基金预算收入"),
    ("state_capital_revenue", r"国有资本经营(?:预算)?(?:财政)?拨款(?:本年)?(?:收入)?|国有资本经营预算收入"),
)
_SOURCES = (
    *REVENUES,
    ("fiscal_appropriation_revenue", r"财政拨款(?:收入)?"),
    ("superior_subsidy_revenue", r"上级补助收入"),
    ("business_revenue", r"(?<!非)事业收入"),
    ("operating_revenue", r"经营收入"),
    ("affiliate_revenue", r"附属单位(?:上缴|缴款)收入"),
    ("other_revenue", r"其他收入"),
    ("non_fiscal_balance_used", r"使用非财政拨款(?:结余|专用结余)(?:和专用结余)?(?:\(含专用结余\))?"),
    ("opening_balance", r"(?:年初|上年)结转和?结余"),
)
_USES = (
    ("basic_expenditure", r"基本支出"),
    ("project_expenditure", r"项目支出"),
    ("remitted_to_superior", r"上缴上级支出"),
    ("operating_expenditure", r"经营支出"),
    ("affiliate_subsidy", r"对附属单位补助支出"),
    ("closing_balance", r"年末结转和?结余"),
    ("balance_distribution", r"结余分配"),
)
_REVENUE_TOTAL = ("revenue_total", r"本年收入(?:决算)?合计|收入(?:决算)?合计|本年收入|总收入")
_EXPENDITURE_TOTAL = ("expenditure_total", r"本年支出(?:决算)?合计|支出(?:决算)?合计|本年支出|总支出")
_GRAND_TOTAL = (
    r"收、?支(?:决算)?总(?:计|额|决算)|收入、?支出(?:决算)?总(?:计|额)|收入总计|支出总计|收入总额|支出总额"
)

# 面向中小企业预留政府采购项目预算金额; 预留给中小企业的采购预算
_RESERVED_FOR = r"(?:面向|预留给|专门面向)"
_RESERVED = r"(?:预留|采购)?的?(?:政府采购)?(?:项目)?(?:采购)?(?:预算)?"

_BOUGHT = (
    r"(?:类)?(?:采购)?(?:实际支付|支|合同|预算|(?=金额|总额|:?共?计?为?[0-9]))"  # after 货物, 工程, 服务
)

_NO_OTHER = r"(?<!基金预算财政)(?<!经营预算财政)(?<!基金预算)(?<!经营预算)"
"""Before 拨款: none of the other two budgets."""

LABELS: dict[Kind, tuple[tuple[str, str], ...]] = {
    "totals": (
        ("grand_total", rf"{_GRAND_TOTAL}|总收入|总支出"),
        (
            "revenue_total",
            r"本年收入(?:决算)?(?:合计)?|收入(?:决算)?合计|(?<=[年度])(?:决算)?收入|(?<=[，；])收入决算数",
        ),
        (
            "expenditure_total",
            r"本年支出(?:决算)?(?:合计)?|支出(?:决算)?合计|(?<=[年度])(?:决算)?支出|(?<=[，；])(?:支出决算数|决算支出)",
        ),
        *_SOURCES,
        *_USES,
    ),
    "revenue": (
        ("grand_total", r"收入(?:决算)?总计"),
        _REVENUE_TOTAL,
        *_SOURCES,
        ("general_budget_revenue_alone", r"一般公共预算"),
        ("government_fund_revenue_alone", r"政府性基金预算"),
        ("state_capital_revenue_alone", r"国有资本经营预算"),
    ),
    "expenditure": (("grand_total", r"支出(?:决算)?总计"), _EXPENDITURE_TOTAL, *_USES),
    "appropriation": (
        ("appropriation_total", rf"(?:财政拨款)?(?:{_GRAND_TOTAL})|财政拨款(?:收入|支出)(?:决算)?总计"),
        ("spent_of_budget", r"(?:(?<=[；;，,。])|(?<=财政拨款))本年支出"),
        *REVENUES,
        ("fiscal_appropriation_revenue", r"财政拨款本年收入|本年财政拨款收入"),
        ("fiscal_appropriation_expenditure", r"本年财政拨款支出"),
        ("opening_balance_appropriation", r"年初财政拨款结转和?结余"),
        ("closing_balance_appropriation", r"年末财政拨款结转和?结余"),
    ),
    "general_budget": (
        ("general_budget_initial", r"完成年初预算(?=[0-9])"),
        ("general_budget_revenue", r"一般公共预算(?:财政)?拨款(?:本年)?收入"),
        ("opening_balance_appropriation", r"年初财政拨款结转和?结余"),
        ("general_budget_basic", rf"(?:{_NO_OTHER}拨款(?:安排)?的?|(?<=其中:))基本支出"),
        ("general_budget_project", rf"(?:{_NO_OTHER}拨款(?:安排)?的?|(?<=[，；、]))项目支出"),
        ("personnel_cost", r"(?<=[:，；、])人员经费"),
        ("public_cost", r"(?<=[:，；、])公用经费"),
        (
            "general_budget_expenditure",
            r"一般公共预算(?:(?:财政)?拨款)?(?:本年)?支出|(?<!基金预算)(?<!经营预算)财政拨款支出",
        ),
    ),
    "appropriated": (
        ("fiscal_appropriation_initial", r"财政拨款(?:本年)?支出(?:决算)?的?[，,]?年初预算"),
        ("general_budget_basic", rf"(?:{_NO_OTHER}拨款(?:安排)?的?|(?<=其中:))基本支出"),
        ("general_budget_project", rf"(?:{_NO_OTHER}拨款(?:安排)?的?|(?<=[，；、]))项目支出"),
        ("general_budget_expenditure", r"一般公共预算(?:(?:财政)?拨款)?(?:本年)?支出"),
        ("fiscal_appropriation_final", r"(?<=[，,])(?:支出)?决算"),
        ("fiscal_appropriation_expenditure", r"(?<!基金预算)(?<!经营预算)财政拨款(?:本年)?支出"),
    ),
    "structure": (("general_budget_expenditure", r"一般公共预算(?:财政)?拨款(?:本年)?支出(?=[0-9])"),),
    "execution": (
        ("general_budget_initial", r"财政拨款支出(?:决算)?的?[，,]?年初预算"),
        (
            "general_budget_annual",
            r"财政拨款支出(?:决算)?的?[，,]?(?:全年|调整后?)预算|(?<=[，,；;])(?:全年|调整后的?|调整)预算",
        ),
        ("general_budget_final", r"一般公共预算支出决算"),
        ("general_budget_expenditure", r"支出决算|决算支出|一般公共预算(?:财政)?拨款支出(?!决算)"),
        ("general_budget_basic", r"基本支出"),
        ("general_budget_project", r"项目支出"),
    ),
    "basic": (
        ("general_budget_basic", rf"{_NO_OTHER}拨款(?:安排)?的?基本支出"),
        ("personnel_cost", r"人员经费"),
        ("public_cost", r"公用经费"),
    ),
    "government_fund": (
        ("government_fund_opening", r"年初结转和?结余"),
        ("government_fund_revenue", r"本年收入|政府性基金预算(?:财政拨款)?(?:本年)?收入"),
        (
            "government_fund_expenditure",
            r"本年支出|政府性基金(?:预算)?(?:财政拨款)?(?:本年)?支出|(?<=[；;，,])支出",
        ),
        ("government_fund_closing", r"年末结转和?结余"),
    ),
    "state_capital": (
        ("state_capital_initial", r"国有资本经营预算(?:财政拨款)?(?:本年)?支出年初预算"),
        (
            "state_capital_expenditure",
            r"国有资本经营预算(?:财政拨款)?(?:本年)?支出|本年支出|(?<=[，,])支出决算",
        ),
        ("state_capital_revenue", r"国有资本经营预算(?:财政拨款)?(?:本年)?收入|本年收入"),
    ),
    "three_public": (
        ("vehicles_held", r"公务用?车(?:年末)?保有量?|共有公务用车"),
        (
            "vehicles_purchased",
            r"公务用车购置量|(?:购置|更新)(?:\(更新\)|及更新|更新|、更新)?(?:公务)?用?车?辆?",
        ),
        ("vehicle_fuel", r"(?:车辆)?(?:燃(?:料|油)费|加油)"),
        ("vehicle_repair", r"(?:车辆)?维修费?"),
        ("meetings", r"召开会议"),
        ("trainings", r"组织培训"),
        ("vehicle_toll", r"(?:过)?[桥路]过?[桥路]费"),
        ("vehicle_insurance", r"保险费?"),
        ("vehicle_safety_awards", r"安全奖励费用?"),
    ),
    "operating_cost": (
        ("operating_cost", r"机[关构]运行(?:经)?费|日常公用经费(?:支出)?[，,]?合计|(?<=[，,])支出决算"),
        ("operating_cost_budget", r"机[关构]运行经费(?:支出)?(?:年初|全年)?预算"),
    ),
    "meetings": (("meetings", r"召开会议"), ("trainings", r"组织培训")),
    "service_purchase": (("service_purchase", r"政府购买服务(?:支出|决算)?"),),
    "procurement": (
        ("procurement_sme_goods_share_pct", r"货物采购授予中小企业(?:的)?合同金额占[^，。；]{0,16}?"),
        ("procurement_sme_works_share_pct", r"工程采购授予中小企业(?:的)?合同金额占[^，。；]{0,16}?"),
        ("procurement_sme_services_share_pct", r"服务采购授予中小企业(?:的)?合同金额占[^，。；]{0,16}?"),
        ("procurement_sme_reserved", rf"{_RESERVED_FOR}中小(?:微)?企业{_RESERVED}"),
        ("procurement_micro_reserved", rf"{_RESERVED_FOR}小(?:微|型、?微型)企业{_RESERVED}"),
        ("procurement_sme", r"授予中小(?:微)?企业(?:的)?(?:政府采购)?合同"),
        ("procurement_micro", r"授予小(?:微|型、?微型)企业?(?:的)?(?:政府采购)?合同"),
        ("procurement_goods", rf"货物{_BOUGHT}"),
        ("procurement_works", rf"工程{_BOUGHT}"),
        ("procurement_services", rf"(?<!商品和)(?<!购买)服务{_BOUGHT}"),
        (
            "procurement_total",
            r"政府采购(?:\(?决算\)?)?(?:支出|总额|金额|合同)|实际(?:政府)?采购(?:支出|总额|金额)",
        ),
    ),
    "assets": (
        (
            "vehicles_count",
            r"(?:共有|共计|总计|占有使用|(?<=[，,])|(?<=年度)|(?<=年)|(?<=。)|(?<=年末)|(?<=年底))(?:公务)?(?:用)?车辆?",
        ),
        ("vehicles_ministerial", r"副?[部省](?:\([省部]\))?级(?:及)?(?:以上)?领导(?:干部)?用车"),
        ("vehicles_leaders", r"主要(?:领导干部|负责人|领导)用车"),
        ("vehicles_confidential", r"机要通信(?:应急)?用车"),
        ("vehicles_emergency", r"(?<!机要通信)应急保障用车"),
        ("vehicles_enforcement", r"执法执勤用车"),
        ("vehicles_special", r"特种专业技术用车"),
        ("vehicles_retired", r"离退休干部(?:服务)?用车"),
        ("vehicles_general", r"一般公务用车"),
        ("vehicles_other", r"其他(?:公务)?用车"),
        (
            "equipment_500k",
            r"50万元(?:\(含\))?(?:及)?以上(?:\([^()]{1,8}\))?的?(?:通用|专用|大型)?(?:仪器)?设备",
        ),
        (
            "equipment_1m",
            r"100万元(?:\(含\))?(?:及)?以上(?:\([^()]{1,8}\))?的?(?:通用|专用|大型)?(?:仪器)?设备",
        ),
    ),
    "performance": (
        ("performance_average_score", r"平均得?分"),
        (
            "performance_amount",
            r"(?:涉及|自评|评价)?(?:预算|财政性)?资金|(?:涉及|自评|(?<=[个项][，,]))(?:预算)?金额|涉及(?:一般公共预算|财政拨款)(?:支出|资金)",
        ),
        ("performance_first_level_projects", r"一级项目"),
        ("performance_second_level_projects", r"二级项目"),
        (
            "performance_projects",
            r"(?:涉及|涵盖|覆盖)(?:一级|二级)?(?:项目)?|自评的?(?:20[0-9]{2}年度?)?(?:一级|二级)?项目(?=共?计?[0-9]{1,4}[个项])|(?:自评|评价|管理)的?项目(?=[0-9]{1,4}个)|"
            r"开展(?=[0-9]{1,4}[个项][^，。；]{0,4}项目自评)|项目自评(?=[0-9]{1,4}个)|对上年度已实施完成的(?=[0-9]{1,4}个项目[^，。；]{0,6}自评)|"
            r"开展(?:20[0-9]{2}年度?)?项目(?:支出)?(?:绩效)?自评(?=共?[0-9]{1,4}[个项])|"
            r"(?:组织)?对(?:20[0-9]{2}年度?)?“[^”]{2,40}”等?(?=[0-9]{1,4}个项目(?:支出)?(?:全面)?(?:开展|进行)[^，。；]{0,6}自评)|"
            r"(?:组织)?对(?:20[0-9]{2}年度?)?(?:(?:部门|单位)?整体(?:支出)?[和及])?(?=[0-9]{1,4}个(?!政府性|国有)[^，。；]{0,8}项目)",
        ),
        ("performance_overall_initial", r"整体(?:支出)?年初预算"),
        ("performance_overall_budget", r"调整后(?:全年)?预算|整体支出(?:全年)?预算"),
        ("performance_overall_amount", r"执行"),
        ("performance_score", r"(?:综合评分|评价得分|自评得分|综合得分|评分)"),
    ),
    "overall": (
        ("performance_overall_amount", r"(?:涉及|自评|评价)?(?:预算)?资金|执行"),
        ("performance_overall_initial", r"年初预算"),
        ("performance_overall_budget", r"全年预算|调整后预算|整体(?:支出)?总?预算"),
        ("performance_score", r"(?:综合评分|评价得分|自评得分|综合得分|平均得分|评分)"),
    ),
    "projects": (("performance_first_level_projects", r"(?:涉及|反映)"),),
}
"""Labels of each kind of section; where two start at the same character the first listed wins."""

ALONE = "_alone"
"""The end of a label that names its metric less surely than the metric's own label."""


@cache
def label_pattern(kind: Kind) -> re.Pattern[str] | None:
    """The labels of a kind, each in a group of its metric's name, followed by a figure."""
    labels = LABELS.get(kind)
    if not labels:
        return None
    either = "|".join(f"(?P<{metric}>{pattern})" for metric, pattern in labels)
    return re.compile(rf"(?:{either})(?:出|{BETWEEN})*+(?:{SHARE_AHEAD})?+{DIRECTION}?+{BETWEEN}*+{FIGURE}")
