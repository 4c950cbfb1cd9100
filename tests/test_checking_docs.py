"""docs/checks.md lists every rule as it is described in the code (`UPDATE_DOCS=1` writes the list anew)."""

from __future__ import annotations

import os
from pathlib import Path

from mingzhang.checking import RULES, Accuracy, accuracy
from mingzhang.checking.examples import EXAMPLES, example_of

DOCS = Path(__file__).resolve().parent.parent / "docs" / "checks.md"
BEGIN = "<!-- rules: written by tests/test_checking_docs.py with UPDATE_DOCS=1 -->"
END = "<!-- end of rules -->"
GROUPS = {
    "I": "Inside the tables",
    "X": "Between the tables",
    "N": "The prose",
    "Y": "Across years",
    "B": "Against the budget",
}


def tried(rule_id: str) -> str:
    """Faults told of those planted for a rule; its false alarms on sound documents; its findings on real ones, and how
    many of those that auditors judged are wrong."""
    trials = accuracy().get(rule_id, Accuracy())
    told = f"{trials.told} of {trials.planted}; {trials.false_alarms} false in {trials.documents}"
    if not trials.real_findings:
        return told
    judged = (
        f", {trials.real_false_alarms} of {trials.real_judged} judged wrong" if trials.real_judged else ""
    )
    return f"{told}; real {trials.real_findings}{judged}"


def listed() -> str:
    lines: list[str] = []
    for letter, title in GROUPS.items():
        lines += [
            "",
            f"### {title}",
            "",
            "| rule | checks | severity | trials | explanation |",
            "|---|---|---|---|---|",
        ]
        lines += [
            f"| {rule.id} | {rule.name_zh}<br>{rule.name_en} | `{rule.severity}` | {tried(rule.id)} | {rule.explanation} |"
            for rule in RULES.values()
            if rule.id.startswith(letter)
        ]
    return "\n".join([*lines, ""])


def test_the_documented_rules_are_the_rules() -> None:
    text = DOCS.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    found, after = rest.split(END)
    if os.environ.get("UPDATE_DOCS"):
        DOCS.write_text(f"{before}{BEGIN}\n{listed()}\n{END}{after}", encoding="utf-8")
        return
    assert found.strip() == listed().strip(), "run: UPDATE_DOCS=1 pytest tests/test_checking_docs.py"


def test_every_rule_has_an_example_of_wrong_and_right() -> None:
    without = [rule_id for rule_id in RULES if example_of(rule_id) is None]
    assert without == [], "add an example to build/mingzhang/checking/examples.py"
    known = {rule.family for rule in RULES.values()} | set(RULES)
    assert set(EXAMPLES) <= known


def test_every_rule_was_tried() -> None:
    """At least five faults of its own, and twenty sound documents (`benchmarks/proofreading.py --write`)."""
    untried = set(RULES) - set(accuracy())
    assert untried == set(), (
        "add rows to tests/generator/rule_faults*.py, then benchmarks/proofreading.py --write"
    )
    assert set(accuracy()) == set(RULES)
    few = {
        rule_id: (trials.planted, trials.documents)
        for rule_id, trials in accuracy().items()
        if trials.planted < 5 or trials.documents < 20
    }
    assert few == {}
    assert all(trials.told <= trials.planted for trials in accuracy().values())
