"""What is not there: statements, sections, sentences, terms and forms left out, second set."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from random import Random

from apart_places import FIGURE as N
from apart_places import changed, forms, tables, value, year_of
from faults_apart import DROP, SECOND, Fault, fault

SECTION = re.compile(r"\s*[一二三四五六七八九十]+、.*(?:说明|情况)\s*")


def _sections(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Each headed section of the prose: its heading, and the line after its text."""
    heads = [
        i
        for i, line in enumerate(lines)
        if (SECTION.fullmatch(line) and "目录" not in line) or re.match(r"\s*第[三四]部分", line)
    ]
    for start, end in itertools.pairwise(heads):
        text = "".join(lines[start + 1 : end])
        if "万元" in text and SECTION.fullmatch(lines[start]) and end - start < 40:
            yield start, end


@fault("completeness", SECOND)
def section_without_text(lines: list[str], rng: Random) -> Iterator[Fault]:
    for start, end in _sections(lines):
        head = re.sub(r"\s", "", lines[start])
        yield Fault(dict.fromkeys(range(start + 1, end), ""), (head.split("、")[1],), gone=True)


@fault("completeness", SECOND)
def section_left_out(lines: list[str], rng: Random) -> Iterator[Fault]:
    for start, end in _sections(lines):
        head = re.sub(r"\s|20\d\d年度", "", lines[start]).split("、")[1]
        words = re.sub("财政拨款|关于|决算|情况|说明|支出|使用|占用|一般公共预算", "", head)
        named = (head, words) if len(words) > 2 else (head,)
        yield Fault(dict.fromkeys(range(start, end), DROP), named, gone=True)


@fault("completeness", SECOND)
def statement_left_out(lines: list[str], rng: Random) -> Iterator[Fault]:
    names = {
        5: "一般公共预算财政拨款支出决算表",
        7: "政府性基金预算",
        8: "国有资本经营预算",
        9: "三公",
        6: "基本支出决算",
    }
    for number, table in tables(lines).items():
        if number in names and len(table.rows) > 2:
            span = range(min(table.rows), max(table.rows) + 1)
            heads = [i for i in range(span.start - 1, max(0, span.start - 12), -1) if lines[i].strip()][:4]
            title = next((i for i in heads if re.search("决算[^。]{0,4}表", lines[i])), None)
            if title is not None:
                rows = dict.fromkeys(range(title, span.stop), DROP)
                yield Fault(rows, (names[number], f"公开0{number}"), gone=True)


@fault("completeness", SECOND)
def sentence_of_an_empty_statement_left_out(lines: list[str], rng: Random) -> Iterator[Fault]:
    """A statement without a figure no longer says that there is nothing to show."""
    for number, table in tables(lines).items():
        if number not in (7, 8) or any(table.figures(i) for i in table.rows):
            continue
        last = max(table.rows)
        for i in range(last + 1, min(len(lines), last + 8)):
            if re.search("本(?:部门|单位|表).*[无没].*", lines[i]) and not re.match(
                r"\s*注：本表反映", lines[i]
            ):
                words = "政府性基金" if number == 7 else "国有资本"
                yield Fault({i: ""}, (words, f"公开0{number}"), gone=True)
                break


@fault("completeness", SECOND)
def empty_said_of_a_full_statement(lines: list[str], rng: Random) -> Iterator[Fault]:
    for number, table in tables(lines).items():
        names = {7: "政府性基金预算财政拨款收入支出", 8: "国有资本经营预算财政拨款支出"}
        if number in names and any(table.figures(i) for i in table.rows):
            last = max(table.rows)
            said = f"说明：本部门{year_of(lines)}年度无{names[number]}，故本表无数据。"
            yield Fault({last: f"{lines[last]}\n\n{said}"}, ("无",))


@fault("completeness", SECOND)
def equipment_not_mentioned(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = r"(?P<x>[。；，]单价\d+万元（含）以上[^。\n]{2,60})。"
    return (Fault(f.lines, ("设备",), gone=True) for f in changed(lines, pattern, lambda m: ""))


@fault("completeness", SECOND)
def guests_not_counted(lines: list[str], rng: Random) -> Iterator[Fault]:
    """Money for receptions, but neither groups nor guests."""
    pattern = rf"国内公务接待支出(?P<sum>{N})万元(?P<x>[。，][^。\n]{{0,60}}(?:团组|批次)[^。\n]{{0,60}}人次[^。\n]{{0,30}})。"
    bare = changed(lines, pattern, lambda m: "" if value(m["sum"]) else None)
    return (Fault(f.lines, ("接待", "批次", "人次"), gone=True) for f in bare)


@fault("completeness", SECOND)
def term_of_an_item_left_out(lines: list[str], rng: Random) -> Iterator[Fault]:
    for index, line in enumerate(lines):
        name = re.fullmatch(r"\s*\d+[.、．].{4,16}（类）.{2,24}（款）(.{4,24})（项）(?:：.*)?\s*", line)
        if name:
            yield Fault({index: DROP}, (name[1],), gone=True)


@fault("completeness", SECOND)
def glossary_left_out(lines: list[str], rng: Random) -> Iterator[Fault]:
    heads = [i for i, line in enumerate(lines) if re.match(r"\s*第[四五]部分\s*名词解释\s*$", line)]
    if heads:
        end = next(
            (i for i in range(heads[-1] + 1, len(lines)) if re.match(r"\s*第[五六]部分", lines[i])),
            len(lines),
        )
        if end - heads[-1] > 10:
            yield Fault(dict.fromkeys(range(heads[-1] + 1, end), ""), ("名词解释",), gone=True)


@fault("completeness", SECOND)
def unit_line_left_out(lines: list[str], rng: Random) -> Iterator[Fault]:
    units = [i for i, line in enumerate(lines) if re.fullmatch(r"\s*(?:金额)?单位：\s*万?元\s*", line)]
    for index in units if len(units) > 5 else ():
        yield Fault({index: DROP}, ("单位",), gone=True)


@fault("completeness", SECOND)
def form_left_out(lines: list[str], rng: Random) -> Iterator[Fault]:
    for form in forms(lines):
        index = form.row("项目名称")
        if index is not None:
            name = [c.strip() for c in form.rows[index] if c.strip()][-1]
            span = range(min(form.rows), max(form.rows) + 1)
            heading = next(
                (i for i in range(index - 1, max(0, index - 14), -1) if "自评表" in lines[i]), index
            )
            yield Fault(dict.fromkeys(range(heading, span.stop), DROP), (name,), gone=True)


@fault("completeness", SECOND)
def summary_of_a_project_left_out(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = r"(?P<x>(?<=[。\n])\d{1,2}[、.](?P<name>[^。\n、]{3,40}?)(?:项目)?绩效自评综述：[^\n]{20,900}?。)(?=\d{1,2}[、.][^。\n]{3,40}自评综述)"
    return (
        Fault(f.lines, tuple(re.findall(r"[、.](.{3,40}?)(?:项目)?绩效自评综述", f.says[0])), gone=True)
        for f in changed(lines, pattern, lambda m: "")
    )
