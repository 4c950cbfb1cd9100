"""How well each rule does in trials, as `benchmarks/proofreading.py --write` measured it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

FILE = "accuracy.csv"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Of one rule: sound made-up documents on which it was tried, faults of its own planted, how many of them it told,
    and findings it made on the sound ones; of real documents its findings, how many of them auditors judged, and how
    many they judged wrong."""

    documents: int = 0
    planted: int = 0
    told: int = 0
    false_alarms: int = 0
    real_findings: int = 0
    real_judged: int = 0
    real_false_alarms: int = 0


@cache
def accuracy() -> dict[str, Accuracy]:
    """The trials of every rule, by its id; a rule added since has none."""
    text = resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row.pop("rule"): Accuracy(**{name: int(count) for name, count in row.items()}) for row in rows}
