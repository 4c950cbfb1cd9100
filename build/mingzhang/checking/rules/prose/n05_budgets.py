"""N05: spending of the general budget, funds and state capital in the prose."""

from __future__ import annotations

from collections.abc import Iterator

from ....model import Kind
from ...context import RuleContext
from ...references import against_reference, shares
from ...registry import rule
from ...trials import Trial, equal

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
