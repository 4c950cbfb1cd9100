"""Run every rule on a disclosure: count what held, failed or did not apply, and turn breaches into findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ..model import CheckReport, CheckResult, Disclosure, Finding
from . import (
    between,
    between_details,
    inside_details,
    inside_functions,
    inside_summaries,
    names,
    narrative_costs,
    narrative_items,
    narrative_totals,
    performance,
    residue,
    stale_years,
    wording,
)
from .case import Case
from .causes import faults
from .messages import from_fault, from_remark, rounding_note
from .printed import at_their_lines
from .rules import FUNCTIONS, RULES
from .trials import Comparison, Held, Remark, bound, gap

GROUPS = (
    inside_summaries,
    inside_functions,
    inside_details,
    between,
    between_details,
    narrative_totals,
    narrative_items,
    narrative_costs,
    performance,
    wording,
    stale_years,
    names,
    residue,
)
"""The modules of rules; importing them registers their rules."""

_LAST_LINE = 10**9
MOST_NOTES = 12
"""Notes of one rule that one document is given; more would drown the reader."""


def rule_order(rule_id: str) -> tuple[int, str]:
    """Groups in the order I, X, N, Y."""
    return "IXNY".find(rule_id[:1]), rule_id


for _rule_id in sorted(RULES, key=rule_order):  # the modules register in their own order
    RULES[_rule_id] = RULES.pop(_rule_id)


def _of_rule(trial: Comparison | Remark, rule_id: str) -> Comparison | Remark:
    """The trial with its rule's id. One without an id was just made by the rule and is written in place: copying
    every trial took a sixth of the time. One that another rule gave as well is copied."""
    if trial.rule_id:
        return replace(trial, rule_id=rule_id)
    object.__setattr__(trial, "rule_id", rule_id)
    return trial


def check(disclosure: Disclosure, rules: Iterable[str] | None = None) -> CheckReport:
    """Every rule (or those of `rules`) on one disclosure. Findings come in the order of their lines."""
    case = Case(disclosure)
    wanted = set(FUNCTIONS) if rules is None else set(FUNCTIONS) & set(rules)
    comparisons: list[Comparison] = []
    broken: list[Comparison] = []
    rounding: dict[str, list[Comparison]] = {}
    remarks: list[Remark] = []
    counts: Counter[tuple[str, str]] = Counter()
    for rule_id in sorted(wanted, key=rule_order):
        for trial in FUNCTIONS[rule_id](case):
            if isinstance(trial, Held):
                counts[rule_id, "held"] += trial.times
                continue
            trial = _of_rule(trial, rule_id)
            if isinstance(trial, Remark):
                remarks.append(trial)
                counts[rule_id, "failed"] += 1
                continue
            difference = gap(trial)
            if difference is None:
                continue
            comparisons.append(trial)
            if difference and abs(difference) > bound(trial):
                broken.append(trial)
                counts[rule_id, "failed"] += 1
                continue
            counts[rule_id, "held"] += 1
            if difference and trial.kind == "sum":
                rounding.setdefault(rule_id, []).append(trial)
    findings = [from_fault(fault) for fault in faults(comparisons, broken, case.ledger)]
    findings += [from_remark(remark) for remark in remarks]
    findings += [rounding_note(rule_id, cases) for rule_id, cases in rounding.items()]
    findings = at_their_lines(disclosure, findings)
    findings.sort(key=_place)
    findings = _fewer_notes(findings)
    return CheckReport(tuple(findings), results(counts, wanted))


def results(counts: Counter[tuple[str, str]], wanted: set[str]) -> tuple[CheckResult, ...]:
    """One line per rule and outcome; a rule that looked at nothing did not apply."""
    lines: list[CheckResult] = []
    for rule_id in sorted(wanted & set(RULES), key=rule_order):
        held, failed = counts[rule_id, "held"], counts[rule_id, "failed"]
        if held:
            lines.append(CheckResult(rule_id, "held", held))
        if failed:
            lines.append(CheckResult(rule_id, "failed", failed))
        if not held and not failed:
            lines.append(CheckResult(rule_id, "not_applicable", 0))
    return tuple(lines)


def _fewer_notes(findings: list[Finding]) -> list[Finding]:
    """The first notes of each rule; what is beyond `MOST_NOTES` is counted in the last one kept."""
    seen: Counter[str] = Counter(f.rule_id for f in findings if f.severity == "note")
    told: Counter[str] = Counter()
    kept: list[Finding] = []
    for finding in findings:
        if finding.severity == "note" and seen[finding.rule_id] > MOST_NOTES:
            told[finding.rule_id] += 1
            if told[finding.rule_id] > MOST_NOTES:
                continue
            if told[finding.rule_id] == MOST_NOTES:
                more = seen[finding.rule_id] - MOST_NOTES
                finding = replace(finding, message=f"{finding.message}；其后另有{more}处同类提示")
        kept.append(finding)
    return kept


def _place(finding: Finding) -> tuple[int, tuple[int, str], str]:
    return finding.source_line or _LAST_LINE, rule_order(finding.rule_id), finding.message
