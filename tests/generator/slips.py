"""Slips that accountants make, planted into the printed lines of any account: one at a time, no line moves.

They are written from the families of proofreading, not from its rules. `HELD_APART` of them are never looked at when
a rule is tuned: which, the hash of their names says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from random import Random

AMOUNT = r"[0-9][0-9,]*\.[0-9]+"
_HEADING = re.compile(r"^\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七]部分)")
_BODY = re.compile(r"^\s*第三部分")
LOST = ""
"""What is printed where a line was left out."""


@dataclass(frozen=True, slots=True)
class Slip:
    """The lines that differ, by their index; `says`: words and figures of which a finding should name one; `gone`: what
    is wrong is not there, so that a finding has no line to stand at."""

    lines: dict[int, str]
    says: tuple[str, ...] = ()
    gone: bool = False


Maker = Callable[[list[str], Random], Iterable[Slip]]
SLIPS: dict[str, tuple[str, Maker]] = {}
"""Every kind by name: its family, and the slips of that kind that some lines offer."""


def slip(family: str) -> Callable[[Maker], Maker]:
    """Register a kind under the name of its function."""

    def keep(maker: Maker) -> Maker:
        SLIPS[maker.__name__] = (family, maker)
        return maker

    return keep


LOOKED_AT = frozenset(
    [
        "class_left_out",
        "class_of_another_name",
        "class_of_the_structure_renamed",
        "completion_in_a_summary",
        "economic_item_without_money",
        "general_budget_spent",
        "item_left_out",
        "minus_sign",
        "offices",
        "reason_of_the_item_above",
        "ten_times",
        "term_cut",
        "total_row_left_out",
    ]
)
"""Kinds held apart by their names whose misses have been read since: rules may have been tuned on them."""


def held_apart(name: str) -> bool:
    """Whether a kind is kept from tuning: half of them are, by their name, until what they miss is read."""
    if name in LOOKED_AT:
        return False
    return sha256(name.encode()).digest()[0] % 2 == 0


def swapped(text: str, rng: Random) -> str:
    """A number with two neighbouring digits exchanged; where that gives none, with another last whole digit."""
    at = [i for i, c in enumerate(text) if c.isdigit()]
    pairs = [(a, b) for a, b in pairwise(at) if text[a] != text[b] and text[b] != "0"]
    rng.shuffle(pairs)
    for a, b in pairs:
        new = list(text)
        new[a], new[b] = new[b], new[a]
        told = "".join(new)
        if abs(number(told) - number(text)) >= 0.1:
            return told
    last = len(text.split(".")[0]) - 1
    return f"{text[:last]}{(int(text[last]) + 3) % 10}{text[last + 1 :]}"


def number(text: str) -> float:
    return float(text.replace(",", "") or 0)


def body(lines: list[str]) -> int:
    """The index where 情况说明 begins: after its entry in the contents list."""
    found = [i for i, line in enumerate(lines) if _BODY.match(line) and not re.search(r"\.{3}|…", line)]
    return found[-1] if found else 0


def section(lines: list[str], words: str) -> range:
    """The lines of the section whose heading has these words, without its heading; empty where there is none."""
    start = body(lines)
    for i in range(start, len(lines)):
        if _HEADING.match(lines[i]) and re.search(words, lines[i]) and len(lines[i]) < 60:
            end = next((k for k in range(i + 1, len(lines)) if _HEADING.match(lines[k])), len(lines))
            return range(i + 1, end)
    return range(0)


def prose(lines: list[str]) -> range:
    """The lines of 情况说明 and what follows it."""
    return range(body(lines), len(lines))


def tables(lines: list[str]) -> range:
    """The lines before 情况说明, where the nine statements stand."""
    return range(body(lines))


def in_lines(
    lines: list[str], where: Iterable[int], pattern: str, new: Callable[[re.Match[str]], str | None]
) -> Iterator[Slip]:
    """A slip for each match: its group `x`, or all of it, is printed as `new` gives it."""
    compiled = re.compile(pattern)
    group = "x" if "x" in compiled.groupindex else 0
    for i in where:
        for match in compiled.finditer(lines[i]):
            told = new(match)
            if told is not None and told != match[group]:
                text = lines[i][: match.start(group)] + told + lines[i][match.end(group) :]
                yield Slip({i: text}, (match[group].strip(), told.strip()))


def figures(lines: list[str], where: Iterable[int], pattern: str, rng: Random) -> Iterator[Slip]:
    """A slip for each match: two digits of the figure `x` are exchanged."""
    return in_lines(lines, where, pattern, lambda match: swapped(match["x"], rng))


def cells(line: str) -> list[str]:
    return line.split("\t")


def with_cells(index: int, printed: list[str], *says: str) -> Slip:
    """A row printed with other cells."""
    return Slip({index: "\t".join(printed)}, tuple(s for s in says if s))
