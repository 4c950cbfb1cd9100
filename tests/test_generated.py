"""Known facts rendered in every layout and damage: the parser must give the facts back.

The seeds are drawn by Hypothesis, the same ones in every run; `benchmarks/accuracy.py` scores many more.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator import DAMAGES, ELSEWHERE, LAYOUTS, Case, Layout, case, expected, plant
from generator.comparison import Part, compare
from generator.planting import PLAIN
from mingzhang.model import Disclosure
from mingzhang.parsing import parse
from mingzhang.reading import read

PROVEN = settings(
    max_examples=6,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)
SEEDS = st.integers(min_value=0, max_value=10_000_000)


def parsed(made: Case, folder: Path) -> Disclosure:
    path = folder / "made-up.txt"
    path.write_text(made.text(), encoding="utf-8")
    return parse(read(path))


def outcome(made: Case, folder: Path) -> dict[str, Part]:
    return compare(expected(made.facts, made.layout, made.damages), parsed(made, folder))


def flaws(result: dict[str, Part], *parts: str) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    chosen = parts or tuple(result)
    return {p: (result[p].missed, result[p].extra) for p in chosen if result[p].missed or result[p].extra}


@pytest.mark.slow
@pytest.mark.parametrize("layout", [x for x in (*LAYOUTS, *ELSEWHERE) if not x.wrap], ids=lambda x: x.name)
@PROVEN
@given(seed=SEEDS)
def test_whole_paragraphs_are_read_exactly(tmp_path: Path, layout: Layout, seed: int) -> None:
    made = case(seed, layout, frozenset())
    assert flaws(outcome(made, tmp_path)) == {}, made.name


@pytest.mark.slow
@pytest.mark.parametrize("layout", [x for x in (*LAYOUTS, *ELSEWHERE) if x.wrap], ids=lambda x: x.name)
@PROVEN
@given(seed=SEEDS)
def test_hard_wrapped_lines_are_read_exactly(tmp_path: Path, layout: Layout, seed: int) -> None:
    """All but where a full last line hides the end of a paragraph."""
    made = case(seed, layout, frozenset())
    result = outcome(made, tmp_path)
    assert flaws({p: part for p, part in result.items() if p != "paragraphs"}) == {}, made.name
    assert result["paragraphs"].hits >= 0.9 * result["paragraphs"].expected, made.name


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
@PROVEN
@given(seed=SEEDS)
def test_damage_leaves_nearly_everything_readable(tmp_path: Path, damage: str, seed: int) -> None:
    made = case(seed, damages=frozenset({damage}))
    result = outcome(made, tmp_path)
    hits = sum(p.hits for p in result.values())
    total = sum(p.expected + p.found for p in result.values())
    # Where a sentence ends in its middle, a figure in numerals on the next line is no longer its own.
    bound = 0.96 if damage == "sentence_breaks" else 0.98
    assert 2 * hits / total >= bound, (made.name, flaws(result))
    assert flaws(result, "identity", "statuses") == {}, made.name


def test_comparison_sees_a_single_wrong_figure(tmp_path: Path) -> None:
    """Otherwise every score above would prove nothing."""
    made = case(11, PLAIN, frozenset())
    wanted = expected(made.facts, PLAIN)
    for fault, part in (
        ("revenue_item_amount", "cells"),
        ("stated_total", "key_figures"),
        ("structure_amount", "structure"),
        ("item_budget", "execution"),
        ("project_amount", "projects"),
        ("form_amount", "forms"),
    ):
        planted = plant(made.facts, fault, seed=11)
        assert planted is not None, fault
        path = tmp_path / f"{fault}.txt"
        path.write_text(planted.text, encoding="utf-8")
        result = compare(wanted, parse(read(path)))
        assert set(flaws(result)) >= {part}, fault
        assert result[part].hits == result[part].expected - 1, fault
