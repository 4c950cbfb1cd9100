"""Kinds of faults that `benchmarks/faults_held_apart.py` plants: each finds places, and a planted text differs there only."""

from __future__ import annotations

import importlib
import sys
from random import Random
from types import ModuleType

import pytest

from generator import ELSEWHERE, LAYOUTS, case
from places import ROOT

ELSEWHERE_ONLY = {
    "first": frozenset({"score_above_all", "prose_share_of_revenue"}),
    "second": frozenset({"indicators_counted_otherwise"}),
}
"""Kinds that no made-up account offers a place."""


@pytest.fixture(scope="module")
def benchmark(request: pytest.FixtureRequest) -> ModuleType:
    folder = str(ROOT / "benchmarks")
    sys.path.append(folder)
    request.addfinalizer(lambda: sys.path.remove(folder))
    return importlib.import_module("faults_held_apart")


@pytest.fixture(scope="module")
def texts() -> list[list[str]]:
    looks = [*ELSEWHERE, *LAYOUTS]
    return [
        case(1000 + n, look, frozenset()).text().split("\n") for n, look in enumerate(looks) if n < 8 or n % 3
    ]


@pytest.mark.parametrize("name", sorted(ELSEWHERE_ONLY))
def test_every_kind_has_a_place_where_it_alters_the_text(
    benchmark: ModuleType, texts: list[list[str]], name: str
) -> None:
    without = set()
    for kind, (_, maker) in benchmark.SETS[name].items():
        made = ((lines, fault) for lines in texts for fault in maker(lines, Random(1)))
        if not any(benchmark.planted(lines, fault) != lines for lines, fault in made):
            without.add(kind)
    assert without <= ELSEWHERE_ONLY[name]
    assert len(benchmark.SETS[name]) > 90


def test_a_line_left_out_moves_the_rest_up(benchmark: ModuleType) -> None:
    fault = benchmark.Fault({1: benchmark.DROP}, ("b",), gone=True)
    assert benchmark.planted(["a", "b", "c"], fault) == ["a", "c"]


def test_a_match_over_several_lines_is_replaced_and_the_rest_stays(benchmark: ModuleType) -> None:
    prose = importlib.import_module("apart_places").Prose(["收入 12.5", "万元，占", "a\tb"])
    match = next(prose.find("12.5(?P<x>万元)"))
    assert prose.edit(match.start("x"), match.end("x"), "元") == {1: "元，占"}
    assert prose.edit(match.start(), match.end(), "0元") == {0: "收入 0元", 1: "，占"}


def test_statements_are_known_by_what_only_they_hold(benchmark: ModuleType, texts: list[list[str]]) -> None:
    found = [importlib.import_module("apart_places").tables(lines) for lines in texts]
    assert {1, 2, 3, 4, 5, 6, 9} <= set.union(*(set(one) for one in found))
    codes = [one[3].code(one[3].items()[0]) for one in found if 3 in one and one[3].items()]
    assert len(codes) > 6
    assert all(code.startswith("2") for code in codes)
