"""Slips that the benchmark plants: each kind has a place in a sound account, alters it there and moves no line."""

from __future__ import annotations

from random import Random

import pytest

from generator import render, slips_evaluation, slips_prose, slips_tables, slips_wording
from generator.history import history
from generator.names import departments
from generator.planting import PLAIN
from generator.slips import SLIPS, held_apart

MODULES = (slips_evaluation, slips_prose, slips_tables, slips_wording)
ELSEWHERE = frozenset({"code_of_its_neighbour", "form_of_another_unit", "share_of_the_general_budget"})
"""Kinds whose places this account lacks."""


@pytest.fixture(scope="module")
def accounts() -> list[list[str]]:
    chosen = departments(5, Random("slips"))
    years = [history(department, 2024, 2, "slips") for department in chosen]
    return [render(facts, PLAIN).split("\n") for _, facts in years]


@pytest.mark.parametrize("name", sorted(SLIPS))
def test_every_kind_has_a_place_and_moves_no_line(name: str, accounts: list[list[str]]) -> None:
    places = 0
    for lines in accounts:
        for slip in SLIPS[name][1](lines, Random(1)):
            places += 1
            assert all(0 <= index < len(lines) and "\n" not in text for index, text in slip.lines.items())
    assert places or name in ELSEWHERE


def test_many_of_the_kinds_are_held_apart() -> None:
    assert len(MODULES) == 4 and len(SLIPS) >= 60
    assert 0.3 < sum(map(held_apart, SLIPS)) / len(SLIPS) < 0.6
