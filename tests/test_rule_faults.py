"""Faults of the rules that the benchmark plants: every rule has one, and each has a place in a made-up account."""

from __future__ import annotations

from random import Random

import pytest

from generator import (
    render,
)
from generator.faults_of_rules import FAULTS_OF_RULES
from generator.history import history
from generator.layouts import Layout
from generator.names import departments
from generator.planting import PLAIN
from generator.records import Department
from generator.rule_faults import CellFault, RuleFault, as_it_should_be, with_fault
from mingzhang.checking import RULES

ACCOUNTS = 12
"""Accounts looked through for a place; every kind of money is among them."""
Place = tuple[str, dict[str, str]]


@pytest.fixture(scope="module")
def accounts() -> list[Place]:
    chosen = departments(ACCOUNTS, Random("faults"))
    return [_account(department, PLAIN) for department in chosen]


def _account(department: Department, look: Layout) -> Place:
    _, facts = history(department, 2023, 2, "faults")
    who = facts.department
    names = {
        "name": who.name,
        "short": who.short_name,
        "place": f"{who.city}{who.district}",
        "former": "旧名",
    }
    return render(facts, look), {"year": "2024", "last": "2023", **names}


def test_every_rule_has_a_fault() -> None:
    assert {row.rule for row in FAULTS_OF_RULES} == set(RULES)


@pytest.mark.parametrize("row", FAULTS_OF_RULES, ids=lambda row: row.rule)
def test_a_fault_has_a_place_and_alters_the_account(
    row: RuleFault | CellFault, accounts: list[Place]
) -> None:
    made = (with_fault(text, row, values, Random(1)) for text, values in accounts)
    pair = next((pair for pair in made if pair is not None), None)
    assert pair is not None
    right, wrong = pair
    assert right != wrong


def test_what_is_printed_rightly_is_printed_in_the_sound_account(accounts: list[Place]) -> None:
    row = next(row for row in FAULTS_OF_RULES if row.rule == "N25.score-above-hundred")
    text, values = accounts[0]
    printed = as_it_should_be(text, row, values, Random(1))
    assert printed is not None
    assert "自评得分92.5分" in printed
    assert "自评得分92.5分" not in text
