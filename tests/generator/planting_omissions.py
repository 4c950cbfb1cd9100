"""Faults of leaving out and putting in: lost items, empty cells, other codes, names of elsewhere, leftovers."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from .codes import ECONOMIC_NAMES
from .elements import Element, Text
from .planting_tables import class_row, is_money, item_row, put, statement
from .records import Facts

_Change = tuple[int, tuple[Element, ...]] | None
_Alter = Callable[[list[Element], Facts, Random], _Change]


def _bodies(elements: list[Element], pattern: str) -> list[tuple[int, Text]]:
    return [
        (i, e)
        for i, e in enumerate(elements)
        if isinstance(e, Text) and e.kind == "body" and re.search(pattern, e.text)
    ]


def _without(pattern: str) -> _Alter:
    """A paragraph left out."""

    def alter(elements: list[Element], facts: Facts, rng: Random) -> _Change:
        found = _bodies(elements, pattern)
        return (rng.choice(found)[0], ()) if len(found) > 2 else None

    return alter


def _rewrite(pattern: str, instead: Callable[[str, Facts, Random], str | None]) -> _Alter:
    """A paragraph with `pattern` written otherwise, where `instead` has something to write."""

    def alter(elements: list[Element], facts: Facts, rng: Random) -> _Change:
        found = _bodies(elements, pattern)
        rng.shuffle(found)
        for i, element in found:
            text = instead(element.text, facts, rng)
            if text is not None and text != element.text:
                return i, (Text(element.kind, text),)
        return None

    return alter


def _empty_cell(elements: list[Element], facts: Facts, rng: Random) -> _Change:
    """A class of 公开01 without its amount."""
    found = statement(elements, 1)
    if not found:
        return None
    index, table = found
    rows = [r for r, cells in enumerate(table.rows) if class_row(cells) and is_money(cells[5])]
    return put(index, table, rng.choice(rows), 5, "")


def _other_code(elements: list[Element], facts: Facts, rng: Random) -> _Change:
    """A 项 of 公开02 under the code of 一般行政管理事务 of the same 款."""
    found = statement(elements, 2)
    if not found:
        return None
    index, table = found
    own = {cells[0] for cells in table.rows}
    rows = [
        r
        for r, cells in enumerate(table.rows)
        if item_row(cells) and cells[0].startswith("201") and f"{cells[0][:5]}02" not in own
    ]
    if not rows:
        return None
    row = rng.choice(rows)
    return put(index, table, row, 0, f"{table.rows[row][0][:5]}02")


def _named_item(text: str, facts: Facts, rng: Random) -> str | None:
    """An economic item named that has no money, for one that has."""
    spent = {ECONOMIC_NAMES[code] for code, _ in facts.economic}
    free = [
        name
        for code, name in ECONOMIC_NAMES.items()
        if code[:3] == "302" and len(code) == 5 and name not in spent
    ]
    named = text.split("主要包括：")[1].rstrip("。").split("、")
    if not free or len(named) < 3:
        return None
    return text.replace(f"、{named[1]}、", f"、{rng.choice(free)}、", 1)


def _needless_reason(text: str, facts: Facts, rng: Random) -> str | None:
    """A reason for a difference that there is not."""
    if not text.endswith("完成年初预算的100%。") or "原因" in text:
        return None
    return text[:-1] + "，支出决算数小于年初预算数的主要原因：部分安排顺延至次年。"


def _missing_reason(text: str, facts: Facts, rng: Random) -> str | None:
    """No reason where budget and final differ."""
    at = text.find("，支出决算数")
    return text[:at] + "。" if at > 0 else None


def _old_name(text: str, facts: Facts, rng: Random) -> str:
    return text.replace("行政事业单位养老支出（款）", "行政事业单位离退休（款）")


def _other_section(text: str, facts: Facts, rng: Random) -> str:
    return text.replace("住房改革支出（款）", "城乡社区环境卫生（款）")


def _rate_on_nothing(text: str, facts: Facts, rng: Random) -> str | None:
    """A growth rate where last year had nothing."""
    if f"{facts.year}" in text or "增长" in text:
        return None
    return re.sub(r"(较上年增加([0-9.]+)万元)。", r"\1，增长\2%。", text, count=1)


def _leftover(text: str, facts: Facts, rng: Random) -> str:
    return text + "（请根据本部门实际情况填写）"


def _other_contents(elements: list[Element], facts: Facts, rng: Random) -> _Change:
    """An entry of the contents list that names its section otherwise."""
    for i, e in enumerate(elements):
        if isinstance(e, Text) and e.kind == "contents" and "机关运行经费支出说明" in e.text:
            return i, (Text(e.kind, e.text.replace("机关运行经费支出说明", "机关运转费用情况")),)
    return None


def _fund_closing(elements: list[Element], facts: Facts, rng: Random) -> _Change:
    """A closing balance in 公开07 where nothing was left."""
    found = statement(elements, 7)
    if not found:
        return None
    index, table = found
    rows = [r for r, cells in enumerate(table.rows) if item_row(cells) and not cells[-1]]
    return put(index, table, rows[0], len(table.rows[0]) - 1, "3.57") if rows else None


_ITEM = "（项）。年初预算为"
OMISSIONS: dict[str, tuple[_Alter, str]] = {
    "lost_item": (_without(_ITEM), "N07 N08"),
    "lost_class": (_without("（类）支出[0-9.]+万元，占"), "N06"),
    "lost_project": (_without("绩效自评综述：项目全年预算数为"), "N16"),
    "empty_cell": (_empty_cell, "I02 X04"),
    "other_code": (_other_code, "X07"),
    "fund_closing": (_fund_closing, "I21"),
    "named_item": (_rewrite("^公用经费", _named_item), "N11"),
    "needless_reason": (_rewrite(_ITEM, _needless_reason), "N17"),
    "missing_reason": (_rewrite(_ITEM, _missing_reason), "N17"),
    "old_name": (_rewrite(_ITEM, _old_name), "N20"),
    "other_section": (_rewrite(_ITEM, _other_section), "N20"),
    "rate_on_nothing": (_rewrite("较上年增加[0-9.]+万元。", _rate_on_nothing), "N02"),
    "leftover": (_rewrite("机关运行经费支出", _leftover), "N21"),
    "other_contents": (_other_contents, "N21"),
}
"""Faults of leaving out and putting in, each with the rules of which one should fire."""
