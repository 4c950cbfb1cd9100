"""N16, the goals: achieved against aimed at, in the prose, between its passages and in the forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from ..classification import name_key
from ..model import EvaluationForm, Indicator, Section
from ..model.prose import Prose, compact_text
from .case import Case
from .prose import heading_of
from .trials import CENT, Figure, Held, Remark, Trial, equal, share

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
_ORDINAL = re.compile(r"^指标[0-9]{1,2}[:：、.]?")
_COUNT = re.compile(r"[≥≤>＞约]?[0-9]{1,6}(?:次|个|人|户|家|场|件|份|名|期)?")
_PERCENT = re.compile(r"[≥≤>＞]?[0-9]{1,3}(?:\.[0-9]{1,2})?%")
_PAST_BUDGET = re.compile(
    rf"(?P<year>20[0-9]{{2}})年度?[^，。；0-9]{{0,24}}预算(?:数|为)?(?P<number>{_NUMBER})万元"
)
_REASON = re.compile(r"未|因|由于|偏|不足|受|难|减|差[^。，]{0,4}[大距]")


def goals(case: Case) -> Iterator[Trial]:
    """What the account says of its goals, held against itself."""
    for section in case.disclosure.sections:
        if section.part in (3, 4, 6):
            yield from _rates(case, section)
    yield from _number_of_goals(case)
    yield from _undone(case)
    yield from _missed(case)
    yield from _project_budget(case)
    for form in case.disclosure.forms:
        yield from _form(case, form)
    yield from _same_indicators(case)


def _rates(case: Case, section: Section) -> Iterator[Trial]:
    """全年目标值8人、完成数11人，完成率138%."""
    if not any("目标" in p.text and "完成" in p.text and "%" in p.text for p in section.passages):
        return
    for prose in case.prose(section):
        for match in _ACHIEVED.finditer(prose.text):
            line = prose.line(match.start("rate"))
            place = f"“{heading_of(section)}”"
            key = f"G{line}.{match.start()}"
            target, actual, rate = (
                Figure(f"{key}/{name}", Decimal(match[name]), f"{place}{what}", line, unit=unit)
                for name, what, unit in (
                    ("target", "目标值", ""),
                    ("actual", "完成数", ""),
                    ("rate", "完成率", "%"),
                )
            )
            if target.amount:
                yield share(rate, actual, target, "", severity="warning")


def _overall(case: Case) -> list[tuple[Section, Prose]]:
    sections = (*case.sections.get("performance", []), *case.sections.get("overall", []))
    return [(section, prose) for section in sections for prose in case.prose(section)]


def _number_of_goals(case: Case) -> Iterator[Trial]:
    """设置年度目标20个, where the goals are listed: 指标1 … 指标21."""
    passages = _overall(case)
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
                severity="warning",
            )


def _undone(case: Case) -> Iterator[Trial]:
    """No goal is said to be undone, though some are described as 未完成."""
    undone = [(s, prose) for s, prose in _overall(case) if prose.text.startswith(_UNDONE)]
    for section in case.sections.get("overall", []):
        if _UNDONE_HEADING not in compact_text(section.heading[:60]):
            continue
        said = "".join(prose.text for prose in case.prose(section))
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
            severity="warning",
        )


def _missed(case: Case) -> Iterator[Trial]:
    """The goals called missed in 情况说明 and in the attached report are the same."""
    found: list[tuple[Section, int, frozenset[str]]] = []
    for section in case.disclosure.sections:
        if section.part not in (3, 6) or not any("指标未达" in p.text for p in section.passages):
            continue
        for prose in case.prose(section):
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
        f"未达到目标值的指标前后不一：“{heading_of(said[0][0])}”另有{first or '（无）'}，"
        f"“{heading_of(other[0][0])}”另有{second or '（无）'}",
        said[0][1],
        other[0][1],
        expected=second,
        found=first,
        severity="warning",
    )


def _differences(
    one: frozenset[str], other: frozenset[str]
) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return (one, one & other), (other, one & other)


def _project_budget(case: Case) -> Iterator[Trial]:
    """项目支出预算总额 of the attached report = the budget the self-evaluation states for the projects."""
    stated = case.by_metric.get("performance_overall_budget", [])[:1]
    projects = case.reference("project_expenditure")
    amounts = case.by_metric.get("performance_overall_amount", [])[:1]
    # Only where what the evaluation calls overall is the money of the projects.
    if (
        not stated
        or not amounts
        or projects is None
        or abs(amounts[0].figure.amount - projects.amount) > CENT
    ):
        return
    for section in case.sections.get("overall", []):
        if section.part != 6:
            continue
        for prose in case.prose(section):
            for match in list(_PROJECT_BUDGET.finditer(prose.text))[:1]:
                line = prose.line(match.start("number"))
                place = f"“{heading_of(section)}”项目支出预算总额"
                found = Figure(f"G{line}/budget", Decimal(match["number"]), place, line)
                yield equal(found, stated[0].figure, severity="warning")


def _form(case: Case, form: EvaluationForm) -> Iterator[Trial]:
    place = f"自评表“{form.name[:24]}”"
    reason = compact_text((form.deviation_reason or "")[:2000])
    for match in _PAST_BUDGET.finditer(reason):
        same = form.budget is not None and abs(Decimal(match["number"]) - form.budget) <= CENT
        if same and int(match["year"]) == case.year - 1:
            yield Remark(
                f"{place}偏差原因称{match['year']}年度预算{match['number']}万元，与本年预算数相同，年度似应为{case.year}年",
                form.source_line,
                expected=f"{case.year}年",
                found=f"{match['year']}年",
                severity="warning",
            )
    for indicator in form.indicators:
        if indicator.target and indicator.actual and _other_unit(indicator.target, indicator.actual):
            yield Remark(
                f"{place}指标“{indicator.level3[:24]}”目标值{indicator.target}，完成值{indicator.actual}，计量单位不同",
                indicator.source_line,
                expected=indicator.target,
                found=indicator.actual,
                severity="note",
            )
    yield from _unexplained(form, place, reason)


def _other_unit(target: str, actual: str) -> bool:
    return bool(_COUNT.fullmatch(target) and target != "0" and _PERCENT.fullmatch(actual))


def _unexplained(form: EvaluationForm, place: str, reason: str) -> Iterator[Trial]:
    """Goals not reached, and no word of why."""
    unmet = [i for i in form.indicators if i.met is False and i.target and i.actual]
    if not unmet:
        return
    if _REASON.search(reason):
        yield Held()
        return
    said = "，".join(f"“{i.level3[:20]}”目标值{i.target}、完成值{i.actual}" for i in unmet[:3])
    yield Remark(
        f"{place}有{len(unmet)}项指标未达到目标值，没有说明原因：{said}",
        unmet[0].source_line,
        expected=unmet[0].target,
        found=unmet[0].actual,
        severity="note",
    )


def _same_indicators(case: Case) -> Iterator[Trial]:
    """An indicator of the overall form that a project's form repeats has the same target and the same outcome."""
    overall = _once([i for f in case.disclosure.forms if f.kind == "overall" for i in f.indicators])
    projects = _once([i for f in case.disclosure.forms if f.kind == "project" for i in f.indicators])
    for key in sorted(overall.keys() & projects.keys()):
        mine, other = overall[key], projects[key]
        if mine.target != other.target and mine.actual != other.actual:
            continue  # another matter of the same name
        for what, first, second in (
            ("目标值", mine.target, other.target),
            ("完成值", mine.actual, other.actual),
        ):
            if not first or not second or not (_figure(first) and _figure(second)):
                continue
            if _plain(first) == _plain(second):
                yield Held()
                continue
            yield Remark(
                f"指标“{mine.level3[:24]}”{what}在整体自评表为{first}，在项目自评表为{second}",
                mine.source_line,
                other.source_line,
                expected=second,
                found=first,
                severity="warning",
            )


_SPECIFIC = 8
"""Characters of a name that two matters hardly share: 开展活动场次 is too common."""


def _once(indicators: list[Indicator]) -> dict[str, Indicator]:
    """Indicators by name, without those whose name stands more than once."""
    keys = [name_key(_ORDINAL.sub("", compact_text(i.level3[:80]))) for i in indicators]
    times = Counter(keys)
    return {
        key: i for key, i in zip(keys, indicators, strict=True) if times[key] == 1 and len(key) >= _SPECIFIC
    }


def _figure(text: str) -> bool:
    return bool(_PERCENT.fullmatch(text) or _COUNT.fullmatch(text))


def _plain(text: str) -> str:
    return text.lstrip("≥≤>＞约")
