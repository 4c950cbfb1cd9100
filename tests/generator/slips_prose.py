"""Slips in 情况说明: figures, rates, words, lists and units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from .slips import AMOUNT, LOST, Slip, figures, in_lines, number, prose, section, slip, swapped

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_ITEM = r"(?:[（(]项[）)]).{0,12}年初预算"


def _shifted(text: str) -> str | None:
    """A rate five points off."""
    places = len(text.partition(".")[2])
    value = number(text)
    return f"{value + 5:.{places}f}" if 2 < value < 95 else None


@slip("prose")
def appropriation_total(lines: list[str], rng: Random) -> Iterator[Slip]:
    return figures(
        lines, section(lines, "财政拨款收入支出决算总体"), rf"财政拨款收、支总计\s*(?P<x>{AMOUNT})", rng
    )


@slip("prose")
def revenue_of_the_general_budget(lines: list[str], rng: Random) -> Iterator[Slip]:
    where = section(lines, "财政拨款收入支出决算总体")
    return figures(lines, where, rf"一般公共预算财政拨款收入\s*(?P<x>{AMOUNT})", rng)


@slip("prose")
def general_budget_spent(lines: list[str], rng: Random) -> Iterator[Slip]:
    where = section(lines, "^.?五、一般公共预算财政拨款支出")
    return figures(lines, where, rf"一般公共预算财政拨款支出\s*(?P<x>{AMOUNT})", rng)


@slip("prose")
def final_of_an_item(lines: list[str], rng: Random) -> Iterator[Slip]:
    return figures(lines, prose(lines), rf"{_ITEM}.{{0,40}}支出决算数?为\s*(?P<x>{AMOUNT})", rng)


@slip("prose")
def basic_spending_of_section_six(lines: list[str], rng: Random) -> Iterator[Slip]:
    return figures(lines, section(lines, "基本支出决算情况"), rf"基本支出\s*(?P<x>{AMOUNT})", rng)


@slip("prose")
def fund_spending(lines: list[str], rng: Random) -> Iterator[Slip]:
    return figures(lines, section(lines, "政府性基金预算财政拨款"), rf"本年支出\s*(?P<x>{AMOUNT})", rng)


@slip("prose")
def opening_budget_of_all(lines: list[str], rng: Random) -> Iterator[Slip]:
    return figures(lines, prose(lines), rf"拨款支出年初预算数?为\s*(?P<x>{AMOUNT})", rng)


@slip("prose")
def change_of_the_total(lines: list[str], rng: Random) -> Iterator[Slip]:
    """The amount of the change, its rate kept."""
    where = section(lines, "收入支出决算总体")
    return figures(lines, where, rf"(?:增加|减少)\s*(?P<x>{AMOUNT})\s*万元[，,]\s*(?:增长|下降)", rng)


@slip("percentages")
def rate_on_this_year(lines: list[str], rng: Random) -> Iterator[Slip]:
    """The rate of change divided by this year's amount."""
    pattern = rf"(?P<now>{AMOUNT})\s*万元[^；;]{{4,60}}?(?P<way>增加|减少)\s*(?P<by>{AMOUNT})\s*万元[，,]\s*(?:增长|下降)\s*(?P<x>{_NUMBER})\s*%"

    def wrong(match: re.Match[str]) -> str | None:
        places = len(match["x"].partition(".")[2])
        told = f"{number(match['by']) / number(match['now']) * 100:.{places}f}"
        return told if abs(number(told) - number(match["x"])) > 0.3 else None

    return in_lines(lines, section(lines, "总体情况"), pattern, wrong)


@slip("percentages")
def completion_of_an_item(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = rf"{_ITEM}.{{0,80}}完成年初预算的?\s*(?P<x>{_NUMBER})\s*%"
    return in_lines(lines, prose(lines), pattern, lambda m: _shifted(m["x"]))


@slip("percentages")
def share_of_projects(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = rf"项目支出\s*{_NUMBER}\s*万元[，,]\s*占本年支出(?:合计)?的?\s*(?P<x>{_NUMBER})\s*%"
    return in_lines(lines, prose(lines), pattern, lambda m: _shifted(m["x"]))


@slip("percentages")
def share_of_the_general_budget(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = rf"拨款支出\s*{_NUMBER}\s*万元[，,]\s*占本年支出合计的?\s*(?P<x>{_NUMBER})\s*%"
    return in_lines(lines, prose(lines), pattern, lambda m: _shifted(m["x"]))


@slip("percentages")
def completion_of_all(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = rf"拨款支出年初预算数?为.{{6,50}}完成年初预算的?\s*(?P<x>{_NUMBER})\s*%"
    return in_lines(lines, prose(lines), pattern, lambda m: swapped(m["x"], rng) if "." in m["x"] else None)


@slip("direction")
def rate_the_other_way(lines: list[str], rng: Random) -> Iterator[Slip]:
    """减少…万元，增长…%."""
    other = {"增长": "下降", "下降": "增长"}
    pattern = rf"(?:增加|减少)\s*{_NUMBER}\s*万元[，,]\s*(?P<x>增长|下降)"
    return in_lines(lines, prose(lines), pattern, lambda m: other[m["x"]])


@slip("direction")
def item_above_or_below(lines: list[str], rng: Random) -> Iterator[Slip]:
    other = {"大于": "小于", "小于": "大于"}
    pattern = r"决算数?(?P<x>大于|小于)(?:年初)?预算"
    return in_lines(
        lines, section(lines, "^.?五、一般公共预算财政拨款支出"), pattern, lambda m: other[m["x"]]
    )


@slip("direction")
def three_public_above_or_below(lines: list[str], rng: Random) -> Iterator[Slip]:
    other = {"小于": "大于", "大于": "小于"}
    pattern = r"决算数?(?P<x>大于|小于)(?:全年)?预算"
    return in_lines(lines, section(lines, "三公"), pattern, lambda m: other[m["x"]])


@slip("lists")
def class_left_out(lines: list[str], rng: Random) -> Iterator[Slip]:
    """A class in 支出决算结构情况."""
    for i in prose(lines):
        found = re.match(
            rf"\s*[0-9]+[.、]\s*(\S+?)[（(]类[）)]\s?支出\s*{_NUMBER}\s*万元[，,]\s*占", lines[i]
        )
        if found:
            yield Slip({i: LOST}, (found[1],), gone=True)


@slip("lists")
def item_left_out(lines: list[str], rng: Random) -> Iterator[Slip]:
    for i in prose(lines):
        found = re.search(rf"[）)]\s*(\S+?)\s?[（(]项[）)].{{0,12}}年初预算数?为\s*({_NUMBER})", lines[i])
        if found and number(found[2]) > 1 and len(lines[i]) < 400:
            name = re.split("[）)]", found[1])[-1]
            yield Slip({i: LOST}, (name, found[2]), gone=True)


@slip("lists")
def economic_item_without_money(lines: list[str], rng: Random) -> Iterator[Slip]:
    for i in section(lines, "基本支出决算情况"):
        if "办公费" in lines[i] and "租赁费" not in lines[i]:
            yield Slip({i: lines[i].replace("办公费", "办公费、租赁费", 1)}, ("租赁费",))


@slip("costs")
def completion_of_three_public(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = rf"完成(?:全年)?预算的?\s*(?P<x>{_NUMBER})\s*%"
    return in_lines(lines, section(lines, "三公"), pattern, lambda m: _shifted(m["x"]))


@slip("costs")
def operation_of_vehicles(lines: list[str], rng: Random) -> Iterator[Slip]:
    return figures(lines, section(lines, "三公"), rf"运行维护费支出\s*(?P<x>{AMOUNT})", rng)


@slip("costs")
def reception_budget(lines: list[str], rng: Random) -> Iterator[Slip]:
    return figures(lines, section(lines, "三公"), rf"公务接待费(?:全年)?预算为\s*(?P<x>{AMOUNT})", rng)


@slip("costs")
def purchase_that_was_none(lines: list[str], rng: Random) -> Iterator[Slip]:
    return in_lines(lines, section(lines, "三公"), r"购置费支出\s*(?P<x>0)\s*万元", lambda m: "17.98")


@slip("costs")
def fuel(lines: list[str], rng: Random) -> Iterator[Slip]:
    return in_lines(
        lines,
        section(lines, "三公"),
        rf"(?:燃料费|维修费)\s*(?P<x>{_NUMBER})",
        lambda m: f"{number(m['x']) + 1.2:.2f}",
    )


@slip("costs")
def growth_of_operating_costs(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = rf"(?:增长|下降|降低)\s*(?P<x>{_NUMBER})\s*%"
    return in_lines(lines, section(lines, "机关运行经费"), pattern, lambda m: _shifted(m["x"]))


@slip("costs")
def kind_of_procurement(lines: list[str], rng: Random) -> Iterator[Slip]:
    return figures(lines, section(lines, "政府采购"), rf"采购(?:货物|服务|工程)支出\s*(?P<x>{AMOUNT})", rng)


@slip("costs")
def small_firms_above_all(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = rf"支出总额\s*(?P<all>{_NUMBER}).*授予中小企业合同金额\s*(?P<x>{_NUMBER})"
    return in_lines(lines, section(lines, "政府采购"), pattern, lambda m: f"{number(m['all']) + 21.5:.2f}")


@slip("costs")
def share_of_small_firms(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = rf"占政府采购支出总额的?\s*(?P<x>{_NUMBER})\s*%"
    return in_lines(
        lines,
        section(lines, "政府采购"),
        pattern,
        lambda m: f"{number(m['x']) - 6.3:.1f}" if number(m["x"]) > 10 else None,
    )


@slip("counts")
def kinds_of_vehicles(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = r"(?:机要通信|应急保障|执法执勤|其他)用车\s*(?P<x>[0-9]+)\s*辆"
    return in_lines(lines, section(lines, "国有资产"), pattern, lambda m: str(int(m["x"]) + 2))


@slip("counts")
def projects_of_the_account(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = r"(?:涉及项目|共涉及)\s*(?P<x>[0-9]+)\s*个"
    return in_lines(lines, prose(lines), pattern, lambda m: str(int(m["x"]) + 3))


@slip("counts")
def offices(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = r"(?:内设机构|内设)\s*(?P<x>[0-9]{1,2})\s*个"
    return in_lines(lines, range(len(lines)), pattern, lambda m: str(int(m["x"]) + 1))
