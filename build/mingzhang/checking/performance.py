"""N15–N16: the money and the projects of the self-evaluation, in prose and in the forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..classification import name_key
from ..model import EvaluationForm, Project
from .case import Case
from .goals import goals
from .narrative_items import completion_trials
from .prose import heading_of
from .rules import rule
from .trials import CENT, Comparison, Figure, Held, Remark, Trial, equal, share, total

SOURCE = "部门决算公开文本格式 第三部分 十三 预算绩效情况说明"
_NAMED_AMOUNT = re.compile(r"(?P<name>[^0-9，。；：,;:、]{4,40})(?P<number>[0-9]{1,9}(?:\.[0-9]{1,4})?)万元")
_LEADING = re.compile(r"^(?:其中|项目支出)?(?:主要用于|用于)?")
_EVALUATED_UNITS = re.compile(r"组织对(?P<number>[0-9]{1,4})个(?:部门|单位)")
_SAME_PLACE = 30
"""Lines within which two figures are of one passage."""
_FUNDS = re.compile(r"政府性基金|国有资本")


def project_figure(project: Project, column: str) -> Figure:
    """The `budget`, `executed` or `rate` of a project summary."""
    value = {"budget": project.budget, "executed": project.executed, "rate": project.completion_pct}[column]
    label = {"budget": "全年预算数", "executed": "执行数", "rate": "完成率"}[column]
    unit = "%" if column == "rate" else "万元"
    place = f"项目综述“{_short(project.name)}”{label}"
    return Figure(f"J{project.position}/{column}", value, place, project.source_line, unit=unit)


def form_figure(form: EvaluationForm, column: str) -> Figure:
    """The `budget`, `executed` or `rate` of a self-evaluation form."""
    value = {"budget": form.budget, "executed": form.executed, "rate": form.execution_pct}[column]
    label = {"budget": "预算数", "executed": "执行数", "rate": "执行率"}[column]
    unit = "%" if column == "rate" else "万元"
    place = f"自评表“{_short(form.name)}”{label}"
    return Figure(f"F{form.position}/{column}", value, place, form.source_line, unit=unit)


def _short(name: str) -> str:
    return name if len(name) <= 24 else name[:23] + "…"


@rule(
    "N15",
    "自评资金与项目支出一致",
    "Money evaluated = project spending of the stated scope",
    "绩效自评所述资金应等于所述范围的项目支出，占比等于两者相除；整体支出自评资金应等于支出合计。",
    SOURCE,
)
def evaluated_money(case: Case) -> Iterator[Trial]:
    for stated in case.by_metric.get("performance_amount", ()):
        whole = _scope(case, bool(_FUNDS.search(stated.quote)))
        if whole is None or stated.kind != "performance":
            continue
        yield equal(stated.figure, whole)
        for rate in case.by_metric.get("performance_amount_share_pct", ())[:1]:
            yield share(rate.figure, stated.figure, whole, "")
    spent = case.reference("expenditure_total")
    seen: set[Decimal] = set()
    for stated in case.by_metric.get("performance_overall_amount", ()):
        if spent is not None and stated.figure.amount not in seen:
            seen.add(stated.figure.amount)
            yield equal(stated.figure, spent, remark=_like_projects(case, stated.figure), severity="warning")
    yield from _overall_forms(case, spent)


def _scope(case: Case, funds: bool) -> Figure | None:
    """Project spending: of the general budget, or of all budgets where funds are named too."""
    general = case.reference("general_budget_project")
    every = case.reference("project_expenditure")
    return every if funds or general is None else general


def _like_projects(case: Case, figure: Figure) -> str:
    projects = case.reference("project_expenditure")
    if projects is not None and abs(projects.amount - figure.amount) <= CENT:
        return "该数与项目支出相同"
    return ""


def _overall_forms(case: Case, spent: Figure | None) -> Iterator[Trial]:
    for form in case.disclosure.forms:
        if form.kind != "overall":
            continue
        if form.executed is not None and spent is not None:
            yield equal(form_figure(form, "executed"), spent, severity="warning")
        for stated in case.by_metric.get("performance_overall_budget", ())[:1]:
            if form.budget is not None:
                yield equal(form_figure(form, "budget"), stated.figure, severity="warning")
        yield from _form_rate(form)


@rule(
    "N16",
    "项目个数与项目金额一致",
    "Projects stated = listed = forms attached, with the same amounts",
    "所述项目个数、综述列出的项目、所附项目自评表应一致；同一项目在综述与自评表中的预算数、执行数应相同，"
    "执行率等于执行数除以预算数；绩效目标的个数、目标值、完成值及完成率应前后一致，未达到的应说明原因。",
    SOURCE,
)
def projects(case: Case) -> Iterator[Trial]:
    listed = case.disclosure.projects
    forms = [form for form in case.disclosure.forms if form.kind == "project"]
    yield from _counts(case, len(listed), len(forms))
    yield from _units(case)
    for project in listed:
        if project.budget is None and project.executed is None:
            yield Remark(
                f"项目综述“{_short(project.name)}”没有写明预算数和执行数",
                project.source_line,
                found="未写明",
                severity="note",
            )
        if project.completion_pct is not None and project.budget is not None and project.executed is not None:
            rate, executed, budget = (project_figure(project, c) for c in ("rate", "executed", "budget"))
            yield from completion_trials(rate, executed, budget)
    for form in forms:
        yield from _form_rate(form)
    for project, form in matched(listed, forms):
        yield from _same_amounts(project, form)
    yield from _budget_sum(case, listed)
    yield from _executed_sum(case, listed)
    yield from goals(case)


def _units(case: Case) -> Iterator[Trial]:
    """组织对12个部门开展整体支出绩效自评, where the document names one unit."""
    units = [u for u in case.disclosure.organisation_units if u.kind in ("预算单位", "下属单位")]
    for section in case.sections.get("overall", []):
        for prose in case.prose(section):
            for match in _EVALUATED_UNITS.finditer(prose.text):
                stated = int(match["number"])
                if not units or stated <= len(units) + 1:
                    yield Held()
                    continue
                yield Remark(
                    f"“{heading_of(section)}”称对{stated}个部门（单位）开展整体自评，机构设置所列为{len(units)}个",
                    prose.line(match.start("number")),
                    units[0].source_line,
                    expected=str(len(units)),
                    found=str(stated),
                    severity="warning",
                )


def _same_amounts(project: Project, form: EvaluationForm) -> Iterator[Trial]:
    """Budget and executed of one project at two places; the same slip in both is one."""
    pairs = [(form_figure(form, c), project_figure(project, c)) for c in ("executed", "budget")]
    known = [pair for pair in pairs if pair[0].value is not None and pair[1].value is not None]
    alike = len({(mine.value, other.value) for mine, other in known}) == 1 and len(known) == 2
    if alike and known[0][0].value != known[0][1].value:
        yield equal(*known[0], remark="预算数也是如此")
        return
    for mine, other in known:
        yield equal(mine, other)


def _counts(case: Case, listed: int, forms: int) -> Iterator[Trial]:
    """The numbers of projects stated in the prose against one another and against what is there."""
    stated = [
        s
        for m in ("performance_projects", "performance_first_level_projects")
        for s in case.by_metric.get(m, ())
    ]
    if not stated:
        return
    numbers = [(s.figure.place, int(s.figure.amount), s.figure.line) for s in stated]
    if listed:
        first = min((p.source_line for p in case.disclosure.projects), default=None)
        numbers.append(("项目综述", listed, first))
    if forms:
        first = min((f.source_line for f in case.disclosure.forms if f.kind == "project"), default=None)
        numbers.append(("所附项目自评表", forms, first))
    if len({count for _, count, _ in numbers}) == 1:
        yield Held(len(numbers))
        return
    said = "，".join(f"{place}{count}个" for place, count, _ in numbers) + _unpaired(case)
    other = next((n for n in numbers if n[1] != numbers[0][1]), numbers[-1])
    yield Remark(
        f"项目个数不一致：{said}",
        numbers[0][2],
        other[2],
        expected=str(other[1]),
        found=str(numbers[0][1]),
    )


def _unpaired(case: Case) -> str:
    """The few projects that have a summary and no form, or a form and no summary, by name."""
    listed = case.disclosure.projects
    forms = [form for form in case.disclosure.forms if form.kind == "project"]
    if not listed or not forms:
        return ""
    pairs = list(matched(listed, forms))
    without_form = [p.name for p in listed if p.position not in {project.position for project, _ in pairs}]
    without_summary = [f.name for f in forms if f.position not in {form.position for _, form in pairs}]
    told = ""
    for what, names in (("有综述而未见自评表", without_form), ("有自评表而未见综述", without_summary)):
        if 0 < len(names) <= 6:
            told += f"；{what}的似有{'、'.join(_short(name) for name in names)}"
    return told


def _form_rate(form: EvaluationForm) -> Iterator[Trial]:
    if form.execution_pct is not None and form.budget is not None and form.executed is not None:
        rate, executed, budget = (form_figure(form, c) for c in ("rate", "executed", "budget"))
        yield from completion_trials(rate, executed, budget)


def matched(
    listed: tuple[Project, ...], forms: list[EvaluationForm]
) -> Iterator[tuple[Project, EvaluationForm]]:
    """Summaries and forms of one project: by the same name, else where one name holds the other and only one does."""
    free = list(forms)
    for project in listed:
        key = _key(project.name)
        same = [form for form in free if _key(form.name) == key]
        if not same and len(key) >= 4:
            same = [form for form in free if key in _key(form.name) or _inside(_key(form.name), key)]
        if len(same) == 1:
            free.remove(same[0])
            yield project, same[0]


def _inside(shorter: str, longer: str) -> bool:
    return len(shorter) >= 4 and shorter in longer


def _key(name: str) -> str:
    key = name_key(name)
    for word in ("2023年度", "2024年度", "项目", "绩效自评", "工作经费", "经费"):
        key = key.replace(word, "")
    return key


def mentions(case: Case, listed: tuple[Project, ...]) -> dict[int, Figure]:
    """Projects that 支出决算具体情况 names with an amount, by their position: 惠民资金项目 120.50万元."""
    keys = {_key(project.name): project.position for project in listed if len(_key(project.name)) >= 4}
    found: dict[int, Figure] = {}
    for section in case.sections.get("execution", []):
        for prose in case.prose(section):
            for match in _NAMED_AMOUNT.finditer(prose.text):
                position = keys.get(_key(_LEADING.sub("", match["name"])))
                if position is None or position in found:
                    continue
                place = f"“{heading_of(section)}”{_short(_LEADING.sub('', match['name']))}"
                line = prose.line(match.start("number"))
                found[position] = Figure(f"M{position}/amount", Decimal(match["number"]), place, line)
    return found


def _budget_sum(case: Case, listed: tuple[Project, ...]) -> Iterator[Comparison]:
    """Where what is called the whole budget is that of the projects, the projects' budgets add up to it."""
    stated = case.by_metric.get("performance_overall_budget", [])
    amounts = [s.figure for s in case.by_metric.get("performance_overall_amount", ())]
    if not stated or not amounts or not _like_projects(case, amounts[0]) or len(listed) < 2:
        return
    if abs((stated[0].figure.line or 0) - (amounts[0].line or 0)) > _SAME_PLACE:
        return
    if all(project.budget is not None for project in listed):
        yield total(stated[0].figure, [project_figure(p, "budget") for p in listed], "所列项目全年预算数之和")


def _executed_sum(case: Case, listed: tuple[Project, ...]) -> Iterator[Comparison]:
    """Where all projects stated are listed with amounts, their money is the money evaluated."""
    named = mentions(case, listed)
    for project in listed:
        if project.position in named and project.executed is not None:
            yield equal(project_figure(project, "executed"), named[project.position])
    amounts = [s for s in case.by_metric.get("performance_amount", ()) if s.kind == "performance"]
    counts = case.by_metric.get("performance_projects", [])
    if not amounts or not counts or int(counts[0].figure.amount) != len(listed):
        return
    if any(project.executed is None for project in listed):
        return
    # Where the items' text gives another amount of a project, that difference is reported there, not here again.
    figures = [named.get(project.position) or project_figure(project, "executed") for project in listed]
    yield total(amounts[0].figure, figures, "所列项目执行数之和")
