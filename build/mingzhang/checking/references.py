"""What the figures of the prose are held against: a cell of the statements, or another place of the prose."""

from __future__ import annotations

from collections.abc import Iterator

from .context import RuleContext
from .figures import Figure
from .stated_figures import StatedFigure, table_figure
from .trials import Comparison, Held, Remark, Trial, breached, equal, share, total


def against_reference(context: RuleContext, metrics: tuple[str, ...]) -> Iterator[Comparison]:
    """Every statement of the metrics against the table's cell, or against what the prose says most often."""
    for metric in metrics:
        reference = context.reference(metric)
        for stated in context.by_metric.get(metric, ()):
            if reference is not None and reference.key != stated.figure.key:
                yield equal(stated.figure, reference)


def shares(context: RuleContext, metric: str, whole: str) -> Iterator[Comparison]:
    """Every share stated of a metric, of the whole it is a share of."""
    base = context.reference(whole)
    for stated in context.by_metric.get(f"{metric}_share_pct", ()):
        part = (
            table_figure(context.ledger, metric)
            or before(context, stated, metric)
            or context.reference(metric)
        )
        if part is not None and base is not None:
            yield share(stated.figure, part, base)


def before(context: RuleContext, stated: StatedFigure, metric: str) -> Figure | None:
    """The statement of `metric` that stands last before `stated` in its section."""
    found: Figure | None = None
    for other in context.stated:
        if other is stated or other.figure.key == stated.figure.key:
            break
        if other.metric == metric and other.kind == stated.kind:
            found = other.figure
    return found


def sums_of_stated(
    context: RuleContext, whole: str, parts: tuple[str, ...], label: str
) -> Iterator[Comparison]:
    """The first statement of `whole` against the first of each part, where at least two parts are stated."""
    found = context.by_metric.get(whole, [])
    first = [context.by_metric[part][0].figure for part in parts if part in context.by_metric]
    if found and len(first) >= 2:
        yield total(found[0].figure, first, label)


def completion_trials(
    rate: Figure, final: Figure, budget: Figure, annual: Figure | None = None
) -> Iterator[Trial]:
    """A completion rate; a budget of nothing has none, though 0% is let pass where nothing was spent. `annual` is the
    full-year budget, of which the rate may be where the opening budget is nothing."""
    if budget.amount:
        yield share(rate, final, budget)
    elif rate.amount and budget.value is not None:
        why = f"没有完成率（支出{final.shown}）"
        of_annual = annual is not None and bool(annual.amount) and not breached(share(rate, final, annual))
        if annual is not None and of_annual:
            why = f"该比率与全年预算（{annual.shown}）相符，“年初预算”似应为“全年预算”"
        yield Remark(
            f"{rate.place}为{rate.shown}，但预算为{budget.shown}，{why}",
            rate.line,
            budget.line if budget.line != rate.line else None,
            expected="全年预算" if of_annual else None,
            found=rate.amount,
            severity="warning" if final.amount else "note",
            subject=rate.key,
            joined="预算为零仍写完成率",
            figures=(rate, final, budget),
        )
    else:
        yield Held()
