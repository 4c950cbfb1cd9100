"""Tables of other cities that look like one of the nine and are not: a reader must not take them for it."""

from __future__ import annotations

from .cells import Rows, money_cell
from .elements import Cells, Prose
from .records import APPROPRIATIONS, Facts, Spending
from .statements import class_sums, economic_lines

_GROUPS = (("301", "工资福利支出"), ("302", "商品和服务支出"), ("303", "对个人和家庭的补助"))


def add_similar(p: Prose, facts: Facts, number: int) -> None:
    """The tables that stand before statement `number`."""
    if number == 5:
        _add(p, "财政拨款支出决算表（功能科目）", _appropriated(p, facts), 1)
        _add(p, "财政拨款支出决算明细表", _by_economic_group(p, facts), 2)
    elif number == 6:
        _add(p, "财政拨款基本支出决算表（经济科目）", _basic(p, facts), 2)
    elif number == 8:
        _add(p, "政府性基金预算财政拨款基本支出决算表", _nothing(), 2)
    elif number == 9:
        _add(p, "政府采购情况表", _procurement(p, facts), 1)


def _add(p: Prose, title: str, rows: Rows, head: int) -> None:
    p.add("caption", title)
    p.elements.append(Cells(tuple(tuple(row) for row in rows), head))


def _own(facts: Facts) -> list[Spending]:
    return [s for s in facts.spendings if s.money in APPROPRIATIONS]


def _appropriated(p: Prose, facts: Facts) -> Rows:
    rows: Rows = [["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]]
    own = _own(facts)
    whole = (sum(s.total for s in own), sum(s.basic for s in own), sum(s.project for s in own))
    rows.append(["", "合计", *(money_cell(amount, 3, p.layout) for amount in whole)])
    for s in own:
        amounts = (money_cell(amount or None, 3, p.layout) for amount in (s.total, s.basic, s.project))
        rows.append([s.function.code, s.function.item, *amounts])
    return rows


def _by_economic_group(p: Prose, facts: Facts) -> Rows:
    rows: Rows = [
        ["项目", "", "合计", *(name for _, name in _GROUPS)],
        ["科目编码", "科目名称", "", "", "", ""],
    ]
    names = {s.function.code[:3]: s.function.class_ for s in _own(facts)}
    for code, amount in class_sums(_own(facts)).items():
        parts = (amount // 2, amount // 4, amount - amount // 2 - amount // 4)
        rows.append([code, names[code], *(money_cell(x, 3, p.layout) for x in (amount, *parts))])
    return rows


def _basic(p: Prose, facts: Facts) -> Rows:
    rows: Rows = [
        ["项目", "", "财政拨款基本支出", "", ""],
        ["经济分类科目编码", "科目名称", "合计", "人员经费", "公用经费"],
    ]
    for line in economic_lines(facts, _GROUPS)[: len(_GROUPS)]:
        cell = money_cell(line.amounts[0], 6, p.layout)
        personal = line.code != "302"
        rows.append([line.code or "", line.item, cell, cell if personal else "", "" if personal else cell])
    return rows


def _nothing() -> Rows:
    return [
        ["经济分类科目", "", "合计", "人员经费", "公用经费"],
        ["科目编码", "科目名称", "", "", ""],
        ["合计", "", "", "", ""],
    ]


def _procurement(p: Prose, facts: Facts) -> Rows:
    b = facts.procurement
    return [
        ["项目", "总计", "货物", "工程", "服务"],
        ["采购金额", *(money_cell(x, 9, p.layout) for x in (b.total, b.goods, b.works, b.services))],
    ]
