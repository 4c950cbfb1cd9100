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
    """Faults told of those planted for a rule, and its false alarms on documents without a fault."""
    trials = accuracy().get(rule_id, Accuracy())
    told = f"{trials.told} of {trials.planted}" if trials.planted else "–"
    return f"{told}; {trials.false_alarms} false" if trials.documents else told


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


def test_the_trials_are_of_rules_that_exist() -> None:
    assert set(accuracy()) <= set(RULES)
    assert all(trials.told <= trials.planted for trials in accuracy().values())
