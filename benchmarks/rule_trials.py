"""Every rule of the registry tried on made-up accounts: on faults of its own that it must tell, and on sound accounts.

The faults are those of `tests/generator/rule_faults*.py`, each planted into `TRIALS` accounts of other bodies, years and
looks. A rule tells a fault where it breaks on the account with the fault more often than on the sound one, and the
report has a finding that the sound one has not: one fault is one finding, which may bear another rule's name. Whatever
a rule tells of a sound account is a false alarm.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random

from generator import (
    ELSEWHERE,
    LAYOUTS,
    render,
)
from generator.faults_of_rules import FAULTS_OF_RULES
from generator.history import history
from generator.names import departments
from generator.planting import PLAIN
from generator.records import Facts
from generator.rule_faults import CellFault, RuleFault, as_it_should_be, with_fault
from mingzhang.checking import RULES, Rule, check, check_budget, check_years
from mingzhang.model import Budget, BudgetFigure, CheckReport, Disclosure, Document, Finding, Source
from mingzhang.parsing import parse
from mingzhang.reading.characters import plain_lines

TRIALS = 5
"""Accounts into which each fault is planted."""
SOUND = 20
"""Sound accounts on which each rule is tried at least."""
LOOKS = ("plain", "levels", "inside", "coast", "south", "office")
"""Looks whose tables are parted by tabs and whose paragraphs stand on one line."""
QUOTAS = {"state_capital": SOUND, "government_fund": SOUND, "other": SOUND}
"""Accounts with each kind of money beside the general budget."""
FIRST_YEAR = 2024
"""From here on the names that the made-up accounts use are in force."""
IMITATED = frozenset(
    (
        "N16.unexplained",
        "N25.outcome-cut",
        "N21.form-blanks",
        "N21.reason-mark",
        "N28.field-words",
        "N16.same-indicator",
        "N20.items-unexplained",
    )
)
"""What some looks and some of the facts made up print amiss: a finding on it is none that is false."""
ACCOUNTS = 60
"""Accounts made at least."""
GROUPS = 6
"""Texts in which what the rules look at is printed rightly: fewer, and they would get in each other's way."""
MOST = 400
"""Accounts that are looked through for the kinds of money."""


@dataclass(frozen=True)
class Account:
    """A made-up account: its text, that of the year before, and what stands in it by name."""

    text: str
    before: str
    values: Mapping[str, str]


@dataclass
class Tried:
    """What came of the trials of one rule: faults planted and told, sound accounts and false alarms on them."""

    planted: int = 0
    told: int = 0
    sound: int = 0
    false: int = 0
    missed: list[str] = field(default_factory=list)


def read_text(text: str) -> Disclosure:
    """A disclosure from text that is in memory."""
    lines = tuple(text.splitlines())
    source = Source("0" * 64, "made-up.txt", "txt", len(text), len(lines), "text")
    return parse(Document(source, lines, plain_lines(lines)))


@cache
def accounts() -> tuple[Account, ...]:
    """Accounts of many bodies, years and looks, until each kind of money is in `SOUND` of them."""
    looks = {look.name: look for look in (PLAIN, *LAYOUTS, *ELSEWHERE)}
    wanted = dict(QUOTAS)
    found: list[Account] = []
    for number in range(MOST):
        before, now = _two_years(number)
        kinds = {spending.money for spending in now.spendings}
        kinds = {kind if kind in QUOTAS else "other" for kind in kinds if kind != "general_budget"}
        some_left = any(left > 0 for left in wanted.values())
        if len(found) >= SOUND and some_left and not any(wanted[kind] > 0 for kind in kinds):
            continue
        for kind in kinds:
            wanted[kind] -= 1
        look = looks[LOOKS[len(found) % len(LOOKS)]]
        found.append(Account(render(now, look), render(before, look), _values(now)))
        if len(found) >= ACCOUNTS and not any(left > 0 for left in wanted.values()):
            break
    return tuple(found)


def _two_years(number: int) -> tuple[Facts, Facts]:
    rng = Random(f"trials/{number}")
    department = rng.choice(departments(rng.randint(1, 12), rng))
    before, now = history(department, rng.randint(FIRST_YEAR - 1, FIRST_YEAR), 2, f"trials/{number}")
    return before, now


def _values(facts: Facts) -> dict[str, str]:
    who = facts.department
    former = who.short_name[:2] + "和平" + who.short_name[2:]
    return {
        "year": str(facts.year),
        "last": str(facts.year - 1),
        "name": who.name,
        "short": who.short_name,
        "place": who.city + (who.district or ""),
        "former": who.name.replace(who.short_name, former),
    }


@cache
def _sound(text: str) -> Disclosure:
    return read_text(text)


def _budget(disclosure: Disclosure) -> Budget:
    """The budget that an account states: its items' opening budgets, their sum, and the three public expenses."""
    rows = {row.code: row for row in disclosure.statement(5).rows if row.code}
    items = tuple(
        replace(rows[item.code], figures={"total": item.initial_budget})
        for item in disclosure.execution_items
        if item.code in rows and item.initial_budget is not None
    )
    figures = tuple(
        BudgetFigure(stated.metric, stated.value, stated.place)
        for stated in disclosure.stated
        if stated.metric in ("general_budget_initial", "three_public_budget") and stated.value is not None
    )
    return Budget(disclosure.source, disclosure.identity, items, True, figures)


def report_of(rule_id: str, text: str, account: Account) -> CheckReport:
    """What proofreading says of a text, by the way the rule is run: alone, against the year before, or the budget."""
    disclosure = _sound(text) if text == account.text else read_text(text)
    rule = RULES[rule_id]
    if rule.across is not None:
        return check_years({"now": disclosure, "before": _sound(account.before)})["now"]
    if rule.beside is not None:
        return check_budget(disclosure, _budget(_sound(account.text)))
    return _whole(text) if text == account.text else check(disclosure)


@cache
def _whole(text: str) -> CheckReport:
    return check(_sound(text))


def breaks(report: CheckReport, rule_id: str) -> int:
    """How often a rule broke."""
    return sum(r.times for r in report.results if r.rule_id == rule_id and r.outcome == "failed")


def _alike(finding: Finding) -> tuple[str, str]:
    return finding.rule_id, finding.message


def plant(row: RuleFault | CellFault, tried: Tried) -> None:
    """Plant one fault into `TRIALS` accounts, each alone."""
    planted = 0
    for number, account in enumerate(accounts()):
        made = with_fault(account.text, row, account.values, Random(f"{row.rule}/{number}"))
        if made is None:
            continue
        right, wrong = (report_of(row.rule, text, account) for text in made)
        usual = {_alike(finding) for finding in right.findings}
        new = [f for f in wrong.findings if _alike(f) not in usual and f.severity != "rounding"]
        tried.planted += 1
        planted += 1
        own = any(finding.rule_id == row.rule for finding in new)
        if own or (new and breaks(wrong, row.rule) > breaks(right, row.rule)):
            tried.told += 1
        else:
            tried.missed.append(f"account {number}: {[f.rule_id for f in new]}")
        if planted == TRIALS:
            return


def try_sound(tried: Mapping[str, Tried], wanted: Iterable[str]) -> None:
    """Try rules on sound accounts, and where those have nothing for a rule to look at, on accounts with that in them,
    printed rightly: what several rules look at is printed together, what alters the same words apart."""
    for account in accounts():
        for kind in (is_alone, is_across, is_beside):
            rules = [rule_id for rule_id in wanted if kind(RULES[rule_id])]
            if rules:
                _count_sound(report_of(rules[0], account.text, account), rules, tried)
    rows = [row for rule_id in wanted for row in rows_by_rule().get(rule_id, [])]
    few = [row for row in rows if isinstance(row, RuleFault) and tried[row.rule].sound < SOUND]
    apart = [[row] for row in few if row.before or row.alone]
    together = [
        [row for row in few if not (row.before or row.alone)][group::GROUPS] for group in range(GROUPS)
    ]
    for group in (*apart, *together):
        _try_right(group, tried)


def _try_right(group: list[RuleFault], tried: Mapping[str, Tried]) -> None:
    """Print what the rules of a group look at, rightly, in one account after another until each was tried enough."""
    for number, account in enumerate(accounts()):
        text, placed = account.text, set()
        for row in group:
            if tried[row.rule].sound >= SOUND:
                continue
            made = as_it_should_be(text, row, account.values, Random(f"{row.rule}/{number}"))
            if made is not None:
                text = made
                placed.add(row.rule)
        if placed:
            _count_sound(check(read_text(text)), placed, tried, ran=True)


def _count_sound(
    report: CheckReport, rules: Iterable[str], tried: Mapping[str, Tried], ran: bool = False
) -> None:
    looked = {r.rule_id for r in report.results if r.outcome in ("held", "failed")}
    false = Counter(f.rule_id for f in report.findings if f.severity != "rounding")
    for rule_id in rules:
        tried[rule_id].sound += ran or rule_id in looked
        tried[rule_id].false += 0 if rule_id in IMITATED else false[rule_id]


def is_alone(rule: Rule) -> bool:
    return rule.run is not None


def is_across(rule: Rule) -> bool:
    return rule.across is not None


def is_beside(rule: Rule) -> bool:
    return rule.beside is not None


def rows_by_rule() -> dict[str, list[RuleFault | CellFault]]:
    """Every fault by the rule that should tell it."""
    found: dict[str, list[RuleFault | CellFault]] = defaultdict(list)
    for row in FAULTS_OF_RULES:
        found[row.rule].append(row)
    return found


def try_rules(wanted: tuple[str, ...] = (), verbose: bool = False) -> dict[str, Tried]:
    """The trials of every rule, or of those whose ids begin with one of `wanted`."""
    rows = rows_by_rule()
    tried = {rule_id: Tried() for rule_id in RULES if not wanted or rule_id.startswith(wanted)}
    for rule_id, one in tried.items():
        for row in rows.get(rule_id, []):
            plant(row, one)
        if verbose and (one.missed or one.planted < TRIALS):
            print(f"{rule_id:28} told {one.told}/{one.planted}", *one.missed[:3], sep="\n    ", flush=True)
    try_sound(tried, list(tried))
    return tried


@dataclass(frozen=True)
class Judged:
    """Real documents: findings of each rule, those that auditors judged, and those they judged wrong."""

    findings: Counter[str]
    judged: Counter[str]
    false: Counter[str]


FALSE = frozenset(("noise", "wrong-severity", "partly-wrong", "right-message-wrong"))
"""Verdicts of auditors on a finding that is no fault, or not the fault it tells."""
OWN_VERDICTS = Path(__file__).resolve().parent / "judged.csv"
"""Verdicts on findings of the real documents that no auditor listed: each was read beside its evidence."""
NEAR = 2
"""Lines around a listed fault that are still its place."""


def judge_real(texts: Mapping[str, Disclosure], gold: Path) -> Judged:
    """The findings on real documents held against what auditors listed. `gold` has `anomalies.csv`, the faults of two
    documents line by line, and `judged.csv`, verdicts on findings; `OWN_VERDICTS` has those on the other documents. A
    finding near none of them is not judged."""
    told: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    false: Counter[str] = Counter()
    faults, verdicts = _listed(gold / "anomalies.csv"), _verdicts(gold / "judged.csv", OWN_VERDICTS)
    for name, disclosure in texts.items():
        for finding in check(disclosure).findings:
            if finding.severity == "rounding":
                continue
            told[finding.rule_id] += 1
            lines = {line for line in (finding.source_line, finding.other_line) if line is not None}
            listed = any((name, line + by) in faults for line in lines for by in range(-NEAR, NEAR + 1))
            named = (finding.family, finding.rule_id)
            said = {v for line in lines for rule in named for v in verdicts.get((name, rule, line), ())}
            if listed or said:
                judged[finding.rule_id] += 1
                false[finding.rule_id] += not listed and bool(said) and said <= FALSE
    return Judged(told, judged, false)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _listed(path: Path) -> set[tuple[str, int]]:
    """Document and line of every fault that auditors listed."""
    found = set()
    for row in _rows(path):
        for line in (row["line"], *row["also"].replace(";", "|").split("|")):
            if line.strip().isdigit():
                found.add((row["file"][:3], int(line)))
    return found


def _verdicts(*paths: Path) -> dict[tuple[str, str, int], set[str]]:
    """Verdicts by document, rule (its id or its family) and line."""
    found: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for path in paths:
        for row in _rows(path):
            if row["line"].isdigit():
                found[row["document"], row["rule"], int(row["line"])].add(row["verdict"])
    return found


def main() -> None:
    """Try single rules: `python benchmarks/rule_trials.py N16.units N28`."""
    import sys

    for rule_id, tried in try_rules(tuple(sys.argv[1:]), verbose=True).items():
        if tried.sound < SOUND or tried.false:
            print(f"{rule_id:28} sound {tried.sound} false {tried.false}")


if __name__ == "__main__":
    main()
