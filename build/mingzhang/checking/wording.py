"""N17–N18: direction words against the figures, reasons, units, and figures printed as two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from ..model import ExecutionItem
from ..parsing.narrative.kinds import Kind
from ..parsing.narrative.prose import Prose
from ..parsing.narrative.quantities import Quantity, direction, find_quantities
from .case import Case
from .narrative_items import item_name
from .prose import heading_of
from .purposes import denied_reasons
from .rules import rule
from .trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分 情况说明"

_RELATION = re.compile(
    r"决算数?(?P<how>大于|小于|高于|低于|持平)(?:全年|年初|当年|调整后?)?预算数?(?P<why>(?:的?主要)?原因)?"
)
_LEAD = 12
_MOST = 40
"""Relations read in one paragraph."""
_BUDGET = re.compile(r"预算数?(?:为|是|:)?$")
_FINAL = re.compile(r"决算数?(?:为|是|:)?$")
_NOTHING = re.compile(
    r"(?:增加|减少|增长|下降|降低)0(?:\.0+)?(?:万元|元)[，,；;。]?[^。；，]{0,8}(?:主要)?原因"
)
_STEADY = re.compile(r"持平(?:全年|年初|当年)?预?算?数?的?主要原因[:：]?[^。；]{0,30}")
_WAY = re.compile(
    r"(?P<way>增加|减少|增长|下降|降低)(?P<number>[0-9]{1,9}(?:\.[0-9]{1,4})?)(?:万元|%)[，,。;；]?(?:主要)?原因(?:是|为)?[:：]?"
    r"(?P<why>[^。；]{4,200})"
)
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
    for section in (*case.sections.get("execution", []), *case.sections.get("three_public", [])):
        for prose in case.prose(section):
            yield from _relations(prose, heading_of(section))
    for kind in _MONEY:
        for section in case.sections.get(kind, []):
            for prose in case.prose(section):
                yield from _reasons_for_nothing(prose, heading_of(section))
                yield from _opposite_reasons(prose, heading_of(section), case.year)
    yield from _opposite_rates(case)
    for item in case.disclosure.execution_items:
        yield from _item_reason(item)
    yield from denied_reasons(case)


def _last_before(quantities: list[Quantity], text: str, label: re.Pattern[str]) -> Quantity | None:
    """The last amount that stands right after its label (预算为, 决算为)."""
    for quantity in reversed(quantities):
        if quantity.is_money and label.search(text[max(0, quantity.start - _LEAD) : quantity.start]):
            return quantity
    return None


def _relations(prose: Prose, place: str) -> Iterator[Trial]:
    """决算数小于年初预算数: held against the budget and the final that stand before it."""
    matches = list(islice(_RELATION.finditer(prose.text), _MOST))
    if not matches:
        return
    quantities = list(find_quantities(prose.text))
    for match in matches:
        earlier = [q for q in quantities if q.end <= match.start()]
        budget, final = (_last_before(earlier, prose.text, label) for label in (_BUDGET, _FINAL))
        if budget is None or final is None or budget.wan is None or final.wan is None:
            continue
        sign = (final.wan > budget.wan) - (final.wan < budget.wan)
        said = {"大于": 1, "高于": 1, "小于": -1, "低于": -1, "持平": 0}[match["how"]]
        if sign == said:
            yield Held()
            continue
        yield Remark(
            f"“{place}”称决算数{match['how']}预算数，但预算为{_shown(budget)}，决算为{_shown(final)}",
            prose.line(match.start()),
            _other(prose.line(final.start), prose.line(match.start())),
            expected={1: "大于", -1: "小于", 0: "持平"}[sign],
            found=match["how"],
            difference=final.wan - budget.wan,
        )


def _shown(quantity: Quantity) -> str:
    return f"{quantity.value:f}{quantity.unit}"


def _other(line: int, line_of_finding: int) -> int | None:
    return line if line != line_of_finding else None


def _reasons_for_nothing(prose: Prose, place: str) -> Iterator[Trial]:
    for match in (*_NOTHING.finditer(prose.text), *_STEADY.finditer(prose.text)):
        yield Remark(
            f"“{place}”没有增减，仍列出原因：{match.group()}",
            prose.line(match.start()),
            found=match.group(),
            severity="note",
        )


def _opposite_reasons(prose: Prose, place: str, year: int) -> Iterator[Trial]:
    """减少…万元，主要原因是新增…: the reason speaks of the other direction only."""
    for match in _WAY.finditer(prose.text):
        if not Decimal(match["number"]):
            continue
        fall = match["way"] in ("减少", "下降", "降低")
        against, along = (_RISING, _FALLING) if fall else (_SAVING, _RISING)
        why = match["why"]
        # What was added last year explains a fall; an amount and a rate that disagree are told elsewhere.
        mixed = direction(prose.text[max(0, match.start() - 14) : match.start()]) == (1 if fall else -1)
        if not against.search(why) or along.search(why) or mixed or f"{year - 1}年" in why or "上年" in why:
            yield Held()
            continue
        yield Remark(
            f"“{place}”称{match['way']}{match['number']}，所述原因方向相反：{match['why'][:40]}",
            prose.line(match.start()),
            found=match["why"][:40],
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
