"""docs/checks.md lists every rule as it is described in the code (`UPDATE_DOCS=1` writes the list anew)."""

from __future__ import annotations

import os
from pathlib import Path

from mingzhang.checking import RULES

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


def listed() -> str:
    lines: list[str] = []
    for letter, title in GROUPS.items():
        lines += ["", f"### {title}", "", "| rule | checks | severity | explanation |", "|---|---|---|---|"]
        lines += [
            f"| {rule.id} | {rule.name_zh}<br>{rule.name_en} | `{rule.severity}` | {rule.explanation} |"
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
