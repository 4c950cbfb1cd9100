"""Tables beside the nine statements: held against the statements and themselves, one finding for one slip."""

from __future__ import annotations

import pytest

from mingzhang.checking import check
from mingzhang.model import Finding
from rule_table import ITEMS_AGAIN, with_table

HEADS, RUNNING, GENERAL, PENSIONS, CARE, STREETS = ITEMS_AGAIN
TOTAL = ("", "合计", "1020.75", "600.00", "420.75")


def told(*rows: tuple[str, ...]) -> list[Finding]:
    return list(check(with_table(*rows)).findings)


def test_a_table_that_agrees_gives_no_finding() -> None:
    assert told(HEADS, TOTAL, RUNNING, GENERAL, PENSIONS, CARE, STREETS) == []


@pytest.mark.parametrize(
    ("rows", "rule", "line", "expected", "found"),
    [
        # two rows with each other's amounts
        (
            (TOTAL, RUNNING, GENERAL, (*PENSIONS[:2], *CARE[2:]), (*CARE[:2], *PENSIONS[2:])),
            "X15.same-amounts", 804, "60.00", "40.00",
        ),
        # an amount under the next head
        ((TOTAL, RUNNING, GENERAL, PENSIONS, (*CARE[:3], "", "40.00")), "X15.same-amounts", 805, "40.00", "0"),
        # digits exchanged in the total: the sum across and the sum down are one slip
        ((("", "合计", "1002.75", "600.00", "420.75"), RUNNING, GENERAL, PENSIONS, CARE), "X15.sums", 801, "1020.75", "1002.75"),
        # digits exchanged in one cell: three comparisons are one slip
        ((TOTAL, RUNNING, GENERAL, PENSIONS, (*CARE[:2], "4.00", "40.00", "")), "X15.same-amounts", 805, "40.00", "4.00"),
        # a name under another code
        ((TOTAL, RUNNING, GENERAL, PENSIONS, (CARE[0], "公务员医疗补助", *CARE[2:])), "X15.codes", 805, "行政单位医疗", "公务员医疗补助"),
    ],
)  # fmt: skip
def test_one_slip_is_one_finding(
    rows: tuple[tuple[str, ...], ...], rule: str, line: int, expected: str, found: str
) -> None:
    assert [(f.rule_id, f.source_line, f.expected, f.found) for f in told(HEADS, *rows, STREETS)] == [
        (rule, line, expected, found)
    ]


def test_a_table_of_other_money_is_held_against_nothing() -> None:
    """Budgets under the same codes: most rows differ, so none is called wrong."""
    assert told(HEADS, *((row[0], row[1], "7.00", "7.00", "") for row in ITEMS_AGAIN[1:])) == []


def test_a_table_of_budgets_is_not_held_against_the_finals() -> None:
    """Most budgets are what was spent; the one that is not is no error."""
    heads = (*HEADS[:2], "年初预算数", *HEADS[3:])
    assert told(heads, RUNNING, (*GENERAL[:2], "150.00", "", "150.00"), PENSIONS, CARE, STREETS) == []


def test_a_column_that_is_not_read_keeps_the_sum_across_from_being_checked() -> None:
    row = ("采购金额", "100.00", "20.00", "35.00（含上年）", "45.00")
    assert told(("项目", "总计", "货物", "工程", "服务"), row) == []
