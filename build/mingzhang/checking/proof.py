"""Run the rules on a disclosure: count what held, failed, did not apply or could not be checked; breaches become findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from ..model import Budget, CheckReport, CheckResult, Disclosure, Finding
from .breaches import by_figure
from .causes import Fault, Marks, faults
from .context import RuleContext
from .exchanged import put_right
from .figures import plain
from .messages import SEVERITIES, from_fault, from_remarks, from_rounding, severity_of
from .registry import RULES, Rule, load, rule_order
from .spots import at_their_lines, with_spots
from .trials import Comparison, Held, NotChecked, Remark, Trial, bound, gap, rounded_alike, tolerance
from .words_of_size import fits

load()

_LAST_LINE = 10**9
RELATION = "N17.relation"
"""Words of size are wrong as well where one of the two figures is."""
_LOST = ("lost", "absent")
_MARKS = ("digits", "code", "columns", "blanks", "parted", "total_row")
"""Repairs that only damaged text needs: numbers cut by blanks, codes cut short, columns lost."""


@dataclass
class Tally:
    """What the rules gave: counts by rule and outcome, comparisons that hold or break, remarks, reasons."""

    counts: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    reasons: dict[str, str] = field(default_factory=dict)
    comparisons: list[Comparison] = field(default_factory=list)
    broken: list[Comparison] = field(default_factory=list)
    hints: list[Comparison] = field(default_factory=list)
    slips: list[Comparison] = field(default_factory=list)
    within: dict[str, list[Comparison]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def check(disclosure: Disclosure, rules: Iterable[str | Rule] | None = None) -> CheckReport:
    """Every rule (or those of `rules`, ids or rules) on one disclosure. Findings come in the order of their lines."""
    context = RuleContext(*put_right(disclosure))
    wanted = [rule for rule in _wanted(rules) if rule.run is not None]
    tally = Tally()
    for rule in wanted:
        if rule.run is not None:
            _count(rule, rule.run(context), tally)
    return CheckReport(tuple(findings_of(tally, context)), results(tally, wanted, disclosure))


def findings_of(tally: Tally, context: RuleContext) -> list[Finding]:
    """What the rules found, in the order of their lines."""
    findings, contested = _of_comparisons(tally, context)
    blamed = {(f.source_line, f.found): f.expected for f in findings if f.severity in ("error", "warning")}
    untold = [r for r in tally.remarks if not _is_told(r, blamed) and not _rests_on(r, contested)]
    findings += _of_remarks(untold)
    moved = at_their_lines(context.disclosure, findings, context.rows_between)
    return sorted(with_spots(context.disclosure, moved), key=_place)


def _wanted(rules: Iterable[str | Rule] | None) -> list[Rule]:
    if rules is None:
        return list(RULES.values())
    found = [rule if isinstance(rule, Rule) else RULES[rule] for rule in rules]
    for rule in found:
        RULES.setdefault(rule.id, rule)
    return sorted(found, key=lambda rule: rule_order(rule.id))


def run_across(rule: Rule, context: RuleContext, last: RuleContext, tally: Tally) -> None:
    """Run a rule on a disclosure and that of the year before."""
    if rule.across is not None:
        _count(rule, rule.across(context, last), tally)


def run_beside(rule: Rule, context: RuleContext, budget: Budget, tally: Tally) -> None:
    """Run a rule on a disclosure and the budget of its body and year."""
    if rule.beside is not None:
        _count(rule, rule.beside(context, budget), tally)


def _count(rule: Rule, trials: Iterable[Trial], tally: Tally) -> None:
    held = 0
    for trial in trials:
        if isinstance(trial, Held):
            held += trial.times
        elif isinstance(trial, NotChecked):
            tally.counts[rule.id, "not_checked"] += 1
            tally.reasons.setdefault(rule.id, trial.reason)
        elif isinstance(trial, Remark):
            trial.rule_id = rule.id
            tally.remarks.append(trial)
            tally.counts[rule.id, "failed"] += 1
        else:
            held += _compare(rule, trial, tally)
    tally.counts[rule.id, "held"] += held


def _compare(rule: Rule, trial: Comparison, tally: Tally) -> bool:
    """Take in a comparison; whether it holds."""
    difference = gap(trial)
    if difference is None:
        return False
    trial.rule_id = rule.id
    if not difference:
        tally.comparisons.append(trial)
        return True
    size = abs(difference)
    if size <= bound(trial):
        tally.comparisons.append(trial)
        if trial.kind == "sum" and not rounded_alike(trial) and not _has_unprinted(trial):
            tally.within.setdefault(rule.id, []).append(trial)
    elif any(figure.doubtful for figure in trial.figures):
        tally.counts[rule.id, "not_checked"] += 1
        tally.reasons.setdefault(rule.id, f"{_doubtful(trial)}有没有读准的数字")
        return False
    elif size <= tolerance(trial):
        tally.comparisons.append(trial)
        if not _has_unprinted(trial):
            tally.slips.append(trial)
    else:
        tally.counts[rule.id, "failed"] += 1
        tally.comparisons.append(trial)
        (tally.hints if severity_of(trial) == "note" else tally.broken).append(trial)
        return False
    return True


def _has_unprinted(trial: Comparison) -> bool:
    """Whether one of two figures compared is of a row that is not printed: no slip of its last digit, then."""
    return len(trial.terms) == 1 and any(f.in_table and f.value is None and not f.line for f in trial.figures)


def _doubtful(trial: Comparison) -> str:
    figure = next(figure for figure in trial.figures if figure.doubtful)
    return f"公开{int(figure.key.owner):02d}表" if figure.in_table else figure.place


def _marks(disclosure: Disclosure) -> Marks:
    """The marks of extraction: statements with repairs that only damaged text needs; words recognised in pictures."""
    scanned = disclosure.source.carrier == "scan"
    marked = frozenset(
        statement.number
        for statement in disclosure.statements
        if scanned or any(repair.kind in _MARKS for row in statement.rows for repair in row.repairs)
    )
    doubted = ((doubt.place.line, *doubt.values) for doubt in disclosure.doubts if doubt.values)
    by_blanks = frozenset(statement.number for statement in disclosure.statements if statement.by_blanks)
    return Marks(marked, frozenset(doubted), by_blanks)


def _of_comparisons(tally: Tally, context: RuleContext) -> tuple[list[Finding], set[str]]:
    """Faults of the broken comparisons, and the items one of whose own figures is wrong. Hints blame nobody; one that a
    fault explains is not told again."""
    marks = _marks(context.disclosure)
    comparisons = by_figure(tally.comparisons) if tally.broken or tally.hints else {}
    found = faults(comparisons, tally.broken, context.ledger, marks)
    blamed = {fault.suspect.key for fault in found if fault.suspect is not None}
    blamed |= {key for fault in found for key in fault.harmed}
    rows = {fault.suspect.key[:3] for fault in found if fault.damage and fault.suspect is not None}
    hints = [
        hint
        for hint in tally.hints
        if not blamed & {figure.key for figure in hint.figures}
        and not rows & {figure.key[:3] for figure in hint.figures}
    ]
    found += faults(comparisons, hints, context.ledger, marks)
    findings = [from_fault(fault) for fault in found]
    findings += [
        from_rounding([slip], slip=True) for slip in tally.slips if not blamed & {f.key for f in slip.figures}
    ]
    findings += [from_rounding(cases, slip=False) for cases in tally.within.values()]
    return findings, _contested(found)


def _contested(found: Iterable[Fault]) -> set[str]:
    """The items one of whose own figures is wrong, as the owners of their subjects."""
    items: set[str] = set()
    for fault in found:
        own = {figure.key[:2] for figure in fault.breach.figures}
        if fault.suspect is not None and fault.evidence:
            own = {fault.suspect.key[:2]}
        elif len(own) > 1 or abs(gap(fault.breach) or Decimal(0)) <= _SLIP:
            continue
        items |= {owner for kind, owner in own if kind == "item"}
    return items


_SLIP = 1
"""Percentage points by which a rate may be off for the amounts it is of to be right."""
_OF_REASONS = ("N17.item-reason-missing", "N17.item-reason-opposite", RELATION)


def _rests_on(remark: Remark, contested: set[str]) -> bool:
    """Whether a remark on how budget and final differ is of an item one of whose figures is wrong: which, is not known."""
    if remark.rule_id not in _OF_REASONS:
        return False
    subjects = [remark.subject, *(figure.key for figure in remark.figures)]
    return any(key is not None and key.kind == "item" and key.owner in contested for key in subjects)


def _is_told(remark: Remark, blamed: Mapping[tuple[int | None, str | None], str | None]) -> bool:
    """Whether words of size rest on a figure of their line that a finding blames, and fit what should stand there."""
    if remark.rule_id != RELATION:
        return False
    keys = [(figure.line, plain(figure.amount)) for figure in remark.figures]
    if not any(key in blamed for key in keys):
        return False
    right = [_number(blamed.get(key)) for key in keys]
    meant = [
        figure.amount if number is None else number
        for figure, number in zip(remark.figures, right, strict=True)
    ]
    return len(meant) != 2 or fits(str(remark.found), meant[0], meant[1])


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def _of_remarks(remarks: list[Remark]) -> list[Finding]:
    """One finding for remarks of a rule that are alike."""
    groups: dict[tuple[str, str], list[Remark]] = {}
    for number, remark in enumerate(remarks):
        groups.setdefault((remark.rule_id, remark.joined or f"#{number}"), []).append(remark)
    return [from_remarks(group) for group in groups.values()]


def results(tally: Tally, wanted: Iterable[Rule], disclosure: Disclosure) -> tuple[CheckResult, ...]:
    """A line per rule and outcome. A rule that looked at nothing did not apply, or could not be checked where a
    statement that it needs was not read."""
    lines: list[CheckResult] = []
    of = tally.counts
    status = {statement.number: statement.status for statement in disclosure.statements}
    for rule in wanted:
        held, failed = of.get((rule.id, "held"), 0), of.get((rule.id, "failed"), 0)
        not_checked = of.get((rule.id, "not_checked"), 0)
        if not (held or failed or not_checked):
            lost = [number for number in rule.statements if status.get(number) in _LOST]
            if lost:
                names = "、".join(f"公开{number:02d}表" for number in lost)
                lines.append(CheckResult(rule.id, "not_checked", 1, f"{names}没有读出数字"))
            else:
                lines.append(CheckResult(rule.id, "not_applicable", 0))
            continue
        if held:
            lines.append(CheckResult(rule.id, "held", held))
        if failed:
            lines.append(CheckResult(rule.id, "failed", failed))
        if not_checked:
            lines.append(CheckResult(rule.id, "not_checked", not_checked, tally.reasons.get(rule.id)))
    return tuple(lines)


def _place(finding: Finding) -> tuple[int, int, tuple[int, str], str]:
    line = finding.source_line or _LAST_LINE
    return line, SEVERITIES.index(finding.severity), rule_order(finding.rule_id), finding.message
