"""N01–N05: the totals of the prose, their changes and shares, against the tables and against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .case import Case
from .prose import StatedFigure, table_figure
from .rules import rule
from .trials import Comparison, Figure, Remark, Trial, equal, gap, growth, share, total

SOURCE = "部门决算公开文本格式 第三部分 情况说明"

TOTALS = ("grand_total", "revenue_total", "expenditure_total", "fiscal_appropriation_revenue")
USES = ("basic_expenditure", "project_expenditure")
OTHER_USES = ("remitted_to_superior", "operating_expenditure", "affiliate_subsidy")
SOURCES = ("general_budget_revenue", "government_fund_revenue", "state_capital_revenue")
OTHER_REVENUES = (
    "superior_subsidy_revenue",
    "business_revenue",
    "operating_revenue",
    "affiliate_revenue",
    "other_revenue",
)


def against_reference(case: Case, metrics: tuple[str, ...]) -> Iterator[Comparison]:
    """Every statement of the metrics against the table's cell, or against what the prose says most often."""
    for metric in metrics:
        reference = case.reference(metric)
        for stated in case.by_metric.get(metric, ()):
            if reference is not None and reference.key != stated.figure.key:
                yield equal(stated.figure, reference)


def shares(case: Case, metric: str, whole: str) -> Iterator[Comparison]:
    """Every share stated of a metric, of the whole it is a share of."""
    base = case.reference(whole)
    for stated in case.by_metric.get(f"{metric}_share_pct", ()):
        part = table_figure(case.ledger, metric) or before(case, stated, metric) or case.reference(metric)
        if part is not None and base is not None:
            yield share(stated.figure, part, base, "")


def before(case: Case, stated: StatedFigure, metric: str) -> Figure | None:
    """The statement of `metric` that stands last before `stated` in its section."""
    found: Figure | None = None
    for other in case.stated:
        if other is stated or other.figure.key == stated.figure.key:
            break
        if other.metric == metric and other.kind == stated.kind:
            found = other.figure
    return found


@rule(
    "N01",
    "文字所述收支总计与表格一致",
    "Totals stated in prose = the tables",
    "情况说明中的收、支总计，收入合计，支出合计，财政拨款收入及其占比，应与公开01、02表一致；没有表格时各处应一致。",
    SOURCE,
)
def totals(case: Case) -> Iterator[Trial]:
    yield from against_reference(case, (*TOTALS, *OTHER_REVENUES))
    for metric in ("fiscal_appropriation_revenue", *OTHER_REVENUES):
        yield from shares(case, metric, "revenue_total")
    for stated in case.by_metric.get("revenue_total", ()):
        parts = [case.reference(m) for m in ("fiscal_appropriation_revenue", *OTHER_REVENUES)]
        known = [part for part in parts if part is not None and not part.in_table]
        if known and not case.ledger.has(1):
            yield Comparison("at_most", known[0], ((1, stated.figure),), stated.figure.place)


@rule(
    "N02",
    "增减率等于增减额除以上年数",
    "Growth rate = change / last year's amount",
    "与上年相比的增减率，应等于增减额除以上年数（本年数减增减额）；上年数为零时没有增减率。常见差错是以本年数为基数。",
    SOURCE,
)
def growth_rates(case: Case) -> Iterator[Trial]:
    for kind in case.sections:
        latest: dict[str, StatedFigure] = {}
        for stated in case.stated:
            if stated.kind != kind:
                continue
            latest[stated.metric] = stated
            if not stated.metric.endswith("change_pct"):
                continue
            change = latest.get(stated.metric.removesuffix("_pct"))
            base = stated.metric.removesuffix("_change_pct").removesuffix("_budget")
            current = latest.get(base)
            if change is not None and current is not None:
                yield from rate_trials(stated.figure, change.figure, current.figure)


def rate_trials(rate: Figure, change: Figure, current: Figure) -> Iterator[Trial]:
    """A rate against its change; where last year was nothing there can be none."""
    if rate.amount * change.amount < 0:
        # A rise called a fall is rule N17's; here the size alone is held against the change.
        rate = replace(rate, value=-rate.amount)
    comparison = growth(rate, change, current, "")
    if gap(comparison) is not None:
        yield growth(rate, change, current, "", remark=wrong_base(rate, change, current))
    elif rate.amount and change.amount:
        yield Remark(
            f"{rate.place}为{rate.shown}，但本年数{current.shown}、增减额{change.shown}，上年数为零，没有增减率",
            rate.line,
            change.line if change.line != rate.line else None,
            found=rate.amount,
        )


def wrong_base(rate: Figure, change: Figure, current: Figure) -> str:
    """The classic slip: the change divided by this year's amount."""
    if not current.amount:
        return ""
    slip = share(rate, change, current, "")
    difference = gap(slip)
    true = gap(growth(rate, change, current, ""))
    places = rate.amount.as_tuple().exponent
    unit = 10 ** (places if isinstance(places, int) else 0)
    if difference is not None and true is not None and abs(difference) < unit < abs(true):
        return "所印比率恰为增减额除以本年数"
    return ""


@rule(
    "N03",
    "基本支出与项目支出及其占比",
    "Basic and project expenditure and their shares",
    "情况说明中的基本支出、项目支出应与公开03表一致，两者（连同其他支出）之和等于支出合计，占比等于各自除以支出合计。",
    SOURCE,
)
def basic_and_project(case: Case) -> Iterator[Trial]:
    yield from against_reference(case, (*USES, *OTHER_USES))
    for metric in (*USES, *OTHER_USES):
        yield from shares(case, metric, "expenditure_total")
    whole = case.reference("expenditure_total")
    parts = [
        s.figure
        for m in (*USES, *OTHER_USES)
        for s in case.by_metric.get(m, ())
        if s.kind == "expenditure" and s.figure.amount
    ]
    if whole is not None and len(parts) >= 2 and len({p.key.partition("/")[2] for p in parts}) == len(parts):
        yield total(whole, parts, "文字所述各项支出之和")


@rule(
    "N04",
    "财政拨款收支总计及其来源",
    "Appropriation totals and their sources",
    "情况说明中的财政拨款收、支总计及一般公共预算、政府性基金、国有资本经营预算财政拨款收入，应与公开04表一致；"
    "各项收入之和不超过总计。",
    SOURCE,
)
def appropriation_sources(case: Case) -> Iterator[Trial]:
    yield from against_reference(case, ("appropriation_total", *SOURCES))
    if table_figure(case.ledger, "appropriation_total") is not None:
        return
    whole = case.reference("appropriation_total")
    parts = [s.figure for m in SOURCES for s in case.by_metric.get(m, ())[:1]]
    if whole is not None and parts:
        terms = ((1, whole), *((-1, part) for part in parts[1:]))
        yield Comparison("at_most", parts[0], terms, "财政拨款总计减其余来源")


@rule(
    "N05",
    "一般公共预算财政拨款支出及其占比",
    "General-budget expenditure and its share",
    "情况说明中的一般公共预算财政拨款支出应与公开05表一致，占比等于其除以本年支出合计；"
    "政府性基金、国有资本经营预算支出应与公开07、08表一致。",
    SOURCE,
)
def general_budget(case: Case) -> Iterator[Trial]:
    yield from against_reference(
        case,
        (
            "general_budget_expenditure",
            "government_fund_expenditure",
            "state_capital_expenditure",
        ),
    )
    yield from shares(case, "general_budget_expenditure", "expenditure_total")
