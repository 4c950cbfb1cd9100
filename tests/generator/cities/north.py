"""A city of the north: appropriations compared budget by budget, every expense beside its budget with a rate."""

from __future__ import annotations

from ..elements import Prose
from ..figures import percent
from ..records import APPROPRIATIONS, CAPITAL, FUND, GENERAL, Facts, Money, totals
from ..statements import class_sums
from .words import against, completed, since


def _totals(p: Prose, f: Facts) -> None:
    now = totals(f)
    change = p.change("grand_total", now.grand, f.previous.grand, "各")
    text = f"本部门{f.year}年度收、支总计（含结转和结余）{p.wan('grand_total', now.grand)}。与{f.year - 1}年度决算相比，收支{change}"
    p.body(f"{text}，主要原因是工作任务有变动。" if now.grand != f.previous.grand else f"{text}。")


def _appropriation(p: Prose, f: Facts) -> None:
    now = totals(f)
    own = sum(s.revenue for s in f.spendings if s.money in APPROPRIATIONS)
    spent = sum(s.total for s in f.spendings if s.money in APPROPRIATIONS)
    p.add("subheading", f"（一）财政拨款收支与{f.year - 1}年度决算对比情况")
    p.body(
        f"本部门{f.year}年度财政拨款本年收入{p.wan('fiscal_appropriation_revenue', own)}，主要是专项资金；"
        f"本年支出{p.wan('fiscal_appropriation_expenditure', spent)}，主要是人员和项目。具体情况如下："
    )
    general = p.change("general_budget_expenditure", f.general, f.previous.general)
    p.body(
        f"1.一般公共预算财政拨款本年收入{p.wan('general_budget_revenue', now.general_revenue)}，"
        f"{since(p, 'general_budget_revenue', now.general_revenue, f.previous.general_revenue, '比上年')}，主要是任务变动；"
        f"本年支出{p.wan('general_budget_expenditure', f.general)}，比上年{general}，主要是据实列支。"
    )
    for number, name, metric, money, last in (
        (2, "政府性基金预算", "government_fund", FUND, f.previous.fund_revenue),
        (3, "国有资本经营预算", "state_capital", CAPITAL, f.previous.capital_revenue),
    ):
        revenue = sum(s.revenue for s in f.of(money))
        p.body(
            f"{number}.{name}财政拨款本年收入{p.wan(f'{metric}_revenue', revenue)}，"
            f"{since(p, f'{metric}_revenue', revenue, last, '比上年')}；"
            f"本年支出{p.wan(f'{metric}_expenditure', sum(s.total for s in f.of(money)))}。"
        )
    p.add("subheading", "（二）财政拨款收支与年初预算数对比情况")
    initial = sum(s.initial for s in f.spendings if s.money in APPROPRIATIONS) or spent
    p.body(
        f"本部门{f.year}年度财政拨款本年收入{p.money(own)}万元；本年支出{p.money(spent)}万元"
        f"{completed(p, 'fiscal_appropriation_expenditure', initial, spent, '年初预算')}，"
        f"{against(p, 'fiscal_appropriation_expenditure', initial, spent, '比年初预算')}。"
    )
    _structure(p, f)


def _structure(p: Prose, f: Facts) -> None:
    p.add("subheading", "（三）财政拨款支出决算结构情况")
    names = {s.function.code[:3]: s.function.class_.removesuffix("支出") for s in f.of(GENERAL)}
    told = (
        f"{names[code]}（类）支出{p.money(amount)}万元，占{percent(amount, f.general, p.layout.growth_places)}%"
        for code, amount in class_sums(f.of(GENERAL)).items()
    )
    p.body(f"{f.year}年度财政拨款支出{p.money(f.general)}万元，主要用于以下方面：{'；'.join(told)}。")
    p.add("subheading", "（四）一般公共预算基本支出决算情况说明")
    basic = sum(s.basic for s in f.of(GENERAL))
    p.body(f"{f.year}年度财政拨款基本支出{p.wan('general_budget_basic', basic)}，其中：")
    p.body(
        f"人员经费{p.wan('personnel_cost', f.personnel)}，主要包括基本工资、津贴补贴；"
        f"公用经费{p.wan('public_cost', f.public)}，主要包括办公费、差旅费。"
    )


def _three_public(p: Prose, f: Facts) -> None:
    budget, final, before = f.three_public_budget, f.three_public, f.previous.three_public
    p.add("subheading", "（一）“三公”经费财政拨款支出决算总体情况说明")
    p.body(
        f"本部门{f.year}年度“三公”经费财政拨款支出{_told(p, 'three_public', budget.total, final.total, before.total)}"
    )
    p.add("subheading", "（二）“三公”经费财政拨款支出决算具体情况说明")
    p.body(
        f"1.因公出国（境）费支出情况。本部门{f.year}年度因公出国（境）费支出{_told(p, 'abroad', budget.abroad, final.abroad, before.abroad)}"
        f"其中因公出国（境）团组{p.state('abroad_groups', int(final.abroad > 0))}个、共"
        f"{p.state('abroad_persons', 3 * int(final.abroad > 0))}人。"
    )
    p.body(
        f"2.公务用车购置及运行维护费支出情况。本部门{f.year}年度公务用车购置及运行维护费"
        f"{_told(p, 'vehicle', budget.vehicles, final.vehicles, before.vehicles)}其中："
    )
    p.body(
        f"公务用车购置费支出：本部门{f.year}年度公务用车购置量{p.state('vehicles_purchased', int(final.purchase > 0))}辆，"
        f"发生“公务用车购置”经费支出{p.wan('vehicle_purchase_final', final.purchase)}。公务用车购置费支出"
        f"{_moved(p, 'vehicle_purchase', budget.purchase, final.purchase, before.purchase)}"
    )
    p.body(
        f"公务用车运行维护费支出：本部门{f.year}年度单位公务用车保有量{p.state('vehicles_held', f.assets.vehicles)}辆。"
        f"公车运行维护费支出{_moved(p, 'vehicle_operation', budget.operation, final.operation, before.operation)}"
    )
    batches, persons = f.receptions
    p.body(
        f"3.公务接待费支出情况。本部门{f.year}年度公务接待费支出预算为{p.wan('reception_budget', budget.reception)}，支出决算"
        f"{p.wan('reception_final', final.reception)}{completed(p, 'reception_final', budget.reception, final.reception)}。"
        f"发生公务接待共{p.state('reception_batches', batches)}批次、{p.state('reception_persons', persons)}人次。公务接待费支出"
        f"{_moved(p, 'reception', budget.reception, final.reception, before.reception)}"
    )


def _told(p: Prose, metric: str, budget: Money, final: Money, before: Money) -> str:
    """`预算为…，支出决算为…，完成预算的…%，较预算减少…，主要是…；较上年减少…，主要是…。`"""
    return (
        f"预算为{p.wan(f'{metric}_budget', budget)}，支出决算{p.wan(f'{metric}_final', final)}"
        f"{completed(p, f'{metric}_final', budget, final)}，{_moved(p, metric, budget, final, before)}"
    )


def _moved(p: Prose, metric: str, budget: Money, final: Money, before: Money) -> str:
    return (
        f"{against(p, f'{metric}_final', budget, final)}，主要是从严控制；"
        f"{since(p, f'{metric}_final', final, before)}，主要是业务量变化。"
    )


def _procurement(p: Prose, f: Facts) -> None:
    b = f.procurement
    text = (
        f"本部门{f.year}年度政府采购支出总额{p.wan('procurement_total', b.total)}，从采购类型来看，政府采购货物支出"
        f"{p.wan('procurement_goods', b.goods)}、政府采购工程支出{p.wan('procurement_works', b.works)}、政府采购服务支出"
        f"{p.wan('procurement_services', b.services)}。"
    )
    if b.total:
        text += (
            f"授予中小企业合同金{p.wan('procurement_sme', b.sme)}，占政府采购支出总额的"
            f"{p.share('procurement_sme_share_pct', b.sme, b.total)}，其中授予小微企合同金额{p.wan('procurement_micro', b.micro)}，"
            f"占政府采购支出总额的{p.share('procurement_micro_share_pct', b.micro, b.total)}。"
        )
    p.body(text)


NORTH = (
    ("totals", "收入支出决算总体情况说明", _totals),
    ("revenue", "收入决算情况说明", None),
    ("expenditure", "支出决算情况说明", None),
    ("appropriation", "财政拨款收入支出决算情况说明", _appropriation),
    ("three_public", "“三公”经费支出决算情况说明", _three_public),
    ("operating", "机关运行经费支出说明", None),
    ("procurement", "政府采购支出说明", _procurement),
    ("assets", "国有资产占用情况说明", None),
    ("performance", "预算绩效情况说明", None),
)
"""The sections in order: key, title, and who writes it (None: as at home)."""
