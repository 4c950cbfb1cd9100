"""N25: self-evaluation: outcomes, dates and money that contradict one another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from ....classification import name_key
from ....model import EvaluationForm
from ...context import RuleContext
from ...evaluated_projects import outcome_line, short_name
from ...figures import HUNDRED, Figure, Subject
from ...registry import rule
from ...stated_figures import table_figure
from ...summaries import only_appropriations
from ...trials import Comparison, Held, Remark, Trial, total

SOURCE = "部门决算公开文本格式 第六部分 绩效自评表"
_DONE = re.compile(
    r"(?:均已?|全部|已|全面|圆满|按时)(?:完成|达标|达到|实现)|完成(?:率)?(?:达到?)?100%|各项(?:产出)?指标均"
)
_UNDONE = re.compile(r"未完成|未达|未开展|未实施|尚未|暂未")
_MONEY = r"(?P<{0}>[0-9][0-9,]*(?:\.[0-9]{{1,2}})?)"
_SPLIT = re.compile(
    rf"基本支出总额[:：为]?{_MONEY.format('basic')}(?:万元)?[，,;；、]?(?:其中[:：]?)?项目支出总额[:：为]?{_MONEY.format('project')}"
)
_BUDGET_SPLIT = re.compile(
    rf"预算(?:总?数|总额)?[:：为]?{_MONEY.format('whole')}万元[，,；;]?其中[:：]?{_SPLIT.pattern}"
)
"""部门整体预算数7492.31万元，其中基本支出总额2213.95万元，项目支出总额5278.36万元."""
_NEGATION = re.compile("[不无没]有?")
_NUMBERED = re.compile(r"^指标[0-9一二三四五六七八九十]{1,2}[:：、.]?")
_LONGEST = 4000
"""Characters of a row or paragraph that are looked at."""


@rule(
    "N25.nothing-spent",
    "没有支出的项目不写全部完成",
    "A project that spent nothing is not said to be done",
    "执行数为零的项目，产出不应写已全部完成；确已完成的应说明资金来源。",
    SOURCE,
    "warning",
)
def nothing_spent(context: RuleContext) -> Iterator[Trial]:
    for project in context.disclosure.projects:
        said = project.outputs or ""
        if project.executed is None or project.executed or not project.budget:
            yield Held()
            continue
        if not _DONE.search(said) or _UNDONE.search(said):
            continue
        yield Remark(
            f"项目综述“{short_name(project.name)}”执行数为0，产出却写已完成：{said[:40]}",
            project.source_line,
            found="0",
            subject=Subject("project", name_key(project.name)),
        )
    for form in context.disclosure.forms:
        met = [indicator for indicator in form.indicators if indicator.met]
        spent_nothing = form.executed is not None and not form.executed and bool(form.budget)
        if spent_nothing and met and len(met) == len(form.indicators):
            yield Remark(
                f"自评表“{short_name(form.name)}”执行数为0，{len(met)}项指标却全部完成",
                form.source_line,
                found="0",
                subject=Subject("form", name_key(form.name), "", "executed"),
            )


@rule(
    "N25.filled-early",
    "自评表在年度终了后填报",
    "A form is filled in after the year has ended",
    "全年的自评表，填报日期应在决算年度终了之后。",
    SOURCE,
    "note",
)
def filled_early(context: RuleContext) -> Iterator[Trial]:
    for form in context.disclosure.forms:
        if not form.filled_on or not form.filled_on[:4].isdigit():
            continue
        if form.filled_on >= f"{context.year}-12-31" or form.filled_on[:7] == f"{context.year}-12":
            yield Held()
            continue
        if len(form.filled_on) < 7 and form.filled_on[:4] >= str(context.year):
            continue
        yield Remark(
            f"自评表“{short_name(form.name)}”填报日期为{form.filled_on}，早于{context.year}年度终了",
            _line_with(context, form, "日期"),
            expected=f"{context.year + 1}年",
            found=form.filled_on,
            subject=Subject("form", name_key(form.name), "", "filled_on"),
        )


def _line_with(context: RuleContext, form: EvaluationForm, words: str) -> int:
    """The line of a form that has some words; its first line where none has."""
    lines = [
        passage.line
        for _, passage in context.passages
        if form.source_line <= passage.line <= form.source_line_end and words in passage.text
    ]
    rows = context.rows_between(form.source_line, form.source_line_end)
    lines += [row.line for row in rows if words in "".join(row.cells)]
    return lines[0] if lines else form.source_line


@rule(
    "N25.indicator-twice",
    "同一指标不列两次",
    "One indicator stands once in a form",
    "同一张自评表中，同一指标不应列两次。",
    SOURCE,
    "note",
)
def indicator_twice(context: RuleContext) -> Iterator[Trial]:
    for form in context.disclosure.forms:
        # Two yearly goals may rightly have an indicator of one name each.
        keys = [(i.goal, name_key(_NUMBERED.sub("", i.level3))) for i in form.indicators]
        times = Counter(keys)
        for at, (key, indicator) in enumerate(zip(keys, form.indicators, strict=True)):
            if times[key] < 2 or len(key[1]) < 6:
                continue
            first = form.indicators[keys.index(key)]
            beside = keys[at - 1] == key  # typed over the next name: each row has a goal of its own
            if first is indicator or (first.target != indicator.target and not beside):
                continue
            yield Remark(
                f"自评表“{short_name(form.name)}”指标“{indicator.level3[:24]}”列了{times[key]}次",
                indicator.source_line,
                first.source_line,
                found=indicator.level3,
                subject=Subject("form", name_key(form.name), key[1]),
            )
        yield Held()


@rule(
    "N25.outcome-in-words",
    "文字目标与完成情况一致",
    "An outcome in words is that of the goal",
    "以文字表述的目标值与完成值，程度应一致（如“有效提升”与“有限提升”）。",
    SOURCE,
    "note",
)
def outcome_in_words(context: RuleContext) -> Iterator[Trial]:
    for form in context.disclosure.forms:
        for indicator in form.indicators:
            target, actual = (indicator.target or "").strip("。 "), (indicator.actual or "").strip("。 ")
            if not target or not actual or any(c.isdigit() for c in target) or len(target) > 12:
                continue
            if not _differs(target, actual) and not _denies(target, actual):
                yield Held()
                continue
            yield Remark(
                f"自评表“{short_name(form.name)}”指标“{indicator.level3[:24]}”目标值为“{target}”，"
                f"完成值为“{actual}”",
                outcome_line(indicator),
                expected=target,
                found=actual,
                subject=Subject("form", name_key(form.name), name_key(indicator.level3)),
            )


def _denies(target: str, actual: str) -> bool:
    """Whether an outcome says that nothing came of a goal in words: 有效提升 and 未见明显变化."""
    return _NOTHING_CAME.match(actual) is not None and _NOTHING_CAME.match(target) is None


_NOTHING_CAME = re.compile(
    r"(?:未见|没有|无|尚无|不)(?:明显|显著)?(?:变化|提升|改善|成效|效果|提高|好转)|未(?:提升|改善|提高|实现|见效)"
)


def _differs(target: str, actual: str) -> bool:
    """Whether two short texts are one but for a word: 有效提升 and 逐步提升, 参加 and 1加."""
    target, actual = (_NEGATION.sub("未", words) for words in (target, actual))
    if target == actual or len(target) != len(actual) or len(target) < 2:
        return False
    apart = sum(a != b for a, b in zip(target, actual, strict=True))
    return 0 < apart <= max(1, len(target) // 2)


@rule(
    "N25.share-above-hundred",
    "满意度和各种比率的完成值不超过100%",
    "No share is above 100 % as an outcome",
    "满意度、合格率、覆盖率、及时率等指标的完成值，不应超过100%。",
    SOURCE,
    "warning",
)
def share_above_hundred(context: RuleContext) -> Iterator[Trial]:
    for form in context.disclosure.forms:
        for indicator in form.indicators:
            share = _SHARE.fullmatch((indicator.actual or "").strip())
            if share is None or not _OF_A_WHOLE.search(indicator.level3):
                continue
            if Decimal(share["number"]) <= HUNDRED:
                yield Held()
                continue
            yield Remark(
                f"自评表“{short_name(form.name)}”指标“{indicator.level3[:24]}”完成值为{share.group()}，超过100%",
                outcome_line(indicator),
                expected="不超过100%",
                found=share.group(),
                subject=Subject("form", name_key(form.name), name_key(indicator.level3)),
            )


_SHARE = re.compile(r"(?P<number>[0-9]{1,4}(?:\.[0-9]{1,2})?)[%％]")
_OF_A_WHOLE = re.compile("满意|(?:合格|覆盖|知晓|及时|达标|准确|抽检|办结|配置|参与|普及)率")
"""Names of shares of a whole; 完成率 and 增长率 may rightly be above it."""


@rule(
    "N25.overall-split",
    "整体自评所述基本支出与项目支出与报表一致",
    "Basic and project totals of the overall evaluation = the statements",
    "整体绩效自评所列基本支出总额、项目支出总额，应与公开03表一致。",
    SOURCE,
    "warning",
)
def overall_split(context: RuleContext) -> Iterator[Trial]:
    wholes = {name: table_figure(context.ledger, f"{name}_expenditure") for name in ("basic", "project")}
    for section, line, text in _rows(context):
        yield from _budget_split(section, line, text)
        matches = list(_SPLIT.finditer(text))
        for match in matches[-1:]:  # the budget stands first, what was spent after it
            figures = {
                name: Figure(
                    Subject("text", section, f"{name}-total"),
                    Decimal(match[name].replace(",", "")),
                    f"整体自评{words}总额",
                    line,
                )
                for name, words in (("basic", "基本支出"), ("project", "项目支出"))
            }
            whole = context.reference("expenditure_total")
            for name, figure in figures.items():
                other = wholes[name] or context.reference(f"{name}_expenditure")
                if other is not None:
                    yield total(figure, [other], other.place)
            # Without the statements 经营支出 and the like would be wanting in the sum.
            told = only_appropriations(context.ledger) or not context.ledger.has(1)
            if whole is not None and told and not any(wholes.values()):
                terms = tuple((1, figure) for figure in figures.values())
                yield Comparison("sum", whole, terms, "整体自评基本支出总额与项目支出总额之和")


def _budget_split(section: str, line: int, text: str) -> Iterator[Trial]:
    """The budget of the whole body as the sum of its basic and its project spending."""
    for match in _BUDGET_SPLIT.finditer(text):
        whole, *parts = (
            Figure(
                Subject("text", section, f"{name}-budget"),
                Decimal(match[name].replace(",", "")),
                f"整体自评{words}",
                line,
            )
            for name, words in (
                ("whole", "预算数"),
                ("basic", "预算的基本支出总额"),
                ("project", "预算的项目支出总额"),
            )
        )
        yield total(whole, parts, "基本支出总额与项目支出总额之和")


def _rows(context: RuleContext) -> Iterator[tuple[str, int, str]]:
    """Path, line and text of every paragraph and table row that speaks of both totals."""
    for section in context.disclosure.sections:
        if section.part not in (3, 6):
            continue
        for passage in section.passages:
            if "基本支出总额" in passage.text:
                text = passage.text.replace(" ", "")[:_LONGEST]
                yield section.path, passage.line_at(max(0, passage.text.find("项目支出总额"))), text
        for grid in section.grids:
            for row in grid.rows:
                text = "".join(row.cells).replace(" ", "")
                if "基本支出总额" in text:
                    yield section.path, row.line, text[:_LONGEST]
