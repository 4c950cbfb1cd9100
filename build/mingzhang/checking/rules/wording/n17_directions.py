"""N17: words of direction and size against the figures beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...changes_beside import changes_beside
from ...context import RuleContext
from ...figures import Figure
from ...registry import rule
from ...trials import Held, Remark, Trial
from ...words_of_size import fits
from ..prose.n24_amounts_beside import UNDECIDED

SOURCE = "部门决算公开文本格式 第三部分 情况说明"
_NOTHING_BOTH_WAYS = re.compile(
    r"(?:(?P<one>增加)0(?:\.0+)?万元[，,](?P<other>下降|减少|降低)|(?P<one_>减少)0(?:\.0+)?万元[，,](?P<other_>增长|增加))0(?:\.0+)?%"
)
"""增加0万元，下降0%: a change of nothing that goes both ways."""


@rule(
    "N17.relation",
    "“大于、小于、持平”与数字一致",
    "Words of size fit the figures",
    "“决算数大于（小于）预算数”“与预算持平”等措辞，应与预算数、决算数一致。",
    SOURCE,
    "warning",
)
def relation(context: RuleContext) -> Iterator[Trial]:
    for claim in context.disclosure.claims:
        if claim.kind != "relation":
            continue
        budget, final = claim.first, claim.second or Decimal(0)
        if fits(claim.how, budget, final):
            yield Held()
            continue
        sign = (final > budget) - (final < budget)
        other = claim.other_place.line if claim.other_place else None
        yield Remark(
            f"“{context.place(claim.section)}”称决算数{claim.how}预算数，但预算为{budget}万元，决算为{final}万元",
            claim.source_line,
            other if other != claim.source_line else None,
            expected={1: "大于", -1: "小于", 0: "持平"}[sign],
            found=claim.how,
            difference=final - budget,
            subject=context.text(claim.section, claim.quote),
            figures=tuple(
                Figure(context.text(claim.section, f"{claim.quote}{n}"), value, "", claim.source_line)
                for n, value in enumerate((budget, final))
            ),
        )


@rule(
    "N17.opposite-rate",
    "增减额与增减率方向一致",
    "Change and rate go the same way",
    "增加（减少）的金额与增长（下降）的比率，方向应一致。",
    SOURCE,
)
def opposite_rate(context: RuleContext) -> Iterator[Trial]:
    latest: dict[tuple[str, str], Figure] = {}
    for stated in context.stated:
        latest[stated.kind, stated.metric] = stated.figure
        if not stated.metric.endswith("change_pct"):
            continue
        change = latest.get((stated.kind, stated.metric.removesuffix("_pct")))
        rate = stated.figure
        if change is None or UNDECIDED.search(stated.quote):
            continue
        against = _NOTHING_BOTH_WAYS.search("".join(stated.quote.split()))
        if change.amount * rate.amount >= 0 and against is None:
            yield Held()
            continue
        yield _opposite(change, rate, against)
    for told in context.once(changes_beside):
        if told.change.amount * told.rate.amount < 0:
            yield _opposite(told.change, told.rate)


def _opposite(change: Figure, rate: Figure, nothing: re.Match[str] | None = None) -> Remark:
    words = ("增加" if change.amount > 0 else "减少", "增长" if rate.amount > 0 else "下降")
    if nothing is not None:
        words = (nothing["one"] or nothing["one_"], nothing["other"] or nothing["other_"])
    return Remark(
        f"{change.place}为{words[0]}{change.shown}，增减率却为{words[1]}{rate.shown}，方向相反",
        rate.line,
        change.line if change.line != rate.line else None,
        expected=words[0],
        found=words[1],
        subject=rate.key,
        figures=(rate, change),
    )


_MINUS_TWICE = re.compile(r"(?:减少|下降|降低)[-－−—](?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?=万元|%)")


@rule(
    "N17.double-negative",
    "减少的金额不写负号",
    "A decrease has no minus sign",
    "“减少”“下降”已表明方向，其后的金额、比率不应再写负号。",
    SOURCE,
    "note",
)
def double_negative(context: RuleContext) -> Iterator[Trial]:
    some = context.with_words("减少", "下降", "降低")
    for section, passage, text in some:
        for match in _MINUS_TWICE.finditer(text) if section.part == _PROSE_PART else ():
            yield Remark(
                f"“{context.place(section.path)}”{match.group()}：减少的数前又有负号",
                passage.line_at(max(0, passage.text.find(match["number"]))),
                expected=match["number"],
                found=match.group(),
                subject=context.text(section.path, match.group()),
            )
    yield Held(len(some))


_PROSE_PART = 3
