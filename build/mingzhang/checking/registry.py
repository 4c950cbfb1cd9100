"""The registry of rules: what each checks, and the function that runs it.

A rule is a file (or a tight group in one file) under `rules/`; importing it registers it. `load` walks the package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING

from ..model import Budget, Kind, Severity

if TYPE_CHECKING:
    from .context import RuleContext
    from .trials import Trial

Check = Callable[["RuleContext"], "Iterable[Trial]"]
CheckAcross = Callable[["RuleContext", "RuleContext"], "Iterable[Trial]"]
CheckBudget = Callable[["RuleContext", Budget], "Iterable[Trial]"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One check. `id` is family and subject (`N16.forms-per-project`); `name_zh` says what should hold, `explanation`
    in Chinese how it is checked, `source` the form or provision it comes from. `severity` is what a breach weighs
    unless the check says less. `statements` and `kinds` are what it looks at: where one of them could not be read, the
    rule was not checked. `run` looks at one disclosure, `across` at one and that of the year before, `beside` at one and
    the budget of its body and year.
    """

    id: str
    name_zh: str
    name_en: str
    explanation: str
    source: str
    severity: Severity = "error"
    statements: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()
    run: Check | None = None
    across: CheckAcross | None = None
    beside: CheckBudget | None = None

    @property
    def family(self) -> str:
        """The id of version 0.1, which stood for several checks: N16."""
        return self.id.partition(".")[0]


RULES: dict[str, Rule] = {}
"""Every rule by id, in the order of the groups: I (inside a table), X (between tables), N (prose), Y (years), B
(budgets)."""


def rule(
    id_: str,
    name_zh: str,
    name_en: str,
    explanation: str,
    source: str,
    severity: Severity = "error",
    statements: tuple[int, ...] = (),
    kinds: tuple[Kind, ...] = (),
) -> Callable[[Check], Check]:
    """Register a function of one disclosure as the rule `id_`."""

    def keep(function: Check) -> Check:
        register(Rule(id_, name_zh, name_en, explanation, source, severity, statements, kinds, run=function))
        return function

    return keep


def rule_across(
    id_: str, name_zh: str, name_en: str, explanation: str, source: str, severity: Severity
) -> Callable[[CheckAcross], CheckAcross]:
    """Register a function of one disclosure and that of the year before as the rule `id_`."""

    def keep(function: CheckAcross) -> CheckAcross:
        register(Rule(id_, name_zh, name_en, explanation, source, severity, across=function))
        return function

    return keep


def rule_beside(
    id_: str, name_zh: str, name_en: str, explanation: str, source: str, severity: Severity
) -> Callable[[CheckBudget], CheckBudget]:
    """Register a function of one disclosure and the budget of its body and year as the rule `id_`."""

    def keep(function: CheckBudget) -> CheckBudget:
        register(Rule(id_, name_zh, name_en, explanation, source, severity, beside=function))
        return function

    return keep


def register(record: Rule) -> None:
    """Add a rule to the registry."""
    if record.id in RULES:
        raise ValueError(f"rule {record.id} is registered twice")
    RULES[record.id] = record


def rule_order(rule_id: str) -> tuple[int, str]:
    """Groups in the order I, X, N, Y, B."""
    return "IXNYB".find(rule_id[:1]), rule_id


def load() -> dict[str, Rule]:
    """Import every module under `rules/` and put the registry in order."""
    package = import_module(f"{__package__}.rules")
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
    for rule_id in sorted(RULES, key=rule_order):
        RULES[rule_id] = RULES.pop(rule_id)
    return RULES
