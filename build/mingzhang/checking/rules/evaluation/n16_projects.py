"""N16: projects stated, listed and attached as forms, and their counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...context import RuleContext
from ...evaluated_projects import matched, project_forms, short_name
from ...registry import rule
from ...stated import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分 十三 预算绩效情况说明"
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
    listed, forms = len(context.disclosure.projects), len(project_forms(context))
    stated = [
        s
        for m in ("performance_projects", "performance_first_level_projects")
        for s in context.by_metric.get(m, ())
    ]
    if not stated:
        return
    second = [int(s.figure.amount) for s in context.by_metric.get("performance_second_level_projects", ())]
    listed, forms = (0 if count in second else count for count in (listed, forms))
    numbers = [(s.figure.place, int(s.figure.amount), s.figure.line) for s in stated]
    if listed:
        first = min((p.source_line for p in context.disclosure.projects), default=None)
        numbers.append(("项目综述", listed, first))
    if forms:
        first = min((f.source_line for f in context.disclosure.forms if f.kind == "project"), default=None)
        numbers.append(("所附项目自评表", forms, first))
    if len({count for _, count, _ in numbers}) == 1:
        yield Held(len(numbers))
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
