"""The code lists, read once from the CSV files of this package."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

FUNCTION_FILE = "function_codes.csv"
ECONOMIC_FILE = "economic_codes.csv"
CHANGES_FILE = "code_changes.csv"


@dataclass(frozen=True, slots=True)
class DatedName:
    """A name of a code and the fiscal years in which it is its name, as far as documents show; None where they do not.

    `status` is `current`, `former`, or `variant` (a way of printing one of the others, in any year). `seen_from` and
    `seen_to` are the first and the last fiscal year of documents that print it, `source` a document or a public list.
    """

    name: str
    status: str
    valid_from: int | None = None
    valid_to: int | None = None
    seen_from: int | None = None
    seen_to: int | None = None
    source: str = ""

    def holds_in(self, year: int) -> bool:
        """Whether nothing known speaks against this name in a year."""
        after = self.valid_from is None or self.valid_from <= year
        return after and (self.valid_to is None or year <= self.valid_to)


@dataclass(frozen=True, slots=True)
class CodeChange:
    """What became of a code: `kind` is `moved`, `merged`, `split` or `renamed`, `year` the first fiscal year of the code
    after it (`other`; the same where it was only renamed), `name` the name before, `source` where that is written.
    """

    classification: str
    code: str
    other: str
    kind: str
    year: int
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Code:
    """A classification code. `level` is 1 (类), 2 (款), 3 (项); `names` the current name and every other seen one.

    `valid_from` and `valid_to` are the years of the current name where they are known, else None; `dated` gives the
    years of every name, the current one first.
    """

    code: str
    name: str
    level: int
    parent: str | None
    valid_from: str | None = None
    valid_to: str | None = None
    names: tuple[str, ...] = ()
    dated: tuple[DatedName, ...] = ()

    def name_in(self, year: int) -> str:
        """Return the name of the code in a fiscal year: the one whose years are known to hold it, else the current."""
        found = [dated for dated in self.dated if dated.status != "variant" and dated.holds_in(year)]
        return max(found, key=lambda one: one.valid_to is not None).name if found else self.name


def _load(file: str) -> dict[str, Code]:
    text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
    rows: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        rows.setdefault(row["code"], []).append(row)
    codes: dict[str, Code] = {}
    for code, spellings in rows.items():
        first = next((row for row in spellings if row["status"] == "current"), spellings[0])
        ordered = [first, *(row for row in spellings if row is not first)]
        codes[code] = Code(
            code,
            first["name"],
            int(first["level"]),
            first["parent"] or None,
            first["valid_from"] or None,
            first["valid_to"] or None,
            tuple(row["name"] for row in ordered),
            _dated(ordered),
        )
    return codes


def _dated(rows: list[dict[str, str]]) -> tuple[DatedName, ...]:
    """The names of a code with their years. A current name without a year begins when the last former one ends."""
    ends = [int(row["valid_to"]) for row in rows if row["status"] == "former" and row["valid_to"]]
    begins = max(ends) + 1 if ends else None
    return tuple(
        DatedName(
            row["name"],
            row["status"],
            int(row["valid_from"]) if row["valid_from"] else begins if row["status"] == "current" else None,
            int(row["valid_to"]) if row["valid_to"] else None,
            int(row["seen_from"]) if row["seen_from"] else None,
            int(row["seen_to"]) if row["seen_to"] else None,
            row["source"],
        )
        for row in rows
    )


@cache
def function_table() -> dict[str, Code]:
    """Every functional code by its digits."""
    return _load(FUNCTION_FILE)


@cache
def economic_table() -> dict[str, Code]:
    """Every economic code by its digits."""
    return _load(ECONOMIC_FILE)


def function_codes() -> tuple[Code, ...]:
    """The functional classification, in order of code."""
    return tuple(function_table().values())


def economic_codes() -> tuple[Code, ...]:
    """The economic classification, in order of code."""
    return tuple(economic_table().values())


def function_code(code: str) -> Code | None:
    """The functional code of those digits (3, 5 or 7), or None where the list has none."""
    return function_table().get(code)


def economic_code(code: str) -> Code | None:
    """The economic code of those digits (3 or 5), or None where the list has none."""
    return economic_table().get(code)


def name_of(code: str, year: int) -> str | None:
    """Return the name of a functional or economic code in a fiscal year; None for a code that no list has."""
    known = function_table().get(code) or economic_table().get(code)
    return known.name_in(year) if known else None


@cache
def code_changes() -> tuple[CodeChange, ...]:
    """List what became of codes: those that were renamed, by the lists, and those that moved, merged or split."""
    found = []
    for classification, codes in (("function", function_codes()), ("economic", economic_codes())):
        for code in codes:
            for dated in code.dated:
                if dated.status == "former" and dated.valid_to is not None:
                    year = dated.valid_to + 1
                    found.append(
                        CodeChange(
                            classification, code.code, code.code, "renamed", year, dated.name, dated.source
                        )
                    )
    text = resources.files(__package__).joinpath(CHANGES_FILE).read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        year = int(row["year"])
        name = name_of(row["code"], year - 1) or row["code"]
        found.append(
            CodeChange(
                row["classification"], row["code"], row["other"], row["kind"], year, name, row["source"]
            )
        )
    return tuple(found)


def level_of(code: str) -> int | None:
    """1, 2, 3 for a code of 3, 5, 7 digits; None for anything else."""
    return {3: 1, 5: 2, 7: 3}.get(len(code))


def inner_codes(codes: Iterable[str]) -> set[str]:
    """The codes that others of theirs begin with: 205 and 20502 beside 2050201."""
    return {above for above, below in pairwise(sorted(set(codes))) if below.startswith(above)}


def parent_of(code: str) -> str | None:
    """The code above: 2010301 → 20103 → 201 → None."""
    return code[:-2] if len(code) in (5, 7) else None
