"""Titles, notes, contents, years and what was left of a draft, second set; slips of the hand in the wording."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from random import Random

from apart_places import FIGURE as N
from apart_places import changed, is_row, year_of
from faults_apart import DROP, SECOND, Fault, fault


def _contents(lines: list[str]) -> list[int]:
    """The lines of the list of contents that name a section or a statement."""
    start = next((i for i, line in enumerate(lines) if re.fullmatch(r"\s*目\s*录\s*", line)), None)
    if start is None:
        return []
    heads = [i for i, line in enumerate(lines) if re.match(r"\s*第一部分", line)]
    end = heads[1] if len(heads) > 1 else start
    return [i for i in range(start, end) if re.match(r"\s*[一二三四五六七八九十]+、", lines[i])]


@fault("titles", SECOND)
def line_of_the_contents_left_out(lines: list[str], rng: Random) -> Iterator[Fault]:
    for index in _contents(lines):
        title = re.sub(r"^\s*[一二三四五六七八九十]+、|[.…\d\s]+$", "", lines[index])
        yield Fault({index: DROP}, (title,), gone=True)


@fault("titles", SECOND)
def title_in_the_contents_otherwise(lines: list[str], rng: Random) -> Iterator[Fault]:
    words = {
        "机关运行经费": "行政运行经费",
        "政府采购": "集中采购",
        "国有资产占用": "资产负债",
        "预算绩效": "预算管理",
    }
    for index in _contents(lines):
        for old, new in words.items():
            if old in lines[index]:
                yield Fault({index: lines[index].replace(old, new, 1)}, (new, old))


@fault("titles", SECOND)
def lines_of_the_contents_exchanged(lines: list[str], rng: Random) -> Iterator[Fault]:
    made = _contents(lines)
    number = re.compile(r"^(\s*[一二三四五六七八九十]+、)(.*?)([.…\d\s]*)$")
    for one, other in itertools.pairwise(made):
        a, b = number.match(lines[one]), number.match(lines[other])
        if a and b and abs(one - other) < 4:
            yield Fault({one: a[1] + b[2] + a[3], other: b[1] + a[2] + b[3]}, (a[2], b[2]))


@fault("titles", SECOND)
def page_of_the_contents_out_of_order(lines: list[str], rng: Random) -> Iterator[Fault]:
    for index in _contents(lines):
        page = re.search(r"(?<=[.…])(\d+)\s*$", lines[index])
        if page and int(page[1]) > 4:
            yield Fault({index: lines[index][: page.start(1)] + "1"}, ("1", page[1]))


@fault("titles", SECOND)
def table_number_printed_twice(lines: list[str], rng: Random) -> Iterator[Fault]:
    for index, line in enumerate(lines):
        number = re.fullmatch(r"(\s*公开 ?0)([2-9])( ?表\s*)", line)
        if number:
            yield Fault(
                {index: f"{number[1]}{int(number[2]) - 1}{number[3]}"}, (f"公开0{int(number[2]) - 1}",)
            )


@fault("titles", SECOND)
def title_of_the_next_statement(lines: list[str], rng: Random) -> Iterator[Fault]:
    titles = [
        i
        for i, line in enumerate(lines)
        if re.fullmatch(r"\s*(?:20\d\d ?年度)?\S{2,30}决算(?:明细|总)?表\s*", line)
    ]
    made = titles if len(titles) < 12 else titles[-9:]
    for index, after in itertools.pairwise(made):
        if lines[index].strip() != lines[after].strip() and after - index > 8:
            yield Fault({index: lines[after]}, (lines[after].strip(), lines[index].strip()))


@fault("titles", SECOND)
def heading_number_printed_twice(lines: list[str], rng: Random) -> Iterator[Fault]:
    order = "一二三四五六七八九十"
    skip = set(_contents(lines))
    for index, line in enumerate(lines):
        head = re.match(r"\s*([二三四五六七八九])、\S*情况说明\s*$", line)
        if head and index not in skip:
            before = order[order.index(head[1]) - 1]
            yield Fault(
                {index: line.replace(f"{head[1]}、", f"{before}、", 1)}, (f"{before}、", f"{head[1]}、")
            )


@fault("titles", SECOND)
def picture_numbered_twice(lines: list[str], rng: Random) -> Iterator[Fault]:
    for index, line in enumerate(lines):
        number = re.match(r"\s*图 ?([234]) ?[：:]", line)
        if number:
            at = number.start(1)
            yield Fault(
                {index: f"{line[:at]}{int(number[1]) - 1}{line[at + 1 :]}"}, (f"图{int(number[1]) - 1}",)
            )


@fault("titles", SECOND)
def cover_of_another_year(lines: list[str], rng: Random) -> Iterator[Fault]:
    year = year_of(lines)
    for index, line in enumerate(lines[:12]):
        if str(year) in line and "决算" in line:
            yield Fault({index: line.replace(str(year), str(year - 1))}, (str(year - 1),))
            break


@fault("titles", SECOND)
def year_of_one_statement_old(lines: list[str], rng: Random) -> Iterator[Fault]:
    year = year_of(lines)
    for index, line in enumerate(lines):
        if re.fullmatch(rf"\s*{year} ?年度\S{{2,30}}决算(?:明细|总)?表\s*", line):
            yield Fault({index: line.replace(str(year), str(year - 1))}, (str(year - 1),))


@fault("titles", SECOND)
def year_of_one_form_old(lines: list[str], rng: Random) -> Iterator[Fault]:
    year = year_of(lines)
    for index, line in enumerate(lines):
        if re.match(rf"\s*{year} ?年度.{{2,40}}自评表\s*$", line) and not is_row(line):
            yield Fault({index: line.replace(str(year), str(year - 1), 1)}, (str(year - 1),))


@fault("tables", SECOND)
def unit_of_a_statement_wrong(lines: list[str], rng: Random) -> Iterator[Fault]:
    units = [i for i, line in enumerate(lines) if re.fullmatch(r"\s*(?:金额)?单位：\s*万元\s*", line)]
    for index in units if len(units) > 5 else ():
        yield Fault({index: lines[index].replace("万元", "元")}, ("元", "万元"))


@fault("copies", SECOND)
def year_end_of_last_year(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, r"截[至止](?P<x>20\d\d)年12月31日", lambda m: str(int(m["x"]) - 1))


@fault("copies", SECOND)
def compared_with_itself(lines: list[str], rng: Random) -> Iterator[Fault]:
    """与 this year 相比."""
    return changed(lines, r"[与比](?P<x>20\d\d)年度?(?:决算)?(?:相比|决算数)", lambda m: str(int(m["x"]) + 1))


@fault("copies", SECOND)
def compared_with_two_years_before(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, r"[与比](?P<x>20\d\d)年度?(?:决算)?(?:相比|决算数)", lambda m: str(int(m["x"]) - 1))


@fault("copies", SECOND)
def fiscal_year_of_one_sentence_old(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = r"(?P<x>20\d\d)年度(?:收入合计|支出合计|财政拨款收入中|一般公共预算财政拨款基本支出|“三公”经费)"
    return changed(lines, pattern, lambda m: str(int(m["x"]) - 1))


@fault("copies", SECOND)
def instruction_of_the_model_left(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(
        lines,
        r"机关运行经费支出[^。\n]{8,90}。(?P<x>)",
        lambda m: "（注：机关运行经费应与部门决算中公用经费一致，没有的请删除本段）",
    )


@fault("copies", SECOND)
def blanks_not_filled_in(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"(?:增加|减少)(?P<x>{N})万元", lambda m: "XX")


@fault("copies", SECOND)
def stars_for_a_number(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, r"共?涉及项目(?P<x>\d+)个", lambda m: "**")


@fault("copies", SECOND)
def choice_of_words_left(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"各?(?P<x>增加|减少){N}万元，(?:增长|下降|减少){N}%", lambda m: "增加/减少")


@fault("copies", SECOND)
def number_left_out(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"支出决算为?(?P<x>{N})万元", lambda m: "")


@fault("wording", SECOND)
def unit_left_out(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"(?:支出|收入|决算为|预算为|合计|总计){N}(?P<x>万元)[，。；]", lambda m: "")


@fault("wording", SECOND)
def percent_sign_left_out(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"(?:占本年[收支][入出]|完成[^。\n]{{0,6}}预算的){N}(?P<x>%)", lambda m: "")


@fault("wording", SECOND)
def point_typed_as_comma(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(
        lines, r"(?:支出|收入|决算为|合计|总计)(?P<x>\d+\.\d\d)万元", lambda m: m["x"].replace(".", "，")
    )


@fault("wording", SECOND)
def two_points_in_a_number(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(
        lines, r"(?:支出|收入|决算为|合计|总计)(?P<x>\d+\.\d\d)万元", lambda m: m["x"].replace(".", "..")
    )


@fault("wording", SECOND)
def point_lost(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(
        lines, r"(?:支出|收入|决算为|合计|总计)(?P<x>\d+\.\d\d)万元", lambda m: m["x"].replace(".", "")
    )


@fault("wording", SECOND)
def letter_for_nought(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, r"(?:支出|收入|决算为|预算为)(?P<x>0)万元", lambda m: "O")


@fault("wording", SECOND)
def character_that_looks_alike(lines: list[str], rng: Random) -> Iterator[Fault]:
    alike = {
        "财政拨款": "财政拔款",
        "决算": "绝算",
        "采购": "采构",
        "绩效": "绩孝",
        "公积金": "公集金",
        "接待": "接侍",
    }
    return changed(
        lines,
        "(?P<x>财政拨款|决算|采购|绩效|公积金|接待)(?=支出|总额|自评|费|情况|数)",
        lambda m: alike[m["x"]],
    )


@fault("wording", SECOND)
def character_left_out(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"(?:基本|项目|货物|工程|服务)(?P<x>支出){N}万元", lambda m: "支")


@fault("wording", SECOND)
def word_typed_twice(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(
        lines, "(?P<x>主要原因|其中|主要用于|支出决算|年初预算)(?![^。]{0,6}(?P=x))", lambda m: m["x"] * 2
    )


@fault("wording", SECOND)
def bracket_not_closed(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, r"（[类款项](?P<x>）)", lambda m: "")


@fault("wording", SECOND)
def quotation_not_closed(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, r"“三公(?P<x>”)经费", lambda m: "")


@fault("wording", SECOND)
def stop_typed_twice(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"{N}(?:万元|%)(?P<x>。)(?!$)", lambda m: "。。")


@fault("wording", SECOND)
def stop_after_comma(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"{N}(?:万元|%)(?P<x>，)", lambda m: "，。")
