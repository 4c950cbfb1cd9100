"""第三部分: the thirteen sections that tell the figures. Fixed phrases follow the official template."""

from __future__ import annotations

from . import wording
from .cells import ORDINALS
from .codes import ECONOMIC_NAMES
from .elements import Prose
from .execution import write_execution
from .performance import write_performance
from .records import APPROPRIATIONS, CAPITAL, FUND, GENERAL, Facts, Money, Spending, totals
from .three_public import write_three_public

_SOURCE_NAMES = {
    "superior_subsidy": "上级补助收入",
    "business_revenue": "事业收入",
    "operating_revenue": "经营收入",
    "affiliate_remittance": "附属单位上缴收入",
    "other_revenue": "其他收入",
}
_SOURCE_METRICS = {
    "superior_subsidy": "superior_subsidy_revenue",
    "affiliate_remittance": "affiliate_revenue",
}


def _overall(p: Prose, f: Facts) -> None:
    now, last = totals(f), f.year - 1
    total = p.wan("grand_total", now.grand)
    opening = p.pick(
        f"{f.year}年度收、支总计{total}。与{last}年度相比，收、支总计",
        f"{f.year}年度收入支出总计均为{total}。与{last}年相比",
        f"{f.year}年度收入总计{total}、支出总计{total}。与{last}年度相比，收入、支出总计",
        f"{f.year}年度收、支总计均为{total}，较上年",
    )
    each = p.pick("各", "", "各", "")
    p.body(
        f"{opening}{p.change('grand_total', now.grand, f.previous.grand, each)}"
        f"{p.because(f, now.grand, f.previous.grand)}。"
    )
    p.add("figure", "图1：收、支决算总计变动情况")


def _revenue(p: Prose, f: Facts) -> None:
    now = totals(f)
    parts = []
    own = sum(s.revenue for s in f.spendings if s.money in APPROPRIATIONS)
    parts.append(
        f"财政拨款收入{p.wan('fiscal_appropriation_revenue', own)}，占本年收入"
        f"{p.share('fiscal_appropriation_revenue_share_pct', own, now.revenue)}"
    )
    for money, name in _SOURCE_NAMES.items():
        amount = sum(s.revenue for s in f.of(money))
        if amount:
            metric = _SOURCE_METRICS.get(money, money)
            parts.append(
                f"{name}{p.wan(metric, amount)}，占本年收入{p.share(f'{metric}_share_pct', amount, now.revenue)}"
            )
    total = p.wan("revenue_total", now.revenue)
    change = p.change("revenue_total", now.revenue, f.previous.revenue) if p.layout.voice % 4 != 1 else ""
    opening = p.pick(
        f"{f.year}年度收入合计{total}，与{f.year - 1}年度相比，收入合计{change}。",
        f"{f.year}年度本年收入合计{total}。",
        f"{f.year}年度收入合计{total}，比{f.year - 1}年度{change}。",
        f"本年收入合计{total}，较上年{change}。",
    )
    p.body(f"{opening}其中：{'；'.join(parts)}。")
    p.add("figure", "图2：收入决算结构")


def _basic_and_project(p: Prose, f: Facts, whole: Money) -> str:
    """Both parts with their shares, one after the other or in a list."""
    basic, basic_share = (
        p.wan("basic_expenditure", f.basic),
        p.share("basic_expenditure_share_pct", f.basic, whole),
    )
    project, project_share = (
        p.wan("project_expenditure", f.project),
        p.share("project_expenditure_share_pct", f.project, whole),
    )
    if p.layout.lists:
        return f"基本支出、项目支出分别为{basic}、{project}，分别占本年支出的{basic_share}和{project_share}"
    return f"基本支出{basic}，占本年支出{basic_share}；项目支出{project}，占本年支出{project_share}"


def _expenditure(p: Prose, f: Facts) -> None:
    now = totals(f)
    operating = sum(s.operating for s in f.spendings)
    total = p.wan("expenditure_total", now.expenditure)
    change = ""
    if p.layout.voice % 4 != 1:
        change = p.change("expenditure_total", now.expenditure, f.previous.expenditure)
        change += p.because(f, now.expenditure, f.previous.expenditure)
    opening = p.pick(
        f"{f.year}年度支出合计{total}，与{f.year - 1}年度相比，支出合计{change}。",
        f"{f.year}年度本年支出合计{total}。",
        f"{f.year}年度支出合计{total}，比{f.year - 1}年度{change}。",
        f"本年支出合计{total}，较上年{change}。",
    )
    text = f"{opening}其中：{_basic_and_project(p, f, now.expenditure)}"
    if operating:
        share = p.share("operating_expenditure_share_pct", operating, now.expenditure)
        text += f"；经营支出{p.wan('operating_expenditure', operating)}，占本年支出{share}"
    p.body(f"{text}。")
    p.add("figure", "图3：支出决算结构")


def _appropriations(p: Prose, f: Facts) -> None:
    now = totals(f)
    total = p.wan("appropriation_total", now.appropriation)
    each = p.pick("各", "", "各", "")
    opening = p.pick(
        f"{f.year}年度财政拨款收、支总计{total}。与{f.year - 1}年度相比，财政拨款收、支总计",
        f"{f.year}年度财政拨款收入支出总计{total}。与{f.year - 1}年相比",
        f"{f.year}年度财政拨款收入总计{total}、支出总计{total}。与{f.year - 1}年度相比，财政拨款收入、支出总计",
        f"{f.year}年度财政拨款收、支总计均为{total}，较上年",
    )
    p.body(
        f"{opening}{p.change('appropriation_total', now.appropriation, f.previous.appropriation, each)}"
        f"{p.because(f, now.appropriation, f.previous.appropriation)}。"
    )
    told = (
        (
            "general_budget_revenue",
            "一般公共预算财政拨款收入",
            now.general_revenue,
            f.previous.general_revenue,
        ),
        ("government_fund_revenue", "政府性基金预算财政拨款收入", now.fund_revenue, f.previous.fund_revenue),
        (
            "state_capital_revenue",
            "国有资本经营预算财政拨款收入",
            now.capital_revenue,
            f.previous.capital_revenue,
        ),
    )
    parts = []
    for metric, name, amount, before in told:
        change = (
            ""
            if amount == before == 0
            else f"，比{f.year - 1}年度决算数{_plain_change(p, metric, amount, before)}"
        )
        parts.append(f"{name}{p.wan(metric, amount)}{change}")
    p.body(f"{f.year}年度财政拨款收入中，{'。'.join(parts)}。")
    p.add("figure", "图4：财政拨款收、支决算总计变动情况")


def _plain_change(p: Prose, metric: str, now: int, before: int) -> str:
    return p.change(metric, now, before) if now != before else "持平"


def _general(p: Prose, f: Facts) -> None:
    write_execution(p, f)


def _basic(p: Prose, f: Facts) -> None:
    def named(*groups: str) -> str:
        return "、".join(ECONOMIC_NAMES[code] for code, _ in f.economic if code[:3] in groups)

    basic = sum(s.basic for s in f.of(GENERAL))
    p.body(
        f"{f.year}年度一般公共预算财政拨款基本支出{p.wan('general_budget_basic', basic)}，其中：人员经费"
        f"{p.wan('personnel_cost', f.personnel)}，主要包括：{named('301', '303')}。"
    )
    p.body(f"公用经费{p.wan('public_cost', f.public)}，主要包括：{named('302', '307', '310', '399')}。")


def _spent_under(p: Prose, spendings: tuple[Spending, ...]) -> None:
    for i, s in enumerate(spendings, start=1):
        g = s.function
        p.body(
            f"（{ORDINALS[i - 1]}）{g.class_}（类）{g.section}（款）{g.item}（项）。支出决算为{p.money(s.total)}万元。"
        )


def _fund(p: Prose, f: Facts) -> None:
    fund = f.of(FUND)
    if not fund:
        p.body(f"本部门{f.year}年度无政府性基金预算财政拨款收入支出。")
        return
    opening, closing = sum(s.opening for s in fund), sum(s.closing for s in fund)
    total = sum(s.total for s in fund)
    p.body(
        f"{f.year}年度政府性基金预算财政拨款年初结转和结余{p.wan('government_fund_opening', opening)}，本年收入"
        f"{p.wan('government_fund_revenue', sum(s.revenue for s in fund))}，本年支出"
        f"{p.wan('government_fund_expenditure', total)}，年末结转和结余{p.wan('government_fund_closing', closing)}。具体支出情况为："
    )
    _spent_under(p, fund)


def _capital(p: Prose, f: Facts) -> None:
    capital = f.of(CAPITAL)
    if not capital:
        p.body(f"本部门{f.year}年度无国有资本经营预算财政拨款支出。")
        return
    total = sum(s.total for s in capital)
    p.body(
        f"{f.year}年度国有资本经营预算财政拨款本年支出{p.wan('state_capital_expenditure', total)}。具体支出情况为："
    )
    _spent_under(p, capital)


def _operating(p: Prose, f: Facts) -> None:
    grew = f.public > f.previous.operating_cost
    reason = (wording.STAFF_MORE if grew else wording.STAFF_LESS)[0]
    p.body(
        f"{f.year}年度{f.department.name}机关运行经费支出{p.wan('operating_cost', f.public)}，比{f.year - 1}年度"
        f"{_plain_change(p, 'operating_cost', f.public, f.previous.operating_cost)}。主要原因是{reason}。"
    )


def _procurement(p: Prose, f: Facts) -> None:
    b, name = f.procurement, f.department.name
    total = p.wan("procurement_total", b.total)
    goods, works = p.wan("procurement_goods", b.goods), p.wan("procurement_works", b.works)
    services = p.wan("procurement_services", b.services)
    text = p.pick(
        f"{f.year}年度{name}政府采购支出总额{total}，其中：政府采购货物支出{goods}、政府采购工程支出{works}、政府采购服务支出{services}。",
        f"{f.year}年度{name}政府采购支出{total}，其中政府采购货物支出{goods}；政府采购工程支出{works}；政府采购服务支出{services}。",
    )
    if p.layout.wording == "coast":
        text = (
            f"{f.year}年度{name}政府采购金额（以合同签订为准）为{total}，其中：货物采购金额{goods}、"
            f"工程采购金额{works}、服务采购金额{services}。"
        )
    if b.total:
        sme, micro = p.wan("procurement_sme", b.sme), p.wan("procurement_micro", b.micro)
        share = p.share("procurement_sme_share_pct", b.sme, b.total)
        small = p.share("procurement_micro_share_pct", b.micro, b.sme)
        text += p.pick(
            f"授予中小企业合同金额{sme}，占政府采购支出总额的{share}，其中：授予小微企业合同金额{micro}，占授予中小企业合同金额的{small}。",
            f"政府采购授予中小企业合同金额{sme}，占政府采购支出总额的{share}，其中授予小微企业合同金额{micro}，"
            f"占政府采购授予中小企业合同金额的{small}。",
        )
    p.body(text)


def _assets(p: Prose, f: Facts) -> None:
    a = f.assets
    p.body(
        f"截至{f.year}年12月31日，{f.department.name}共有车辆{p.state('vehicles_count', a.vehicles)}辆，其中，"
        f"副部（省）级及以上领导用车{p.state('vehicles_ministerial', 0)}辆、"
        f"主要领导干部用车{p.state('vehicles_leaders', a.leaders)}辆、"
        f"机要通信用车{p.state('vehicles_confidential', a.confidential)}辆、"
        f"应急保障用车{p.state('vehicles_emergency', a.emergency)}辆、"
        f"执法执勤用车{p.state('vehicles_enforcement', a.enforcement)}辆、"
        f"特种专业技术用车{p.state('vehicles_special', 0)}辆、"
        f"离退休干部用车{p.state('vehicles_retired', 0)}辆、"
        f"其他用车{p.state('vehicles_other', a.other)}辆。"
        f"单价100万元（含）以上设备{p.state('equipment_1m', a.equipment)}台（套）。"
    )


HOME = (
    ("totals", "收入支出决算总体情况说明", _overall),
    ("revenue", "收入决算情况说明", _revenue),
    ("expenditure", "支出决算情况说明", _expenditure),
    ("appropriation", "财政拨款收入支出决算总体情况说明", _appropriations),
    ("general", "一般公共预算财政拨款支出决算情况说明", _general),
    ("basic", "一般公共预算财政拨款基本支出决算情况说明", _basic),
    ("fund", "政府性基金预算财政拨款收入支出决算情况说明", _fund),
    ("capital", "国有资本经营预算财政拨款支出决算情况说明", _capital),
    ("three_public", "财政拨款“三公”经费支出决算情况说明", write_three_public),
    ("operating", "机关运行经费支出说明", _operating),
    ("procurement", "政府采购支出说明", _procurement),
    ("assets", "国有资产占用情况说明", _assets),
    ("performance", "预算绩效情况说明", write_performance),
)
"""The thirteen sections of the home city: key, title, and who writes it."""
