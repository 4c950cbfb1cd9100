"""Who owes what: each expected account is in time, late, missing, not yet due, or without a known date."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.history.assigning import assign
from mingzhang.history.expecting import expected_rows
from mingzhang.history.records import History
from mingzhang.history.registers import Expected, expectations
from mingzhang.history.updating import updated
from test_addresses import HUA, NOW, OTHER_HUA, File

FILES = [
    File("a", published_on="2024-09-25"),
    File("b", fiscal_year=2022, published_on="2023-09-01"),
    File("c", fiscal_year=2021),
    File("d", OTHER_HUA, department_id="other", published_on="2024-10-30"),
]


@pytest.mark.parametrize(
    ("body", "year", "due_on", "expected"),
    [
        (HUA, 2023, "2024-09-20", ("late", 5)),
        ("花山街道办事处", 2022, "2023-09-20", ("in_time", 0)),
        (f"云州市{HUA}", 2021, "2022-09-20", ("undated", None)),
        (HUA, 2022, None, ("published", None)),
        (HUA, 2020, "2021-09-20", ("missing", 1136)),
        (HUA, 2020, None, ("unknown_due", None)),
        (HUA, 2024, "2025-09-20", ("not_yet_due", None)),  # nothing in the portal is as new as that
        ("无此局", 2023, "2024-09-20", ("missing", 40)),
    ],
)
def test_the_status_of_an_expected_account(
    body: str, year: int, due_on: str | None, expected: tuple[str, int | None]
) -> None:
    chosen = assign(FILES, History())
    history = updated(History(), chosen, NOW)
    problems: list[str] = []
    [(_, row)] = expected_rows([Expected(body, year, "", due_on)], chosen.published, history, problems)
    assert (row["status"], row["days_late"]) == expected
    assert problems == []


def test_a_name_that_several_bodies_have_is_told() -> None:
    chosen = assign(FILES, History())
    problems: list[str] = []
    row = Expected("街道办事处", 2023, "", None)
    [(_, found)] = expected_rows([row], chosen.published, updated(History(), chosen, NOW), problems)
    assert (found["department_id"], found["status"]) == (None, "unknown_due")
    assert problems == ["expected.csv: 2 bodies are called '街道办事处', give the full name"]


def test_the_register_of_what_is_expected_is_read_row_by_row(tmp_path: Path) -> None:
    file = tmp_path / "expected.csv"
    file.write_text(
        "body,year,kind,due_on,approved_on\n"
        "甲局,2023,汇总,2024-09-20,\n"
        "乙局,2023,,,2024-09-01\n"
        "丙局,2023,,,\n"
        "甲局,2023,汇总,2024-09-21,\n"
        "丁局,2023,全部,,\n"
        "戊局,2023,,九月,\n",
        encoding="utf-8",
    )
    problems: list[str] = []
    assert expectations([file], problems) == [
        Expected("甲局", 2023, "汇总", "2024-09-20"),
        Expected("乙局", 2023, "", "2024-09-21"),
        Expected("丙局", 2023, "", None),
    ]
    assert problems == [
        "expected.csv line 5: 甲局 2023 stands there twice; row left out",
        "expected.csv line 6: kind: '全部' is neither 汇总 nor 本级; row left out",
        "expected.csv line 7: '九月' is no date such as 2024-09-20; row left out",
    ]
