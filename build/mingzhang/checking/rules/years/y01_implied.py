"""Y01: last year's figure implied by this year's change = last year's own document."""

from __future__ import annotations

from collections.abc import Iterator

from ....catalogue import METRICS
from ...context import RuleContext
from ...figures import CENT
from ...registry import rule_across
from ...stated_figures import metric_name
from ...trials import Held, Remark, Trial

SOURCE = "同一部门相邻两个年度的公开文件"
_CHANGES = tuple(
    metric.id
    for metric in METRICS
    if metric.id.endswith("_change") and not metric.id.endswith("_budget_change")
)


@rule_across(
    "Y01.implied",
    "由本年增减额推算的上年数与上年公开数一致",
    "Last year's figure implied by this year's change = last year's own document",
    "本年数减去“较上年增减额”得到上年数，应与上年公开文件所印的数一致。口径调整、机构变动也会造成差异。",
    SOURCE,
    "warning",
)
def implied_by_change(context: RuleContext, last: RuleContext) -> Iterator[Trial]:
    if context.disclosure.identity.scope != last.disclosure.identity.scope:
        return
    for change_id in _CHANGES:
        metric = change_id.removesuffix("_change")
        own = last.reference(metric)
        changes = context.by_metric.get(change_id, [])
        current = context.reference(metric)
        if own is None or current is None or not changes:
            continue
        change = changes[0].figure
        implied = current.amount - change.amount
        if abs(implied - own.amount) <= CENT:
            yield Held()
            continue
        yield Remark(
            f"{context.year}年{metric_name(metric)}{current.shown}、较上年增减额{change.amount}万元，"
            f"推算{last.year}年为{implied}万元；{last.year}年公开文件第{own.line}行为{own.shown}，"
            f"相差{abs(implied - own.amount)}万元",
            change.line,
            expected=own.amount,
            found=change.amount,
            difference=implied - own.amount,
            cause="unknown",
            subject=change.key,
            figures=(current, change, own),
        )
