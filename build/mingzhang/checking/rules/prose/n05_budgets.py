"""N05: spending of the general budget, funds and state capital in the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....model import Kind
from ...context import RuleContext
from ...references import against_reference, shares
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial, equal

SOURCE = "部门决算公开文本格式 第三部分 情况说明"
_KINDS: tuple[Kind, ...] = ("government_fund", "state_capital")


@rule(
    "N05.general-budget",
    "文字所述一般公共预算财政拨款支出与表格一致",
    "General-budget expenditure stated = statement 5",
    "情况说明中的一般公共预算财政拨款支出应与公开05表一致。",
    SOURCE,
    kinds=("general_budget",),
)
def general_budget(context: RuleContext) -> Iterator[Trial]:
    yield from against_reference(context, ("general_budget_expenditure",))


@rule(
    "N05.share",
    "一般公共预算财政拨款支出占本年支出的比例",
    "Share of general-budget expenditure",
    "一般公共预算财政拨款支出占本年支出合计的比例，应等于两者相除。",
    SOURCE,
    kinds=("general_budget",),
)
def share_of_expenditure(context: RuleContext) -> Iterator[Trial]:
    yield from shares(context, "general_budget_expenditure", "expenditure_total")


@rule(
    "N05.other-budgets",
    "文字所述政府性基金与国有资本经营支出与表格一致",
    "Fund and state-capital expenditure stated = statements 7 and 8",
    "情况说明中的政府性基金、国有资本经营预算支出应与公开07、08表一致；分科目叙述时，各科目应与表中该科目一致。",
    SOURCE,
    kinds=("government_fund", "state_capital"),
)
def other_budgets(context: RuleContext) -> Iterator[Trial]:
    told = _of_items(context)
    for metric in ("government_fund_expenditure", "state_capital_expenditure"):
        reference = context.reference(metric)
        for stated in context.by_metric.get(metric, ()):
            if reference is None or reference.key == stated.figure.key:
                continue
            if stated.record.section in told and stated.figure.line in told[stated.record.section]:
                continue  # an item's own amount is no second total: N20.fund-items holds it against its row
            yield equal(stated.figure, reference)


def _of_items(context: RuleContext) -> dict[str, set[int]]:
    """Lines of the paragraphs that speak of one item, by section."""
    found: dict[str, set[int]] = {}
    for kind in _KINDS:
        for section in context.sections.get(kind, []):
            for prose in context.prose(section):
                if "(项)" in prose.text:
                    found.setdefault(section.path, set()).update(prose.passage.lines)
    return found


_DENIED = re.compile(
    r"(?:无|没有(?:使用)?|未(?:安排|发生|使用|涉及))(?:政府性基金|国有资本经营)(?:预算)?(?:财政拨款)?(?:安排的)?"
    r"(?P<what>收入(?:[、和及]?支出)?|收支|支出)"
)
_STATEMENTS: tuple[tuple[Kind, int], ...] = (("government_fund", 7), ("state_capital", 8))


@rule(
    "N05.denied",
    "文字称没有的，表格中也没有",
    "What the prose denies is in no statement",
    "情况说明称没有政府性基金或国有资本经营预算收支的，公开07表、公开08表不应列有金额。",
    SOURCE,
    kinds=("government_fund", "state_capital"),
)
def denied(context: RuleContext) -> Iterator[Trial]:
    statements = context.disclosure.statements
    for kind, number in _STATEMENTS:
        for section in context.sections.get(kind, []):
            for prose in context.prose(section):
                match = _DENIED.search(prose.text)
                if match is None:
                    continue
                if not context.ledger.has(number):
                    if any(one.number == number and one.status == "empty" for one in statements):
                        yield Held()
                    continue
                column = "revenue" if match["what"] == "收入" and number == 7 else "total"
                shown = context.ledger.figure(number, "合计", column)
                if not shown.amount or shown.doubtful:
                    yield Held()
                    continue
                yield Remark(
                    f"“{heading_of(section)}”称“{match.group()}”，{shown.place}为{shown.shown}",
                    prose.line(match.start()),
                    shown.line,
                    expected=shown.shown,
                    found=match.group(),
                    subject=context.text(section.path, match.group()),
                )
