"""Faults held apart from tuning that people make in the prose: figures, years, names, counts, words, leftovers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from random import Random

from faults_apart import DROP, Fault, Maker, fault, one_number
from generator.slips import AMOUNT, body, figures, in_lines, prose, section, swapped

NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
MONEY = rf"(?P<x>{AMOUNT})\s*万元"
FIGURES = {
    "grand_total": ("收入支出决算总体|收支决算总体", rf"总计(?:均为|各|为)?\s*{MONEY}"),
    "change_of_the_total": ("收入支出决算总体|收支决算总体", rf"(?:增加|减少)\s*{MONEY}"),
    "rate_of_the_total": ("收入支出决算总体|收支决算总体", rf"(?:增长|下降)\s*(?P<x>{AMOUNT})\s*%"),
    "revenue": ("收入决算情况", rf"收入合计\s*(?:为)?{MONEY}"),
    "share_of_revenue": ("收入决算情况", r"占本年收入(?:的)?\s*(?P<x>[1-9][0-9]\.[0-9]+)\s*%"),
    "projects_spent": ("^[^收]*支出决算情况", rf"项目支出\s*(?:为)?{MONEY}"),
    "share_of_basic": ("支出决算情况", r"基本支出[^。]{4,24}占(?:本年)?支出(?:合计)?(?:的)?\s*(?P<x>[1-9][0-9]?\.[0-9]+)\s*%"),
    "appropriations": ("财政拨款收入支出决算总体", rf"总计(?:均为|各|为)?\s*{MONEY}"),
    "general_budget": ("一般公共预算财政拨款支出决算", rf"一般公共预算财政拨款支出\s*(?:为)?{MONEY}"),
    "class_of_the_structure": ("一般公共预算财政拨款支出决算", rf"[（(]类[）)]支出\s*{MONEY}"),
    "item_spent": ("一般公共预算财政拨款支出决算", rf"支出决算(?:数)?(?:为)?\s*{MONEY}"),
    "item_budget": ("一般公共预算财政拨款支出决算", rf"年初预算(?:数)?(?:为)?\s*{MONEY}"),
    "item_rate": ("一般公共预算财政拨款支出决算", rf"完成(?:年初)?预算的\s*(?P<x>{AMOUNT})\s*%"),
    "personnel": ("基本支出决算", rf"人员经费\s*(?:为)?{MONEY}"),
    "public_use": ("基本支出决算", rf"公用经费\s*(?:为)?{MONEY}"),
    "government_funds": ("政府性基金", rf"(?:本年)?(?:收入|支出)\s*(?:为)?{MONEY}"),
    "three_public_spent": ("三公”?经费", rf"支出决算为\s*{MONEY}"),
    "three_public_rate": ("三公”?经费", rf"完成(?:全年|年初)?预算的\s*(?P<x>{AMOUNT})\s*%"),
    "operating_costs": ("机关运行经费", rf"机关运行经费支出\s*{MONEY}"),
    "operating_costs_change": ("机关运行经费", rf"(?:增加|减少)\s*{MONEY}"),
    "services_bought": ("政府采购", rf"(?:采购)?服务支出\s*{MONEY}"),
    "share_of_small_firms": ("政府采购", r"占政府采购支出总额的\s*(?P<x>[1-9][0-9]\.[0-9]+)\s*%"),
}  # fmt: skip
"""A figure of a section with two digits exchanged: words of the heading, and where the figure stands."""


def typed_wrong(heading: str, pattern: str) -> Maker:
    """A maker for one row of `FIGURES`."""

    def maker(lines: list[str], rng: Random) -> Iterable[Fault]:
        for slip in figures(lines, section(lines, heading), pattern, rng):
            yield Fault(slip.lines, slip.says)

    return maker


for _name, (_heading, _pattern) in FIGURES.items():
    _maker = typed_wrong(_heading, _pattern)
    _maker.__name__ = f"prose_{_name}"
    fault("prose figures")(_maker)


def replaced(where: Iterable[int], lines: list[str], pattern: str, new: Callable[[re.Match[str]], str | None]) -> Iterable[Fault]:  # fmt: skip
    """A fault for each match, printed as `new` gives it."""
    return (Fault(slip.lines, slip.says) for slip in in_lines(lines, where, pattern, new))


def year_of(lines: list[str]) -> int:
    """The fiscal year: the one that is printed most often before 年度."""
    return int(Counter(re.findall(r"(20[12][0-9])\s*年度", "\n".join(lines))).most_common(1)[0][0])


def statement_prose(lines: list[str]) -> range:
    """情况说明 without what follows it."""
    ends = [i for i in prose(lines) if re.match(r"^\s*第[四五](?:部分|章)", lines[i])]
    return range(body(lines), ends[0] if ends else len(lines))


@fault("units")
def yuan_in_a_sentence(lines: list[str], rng: Random) -> Iterable[Fault]:
    return replaced(statement_prose(lines), lines, rf"{AMOUNT}\s*(?P<x>万元)", lambda m: "元")


@fault("units")
def hundred_million_in_a_sentence(lines: list[str], rng: Random) -> Iterable[Fault]:
    return replaced(statement_prose(lines), lines, rf"{AMOUNT}\s*(?P<x>万元)", lambda m: "亿元")


@fault("units")
def unit_left_out(lines: list[str], rng: Random) -> Iterable[Fault]:
    return replaced(statement_prose(lines), lines, rf"{AMOUNT}\s*(?P<x>万元)(?=[，。；])", lambda m: "")


@fault("units")
def per_cent_left_out(lines: list[str], rng: Random) -> Iterable[Fault]:
    return replaced(
        statement_prose(lines), lines, rf"(?:增长|下降|预算的)\s*{AMOUNT}\s*(?P<x>%)", lambda m: ""
    )


@fault("last year")
def total_of_last_year(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = rf"总计(?:均为|各|为)?\s*{MONEY}.{{2,40}}(?P<way>增加|减少)\s*(?P<by>{AMOUNT})\s*万元"

    def before(m: re.Match[str]) -> str:
        change = one_number(m["by"]) * (1 if m["way"] == "增加" else -1)
        return f"{one_number(m['x']) - change:.2f}"

    return replaced(statement_prose(lines), lines, pattern, before)


@fault("last year")
def year_of_a_sentence(lines: list[str], rng: Random) -> Iterable[Fault]:
    year = year_of(lines)
    return replaced(
        statement_prose(lines),
        lines,
        rf"(?P<x>{year})\s*年度[^，。]{{2,30}}{AMOUNT}",
        lambda m: str(year - 1),
    )


@fault("last year")
def year_compared_with(lines: list[str], rng: Random) -> Iterable[Fault]:
    year = year_of(lines)
    return replaced(statement_prose(lines), lines, rf"与\s*(?P<x>{year - 1})\s*年", lambda m: str(year - 2))


@fault("last year")
def day_of_the_count(lines: list[str], rng: Random) -> Iterable[Fault]:
    year = year_of(lines)
    pattern = rf"截[至止]\s*(?P<x>{year})\s*年\s*12"
    return replaced(statement_prose(lines), lines, pattern, lambda m: str(year - 1))


@fault("last year")
def year_of_the_part(lines: list[str], rng: Random) -> Iterable[Fault]:
    year = year_of(lines)
    where = [i for i in range(20, len(lines)) if re.match(r"^\s*第[二三四](?:部分|章)", lines[i])]
    return replaced(where, lines, rf"(?P<x>{year})\s*年度", lambda m: str(year - 1))


@fault("direction")
def increase_for_decrease(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = rf"(?P<x>增加|减少)\s*{AMOUNT}\s*万元"
    return replaced(statement_prose(lines), lines, pattern, lambda m: "减少" if m["x"] == "增加" else "增加")


@fault("direction")
def growth_for_fall(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = rf"(?:增加|减少)\s*{AMOUNT}\s*万元[，。]?(?P<x>增长|下降)"
    return replaced(statement_prose(lines), lines, pattern, lambda m: "下降" if m["x"] == "增长" else "增长")


@fault("direction")
def more_for_less(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = "决算数?(?P<x>大于|小于|等于)(?:年初|全年)?预算"
    other = {"大于": "小于", "小于": "大于", "等于": "小于"}
    return replaced(statement_prose(lines), lines, pattern, lambda m: other[m["x"]])


@fault("names")
def another_department_in_a_sentence(lines: list[str], rng: Random) -> Iterable[Fault]:
    where = section(lines, "政府采购|机关运行|国有资产")
    return replaced(
        where, lines, r"(?:年度|日，?)(?P<x>[^，。0-9]{4,30}?)(?:机关运行|政府采购|共有)", lambda m: "某某区水务和湖泊局"
    )  # fmt: skip


@fault("names")
def letter_of_the_department(lines: list[str], rng: Random) -> Iterable[Fault]:
    return replaced(
        statement_prose(lines), lines, "[^，。]{2,12}(?P<x>街道办事处|人民政府办公室)(?=.{0,6}(?:政府采购|机关运行|共有))",
        lambda m: m["x"].replace("办事处", "事处").replace("办公室", "公室"),
    )  # fmt: skip


@fault("names")
def item_of_the_prose_renamed(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = r"[（(]款[）)](?P<x>[^（(）)，。]{4,20})[（(]项[）)]"
    return replaced(
        section(lines, "一般公共预算财政拨款支出决算"), lines, pattern, lambda m: "其他科学技术普及支出"
    )


@fault("counts")
def units_counted(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = "(?:共|内设机构|科室)\\s*(?P<x>[1-9][0-9]?)\\s*个[，,（(：:]?.{0,6}(?:包括|分别|本级|具体)"
    return replaced(range(body(lines)), lines, pattern, lambda m: str(int(m["x"]) + 1))


@fault("counts")
def vehicles_in_all(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = r"(?:共有)?车辆\s*(?P<x>[0-9]+)\s*辆[，,]其中"
    return replaced(statement_prose(lines), lines, pattern, lambda m: str(int(m["x"]) + 2))


@fault("counts")
def vehicles_of_a_kind(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = r"(?:用车|其他用车)\s*(?P<x>[0-9]+)\s*辆"
    return replaced(section(lines, "国有资产"), lines, pattern, lambda m: str(int(m["x"]) + 1))


@fault("counts")
def guests_without_money(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = r"接待[^。]{0,20}0\s*万元[^。]*?(?P<x>0)\s*(?:批次|个)"
    return replaced(section(lines, "三公”?经费"), lines, pattern, lambda m: "7")


@fault("counts")
def projects_counted(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = r"项目\s*(?P<x>[1-9][0-9]?)\s*个"
    return replaced(section(lines, "预算绩效"), lines, pattern, lambda m: str(int(m["x"]) + 3))


@fault("completeness")
def receptions_left_out(lines: list[str], rng: Random) -> Iterable[Fault]:
    found = [i for i in section(lines, "三公”?经费") if re.search("[3-5][.、．]?公务接待费|公务接待费.*批次", lines[i])]  # fmt: skip
    yield from (Fault({i: DROP}, ("公务接待",), gone=True) for i in found[-1:])


@fault("completeness")
def section_without_text(lines: list[str], rng: Random) -> Iterable[Fault]:
    for heading in ("机关运行经费", "国有资产"):
        where = [i for i in section(lines, heading) if lines[i].strip()]
        if 0 < len(where) < 9:
            yield Fault(dict.fromkeys(where, DROP), (heading,), gone=True)


@fault("completeness")
def number_of_a_heading_twice(lines: list[str], rng: Random) -> Iterable[Fault]:
    where = [i for i in statement_prose(lines) if len(lines[i]) < 40]
    return replaced(where, lines, r"^\s*(?P<x>[四七八])、", lambda m: {"四": "三", "七": "六", "八": "七"}[m["x"]])  # fmt: skip


@fault("contradictions")
def funds_denied(lines: list[str], rng: Random) -> Iterable[Fault]:
    """A sentence of the form, that there are no funds, over a statement that shows some."""
    where = section(lines, "政府性基金")
    yield from (
        Fault({i: "本部门当年无政府性基金预算财政拨款收入支出。"}, ("政府性基金",))
        for i in where
        if re.search(r"[1-9][0-9,]*\.[0-9]+\s*万元", lines[i])
    )


@fault("contradictions")
def nothing_yet_more(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = r"(?P<x>(?:决算)?(?:为|支出)\s*0\s*万元[，。；])"
    return replaced(
        section(lines, "三公”?经费"), lines, pattern, lambda m: f"{m['x'][:-1]}，比上年增加0万元，主要原因是业务增多{m['x'][-1]}"
    )  # fmt: skip


@fault("bounds")
def share_above_all(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = r"占[^，。0-9]{2,20}的?\s*(?P<x>[1-9][0-9]?(?:\.[0-9]+)?)\s*%"
    return replaced(statement_prose(lines), lines, pattern, lambda m: f"1{m['x']:0>2}")


@fault("bounds")
def rate_of_no_budget(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = rf"预算数?为\s*(?P<x>{AMOUNT})\s*万元，支出决算数?为?\s*{AMOUNT}\s*万元，完成"
    return replaced(statement_prose(lines), lines, pattern, lambda m: "0")


@fault("procurement")
def goods_works_and_services(lines: list[str], rng: Random) -> Iterable[Fault]:
    return replaced(section(lines, "政府采购"), lines, rf"支出总额\s*{MONEY}", lambda m: swapped(m["x"], rng))


@fault("procurement")
def small_firms_above_all(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = rf"中小企业合同金额\s*{MONEY}"
    return replaced(section(lines, "政府采购"), lines, pattern, lambda m: f"{one_number(m['x']) + 5000:.2f}")
