"""Faults in the prose beside the statements, second set: amounts, shares, rates and lists that were typed once more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from apart_places import FIGURE as N
from apart_places import Prose, changed, exchanged, is_row, like, swapped, tenfold, value
from faults_apart import SECOND, Fault, fault


def _swap(rng: Random):  # type: ignore[no-untyped-def]
    return lambda match: swapped(match["x"], rng)


@fault("prose", SECOND)
def revenue_of_last_year(lines: list[str], rng: Random) -> Iterator[Fault]:
    """本年收入合计 is what it was the year before, the change as it should be."""
    pattern = rf"收入合计(?P<x>{N})万元[^。\n]{{0,30}}?(?P<way>增加|减少)(?P<by>{N})万元"

    def last(match: re.Match[str]) -> str:
        by = value(match["by"]) * (-1 if match["way"] == "增加" else 1)
        return like(value(match["x"]) + by, match["x"])

    return changed(lines, pattern, last)


@fault("prose", SECOND)
def basic_and_projects_exchanged(lines: list[str], rng: Random) -> Iterator[Fault]:
    return exchanged(lines, rf"基本支出(?P<x>{N})万元[^。\n]{{0,20}}?项目支出(?P<y>{N})万元")


@fault("prose", SECOND)
def personnel_and_public_exchanged(lines: list[str], rng: Random) -> Iterator[Fault]:
    return exchanged(lines, rf"人员经费(?P<x>{N})万元[^\n]{{0,400}}?公用经费(?P<y>{N})万元")


@fault("prose", SECOND)
def class_amount_from_the_next(lines: list[str], rng: Random) -> Iterator[Fault]:
    """In the structure of spending a class has the amount of the class that follows."""
    prose = Prose(lines)
    pattern = rf"支出”?(?P<x>{N})万元，占{N}%[^\n]{{0,90}}?支出”?(?P<y>{N})万元，占"
    for match in prose.find(pattern):
        yield Fault(prose.edit(match.start("x"), match.end("x"), match["y"]), (match["x"], match["y"]))


@fault("prose", SECOND)
def class_share_from_the_next(lines: list[str], rng: Random) -> Iterator[Fault]:
    prose = Prose(lines)
    pattern = rf"支出”?{N}万元，占(?P<x>{N})%[^\n]{{0,90}}?支出”?{N}万元，占(?P<y>{N})%"
    for match in prose.find(pattern):
        if match["x"] != match["y"]:
            yield Fault(prose.edit(match.start("x"), match.end("x"), match["y"]), (match["x"], match["y"]))


@fault("prose", SECOND)
def budget_and_final_exchanged(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = rf"（项）[^。\n]{{0,9}}。?(?:年初|全年)预算数?为?(?P<x>{N})万元，(?:支出)?决算数?为?(?P<y>{N})万元，完成"
    return exchanged(lines, pattern)


@fault("prose", SECOND)
def item_final_point_moved(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = rf"(?:年初|全年)预算数?为?{N}万元，(?:支出)?决算数?为?(?P<x>{N})万元"
    return changed(lines, pattern, lambda m: tenfold(m["x"]) if value(m["x"]) > 0.5 else None)


@fault("prose", SECOND)
def item_budget_digits(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = rf"（项）[^。\n]{{0,9}}。?(?:年初|全年)预算数?为?(?P<x>{N})万元，(?:支出)?决算"
    return changed(lines, pattern, _swap(rng))


@fault("prose", SECOND)
def rate_upside_down(lines: list[str], rng: Random) -> Iterator[Fault]:
    """Budget divided by final figure."""
    pattern = (
        rf"预算数?为?(?P<b>{N})万元，(?:支出)?决算数?为?(?P<f>{N})万元，完成[^。\n]{{0,8}}?的(?P<x>{N})%"
    )

    def turned(match: re.Match[str]) -> str | None:
        budget, final = value(match["b"]), value(match["f"])
        if not budget or not final or abs(budget / final - final / budget) < 0.01:
            return None
        return like(100 * budget / final, match["x"])

    return changed(lines, pattern, turned)


@fault("prose", SECOND)
def rate_without_its_point(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(
        lines, r"完成[^。\n]{0,8}?预算[^。\n]{0,3}?的(?P<x>\d\d\.\d+)%", lambda m: m["x"].replace(".", "")
    )


@fault("prose", SECOND)
def growth_on_this_years_base(lines: list[str], rng: Random) -> Iterator[Fault]:
    """The change divided by what it led to."""
    pattern = rf"(?P<now>{N})万元[。，](?:与|较|比)[^。\n]{{0,30}}?(?P<way>增加|减少)(?P<by>{N})万元，(?:增长|下降|减少|降低)(?P<x>{N})%"

    def other(match: re.Match[str]) -> str | None:
        now, by = value(match["now"]), value(match["by"])
        if now <= by:
            return None
        made = like(100 * by / now, match["x"])
        return made if abs(value(made) - value(match["x"])) > 0.2 else None

    return changed(lines, pattern, other)


@fault("prose", SECOND)
def share_of_another_whole(lines: list[str], rng: Random) -> Iterator[Fault]:
    """占授予中小企业合同金额 is worked out on all procurement, or the other way."""
    pattern = rf"采购支出(?:总额)?(?P<all>{N})万元[^\n]{{0,120}}?中小企业合同金额?(?P<sme>{N})万元，占政府采购支出总额的{N}%，其中：?授予小微企业?合同金额(?P<micro>{N})万元，占(?P<of>[^。\n]{{4,16}}?)的(?P<x>{N})%"

    def other(match: re.Match[str]) -> str | None:
        whole = match["sme"] if "支出总额" in match["of"] else match["all"]
        made = like(100 * value(match["micro"]) / value(whole), match["x"]) if value(whole) else match["x"]
        return made if abs(value(made) - value(match["x"])) > 0.2 else None

    return changed(lines, pattern, other)


@fault("prose", SECOND)
def agency_costs_digits(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"机关运行经费支出(?:决算)?(?P<x>{N})万元", _swap(rng))


@fault("prose", SECOND)
def running_costs_of_vehicles_digits(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"运行维?护?费(?:支出)?(?P<x>{N})万元", _swap(rng))


@fault("prose", SECOND)
def three_public_final_is_budget(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = rf"“三公”经费财政拨款支出(?:全年)?预算为?(?P<b>{N})万元，支出决算为?(?P<x>{N})万元"
    return changed(lines, pattern, lambda m: m["b"])


@fault("prose", SECOND)
def fund_receipts_digits(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(
        lines, rf"政府性基金预算财政拨款[^。\n]{{0,30}}?(?:本年收入|收入|本年支出)(?P<x>{N})万元", _swap(rng)
    )


@fault("prose", SECOND)
def state_capital_digits(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"国有资本经营预算财政拨款(?:本年)?(?:收入|支出)(?P<x>{N})万元", _swap(rng))


@fault("prose", SECOND)
def funds_said_to_be_nil(lines: list[str], rng: Random) -> Iterator[Fault]:
    """The sentence of a year without funds, beside a statement that has some."""
    pattern = rf"(?P<x>20\d\d年度政府性基金预算财政拨款年初结转和结余{N}万元，本年收入\d[^。\n]+。)"
    return changed(lines, pattern, lambda m: "本部门当年无政府性基金预算财政拨款收入支出。")


@fault("prose", SECOND)
def appropriation_of_the_general_budget_digits(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"一般公共预算财政拨款收入(?P<x>{N})万元", _swap(rng))


@fault("prose", SECOND)
def opening_budget_in_all_digits(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"拨款支出年初预算数?为(?P<x>{N})万元", _swap(rng))


@fault("prose", SECOND)
def unit_yuan_for_ten_thousand(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"(?:合计|总计|支出|收入|决算为|预算为){N}(?P<x>万元)，", lambda m: "元")


@fault("prose", SECOND)
def unit_hundred_million(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"(?:合计|总计|基本支出|项目支出|决算为){N}(?P<x>万元)", lambda m: "亿元")


@fault("prose", SECOND)
def share_point_moved(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = rf"占(?:本年支出|本年收入|政府采购支出总额|本年支出合计)的?(?P<x>{N})%"
    return changed(lines, pattern, lambda m: tenfold(m["x"]) if "." in m["x"] else None)


@fault("prose", SECOND)
def expense_named_that_was_none(lines: list[str], rng: Random) -> Iterator[Fault]:
    """公用经费 lists an expense that the statement has no amount of."""
    statement = "\n".join(line for line in lines if is_row(line))
    for name in ("租赁费", "取暖费", "咨询费", "被装购置费", "专用燃料费"):
        if re.search(rf"{name}\s*[\t|]\s*(?:[\t|]|$)", statement, re.M):
            pattern = rf"公用经费[^。\n]{{0,40}}?主要包括：办公费、(?P<x>)(?![^。\n]*{name})"
            yield from changed(lines, pattern, lambda match, name=name: f"{name}、")


@fault("prose", SECOND)
def expense_left_out_of_the_list(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = r"主要包括：基本工资、(?P<x>津贴补贴、)奖金、[^。\n]{20,}?住房公积金"
    return (Fault(f.lines, ("津贴补贴",), gone=True) for f in changed(lines, pattern, lambda m: ""))


@fault("prose", SECOND)
def evaluated_money_digits(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(
        lines, rf"共?涉及项目\d+个，资金(?P<x>{N})万元，占一般公共预算项目支出总额的100%", _swap(rng)
    )


@fault("prose", SECOND)
def procurement_kind_digits(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"(?:服务支出|工程支出|货物支出|服务采购金额)(?P<x>{N})万元", _swap(rng))


@fault("prose", SECOND)
def contracts_of_small_firms_above_all(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = rf"授予小微企业?合同金额(?P<x>{N})万元"
    return changed(lines, pattern, lambda m: tenfold(m["x"]) if value(m["x"]) > 0 else None)
