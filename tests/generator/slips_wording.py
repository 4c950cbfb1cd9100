"""Slips in the wording of 情况说明: units, years, names, leftovers, copies, sections and reasons left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from .slips import AMOUNT, LOST, Slip, figures, in_lines, prose, section, slip

_ITEM = r"(?:[（(]项[）)]).{0,12}年初预算"


@slip("units")
def unit_left_out(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = rf"支出决算数?为\s*{AMOUNT}\s*(?P<x>万元)(?=[，,])"
    return in_lines(lines, prose(lines), pattern, lambda m: "")


@slip("units")
def unit_cut(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = rf"{AMOUNT}\s*万(?P<x>元)(?=[，,。])"
    return in_lines(lines, section(lines, "(?:三公|基本支出决算|机关运行)"), pattern, lambda m: "")


@slip("units")
def yuan_of_an_item(lines: list[str], rng: Random) -> Iterator[Slip]:
    return in_lines(lines, prose(lines), rf"支出决算数?为\s*{AMOUNT}\s*(?P<x>万元)", lambda m: "元")


@slip("units")
def point_left_out(lines: list[str], rng: Random) -> Iterator[Slip]:
    """1668.05 printed as 166805."""
    pattern = rf"(?:人员经费|公用经费|基本支出|项目支出)\s*(?P<x>{AMOUNT})\s*万元"
    return in_lines(lines, prose(lines), pattern, lambda m: m["x"].replace(".", ""))


@slip("years")
def year_compared_with(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = r"[与比]\s*(?P<x>20[0-9]{2})\s*年"
    return in_lines(lines, prose(lines), pattern, lambda m: str(int(m["x"]) - 1))


@slip("years")
def end_of_another_year(lines: list[str], rng: Random) -> Iterator[Slip]:
    return in_lines(
        lines, prose(lines), r"截至\s*(?P<x>20[0-9]{2})\s*年\s*12", lambda m: str(int(m["x"]) - 1)
    )


@slip("names")
def item_misspelt(lines: list[str], rng: Random) -> Iterator[Slip]:
    wrong = {"行政运行": "行政运作", "住房公积金": "住房公集金", "公务员医疗补助": "公务员医疗补肋"}
    pattern = rf"[）)]\s*(?P<x>{'|'.join(wrong)})\s?[（(]项[）)].{{0,12}}年初"
    return in_lines(lines, prose(lines), pattern, lambda m: wrong[m["x"]])


@slip("names")
def item_of_another_class(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = rf"(?P<x>卫生健康支出|住房保障支出|城乡社区支出|农林水支出)\s?[（(]类[）)].*{_ITEM}"
    return in_lines(lines, prose(lines), pattern, lambda m: "教育支出")


@slip("names")
def class_of_the_structure_renamed(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = (
        r"[0-9][.、]\s*(?P<x>卫生健康|住房保障|城乡社区|农林水|社会保障和就业)(?:支出)?\s?[（(]类[）)]\s?支出"
    )
    return in_lines(lines, prose(lines), pattern, lambda m: "交通运输")


@slip("residue")
def crosses(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = rf"(?:增加|减少)\s*(?P<x>{AMOUNT})\s*万元"
    return in_lines(lines, prose(lines), pattern, lambda m: "XX")


@slip("residue")
def instruction(lines: list[str], rng: Random) -> Iterator[Slip]:
    for words in ("机关运行", "国有资产", "政府采购"):
        for i in section(lines, words):
            if len(lines[i]) > 20:
                yield Slip({i: lines[i] + "（此处填写本部门情况，没有的请删除）"}, ("请删除", "此处填写"))


@slip("residue")
def both_choices(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = r"决算数?(?P<x>大于|小于)(?:年初|全年)?预算"
    return in_lines(lines, prose(lines), pattern, lambda m: "大于（小于）")


@slip("residue")
def left_for_later(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = r"主要原因[：:是]?(?P<x>[^。，；]{6,})。"
    return in_lines(lines, prose(lines), pattern, lambda m: "（略）")


@slip("copies")
def reason_of_the_item_above(lines: list[str], rng: Random) -> Iterator[Slip]:
    """The reason of one item printed under the next."""
    pattern = re.compile(rf"{_ITEM}.*主要原因[：:是]*([^。]{{12,}})。")
    found = [(i, m) for i in prose(lines) if (m := pattern.search(lines[i])) and len(lines[i]) < 400]
    for (_, above), (i, match) in pairwise(found):
        if above[1] != match[1]:
            text = lines[i][: match.start(1)] + above[1] + lines[i][match.end(1) :]
            yield Slip({i: text}, (above[1][:12],))


@slip("copies")
def paragraph_twice(lines: list[str], rng: Random) -> Iterator[Slip]:
    """A paragraph in the place of the next one too."""
    where = [i for i in section(lines, "(?:机关运行|政府采购|国有资产)") if len(lines[i]) > 40]
    for i in where:
        if not lines[i + 1].strip():
            yield Slip({i + 1: lines[i]}, (lines[i][:12],))


@slip("copies")
def sentence_twice(lines: list[str], rng: Random) -> Iterator[Slip]:
    for words in ("机关运行", "国有资产", "三公"):
        for i in section(lines, words):
            found = re.search(r"[^。；]{14,80}。", lines[i])
            if found:
                text = lines[i][: found.end()] + found.group() + lines[i][found.end() :]
                yield Slip({i: text}, (found.group()[:12],))


@slip("wording")
def full_stop_twice(lines: list[str], rng: Random) -> Iterator[Slip]:
    return in_lines(lines, prose(lines), r"[\u4e00-\u9fff](?P<x>，)[\u4e00-\u9fff]", lambda m: "，，")


@slip("wording")
def bracket_lost(lines: list[str], rng: Random) -> Iterator[Slip]:
    return in_lines(
        lines, section(lines, "(?:三公|国有资产)"), r"(?:含|境|更新|省)(?P<x>[）)])", lambda m: ""
    )


@slip("completeness")
def section_without_text(lines: list[str], rng: Random) -> Iterator[Slip]:
    for words in ("机关运行", "国有资产", "政府采购支出"):
        where = section(lines, words)
        if 0 < len(where) < 12:
            yield Slip(dict.fromkeys(where, LOST), (words[:4],), gone=True)


@slip("completeness")
def reason_left_out(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = (
        rf"{_ITEM}.*?(?P<x>[，,。]?\s*支出决算数(?:大于|小于)年初预算数的主要原因[：:是]*[^。]{{4,}})。\s*$"
    )
    return in_lines(lines, prose(lines), pattern, lambda m: "")


@slip("money in prose")
def money_evaluated(lines: list[str], rng: Random) -> Iterator[Slip]:
    return figures(lines, prose(lines), rf"共涉及项目\s*[0-9]+\s*个[，,]\s*资金\s*(?P<x>{AMOUNT})", rng)


@slip("money in prose")
def money_of_the_whole(lines: list[str], rng: Random) -> Iterator[Slip]:
    return figures(lines, prose(lines), rf"整体支出绩效自评[，,](?:涉及)?资金\s*(?P<x>{AMOUNT})", rng)
