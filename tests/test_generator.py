"""The sample generator: the same seed writes the same bytes, figures fit, everything is invented."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from generator import ELSEWHERE, FAULTS, LAYOUTS, case, plant, render, write_sample
from generator.codes import CLASSES, ECONOMIC_NAMES, ITEMS, SECTIONS
from generator.document import draft
from generator.figures import percent, wan, yuan
from generator.history import history
from generator.lines import wrap
from generator.names import CITY, departments
from generator.planting import PLAIN
from generator.records import APPROPRIATIONS, GENERAL, Facts, totals
from generator.statements import statements
from generator.writing import LAST_YEAR
from mingzhang import catalogue, classification

COMMITTED = Path(__file__).parents[1] / "disclosures"


def years_of(seed: int, count: int = 3) -> list[Facts]:
    return [f for d in departments(6, Random(seed)) for f in history(d, 2022, count, str(seed))]


def digest(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.glob("*.txt"))}


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for folder, seed in (("a", 7), ("b", 7), ("c", 8)):
        write_sample(tmp_path / folder, seed, departments=3, years=2)
    assert digest(tmp_path / "a") == digest(tmp_path / "b")
    assert not set(digest(tmp_path / "a").values()) & set(digest(tmp_path / "c").values())


def test_the_committed_sample_is_what_seed_1_writes(tmp_path: Path) -> None:
    written = write_sample(tmp_path, 1)
    assert [p.name for p in written] == sorted(p.name for p in tmp_path.iterdir())
    assert len(written) == 12
    assert digest(tmp_path) == digest(COMMITTED)


def test_every_encoding_is_in_the_committed_sample() -> None:
    data = [p.read_bytes() for p in COMMITTED.glob("*.txt")]
    assert sum(d.startswith(b"\xef\xbb\xbf") for d in data) >= 1
    assert sum(b"\r\n" in d for d in data) >= 1
    with pytest.raises(UnicodeDecodeError):
        b"".join(d for d in data if not d.startswith(b"\xef\xbb\xbf")).decode()
    assert all("本文件为虚构样例，与任何真实部门无关" in decoded(d).replace("\n", "") for d in data)


def decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r", "")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def test_seven_hundred_departments_have_seven_hundred_names() -> None:
    made_up = departments(700, Random(1))
    assert len({d.name for d in made_up}) == 700
    assert all(d.name.removeprefix("中共").startswith(CITY) for d in made_up)
    assert {d.kind for d in made_up} == {"街道办事处", "政府办公室", "局"}


@pytest.mark.parametrize("facts", years_of(3), ids=lambda f: f"{f.department.short_name}-{f.year}")
def test_figures_fit_one_another(facts: Facts) -> None:
    general = facts.of(GENERAL)
    assert sum(amount for _, amount in facts.economic) == sum(s.basic for s in general)
    assert sum(p.executed for p in facts.projects) == sum(s.project for s in general)
    assert facts.personnel + facts.public == sum(s.basic for s in general)
    now = totals(facts)
    assert now.revenue + sum(s.opening for s in facts.spendings) == now.grand
    table = statements(facts)
    own = sum(s.total for s in facts.spendings if s.money in APPROPRIATIONS)
    paid = sum(table[n][0].amounts[2 if n == 7 else 0] or 0 for n in (5, 7, 8) if table[n])
    assert paid == own
    assert [line.amounts[0] for line in table[1] if line.item == "总计"] == [now.grand, now.grand]
    assert all((s.reason == "") == (s.initial == s.total) for s in general)


def test_each_year_compares_with_the_year_before() -> None:
    by_department: dict[str, list[Facts]] = {}
    for facts in years_of(4):
        by_department.setdefault(facts.department.name, []).append(facts)
    for years in by_department.values():
        for before, after in pairwise(years):
            assert after.previous == totals(before)
            assert after.year == before.year + 1


def test_codes_and_names_are_those_of_the_classification() -> None:
    for code, name in (*CLASSES, *SECTIONS.items(), *ITEMS.items()):
        known = classification.function_code(code)
        assert known is not None and known.name == name, code
    for code, name in ECONOMIC_NAMES.items():
        known = classification.economic_code(code)
        assert known is not None and known.name == name, code


def test_every_stated_figure_is_a_metric() -> None:
    known = {m.id for m in catalogue.METRICS}
    stated = {s.metric for seed in range(20) for s in _draft(seed)}
    assert stated - known == set()
    assert len(stated) > 60


def _draft(seed: int):  # type: ignore[no-untyped-def]
    made = case(seed, damages=frozenset())
    return draft(made.facts, made.layout, made.damages).stated


@pytest.mark.parametrize(
    ("amount", "trimmed", "fixed", "in_yuan"),
    [
        (95984, "959.84", "959.84", "9,598,400.00"),
        (20, "0.2", "0.20", "2,000.00"),
        (9200, "92", "92.00", "920,000.00"),
        (0, "0", "0.00", "0.00"),
        (123456700, "1234567", "1,234,567.00", "12,345,670,000.00"),
    ],
)
def test_money_prints_as_documents_print_it(amount: int, trimmed: str, fixed: str, in_yuan: str) -> None:
    assert wan(amount) == trimmed
    assert wan(amount, trim=False, comma=True) == fixed
    assert yuan(amount) == in_yuan


@pytest.mark.parametrize(
    ("part", "whole", "places", "text"),
    [
        (1, 3, 2, "33.33"),
        (2, 3, 1, "66.7"),
        (1, 1, 2, "100"),
        (1, 8, 2, "12.5"),
        (-1, 8, 1, "-12.5"),
        (5, 0, 2, "0"),
    ],
)
def test_percentages_round_half_up(part: int, whole: int, places: int, text: str) -> None:
    assert percent(part, whole, places) == text


def test_wrapped_lines_keep_numbers_whole() -> None:
    assert wrap("本年收入合计一千二百三十四点五六即1234.56万元整", 8) == [
        "本年收入合计",
        "一千二百三十四点",
        "五六即1234.56万",
        "元整",
    ]


@pytest.mark.parametrize("layout", (*LAYOUTS, *ELSEWHERE), ids=lambda layout: layout.name)
def test_every_layout_says_that_it_is_made_up(layout) -> None:  # type: ignore[no-untyped-def]
    text = render(case(5).facts, layout)
    assert "本文件为虚构样例" in text
    assert ("（样例，虚构）" in text) == layout.cover


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_changes_one_place_and_nothing_else(fault: str) -> None:
    for seed in range(40):
        facts = case(seed).facts
        planted = plant(facts, fault, seed=seed)
        if planted is None:
            continue
        sound = render(facts, PLAIN).split("\n")
        faulty = planted.text.split("\n")
        assert planted.before == sound[planted.line - 1]
        assert planted.after == faulty[planted.line - 1]
        grown = len(faulty) - len(sound)
        tail = min(len(sound), len(faulty)) - planted.line - 4
        assert grown in (-2, -1, 0, 2, 4)
        assert [x for x in sound[-tail:] if x] == [x for x in faulty[-tail:] if x]
        return
    pytest.fail(f"no document has a place for {fault}")


def test_the_sample_ends_with_last_year(tmp_path: Path) -> None:
    names = [p.name for p in write_sample(tmp_path, 2, departments=1, years=2)]
    assert names == [f"sample-001-{LAST_YEAR - 1}.txt", f"sample-001-{LAST_YEAR}.txt"]
