"""N06 and N17, what words say money went to: items that cost nothing, and reasons that another section denies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ..classification import find_function
from ..model import StructureItem
from ..model.prose import Prose
from .case import Case
from .trials import Held, Remark, Trial

_PURPOSES = re.compile(r"主要(?:是)?用于:?(?P<names>[^。；;]{2,400})")
_BETWEEN = re.compile(r"[、，,]|(?<=事务|支出|管理|养老)和|以及")
_REST = re.compile(r"等{1,2}(?:方面|支出|项目)?$")
_MOST = 60
"""Purposes read of one class."""
_PUBLIC_COST = re.compile(r"公用经费(?:支出)?(?:有所)?(?P<way>减少|下降|压减|压缩|增加|增长)")


def unpaid_purposes(case: Case) -> Iterator[Trial]:
    """主要是用于民族事务: an item of the class that neither the tables nor the items of the prose show."""
    items = {item.source_line: item for item in case.disclosure.structure_items}
    known = _paid_codes(case)
    if not known:
        return
    for section in case.sections.get("structure", []):
        item: StructureItem | None = None
        for prose in case.prose(section):
            item = items.get(prose.line(0), item)
            if item is not None and item.code:
                yield from _unpaid(prose, item, item.code, known)


def _paid_codes(case: Case) -> frozenset[str]:
    """Codes with money, with those above them."""
    ledger = case.ledger
    codes = {code for number in (3, 5) for code in ledger.known(number)}
    if not any(len(code) == 7 for code in codes):
        codes = {item.code for item in case.disclosure.execution_items if item.code}
        if any(len(code) < 7 for code in codes):
            return frozenset()  # classes alone do not tell what was paid
    return frozenset(code[:n] for code in codes for n in (3, 5, 7) if len(code) >= n)


def _unpaid(prose: Prose, item: StructureItem, above: str, known: frozenset[str]) -> Iterator[Trial]:
    for match in _PURPOSES.finditer(prose.text):
        at = match.start("names")
        for words in islice(_BETWEEN.split(match["names"]), _MOST):
            name = _REST.sub("", words.strip())
            code = find_function(name, above) if len(name) >= 4 else None
            if code is None or code.level < 2:
                continue
            if code.code in known:
                yield Held()
                continue
            yield Remark(
                f"“支出决算结构情况”称{item.item}用于“{name}”，各表和各科目均没有{code.code}的支出",
                prose.line(prose.text.find(name, at)),
                found=name,
                severity="note",
            )


def denied_reasons(case: Case) -> Iterator[Trial]:
    """公用经费有所减少, where 机关运行经费 is said to have grown against the same budget."""
    moves = case.by_metric.get("operating_cost_budget_change", [])[:1]
    if not moves or not moves[0].figure.amount:
        return
    change = moves[0].figure
    for item in case.disclosure.execution_items:
        match = _PUBLIC_COST.search(item.reason[:1000]) if item.reason else None
        if match is None:
            continue
        if (match["way"] in ("增加", "增长")) == (change.amount > 0):
            yield Held()
            continue
        yield Remark(
            f"“{item.item or item.class_}”所述原因称公用经费{match['way']}，"
            f"机关运行经费却比年初预算{'增加' if change.amount > 0 else '减少'}{abs(change.amount)}万元",
            item.source_line,
            change.line,
            expected="增加" if change.amount > 0 else "减少",
            found=match["way"],
            severity="note",
        )
