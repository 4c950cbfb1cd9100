"""Faults in the prose: a figure, a rate, a unit, a word or a name is another than it should be."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from .elements import Element, Text
from .figures import percent, wan
from .planting_tables import wrong_figure
from .records import Facts, totals

_Change = tuple[int, tuple[Element, ...]] | None
_Alter = Callable[[list[Element], Facts, Random], _Change]
_AMOUNT = r"([0-9]+(?:\.[0-9]+)?)"


def _texts(elements: list[Element], pattern: str) -> list[tuple[int, Text, re.Match[str]]]:
    """Every paragraph where `pattern` is found, with its first match."""
    found = []
    for i, element in enumerate(elements):
        if isinstance(element, Text) and element.kind == "body":
            match = re.search(pattern, element.text)
            if match:
                found.append((i, element, match))
    return found


def _swap(pattern: str, instead: Callable[[re.Match[str], Facts, Random], str | None]) -> _Alter:
    """Replace group 1 of the first match of `pattern` in one paragraph, chosen at random."""

    def alter(elements: list[Element], facts: Facts, rng: Random) -> _Change:
        found = _texts(elements, pattern)
        rng.shuffle(found)
        for i, element, match in found:
            new = instead(match, facts, rng)
            if new is not None and new != match[1]:
                text = element.text[: match.start(1)] + new + element.text[match.end(1) :]
                return i, (Text(element.kind, text),)
        return None

    return alter


def _other_figure(match: re.Match[str], facts: Facts, rng: Random) -> str | None:
    return wrong_figure(match[1], rng) if float(match[1]) >= 1 else None


def _figure(before: str) -> _Alter:
    """A wrong figure after these words."""
    return _swap(before + _AMOUNT + "(?=万元)", _other_figure)


def _wrong_base(match: re.Match[str], facts: Facts, rng: Random) -> str | None:
    """The rate of change computed on this year's amount."""
    now, before = totals(facts).grand, facts.previous.grand
    wrong = percent(abs(now - before), now, 2)
    return None if not before or abs(float(wrong) - float(match[1])) < 0.2 else wrong


def _other_last_year(match: re.Match[str], facts: Facts, rng: Random) -> str | None:
    """Change and rate against a last year that last year's own document does not show."""
    now, before = totals(facts).grand, facts.previous.grand * 104 // 100 + 123
    if not facts.previous.grand or now == before:
        return None
    up = now > before
    rate = percent(abs(now - before), before, 2)
    return f"{'增加' if up else '减少'}{wan(abs(now - before))}万元，{'增长' if up else '下降'}{rate}"


def _shifted_share(match: re.Match[str], facts: Facts, rng: Random) -> str | None:
    value = float(match[1])
    return f"{value + 3.7:.2f}" if 2 < value < 90 else None


def _one_more(match: re.Match[str], facts: Facts, rng: Random) -> str:
    return str(int(match[1]) + rng.choice((1, 2)))


def _stale_year(match: re.Match[str], facts: Facts, rng: Random) -> str:
    return str(facts.year - rng.choice((2, 3)))


def _flip(match: re.Match[str], facts: Facts, rng: Random) -> str:
    return {"增加": "减少", "减少": "增加", "大于": "小于", "小于": "大于", "增长": "下降", "下降": "增长"}[
        match[1]
    ]


def _misspelt_name(elements: list[Element], facts: Facts, rng: Random) -> _Change:
    """The department's name with one character of its own name exchanged, in one sentence."""
    name = facts.department.name
    at = name.index(facts.department.short_name)
    other = "溪" if name[at] != "溪" else "湖"
    wrong = name[:at] + other + name[at + 1 :]
    found = _texts(elements, re.escape(name))
    if not found:
        return None
    i, element, match = rng.choice(found)
    return i, (Text(element.kind, element.text[: match.start()] + wrong + element.text[match.end() :]),)


def _twice(pattern: str) -> _Alter:
    """A paragraph printed twice."""

    def alter(elements: list[Element], facts: Facts, rng: Random) -> _Change:
        found = _texts(elements, pattern)
        if not found:
            return None
        i, element, _ = rng.choice(found)
        return i, (element, element)

    return alter


def _dropped(pattern: str) -> _Alter:
    """Group 1 of the first match left out."""
    return _swap(pattern, lambda match, facts, rng: "")


def _constant(pattern: str, text: str) -> _Alter:
    return _swap(pattern, lambda match, facts, rng: text)


_GRAND = r"^[0-9]{4}年度收(?:、支|入支出)总计(?:均为)?[0-9.]+万元(?:。与[0-9]{4}年度?相比(?:，收、支总计各)?|，较上年)"
_BUDGET = r"（(?:类|项)）。年初预算数?为"
PROSE_FAULTS: dict[str, tuple[_Alter, str]] = {
    "stated_total": (_figure("年度收、支总计"), "N01"),
    "stated_revenue": (_figure("年度收入合计"), "N01"),
    "stated_expenditure": (_figure("年度支出合计"), "N01 N03"),
    "stated_basic": (_figure("其中：基本支出(?=[0-9.]+万元，占)"), "N03"),
    "stated_general": (_figure("年度一般公共预算财政拨款支出(?=[0-9.]+万元，占)"), "N05"),
    "wrong_base": (
        _swap(_GRAND + r"(?:增加|减少)[0-9.]+万元，(?:增长|下降)" + _AMOUNT + "%", _wrong_base),
        "N02",
    ),
    "stale_share": (_swap(r"（类）支出[0-9.]+万元，占" + _AMOUNT + "%", _shifted_share), "N06"),
    "structure_amount": (_figure("（类）支出"), "N06"),
    "basic_share": (_swap(r"基本支出[0-9.]+万元，占本年支出" + _AMOUNT + "%", _shifted_share), "N03"),
    "item_budget": (_figure(_BUDGET), "N07 N09"),
    "item_final": (_figure(_BUDGET + "[0-9.]+万元，(?:支出决算为|决算数)"), "N08 N09"),
    "item_rate": (
        _swap(
            _BUDGET + r"[0-9.]+万元，(?:支出决算为|决算数)[0-9.]+万元，完成年初预算的" + _AMOUNT + "%",
            _shifted_share,
        ),
        "N09",
    ),
    "opening_budget": (_figure("支出年初预算为"), "N07"),
    "stated_personnel": (_figure("其中：人员经费"), "N10"),
    "stated_public": (_figure("^公用经费"), "N10 N12"),
    "three_public_final": (_figure("“三公”经费财政拨款支出全年预算为[0-9.]+万元，支出决算为"), "N12"),
    "operating_cost": (_figure("机关运行经费支出"), "N12"),
    "procurement_total": (_figure("政府采购支出总额"), "N13"),
    "vehicles_count": (_swap("共有车辆([0-9]+)辆", _one_more), "N14"),
    "performance_amount": (_figure("共涉及项目[0-9]+个，资金"), "N15"),
    "project_count": (_swap("共涉及项目([0-9]+)个", _one_more), "N16"),
    "project_amount": (_figure("绩效自评综述：项目全年预算数为[0-9.]+万元，执行数为"), "N16 N09"),
    "change_direction": (_swap(r"总计各(增加|减少)[0-9.]+万元", _flip), "N17"),
    "budget_direction": (_swap("支出决算数(大于|小于)年初预算数", _flip), "N17"),
    "unit_yuan": (_swap("[0-9.]+(万元)，占本年", lambda m, f, r: "元"), "N18"),
    "missing_amount": (_dropped("项目全年预算数为" + _AMOUNT + "万元"), "N18"),
    "stale_year": (_swap("^([0-9]{4})年度(?:收|支|财|一般|“|云)", _stale_year), "N19"),
    "misspelt_name": (_misspelt_name, "N20"),
    "item_name": (_constant("（款）(一般行政管理事务|行政运行|住房公积金)（项）。年初", "行政管理"), "N20"),
    "residue": (_constant("收、支总计各(增加|减少)[0-9.]", "增减少"), "N21"),
    "last_year": (
        _swap(_GRAND + "((?:增加|减少)[0-9.]+万元，(?:增长|下降)[0-9.]+)%", _other_last_year),
        "Y01",
    ),
    "printed_twice": (_twice("（[类项]）。年初预算为|项目绩效自评综述"), "N21 N07 N08 N16"),
}
"""Faults of the prose, each with the rules of which one should fire."""
