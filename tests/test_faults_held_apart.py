"""Kinds of faults that `benchmarks/faults_held_apart.py` plants: each finds places, and a planted text differs there only."""

from __future__ import annotations

import importlib
import sys
from random import Random
from types import ModuleType

import pytest

from generator import ELSEWHERE, LAYOUTS, case
from places import ROOT

ELSEWHERE_ONLY = frozenset({"score_above_all", "prose_share_of_revenue"})
"""Kinds that no made-up account offers a place."""


@pytest.fixture(scope="module")
def benchmark(request: pytest.FixtureRequest) -> ModuleType:
    folder = str(ROOT / "benchmarks")
    sys.path.append(folder)
    request.addfinalizer(lambda: sys.path.remove(folder))
    return importlib.import_module("faults_held_apart")


def test_every_kind_has_a_place_where_it_alters_the_text(benchmark: ModuleType) -> None:
    looks = [*ELSEWHERE[:6], LAYOUTS[0], LAYOUTS[7]]
    texts = [case(1000 + n, look, frozenset()).text().split("\n") for n, look in enumerate(looks)]
    without = set()
    for name, (_, maker) in benchmark.KINDS.items():
        made = ((lines, fault) for lines in texts for fault in maker(lines, Random(1)))
        if not any(benchmark.planted(lines, fault) != lines for lines, fault in made):
            without.add(name)
    assert without <= ELSEWHERE_ONLY
    assert len(benchmark.KINDS) > 90


def test_a_line_left_out_moves_the_rest_up(benchmark: ModuleType) -> None:
    fault = benchmark.Fault({1: benchmark.DROP}, ("b",), gone=True)
    assert benchmark.planted(["a", "b", "c"], fault) == ["a", "c"]
