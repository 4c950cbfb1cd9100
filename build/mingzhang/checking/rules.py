"""The registry of rules: what each checks, in Chinese and English, and the function that runs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Severity

if TYPE_CHECKING:
    from .case import Case
    from .trials import Trial


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of the catalogue CHECKS: `id` such as I01, `explanation` in Chinese for the public, `source` the form
    or provision the identity comes from. `severity` is what a breach weighs unless the rule says less."""

    id: str
    name_zh: str
    name_en: str
    severity: Severity
    explanation: str
    source: str


RuleFunction = Callable[["Case"], "Iterable[Trial]"]

RULES: dict[str, Rule] = {}
"""Every rule by id, in the order of the groups: I (inside a table), X (between tables), N (prose), Y (years)."""

FUNCTIONS: dict[str, RuleFunction] = {}
"""The function of each rule that looks at one disclosure."""


def rule(
    id_: str,
    name_zh: str,
    name_en: str,
    explanation: str,
    source: str,
    severity: Severity = "error",
) -> Callable[[RuleFunction], RuleFunction]:
    """Register a function as the rule `id_`."""

    def register(function: RuleFunction) -> RuleFunction:
        describe(Rule(id_, name_zh, name_en, severity, explanation, source))
        FUNCTIONS[id_] = function
        return function

    return register


def describe(record: Rule) -> None:
    """Register a rule without a function of its own (the rules across years run elsewhere)."""
    if record.id in RULES:
        raise ValueError(f"rule {record.id} is registered twice")
    RULES[record.id] = record
