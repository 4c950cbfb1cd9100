"""A city of the east: totals as a list, appropriations before the general budget, items under their class, the money
of each budget in brackets, conferences and training with the three public expenses."""

from __future__ import annotations

from ..cells import ORDINALS
from ..elements import Prose
from ..execution import by_class
from ..figures import percent
from ..records import APPROPRIATIONS, CAPITAL, FUND, GENERAL, Facts, Money, totals
from .words import completed, meetings


def _totals(p: Prose, f: Facts) -> None:
    now = totals(f)
    opening = sum(s.opening for s in f.spendings)
    closing = sum(s.closing for s in f.spendings)
    grand = p.wan("grand_total", now.grand)
    p.body(
        f"{f.year}年度收入、支出决算总计{grand}。与上年相比，收、支总计"
        f"{p.change('grand_total', now.grand, f.previous.grand, '各')}，变动原因：专项变动。其中："
    )
    p.body(f"（一）收入决算总计{grand}。包括：")
    p.body(
        f"1．本年收入决算合计{p.wan('revenue_total', now.revenue)}。与上年相比，"
        f"{p.change('revenue_total', now.revenue, f.previous.revenue)}，变动原因：专项变动。"
    )
    p.body(
        f"2．使用非财政拨款结余和专用结余{p.wan('non_fiscal_balance_used', 0)}。{_same(p, 'non_fiscal_balance_used')}"
    )
    p.body(f"3．年初结转和结余{p.wan('opening_balance', opening)}。")
    p.body(f"（二）支出决算总计{grand}。包括：")
    p.body(
        f"1．本年支出决算合计{p.wan('expenditure_total', now.expenditure)}。与上年相比，"
        f"{p.change('expenditure_total', now.expenditure, f.previous.expenditure)}，变动原因：据实列支。"
    )
    p.body(f"2．结余分配{p.wan('balance_distribution', 0)}。{_same(p, 'balance_distribution')}")
    p.body(f"3．年末结转和结余{p.wan('closing_balance', closing)}。结转和结余事项：项目未完工。")


def _same(p: Prose, metric: str) -> str:
    p.state(f"{metric}_change", 0)
    return "与上年决算数相同。"


def _appropriated(p: Prose, f: Facts) -> None:
    own = [s for s in f.spendings if s.money in APPROPRIATIONS]
    spent, initial = sum(s.total for s in own), sum(s.initial for s in f.of(GENERAL))
    p.body(
        "财政拨款支出决算反映的是一般公共预算、政府性基金预算和国有资本经营预算财政拨款支出的总体情况，"
        "既包括使用本年从本级财政取得的财政拨款发生的支出，也包括使用上年度财政拨款结转资金发生的支出。"
    )
    share = p.share("fiscal_appropriation_expenditure_share_pct", spent, totals(f).expenditure)
    p.body(
        f"{f.year}年度财政拨款支出决算{p.wan('fiscal_appropriation_expenditure', spent)}，占本年支出合计的{share}。"
        f"与{f.year}年度财政拨款支出年初预算{p.wan('fiscal_appropriation_initial', initial)}相比"
        f"{completed(p, 'fiscal_appropriation_expenditure', initial, spent, '年初预算')}。其中："
    )
    for i, (code, name, initial, final, reason) in enumerate(by_class(f.of(GENERAL))):
        p.body(
            f"（{ORDINALS[i]}）{name}（类）{_told(p, initial, final, reason) if p.layout.execution == 'classes' else ''}"
        )
        if p.layout.execution != "classes":
            for j, s in enumerate((s for s in f.of(GENERAL) if s.function.code[:3] == code), start=1):
                g = s.function
                p.body(f"{j}．{g.section}（款）{g.item}（项）。{_told(p, s.initial, s.total, s.reason)}")


def _told(p: Prose, initial: Money, final: Money, reason: str) -> str:
    text = f"年初预算{p.money(initial)}万元，支出决算{p.money(final)}万元，"
    rate = f"{percent(final, initial, p.layout.growth_places)}%" if initial else ""
    text += f"完成年初预算的{rate}。" if initial else "（年初预算数为0万元，无法计算完成比率）"
    if initial == final:
        return f"{text}决算数与年初预算数相同。"
    return f"{text}决算数与年初预算数的差异原因：{reason}。"


def _basic(p: Prose, f: Facts) -> None:
    basic = sum(s.basic for s in f.of(GENERAL))
    p.body(f"{f.year}年度财政拨款基本支出决算{p.wan('general_budget_basic', basic)}，其中：")
    p.body(f"（一）人员经费{p.wan('personnel_cost', f.personnel)}。主要包括：基本工资、津贴补贴。")
    p.body(f"（二）公用经费{p.wan('public_cost', f.public)}。主要包括：办公费、差旅费。")


def _general(p: Prose, f: Facts) -> None:
    change = p.change("general_budget_expenditure", f.general, f.previous.general)
    p.body(
        "一般公共预算支出决算反映的是一般公共预算财政拨款支出的总体情况。"
        f"{f.year}年度财政拨款一般公共预算支出决算{p.wan('general_budget_expenditure', f.general)}。与上年相比，{change}。"
    )


def _three_public(p: Prose, f: Facts) -> None:
    budget, final, before = f.three_public_budget, f.three_public, f.previous.three_public
    p.add("subheading", "（一）“三公”经费支出总体情况说明。")
    total = p.money(final.total)
    text = f"{f.year}年度财政拨款“三公”经费支出决算{p.wan('three_public_final', final.total)}{_budgets(p, total)}。"
    if final.total != before.total:
        text += (
            f"与上年相比，{p.change('three_public_final', final.total, before.total)}，变动原因：业务量变化。"
        )
    if final.total:
        text += "其中，" + "；".join(
            f"{name}支出{p.wan(f'{metric}_final', amount)}，占“三公”经费的"
            f"{p.share(f'{metric}_final_share_pct', amount, final.total)}"
            for metric, name, amount in (
                ("abroad", "因公出国（境）费", final.abroad),
                ("vehicle", "公务用车购置及运行维护费", final.vehicles),
                ("reception", "公务接待费", final.reception),
            )
        )
        text += "。"
    p.body(text)
    p.add("subheading", "（二）“三公”经费支出具体情况说明。")
    abroad = int(final.abroad > 0)
    p.body(
        f"1．因公出国（境）费支出{_spent(p, 'abroad', budget.abroad, final.abroad)}全年使用财政拨款涉及的出国（境）团组"
        f"{p.state('abroad_groups', abroad)}个，累计{p.state('abroad_persons', 3 * abroad)}人次。"
    )
    p.body(f"2．公务用车购置及运行维护费支出{_spent(p, 'vehicle', budget.vehicles, final.vehicles)}其中：")
    p.body(
        f"（1）公务用车购置支出{_spent(p, 'vehicle_purchase', budget.purchase, final.purchase)}本年度使用财政拨款购置公务用车"
        f"{p.state('vehicles_purchased', int(final.purchase > 0))}辆。"
    )
    p.body(
        f"（2）公务用车运行维护费支出{_spent(p, 'vehicle_operation', budget.operation, final.operation)}公务用车运行维护费主要用于"
        f"公务出行。截至{f.year}年12月31日，使用财政拨款开支的公务用车保有量为{p.state('vehicles_held', f.assets.vehicles)}辆。"
    )
    batches, persons = f.receptions
    p.body(
        f"3．公务接待费支出{_spent(p, 'reception', budget.reception, final.reception)}其中：国内公务接待支出"
        f"{p.wan('reception_domestic', final.reception)}，接待{p.state('reception_domestic_batches', batches)}批次，"
        f"{p.state('reception_domestic_persons', persons)}人次；国（境）外公务接待支出{p.wan('reception_foreign', 0)}，"
        f"接待{p.state('reception_foreign_batches', 0)}批次，{p.state('reception_foreign_persons', 0)}人次。"
    )
    _conferences(p, f)


def _conferences(p: Prose, f: Facts) -> None:
    meeting, training, came, trained = meetings(f)
    p.add("subheading", "（三）会议费支出决算情况说明。")
    p.body(
        f"{f.year}年度财政拨款会议费支出{_spent(p, 'meeting', meeting + 10, meeting)}{f.year}年度全年召开会议"
        f"{p.state('meetings', 2)}个，参加会议{p.state('meeting_persons', came)}人次，开支内容：工作部署。"
    )
    p.add("subheading", "（四）培训费支出决算情况说明。")
    p.body(
        f"{f.year}年度财政拨款培训费支出{_spent(p, 'training', training, training)}{f.year}年度全年组织培训"
        f"{p.state('trainings', 3)}个，组织培训{p.state('training_persons', trained)}人次，开支内容：业务培训。"
    )


def _budgets(p: Prose, total: str) -> str:
    zero = p.money(0)
    return (
        f"（其中：一般公共预算支出{total}万元；政府性基金预算支出{zero}万元；国有资本经营预算支出{zero}万元）"
    )


def _spent(p: Prose, metric: str, budget: Money, final: Money) -> str:
    text = f"预算{p.wan(f'{metric}_budget', budget)}{_budgets(p, p.money(budget))}，支出决算{p.wan(f'{metric}_final', final)}"
    text += (
        completed(p, f"{metric}_final", budget, final, "调整后预算")
        or "，（预算数为0万元，无法计算完成比率）"
    )
    return f"{text}，决算数与预算数{'相同' if budget == final else '的差异原因：据实列支'}。"


def _fund(p: Prose, f: Facts) -> None:
    spent = sum(s.total for s in f.of(FUND))
    p.body(f"{f.year}年度政府性基金预算财政拨款支出决算{p.wan('government_fund_expenditure', spent)}。")


def _capital(p: Prose, f: Facts) -> None:
    spent = sum(s.total for s in f.of(CAPITAL))
    p.body(f"{f.year}年度国有资本经营预算财政拨款支出决算{p.wan('state_capital_expenditure', spent)}。")


def _operating(p: Prose, f: Facts) -> None:
    cost = p.wan("operating_cost", f.public)
    change = p.change("operating_cost", f.public, f.previous.operating_cost)
    p.body(
        f"{f.year}年度机关运行经费支出决算{cost}{_budgets(p, p.money(f.public))}。与上年相比，{change}，变动原因：据实列支。"
    )


def _performance(p: Prose, f: Facts) -> None:
    money, spent = sum(project.executed for project in f.projects), totals(f).expenditure
    p.body(
        f"本部门{f.year}年度共1个项目开展了财政重点绩效评价，涉及财政性资金合计{p.money(money // 3)}万元；本部门共开展"
        f"{p.state('performance_projects', len(f.projects))}项项目自评价，涉及财政性资金合计{p.wan('performance_amount', money)}；"
        f"本部门开展整体支出自评价，涉及财政性资金合计{p.wan('performance_overall_amount', spent)}。"
    )


EAST = (
    ("totals", "收入支出决算总体情况说明", _totals),
    ("revenue", "收入决算情况说明", None),
    ("expenditure", "支出决算情况说明", None),
    ("appropriation", "财政拨款收入支出决算总体情况说明", None),
    ("appropriated", "财政拨款支出决算情况说明", _appropriated),
    ("basic", "财政拨款基本支出决算情况说明", _basic),
    ("general", "一般公共预算支出决算情况说明", _general),
    ("three_public", "财政拨款“三公”经费、会议费、培训费支出情况说明", _three_public),
    ("fund", "政府性基金预算支出决算情况说明", _fund),
    ("capital", "国有资本经营预算支出决算情况说明", _capital),
    ("operating", "财政拨款机关运行经费支出决算情况说明", _operating),
    ("procurement", "政府采购支出决算情况说明", None),
    ("assets", "国有资产占用情况", None),
    ("performance", "预算绩效评价工作开展情况", _performance),
)
"""The sections in order: key, title, and who writes it (None: as at home)."""
