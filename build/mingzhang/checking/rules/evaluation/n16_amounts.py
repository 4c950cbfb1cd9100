"""N16: the amounts of one project in its summary, its form and elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ....model import Project, Section
from ....model.prose import Prose
from ...context import RuleContext
from ...evaluated_projects import (
    all_listed,
    form_figure,
    form_rate,
    matched,
    project_figure,
    project_forms,
    project_key,
    short_name,
)
from ...figures import Figure, Subject
from ...references import completion_trials
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial, equal, total
from .n15_evaluated_money import evaluated, is_budget, like_projects

SOURCE = "部门决算公开文本格式 第三部分 十三 预算绩效情况说明"
_NAMED_AMOUNT = re.compile(r"(?P<name>[^0-9，。；：,;:、]{4,40}+)(?P<number>[0-9]{1,9}(?:\.[0-9]{1,4})?)万元")
_LEADING = re.compile(r"^(?:其中|项目支出)?(?:主要用于|用于)?")
_SAME_PLACE = 30
"""Lines within which two figures are of one passage."""


@rule(
    "N16.amounts-missing",
    "项目综述写明预算数与执行数",
    "Every summary states budget and spending",
    "项目综述应写明全年预算数和执行数。",
    SOURCE,
    "note",
)
def amounts_missing(context: RuleContext) -> Iterator[Trial]:
    for project in context.disclosure.projects:
        if project.budget is not None or project.executed is not None:
            yield Held()
        else:
            yield Remark(
                f"项目综述“{short_name(project.name)}”没有写明预算数和执行数",
                project.source_line,
                found="未写明",
                subject=Subject("project", project_key(project.name)),
            )


@rule(
    "N16.rate-missing",
    "项目综述写明完成率",
    "Every summary states its completion rate",
    "其他项目综述写有“完成预算的×%”的，每个项目都应写明。",
    SOURCE,
    "note",
)
def rate_missing(context: RuleContext) -> Iterator[Trial]:
    listed = [p for p in context.disclosure.projects if p.budget and p.executed is not None]
    without = [project for project in listed if project.completion_pct is None]
    yield Held(len(listed) - len(without))
    if len(without) == len(listed):
        return
    for project in without:
        yield Remark(
            f"项目综述“{short_name(project.name)}”没有写明完成率",
            project.source_line,
            found="未写明",
            subject=Subject("project", project_key(project.name), "rate"),
            joined="rate",
        )


@rule(
    "N16.project-rates",
    "项目综述的完成率等于执行数除以预算数",
    "Completion rate of a project",
    "项目综述的完成率，应等于执行数除以全年预算数。",
    SOURCE,
)
def project_rates(context: RuleContext) -> Iterator[Trial]:
    for project in context.disclosure.projects:
        if project.completion_pct is not None and project.budget is not None and project.executed is not None:
            rate, executed, budget = (project_figure(project, c) for c in ("rate", "executed", "budget"))
            yield from completion_trials(rate, executed, budget)


@rule(
    "N16.form-rates",
    "项目自评表的执行率等于执行数除以预算数",
    "Execution rate of a form",
    "项目自评表的执行率，应等于执行数除以预算数。",
    SOURCE,
)
def form_rates(context: RuleContext) -> Iterator[Trial]:
    for form in project_forms(context):
        yield from form_rate(form)


@rule(
    "N16.same-amounts",
    "同一项目在综述与自评表中的金额一致",
    "One project, one budget and one spending",
    "同一项目在项目综述与自评表中的预算数、执行数应相同。",
    SOURCE,
)
def same_amounts(context: RuleContext) -> Iterator[Trial]:
    for project, form in matched(context.disclosure.projects, project_forms(context)):
        pairs = [(form_figure(form, c), project_figure(project, c)) for c in ("executed", "budget")]
        known = [pair for pair in pairs if pair[0].value is not None and pair[1].value is not None]
        alike = len({(mine.value, other.value) for mine, other in known}) == 1 and len(known) == 2
        if alike and known[0][0].value != known[0][1].value:
            yield equal(*known[0], remark="预算数也是如此")
            continue
        for mine, other in known:
            yield equal(mine, other)


@rule(
    "N16.budget-sum",
    "所列项目预算之和等于所述预算",
    "Budgets of the projects add up to the budget stated",
    "整体自评所述预算实为项目支出预算的，应等于所列项目全年预算数之和。",
    SOURCE,
    "warning",
)
def budget_sum(context: RuleContext) -> Iterator[Trial]:
    listed = context.disclosure.projects
    stated = context.by_metric.get("performance_overall_budget", [])
    amounts = [s.figure for s in context.by_metric.get("performance_overall_amount", ())]
    if not stated or not amounts or not like_projects(context, amounts[0]) or len(listed) < 2:
        return
    if abs((stated[0].figure.line or 0) - (amounts[0].line or 0)) > _SAME_PLACE:
        return
    if all(project.budget is not None for project in listed):
        yield total(stated[0].figure, [project_figure(p, "budget") for p in listed], "所列项目全年预算数之和")


@rule(
    "N16.mentioned-amounts",
    "支出决算具体情况所述项目金额与综述一致",
    "A project named with an amount has that amount in its summary",
    "支出决算具体情况中点名的项目金额，应与项目综述的执行数一致。",
    SOURCE,
    kinds=("execution",),
)
def mentioned_amounts(context: RuleContext) -> Iterator[Trial]:
    listed = context.disclosure.projects
    named = mentions(context, listed)
    for project in listed:
        if project.position in named and project.executed is not None:
            yield equal(project_figure(project, "executed"), named[project.position])


@rule(
    "N16.executed-sum",
    "所列项目执行数之和等于自评资金",
    "Spending of the projects adds up to the money evaluated",
    "所列项目齐全时，各项目执行数之和应等于所述自评资金。",
    SOURCE,
)
def executed_sum(context: RuleContext) -> Iterator[Trial]:
    listed = context.disclosure.projects
    amounts = evaluated(context)
    if not amounts or not all_listed(context) or any(project.executed is None for project in listed):
        return
    if is_budget(context, amounts[0]):
        return
    # Where the items' text gives another amount of a project, that difference is reported there, not here again.
    named = mentions(context, listed)
    figures = [named.get(project.position) or project_figure(project, "executed") for project in listed]
    yield total(amounts[0].figure, figures, "所列项目执行数之和")


@rule(
    "N16.counted-twice",
    "一笔支出不列入两个项目",
    "One expense is not counted in two projects",
    "所列项目执行数之和恰好多出一个项目的金额，且另一项目的金额已含该数的，似重复计算。",
    SOURCE,
    "warning",
)
def counted_twice(context: RuleContext) -> Iterator[Trial]:
    listed = context.disclosure.projects
    amounts = evaluated(context)
    if not amounts or not all_listed(context) or any(project.executed is None for project in listed):
        return
    named = mentions(context, listed)
    spent = [(named.get(p.position) or project_figure(p, "executed")).amount for p in listed]
    over = sum(spent, Decimal(0)) - amounts[0].figure.amount
    twice = [p for p in listed if p.executed == over and over > 0]
    if len(twice) != 1:
        yield Held()
        return
    for amount, name, line in _unmatched(context, listed):
        whole = next((p for p in listed if p.executed == amount + over), None)
        if whole is not None:
            yield Remark(
                f"项目综述“{short_name(whole.name)}”执行数为{whole.executed}万元，似已含“{short_name(twice[0].name)}”{over}万元"
                f"（“{name}”为{amount}万元）",
                whole.source_line,
                line,
                expected=str(amount),
                found=str(whole.executed),
                subject=project_figure(whole, "executed").key,
            )
            return


def _unmatched(context: RuleContext, listed: tuple[Project, ...]) -> Iterator[tuple[Decimal, str, int]]:
    """Amounts that 支出决算具体情况 names and that no project summary bears."""
    keys = {project_key(project.name) for project in listed}
    for section in context.sections.get("execution", []):
        for prose in context.prose(section):
            for match in _NAMED_AMOUNT.finditer(prose.text):
                if project_key(_LEADING.sub("", match["name"])) not in keys:
                    yield Decimal(match["number"]), match["name"][-14:], prose.line(match.start("number"))


def _named_amounts(context: RuleContext) -> list[tuple[Section, Prose, re.Match[str]]]:
    """Every amount that 支出决算具体情况 prints behind a name."""
    return [
        (section, prose, match)
        for section in context.sections.get("execution", [])
        for prose in context.prose(section)
        for match in _NAMED_AMOUNT.finditer(prose.text)
    ]


def mentions(context: RuleContext, listed: tuple[Project, ...]) -> dict[int, Figure]:
    """Projects that 支出决算具体情况 names with an amount, by their position: 惠民资金项目 120.50万元."""
    keys = {
        project_key(project.name): project.position
        for project in listed
        if len(project_key(project.name)) >= 4
    }
    found: dict[int, Figure] = {}
    for section, prose, match in context.once(_named_amounts):
        name = _LEADING.sub("", match["name"])
        position = keys.get(project_key(name))
        if position is None or position in found:
            continue
        found[position] = Figure(
            Subject("text", section.path, match["name"], "amount"),
            Decimal(match["number"]),
            f"“{heading_of(section)}”{short_name(name)}",
            prose.line(match.start("number")),
        )
    return found
