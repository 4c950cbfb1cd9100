"""How openly an account is published, and which figures stand far from their peers."""

from __future__ import annotations

from typing import Any

import pytest

from mingzhang.site.pages.findings import folded
from mingzhang.site.parts.outliers import far_away
from mingzhang.site.parts.transparency import method, parts_of


def counts(**given: Any) -> dict[str, Any]:
    known = {"there": 9, "lost": 0, "digits": 100, "told": 0, "failed": 0, "applied": 50, "due": None}
    return known | {f"e{n}": 1 for n in range(5)} | given


@pytest.mark.parametrize(
    ("given", "part", "value"),
    [
        ({}, "statements", 1.0),
        ({"there": 6}, "statements", 6 / 9),
        ({"e0": 0, "e4": 0}, "explanations", 0.6),
        ({}, "timeliness", None),
        ({"due": "in_time"}, "timeliness", 1.0),
        ({"due": "late"}, "timeliness", 0.0),
        ({"due": "undated"}, "timeliness", None),
        ({"failed": 5}, "agreement", 0.9),
        ({"applied": 0}, "agreement", None),
        ({"told": 10}, "readable", 0.9),
        ({"told": 10, "lost": 3}, "readable", 0.6),
        ({"digits": None, "told": None, "lost": 9}, "readable", 0.0),
        ({"digits": 0, "lost": 0}, "readable", None),
    ],
)
def test_each_part_follows_from_counts(given: dict[str, Any], part: str, value: float | None) -> None:
    found = parts_of(counts(**given))[part]
    assert found == (None if value is None else pytest.approx(value))


def test_parts_and_weights_stand_in_the_data_file() -> None:
    told = method()
    assert "财预〔2016〕143号" in told.source
    assert sum(part.weight for part in told.parts) == 100
    assert {part.id for part in told.parts} == parts_of(counts()).keys()


@pytest.mark.parametrize(
    ("values", "far"),
    [
        ([1.0, 2, 3, 4, 5, 6, 7, 100], {"7"}),
        ([1.0, 2, 3, 4, 5, 6, 7, 8], set()),
        ([1.0, 2, 3, 4, 5, 6, 100], set()),  # too few
        ([5.0] * 7 + [100.0], set()),  # no spread to measure by
    ],
)
def test_a_figure_far_from_its_peers_is_told(values: list[float], far: set[str]) -> None:
    assert set(far_away({str(n): value for n, value in enumerate(values)})) == far


def test_repeated_remarks_are_folded() -> None:
    rows: list[Any] = [
        {"rule_id": "N21.instructions", "message": "未删去", "disclosure_id": "a"},
        {"rule_id": "N21.instructions", "message": "别的", "disclosure_id": "b"},
        {"rule_id": "N21.instructions", "message": "未删去", "disclosure_id": "c"},
    ]
    assert [[row["disclosure_id"] for row in same] for same in folded(rows)] == [["a", "c"], ["b"]]
