"""N16: indicators of the forms: units, targets missed without a reason, one indicator in two forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from ....classification import name_key
from ....model import EvaluationForm, Indicator
from ....model.prose import compact_text
from ...context import RuleContext
from ...evaluated_projects import fell_short, outcome_line, reason_beside
from ...figures import CENT, Subject
from ...registry import rule
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分 十三 预算绩效情况说明"
_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,4})?"
_ORDINAL = re.compile(r"^指标[0-9]{1,2}[:：、.]?")
_COUNT = re.compile(r"[≥≤>＞约]?[0-9]{1,6}(?:次|个|人|户|家|场|件|份|名|期)?")
_COUNTED = re.compile(r"[0-9]{1,6} ?[次个人户家场件份名期]")
_MEASURED = re.compile(r"[≥≤>＞]?([0-9]{1,6}) ?([\u4e00-\u9fff])")
_PERCENT = re.compile(r"[≥≤>＞]?[0-9]{1,3}(?:\.[0-9]{1,2})?%")
_PAST_BUDGET = re.compile(
    rf"(?P<year>20[0-9]{{2}})年度?[^，。；0-9]{{0,24}}预算(?:数|为)?(?P<number>{_NUMBER})万元"
)
_NO_WORD = re.compile(r"[^\u4e00-\u9fff]|^无$")
_REASON_LENGTH = 6
"""Characters from which on what is left beside stock phrases is a reason."""
_STOCK = re.compile(
    r"(?:未|没有|无)(?:发现|出现|产生|明显)?(?:明显|较大|重大)?偏差|"
    r"(?:各项)?(?:绩效)?(?:目标|指标|任务)(?:均|全部|都)?(?:已|按时)?(?:完成|达成|达到|达标|实现)[，,。]?"
)
"""Stock phrases that deny any deviation: no reason."""
_MONEY = re.compile(
    r"[^，。；]{0,60}?(?:预算|支出)(?:数|额)?(?:为|共|约)?[0-9]+(?:\.[0-9]+)?万元[，。；]?|实际支出与?预算(?:目标)?(?:持平|一致|相符)[，。；]?"
)
"""Money told again (年度预算2万元，实际执行支出2万元): no reason."""
_SPECIFIC = 8
"""Characters of a name that two matters hardly share: 开展活动场次 is too common."""


@rule(
    "N16.stale-budget",
    "自评表偏差原因所述年度与本年一致",
    "The reason of a form speaks of the year of the account",
    "自评表偏差原因所述年度预算与本年预算数相同的，年度应为决算年度。",
    SOURCE,
    "warning",
)
def stale_budget(context: RuleContext) -> Iterator[Trial]:
    for form in context.disclosure.forms:
        reason = compact_text((form.deviation_reason or "")[:2000])
        for match in _PAST_BUDGET.finditer(reason):
            same = form.budget is not None and abs(Decimal(match["number"]) - form.budget) <= CENT
            if same and int(match["year"]) == context.year - 1:
                yield Remark(
                    f"自评表“{form.name[:24]}”偏差原因称{match['year']}年度预算{match['number']}万元，"
                    f"与本年预算数相同，年度似应为{context.year}年",
                    form.source_line,
                    expected=f"{context.year}年",
                    found=f"{match['year']}年",
                    subject=form_subject(form),
                )


def form_subject(form: EvaluationForm, indicator: str = "") -> Subject:
    """A form, or one of its indicators."""
    return Subject("form", name_key(form.name), indicator)


@rule(
    "N16.goal-units",
    "目标值与完成值的计量单位相同",
    "Target and outcome are of one unit",
    "绩效指标的目标值与完成值应使用相同的计量单位，量词应相同（如“1家”与“1加”）。",
    SOURCE,
    "note",
)
def goal_units(context: RuleContext) -> Iterator[Trial]:
    for form in context.disclosure.forms:
        for indicator in form.indicators:
            if not (indicator.target and indicator.actual):
                continue
            if not _other_unit(indicator.target, indicator.actual):
                yield Held()
                continue
            yield Remark(
                f"自评表“{form.name[:24]}”指标“{indicator.level3[:24]}”目标值{indicator.target}，"
                f"完成值{indicator.actual}，计量单位不同",
                outcome_line(indicator),
                expected=indicator.target,
                found=indicator.actual,
                subject=form_subject(form, indicator.level3),
            )


def _other_unit(target: str, actual: str) -> bool:
    if target.strip() == "0":
        return False
    if _PERCENT.fullmatch(actual):
        return bool(_COUNT.fullmatch(target) or (_COUNTED.match(target) and "%" not in target))
    first, second = _MEASURED.fullmatch(target), _MEASURED.fullmatch(actual)
    if first and second and first[1] == second[1]:
        return first[2] != second[2]
    aimed, reached = _WITH_UNIT.search(target), _WITH_UNIT.search(actual)
    if aimed is None or reached is None:
        return False
    return _sort_of(aimed["unit"]) != _sort_of(reached["unit"])


_WITH_UNIT = re.compile(r"^[^0-9]{0,3}[0-9]+(?:\.[0-9]+)?\s?[余多]?(?P<unit>[\u4e00-\u9fff]{1,3})$")
_SORTS = (
    ("米", "公里", "千米", "里"),
    ("平方米", "亩", "公顷", "平方公里"),
    ("吨", "公斤", "千克"),
    ("元", "万元", "亿元"),
    ("天", "日", "小时", "个月", "月", "年", "周", "分钟"),
)
"""Units of one sort; all others count things."""


def _sort_of(unit: str) -> int:
    """Which sort of `_SORTS` a unit is of; -1 where it counts things."""
    return next((at for at, sort in enumerate(_SORTS) if unit in sort), -1)


@rule(
    "N16.unexplained",
    "未达到目标值的指标说明原因",
    "Goals missed are explained",
    "绩效指标未达到目标值的，自评表应说明原因；“未出现偏差”等套话不是原因。",
    SOURCE,
    "note",
)
def unexplained(context: RuleContext) -> Iterator[Trial]:
    for form in context.disclosure.forms:
        reason = compact_text((form.deviation_reason or "")[:2000])
        yield from _unexplained(context, form, reason)


def _unexplained(context: RuleContext, form: EvaluationForm, reason: str) -> Iterator[Trial]:
    """Goals not reached, and no word of why, neither below the indicators nor beside them."""
    unmet = [i for i in form.indicators if fell_short(i) and i.target and i.actual]
    if not unmet:
        return
    place = f"自评表“{form.name[:24]}”"
    rows = context.rows_between(form.source_line, form.source_line_end + 1)
    unmet = [i for i in unmet if not reason_beside(rows, i.source_line)]
    if not unmet:
        yield Held()
        return
    if len(_NO_WORD.sub("", _STOCK.sub("", _MONEY.sub("", reason)))) >= _REASON_LENGTH:
        yield Held()
        return
    said = "，".join(f"“{i.level3[:20]}”目标值{i.target}、完成值{i.actual}" for i in unmet[:3])
    yield Remark(
        f"{place}有{len(unmet)}项指标未达到目标值，没有说明原因：{said}",
        unmet[0].source_line,
        expected=unmet[0].target,
        found=unmet[0].actual,
        subject=form_subject(form, unmet[0].level3),
    )


@rule(
    "N16.same-indicator",
    "同一指标在整体与项目自评表中一致",
    "One indicator, one target and one outcome",
    "整体自评表与项目自评表中的同一指标，目标值与完成值应相同。",
    SOURCE,
    "warning",
)
def same_indicator(context: RuleContext) -> Iterator[Trial]:
    overall = _once([i for f in context.disclosure.forms if f.kind == "overall" for i in f.indicators])
    projects = _once([i for f in context.disclosure.forms if f.kind == "project" for i in f.indicators])
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
            )


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
