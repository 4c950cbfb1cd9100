"""N20: items named in the sections on funds and on state capital, and classes called revenue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....classification import name_key, resolve_function
from ...context import RuleContext
from ...registry import rule
from ...stated import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "政府收支分类科目；部门决算公开文本格式"
_SPENT = re.compile(
    r"(?P<class>[^()。；、]{2,30})\(类\)(?P<section>[^()]{2,60})\(款\)(?P<item>[^()]{2,60})\(项\)[。，]?[^0-9。]{0,12}"
    r"决算[数为]{0,2}(?P<amount>[0-9]{1,9}(?:\.[0-9]{1,4})?)万元"
)
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
    for kind, number in (("government_fund", 7), ("state_capital", 8)):
        if not context.ledger.codes(number):
            continue
        sections = context.sections.get(
            "government_fund" if kind == "government_fund" else "state_capital", []
        )
        for section in sections:
            for prose in context.prose(section):
                for match in _SPENT.finditer(prose.text):
                    yield from _fund_item(
                        context, number, heading_of(section), match, prose.line(match.start("item"))
                    )


def _fund_item(
    context: RuleContext, number: int, place: str, match: re.Match[str], line: int
) -> Iterator[Trial]:
    code = resolve_function(
        match["class"].lstrip("1234567890.一二三四五六七八九十、)）"), match["section"], match["item"]
    )
    rows = [context.ledger.row(number, c) for c in context.ledger.items(number)]
    named = [row for row in rows if row and name_key(row.item) == name_key(match["item"])]
    if named or (code is not None and context.ledger.row(number, code.code)):
        yield Held()
        return
    first = next((row for row in rows if row), None)
    yield Remark(
        f"“{place}”所述“{match['item']}（项）”{match['amount']}万元，公开{number:02d}表没有这一科目",
        line,
        first.source_line if first else None,
        expected="、".join(row.item for row in rows[:3] if row),
        found=match["item"],
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
    for kind in ("revenue", "expenditure", "appropriation"):
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
