"""N01: the totals of revenue and spending in the prose, and what share of revenue each source is."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...references import against_reference, shares
from ...registry import rule
from ...trials import Comparison, Trial

SOURCE = "部门决算公开文本格式 第三部分 情况说明"
TOTALS = ("grand_total", "revenue_total", "expenditure_total", "fiscal_appropriation_revenue")
OTHER_REVENUES = (
    "superior_subsidy_revenue",
    "business_revenue",
    "operating_revenue",
    "affiliate_revenue",
    "other_revenue",
)


@rule(
    "N01.totals",
    "文字所述收支总计与表格一致",
    "Totals stated in prose = the tables",
    "情况说明中的收、支总计，收入合计，支出合计，各项收入，应与公开01、02表一致；没有表格时各处应一致。",
    SOURCE,
    kinds=("totals", "revenue"),
)
def totals(context: RuleContext) -> Iterator[Trial]:
    yield from against_reference(context, (*TOTALS, *OTHER_REVENUES))


@rule(
    "N01.shares",
    "各项收入占本年收入的比例",
    "Shares of revenue",
    "情况说明中各项收入占本年收入的比例，应等于该项收入除以本年收入合计。",
    SOURCE,
    kinds=("revenue",),
)
def revenue_shares(context: RuleContext) -> Iterator[Trial]:
    for metric in ("fiscal_appropriation_revenue", *OTHER_REVENUES):
        yield from shares(context, metric, "revenue_total")


@rule(
    "N01.parts-within-total",
    "各项收入不超过收入合计",
    "Each revenue is at most the total",
    "没有公开01表时，文字所述各项收入不应超过收入合计。",
    SOURCE,
    kinds=("revenue",),
)
def parts_within_total(context: RuleContext) -> Iterator[Trial]:
    if context.ledger.has(1):
        return
    parts = [context.reference(metric) for metric in ("fiscal_appropriation_revenue", *OTHER_REVENUES)]
    known = [part for part in parts if part is not None and not part.in_table]
    for stated in context.by_metric.get("revenue_total", ()):
        if known:
            yield Comparison("at_most", known[0], ((1, stated.figure),), stated.figure.place)
