"""Faults of names and codes, and what was copied from elsewhere, second set."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from random import Random

from apart_places import Prose, changed, is_row, put, tables, year_of
from faults_apart import SECOND, Fault, fault


@fault("names", SECOND)
def code_digits_exchanged(lines: list[str], rng: Random) -> Iterator[Fault]:
    for number, table in tables(lines).items():
        if number not in (2, 3, 5):
            continue
        for index in table.items():
            at = next((k for k, c in enumerate(table.rows[index]) if re.fullmatch(r"\d{7}", c.strip())), None)
            code = table.code(index)
            other = code[:-4] + code[-3] + code[-4] + code[-2:]
            if at is not None and other != code and not any(other in line for line in lines):
                yield Fault({index: put(lines[index], {at: other})}, (other, code))


@fault("names", SECOND)
def name_of_the_next_item(lines: list[str], rng: Random) -> Iterator[Fault]:
    for number, table in tables(lines).items():
        items = table.items() if number in (2, 3, 5) else []
        for index, after in itertools.pairwise(items):
            at, name = _name(table.rows[index])
            _, other = _name(table.rows[after])
            if name and other and name != other:
                yield Fault({index: put(lines[index], {at: other})}, (other, name))


def _name(row: list[str]) -> tuple[int, str]:
    return next(((k, c.strip()) for k, c in enumerate(row) if re.search("[一-鿿]{2}", c)), (-1, ""))


@fault("names", SECOND)
def name_left_blank(lines: list[str], rng: Random) -> Iterator[Fault]:
    for number, table in tables(lines).items():
        for index in table.items() if number in (2, 3, 5) else []:
            at, name = _name(table.rows[index])
            if name:
                yield Fault({index: put(lines[index], {at: ""})}, (name, table.code(index)))


@fault("names", SECOND)
def economic_code_of_the_next(lines: list[str], rng: Random) -> Iterator[Fault]:
    for number, table in tables(lines).items():
        order = list(table.rows) if number == 6 else []
        for index, below in itertools.pairwise(order):
            for at, cell in enumerate(table.rows[index]):
                row = table.rows[below]
                if re.fullmatch(r"30[123] ?\d\d", cell.strip()) and len(row) > at:
                    other = row[at].strip()
                    if re.fullmatch(r"30[123] ?\d\d", other):
                        yield Fault({index: put(lines[index], {at: other})}, (other,))


@fault("names", SECOND)
def class_that_is_not_called_so_any_more(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, r"(?P<x>卫生健康)(?:支出)?（类）", lambda m: "医疗卫生与计划生育")


@fault("names", SECOND)
def item_that_is_not_called_so_any_more(lines: list[str], rng: Random) -> Iterator[Fault]:
    old = {"行政单位离退休": "归口管理的行政单位离退休", "基层政权建设和社区治理": "基层政权和社区建设"}
    pattern = r"（款）(?P<x>行政单位离退休|基层政权建设和社区治理)（项）[。：]"
    if year_of(lines) > 2020:
        yield from changed(lines, pattern, lambda m: old[m["x"]])


@fault("names", SECOND)
def group_of_another_class(lines: list[str], rng: Random) -> Iterator[Fault]:
    """In the prose an item stands under the group of the item before it."""
    pattern = r"（类）(?P<a>[^（）。\n]{2,20})（款）[^（）。\n]{2,30}（项）[^\n]{10,200}?（类）(?P<x>[^（）。\n]{2,20})（款）"
    return changed(lines, pattern, lambda m: m["a"])


@fault("names", SECOND)
def class_name_with_a_wrong_word(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, r"(?P<x>社会保障和就业)(?:支出)?（类）", lambda m: "社会保障与就业")


@fault("names", SECOND)
def project_name_cut_in_its_summary(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = r"\d{1,2}[、.](?P<x>[^\d。\n、“”][^。\n、“”]{5,29}?经费)(?:项目)?绩效自评综述"
    whole = re.sub(r"\s", "", "".join(lines))
    return changed(lines, pattern, lambda m: m["x"][2:] if whole.count(m["x"]) > 1 else None)


def _body(lines: list[str]) -> str:
    found = re.findall(
        r"第[二三]部分([^\n。…]{4,30}?(?:街道办事处|局|办公室|委员会))(?=20\d\d)",
        re.sub(r"[ \t]", "", "\n".join(lines)),
    )
    return found[0] if found else ""


@fault("names", SECOND)
def another_body_in_one_sentence(lines: list[str], rng: Random) -> Iterator[Fault]:
    body = _body(lines)
    other = re.sub(r"(?<=[区市])[^区市]{2,14}$", "柏林街道办事处" if "街道" in body else "水务和湖泊局", body)
    if body and other != body:
        pattern = rf"(?:\d年度|\d日，)(?P<x>{re.escape(body)})(?:本级)?(?:机关运行|政府采购|共有车辆)"
        yield from changed(lines, pattern, lambda m: other)


@fault("names", SECOND)
def body_misspelt_above_a_statement(lines: list[str], rng: Random) -> Iterator[Fault]:
    for index, line in enumerate(lines):
        named = re.match(r"\s*(?:部门|编制单位|公开部门)：\s*\S*?(\S\S)(街道办事处|局|办公室)", line)
        if named and not is_row(line):
            words = named[1]
            yield Fault({index: line.replace(words + named[2], words[::-1] + named[2], 1)}, (words[::-1],))


@fault("copies", SECOND)
def reason_of_another_item(lines: list[str], rng: Random) -> Iterator[Fault]:
    """The reason is word for word the one of the item before, though the figures move the other way."""
    prose = Prose(lines)
    reasons = list(prose.find(r"决算数(?:大于|小于)年初预算数的主要原因是?：?(?P<x>[^。\n（]{6,60})。"))
    for before, match in itertools.pairwise(reasons):
        ways = {re.findall("大于|小于", m.group(0))[0] for m in (before, match)}
        if before["x"] != match["x"] and len(ways) == 2:
            yield Fault(prose.edit(match.start("x"), match.end("x"), before["x"]), (before["x"],))


@fault("copies", SECOND)
def paragraph_typed_twice(lines: list[str], rng: Random) -> Iterator[Fault]:
    for index, line in enumerate(lines):
        if (
            len(line) > 60
            and line.rstrip().endswith("。")
            and not is_row(line)
            and "万元" in line
            and lines.count(line) == 1
        ):
            yield Fault({index: f"{line}\n\n{line}"}, (line[:20],))


@fault("copies", SECOND)
def sentence_typed_twice(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, r"(?<=。)(?P<s>[^。\n]{16,90})(?P<x>。)", lambda m: f"。{m['s']}。")


@fault("copies", SECOND)
def outputs_of_another_project(lines: list[str], rng: Random) -> Iterator[Fault]:
    """The outputs told of a project are those of the project before."""
    pattern = r"主要产出和效[益果]是?：(?P<a>[^。\n]{24,160})。[^\n]{20,500}?主要产出和效[益果]是?：(?P<x>[^。\n]{12,160})。"

    def other(match: re.Match[str]) -> str | None:
        told = [set(re.split("[；：]|[一二三四五]是", match[group])) - {""} for group in ("a", "x")]
        return None if told[0] & told[1] else match["a"]

    return changed(lines, pattern, other)
