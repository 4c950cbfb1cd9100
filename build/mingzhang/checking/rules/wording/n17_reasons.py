"""N17: reasons: given where there is something to explain, and not against the direction of the figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ....model import MONEY_KINDS, ExecutionItem
from ...context import RuleContext
from ...figures import rounded
from ...items import final_in_yuan, item_figure, item_name, whole_budgets
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分 情况说明"
_NOTHING = re.compile(
    r"(?:增加|减少|增长|下降|降低)0(?:\.0+)?(?:万元|元)[，,；;。]?[^。；，]{0,8}(?:主要)?原因"
)
_STEADY = re.compile(r"持平(?:全年|年初|当年)?预?算?数?的?主要原因[:：]?[^。；]{0,30}")
_BEFORE = 48
"""Characters of a sentence before its change that are quoted."""
_RISING = re.compile(r"新增|追加|增加|提高|上涨|增多|增长")
_FALLING = re.compile(r"减|节约|下降|降低|缩|厉行|过紧日子|退休|去世|结余|未")
_SAVING = re.compile(r"压减|缩减|节约|厉行|过紧日子|减少|下降")
"""Words that surely speak of a fall; those of `_FALLING` may."""
_FALLS = ("减少", "下降", "降低", "回落", "下滑", "负增长")
_PUBLIC_COST = re.compile(r"公用经费(?:支出)?(?:有所)?(?P<way>减少|下降|压减|压缩|增加|增长)")


@rule(
    "N17.reason-for-nothing",
    "没有增减的不写原因",
    "No reason where nothing changed",
    "数字没有变化的，不应再写增减原因。",
    SOURCE,
    "note",
)
def reason_for_nothing(context: RuleContext) -> Iterator[Trial]:
    for kind in MONEY_KINDS:
        for section in context.sections.get(kind, []):
            for prose in context.prose(section):
                for match in (*_NOTHING.finditer(prose.text), *_STEADY.finditer(prose.text)):
                    begun = max(prose.text.rfind(mark, 0, match.start()) for mark in "。；：") + 1
                    said = prose.text[max(begun, match.start() - _BEFORE) : match.end()]
                    yield Remark(
                        f"“{heading_of(section)}”没有增减，仍列出原因：{said}",
                        prose.line(match.start()),
                        found=match.group(),
                        subject=context.text(section.path, match.group()),
                    )


@rule(
    "N17.opposite-reason",
    "增减原因与增减方向一致",
    "A reason does not speak of the other direction",
    "所述增减原因，不应与增减方向相反。",
    SOURCE,
    "warning",
)
def opposite_reason(context: RuleContext) -> Iterator[Trial]:
    for claim in context.disclosure.claims:
        if claim.kind != "reason":
            continue
        against, along = (_RISING, _FALLING) if claim.how in _FALLS else (_SAVING, _RISING)
        # What was added last year explains a fall.
        of_last_year = f"{context.year - 1}年" in claim.why or "上年" in claim.why
        if not claim.first or not against.search(claim.why) or along.search(claim.why) or of_last_year:
            yield Held()
            continue
        yield Remark(
            f"“{context.place(claim.section)}”称{claim.how}{claim.first}{claim.unit}，"
            f"所述原因方向相反：{claim.why[:40]}",
            claim.source_line,
            found=claim.why[:40],
            subject=context.text(claim.section, claim.how),
        )


@rule(
    "N17.item-reason-missing",
    "年初预算与决算不同的说明原因",
    "A reason where budget and final differ",
    "年初预算与支出决算不同的科目，应说明差异原因；预算均以整数万元印出的，四舍五入后相同的除外。",
    SOURCE,
    "note",
)
def item_reason_missing(context: RuleContext) -> Iterator[Trial]:
    coarse = whole_budgets(context.disclosure.execution_items)
    for item in context.disclosure.execution_items:
        if item.initial_budget is None or item.final is None or item.final == item.initial_budget:
            continue
        alike = coarse and rounded(item.final, 0) == item.initial_budget
        if final_in_yuan(item) or alike:
            continue
        if item.reason:
            yield Held()
            continue
        name = item_name(item)
        yield Remark(
            f"“{name}”年初预算{item.initial_budget}万元，支出决算{item.final}万元，没有说明差异原因",
            item.source_line,
            difference=item.final - item.initial_budget,
            found="未说明",
            subject=item_figure(item, "final").key,
        )


@rule(
    "N17.item-reason-opposite",
    "科目差异原因与差异方向一致",
    "The reason of an item does not speak of the other direction",
    "科目的差异原因，不应与决算比预算多或少的方向相反。",
    SOURCE,
    "warning",
)
def item_reason_opposite(context: RuleContext) -> Iterator[Trial]:
    for item in context.disclosure.execution_items:
        if item.initial_budget is not None and item.final is not None and item.reason:
            yield _opposite(item, item.reason, item.final - item.initial_budget)


def _opposite(item: ExecutionItem, reason: str, difference: Decimal) -> Trial:
    against = _RISING if difference < 0 else _SAVING
    along = _FALLING if difference < 0 else _RISING
    if not difference or not against.search(reason) or along.search(reason):
        return Held()
    return Remark(
        f"“{item_name(item)}”决算比年初预算{'少' if difference < 0 else '多'}{abs(difference)}万元，"
        f"所述原因方向相反：{reason[:40]}",
        item.source_line,
        difference=difference,
        found=reason[:40],
        subject=item_figure(item, "final").key,
    )


@rule(
    "N17.denied-reason",
    "科目原因与机关运行经费说明一致",
    "A reason is not denied by another section",
    "科目原因所述公用经费的增减，应与机关运行经费说明的增减方向一致。",
    SOURCE,
    "note",
)
def denied_reason(context: RuleContext) -> Iterator[Trial]:
    moves = context.by_metric.get("operating_cost_budget_change", [])[:1]
    if not moves or not moves[0].figure.amount:
        return
    change = moves[0].figure
    for item in context.disclosure.execution_items:
        match = _PUBLIC_COST.search(item.reason[:1000]) if item.reason else None
        if match is None:
            continue
        if (match["way"] in ("增加", "增长")) == (change.amount > 0):
            yield Held()
            continue
        yield Remark(
            f"“{item.item or item.class_}”所述原因称公用经费{match['way']}，"
            f"机关运行经费却比年初预算{'增加' if change.amount > 0 else '减少'}{abs(change.amount)}万元",
            item.source_line,
            change.line,
            expected="增加" if change.amount > 0 else "减少",
            found=match["way"],
        )
