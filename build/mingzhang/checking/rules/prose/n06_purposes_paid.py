"""N06: what a class is said to be used for is paid somewhere in the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ....classification import find_function, function_code
from ....model import StructureItem
from ....model.prose import Prose
from ...context import RuleContext
from ...registry import rule
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分 情况说明"
_PURPOSES = re.compile(r"主要(?:是)?用于:?(?P<names>[^。；;]{2,400})")
_BETWEEN = re.compile(r"[、，,]|(?<=事务|支出|管理|养老)和|以及")
_REST = re.compile(r"等{1,2}(?:方面|支出|项目)?$")
_MOST = 60
"""Purposes read of one class."""


@rule(
    "N06.purposes-paid",
    "支出结构所述用途在各表有支出",
    "Purposes named are paid for",
    "支出决算结构情况所述用途如为科目名称，各表或各科目应有该科目的支出。",
    SOURCE,
    "note",
    kinds=("structure",),
)
def purposes_paid(context: RuleContext) -> Iterator[Trial]:
    """主要是用于民族事务: an item of the class that neither the tables nor the items of the prose show."""
    items = {item.source_line: item for item in context.disclosure.structure_items}
    known = _paid_codes(context)
    if not known:
        return
    for section in context.sections.get("structure", []):
        item: StructureItem | None = None
        for prose in context.prose(section):
            item = items.get(prose.line(0), item)
            if item is not None and item.code:
                yield from _unpaid(prose, item, item.code, known)


def _paid_codes(context: RuleContext) -> frozenset[str]:
    """Codes with money, with those above them."""
    ledger = context.ledger
    codes = {code for number in (3, 5) for code in ledger.known(number)}
    if not any(len(code) == 7 for code in codes):
        codes = {item.code for item in context.disclosure.execution_items if item.code}
        if any(len(code) < 7 for code in codes):
            return frozenset()  # classes alone do not tell what was paid
    return frozenset(code[:n] for code in codes for n in (3, 5, 7) if len(code) >= n)


def _unpaid(prose: Prose, item: StructureItem, above: str, known: frozenset[str]) -> Iterator[Trial]:
    for match in _PURPOSES.finditer(prose.text):
        at = match.start("names")
        for words in islice(_BETWEEN.split(match["names"]), _MOST):
            name = _REST.sub("", words.strip())
            code = find_function(name, above) if len(name) >= 4 else None
            if code is None and name.endswith("事务"):  # 民族事务 under 卫生健康: only codes are named so
                code = find_function(name, level=2)
            if code is None or code.level < 2:
                continue
            if code.code in known:
                yield Held()
                continue
            yield Remark(
                f"“支出决算结构情况”称{item.item}用于“{name}”，各表和各科目均没有{code.name}（{code.code}）的支出",
                prose.line(prose.text.find(name, at)),
                found=name,
            )


@rule(
    "N06.purposes-of-class",
    "支出结构所述用途属于该类",
    "Purposes named are of the class",
    "某一类的用途不应是另一类的科目（如把民族事务列在社会保障和就业支出下）。",
    SOURCE,
    "note",
    kinds=("structure",),
)
def purposes_of_class(context: RuleContext) -> Iterator[Trial]:
    items = {item.source_line: item for item in context.disclosure.structure_items}
    names = _names_paid(context)
    for section in context.sections.get("structure", []) if names else []:
        item: StructureItem | None = None
        for prose in context.prose(section):
            item = items.get(prose.line(0), item)
            for match in _PURPOSES.finditer(prose.text) if item is not None and item.code else ():
                for words in islice(_BETWEEN.split(match["names"]), _MOST):
                    other = _of_another(
                        _REST.sub("", words.strip()), (item.code or "")[:3] if item else "", names
                    )
                    if other is None or item is None:
                        yield Held()
                        continue
                    yield Remark(
                        f"“支出决算结构情况”称{item.item}用于“{words}”，表内只有{_class_name(other)}的“{names[other]}”（{other}）与之相应",
                        prose.line(prose.text.find(words, match.start("names"))),
                        expected=names[other],
                        found=words,
                    )


def _class_name(code: str) -> str:
    known = function_code(code[:3])
    return f"{known.name if known else '另一类'}（{code[:3]}）"


def _names_paid(context: RuleContext) -> dict[str, str]:
    """Names of the groups and items with money in 公开05 or 03, by code."""
    for number in (5, 3):
        found = {
            code: row.item
            for code, row in context.ledger.rows(number)
            if code.isdigit() and len(code) > 3 and row.item
        }
        if found:
            return found
    return {}


def _of_another(name: str, own: str, names: dict[str, str]) -> str | None:
    """The one code of another class whose name begins as `name` does, where no name of the own class does."""
    head = name[:_HEAD]
    if len(name) < 4 or head in _COMMON_HEADS or find_function(name, own) is not None:
        return None
    if not any(code.startswith(own) for code in names):
        return None  # a class without items is told by itself
    alike = [code for code, words in names.items() if head in words]
    if any(code.startswith(own) for code in alike) or len({code[:3] for code in alike}) != 1:
        return None
    return alike[-1]


_HEAD = 2
"""Characters by which a purpose is known: 民族, 残疾."""
_COMMON_HEADS = frozenset(
    (
        "行政",
        "事业",
        "机关",
        "其他",
        "一般",
        "管理",
        "社会",
        "公共",
        "基本",
        "服务",
        "工作",
        "开展",
        "保障",
        "专项",
        "日常",
        "人员",
        "街道",
        "社区",
        "城市",
        "城乡",
        "项目",
        "支付",
        "发放",
        "用于",
        "办公",
        "信息",
        "组织",
        "支持",
        "发展",
        "国有",
    )
)
