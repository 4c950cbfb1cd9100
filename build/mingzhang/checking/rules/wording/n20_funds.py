"""N20: items named in the sections on funds and on state capital, and classes called revenue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ....classification import name_key, resolve_function
from ....model import Kind, Section
from ....model.prose import Prose
from ...context import RuleContext
from ...figures import Figure, Subject
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial, equal, total

SOURCE = "政府收支分类科目；部门决算公开文本格式"
_NAMED = re.compile(
    r"(?P<class>[^()。；、]{2,30})\(类\)(?P<section>[^()]{2,60})\(款\)(?P<item>[^()]{2,60})\(项\)"
)
_DIRECT = re.compile(r"[，,:：]?(?:支出)?(?P<amount>[0-9]{1,9}(?:\.[0-9]{1,4})?)万元")
_FINAL = re.compile(r"决算[数为]{0,2}(?P<amount>[0-9]{1,9}(?:\.[0-9]{1,4})?)万元")
_ORDINALS = "1234567890.一二三四五六七八九十、)）("
_CLASS_REVENUE = re.compile(
    r"(?:一般公共服务|公共安全|科学技术|文化旅游体育与传媒|社会保障和就业|卫生健康|节能环保|城乡社区|农林水|住房保障)收入"
)


@rule(
    "N20.fund-items",
    "政府性基金与国有资本经营的科目见于公开07、08表",
    "Items of funds are those of statements 7 and 8",
    "政府性基金、国有资本经营预算情况说明所列科目，公开07、08表应有，金额应一致。",
    SOURCE,
    "warning",
)
def fund_items(context: RuleContext) -> Iterator[Trial]:
    kinds: tuple[tuple[Kind, int], ...] = (("government_fund", 7), ("state_capital", 8))
    for kind, number in kinds:
        for section in context.sections.get(kind, []) if context.ledger.codes(number) else []:
            for prose in context.prose(section):
                for match in _NAMED.finditer(prose.text):
                    yield from _fund_item(context, number, section, prose, match)


@rule(
    "N24.fund-items",
    "政府性基金各科目支出之和等于本年支出",
    "Items of the fund add up to its spending",
    "政府性基金情况说明所列各科目支出决算之和，应等于所述本年支出。",
    SOURCE,
    "error",
    kinds=("government_fund",),
)
def fund_sum(context: RuleContext) -> Iterator[Trial]:
    stated = [
        s for s in context.by_metric.get("government_fund_expenditure", ()) if s.kind == "government_fund"
    ]
    figures: list[Figure] = []
    for section in context.sections.get("government_fund", []):
        for prose in context.prose(section):
            for match in _NAMED.finditer(prose.text):
                final = _FINAL.search(prose.text, match.end(), match.end() + 200)
                if final is None:
                    return
                key = Subject("text", section.path, match["item"], "支出决算")
                place = f"“{heading_of(section)}”{match['item']}支出决算"
                figures.append(
                    Figure(key, Decimal(final["amount"]), place, prose.line(final.start("amount")))
                )
    if stated and figures:
        yield total(stated[0].figure, figures, "所列各科目支出决算之和")


def _fund_item(
    context: RuleContext, number: int, section: Section, prose: Prose, match: re.Match[str]
) -> Iterator[Trial]:
    direct = _DIRECT.match(prose.text, match.end())
    final = _FINAL.search(prose.text, match.end(), match.end() + 200)
    code = _code(context, number, match)
    if code is None:
        amount = final or direct
        yield _unknown(context, number, section, prose.line(match.start("item")), match["item"], amount)
        return
    yield Held()
    same = direct is not None and final is not None and direct["amount"] == final["amount"]
    for what, amount in (("", None if same else direct), ("支出决算", final)):
        if amount is not None:
            figure = Figure(
                Subject("text", section.path, match["item"], what or "amount"),
                Decimal(amount["amount"]),
                f"“{heading_of(section)}”{match['item']}{what}",
                prose.line(amount.start("amount")),
            )
            yield equal(figure, context.ledger.figure(number, code, "total"), severity="error")


def _code(context: RuleContext, number: int, match: re.Match[str]) -> str | None:
    """The row of the statement that a named item is."""
    ledger = context.ledger
    key = name_key(match["item"])
    named = [c for c in ledger.items(number) if (row := ledger.row(number, c)) and name_key(row.item) == key]
    if named:
        return named[0]
    found = resolve_function(match["class"].lstrip(_ORDINALS), match["section"], match["item"])
    return found.code if found is not None and ledger.row(number, found.code) else None


def _unknown(
    context: RuleContext, number: int, section: Section, line: int, item: str, amount: re.Match[str] | None
) -> Remark:
    rows = [row for code in context.ledger.items(number) if (row := context.ledger.row(number, code))]
    said = f"{amount['amount']}万元" if amount else ""
    return Remark(
        f"“{heading_of(section)}”所述“{item}（项）”{said}，公开{number:02d}表没有这一科目",
        line,
        rows[0].source_line if rows else None,
        expected="、".join(row.item for row in rows[:3]),
        found=item,
        subject=context.text(section.path, item),
    )


@rule(
    "N20.revenue-of-classes",
    "支出功能分类不称作收入",
    "Classes of spending are not called revenue",
    "支出功能分类是支出的用途，不应写作“城乡社区收入”等。",
    SOURCE,
    "note",
)
def revenue_of_classes(context: RuleContext) -> Iterator[Trial]:
    for kind in ("totals", "revenue", "expenditure", "appropriation", "general_budget"):
        for section in context.sections.get(kind, []):
            found = [
                (match.group(), prose.line(match.start()))
                for prose in context.prose(section)
                for match in _CLASS_REVENUE.finditer(prose.text)
            ]
            if found:
                words = "、".join(dict.fromkeys(name for name, _ in found))
                yield Remark(
                    f"“{heading_of(section)}”把支出功能分类称作收入：{words}",
                    found[0][1],
                    expected=words.replace("收入", "支出"),
                    found=words,
                )
