"""N18: units and numbers as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ....model import MONEY_KINDS, Cause, EvaluationForm, Kind, Row, Section
from ....model.prose import Prose
from ...context import WITHIN_THE_ACCOUNT, RuleContext
from ...figures import Subject
from ...registry import rule
from ...reliability import TEN_THOUSAND
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分 情况说明"
_NO_NUMBER = re.compile(
    r"(?:预算数?|执行数|决算数?|总额|金额|资金|收入|支出|合计|总计)为?(?:万元|%)(?=[，,。；;]|执行|支出|完成)"
    r"|(?:涉及(?:项目)?|共有车辆|保有量为?)[个辆](?=[，,。；;])"
)
_BARE_NUMBER = re.compile("[，。；;,](?<=[0-9].)(?!(?<=,)[0-9])")
_NO_UNIT = re.compile(
    r"(?:预算数?|执行数|决算数?|总额|金额|收入|支出|合计|总计|经费(?=[0-9]+\.))为?(?P<number>[0-9]{1,12}(?:\.[0-9]{1,4})?)"
    r"(?=[，。；;]|,(?![0-9]))"
)
_NO_UNIT_OF_CHANGE = re.compile(
    r"(?:增加|减少|增长|下降|降低|(?:预算|支出|收入|合计|总额)的)(?P<number>[0-9]{1,12}\.[0-9]{1,4})(?=[，。；]|,(?![0-9]))"
)
"""增长11.14。: neither per cent nor money."""
_NO_UNIT_OF_RATE = re.compile(
    r"(?:完成(?:年初|全年|调整后)?(?:预算|任务|目标)数?的|执行率|占本年(?:收入|支出)(?:合计)?的?)[0-9]{1,4}(?:\.[0-9]{1,4})?"
    r"(?=[，。；]|,(?![0-9]))"
)
"""完成年初预算的97.4，: of a hundred."""
_ONLY_WAN = re.compile(r"(?<![0-9.])[0-9]{1,9}(?:\.[0-9]{1,4})?万(?=[，。；])")
_ZERO_YUAN = re.compile(r"(?<![0-9.])0(?:\.0+)?元")
_TWO_NUMBERS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{0,2})? [0-9]{1,4}(?:\.[0-9]{1,2})?(?=万元|%)")
TEXTS: tuple[Kind, ...] = (*MONEY_KINDS, "procurement", "performance", "overall", "projects")


@rule(
    "N18.yuan-for-wan",
    "金额单位“元”“亿元”与“万元”不混用",
    "\u5143 or \u4ebf\u5143 does not stand for \u4e07\u5143",
    "金额的单位应前后一致；印作“元”而他处同一数字为“万元”的，或印作“亿元”而超过全部收支的，单位似有误。",
    SOURCE,
)
def yuan_for_wan(context: RuleContext) -> Iterator[Trial]:
    for printed, meant in context.wrong_units:
        yield Remark(
            f"{printed.figure.place}印为{printed.figure.shown}，他处为{meant.figure.amount}万元，单位似应为“万元”",
            printed.figure.line,
            expected=f"{meant.figure.amount}万元",
            found=printed.figure.shown,
            subject=printed.figure.key,
            figures=(printed.figure, meant.figure),
        )
    yield Held(sum(1 for s in context.stated if s.figure.unit == "万元") - len(context.wrong_units))
    yield from _hundred_millions(context)


_YI = re.compile(r"(?<![0-9.,])(?P<number>[0-9]{1,3}(?:,?[0-9]{3})*(?:\.[0-9]{1,4})?) ?亿元")
_OF_THE_ACCOUNT = re.compile("(?:预算数?|决算数?)(?:为|增加|减少)?$")
_MONEY_ROW = re.compile("支出总额|资金总额")


def _hundred_millions(context: RuleContext) -> Iterator[Remark]:
    """Amounts in 亿元 that are more than all money of the account: 万元 is meant. What was attracted or invested is told
    beside the money of the account, so the words before an amount, or the same amount elsewhere, must say that it is
    of the account."""
    most = context.all_money
    texts, whole = context.once(_on_money)
    told: list[tuple[re.Match[str], int, Subject, str]] = []
    for section, prose in texts if most and "亿元" in whole else ():
        for match in _YI.finditer(prose.text) if section.kind in WITHIN_THE_ACCOUNT else ():
            before = prose.text[max(0, match.start() - 8) : match.start()]
            if _OF_THE_ACCOUNT.search(before) or _number(match) in context.once(_amounts):
                subject = context.text(section.path, match.group())
                told.append((match, prose.line(match.start()), subject, f"“{heading_of(section)}”"))
    for form in context.disclosure.forms if most and "亿元" in context.cells else ():
        for row in _money_rows(context, form):
            subject, place = Subject("form", form.name[:24], "亿元"), f"自评表“{form.name[:24]}”"
            told += [(m, row.line, subject, place) for cell in row.cells if (m := _YI.fullmatch(cell))]
    for match, line, subject, place in told:
        if _number(match) * TEN_THOUSAND > most:
            yield Remark(
                f"{place}{match.group()}超过全部收支，单位似应为“万元”",
                line,
                expected=f"{match['number']}万元",
                found=match.group(),
                subject=subject,
            )


def _number(match: re.Match[str]) -> Decimal:
    return Decimal(match["number"].replace(",", ""))


def _amounts(context: RuleContext) -> frozenset[Decimal]:
    """Every amount of the statements, and of the prose in 万元."""
    rows = (row for statement in context.disclosure.statements for row in statement.rows)
    printed = (value for row in rows for value in row.figures.values() if value)
    stated = (s.figure.amount for s in context.as_printed if s.record.printed_unit == "万元")
    return frozenset((*printed, *stated))


def _money_rows(context: RuleContext, form: EvaluationForm) -> Iterator[Row]:
    """The rows of a form, and of its copies, that tell its money."""
    ranges = [(form.source_line, form.source_line_end), *((line, line + _ABOVE) for line in form.copies)]
    for first, last in ranges:
        for row in context.rows_between(first - _ABOVE, last):
            if _MONEY_ROW.search("".join("".join(row.cells).split())):
                yield row


_ABOVE = 6
"""Rows above the first of a form that are its head."""


def misprints(
    context: RuleContext,
    pattern: re.Pattern[str],
    what: str,
    cause: Cause = "source",
    signs: tuple[str, ...] = ("",),
    within: re.Pattern[str] | None = None,
) -> Iterator[Trial]:
    """Every match of a pattern in the sections on money; one of `signs`, and `within`, is in each, and found much faster."""
    texts, whole = context.once(_on_money)
    some = any(sign in whole for sign in signs) and (within is None or within.search(whole))
    if not some or not pattern.search(whole):
        yield Held(len(texts))
        return
    for section, prose in texts:
        found = list(pattern.finditer(prose.text))
        if not found:
            yield Held()
        for match in found:
            yield Remark(
                f"“{heading_of(section)}”金额{what}：{match.group()}",
                prose.line(match.start()),
                found=match.group(),
                cause=cause,
                subject=context.text(section.path, match.group()),
            )


def _on_money(context: RuleContext) -> tuple[list[tuple[Section, Prose]], str]:
    """The paragraphs of the sections on money, and all their text, a line each."""
    sections = (section for kind in TEXTS for section in context.sections.get(kind, []))
    texts = [(section, prose) for section in sections for prose in context.prose(section)]
    return texts, "\n".join(prose.text for _, prose in texts)


@rule(
    "N18.number-missing",
    "金额写有数字",
    "An amount has its number",
    "“预算数为万元”等缺少数字的金额应补全。",
    SOURCE,
    "warning",
)
def number_missing(context: RuleContext) -> Iterator[Trial]:
    yield from misprints(context, _NO_NUMBER, "缺少数字")


@rule(
    "N18.unit-missing",
    "金额与比率写有单位",
    "An amount or a rate has its unit",
    "金额应写明单位，增减和完成的比率应写明“%”。",
    SOURCE,
    "note",
)
def unit_missing(context: RuleContext) -> Iterator[Trial]:
    yield from misprints(context, _NO_UNIT, "缺少单位", within=_BARE_NUMBER)
    yield from misprints(context, _NO_UNIT_OF_CHANGE, "缺少单位", within=_BARE_NUMBER)
    yield from misprints(context, _NO_UNIT_OF_RATE, "缺少单位", signs=("的", "率"))


@rule(
    "N18.unit-cut",
    "金额的单位写全",
    "A unit is printed whole",
    "金额的单位“万”应写作“万元”。",
    SOURCE,
    "note",
)
def unit_cut(context: RuleContext) -> Iterator[Trial]:
    yield from misprints(context, _ONLY_WAN, "单位不全", signs=("万，", "万。", "万；"))


@rule(
    "N18.zero-yuan",
    "零金额的单位与他处一致",
    "Nothing has the unit of the rest",
    "“0元”的单位应与他处一致。",
    SOURCE,
    "note",
)
def zero_yuan(context: RuleContext) -> Iterator[Trial]:
    yield from misprints(context, _ZERO_YUAN, "单位与他处不同", signs=("0元",))


@rule(
    "N18.two-numbers",
    "一个数字不断成两截",
    "One number is not printed as two",
    "一个数字不应断成两个。",
    SOURCE,
    "warning",
)
def two_numbers(context: RuleContext) -> Iterator[Trial]:
    yield from misprints(context, _TWO_NUMBERS, "数字断成两截", cause="extraction", signs=(" ",))


@rule(
    "N18.cut-cells",
    "表内数字不断成两截",
    "Numbers of the statements are not cut in two",
    "表内断成两截的数字已合并，列出以便核对。",
    SOURCE,
    "note",
)
def cut_cells(context: RuleContext) -> Iterator[Trial]:
    for statement in context.disclosure.statements:
        rows = [row for row in statement.rows if any(r.kind == "digits" for r in row.repairs)]
        if not rows and statement.rows:
            yield Held()
        if rows:
            yield Remark(
                f"公开{statement.number:02d}表有{len(rows)}个数字断成两截，已合并；首处{rows[0].repaired}",
                rows[0].source_line,
                rows[-1].source_line if len(rows) > 1 else None,
                cause="extraction",
                subject=Subject("document", f"T{statement.number}"),
            )


_YUAN = re.compile(r"(?:为|支出|收入|费|额|增加|减少|总计|合计)(?P<number>[0-9]{1,9}\.[0-9]{1,2})元")
_ANY_YUAN = re.compile(
    r"(?<![每均价准])(?<=[\u4e00-\u9fff])(?P<number>[0-9]{1,9}\.[0-9]{1,2})元(?=[，,。；;、）)]|$)"
)
"""In the sections on money any amount with decimals; elsewhere there are prices and rates a head."""
_IN_YUAN = re.compile("[0-9]元")
_WAN = re.compile(r"[0-9]万元")


@rule(
    "N18.yuan-among-wan",
    "以万元为单位的叙述中没有元",
    "No amount in \u5143 among amounts in \u4e07\u5143",
    "同一节以万元为单位的，不应有以元为单位、带小数的金额。",
    SOURCE,
    "warning",
)
def yuan_among_wan(context: RuleContext) -> Iterator[Trial]:
    known = {printed.record.source_line for printed, _ in context.wrong_units}
    some = _IN_YUAN.search(context.once(_on_money)[1])
    for kind in TEXTS:
        for section in context.sections.get(kind, []):
            proses = context.prose(section)
            if sum(len(_WAN.findall(prose.text)) for prose in proses) < 3:
                continue
            pattern = _ANY_YUAN if kind in MONEY_KINDS else _YUAN
            for prose in proses:
                for match in pattern.finditer(prose.text) if some else ():
                    line = prose.line(match.start("number"))
                    if line in known:
                        continue
                    yield Remark(
                        f"“{heading_of(section)}”{match['number']}元，同节其余金额以万元为单位，单位似应为“万元”",
                        line,
                        expected=f"{match['number']}万元",
                        found=f"{match['number']}元",
                        subject=context.text(section.path, match.group()),
                    )
                yield Held()
