"""Faults held apart from tuning that people make in the statements, their titles, notes, units and contents list."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from random import Random

from faults_apart import DROP, Fault, fault, one_number
from generator.slips import AMOUNT, body, in_lines, swapped, tables

_CODE = re.compile(r"^(?:2[0-9]{2}|2[0-9]{4}|2[0-9]{6})$")
_MONEY = re.compile(rf"^-?{AMOUNT}$|^[1-9][0-9]*$")
TITLE = r"^[一二三四五六七八九]?、?(?:.{0,40}年度)?[^。，;；\t]{0,24}决算(?:明细)?(?:总)?(?:情况)?表\s*$"


def rows(lines: list[str]) -> Iterator[tuple[int, list[str], list[int]]]:
    """The rows of items in tabs: index, cells, and which cells are money."""
    for i in tables(lines):
        cells = lines[i].split("\t")
        if len(cells) > 3 and _CODE.match("".join(cells[:3]).strip()[:7]):
            yield i, cells, [k for k, cell in enumerate(cells) if k > 1 and _MONEY.match(cell.strip())]


def total_rows(lines: list[str]) -> Iterator[tuple[int, list[str], list[int]]]:
    """The rows of 合计 in statements of items."""
    for i in tables(lines):
        cells = lines[i].split("\t")
        if len(cells) > 3 and "合计" in (cells[0].strip(), cells[1].strip()):
            yield i, cells, [k for k, cell in enumerate(cells) if re.match(rf"^{AMOUNT}$", cell.strip())]


def put(index: int, cells: list[str], changed: dict[int, str]) -> Fault:
    """A row with other cells; a finding may name what was or what is printed."""
    said = tuple(s for k, new in changed.items() for s in (cells[k].strip(), new.strip()) if s)
    return Fault({index: "\t".join(changed.get(k, cell) for k, cell in enumerate(cells))}, said)


def titles(lines: list[str]) -> list[int]:
    """The lines that are titles of statements, outside the contents list."""
    found = [i for i in tables(lines) if re.match(TITLE, lines[i])]
    return [i for i in found if any("\t" in line for line in lines[i + 1 : i + 9])]


@fault("digits")
def digits_in_an_item(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i, cells, money in rows(lines):
        if money:
            k = rng.choice(money)
            yield put(i, cells, {k: swapped(cells[k], rng)})


@fault("digits")
def digits_in_the_total(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i, cells, money in total_rows(lines):
        if money:
            k = rng.choice(money)
            yield put(i, cells, {k: swapped(cells[k], rng)})


@fault("digits")
def point_one_place_off(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i, cells, money in rows(lines):
        for k in money[:1]:
            if re.fullmatch(r"[1-9][0-9]{1,3}\.[0-9]{1,2}", cells[k]):
                yield put(i, cells, {k: f"{one_number(cells[k]) / 10:.2f}"})


@fault("digits")
def digit_left_out(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i, cells, money in rows(lines):
        for k in money[-1:]:
            if re.fullmatch(r"[1-9][0-9]{2,3}\.[0-9]{1,2}", cells[k]):
                yield put(i, cells, {k: cells[k][1:].lstrip("0")})


@fault("digits")
def total_of_revenue_and_spending(lines: list[str], rng: Random) -> Iterable[Fault]:
    """A total of the statement of both sides typed wrong on one side."""
    for i in tables(lines):
        cells = lines[i].split("\t")
        if cells[0].strip() in ("总计", "本年收入合计") and len(cells) > 4 and re.match(AMOUNT, cells[2]):
            yield put(i, cells, {2: swapped(cells[2], rng)})


@fault("digits")
def economic_item(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i in tables(lines):
        if re.match(r"^30 ?[123]?[0-9]?[0-9]{0,2}\t", lines[i]):
            cells = lines[i].split("\t")
            for k in (2, 5):
                if k < len(cells) and re.fullmatch(AMOUNT, cells[k]) and one_number(cells[k]) > 1:
                    yield put(i, cells, {k: swapped(cells[k], rng)})


@fault("rows")
def item_row_dropped(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i, cells, money in rows(lines):
        if money and one_number(cells[money[0]]) > 1:
            name = next((c for c in cells if len(c) > 2 and not c[0].isdigit()), "")
            yield Fault({i: DROP}, (name.strip(), cells[money[0]], "".join(cells[:3]).strip()[:7]), gone=True)


@fault("rows")
def item_row_twice(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i, cells, money in rows(lines):
        if money and one_number(cells[money[0]]) > 1:
            yield Fault({i: f"{lines[i]}\n{lines[i]}"}, ())


@fault("rows")
def amounts_of_two_rows_exchanged(lines: list[str], rng: Random) -> Iterable[Fault]:
    found = list(rows(lines))
    for (i, a, money), (k, b, others) in itertools.pairwise(found):
        apart = money and money == others and a[money[0]] != b[money[0]]
        if apart and k == i + 1 and abs(one_number(a[money[0]]) - one_number(b[money[0]])) > 1:
            x, y = list(a), list(b)
            for c in money:
                x[c], y[c] = b[c], a[c]
            yield Fault({i: "\t".join(x), k: "\t".join(y)}, ())


@fault("columns")
def figure_in_the_next_column(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i, cells, money in rows(lines):
        last = money[-1] if money else 0
        if len(money) == 2 and last + 1 < len(cells) and not cells[last + 1].strip():
            yield put(i, cells, {last: "", last + 1: cells[last]})


@fault("columns")
def basic_and_project_exchanged(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i, cells, money in (*rows(lines), *total_rows(lines)):
        if len(money) == 3 and money[2] == money[1] + 1 and cells[money[1]] != cells[money[2]]:
            yield put(i, cells, {money[1]: cells[money[2]], money[2]: cells[money[1]]})


@fault("units")
def unit_of_a_statement(lines: list[str], rng: Random) -> Iterable[Fault]:
    return in_lines(lines, tables(lines), "单位：(?P<x>万元)", lambda m: "元")


@fault("units")
def unit_of_every_cell_of_a_row(lines: list[str], rng: Random) -> Iterable[Fault]:
    """One row copied in 元 from the ledger into a statement in 万元."""
    for i, cells, money in rows(lines):
        if money and one_number(cells[money[0]]) > 1 and "." in cells[money[0]]:
            yield put(i, cells, {k: f"{one_number(cells[k]) * 10000:.2f}" for k in money})


@fault("titles")
def number_of_a_statement_twice(lines: list[str], rng: Random) -> Iterable[Fault]:
    return in_lines(lines, tables(lines), r"公开0?(?P<x>[2-9])\s*表", lambda m: str(int(m["x"]) - 1))


@fault("titles")
def title_of_another_statement(lines: list[str], rng: Random) -> Iterable[Fault]:
    found = titles(lines)
    for i, k in itertools.pairwise(found):
        if lines[i].strip() != lines[k].strip():
            yield Fault({k: lines[i]}, (lines[i].strip(), lines[k].strip()))


@fault("titles")
def word_of_a_title_left_out(lines: list[str], rng: Random) -> Iterable[Fault]:
    return in_lines(lines, titles(lines), "一般公共预算财政拨款(?P<x>基本)支出", lambda m: "")


@fault("titles")
def year_of_a_title(lines: list[str], rng: Random) -> Iterable[Fault]:
    where = [i for i in tables(lines) if i > 20 and len(lines[i]) < 70]
    return in_lines(lines, where, r"(?P<x>20[12][0-9])年度", lambda m: str(int(m["x"]) - 1))


@fault("completeness")
def note_of_an_empty_statement(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i in tables(lines):
        if re.search("(?:无数据|为空|空表|没有.{2,40}支出)", lines[i]) and "\t" not in lines[i].strip():
            yield Fault({i: DROP}, ("说明", "空表", "无数据"), gone=True)


@fault("completeness")
def line_of_the_contents_left_out(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i in range(5, min(70, body(lines))):
        entry = re.match(r"^\s*[一二三四五六七八九十]{1,3}、([^.…0-9\t]{6,40})", lines[i])
        name = entry[1].strip() if entry else ""
        if name and sum(name in line for line in lines) > 1 and "第三部分" in "".join(lines[:i]):
            yield Fault({i: DROP}, (name,), gone=True)


@fault("completeness")
def line_of_the_contents_renamed(lines: list[str], rng: Random) -> Iterable[Fault]:
    where = range(5, min(70, body(lines)))
    return in_lines(lines, where, "(?P<x>政府采购|国有资产占用|机关运行经费)", lambda m: "财政专户管理资金")


@fault("names")
def another_department_over_a_statement(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = (
        r"(?:部门|单位|编制单位)：(?:[^\t]{2,12}[市区县])?(?P<x>[^\t\s]{3,24}?(?:办事处|办公室|局|委员会))"
    )
    return in_lines(lines, tables(lines), pattern, lambda m: "区水务和湖泊局")


@fault("names")
def code_typed_wrong(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i, cells, money in rows(lines):
        code = cells[0].strip()
        if money and len(code) == 7 and code[-1] != code[-2] and code[5:] not in ("01", "99"):
            yield put(i, cells, {0: code[:5] + code[6] + code[5]})


@fault("names")
def name_of_the_row_above(lines: list[str], rng: Random) -> Iterable[Fault]:
    found = list(rows(lines))
    for (_, a, _), (k, b, money) in itertools.pairwise(found):
        if money and len(a) == len(b) and not a[1][:1].isdigit() and a[1] != b[1] and len(b[0].strip()) == 7:
            yield put(k, b, {1: a[1]})


@fault("names")
def letter_of_an_item(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i, cells, _ in rows(lines):
        if len(cells[1]) > 6 and not cells[1][:1].isdigit():
            k = rng.randrange(1, len(cells[1]) - 2)
            yield put(i, cells, {1: cells[1][:k] + cells[1][k + 1 :]})


@fault("bounds")
def cell_below_zero(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i, cells, money in rows(lines):
        if money:
            yield put(i, cells, {money[-1]: f"-{cells[money[-1]]}"})
