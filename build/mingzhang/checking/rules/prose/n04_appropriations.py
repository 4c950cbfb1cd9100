"""N04: appropriations in the prose and their sources."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...references import against_reference
from ...registry import rule
from ...stated_figures import table_figure
from ...trials import Comparison, Trial

SOURCE = "部门决算公开文本格式 第三部分 情况说明"
SOURCES = ("general_budget_revenue", "government_fund_revenue", "state_capital_revenue")


@rule(
    "N04.amounts",
    "文字所述财政拨款收支总计及来源与表格一致",
    "Appropriation totals and sources stated = statement 4",
    "情况说明中的财政拨款收、支总计及一般公共预算、政府性基金、国有资本经营预算财政拨款收入，应与公开04表一致。",
    SOURCE,
    kinds=("appropriation",),
)
def amounts(context: RuleContext) -> Iterator[Trial]:
    yield from against_reference(context, ("appropriation_total", *SOURCES))


@rule(
    "N04.sources-within-total",
    "财政拨款各项收入之和不超过总计",
    "Sources of appropriation are within the total",
    "没有公开04表时，文字所述三本预算财政拨款收入之和不应超过财政拨款收、支总计。",
    SOURCE,
    kinds=("appropriation",),
)
def sources_within_total(context: RuleContext) -> Iterator[Trial]:
    if table_figure(context.ledger, "appropriation_total") is not None:
        return
    whole = context.reference("appropriation_total")
    parts = [s.figure for m in SOURCES for s in context.by_metric.get(m, ())[:1]]
    if whole is not None and parts:
        terms = ((1, whole), *((-1, part) for part in parts[1:]))
        yield Comparison("at_most", parts[0], terms, "财政拨款总计减其余来源")
