"""Charts that compare departments: what is not stated is left out and never counts as zero."""

from __future__ import annotations

import pytest

from mingzhang.site.parts.group_charts import Entry, counts, largest, medians, medians_of_groups


def entries(*values: float | None) -> list[Entry]:
    return [Entry(f"第{number}个", value) for number, value in enumerate(values, start=1)]


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        ((), None),
        ((5.0,), None),
        ((None, 5.0), None),
        ((1.0, 3.0), (("第2个", "3.00"), ("第1个", "1.00"))),
        ((1.0, None, 3.0), (("第3个", "3.00"), ("第1个", "1.00"))),
        ((2.0, 2.0), (("第1个", "2.00"), ("第2个", "2.00"))),
        ((0.0, -1.0), (("第1个", "0.00"), ("第2个", "−1.00"))),
    ],
)
def test_the_largest_come_first_and_one_alone_is_no_chart(
    values: tuple[float | None, ...], rows: tuple[tuple[str, str], ...] | None
) -> None:
    chart = largest("c", "支出", entries(*values), "万元")
    assert (chart and chart.rows) == rows


def test_of_many_the_largest_ten_are_drawn_and_said_to_be_ten() -> None:
    chart = largest("c", "支出", entries(*map(float, range(1, 13))), "万元")
    assert chart is not None
    assert [row[0] for row in chart.rows] == [f"第{number}个" for number in range(12, 2, -1)]
    assert chart.note == "写明这一数字的 12 个部门中最大的 10 个。"


def test_of_few_all_are_drawn() -> None:
    chart = largest("c", "支出", entries(1.0, 2.0, 3.0), "万元")
    assert chart is not None
    assert chart.note == "写明这一数字的 3 个部门。"


def test_counts_are_plain_numbers_with_the_most_first() -> None:
    chart = counts("c", "份数", [Entry("乙", 2.0), Entry("甲", 5.0), Entry("丙", None)], "份")
    assert chart.rows == (("甲", "5"), ("乙", "2"), ("丙", "0"))


@pytest.mark.parametrize(
    ("by_year", "years", "middles"),
    [
        # Two departments in each year: the middle of both.
        ({2022: {"a": 1.0, "b": 3.0}, 2023: {"a": 2.0, "b": 6.0}}, ["2022", "2023"], ["2.00", "4.00"]),
        # A third one in the newest year only does not count.
        (
            {2022: {"a": 1.0, "b": 3.0}, 2023: {"a": 2.0, "b": 6.0, "c": 99.0}},
            ["2022", "2023"],
            ["2.00", "4.00"],
        ),
        # A year that shares too few departments with the others is dropped, the oldest first.
        (
            {2021: {"z": 1.0, "a": 1.0}, 2022: {"a": 1.0, "b": 3.0}, 2023: {"a": 2.0, "b": 6.0}},
            ["2022", "2023"],
            ["2.00", "4.00"],
        ),
        # What is not stated is no zero.
        (
            {2022: {"a": 1.0, "b": 3.0, "c": None}, 2023: {"a": 2.0, "b": 6.0, "c": 7.0}},
            ["2022", "2023"],
            ["2.00", "4.00"],
        ),
    ],
)
def test_the_middle_of_every_year_is_of_the_same_departments(
    by_year: dict[int, dict[str, float | None]], years: list[str], middles: list[str]
) -> None:
    chart = medians("c", "支出", by_year)
    assert chart is not None
    assert [row[0] for row in chart.rows] == years
    assert [row[1] for row in chart.rows] == middles


@pytest.mark.parametrize(
    "by_year",
    [
        {},
        {2023: {"a": 1.0, "b": 2.0}},
        {2022: {"a": 1.0}, 2023: {"a": 2.0}},
        {2022: {"a": 1.0, "b": 2.0}, 2023: {"c": 1.0, "d": 2.0}},
        {2022: {"a": 1.0, "b": None}, 2023: {"a": 2.0, "b": 3.0}},
    ],
)
def test_a_single_year_or_department_is_no_course(by_year: dict[int, dict[str, float | None]]) -> None:
    assert medians("c", "支出", by_year) is None


@pytest.mark.parametrize(
    ("groups", "rows"),
    [
        ({}, None),
        ({"街道": [1.0, 2.0]}, None),
        ({"街道": [1.0], "局": []}, None),
        ({"街道": [1.0], "局": [None]}, None),
        ({"街道": [1.0, 3.0], "局": [5.0]}, (("局（1份）", "5.00"), ("街道（2份）", "2.00"))),
        ({"街道": [1.0, None, 3.0], "局": [5.0, None]}, (("局（1份）", "5.00"), ("街道（2份）", "2.00"))),
    ],
)
def test_the_middle_of_a_group_says_how_many_it_is_of(
    groups: dict[str, list[float | None]], rows: tuple[tuple[str, str], ...] | None
) -> None:
    chart = medians_of_groups("c", "支出", groups)
    assert (chart and chart.rows) == rows


def test_bodies_of_one_name_are_told_apart_by_their_place() -> None:
    entries = [
        Entry("财政局", 3.0, place="青澜区"),
        Entry("财政局", 2.0, place="砚湖区"),
        Entry("司法局", 1.0, place="砚湖区"),
    ]
    chart = largest("c", "支出", entries, "万元")
    assert chart is not None
    assert [row[0] for row in chart.rows] == ["青澜区财政局", "砚湖区财政局", "司法局"]
