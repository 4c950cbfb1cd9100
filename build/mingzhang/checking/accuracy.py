"""How well each rule does in trials, as `benchmarks/proofreading.py --write` measured it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

FILE = "accuracy.csv"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Of one rule: made-up documents on which it ran, faults planted for it, how many of them it told, and findings it
    made on documents without a fault."""

    documents: int = 0
    planted: int = 0
    told: int = 0
    false_alarms: int = 0


@cache
def accuracy() -> dict[str, Accuracy]:
    """The trials of every rule, by its id; a rule added since has none."""
    text = resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["rule"]: Accuracy(*(int(row[name]) for name in ("documents", "planted", "told", "false_alarms")))
        for row in rows
    }
