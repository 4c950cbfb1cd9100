"""Faults held apart from tuning that people make in forms of evaluation, and the dates of an account."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from random import Random

from apart_prose import replaced, year_of
from faults_apart import DROP, Fault, fault, one_number
from generator.slips import body, swapped

_GOAL = re.compile(r"^(?P<sign>[≥>]?)\s*(?P<x>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>[^0-9\s，。]{1,4})$")
_MONEY_ROW = "年度财政资金总额|部门整体 ?支出总额"


def form_rows(lines: list[str]) -> Iterator[tuple[int, list[str], list[int]]]:
    """Rows of indicators in tabs: index, cells, and the two last cells that are not blank (goal, outcome)."""
    for i in range(body(lines), len(lines)):
        cells = lines[i].split("\t")
        kept = [k for k, cell in enumerate(cells) if cell.strip()]
        if len(kept) > 2 and _GOAL.match(cells[kept[-2]].strip()) and _GOAL.match(cells[kept[-1]].strip()):
            yield i, cells, kept[-2:]


def money_rows(lines: list[str]) -> Iterator[tuple[int, list[str], list[int]]]:
    """Rows of the money of a form: index, cells, and the cells of budget, spending and rate."""
    for i in range(body(lines), len(lines)):
        cells = lines[i].split("\t")
        kept = [k for k, cell in enumerate(cells) if re.fullmatch(r"[0-9][0-9,.]*%?", cell.strip())]
        if re.search(_MONEY_ROW, lines[i]) and len(kept) >= 3 and "%" in cells[kept[2]]:
            yield i, cells, kept[:3]


def changed(index: int, cells: list[str], k: int, new: str) -> Fault:
    return Fault({index: "\t".join(new if c == k else cell for c, cell in enumerate(cells))}, (cells[k], new))


@fault("evaluation")
def goal_missed_in_silence(lines: list[str], rng: Random) -> Iterable[Fault]:
    """The outcome stands far below the goal; nothing in the form says so."""
    for i, cells, (goal, outcome) in form_rows(lines):
        wanted = _GOAL.match(cells[goal].strip())
        if wanted and one_number(wanted["x"]) > 5:
            yield changed(i, cells, outcome, f"{int(one_number(wanted['x']) * 0.6)}{wanted['unit']}")


@fault("evaluation")
def goal_in_words_missed(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i in range(body(lines), len(lines)):
        cells = lines[i].split("\t")
        kept = [k for k, cell in enumerate(cells) if cell.strip()]
        words = [k for k in kept if re.fullmatch("有效(?:提升|改善|促进|安置)", cells[k].strip())]
        if len(words) == 2:
            yield changed(i, cells, words[1], "未见明显变化")


@fault("evaluation")
def nothing_spent_all_reached(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i, cells, (_, spent, rate) in money_rows(lines):
        if one_number(cells[spent]) > 0 and "整体" not in lines[i]:
            row = {spent: "0", rate: "0%"}
            yield Fault({i: "\t".join(row.get(c, cell) for c, cell in enumerate(cells))}, ("0", cells[spent]))


@fault("evaluation")
def rate_of_a_form(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i, cells, (_, _, rate) in money_rows(lines):
        yield changed(i, cells, rate, "87.5%")


@fault("evaluation")
def money_of_a_form(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i, cells, (_, spent, _) in money_rows(lines):
        if one_number(cells[spent]) > 3:
            yield changed(i, cells, spent, swapped(cells[spent], rng))


@fault("evaluation")
def indicator_twice(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i, *_ in form_rows(lines):
        yield Fault({i: f"{lines[i]}\n{lines[i]}"}, ())


@fault("evaluation")
def satisfaction_above_all(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i, cells, (_, outcome) in form_rows(lines):
        if "满意" in lines[i] and "%" in cells[outcome]:
            yield changed(i, cells, outcome, "108%")


@fault("evaluation")
def score_above_all(lines: list[str], rng: Random) -> Iterable[Fault]:
    where = range(body(lines), len(lines))
    return replaced(
        where, lines, r"(?:得分|评分)[^0-9。]{0,6}(?P<x>[1-9][0-9](?:\.[0-9]+)?)\s*分?", lambda m: "119"
    )


@fault("evaluation")
def form_filled_in_too_early(lines: list[str], rng: Random) -> Iterable[Fault]:
    where, year = range(body(lines), len(lines)), year_of(lines)
    return replaced(where, lines, rf"填报日期[：:]?\s*(?P<x>{year + 1})", lambda m: str(year))


@fault("evaluation")
def form_of_another_project(lines: list[str], rng: Random) -> Iterable[Fault]:
    where = range(body(lines), len(lines))
    return replaced(where, lines, r"^项目名称\t(?P<x>[^\t]{4,40})", lambda m: "防汛抗旱物资储备经费")


@fault("dates")
def day_that_is_none(lines: list[str], rng: Random) -> Iterable[Fault]:
    where = [i for i, line in enumerate(lines) if len(line) < 40 or "截" in line]
    return replaced(where, lines, r"20[12][0-9]\s*年\s*[0-9]+\s*月\s*(?P<x>[0-9]+)\s*日", lambda m: "38")


@fault("dates")
def published_before_the_year_ended(lines: list[str], rng: Random) -> Iterable[Fault]:
    year = year_of(lines)
    return replaced(range(12), lines, rf"^\s*(?P<x>{year + 1})\s*年\s*[0-9]+\s*月", lambda m: str(year))


@fault("last year")
def year_of_a_form(lines: list[str], rng: Random) -> Iterable[Fault]:
    year = year_of(lines)
    where = [
        i for i in range(body(lines), len(lines)) if re.search("自评表", lines[i]) and len(lines[i]) < 60
    ]
    return replaced(where, lines, rf"(?P<x>{year})\s*年度", lambda m: str(year - 1))


@fault("names")
def form_of_another_department(lines: list[str], rng: Random) -> Iterable[Fault]:
    where = range(body(lines), len(lines))
    return replaced(where, lines, r"^单位名称[：:\t]\s*(?P<x>[^\t]{4,40})$", lambda m: "某某区水务和湖泊局")


@fault("counts")
def form_lost(lines: list[str], rng: Random) -> Iterable[Fault]:
    """One form of several left out, from its title to the next."""
    heads = [
        i
        for i in range(body(lines), len(lines))
        if re.search("项目.{0,6}自评表", lines[i]) and len(lines[i]) < 60
    ]
    for i, k in itertools.pairwise(heads):
        if 8 < k - i < 60:
            yield Fault(dict.fromkeys(range(i, k), DROP), (lines[i].strip(), "自评表", "项目"), gone=True)
