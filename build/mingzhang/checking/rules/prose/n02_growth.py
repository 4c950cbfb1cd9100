"""N02: growth rates against last year."""

from __future__ import annotations

from collections.abc import Iterator

from ....model import Kind
from ...changes_beside import changes_beside
from ...context import RuleContext
from ...figures import Figure
from ...registry import rule
from ...stated_figures import StatedFigure
from ...trials import Remark, Trial, gap, growth, share

SOURCE = "部门决算公开文本格式 第三部分 情况说明"


_WHOLE = frozenset({"grand_total", "appropriation_total", "revenue_total", "expenditure_total"})
"""Totals of the whole body: where they grew from nothing, the body is new, and 100% is common usage."""


def rates(context: RuleContext) -> Iterator[tuple[StatedFigure, Figure, Figure]]:
    """Every rate of growth with the change and the amount that stand last before it in its kind of section."""
    by_kind: dict[Kind, list[StatedFigure]] = {}
    for stated in context.stated:
        by_kind.setdefault(stated.kind, []).append(stated)
    for kind in context.sections:
        latest: dict[str, StatedFigure] = {}
        for stated in by_kind.get(kind, ()):
            latest[stated.metric] = stated
            if not stated.metric.endswith("change_pct"):
                continue
            change = latest.get(stated.metric.removesuffix("_pct"))
            current = latest.get(stated.metric.removesuffix("_change_pct").removesuffix("_budget"))
            if change is not None and current is not None:
                if stated.figure.amount * change.figure.amount < 0:
                    continue  # a rise called a fall is rule N17's
                yield stated, change.figure, current.figure


@rule(
    "N02.growth-rates",
    "增减率等于增减额除以上年数",
    "Growth rate = change / last year's amount",
    "与上年相比的增减率，应等于增减额除以上年数（本年数减增减额）。常见差错是以本年数为基数。",
    SOURCE,
)
def growth_rates(context: RuleContext) -> Iterator[Trial]:
    for stated, change, current in rates(context):
        if gap(growth(stated.figure, change, current)) is not None:
            yield growth(stated.figure, change, current, remark=wrong_base(stated.figure, change, current))
    for told in context.once(changes_beside):
        if told.amount is None or told.change.amount * told.rate.amount <= 0:
            continue
        if gap(growth(told.rate, told.change, told.amount)) is not None:
            yield growth(told.rate, told.change, told.amount)


@rule(
    "N02.growth-from-nothing",
    "上年数为零时没有增减率",
    "There is no growth rate from nothing",
    "上年数为零时没有增减率；新设部门写作增长100%属常见写法，仅作提示。",
    SOURCE,
)
def growth_from_nothing(context: RuleContext) -> Iterator[Trial]:
    for stated, change, current in rates(context):
        rate = stated.figure
        if not rate.amount or not change.amount or current.amount != change.amount:
            continue
        new_body = stated.metric.partition("_change")[0] in _WHOLE or _is_new(context)
        yield Remark(
            f"{rate.place}为{rate.shown}，但本年数{current.shown}、增减额{change.shown}，上年数为零，没有增减率",
            rate.line,
            change.line if change.line != rate.line else None,
            found=rate.amount,
            severity="note" if new_body else "error",
            subject=rate.key,
            figures=(rate, change, current),
        )


def _is_new(context: RuleContext) -> bool:
    """Whether the whole body had nothing last year."""
    change, whole = context.reference("grand_total_change"), context.reference("grand_total")
    return change is not None and whole is not None and change.amount == whole.amount


def wrong_base(rate: Figure, change: Figure, current: Figure) -> str:
    """The classic slip: the change divided by this year's amount."""
    if not current.amount:
        return ""
    slip = share(rate, change, current)
    difference = gap(slip)
    true = gap(growth(rate, change, current))
    places = rate.amount.as_tuple().exponent
    unit = 10 ** (places if isinstance(places, int) else 0)
    if difference is not None and true is not None and abs(difference) < unit < abs(true):
        return "所印比率恰为增减额除以本年数"
    return ""
