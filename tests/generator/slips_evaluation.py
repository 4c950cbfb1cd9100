"""Slips in the self-evaluation, in the contents list and among the terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from .slips import (
    AMOUNT,
    LOST,
    Slip,
    body,
    cells,
    figures,
    in_lines,
    number,
    prose,
    slip,
    swapped,
    with_cells,
)

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"


@slip("evaluation")
def executed_in_a_summary(lines: list[str], rng: Random) -> Iterator[Slip]:
    return figures(lines, prose(lines), rf"全年预算数?为.{{0,16}}执行数为\s*(?P<x>{AMOUNT})", rng)


@slip("evaluation")
def completion_in_a_summary(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = rf"执行数为\s*{_NUMBER}\s*万元[，,]\s*完成预算的?\s*(?P<x>{_NUMBER})\s*%"
    return in_lines(
        lines, prose(lines), pattern, lambda m: f"{number(m['x']) - 7:.1f}" if number(m["x"]) > 20 else None
    )


@slip("evaluation")
def budget_of_a_form(lines: list[str], rng: Random) -> Iterator[Slip]:
    for i in prose(lines):
        printed = cells(lines[i])
        at = [k for k, cell in enumerate(printed) if re.fullmatch(rf"\s*{AMOUNT}\s*(?:万元)?\s*", cell)]
        if re.search("资金总额|支出总额", lines[i]) and len(at) >= 2:
            amount = re.sub(r"\s|万元", "", printed[at[0]])
            new = swapped(amount, rng)
            yield with_cells(i, [*printed[: at[0]], new, *printed[at[0] + 1 :]], amount, new)


@slip("evaluation")
def rate_of_a_form(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = r"(?:资金总额|支出总额)\t.*\t\s*(?P<x>[0-9]{2,3}(?:\.[0-9]+)?)\s*%"
    return in_lines(lines, prose(lines), pattern, lambda m: f"{number(m['x']) - 8:g}")


@slip("evaluation")
def outcome_in_weaker_words(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = r"(?:有效提升|显著提升|有效改善|持续提升|有效保障)\t\s*(?P<x>有效|显著|持续)(?:提升|改善|保障)"
    return in_lines(lines, prose(lines), pattern, lambda m: "有限")


@slip("evaluation")
def outcome_left_blank(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = r"\t\s*[≥≤]?\s*[0-9.]+\s*(?:%|[\u4e00-\u9fff]{1,3})\t(?P<x>\s*[0-9.]+\s*(?:%|[\u4e00-\u9fff]{1,3}))\s*$"
    return in_lines(lines, prose(lines), pattern, lambda m: "")


@slip("evaluation")
def outcome_below_its_goal(lines: list[str], rng: Random) -> Iterator[Slip]:
    """A rate far below what was aimed at."""
    pattern = r"\t\s*≥\s*[0-9]{2}(?:\.[0-9]+)?\s*%\t\s*(?P<x>[0-9]{2,3}(?:\.[0-9]+)?)\s*%"
    return in_lines(lines, prose(lines), pattern, lambda m: "61")


@slip("evaluation")
def nothing_spent(lines: list[str], rng: Random) -> Iterator[Slip]:
    """A summary of a project that is said to have spent nothing."""
    pattern = rf"(?P<x>执行数为\s*{_NUMBER}\s*万元[，,]\s*完成预算的?\s*{_NUMBER}\s*%)"
    return in_lines(lines, prose(lines), pattern, lambda m: "执行数为0万元，完成预算的0%")


@slip("evaluation")
def form_dated_early(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = r"填报日期\s*[：:]\s*(?P<x>20[0-9]{2})\s*年"
    return in_lines(lines, prose(lines), pattern, lambda m: str(int(m["x"]) - 1))


@slip("evaluation")
def form_left_out(lines: list[str], rng: Random) -> Iterator[Slip]:
    starts = [
        i for i in prose(lines) if re.search(r"20[0-9]{2}年度?\S{2,40}项目(?:绩效)?自评表\s*$", lines[i])
    ]
    for i, following in pairwise(starts):
        if following - i > 12:
            yield Slip(dict.fromkeys(range(i, following), LOST), (lines[i][7:15],), gone=True)


@slip("evaluation")
def basic_of_the_overall_form(lines: list[str], rng: Random) -> Iterator[Slip]:
    return figures(lines, prose(lines), rf"项目支出总额[\t为]*\s*(?P<x>{AMOUNT})", rng)


@slip("evaluation")
def indicator_listed_twice(lines: list[str], rng: Random) -> Iterator[Slip]:
    """An indicator in the place of the next one."""
    pattern = re.compile(r"\t([^\t]{3,16})\t\s*[≥≤]?\s*[0-9.]+\s*(?:%|[\u4e00-\u9fff]{1,3})\t")
    found = [(i, m) for i in prose(lines) if (m := pattern.search(lines[i]))]
    for (i, above), (k, match) in pairwise(found):
        if k == i + 1:
            text = lines[k][: match.start(1)] + above[1] + lines[k][match.end(1) :]
            yield Slip({k: text}, (above[1],))


@slip("evaluation")
def unit_of_an_outcome(lines: list[str], rng: Random) -> Iterator[Slip]:
    """20场 aimed at, 21人 reached."""
    pattern = r"\t\s*[≥≤]?\s*[0-9.]+\s*(?P<u>户|个|场次|场|次|人|天|件|卷|期)\t\s*[0-9.]+\s*(?P<x>(?P=u))\s*$"
    return in_lines(lines, prose(lines), pattern, lambda m: "米" if m["x"] != "米" else "人")


@slip("evaluation")
def form_of_another_unit(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = r"单位名称\s*(?:[（(]盖章[）)])?\s*[：:]\s*\S*?(?P<x>[\u4e00-\u9fff]{2})街道办事处"
    return in_lines(lines, prose(lines), pattern, lambda m: "东湖")


@slip("completeness")
def entry_of_the_contents(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = (
        r"^\s*[一二三四五六七八九十]{1,3}、(?P<x>政府采购支出说明|国有资产占用情况说明|收入决算情况说明)"
    )
    return in_lines(lines, range(min(body(lines), 90)), pattern, lambda m: "其他重要事项说明")


@slip("completeness")
def number_of_a_statement(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = r"公开\s*0(?P<x>[2-8])\s*表"
    return in_lines(lines, range(body(lines)), pattern, lambda m: str(int(m["x"]) + 1))


@slip("names")
def term_cut(lines: list[str], rng: Random) -> Iterator[Slip]:
    """An explained item whose name is cut."""
    pattern = (
        r"^\s*(?:[（(])?[0-9]+[.、）)]\s*\S+[（(]款[）)]\s?(?P<x>[\u4e00-\u9fff]{6,})\s?[（(]项[）)]\s?[：:]"
    )
    return in_lines(lines, prose(lines), pattern, lambda m: m["x"][:-2])


@slip("names")
def term_of_an_unused_item(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = r"^\s*(?:[（(])?[0-9]+[.、）)]\s*(?P<x>\S+[（(]类[）)].{2,40}[（(]项[）)])\s?[：:]"
    return in_lines(lines, prose(lines), pattern, lambda m: "交通运输支出（类）铁路运输（款）铁路安全（项）")


@slip("names")
def department_misspelt(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = r"[\u4e00-\u9fff]{2}区人民政府(?P<x>[\u4e00-\u9fff])[\u4e00-\u9fff]{1,3}街道办事处"
    return in_lines(lines, prose(lines), pattern, lambda m: "沙" if m["x"] != "沙" else "河")


@slip("copies")
def outputs_of_the_project_above(lines: list[str], rng: Random) -> Iterator[Slip]:
    pattern = re.compile(r"主要产出和效[益果]是?[：:](.{30,}?)(?=发现的|下一步|$)")
    found = [(i, m) for i in prose(lines) if (m := pattern.search(lines[i]))]
    for (_, above), (i, match) in pairwise(found):
        if above[1] != match[1]:
            text = lines[i][: match.start(1)] + above[1] + lines[i][match.end(1) :]
            yield Slip({i: text}, (above[1][:10],))
