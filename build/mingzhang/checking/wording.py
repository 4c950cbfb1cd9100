"""N17–N18: direction words against the figures, reasons, units, and figures printed as two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..model import Claim, ExecutionItem, Kind
from ..model.prose import Prose
from .case import Case
from .narrative_items import item_name
from .prose import heading_of
from .purposes import denied_reasons
from .rules import rule
from .trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分 情况说明"

_NOTHING = re.compile(
    r"(?:增加|减少|增长|下降|降低)0(?:\.0+)?(?:万元|元)[，,；;。]?[^。；，]{0,8}(?:主要)?原因"
)
_STEADY = re.compile(r"持平(?:全年|年初|当年)?预?算?数?的?主要原因[:：]?[^。；]{0,30}")
_RISING = re.compile(r"新增|追加|增加|提高|上涨|增多|增长")
_FALLING = re.compile(r"减|节约|下降|降低|缩|厉行|过紧日子|退休|去世|结余|未")
_SAVING = re.compile(r"压减|缩减|节约|厉行|过紧日子|减少|下降")
"""Words that surely speak of a fall; those of `_FALLING` may."""
_NO_NUMBER = re.compile(
    r"(?:预算数?|执行数|决算数?|总额|金额|资金|收入|支出|合计|总计)为?(?:万元|%)(?=[，,。；;]|执行|支出|完成)"
)
_NO_UNIT = re.compile(
    r"(?:预算数?|执行数|决算数?|总额|金额|收入|支出|合计|总计)为?(?P<number>[0-9]{1,12}(?:\.[0-9]{1,4})?)"
    r"(?=[，。；;]|,(?![0-9]))"
)
_ONLY_WAN = re.compile(r"(?<![0-9.])[0-9]{1,9}(?:\.[0-9]{1,4})?万(?=[，。；])")
_ZERO_YUAN = re.compile(r"(?<![0-9.])0(?:\.0+)?元")
_TWO_NUMBERS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{0,2})? [0-9]{1,4}(?:\.[0-9]{1,2})?(?=万元|%)")
_MISPRINTS = (
    (_NO_NUMBER, "缺少数字"),
    (_NO_UNIT, "缺少单位"),
    (_ONLY_WAN, "单位不全"),
    (_ZERO_YUAN, "单位与他处不同"),
    (_TWO_NUMBERS, "数字断成两截"),
)
_MONEY: tuple[Kind, ...] = (
    "totals",
    "revenue",
    "expenditure",
    "appropriation",
    "general_budget",
    "structure",
    "execution",
    "basic",
    "government_fund",
    "state_capital",
    "three_public",
    "operating_cost",
)
_TEXTS: tuple[Kind, ...] = (*_MONEY, "procurement", "performance", "overall", "projects")


@rule(
    "N17",
    "增减、大小的措辞与数字一致",
    "Direction words fit the figures",
    "“增加、减少”“大于、小于”应与数字一致；数字没有变化时不应写原因，年初预算与决算不同时应说明原因，原因不应与增减方向相反。",
    SOURCE,
    "warning",
)
def directions(case: Case) -> Iterator[Trial]:
    places = {section.path: heading_of(section) for section in case.disclosure.sections}
    for claim in case.disclosure.claims:
        how = _relation if claim.kind == "relation" else _opposite_reason
        yield how(claim, places.get(claim.section, ""), case.year)
    for kind in _MONEY:
        for section in case.sections.get(kind, []):
            for prose in case.prose(section):
                yield from _reasons_for_nothing(prose, heading_of(section))
    yield from _opposite_rates(case)
    for item in case.disclosure.execution_items:
        yield from _item_reason(item)
    yield from denied_reasons(case)


_SIGNS = {"大于": 1, "高于": 1, "超过": 1, "小于": -1, "低于": -1}
"""What a relation says of final minus budget; other words say that they are equal."""
_FALLS = ("减少", "下降", "降低", "回落", "下滑")


def _relation(claim: Claim, place: str, year: int) -> Trial:
    """决算数小于年初预算数: held against the budget and the final that stand before it."""
    budget, final = claim.first, claim.second or Decimal(0)
    sign = (final > budget) - (final < budget)
    other = claim.other_place.line if claim.other_place else None
    if sign == _SIGNS.get(claim.how, 0):
        return Held()
    return Remark(
        f"“{place}”称决算数{claim.how}预算数，但预算为{budget}万元，决算为{final}万元",
        claim.source_line,
        other if other != claim.source_line else None,
        expected={1: "大于", -1: "小于", 0: "持平"}[sign],
        found=claim.how,
        difference=final - budget,
    )


def _opposite_reason(claim: Claim, place: str, year: int) -> Trial:
    """减少…万元，主要原因是新增…: the reason speaks of the other direction only."""
    against, along = (_RISING, _FALLING) if claim.how in _FALLS else (_SAVING, _RISING)
    # What was added last year explains a fall.
    of_last_year = f"{year - 1}年" in claim.why or "上年" in claim.why
    if not claim.first or not against.search(claim.why) or along.search(claim.why) or of_last_year:
        return Held()
    return Remark(
        f"“{place}”称{claim.how}{claim.first}{claim.unit}，所述原因方向相反：{claim.why[:40]}",
        claim.source_line,
        found=claim.why[:40],
    )


def _reasons_for_nothing(prose: Prose, place: str) -> Iterator[Trial]:
    for match in (*_NOTHING.finditer(prose.text), *_STEADY.finditer(prose.text)):
        yield Remark(
            f"“{place}”没有增减，仍列出原因：{match.group()}",
            prose.line(match.start()),
            found=match.group(),
            severity="note",
        )


def _opposite_rates(case: Case) -> Iterator[Trial]:
    """增加…万元，下降…%: the amount and the rate go different ways."""
    for rates in (m for m in case.by_metric if m.endswith("change_pct")):
        for rate in case.by_metric[rates]:
            changes = [s for s in case.by_metric.get(rates.removesuffix("_pct"), ()) if s.kind == rate.kind]
            earlier = [
                s for s in changes if int(s.figure.key[1:].partition("/")[0]) < int(_number(rate.figure.key))
            ]
            if not earlier:
                continue
            change = earlier[-1].figure
            if change.amount * rate.figure.amount >= 0:
                yield Held()
                continue
            words = ("增加" if change.amount > 0 else "减少", "增长" if rate.figure.amount > 0 else "下降")
            yield Remark(
                f"{change.place}为{words[0]}{change.shown}，增减率却为{words[1]}{rate.figure.shown}，方向相反",
                rate.figure.line,
                change.line if change.line != rate.figure.line else None,
                expected=words[0],
                found=words[1],
                severity="error",
            )


def _number(key: str) -> str:
    return key[1:].partition("/")[0]


def _item_reason(item: ExecutionItem) -> Iterator[Trial]:
    """A reason where budget and final differ, and none that goes the other way."""
    if item.initial_budget is None or item.final is None:
        return
    difference: Decimal = item.final - item.initial_budget
    if not difference:
        return
    name = item_name(item)
    if not item.reason:
        yield Remark(
            f"“{name}”年初预算{item.initial_budget}万元，支出决算{item.final}万元，没有说明差异原因",
            item.source_line,
            difference=difference,
            found="未说明",
            severity="note",
        )
        return
    against = _RISING if difference < 0 else _SAVING
    along = _FALLING if difference < 0 else _RISING
    if against.search(item.reason) and not along.search(item.reason):
        yield Remark(
            f"“{name}”决算比年初预算{'少' if difference < 0 else '多'}{abs(difference)}万元，所述原因方向相反：{item.reason[:40]}",
            item.source_line,
            difference=difference,
            found=item.reason[:40],
        )
        return
    yield Held()


@rule(
    "N18",
    "单位与数字的印制",
    "Units and printed numbers",
    "“元”与“万元”不应混用，金额应有数字和单位，一个数字不应断成两个。",
    SOURCE,
)
def units(case: Case) -> Iterator[Trial]:
    for printed, meant in case.wrong_units:
        yield Remark(
            f"{printed.figure.place}印为{printed.figure.shown}，他处为{meant.figure.amount}万元，单位似应为“万元”",
            printed.figure.line,
            expected=f"{meant.figure.amount}万元",
            found=printed.figure.shown,
        )
    checked = sum(1 for stated in case.stated if stated.figure.unit == "万元") - len(case.wrong_units)
    yield Held(checked)
    for kind in _TEXTS:
        for section in case.sections.get(kind, []):
            for prose in case.prose(section):
                yield from _misprints(prose, heading_of(section))
    for statement in case.disclosure.statements:
        rows = [row for row in statement.rows if any(r.kind == "digits" for r in row.repairs)]
        if rows:
            yield Remark(
                f"公开{statement.number:02d}表有{len(rows)}个数字断成两截，已合并；首处{rows[0].repaired}",
                rows[0].source_line,
                rows[-1].source_line if len(rows) > 1 else None,
                cause="extraction",
                severity="note",
            )


def _misprints(prose: Prose, place: str) -> Iterator[Trial]:
    for pattern, what in _MISPRINTS:
        for match in pattern.finditer(prose.text):
            severity = "warning" if pattern in (_NO_NUMBER, _TWO_NUMBERS) else "note"
            yield Remark(
                f"“{place}”金额{what}：{match.group()}",
                prose.line(match.start()),
                found=match.group(),
                cause="extraction" if pattern is _TWO_NUMBERS else "source",
                severity=severity,  # type: ignore[arg-type]
            )
