"""N13: procurement, its parts and the share of small firms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...context import RuleContext
from ...figures import HUNDRED
from ...mistyped import exchanges_digits
from ...references import shares, sums_of_stated
from ...registry import rule
from ...trials import Comparison, Trial, equal

SOURCE = "《政府采购促进中小企业发展管理办法》；部门决算公开文本格式 第三部分 十一"
_OF_TOTAL = re.compile("^[^占]{0,6}采购[^占]{0,6}总额")
PAIRS = (("procurement_sme", "procurement_total"), ("procurement_micro", "procurement_sme"))


@rule(
    "N13.parts",
    "政府采购支出等于货物、工程、服务之和",
    "Procurement = goods + works + services",
    "政府采购支出总额，应等于货物、工程、服务支出之和。",
    SOURCE,
    kinds=("procurement",),
)
def parts(context: RuleContext) -> Iterator[Trial]:
    parts = ("procurement_goods", "procurement_works", "procurement_services")
    yield from sums_of_stated(context, "procurement_total", parts, "货物、工程、服务之和")


@rule(
    "N13.small-firms",
    "授予中小企业的合同金额不超过总额",
    "Small firms are within the total",
    "授予中小企业的合同金额不超过政府采购支出总额，授予小微企业的不超过中小企业。",
    SOURCE,
    kinds=("procurement",),
)
def small_firms(context: RuleContext) -> Iterator[Trial]:
    for part, whole in PAIRS:
        mine, all_ = context.by_metric.get(part, []), context.by_metric.get(whole, [])
        if mine and all_:
            yield Comparison("at_most", mine[0].figure, ((1, all_[0].figure),), all_[0].figure.place)


@rule(
    "N13.shares",
    "中小企业份额等于合同金额相除",
    "Shares of small firms",
    "授予中小企业、小微企业合同金额的占比，应等于各自相除。",
    SOURCE,
    kinds=("procurement",),
)
def shares_of_firms(context: RuleContext) -> Iterator[Trial]:
    for part, whole in PAIRS:
        of_total = [
            stated
            for stated in context.by_metric.get(f"{part}_share_pct", ())
            if part == "procurement_micro" and _OF_TOTAL.search(stated.quote.rpartition("占")[2])
        ]
        of = "procurement_total" if of_total else whole
        yield from shares(context, part, of)
        yield from _all_but_exchanged(context, part, of)


def _all_but_exchanged(context: RuleContext, part: str, whole: str) -> Iterator[Trial]:
    """100% of an amount that differs from the whole by two exchanged digits: one of the two was typed wrong."""
    rates = [s.figure for s in context.by_metric.get(f"{part}_share_pct", ()) if s.figure.amount == HUNDRED]
    mine, all_ = context.by_metric.get(part, []), context.by_metric.get(whole, [])
    if rates and mine and all_ and exchanges_digits(mine[0].figure.amount, all_[0].figure.amount):
        yield equal(mine[0].figure, all_[0].figure, remark="占比为100%，两数应相等")
