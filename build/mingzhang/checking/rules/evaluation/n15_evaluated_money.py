"""N15: the money that the self-evaluation covers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...context import RuleContext
from ...evaluated_projects import all_listed, form_figure, form_rate, project_figure
from ...figures import CENT, HUNDRED, Figure
from ...registry import rule
from ...stated_figures import StatedFigure
from ...trials import Held, Trial, equal, share, total

SOURCE = "部门决算公开文本格式 第三部分 十三 预算绩效情况说明"
_FUNDS = re.compile(r"政府性基金|国有资本")
_BUDGET = re.compile(r"预算(?:金额|资金|数|安排|总额|批复)")
"""Where the money evaluated is said to be the budget of the projects."""
_ALL = re.compile(r"全面开展|(?:全部|所有)[^，。；]{0,12}项目")
"""Where the evaluation is said to cover all project spending."""


def evaluated(context: RuleContext) -> list[StatedFigure]:
    """The money evaluated, as the section on performance states it."""
    return [s for s in context.by_metric.get("performance_amount", ()) if s.kind == "performance"]


def is_budget(context: RuleContext, stated: StatedFigure) -> bool:
    """Whether the money evaluated is the budgets of the projects: it says so, or it is their sum."""
    if _BUDGET.search(stated.quote):
        return True
    budgets = [project.budget for project in context.disclosure.projects]
    known = [budget for budget in budgets if budget is not None]
    return bool(known) and len(known) == len(budgets) and abs(sum(known) - stated.figure.amount) <= CENT


def covers_all(context: RuleContext, stated: StatedFigure) -> bool:
    """Whether the evaluation is said to cover all project spending; else the money is that of some projects."""
    shares = context.by_metric.get("performance_amount_share_pct", ())
    return bool(_ALL.search(stated.quote)) or any(share.figure.amount == HUNDRED for share in shares)


@rule(
    "N15.project-money",
    "自评资金等于所述范围的项目支出",
    "Money evaluated = project spending of the stated scope",
    "绩效自评写明覆盖全部项目支出的，所述资金应等于该范围的项目支出；写明是预算资金的，不与支出比较。",
    SOURCE,
    kinds=("performance",),
)
def project_money(context: RuleContext) -> Iterator[Trial]:
    for stated in evaluated(context):
        whole = _scope(context, stated)
        if is_budget(context, stated):
            yield Held()
        elif whole is not None and covers_all(context, stated):
            yield equal(stated.figure, whole)


@rule(
    "N15.project-budgets",
    "自评的预算资金等于所列项目预算之和",
    "Budgets evaluated = budgets of the projects listed",
    "绩效自评所述为预算资金、且所列项目齐全时，应等于各项目全年预算数之和。",
    SOURCE,
    kinds=("performance",),
)
def project_budgets(context: RuleContext) -> Iterator[Trial]:
    listed = context.disclosure.projects
    for stated in evaluated(context):
        if is_budget(context, stated) and all_listed(context) and all(p.budget is not None for p in listed):
            figures = [project_figure(project, "budget") for project in listed]
            yield total(stated.figure, figures, "所列项目全年预算数之和")


@rule(
    "N15.share",
    "自评资金占项目支出的比例",
    "Share of project spending evaluated",
    "绩效自评资金占项目支出总额的比例，应等于两者相除。",
    SOURCE,
    kinds=("performance",),
)
def share_of_spending(context: RuleContext) -> Iterator[Trial]:
    for stated in evaluated(context):
        whole = _scope(context, stated)
        for rate in context.by_metric.get("performance_amount_share_pct", ())[:1]:
            if whole is not None and not is_budget(context, stated):
                yield share(rate.figure, stated.figure, whole)


@rule(
    "N15.overall-money",
    "整体支出自评资金等于支出合计",
    "Money of the overall evaluation = total expenditure",
    "整体支出绩效自评所述资金，应等于本年支出合计。",
    SOURCE,
    "warning",
    kinds=("overall",),
)
def overall_money(context: RuleContext) -> Iterator[Trial]:
    spent = context.reference("expenditure_total")
    seen: set[Decimal] = set()
    for stated in context.by_metric.get("performance_overall_amount", ()):
        if spent is not None and stated.figure.amount not in (0, *seen):  # 开展0项整体自评，涉及资金0万元
            seen.add(stated.figure.amount)
            yield equal(stated.figure, spent, remark=like_projects(context, stated.figure))


@rule(
    "N15.overall-form",
    "整体自评表执行数等于支出合计",
    "Spending of the overall form = total expenditure",
    "整体支出绩效自评表的执行数，应等于本年支出合计。",
    SOURCE,
    "warning",
)
def overall_form(context: RuleContext) -> Iterator[Trial]:
    spent = context.reference("expenditure_total")
    for form in context.disclosure.forms:
        if form.kind == "overall" and form.executed is not None and spent is not None:
            yield equal(form_figure(form, "executed"), spent)


@rule(
    "N15.overall-form-budget",
    "整体自评表预算数与所述一致",
    "Budget of the overall form = the budget stated",
    "整体支出绩效自评表的预算数，应与情况说明所述整体支出预算数一致。",
    SOURCE,
    "warning",
)
def overall_form_budget(context: RuleContext) -> Iterator[Trial]:
    for form in context.disclosure.forms:
        for stated in context.by_metric.get("performance_overall_budget", ())[:1]:
            if form.kind == "overall" and form.budget is not None:
                yield equal(form_figure(form, "budget"), stated.figure)


@rule(
    "N15.overall-form-rate",
    "整体自评表执行率等于执行数除以预算数",
    "Execution rate of the overall form",
    "整体支出绩效自评表的执行率，应等于执行数除以预算数。",
    SOURCE,
)
def overall_form_rate(context: RuleContext) -> Iterator[Trial]:
    for form in context.disclosure.forms:
        if form.kind == "overall":
            yield from form_rate(form)


def _scope(context: RuleContext, stated: StatedFigure) -> Figure | None:
    """Project spending: of the general budget, or of all budgets where funds are named too. Where neither is named and
    the money is all project spending, that is what it covers."""
    general = context.reference("general_budget_project")
    every = context.reference("project_expenditure")
    funds = _FUNDS.search(stated.quote) is not None
    unnamed = "一般公共预算" not in stated.quote and every is not None
    whole = unnamed and every is not None and abs(every.amount - stated.figure.amount) <= CENT
    if funds or whole or (general is None and _only_general(context)):
        return every
    return general


def _only_general(context: RuleContext) -> bool:
    """Whether all spending is of the general budget, as far as the account says."""
    part, whole = context.reference("general_budget_expenditure"), context.reference("expenditure_total")
    return part is None or whole is None or abs(part.amount - whole.amount) <= CENT


def like_projects(context: RuleContext, figure: Figure) -> str:
    """A remark where the money called overall is that of the projects."""
    projects = context.reference("project_expenditure")
    if projects is not None and abs(projects.amount - figure.amount) <= CENT:
        return "该数与项目支出相同"
    return ""
