"""The code lists, read once from the CSV files of this package."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

FUNCTION_FILE = "function_codes.csv"
ECONOMIC_FILE = "economic_codes.csv"


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a code bore before its present one; the first and last fiscal year, None where not known."""

    name: str
    valid_from: int | None
    valid_to: int | None

    def was_valid(self, year: int) -> bool:
        """Whether the name was in force in a fiscal year, as far as is known."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


@dataclass(frozen=True, slots=True)
class Code:
    """A classification code. `level` is 1 (类), 2 (款), 3 (项); `names` the current name and every other seen one,
    `former` those others with their years.

    `valid_from` and `valid_to` are years where they are known, else None.
    """

    code: str
    name: str
    level: int
    parent: str | None
    valid_from: str | None = None
    valid_to: str | None = None
    names: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()


def _load(file: str) -> dict[str, Code]:
    text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
    rows: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        rows.setdefault(row["code"], []).append(row)
    codes: dict[str, Code] = {}
    for code, spellings in rows.items():
        first = next((row for row in spellings if row["status"] == "current"), spellings[0])
        names = (first["name"], *(row["name"] for row in spellings if row is not first))
        codes[code] = Code(
            code,
            first["name"],
            int(first["level"]),
            first["parent"] or None,
            first["valid_from"] or None,
            first["valid_to"] or None,
            names,
            tuple(_former(row) for row in spellings if row is not first),
        )
    return codes


def _former(row: dict[str, str]) -> FormerName:
    first, last = (int(row[key]) if row[key] else None for key in ("valid_from", "valid_to"))
    return FormerName(row["name"], first, last)


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


def level_of(code: str) -> int | None:
    """1, 2, 3 for a code of 3, 5, 7 digits; None for anything else."""
    return {3: 1, 5: 2, 7: 3}.get(len(code))


def parent_of(code: str) -> str | None:
    """The code above: 2010301 → 20103 → 201 → None."""
    return code[:-2] if len(code) in (5, 7) else None
