"""N24: amounts of the prose against the amounts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ....model import MONEY_KINDS, Section
from ...context import RuleContext
from ...figures import Figure, Subject
from ...mistyped import exchanges_digits
from ...references import before
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Comparison, Held, Remark, Trial, total

UNDECIDED = re.compile("增加?[（(/]减|增减少|增加减少|增长[（(/]下")
"""A choice of the template that was not made (N21.options): the direction is not known."""
SOURCE = "部门决算公开文本格式 第三部分 情况说明"


@rule(
    "N24.budget-difference",
    "比预算增减的金额等于决算减预算",
    "Difference from the budget = final - budget",
    "“比年初预算增加（减少）N万元”，应等于支出决算减预算。",
    SOURCE,
)
def budget_difference(context: RuleContext) -> Iterator[Trial]:
    for stated in context.stated:
        if not stated.metric.endswith("_budget_change"):
            continue
        metric = stated.metric.removesuffix("_budget_change")
        final = before(context, stated, metric)
        budget = before(context, stated, metric.replace("_final", "_budget"))
        if metric.endswith("_final") and final is not None and budget is not None:
            terms = ((1, final), (-1, budget))
            yield Comparison("sum", stated.figure, terms, "支出决算减预算")


@rule(
    "N24.fund-balance",
    "文字所述政府性基金年初结转加收入减支出等于年末结转",
    "Fund in prose: opening + revenue - expenditure = closing",
    "政府性基金情况说明中，年初结转和结余加本年收入，减本年支出，应等于年末结转和结余。",
    SOURCE,
    kinds=("government_fund",),
)
def fund_balance(context: RuleContext) -> Iterator[Trial]:
    metrics = ("government_fund_opening", "government_fund_revenue", "government_fund_expenditure")
    parts = [_in_section(context, metric) for metric in metrics]
    closing = _in_section(context, "government_fund_closing")
    if closing is not None and all(parts):
        opening, revenue, spent = (part for part in parts if part is not None)
        terms = ((1, opening), (1, revenue), (-1, spent))
        yield Comparison("sum", closing, terms, "年初结转加本年收入减本年支出")


def _in_section(context: RuleContext, metric: str) -> Figure | None:
    """What the section on funds says of a metric first."""
    stated = [s for s in context.by_metric.get(metric, ()) if s.kind == "government_fund"]
    return stated[0].figure if stated else None


@rule(
    "N24.fund-revenue",
    "政府性基金收入前后一致",
    "Fund revenue is the same wherever it is stated",
    "政府性基金预算财政拨款收入，两节所述应一致。",
    SOURCE,
    kinds=("government_fund",),
)
def fund_revenue(context: RuleContext) -> Iterator[Trial]:
    reference = context.reference("government_fund_revenue")
    for stated in context.by_metric.get("government_fund_revenue", ()):
        if stated.kind == "government_fund" and reference is not None and reference.key != stated.figure.key:
            terms = ((1, reference),)
            yield Comparison("sum", stated.figure, terms, reference.place)


@rule(
    "N24.change-exceeds",
    "增加额不超过本年数",
    "A rise is at most the amount itself",
    "较上年增加的金额，不应超过本年数：上年数不会为负。",
    SOURCE,
)
def change_exceeds(context: RuleContext) -> Iterator[Trial]:
    for stated in context.stated:
        if not stated.metric.endswith("_change") or stated.metric.endswith("_budget_change"):
            continue
        current = before(context, stated, stated.metric.removesuffix("_change"))
        if current is None or current.amount < 0 or UNDECIDED.search(stated.quote):
            continue
        if stated.figure.amount <= current.amount:
            yield Held()
            continue
        yield Remark(
            f"{stated.figure.place}为增加{stated.figure.shown}，超过本年数{current.shown}，上年数将为负",
            stated.figure.line,
            current.line if current.line != stated.figure.line else None,
            found=stated.figure.amount,
            subject=stated.figure.key,
            figures=(stated.figure, current),
        )


_CONTRADICTORY = re.compile("支出收入|收入支出收入|收入支出(?=[0-9])")
"""Labels that call an amount both revenue and expenditure."""


@rule(
    "N24.label",
    "名目不自相矛盾",
    "A label does not contradict itself",
    "“支出收入”等自相矛盾的名目应更正。",
    SOURCE,
    "warning",
)
def label(context: RuleContext) -> Iterator[Trial]:
    for kind in MONEY_KINDS:
        for section in context.sections.get(kind, []):
            for prose in context.prose(section):
                found = list(_CONTRADICTORY.finditer(prose.text))
                if not found:
                    yield Held()
                for match in found:
                    yield Remark(
                        f"“{heading_of(section)}”名目“{match.group()}”自相矛盾",
                        prose.line(match.start()),
                        expected="收入或支出",
                        found=match.group(),
                        subject=context.text(section.path, match.group()),
                    )


_PURCHASE = re.compile("购置")


@rule(
    "N24.purchase-untold",
    "公务用车购置费写明",
    "The purchase of vehicles is told",
    "公务用车购置及运行维护费，应分别写明购置费（没有的写0）和运行维护费。",
    SOURCE,
    "note",
    kinds=("three_public",),
)
def purchase_untold(context: RuleContext) -> Iterator[Trial]:
    for stated in context.by_metric.get("vehicle_final", ())[:1]:
        section = next(
            (s for s in context.sections.get("three_public", []) if s.path == stated.record.section), None
        )
        told = "vehicle_purchase_final" in context.by_metric
        below = stated.figure.line or 0
        words = [p.text for s in context.sections.get("three_public", []) for p in context.prose(s)]
        after = [text.replace("购置及运行", "").replace("购置和运行", "") for text in words]
        if told or not stated.figure.amount or any(_PURCHASE.search(text) for text in after):
            yield Held()
        elif "vehicle_operation_final" in context.by_metric and section is not None:
            yield Remark(
                f"“{heading_of(section)}”公务用车购置及运行维护费合计{stated.figure.shown}，"
                "只写明运行维护费，没有写明购置费",
                below,
                expected="购置费",
                found="未写明",
                subject=stated.figure.key,
            )


_PROJECT_LIST = re.compile("项目支出主要(?:用于|成效|包括)")
_PART = re.compile(
    r"(?P<name>[\u4e00-\u9fff（）()“”、]{2,40}(?:经费|项目|资金|补贴|补助|工作|报酬|费用|支出|专项|追加|服务|建设|尾款|款项|薪酬|工资|社保))(?P<number>[0-9]{1,9}(?:\.[0-9]{1,4})?)万(?:元|(?=[，,。；]))"
)
_NEARLY, _CLOSELY = Decimal("0.03"), Decimal("0.1")
"""Shares of a whole by which a list that is meant to be complete may miss it: of all projects, of the parts of one."""
_FEWEST = 3


@rule(
    "N24.project-list",
    "所列项目金额之和等于项目支出",
    "Projects listed add up to project spending",
    "“项目支出主要用于……”所列各项目金额之和，与项目支出相近、或其中一项两位数字颠倒即相等的，应相等；“其中”之后各项之和应等于其前的金额。",
    SOURCE,
    "warning",
    kinds=("execution",),
)
def project_list(context: RuleContext) -> Iterator[Trial]:
    whole = context.reference("general_budget_project")
    for section in context.sections.get("execution", []) if whole is not None else []:
        lists = _listed(context, section)
        for parent, parts in lists:
            whole_of = parent or whole
            near = _CLOSELY if parent else _NEARLY
            listed = sum((figure.amount for figure in parts), Decimal(0))
            few = len(parts) < (2 if parent else _FEWEST)
            if whole_of is None or few:
                continue
            over = listed - whole_of.amount
            mistyped = any(exchanges_digits(part.amount, part.amount - over) for part in parts)
            if abs(over) > whole_of.amount * near and not mistyped:
                continue
            yield total(whole_of, parts, "其中各项金额之和" if parent else "所列各项目金额之和")


def _listed(context: RuleContext, section: Section) -> list[tuple[Figure | None, list[Figure]]]:
    """The projects listed in a section, and for each that is told in parts (其中……) its parts."""
    top: list[Figure] = []
    numbered: list[Figure] = []
    lists: list[tuple[Figure | None, list[Figure]]] = [(None, top)]
    listing = False
    for prose in context.prose(section):
        begins = _PROJECT_LIST.search(prose.text)
        if begins is None and (not listing or "年初预算" in prose.text):
            listing = False
            continue
        listing, inside, last = True, False, 0
        for match in _PART.finditer(prose.text, begins.start() if begins else 0):
            between = prose.text[last : match.start()]
            inside = (inside and not re.search("。|主要", between)) or match["name"].startswith("其中")
            if match["name"].startswith("其中") and top:
                lists.append((top[-1], []))
            key = Subject(
                "text", section.path, match["name"][-20:], str(sum(len(parts) for _, parts in lists))
            )
            place = f"所列{match['name'].removeprefix('其中').lstrip('）)、')[-20:]}"
            figure = Figure(key, Decimal(match["number"]), place, prose.line(match.start("number")))
            if match["name"][0] in "）)":
                numbered.append(figure)
            (lists[-1][1] if inside and len(lists) > 1 else top).append(figure)
            last = match.end()
    if len(numbered) >= _FEWEST:  # amounts told of a project are no projects
        lists[0] = (None, numbered)
    return lists
