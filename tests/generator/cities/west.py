"""A city of the west: figures in numbered paragraphs, classes beside their opening budget, vehicles and receptions
counted apart, other matters in one section."""

from __future__ import annotations

from ..elements import Prose
from ..execution import by_class
from ..figures import percent
from ..records import APPROPRIATIONS, GENERAL, Facts, Money, totals
from .words import against, meetings, since


def _totals(p: Prose, f: Facts) -> None:
    now = totals(f)
    total = p.wan("grand_total", now.grand)
    p.body(
        f"1.总体情况。{f.year}年度收入总计{total}，支出总计{total}。收支较上年决算数"
        f"{p.change('grand_total', now.grand, f.previous.grand)}，主要原因是专项资金变动。"
    )
    own = sum(s.revenue for s in f.spendings if s.money in APPROPRIATIONS)
    p.body(
        f"2.收入情况。{f.year}年度收入合计{p.wan('revenue_total', now.revenue)}，较上年决算数"
        f"{p.change('revenue_total', now.revenue, f.previous.revenue)}，主要原因是专项资金变动。其中：财政拨款收入"
        f"{p.wan('fiscal_appropriation_revenue', own)}，占"
        f"{p.share('fiscal_appropriation_revenue_share_pct', own, now.revenue)}。此外，使用非财政拨款结余和专用结余"
        f"{p.wan('non_fiscal_balance_used', 0)}，年初结转和结余{p.wan('opening_balance', sum(s.opening for s in f.spendings))}。"
    )
    p.body(
        f"3.支出情况。{f.year}年度支出合计{p.wan('expenditure_total', now.expenditure)}，较上年决算数"
        f"{p.change('expenditure_total', now.expenditure, f.previous.expenditure)}，主要原因是据实列支。其中：基本支出"
        f"{p.wan('basic_expenditure', f.basic)}，占{p.share('basic_expenditure_share_pct', f.basic, now.expenditure)}；项目支出"
        f"{p.wan('project_expenditure', f.project)}，占{p.share('project_expenditure_share_pct', f.project, now.expenditure)}。"
        f"此外，结余分配{p.wan('balance_distribution', 0)}。"
    )
    closing = sum(s.closing for s in f.spendings)
    p.body(f"4.结转结余情况。{f.year}年度年末结转和结余{p.wan('closing_balance', closing)}。")


def _general(p: Prose, f: Facts) -> None:
    now, initial = totals(f), sum(s.initial for s in f.of(GENERAL))
    p.body(
        f"1.收入情况。{f.year}年度一般公共预算财政拨款收入{p.wan('general_budget_revenue', now.general_revenue)}，"
        f"{since(p, 'general_budget_revenue', now.general_revenue, f.previous.general_revenue, '较上年决算数')}。"
        "主要原因是专项资金变动。"
    )
    p.body(
        f"2.支出情况。{f.year}年度一般公共预算财政拨款支出{p.wan('general_budget_expenditure', f.general)}，"
        f"{since(p, 'general_budget_expenditure', f.general, f.previous.general, '较上年决算数')}。主要原因是据实列支。"
        f"{against(p, 'general_budget_expenditure', initial, f.general, '较年初预算数')}。主要原因是年中调整。"
    )
    p.body(f"3.比较情况。本部门{f.year}年度一般公共预算财政拨款支出主要用于以下几个方面：")
    for i, (_, name, budget, final, _) in enumerate(by_class(f.of(GENERAL)), start=1):
        share = percent(final, f.general, p.layout.growth_places)
        told = "较年初预算数无增减"
        if budget != final:
            told = f"较年初预算数{'增加' if final > budget else '减少'}{p.money(abs(final - budget))}万元"
        p.body(f"（{i}）{name}{p.money(final)}万元，占{share}%，{told}。")


def _basic(p: Prose, f: Facts) -> None:
    basic = sum(s.basic for s in f.of(GENERAL))
    p.body(
        f"{f.year}年度一般公共财政拨款基本支出{p.wan('general_budget_basic', basic)}。其中：人员经费"
        f"{p.wan('personnel_cost', f.personnel)}。人员经费用途主要包括基本工资、津贴补贴。公用经费"
        f"{p.wan('public_cost', f.public)}，"
        f"{since(p, 'public_cost', f.public, f.previous.operating_cost, '较上年决算数')}，主要原因是据实列支。"
    )


def _three_public(p: Prose, f: Facts) -> None:
    budget, final, before = f.three_public_budget, f.three_public, f.previous.three_public
    p.add("subheading", "（一）“三公”经费支出总体情况说明。")
    p.body(
        f"{f.year}年度“三公”经费支出共计{p.wan('three_public_final', final.total)}，"
        f"{_moved(p, 'three_public', budget.total, final.total, before.total)}"
    )
    p.add("subheading", "（二）“三公”经费分项支出情况。")
    p.body(
        f"{f.year}年度本部门因公出国（境）费用{p.wan('abroad_final', final.abroad)}，主要是未安排或按批准安排。"
    )
    p.body(f"公务车购置费{p.wan('vehicle_purchase_final', final.purchase)}，主要是按批准购置。")
    p.body(
        f"公务车运行维护费{p.wan('vehicle_operation_final', final.operation)}，主要用于公务出行。费用支出"
        f"{_moved(p, 'vehicle_operation', budget.operation, final.operation, before.operation)}"
    )
    p.body(
        f"公务接待费{p.wan('reception_final', final.reception)}，主要用于接待业务交流。费用支出"
        f"{_moved(p, 'reception', budget.reception, final.reception, before.reception)}"
    )
    p.add("subheading", "（三）“三公”经费实物量情况。")
    batches, persons = f.receptions
    abroad = int(final.abroad > 0)
    p.body(
        f"{f.year}年度本部门因公出国（境）共计{p.state('abroad_groups', abroad)}个团组，{p.state('abroad_persons', 3 * abroad)}人；"
        f"公务用车购置{p.state('vehicles_purchased', int(final.purchase > 0))}辆，公务车保有量为"
        f"{p.state('vehicles_held', f.assets.vehicles)}辆；国内公务接待{p.state('reception_domestic_batches', batches)}批次"
        f"{p.state('reception_domestic_persons', persons)}人；国（境）外公务接待{p.state('reception_foreign_batches', 0)}批次，"
        f"{p.state('reception_foreign_persons', 0)}人。"
    )


def _moved(p: Prose, metric: str, budget: Money, final: Money, before: Money) -> str:
    return (
        f"{against(p, f'{metric}_final', budget, final, '较年初预算数')}，主要原因是厉行节约。"
        f"{since(p, f'{metric}_final', final, before, '较上年支出数')}，主要原因是业务量变化。"
    )


def _conferences(p: Prose, f: Facts) -> None:
    meeting, training, _, _ = meetings(f)
    p.body(
        f"本年度会议费支出{p.wan('meeting_final', meeting)}，较上年决算数{p.change('meeting_final', meeting, meeting + 25)}，"
        f"主要原因是合并开会。本年度培训费支出{p.wan('training_final', training)}，较上年决算数"
        f"{p.change('training_final', training, training + 5)}，主要原因是线上培训。"
    )


def _performance(p: Prose, f: Facts) -> None:
    money = sum(project.executed for project in f.projects)
    p.body(
        f"根据预算绩效管理要求，本部门对部门整体和{p.state('performance_projects', len(f.projects))}个项目开展了绩效自评，"
        f"涉及财政拨款项目支出资金{p.wan('performance_amount', money)}。"
    )


WEST = (
    ("totals", "收入支出决算总体情况说明", _totals),
    ("appropriation", "财政拨款收入支出决算总体情况说明", None),
    ("general", "一般公共预算财政拨款收入支出决算情况说明", _general),
    ("basic", "一般公共预算财政拨款基本支出决算情况说明", _basic),
    ("fund", "政府性基金预算收支决算情况说明", None),
    ("capital", "国有资本经营预算财政拨款支出决算情况说明", None),
    ("three_public", "“三公”经费情况说明", _three_public),
    ("conferences", "财政拨款会议费和培训费情况说明", _conferences),
    ("operating", "机关运行经费情况说明", None),
    ("assets", "国有资产占用情况说明", None),
    ("procurement", "政府采购支出情况说明", None),
    ("performance", "预算绩效管理情况说明", _performance),
)
"""The sections in order: key, title, and who writes it (None: as at home)."""
