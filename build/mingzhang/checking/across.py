"""Across documents: what one says of last year against last year's own, and of its opening budget against the budget."""

from __future__ import annotations

from collections.abc import Mapping

from ..model import Budget, CheckReport, CheckResult, Disclosure
from .context import RuleContext
from .proof import Tally, findings_of, results, run_across, run_beside
from .registry import RULES, Rule


def check_years(disclosures: Mapping[str, Disclosure]) -> dict[str, CheckReport]:
    """The rules across years on the years of departments, by disclosure id; only years that follow one another are
    compared."""
    contexts = {id_: RuleContext(disclosure) for id_, disclosure in disclosures.items()}
    years = {_place_in_time(context): context for context in contexts.values()}
    reports = {}
    for id_, context in contexts.items():
        department, year = _place_in_time(context)
        reports[id_] = _report(context, years.get((department, year - 1)))
    return reports


def check_lone_year() -> CheckReport:
    """What `check_years` says of a disclosure that no other year of its department stands beside."""
    return CheckReport((), tuple(CheckResult(rule.id, "not_applicable", 0) for rule in _rules()))


def check_budget(disclosure: Disclosure, budget: Budget) -> CheckReport:
    """The rules that hold a final account against the budget of its body and year."""
    context, tally = RuleContext(disclosure), Tally()
    for rule in _beside():
        run_beside(rule, context, budget, tally)
    return CheckReport(tuple(findings_of(tally, context)), results(tally, _beside(), disclosure))


def without_budget() -> CheckReport:
    """What `check_budget` says of a disclosure that no budget stands beside."""
    return CheckReport((), tuple(CheckResult(rule.id, "not_applicable", 0) for rule in _beside()))


def _beside() -> list[Rule]:
    return [rule for rule in RULES.values() if rule.beside is not None]


def _place_in_time(context: RuleContext) -> tuple[str, int]:
    who = context.disclosure.identity
    return who.department_id, who.fiscal_year


def _rules() -> list[Rule]:
    return [rule for rule in RULES.values() if rule.across is not None]


def _report(context: RuleContext, last: RuleContext | None) -> CheckReport:
    if last is None:
        return check_lone_year()
    tally = Tally()
    for rule in _rules():
        run_across(rule, context, last, tally)
    return CheckReport(tuple(findings_of(tally, context)), results(tally, _rules(), context.disclosure))
