"""What statements print, in English: headers, the fixed items of 公开01 and 公开04, classes of spending, kinds of body."""

from __future__ import annotations

import re
from functools import lru_cache

from pypinyin import lazy_pinyin

from ...catalogue import METRICS
from .charts import Words

HEADERS = {
    "amount": "Amount",
    "total": "Total",
    "fiscal_appropriation": "Fiscal appropriation",
    "superior_subsidy": "Subsidies from superior units",
    "business_revenue": "Public-service revenue",
    "operating_revenue": "Operating revenue",
    "affiliate_remittance": "Remitted by affiliates",
    "other_revenue": "Other revenue",
    "basic": "Basic expenditure",
    "project": "Project expenditure",
    "remitted_to_superior": "Remitted to superior units",
    "operating": "Operating expenditure",
    "affiliate_subsidy": "Subsidies to affiliates",
    "general_budget": "General public budget",
    "government_fund": "Government-managed funds",
    "state_capital": "State-capital budget",
    "opening_balance": "Opening balance",
    "revenue": "Revenue of the year",
    "closing_balance": "Closing balance",
    "abroad": "Overseas travel",
    "vehicle_total": "Official vehicles, subtotal",
    "vehicle_purchase": "Vehicle purchase",
    "vehicle_operation": "Vehicle operation",
    "reception": "Official receptions",
}
SIDES = {"revenue": "Revenue", "expenditure": "Expenditure", "budget": "Budget", "final": "Final accounts"}

_ITEMS = {
    "合计": "Total",
    "总计": "Grand total",
    "一般公共预算财政拨款收入": "Appropriation from the general public budget",
    "政府性基金预算财政拨款收入": "Appropriation from government-managed funds",
    "国有资本经营预算财政拨款收入": "Appropriation from the state-capital budget",
    "一般公共预算财政拨款": "General public budget",
    "政府性基金预算财政拨款": "Government-managed funds",
    "国有资本经营预算财政拨款": "State-capital budget",
    "财政拨款收入": "Fiscal appropriation",
    "上级补助收入": "Subsidies from superior units",
    "事业收入": "Public-service revenue",
    "经营收入": "Operating revenue",
    "附属单位上缴收入": "Remitted by affiliates",
    "其他收入": "Other revenue",
    "本年收入合计": "Revenue of the year, total",
    "本年支出合计": "Expenditure of the year, total",
    "使用非财政拨款结余": "Use of non-appropriated surplus",
    "使用非财政拨款结余和专用结余": "Use of non-appropriated and earmarked surplus",
    "年初结转和结余": "Opening balance",
    "年末结转和结余": "Closing balance",
    "年初财政拨款结转和结余": "Opening balance of appropriations",
    "年末财政拨款结转和结余": "Closing balance of appropriations",
    "结余分配": "Distribution of surplus",
    "一般公共服务支出": "General public services",
    "外交支出": "Foreign affairs",
    "国防支出": "National defence",
    "公共安全支出": "Public security",
    "教育支出": "Education",
    "科学技术支出": "Science and technology",
    "文化旅游体育与传媒支出": "Culture, tourism, sport and media",
    "社会保障和就业支出": "Social security and employment",
    "卫生健康支出": "Health",
    "节能环保支出": "Energy conservation and environment",
    "城乡社区支出": "Urban and rural communities",
    "农林水支出": "Agriculture, forestry and water",
    "交通运输支出": "Transport",
    "资源勘探工业信息等支出": "Resource exploration, industry and information",
    "商业服务业等支出": "Commerce and services",
    "金融支出": "Finance",
    "援助其他地区支出": "Aid to other regions",
    "自然资源海洋气象等支出": "Natural resources, oceans and weather",
    "住房保障支出": "Housing support",
    "粮油物资储备支出": "Grain, oil and material reserves",
    "国有资本经营预算支出": "State-capital budget",
    "灾害防治及应急管理支出": "Disaster prevention and emergencies",
    "预备费": "Reserve",
    "其他支出": "Other expenditure",
    "转移性支出": "Transfers",
    "债务还本支出": "Debt repayment",
    "债务付息支出": "Debt interest",
    "债务发行费用支出": "Cost of issuing debt",
    "抗疫特别国债安排的支出": "Expenditure from special anti-epidemic bonds",
    "工资福利支出": "Wages and benefits",
    "商品和服务支出": "Goods and services",
    "对个人和家庭的补助": "Support to individuals and families",
    "债务利息及费用支出": "Interest and fees on debt",
    "资本性支出": "Capital expenditure",
    "资本性支出（基本建设）": "Capital expenditure (construction)",
    "对企业补助": "Support to enterprises",
    "对企业补助（基本建设）": "Support to enterprises (construction)",
    "对社会保障基金补助": "Support to social security funds",
    "人员经费合计": "Personnel costs, total",
    "公用经费合计": "Running costs, total",
    "人员经费": "Personnel costs",
    "公用经费": "Running costs",
}
METRIC_GROUPS = {
    "收支总体": "Revenue and expenditure",
    "财政拨款": "Fiscal appropriations",
    "“三公”经费、会议与培训": "Three public expenses, meetings, training",
    "机关运行与采购": "Operating costs and procurement",
    "人员与资产": "People and assets",
    "绩效": "Performance",
}
UNITS = {
    "万元": "10,000 yuan",
    "辆": "vehicles",
    "个": "",
    "条": "",
    "人": "persons",
    "人次": "persons",
    "批次": "batches",
    "台（套）": "sets",
    "分": "points",
    "年": "",
}
_ASKED = {
    "three public": "三公经费",
    "three public expenses": "三公经费",
    "overseas travel": "因公出国",
    "official vehicles": "公务用车",
    "receptions": "公务接待",
    "operating costs": "机关运行经费",
    "poverty relief": "扶贫",
    "subdistrict": "街道",
    "salaries": "工资",
    "training": "培训",
    "audit": "审计",
    "education": "教育",
    "health": "卫生健康",
    "pension": "养老",
    "housing": "住房",
    "environment": "环保",
    "budget": "预算",
    "expenditure": "支出",
    "revenue": "收入",
}
"""What people type in English, as the documents have it, beside the names of metrics, items and bodies."""
_KINDS = {
    "街道办事处": "Subdistrict Office",
    "人民政府办公室": "People's Government Office",
    "人民法院": "People's Court",
    "人民检察院": "People's Procuratorate",
    "组织部": "Organisation Department",
    "宣传部": "Publicity Department",
    "妇女联合会": "Women's Federation",
    "总工会": "Federation of Trade Unions",
    "发展和改革委员会": "Development and Reform Commission",
    "机关事务服务中心": "Government Offices Service Centre",
    "文化和旅游局": "Culture and Tourism Bureau",
    "市场监督管理局": "Market Regulation Bureau",
    "城市管理执法局": "Urban Management Bureau",
    "城市管理局": "Urban Management Bureau",
    "人力资源和社会保障局": "Human Resources and Social Security Bureau",
    "公安局": "Public Security Bureau",
    "司法局": "Justice Bureau",
    "财政局": "Finance Bureau",
    "教育局": "Education Bureau",
    "民政局": "Civil Affairs Bureau",
    "卫生健康局": "Health Bureau",
    "审计局": "Audit Bureau",
    "中心": "Centre",
    "委员会": "Commission",
    "局": "Bureau",
}


def item_in_english(item: str) -> str:
    """Translate a fixed item or class; empty where there is none, as for an item of a department's own."""
    return _ITEMS.get(item, "")


_SAID = {
    "图1 收、支决算总计变动": "Grand total of revenue and expenditure",
    "图2 收入决算结构": "Where revenue came from",
    "图3 支出决算结构": "Basic, project and other expenditure",
    "图4 财政拨款收、支决算总计变动": "Grand total of fiscal appropriations",
    "支出按功能分类": "Expenditure by function",
    "上年数取自上年的决算公开。": "The year before is taken from its own final accounts.",
    "上年数由本年数减去原文所写的增减额得出。": "The year before is this year's figure less the change the document states.",
    "按原文文字“支出决算结构情况”绘制，只含一般公共预算。": "Drawn from the prose; general public budget only.",
    "附属单位上缴收入": "Remitted by affiliates",
    "基本支出": "Basic expenditure",
    "项目支出": "Project expenditure",
    "上缴上级支出": "Remitted to superior units",
    "经营支出": "Operating expenditure",
    "对附属单位补助支出": "Subsidies to affiliates",
}


def in_english(words: str) -> str:
    """Translate the title, note or label of a chart; what has no English stays as it is."""
    return _SAID.get(words) or _ITEMS.get(words) or words


def search_terms() -> list[tuple[str, str]]:
    """List (English in lower case, as documents have it) of what an English search is translated by, the longest first."""
    names = {metric.en.replace('"', ""): metric.zh for metric in METRICS if "," not in metric.en}
    items = {en: zh for zh, en in (*_ITEMS.items(), *_KINDS.items())}
    found = {
        en.lower(): zh for en, zh in (*names.items(), *items.items(), *_ASKED.items()) if _PLAIN.match(en)
    }
    return sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0]))


_PLAIN = re.compile(r"[A-Za-z' -]{4,60}\Z")


def kind_in_english(kind: str) -> str:
    """Translate a kind of body; one that has no English stays as it is."""
    return _KINDS.get(kind, kind)


CHART_WORDS = Words(
    item="Item",
    amount="Amount (10,000 yuan)",
    share="Share",
    wan="10,000 yuan",
    told="{}: {} {}",
    doubt=" (disputed)",
    disputed="Hatched and marked ※: disputed by another figure of the document.",
    year="{}",
    of=in_english,
)


def reading(name: str) -> str:
    """Write a name in Latin letters: Jiangxia Qu for 江夏区."""
    return " ".join(syllable.capitalize() for syllable in lazy_pinyin(name))


def titled(name: str) -> str:
    """Begin a metric's name as a heading begins: “Three public” budget."""
    curled = re.sub(r'"([^"]*)"', "“\\1”", name)
    start = 1 if curled.startswith("“") else 0
    return f"{curled[:start]}{curled[start : start + 1].upper()}{curled[start + 1 :]}"


@lru_cache(maxsize=20_000)
def name_in_english(short_name: str, district: str | None, city: str | None) -> str:
    """Translate a department's name: Hualou Subdistrict Office, Jianghan, Wuhan: the kind of body in English, names as they are read."""
    ending = next((ending for ending in _KINDS if short_name.endswith(ending)), "")
    stem = short_name.removesuffix(ending) if ending else short_name
    body = f"{''.join(lazy_pinyin(stem)).capitalize()} {_KINDS[ending]}" if ending else reading(stem)
    return ", ".join((body.strip(), *(_place(place) for place in (district, city) if place)))


def _place(name: str) -> str:
    """Leave out 区, 市 and the like where a name remains."""
    stem = name[:-1] if len(name) > 2 and name[-1] in "区市县" else name
    return "".join(lazy_pinyin(stem)).capitalize()
