"""Faults held apart from tuning that people make in words: copies, leftovers of the template, spelling, terms explained."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from random import Random

from apart_prose import MONEY, replaced, statement_prose
from faults_apart import DROP, Fault, fault
from generator.slips import AMOUNT, body, prose, section


@fault("copies")
def reason_of_the_item_before(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = re.compile("主要原因[是：:]?(?P<x>[^。]{8,80})")
    where = section(lines, "一般公共预算财政拨款支出决算")
    found = [(i, m) for i in where if (m := pattern.search(lines[i]))]
    for (_, a), (i, b) in pairwise(found):
        if a["x"] != b["x"] and len(a["x"]) > 15:
            yield Fault({i: lines[i][: b.start("x")] + a["x"] + lines[i][b.end("x") :]}, (a["x"][:10],))


@fault("copies")
def paragraph_twice(lines: list[str], rng: Random) -> Iterable[Fault]:
    for i in statement_prose(lines):
        if len(lines[i]) > 60 and "\t" not in lines[i]:
            yield Fault({i: f"{lines[i]}\n{lines[i]}"}, (lines[i][:12],))


@fault("residue")
def figure_not_filled_in(lines: list[str], rng: Random) -> Iterable[Fault]:
    return replaced(statement_prose(lines), lines, MONEY, lambda m: "XX")


@fault("residue")
def instruction_left(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = "(?P<x>。)$"
    return replaced(
        statement_prose(lines), lines, pattern, lambda m: "。（请各部门根据实际情况填写，没有的写无）"
    )


@fault("residue")
def choice_left(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = rf"(?P<x>增加|减少)\s*{AMOUNT}\s*万元"
    return replaced(statement_prose(lines), lines, pattern, lambda m: "增加/减少")


FIELD_WORDS = {"拨款": "拔款", "决算": "结算", "预算": "予算", "经费": "径费", "支出": "支岀", "采购": "釆购"}


@fault("wording")
def field_word_misspelt(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = f"(?P<x>{'|'.join(FIELD_WORDS)})"
    where = [i for i in statement_prose(lines) if len(lines[i]) > 40]
    return replaced(where, lines, pattern, lambda m: FIELD_WORDS[m["x"]])


@fault("wording")
def word_twice(lines: list[str], rng: Random) -> Iterable[Fault]:
    where = [i for i in statement_prose(lines) if len(lines[i]) > 40]
    return replaced(where, lines, "(?P<x>主要原因|财政拨款|完成)(?=[^、])", lambda m: m["x"] * 2)


@fault("wording")
def two_stops(lines: list[str], rng: Random) -> Iterable[Fault]:
    return replaced(statement_prose(lines), lines, "(?P<x>。)(?=.)", lambda m: "。。")


@fault("glossary")
def term_of_another_account(lines: list[str], rng: Random) -> Iterable[Fault]:
    where = [i for i in prose(lines) if i > body(lines) + 50]
    pattern = r"[（(]类[）)][^（(]{2,24}[（(]款[）)](?P<x>[^（(）)，。]{4,24})[（(]项[）)]\s*[：:]"
    return replaced(where, lines, pattern, lambda m: "农村公路建设")


@fault("glossary")
def term_left_out(lines: list[str], rng: Random) -> Iterable[Fault]:
    pattern = re.compile(r"[（(]款[）)]([^（(）)，。]{4,24})[（(]项[）)]\s*[：:]")
    for i in prose(lines):
        if (m := pattern.search(lines[i])) and i > body(lines) + 50:
            yield Fault({i: DROP}, (m[1],), gone=True)
