"""N08: finals of the items against 公开05 and their sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ....classification import function_code
from ....model import ExecutionItem
from ...context import RuleContext
from ...figures import CENT, Figure
from ...items import class_label, item_figure, leaves, of_all_appropriations, unlisted_item
from ...references import against_reference
from ...registry import rule
from ...summaries import TOTAL, class_sum
from ...trials import Trial, total

SOURCE = "部门决算公开文本格式 第三部分 情况说明"
ITEM_CODE = 7
"""Digits of the code of a 项."""


@rule(
    "N08.items",
    "各科目决算数与公开05表一致",
    "Finals of the items = statement 5",
    "支出决算具体情况各科目的支出决算，应与公开05表该科目一致。",
    SOURCE,
    kinds=("execution",),
)
def finals_of_items(context: RuleContext) -> Iterator[Trial]:
    for item in leaves(context.disclosure.execution_items):
        other = _item_total(context, item) if item.final is not None else []
        if other and item.code:
            label = other[0].place
            if len(other) > 1 and other[0].key.owner == "5":
                label = class_label(context.ledger, 5, item.code, "各科目之和")
            elif len(other) > 1:
                label = "公开05、07和08表该科目之和"
            yield total(item_figure(item, "final"), other, label)


@rule(
    "N08.sum",
    "各科目决算数之和等于一般公共预算财政拨款支出",
    "Finals of the items add up",
    "支出决算具体情况各科目的支出决算相加，应等于一般公共预算财政拨款支出。",
    SOURCE,
    kinds=("execution",),
)
def sum_of_finals(context: RuleContext) -> Iterator[Trial]:
    items = [i for i in leaves(context.disclosure.execution_items) if i.final is not None]
    whole = _whole(context)
    if whole is not None and len(items) >= 2:
        lacking = lacking_item(context, items)
        remark = f"{lacking}没有列出" if lacking else ""
        yield total(whole, [item_figure(i, "final") for i in items], "各科目支出决算之和", remark=remark)


def _whole(context: RuleContext) -> Figure | None:
    """What the items add up to: the general budget, or all appropriations where the items are called so and are more."""
    general = context.reference("general_budget_expenditure")
    if not of_all_appropriations(context):
        return general
    items = leaves(context.disclosure.execution_items)
    added = sum((item.final for item in items if item.final is not None), Decimal(0))
    if general is not None and abs(general.amount - added) <= CENT * (len(items) + 1):
        return general
    return context.reference("fiscal_appropriation_expenditure")


def lacking_item(context: RuleContext, items: Sequence[ExecutionItem]) -> str:
    """The one item that 支出决算具体情况 leaves out, in words: of 公开05 where its amount is what the finals fall short
    of; without that table, of the terms explained. Empty where none is sure."""
    whole = _whole(context)
    gap = sum(
        (-item.final for item in items if item.final is not None), whole.amount if whole else Decimal(0)
    )
    if whole is None or gap <= CENT:
        return ""
    if context.ledger.codes(5):
        found = unlisted_item(context.ledger, items, gap)
        return f"{found.place}（{found.shown}）" if found else ""
    listed = {item.code for item in items}
    terms = [term for term in context.disclosure.terms if term.code and len(term.code) == ITEM_CODE]
    unlisted = [term for term in terms if term.code not in listed]
    if len(unlisted) != 1 or None in listed:
        return ""
    known = function_code(unlisted[0].code or "")
    return f"名词解释所列“{known.name if known else unlisted[0].term}”（{unlisted[0].code}）"


@rule(
    "N08.basic-and-project",
    "支出决算具体情况所述基本支出与项目支出",
    "Basic and project spending of the general budget",
    "支出决算具体情况所述一般公共预算的基本支出、项目支出，应与公开05表合计行一致。",
    SOURCE,
    kinds=("execution",),
)
def basic_and_project(context: RuleContext) -> Iterator[Trial]:
    if context.ledger.row(5, TOTAL) is None:
        return
    metrics = ("general_budget_basic", "general_budget_project")
    here = {
        stated.figure.key
        for metric in metrics
        for stated in context.by_metric.get(metric, ())
        if stated.kind == "execution"
    }
    for comparison in against_reference(context, metrics):
        if comparison.found.key in here:
            yield comparison  # what section 六 repeats is N10's


def _item_total(context: RuleContext, item: ExecutionItem) -> list[Figure]:
    """The row of 公开05 that an item repeats; a class for an item named by its class alone. Items of all
    appropriations repeat the rows of 公开05, 07 and 08 together."""
    ledger = context.ledger
    if not item.code or not ledger.codes(5):
        return []
    if of_all_appropriations(context):
        rows = [number for number in (5, 7, 8) if ledger.row(number, item.code)]
        return [ledger.figure(number, item.code, "total") for number in rows]
    if ledger.row(5, item.code):
        return [ledger.figure(5, item.code, "total")]
    if len(item.code) == 3:
        return class_sum(ledger, 5, item.code, "total")
    return []
