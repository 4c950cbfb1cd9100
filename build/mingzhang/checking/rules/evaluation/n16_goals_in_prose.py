"""N16: what the account says of its goals, held against itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ....model import Section
from ....model.prose import Prose, compact_text
from ...context import RuleContext
from ...figures import CENT, Figure, Subject
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial, equal, share

SOURCE = "部门决算公开文本格式 第三部分 十三 预算绩效情况说明"
_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,4})?"
_UNIT = r"[^0-9，。；、%]{1,3}"
_ACHIEVED = re.compile(
    rf"目标(?:值|任务)?(?:为|是)?(?P<target>{_NUMBER}){_UNIT}[、，,]"
    rf"(?:实际)?(?:完成数?|新增|完成值)(?:为|是)?(?P<actual>{_NUMBER}){_UNIT}[、，,]"
    rf"(?:完成率|完成(?:年度)?目标的?|目标完成率)(?:为|达|达到)?(?P<rate>{_NUMBER})%"
)
_SET = re.compile(r"设[置定](?:年度|绩效|年度绩效)?目标(?P<number>[0-9]{1,3})个")
_LISTED = re.compile(r"^指标(?P<number>[0-9]{1,3}):")
_UNDONE = "完成情况:未完成"
_UNDONE_HEADING = "未完成的绩效目标"
_NONE = frozenset(("无", "无。"))
_MISSED = re.compile(r"(?P<names>(?:“[^”“]{2,24}”[、及和]?){1,12})(?:等)?指标未达到")
_QUOTED = re.compile(r"“([^”“]{2,24})”")
_PROJECT_BUDGET = re.compile(rf"项目支出预算总?额为(?P<number>{_NUMBER})万元")


@rule(
    "N16.goal-rates",
    "目标完成率等于完成数除以目标值",
    "Goal achieved / goal set",
    "文字所述绩效目标的完成率，应等于完成数除以目标值。",
    SOURCE,
    "warning",
)
def goal_rates(context: RuleContext) -> Iterator[Trial]:
    for section in context.disclosure.sections:
        if section.part in (3, 4, 6):
            yield from _rates(context, section)


def _rates(context: RuleContext, section: Section) -> Iterator[Trial]:
    """全年目标值8人、完成数11人，完成率138%."""
    if not any("目标" in p.text and "完成" in p.text and "%" in p.text for p in section.passages):
        return
    for prose in context.prose(section):
        for match in _ACHIEVED.finditer(prose.text):
            line = prose.line(match.start("rate"))
            place = f"“{heading_of(section)}”"
            target, actual, rate = (
                Figure(
                    Subject("text", section.path, match.group(), name),
                    Decimal(match[name]),
                    f"{place}{what}",
                    line,
                    unit=unit,
                )
                for name, what, unit in (
                    ("target", "目标值", ""),
                    ("actual", "完成数", ""),
                    ("rate", "完成率", "%"),
                )
            )
            if target.amount:
                yield share(rate, actual, target)


def _overall(context: RuleContext) -> list[tuple[Section, Prose]]:
    sections = (*context.sections.get("performance", []), *context.sections.get("overall", []))
    return [(section, prose) for section in sections for prose in context.prose(section)]


@rule(
    "N16.goal-count",
    "设置的目标个数与列出的一致",
    "Goals stated = goals listed",
    "所述设置的年度目标个数，应与其后列出的指标个数一致。",
    SOURCE,
    "warning",
)
def goal_count(context: RuleContext) -> Iterator[Trial]:
    passages = _overall(context)
    listed = {int(m["number"]): prose for _, prose in passages if (m := _LISTED.match(prose.text))}
    if len(listed) < 2:
        return
    for section, prose in passages:
        for match in _SET.finditer(prose.text):
            if int(match["number"]) == len(listed):
                yield Held()
                continue
            last = listed[max(listed)]
            yield Remark(
                f"“{heading_of(section)}”称设置年度目标{match['number']}个，其后列出{len(listed)}个",
                prose.line(match.start("number")),
                last.line(0),
                expected=str(len(listed)),
                found=match["number"],
            )


@rule(
    "N16.undone-goals",
    "未完成的绩效目标前后一致",
    "Goals undone are not said to be none",
    "写有未完成的目标时，“未完成的绩效目标”不应写“无”。",
    SOURCE,
    "warning",
)
def undone_goals(context: RuleContext) -> Iterator[Trial]:
    undone = [(s, prose) for s, prose in _overall(context) if prose.text.startswith(_UNDONE)]
    for section in context.sections.get("overall", []):
        if _UNDONE_HEADING not in compact_text(section.heading[:60]):
            continue
        said = "".join(prose.text for prose in context.prose(section))
        if said not in _NONE:
            continue
        if not undone:
            yield Held()
            continue
        yield Remark(
            f"“{heading_of(section)}”写为“无”，“{heading_of(undone[0][0])}”有{len(undone)}项写为未完成",
            section.source_line,
            undone[0][1].line(0),
            expected=str(len(undone)),
            found="无",
        )


@rule(
    "N16.missed-goals",
    "未达到目标值的指标前后一致",
    "The goals missed are the same in prose and report",
    "情况说明与附件报告所列未达到目标值的指标应一致。",
    SOURCE,
    "warning",
)
def missed_goals(context: RuleContext) -> Iterator[Trial]:
    found: list[tuple[Section, int, frozenset[str]]] = []
    for section in context.disclosure.sections:
        if section.part not in (3, 6) or not any("指标未达" in p.text for p in section.passages):
            continue
        for prose in context.prose(section):
            for match in _MISSED.finditer(prose.text):
                names = frozenset(_QUOTED.findall(match["names"]))
                found.append((section, prose.line(match.start()), names))
    said = [one for one in found if one[0].part == 3][:1]
    other = [one for one in found if one[0].part == 6][:1]
    if not said or not other:
        return
    if said[0][2] == other[0][2]:
        yield Held()
        return
    first, second = ("、".join(sorted(one - both)) for one, both in _differences(said[0][2], other[0][2]))
    yield Remark(
        f"未达到目标值的指标前后不一：只见于“{heading_of(said[0][0])}”的有{first or '（无）'}，"
        f"只见于“{heading_of(other[0][0])}”的有{second or '（无）'}",
        said[0][1],
        other[0][1],
        expected=second,
        found=first,
    )


def _differences(
    one: frozenset[str], other: frozenset[str]
) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return (one, one & other), (other, one & other)


@rule(
    "N16.project-budget",
    "附件报告的项目支出预算与所述一致",
    "Project budget of the report = the budget stated",
    "附件报告所述项目支出预算总额，应与绩效自评所述预算一致。",
    SOURCE,
    "warning",
)
def project_budget(context: RuleContext) -> Iterator[Trial]:
    stated = context.by_metric.get("performance_overall_budget", [])[:1]
    projects = context.reference("project_expenditure")
    amounts = context.by_metric.get("performance_overall_amount", [])[:1]
    # Only where what the evaluation calls overall is the money of the projects.
    if (
        not stated
        or not amounts
        or projects is None
        or abs(amounts[0].figure.amount - projects.amount) > CENT
    ):
        return
    for section in context.sections.get("overall", []):
        if section.part != 6:
            continue
        for prose in context.prose(section):
            for match in list(_PROJECT_BUDGET.finditer(prose.text))[:1]:
                line = prose.line(match.start("number"))
                place = f"“{heading_of(section)}”项目支出预算总额"
                found = Figure(
                    Subject("text", section.path, "项目支出预算总额"), Decimal(match["number"]), place, line
                )
                yield equal(found, stated[0].figure)
