"""N16, N24: budgets of projects against what was added in the year; sums and counts of the report of work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from ....model import Project
from ...context import RuleContext
from ...evaluated_projects import project_figure, project_key, short_name
from ...figures import HUNDRED, places, rounded
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分 情况说明"
_ADDED = re.compile(
    r"(?:追加|新增)(?:的)?项目(?:支出|经费|资金)[0-9.]+万元[，,]?其中[:：]?(?P<list>[^。]{10,600})"
)
_NAMED = re.compile(r"(?P<name>[^0-9，。；：,;:、]{4,40}?)(?P<number>[0-9]{1,9}(?:\.[0-9]{1,4})?)万元")
_MOSTLY = 3
"""Added projects without a budget from which on that is how the department tells them."""
_INVESTED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{6,40}项目)[^。；]{0,20}?总投资(?:额)?(?:为|约)?(?P<number>[0-9]{1,7}(?:\.[0-9]{1,4})?)(?P<unit>亿|万)元"
)
_SAME_NAME = 8
_COVERED = re.compile(
    r"(?P<part>[0-9]{1,4})个(?P<noun>[\u4e00-\u9fff]{2,4})[^。0-9]{0,24}?(?:覆盖率|占比|完成率|达标率)(?:达到|达|为)?(?P<rate>[0-9]{1,3}(?:\.[0-9]{1,2})?)%"
)


@rule(
    "N16.additions",
    "年中追加的项目没有年初预算",
    "What was added in the year had no opening budget",
    "多数追加项目的预算数写为零时，其余追加项目也应为零，非追加项目应有预算数。",
    SOURCE,
    "warning",
    kinds=("execution",),
)
def additions(context: RuleContext) -> Iterator[Trial]:
    added, opening = _told_apart(context)
    listed = {project.position: project for project in context.disclosure.projects}
    without = [p for p in added if listed[p].budget == 0]
    if len(without) < _MOSTLY or len(without) * 2 <= len(added):
        return
    for position in (*added, *opening):
        project = listed[position]
        amount, line = added.get(position) or opening[position]
        if (project.budget == 0) == (position in added):
            yield Held()
            continue
        if position in added:
            said = f"全年预算数为{project.budget}万元，但该项目列为年中追加，其余追加项目的预算数为0"
        else:
            said = f"全年预算数为0，但该项目不是年中追加的项目，支出具体情况列有{amount}万元"
        yield _budget_remark(project, said, line, "0" if position in added else str(amount))


def _budget_remark(project: Project, said: str, line: int, right: str) -> Remark:
    return Remark(
        f"项目综述“{short_name(project.name)}”{said}",
        project.source_line,
        line,
        expected=right,
        found=str(project.budget),
        subject=project_figure(project, "budget").key,
    )


def _told_apart(
    context: RuleContext,
) -> tuple[dict[int, tuple[Decimal, int]], dict[int, tuple[Decimal, int]]]:
    """Positions of projects that the items' text names as added, and before that as of the opening budget, with
    amount and line."""
    keys = {
        project_key(p.name): p.position for p in context.disclosure.projects if len(project_key(p.name)) >= 4
    }
    added: dict[int, tuple[Decimal, int]] = {}
    opening: dict[int, tuple[Decimal, int]] = {}
    for section in context.sections.get("execution", []):
        for prose in context.prose(section):
            match = _ADDED.search(prose.text)
            if match is None:
                continue
            for named in _NAMED.finditer(prose.text):
                position = keys.get(project_key(named["name"].removeprefix("其中")))
                if position is not None:
                    place = added if named.start("number") >= match.start("list") else opening
                    place.setdefault(position, (Decimal(named["number"]), prose.line(named.start("number"))))
    return added, opening


@rule(
    "N24.investments",
    "同一项目的总投资一致",
    "One project has one investment",
    "工作总结中同一项目的总投资，前后应一致。",
    SOURCE,
    "warning",
)
def investments(context: RuleContext) -> Iterator[Trial]:
    seen: dict[str, tuple[Decimal, str, int]] = {}
    for section in context.disclosure.sections:
        if section.part != 4 or not any("总投资" in p.text for p in section.passages):
            continue
        for prose in context.prose(section):
            for match in islice(_INVESTED.finditer(prose.text), 20):
                amount = Decimal(match["number"]) * (10_000 if match["unit"] == "亿" else 1)
                name, said = match["name"][-_SAME_NAME:], f"{match['number']}{match['unit']}元"
                line = prose.line(match.start("number"))
                first = seen.setdefault(name, (amount, said, line))
                if first[0] == amount:
                    yield Held()
                    continue
                yield Remark(
                    f"“{heading_of(section)}”{match['name']}总投资为{said}，第{first[2]}行为{first[1]}",
                    line,
                    first[2],
                    expected=first[1],
                    found=said,
                    cause="unknown",
                    subject=context.text(section.path, name),
                )


@rule(
    "N24.coverage",
    "覆盖率等于个数之比",
    "A rate of coverage is that of its counts",
    "“9个社区”“8个社区……覆盖率88.9%”：个数是准确数，比率应按四舍五入。",
    SOURCE,
    "note",
)
def coverage(context: RuleContext) -> Iterator[Trial]:
    for section, passage in context.passages:
        if section.part != 4 or "率" not in passage.text or "%" not in passage.text:
            continue
        text = "".join(passage.text.split())
        for match in islice(_COVERED.finditer(text), 6):
            part, rate = Decimal(match["part"]), Decimal(match["rate"])
            wholes = {Decimal(n) for n in re.findall(rf"([0-9]{{1,4}})个{match['noun'][:2]}", text)}
            unit = Decimal(1).scaleb(-places(rate))
            for whole in sorted(w for w in wholes if w > part):
                right = rounded(part / whole * HUNDRED, places(rate))
                if right == rate:
                    yield Held()
                elif abs(right - rate) <= unit:
                    yield Remark(
                        f"“{heading_of(section)}”{whole}个{match['noun'][:2]}中的{part}个，比率应为{right}%，印作{rate}%",
                        passage.line_at(passage.text.find(match["rate"])),
                        expected=str(right),
                        found=str(rate),
                        subject=context.text(section.path, match.group()),
                    )
