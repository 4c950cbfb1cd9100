"""N16: projects stated, listed and attached as forms, and their counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....classification import name_key
from ....model import Kind
from ...context import RuleContext
from ...evaluated_projects import matched, project_forms, short_name
from ...figures import Subject
from ...registry import rule
from ...stated_figures import StatedFigure, heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分 十三 预算绩效情况说明"
_YEAR_OF_PROJECTS = re.compile(r"对(20[0-9]{2})年度?[^，。；]{0,6}[0-9]{1,4}个[^，。；]{0,8}项目")
_ALL_SHOWN = re.compile(r"反映(?:了)?(?:所有|全部|各)(?:个)?(?:预算)?项目")
_EVALUATED_UNITS = re.compile(r"组织对(?P<number>[0-9]{1,4})个(?:部门|单位)")


@rule(
    "N16.forms-per-project",
    "所述、所列、所附的项目个数一致",
    "Projects stated = listed = forms attached",
    "所述项目个数、综述列出的项目、所附项目自评表应一致。",
    SOURCE,
    kinds=("performance",),
)
def forms_per_project(context: RuleContext) -> Iterator[Trial]:
    stated, parts = _counts_stated(context)
    if not stated:
        return
    numbers = [(s.figure.place, int(s.figure.amount), s.figure.line) for s in stated]
    numbers += [
        shown
        for shown in _counts_shown(context)
        if shown[1] not in parts and _meant_whole(context, shown[1], max(n[1] for n in numbers))
    ]
    if len({count for _, count, _ in numbers}) == 1:
        yield Held(len(numbers))
        yield from _form_of_another(context)
        return
    said = "，".join(f"{place}{count}个" for place, count, _ in numbers) + _unpaired(context)
    other = next((n for n in numbers if n[1] != numbers[0][1]), numbers[-1])
    yield Remark(
        f"项目个数不一致：{said}",
        numbers[0][2],
        other[2],
        expected=str(other[1]),
        found=str(numbers[0][1]),
    )


def _form_of_another(context: RuleContext) -> Iterator[Remark]:
    """A form of a project that has no summary, where just one summary has no form: one of the two names is wrong."""
    listed, forms = context.disclosure.projects, project_forms(context)
    pairs = list(matched(listed, forms))
    if len(listed) != len(forms) or len(pairs) != len(listed) - 1 or len(pairs) < _PAIRS:
        return
    project = next(p for p in listed if p.position not in {one.position for one, _ in pairs})
    form = next(f for f in forms if f.position not in {one.position for _, one in pairs})
    if len(set(short_name(project.name)) & set(short_name(form.name)) - set("项目经费工作")) > 1:
        return  # one name may be the other's in other words
    if any(
        abs(form.source_line - passage.line) <= _TITLE_ABOVE and short_name(project.name) in text
        for _, passage, text in context.with_words("自评表")
    ):
        return  # N25.form-title tells it
    yield Remark(
        f"自评表“{short_name(form.name)}”没有同名的项目综述，项目综述“{short_name(project.name)}”没有同名的自评表",
        form.source_line,
        project.source_line,
        expected=short_name(project.name),
        found=short_name(form.name),
        severity="warning",
        subject=Subject("form", name_key(form.name)),
    )


_TITLE_ABOVE = 16
"""Lines around the beginning of a form in which its title stands."""
_PAIRS = 2
"""Pairs of summary and form by name before one pair that differs is told."""


def _counts_stated(context: RuleContext) -> tuple[list[StatedFigure], list[int]]:
    """The counts of all projects that the prose states, and those of parts of them (其中一级项目14个、二级项目30个)."""
    parts = [int(s.figure.amount) for s in context.by_metric.get("performance_second_level_projects", ())]
    stated = [
        s for s in context.by_metric.get("performance_projects", ()) if not _of_another_year(context, s)
    ]
    counts = {int(s.figure.amount) for s in stated}
    second = [part for part in parts if part]
    for first in context.by_metric.get("performance_first_level_projects", ()):
        count = int(first.figure.amount)
        if any(count + other in counts for other in second):
            parts.append(count)
        else:
            stated.append(first)
    return stated, parts


def _counts_shown(context: RuleContext) -> Iterator[tuple[str, int, int]]:
    """How many summaries and how many forms there are, with the line of the first, where there are any."""
    listed = context.disclosure.projects
    if listed:
        yield "项目综述", len(listed), min(project.source_line for project in listed)
    forms = [form.source_line for form in context.disclosure.forms if form.kind == "project"]
    if forms:
        yield "所附项目自评表", len(project_forms(context)), min(forms)


def _meant_whole(context: RuleContext, shown: int, stated: int) -> bool:
    """Whether summaries or forms are meant to be of every project; a few of many are a selection."""
    return shown * 3 >= stated * 2 or _all_shown(context)


def _all_shown(context: RuleContext) -> bool:
    """Whether the account says that it shows every project; elsewhere a few summaries and forms are a selection."""
    kinds: tuple[Kind, ...] = ("performance", "projects")
    sections = [section for kind in kinds for section in context.sections.get(kind, ())]
    return any(_ALL_SHOWN.search(prose.text) for section in sections for prose in context.prose(section))


def _of_another_year(context: RuleContext, stated: StatedFigure) -> bool:
    """Whether the projects counted are those of another year (对2023年3个项目开展绩效自评, in the account of 2024)."""
    years = _YEAR_OF_PROJECTS.findall(stated.quote)
    return bool(years) and int(years[-1]) != context.year


def _unpaired(context: RuleContext) -> str:
    """The few projects that have a summary and no form, or a form and no summary, by name."""
    listed = context.disclosure.projects
    forms = project_forms(context)
    if not listed or not forms:
        return ""
    pairs = list(matched(listed, forms))
    without_form = [p.name for p in listed if p.position not in {project.position for project, _ in pairs}]
    without_summary = [f.name for f in forms if f.position not in {form.position for _, form in pairs}]
    told = ""
    for what, names in (("有综述而未见自评表", without_form), ("有自评表而未见综述", without_summary)):
        if 0 < len(names) <= 6:
            told += f"；{what}的似有{'、'.join(short_name(name) for name in names)}"
    return told


@rule(
    "N16.units",
    "整体自评的单位个数与机构设置一致",
    "Units evaluated fit the units listed",
    "所述开展整体支出绩效自评的部门（单位）个数，不应多于机构设置所列。",
    SOURCE,
    "warning",
    kinds=("overall",),
)
def units(context: RuleContext) -> Iterator[Trial]:
    units = [u for u in context.disclosure.organisation_units if u.kind in ("预算单位", "下属单位")]
    for section in context.sections.get("overall", []):
        for prose in context.prose(section):
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
                )
