"""A city of the centre: every expense with its budget and its change in one sentence, conferences in a section of
their own, the shares of small firms by kind of purchase."""

from __future__ import annotations

from ..elements import Prose
from ..execution import by_class
from ..figures import percent
from ..records import FUND, GENERAL, Facts, Money, totals
from ..statements import class_sums
from .words import against, completed, meetings


def _totals(p: Prose, f: Facts) -> None:
    now = totals(f)
    total = p.wan("grand_total", now.grand)
    change = p.change("grand_total", now.grand, f.previous.grand, "各")
    text = f"{f.year}年度收入总计{total}，支出总计{total}。与上年相比，收入支出{change}"
    p.body(f"{text}，主要是因为工作任务有变动。" if now.grand != f.previous.grand else f"{text}。")


def _general(p: Prose, f: Facts) -> None:
    now = totals(f)
    p.add("subheading", "（一）财政拨款支出决算总体情况")
    change = p.change("general_budget_expenditure", f.general, f.previous.general)
    p.body(
        f"{f.year}年度财政拨款支出{p.wan('general_budget_expenditure', f.general)}，占本年支出合计的"
        f"{p.share('general_budget_expenditure_share_pct', f.general, now.expenditure)}，与上年相比，财政拨款支出{change}。"
    )
    p.add("subheading", "（二）财政拨款支出决算结构情况")
    names = {s.function.code[:3]: s.function.class_ for s in f.of(GENERAL)}
    told = (
        f"{names[code]}{p.money(amount)}万元，占{percent(amount, f.general, p.layout.growth_places)}%"
        for code, amount in class_sums(f.of(GENERAL)).items()
    )
    p.body(f"{f.year}年度财政拨款支出{p.money(f.general)}万元，主要用于以下方面：{'；'.join(told)}。")
    p.add("subheading", "（三）财政拨款支出决算具体情况")
    initial = sum(s.initial for s in f.of(GENERAL))
    p.body(
        f"{f.year}年度财政拨款支出年初预算数为{p.wan('general_budget_initial', initial)}，支出决算数为{p.money(f.general)}万元"
        f"{completed(p, 'general_budget_expenditure', initial, f.general, '年初预算')}，其中："
    )
    _items(p, f)


def _items(p: Prose, f: Facts) -> None:
    if p.layout.execution == "classes":
        for i, (_, name, initial, final, reason) in enumerate(by_class(f.of(GENERAL)), start=1):
            p.body(f"{i}、{name}（类）。{_told(p, initial, final, reason)}")
        return
    for i, s in enumerate(f.of(GENERAL), start=1):
        g = s.function
        # a paragraph of its own in print; a reader may well join it to the figures below
        p.add("note", f"{i}、{g.class_}（类）{g.section}（款）{g.item}（项）。")
        p.add("note", _told(p, s.initial, s.total, s.reason))


def _told(p: Prose, initial: Money, final: Money, reason: str) -> str:
    text = f"年初预算为{p.money(initial)}万元，支出决算为{p.money(final)}万元"
    if initial:
        text += f"，完成年初预算的{percent(final, initial, p.layout.growth_places)}%"
    if initial == final:
        return f"{text}，决算数等于年初预算数。"
    return f"{text}，决算数{'大' if final > initial else '小'}于年初预算数的主要原因是：{reason}。"


def _basic(p: Prose, f: Facts) -> None:
    basic = sum(s.basic for s in f.of(GENERAL))
    p.body(f"{f.year}年度财政拨款基本支出{p.wan('general_budget_basic', basic)}，其中：")
    for metric, name, amount in (
        ("personnel_cost", "人员经费", f.personnel),
        ("public_cost", "公用经费", f.public),
    ):
        p.body(
            f"{name}{p.wan(metric, amount)}，占基本支出的{p.share(f'{metric}_share_pct', amount, basic)}，"
            f"主要包括{'基本工资、津贴补贴' if metric == 'personnel_cost' else '办公费、差旅费'}。"
        )


def _fund(p: Prose, f: Facts) -> None:
    fund = f.of(FUND)
    if not fund:
        p.body(f"本部门{f.year}年度无政府性基金预算财政拨款收入支出。")
        return
    project = sum(s.project for s in fund)
    p.body(
        f"{f.year}年度政府性基金预算财政拨款收入{p.wan('government_fund_revenue', sum(s.revenue for s in fund))}；"
        f"年初结转和结余{p.wan('government_fund_opening', sum(s.opening for s in fund))}；"
        f"支出{p.wan('government_fund_expenditure', sum(s.total for s in fund))}，其中基本支出"
        f"{p.money(sum(s.basic for s in fund))}万元，项目支出{p.money(project)}万元；"
        f"年末结转和结余{p.wan('government_fund_closing', sum(s.closing for s in fund))}。"
    )


def _three_public(p: Prose, f: Facts) -> None:
    budget, final, before = f.three_public_budget, f.three_public, f.previous.three_public
    p.add("subheading", "（一）“三公”经费财政拨款支出决算总体情况说明")
    p.body(
        f"“三公”经费财政拨款支出预算为{p.wan('three_public_budget', budget.total)}，支出决算为"
        f"{p.wan('three_public_final', final.total)}{completed(p, 'three_public_final', budget.total, final.total)}，其中："
    )
    for metric, name, planned, spent, last in (
        ("abroad", "因公出国（境）费", budget.abroad, final.abroad, before.abroad),
        ("reception", "公务接待费", budget.reception, final.reception, before.reception),
        ("vehicle_purchase", "公务用车购置费", budget.purchase, final.purchase, before.purchase),
        ("vehicle_operation", "公务用车运行维护费", budget.operation, final.operation, before.operation),
    ):
        p.body(f"{name}支出预算为{_spent(p, metric, planned, spent, last)}")
    p.add("subheading", "（二）“三公”经费财政拨款支出决算具体情况说明")
    batches, persons = f.receptions
    p.body(
        f"1、公务接待费支出决算为{p.money(final.reception)}万元，全年共接待来访团组{p.state('reception_batches', batches)}个、"
        f"来宾{p.state('reception_persons', persons)}人次，主要是业务交流发生的接待支出。"
    )
    p.body(
        f"2、公务用车购置费及运行维护费支出决算为{p.wan('vehicle_final', final.vehicles)}，其中：公务用车购置费"
        f"{p.money(final.purchase)}万元，更新公务用车{p.state('vehicles_purchased', int(final.purchase > 0))}辆。"
        f"公务用车运行维护费{p.money(final.operation)}万元，截止{f.year}年12月31日，我单位开支财政拨款的公务用车保有量为"
        f"{p.state('vehicles_held', f.assets.vehicles)}辆。"
    )


def _spent(p: Prose, metric: str, budget: Money, final: Money, before: Money) -> str:
    text = (
        f"{p.wan(f'{metric}_budget', budget)}，支出决算为{p.wan(f'{metric}_final', final)}"
        f"{completed(p, f'{metric}_final', budget, final)}，"
    )
    text += "决算数等于预算数" if budget == final else "决算数小于预算数的主要原因是厉行节约"
    if final == before:
        p.state(f"{metric}_final_change", 0)
        return f"{text}{'，' if budget == final else '。'}与上年持平。"
    change = p.change(f"{metric}_final", final, before)
    return f"{text}，与上年相比{change}，变动的主要原因是业务量有变化。"


def _operating(p: Prose, f: Facts) -> None:
    budget = f.previous.operating_cost
    told = against(p, "operating_cost", budget, f.public, "比年初预算数")
    p.body(
        f"本部门{f.year}年度机关运行经费支出{p.wan('operating_cost', f.public)}，{told}。主要原因是据实列支。"
    )


def _conferences(p: Prose, f: Facts) -> None:
    meeting, training, persons, trained = meetings(f)
    p.body(
        f"{f.year}年本部门开支会议费{p.wan('meeting_final', meeting)}，用于召开工作会议，人数"
        f"{p.state('meeting_persons', persons)}人；开支培训费{p.wan('training_final', training)}，用于开展业务培训，人数"
        f"{p.state('training_persons', trained)}人；未举办节庆、晚会、论坛、赛事等活动。"
    )


def _performance(p: Prose, f: Facts) -> None:
    money = sum(project.executed for project in f.projects)
    p.body(
        f"组织对{f.year}年度一般公共预算项目支出全面开展绩效自评，其中，一级项目"
        f"{p.state('performance_first_level_projects', 2)}个，二级项目"
        f"{p.state('performance_second_level_projects', len(f.projects))}个，共涉及资金{p.wan('performance_amount', money)}，"
        f"占一般公共预算项目支出总额的{p.share('performance_amount_share_pct', money, money)}。"
    )


CENTRE = (
    ("totals", "收入支出决算总体情况说明", _totals),
    ("revenue", "收入决算情况说明", None),
    ("expenditure", "支出决算情况说明", None),
    ("appropriation", "财政拨款收入支出决算总体情况说明", None),
    ("general", "一般公共预算财政拨款支出决算情况说明", _general),
    ("basic", "一般公共预算财政拨款基本支出决算情况说明", _basic),
    ("fund", "政府性基金预算收入支出决算情况", _fund),
    ("capital", "国有资本经营预算财政拨款支出决算情况", None),
    ("three_public", "财政拨款三公经费支出决算情况说明", _three_public),
    ("operating", "关于机关运行经费支出说明", _operating),
    ("conferences", "一般性支出情况", _conferences),
    ("procurement", "关于政府采购支出说明", None),
    ("assets", "关于国有资产占用情况说明", None),
    ("performance", "关于预算绩效情况的说明", _performance),
)
"""The sections in order: key, title, and who writes it (None: as at home)."""
