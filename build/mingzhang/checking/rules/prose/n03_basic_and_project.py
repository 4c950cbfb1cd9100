"""N03: basic and project expenditure and their shares."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...references import against_reference, shares
from ...registry import rule
from ...trials import Trial, total

SOURCE = "部门决算公开文本格式 第三部分 情况说明"
USES = ("basic_expenditure", "project_expenditure")
OTHER_USES = ("remitted_to_superior", "operating_expenditure", "affiliate_subsidy")


@rule(
    "N03.amounts",
    "文字所述基本支出与项目支出与表格一致",
    "Basic and project expenditure stated = statement 3",
    "情况说明中的基本支出、项目支出等应与公开03表一致。",
    SOURCE,
    kinds=("expenditure",),
)
def amounts(context: RuleContext) -> Iterator[Trial]:
    yield from against_reference(context, (*USES, *OTHER_USES))


@rule(
    "N03.shares",
    "基本支出与项目支出占本年支出的比例",
    "Shares of basic and project expenditure",
    "基本支出、项目支出等占本年支出的比例，应等于各自除以支出合计。",
    SOURCE,
    kinds=("expenditure",),
)
def expenditure_shares(context: RuleContext) -> Iterator[Trial]:
    for metric in (*USES, *OTHER_USES):
        yield from shares(context, metric, "expenditure_total")


@rule(
    "N03.parts",
    "文字所述各项支出之和等于支出合计",
    "Parts of expenditure add up",
    "情况说明中基本支出、项目支出及其他支出之和，应等于支出合计。",
    SOURCE,
    kinds=("expenditure",),
)
def parts(context: RuleContext) -> Iterator[Trial]:
    whole = context.reference("expenditure_total")
    stated = [
        s
        for metric in (*USES, *OTHER_USES)
        for s in context.by_metric.get(metric, ())
        if s.kind == "expenditure" and s.figure.amount
    ]
    if whole is not None and len(stated) >= 2 and len({s.metric for s in stated}) == len(stated):
        yield total(whole, [s.figure for s in stated], "文字所述各项支出之和")
