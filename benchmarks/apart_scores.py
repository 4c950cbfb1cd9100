"""Faults in the self-evaluation, second set: money, rates, weights, scores, targets and outcomes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from random import Random

from apart_places import FIGURE as N
from apart_places import Form, changed, exchanged, forms, like, put, swapped, value, year_of
from faults_apart import SECOND, Fault, fault

AMOUNT = re.compile(rf"{N}(?:万元)?")
RATE = re.compile(rf"{N}%")


def _bare(cell: str) -> str:
    return re.sub(r"\s|万元|%", "", cell)


def _money(lines: list[str]) -> Iterator[tuple[Form, int, list[int], int]]:
    """The row of money of each form: its form and line, where its amounts stand, and where the rate."""
    for form in forms(lines):
        index = form.row("年度财政资金总额|年度资金总额|部门整体支出总额")
        if index is None:
            continue
        row = form.rows[index]
        rate = next((k for k, c in enumerate(row) if RATE.fullmatch(c.strip())), None)
        amounts = [k for k, c in enumerate(row) if AMOUNT.fullmatch(re.sub(r"\s", "", c))]
        amounts = [k for k in amounts if rate is not None and k < rate]
        decimals = [k for k in amounts if "." in row[k]]
        money = decimals if len(decimals) > 1 else amounts
        if rate is not None and (len(decimals) > 1 or len(amounts) == 2):
            yield form, index, money, rate


def _cell(lines: list[str], index: int, at: int, new: str) -> Fault:
    return Fault({index: put(lines[index], {at: new})}, (new,))


@fault("evaluation", SECOND)
def spent_more_than_there_was(lines: list[str], rng: Random) -> Iterator[Fault]:
    """The money spent is above the year's budget, and so is the rate."""
    for form, index, money, rate in _money(lines):
        row = form.rows[index]
        budget = value(_bare(row[money[-2]]))
        if "." not in _bare(row[money[-1]]) or budget < 1:
            continue
        spent = like(budget * 1.23, _bare(row[money[-1]]))
        new = {money[-1]: row[money[-1]].strip().replace(_bare(row[money[-1]]), spent)}
        new[rate] = f"{100 * value(spent) / budget:.2f}%"
        yield Fault({index: put(lines[index], new)}, (spent, new[rate]))


@fault("evaluation", SECOND)
def form_money_digits(lines: list[str], rng: Random) -> Iterator[Fault]:
    for form, index, money, _ in _money(lines):
        old = _bare(form.rows[index][money[-1]])
        if new := swapped(old, rng):
            yield _cell(lines, index, money[-1], form.rows[index][money[-1]].strip().replace(old, new))


@fault("evaluation", SECOND)
def form_rate_point_moved(lines: list[str], rng: Random) -> Iterator[Fault]:
    for form, index, _, rate in _money(lines):
        old = form.rows[index][rate].strip()
        yield _cell(lines, index, rate, like(value(_bare(old)) / 10, "0.00") + "%")


@fault("evaluation", SECOND)
def form_rate_upside_down(lines: list[str], rng: Random) -> Iterator[Fault]:
    for form, index, money, rate in _money(lines):
        row = form.rows[index]
        budget, spent = (value(_bare(row[k])) for k in money[-2:])
        if spent and budget and abs(budget / spent - 1) > 0.02:
            yield _cell(lines, index, rate, f"{100 * budget / spent:.2f}%")


@fault("evaluation", SECOND)
def nothing_spent_all_met(lines: list[str], rng: Random) -> Iterator[Fault]:
    for form, index, money, rate in _money(lines):
        old = form.rows[index][money[-1]].strip()
        if len(list(form.indicators())) > 1:
            new = {money[-1]: old.replace(_bare(old), "0"), rate: "0%"}
            yield Fault({index: put(lines[index], new)}, ("0%",))


@fault("evaluation", SECOND)
def summary_spent_more_than_there_was(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = rf"全年预算数?为?(?P<b>{N})万元，执行数为?(?P<x>{N})万元"
    return changed(lines, pattern, lambda m: like(value(m["b"]) * 1.3, m["x"]) if value(m["b"]) > 1 else None)


@fault("evaluation", SECOND)
def summary_amounts_exchanged(lines: list[str], rng: Random) -> Iterator[Fault]:
    return exchanged(lines, rf"全年预算数?为?(?P<x>{N})万元，执行数为?(?P<y>{N})万元")


@fault("evaluation", SECOND)
def summary_rate_of_another_project(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = rf"执行数为?{N}万元，(?:完成预算的?|执行率)(?P<x>{N})%"
    return changed(lines, pattern, lambda m: like(max(value(m["x"]) - 13.4, 1), "0.00"))


@fault("evaluation", SECOND)
def target_missed_without_a_word(lines: list[str], rng: Random) -> Iterator[Fault]:
    """An outcome falls below its target, and the form knows of no deviation."""
    for form in forms(lines):
        reason = form.row("偏差大或")
        if reason is None or not re.search(
            r"[\t|]\s*(?:无|[^\t|]*未出现[^\t|]*)\s*(?:[\t|]|$)", lines[reason]
        ):
            continue
        for index, target, outcome in form.indicators():
            goal = re.fullmatch(r"(?:≥|不少于)?(\d+)([^\d%]{0,6}|%)", form.rows[index][target].strip())
            if goal and int(goal[1]) > 3:
                yield _cell(lines, index, outcome, f"{int(goal[1]) * 7 // 10}{goal[2]}")


@fault("evaluation", SECOND)
def outcome_in_words_below_the_target(lines: list[str], rng: Random) -> Iterator[Fault]:
    for form in forms(lines):
        for index, target, outcome in form.indicators():
            goal, done = form.rows[index][target].strip(), form.rows[index][outcome].strip()
            worse = {
                "有效提升": "未提升",
                "完成": "未完成",
                "及时完成": "未及时完成",
                "不发生": "发生1起",
                "显著提高": "略有下降",
            }
            if goal in worse and done != worse[goal]:
                yield _cell(lines, index, outcome, worse[goal])


@fault("evaluation", SECOND)
def outcome_in_another_unit(lines: list[str], rng: Random) -> Iterator[Fault]:
    for form in forms(lines):
        for index, target, outcome in form.indicators():
            goal = re.fullmatch(r"(?:≥|不少于)?\d+(人次|件|户|场|家|个|次)", form.rows[index][target].strip())
            done = form.rows[index][outcome].strip()
            if goal and done.endswith(goal[1]):
                other = {
                    "人次": "万元",
                    "件": "公里",
                    "户": "平方米",
                    "场": "%",
                    "家": "公里",
                    "个": "%",
                    "次": "平方米",
                }
                yield _cell(lines, index, outcome, done.removesuffix(goal[1]) + other[goal[1]])


@fault("evaluation", SECOND)
def share_of_people_above_all(lines: list[str], rng: Random) -> Iterator[Fault]:
    for form in forms(lines):
        for index, _, outcome in form.indicators():
            row = form.rows[index]
            if re.search("满意度|合格率|达标率|及时率", "".join(row)) and re.fullmatch(
                r"\d\d%", row[outcome].strip()
            ):
                yield _cell(lines, index, outcome, "1" + row[outcome].strip())


@fault("evaluation", SECOND)
def indicator_typed_twice(lines: list[str], rng: Random) -> Iterator[Fault]:
    for form in forms(lines):
        for index, _, _ in form.indicators():
            yield Fault({index: f"{lines[index]}\n{lines[index]}"})


@fault("evaluation", SECOND)
def target_left_blank(lines: list[str], rng: Random) -> Iterator[Fault]:
    for form in forms(lines):
        for index, target, _ in form.indicators():
            yield _cell(lines, index, target, "")


@fault("evaluation", SECOND)
def outcome_left_blank(lines: list[str], rng: Random) -> Iterator[Fault]:
    for form in forms(lines):
        for index, _, outcome in form.indicators():
            yield _cell(lines, index, outcome, "")


def _scored(lines: list[str]) -> Iterator[tuple[Form, int, int, int]]:
    """Each row of a form that has a weight and a score: its line, and where the two stand."""
    for form in forms(lines):
        for index, row in form.rows.items():
            tail = [k for k, c in enumerate(row) if re.fullmatch(r"\d+", c.strip())]
            if (
                any("分值" in "".join(r) for r in form.rows.values())
                and len(tail) >= 2
                and (tail[-1] - tail[-2] == 1 or "资金总额" in "".join(row))
            ):
                yield form, index, tail[-2], tail[-1]


@fault("evaluation", SECOND)
def score_above_its_weight(lines: list[str], rng: Random) -> Iterator[Fault]:
    for form, index, weight, score in _scored(lines):
        if "总分" not in "".join(form.rows[index]):
            yield _cell(lines, index, score, like(value(form.rows[index][weight].strip()) + 5, "0"))


@fault("evaluation", SECOND)
def score_lowered_total_left(lines: list[str], rng: Random) -> Iterator[Fault]:
    for form, index, _, score in _scored(lines):
        old = value(form.rows[index][score].strip())
        if "总分" not in "".join(form.rows[index]) and old > 6:
            yield _cell(lines, index, score, like(old - 6, "0"))


@fault("evaluation", SECOND)
def weights_do_not_make_a_hundred(lines: list[str], rng: Random) -> Iterator[Fault]:
    for form, index, weight, score in _scored(lines):
        old = form.rows[index][weight].strip()
        if "总分" not in "".join(form.rows[index]) and value(old) > 10:
            new = like(value(old) + 15, "0")
            yield Fault({index: put(lines[index], {weight: new, score: new})}, (new,))


@fault("evaluation", SECOND)
def total_score_digits(lines: list[str], rng: Random) -> Iterator[Fault]:
    for form, index, _, score in _scored(lines):
        if "总分" in "".join(form.rows[index]):
            yield _cell(lines, index, score, "97")


@fault("evaluation", SECOND)
def full_score_for_a_missed_rate(lines: list[str], rng: Random) -> Iterator[Fault]:
    """The money was spent by half, the rate says so, the score is the whole weight."""
    for form, index, money, rate in _money(lines):
        row = form.rows[index]
        if len(row) > rate + 1 and re.fullmatch("10|20", row[rate + 1].strip()) and "." in row[money[0]]:
            spent = max((k for k in money if "." in row[k]), default=money[0])
            new = {spent: like(value(_bare(row[spent])) * 0.5, _bare(row[spent])), rate: "50%"}
            yield Fault({index: put(lines[index], new)}, ("50%", new[spent]))


@fault("evaluation", SECOND)
def score_above_a_hundred(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(
        lines, r"(?:自评得分|综合评分|评价得分)[：为]?(?P<x>\d\d(?:\.\d+)?)分", lambda m: "1" + m["x"]
    )


@fault("evaluation", SECOND)
def filled_in_before_the_year_ended(lines: list[str], rng: Random) -> Iterator[Fault]:
    year = year_of(lines)
    pattern = rf"填报日期：?(?P<x>{year + 1})[年.]"
    return changed(lines, pattern, lambda m: str(year))


@fault("evaluation", SECOND)
def basic_spending_of_the_form_digits(lines: list[str], rng: Random) -> Iterator[Fault]:
    for form in forms(lines):
        index = form.row("基本支出总额")
        if index is not None:
            for at, cell in enumerate(form.rows[index]):
                old = _bare(cell)
                if AMOUNT.fullmatch(old) and "." in old and (new := swapped(old, rng)):
                    yield _cell(lines, index, at, cell.strip().replace(old, new))


@fault("evaluation", SECOND)
def two_kinds_ticked(lines: list[str], rng: Random) -> Iterator[Fault]:
    for index, line in enumerate(lines):
        if "持续性项目" in line and line.count("☑") == 1 and line.count("□") == 1:
            yield Fault({index: line.replace("□", "☑")})


@fault("evaluation", SECOND)
def form_of_another_project(lines: list[str], rng: Random) -> Iterator[Fault]:
    """The project named in a form is not the one of its heading."""
    made = forms(lines)
    for form, other in itertools.pairwise(made):
        index, source = form.row("项目名称"), other.row("项目名称")
        if index is None or source is None:
            continue
        at = [k for k, c in enumerate(form.rows[index]) if c.strip()][-1]
        name = [c.strip() for c in other.rows[source] if c.strip()][-1]
        if not name.startswith("项目名称") and name != form.rows[index][at].strip():
            yield _cell(lines, index, at, name)
