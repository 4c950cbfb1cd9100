"""N25: how the self-evaluation forms are filled in: ticks, outcomes, numbers, copies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from ....classification import name_key
from ....model import EvaluationForm, Indicator, Row
from ...context import RuleContext
from ...evaluated_projects import short_name
from ...figures import Subject
from ...registry import rule
from ...trials import Held, NotChecked, Remark, Trial

SOURCE = "部门决算公开文本格式 第六部分 绩效自评表"
_ONE_OF = re.compile(r"^项目(?:类别|属性|类型)$")
_BOX = re.compile(r"<input[^<>]{0,60}>|[□☐☑☒■√✓]")
_TICKED = re.compile(r"checked|[☑☒■√✓]")
_OPTION = re.compile(
    r"(?P<box><input[^<>]{0,60}>|[□☐☑☒■])[^0-9<□☐☑☒■]{0,8}资金量[:：]\s*(?P<amount>[0-9][0-9.,]*(?![、.0-9])\s*万?元?)?"
)
_DEGREES = ("有效", "显著", "明显", "大幅", "持续", "逐步", "稳步", "不断")
_COUNTED = re.compile(r"(?P<number>[0-9]{1,6})\s?(?P<unit>[个家人次户场处辆名件])")
_TARGET = re.compile(r"[≥≤]?(?P<number>[0-9]{1,6})\s?(?P<unit>[个家人次户场处辆名件])")
_REASON_ROW = "偏差大"
_MOST_ROWS = 160


def _rows(context: RuleContext, form: EvaluationForm) -> list[Row]:
    """The printed rows of a form."""
    return context.rows_between(form.source_line, form.source_line_end)


def _of(form: EvaluationForm, row: str = "", column: str = "") -> Subject:
    return Subject("form", name_key(form.name), row, column)


@rule(
    "N25.ticks",
    "自评表的类别、属性、类型各选一项",
    "One of the kinds of a project is ticked",
    "自评表“项目类别”“项目属性”“项目类型”应各选一项，不多选也不漏选。",
    SOURCE,
    "note",
)
def ticks(context: RuleContext) -> Iterator[Trial]:
    for form in context.disclosure.forms:
        for row in _rows(context, form):
            label = "".join(row.cells[0].split()) if row.cells else ""
            boxes = _BOX.findall("".join(row.cells)) if _ONE_OF.match(label) else []
            if len(boxes) < 2:
                continue
            ticked = sum(1 for box in boxes if _TICKED.search(box))
            if ticked == 1:
                yield Held()
                continue
            what = "没有勾选" if not ticked else f"勾选了{ticked}项"
            yield Remark(
                f"自评表“{short_name(form.name)}”的“{label}”{what}，应选一项",
                row.line,
                expected="1",
                found=str(ticked),
                subject=_of(form, label, "tick"),
                joined=what,
            )


@rule(
    "N25.ticked-amount",
    "勾选的资金来源写有金额",
    "The source that is ticked has the amount",
    "自评表“预算来源及资金规模”中，金额应写在勾选的来源之后。",
    SOURCE,
    "note",
)
def ticked_amount(context: RuleContext) -> Iterator[Trial]:
    for form in context.disclosure.forms:
        for row in _rows(context, form):
            text = "".join(row.cells)[:1000]
            options = list(islice(_OPTION.finditer(text), 8)) if "资金量" in text else ()
            if len(options) < 2:
                continue
            wrong = [o for o in options if bool(_TICKED.search(o["box"])) != bool(o["amount"])]
            if not wrong:
                yield Held()
                continue
            amount = next((o["amount"] for o in options if o["amount"]), "")
            yield Remark(
                f"自评表“{short_name(form.name)}”勾选的资金来源与写有金额{amount}的来源不一致",
                row.line,
                found=amount or "空白",
                subject=_of(form, "资金来源", "tick"),
                joined="来源",
            )


@rule(
    "N25.outcome-missing",
    "指标写有完成值",
    "Every indicator has its outcome",
    "有目标值的指标应写明完成值；目标值有数字的，完成值也应有数字。",
    SOURCE,
    "note",
)
def outcome_missing(context: RuleContext) -> Iterator[Trial]:
    for form in context.disclosure.forms:
        without = [i for i in form.indicators if i.target and not i.actual]
        if len(without) * 2 > len(form.indicators):
            continue  # the column was not read
        for indicator in form.indicators:
            if not indicator.target or (indicator.actual and not _number_dropped(indicator)):
                yield Held()
                continue
            said = f"完成值为“{indicator.actual}”，缺少数字" if indicator.actual else "没有完成值"
            yield Remark(
                f"自评表“{short_name(form.name)}”指标“{indicator.level3[:24]}”目标值为“{indicator.target[:24]}”，{said}",
                indicator.source_line,
                expected=indicator.target[:24],
                found=indicator.actual or "空白",
                cause="unknown",
                subject=_of(form, name_key(indicator.level3), "actual"),
                joined=form.name,
            )


def _number_dropped(indicator: Indicator) -> bool:
    """5个 and 个: the outcome is the target without its number."""
    target, actual = ("".join((words or "").split()) for words in (indicator.target, indicator.actual))
    return (
        bool(actual)
        and target != actual
        and not actual[0].isdigit()
        and target.lstrip("0123456789.") == actual
    )


@rule(
    "N25.outcome-cut",
    "完成值写全",
    "An outcome is printed whole",
    "完成值是目标值的一部分（如“不断提高”与“不断提”，“有效提升”与“提升”）的，可能漏字或程度不同。",
    SOURCE,
    "note",
)
def outcome_cut(context: RuleContext) -> Iterator[Trial]:
    for form in context.disclosure.forms:
        for indicator in form.indicators:
            target, actual = ("".join((w or "").split()) for w in (indicator.target, indicator.actual))
            if not 2 <= len(actual) < len(target) <= 12 or any(c.isdigit() for c in target):
                continue
            cut = target.startswith(actual) and len(target) - len(actual) == 1
            weaker = target.endswith(actual) and target.removesuffix(actual) in _DEGREES
            if not cut and not weaker:
                yield Held()
                continue
            yield Remark(
                f"自评表“{short_name(form.name)}”指标“{indicator.level3[:24]}”目标值为“{target}”，完成值为“{actual}”",
                indicator.source_line,
                expected=target,
                found=actual,
                subject=_of(form, name_key(indicator.level3), "actual"),
            )


@rule(
    "N25.name-and-target",
    "指标名称中的数量与目标值一致",
    "The number in an indicator\u2019s name is that of its goal",
    "指标名称写明数量的（如“15个社区”），应与目标值一致。",
    SOURCE,
    "note",
)
def name_and_target(context: RuleContext) -> Iterator[Trial]:
    for form in context.disclosure.forms:
        for indicator in form.indicators:
            counts = list(islice(_COUNTED.finditer(indicator.level3), 3))
            target = _TARGET.fullmatch((indicator.target or "").strip())
            if (
                len(counts) != 1
                or target is None
                or "每" in indicator.level3
                or counts[0]["unit"] != target["unit"]
            ):
                continue
            if counts[0]["number"] == target["number"]:
                yield Held()
                continue
            yield Remark(
                f"自评表“{short_name(form.name)}”指标“{indicator.level3[:24]}”写{counts[0].group()}，目标值为{indicator.target}",
                indicator.source_line,
                expected=target["number"],
                found=counts[0]["number"],
                subject=_of(form, name_key(indicator.level3), "target"),
            )


@rule(
    "N16.form-copies",
    "同一自评表两处的指标相同",
    "A form printed in two parts has the same indicators",
    "同一张自评表在情况说明与附件中各印一次的，指标应相同。",
    SOURCE,
    "note",
)
def form_copies(context: RuleContext) -> Iterator[Trial]:
    found: list[list[Trial]] = []
    for form in context.disclosure.forms:
        own = [(name_key(i.level3), i.level3, i.source_line) for i in form.indicators]
        found += [list(_copy(context, form, own, line)) for line in form.copies]
    differing = [trials for trials in found if any(isinstance(trial, Remark) for trial in trials)]
    if len(differing) > _WORN and len(differing) * 3 > len(found):
        yield NotChecked("多张自评表的另一处没有读全")
        return
    for trials in found:
        yield from trials


_WORN = 2
"""Forms that differ from their copies beyond which the copies were not read whole."""


def _other_outcomes(form: EvaluationForm, rows: Mapping[str, Row]) -> Iterator[Trial]:
    """Indicators whose outcome is another number in the copy."""
    times = Counter(name_key(indicator.level3) for indicator in form.indicators)
    for indicator in form.indicators:
        key = name_key(indicator.level3)
        if times[key] > 1 or key not in rows:
            continue
        actual, printed = _plain(indicator.actual), [_plain(cell) for cell in rows[key].cells]
        at = [n for n, cell in enumerate(printed) if cell and cell == _plain(indicator.target)]
        other = next((cell for cell in printed[at[0] + 1 :] if cell), "") if at else ""
        if not (actual[:1].isdigit() and other[:1].isdigit()) or actual == other:
            continue
        yield Remark(
            f"自评表“{short_name(form.name)}”印了两次，指标“{indicator.level3[:24]}”的完成值一处为{other}，一处为{actual}",
            rows[key].line,
            indicator.source_line,
            expected=actual,
            found=other,
            cause="unknown",
            subject=_of(form, key, "copy"),
        )


def _plain(words: str | None) -> str:
    return "".join((words or "").split()).replace("》", "≥").replace("，", ",")


def _rows_by_name(context: RuleContext) -> dict[str, list[Row]]:
    """The rows where copies of forms are printed, by the names in their cells."""
    found: dict[str, list[Row]] = {}
    copies = [line for form in context.disclosure.forms for line in form.copies]
    for row in context.rows_between(min(copies), max(copies) + _MOST_ROWS):
        for cell in row.cells:
            found.setdefault(name_key(cell), []).append(row)
    return found


def _reason_rows(context: RuleContext) -> list[list[Row]]:
    named = context.once(_rows_by_name)
    return [rows for name, rows in named.items() if name.startswith(_REASON_ROW)]


def _of_copy(rows: Sequence[Row], form: EvaluationForm, line: int) -> Row | None:
    """The first of some rows that is of the copy that begins at `line`, and not of the form."""
    copy = (row for row in rows if line <= row.line <= line + _MOST_ROWS)
    return next((row for row in copy if not form.source_line <= row.line <= form.source_line_end), None)


def _copy(
    context: RuleContext, form: EvaluationForm, own: list[tuple[str, str, int]], line: int
) -> Iterator[Trial]:
    """What the copy that begins at `line` lacks of a form."""
    named = context.once(_rows_by_name)
    rows = {key: row for key, _, _ in own if (row := _of_copy(named.get(key, ()), form, line))}
    reasons = (_of_copy(found, form, line) for found in context.once(_reason_rows))
    end = min((row.line for row in reasons if row and row.line > line), default=None)
    lacking = [(key, name, at) for key, name, at in own if key not in rows]
    if end is None or len(lacking) * 2 > len(own):
        return  # the copy was not read whole
    if not lacking:
        yield Held()
    yield from _other_outcomes(form, rows)
    for key, name, at in lacking:
        before = [rows[k].line for k, _, other in own if other < at and k in rows and rows[k].line < end]
        yield Remark(
            f"自评表“{short_name(form.name)}”印了两次，指标“{name[:24]}”（第{at}行）在另一处没有列出",
            max(before, default=line),
            at,
            expected=name[:24],
            found="未列",
            cause="unknown",
            subject=_of(form, key, "copy"),
        )
