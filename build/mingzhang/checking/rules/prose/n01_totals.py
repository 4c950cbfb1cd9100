"""N01: the totals of revenue and spending in the prose, and what share of revenue each source is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from ....classification import function_codes
from ....model import Kind
from ...context import RuleContext
from ...figures import Figure, Subject
from ...ledger import class_code
from ...references import against_reference, shares
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Comparison, Trial, equal

SOURCE = "部门决算公开文本格式 第三部分 情况说明"
TOTALS = ("grand_total", "revenue_total", "expenditure_total", "fiscal_appropriation_revenue")
_KINDS: tuple[Kind, ...] = ("totals", "revenue", "expenditure", "appropriation")
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
    "N01.grand-total",
    "收支总计不小于收入合计与支出合计",
    "The grand total is at least revenue and expenditure",
    "没有公开01表时，文字所述收、支总计不应小于收入合计、支出合计。",
    SOURCE,
    kinds=("totals",),
)
def grand_total(context: RuleContext) -> Iterator[Trial]:
    if context.ledger.has(1):
        return
    for metric in ("revenue_total", "expenditure_total"):
        part = context.reference(metric)
        for stated in context.by_metric.get("grand_total", ())[:1]:
            if part is not None:
                yield Comparison("at_most", part, ((1, stated.figure),), stated.figure.place)


_OTHER = "229"
"""其他收入 is a source of revenue, not a class."""
_CLASS = re.compile(
    f"(?P<name>{'|'.join(re.escape(c.name.removesuffix('支出')) for c in function_codes() if c.level == 1 and c.code != _OTHER)})"
    r"(?P<what>支出|收入)(?P<amount>[0-9]{1,9}(?:\.[0-9]{1,4})?)万元"
)
"""城乡社区支出1033.65万元, also where a class is called revenue (N20.revenue-of-classes)."""


@rule(
    "N01.class-amounts",
    "文字所述各类支出与公开01表一致",
    "Classes named with an amount = statement 1",
    "收支总体情况说明中点名的各类支出金额，应与公开01表一致。",
    SOURCE,
    "warning",
    statements=(1,),
)
def class_amounts(context: RuleContext) -> Iterator[Trial]:
    rows = context.ledger.class_rows(1)
    for kind in _KINDS if rows else ():
        for section in context.sections.get(kind, []):
            for prose in context.prose(section):
                for match in islice(_CLASS.finditer(prose.text), 30):
                    key = rows.get(class_code(f"{match['name']}支出") or "")
                    if key is None:
                        continue
                    figure = Figure(
                        Subject("text", section.path, match["name"], str(match.start())),
                        Decimal(match["amount"]),
                        f"“{heading_of(section)}”{match['name']}{match['what']}",
                        prose.line(match.start("amount")),
                    )
                    yield equal(figure, context.ledger.figure(1, key, "amount"))


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
