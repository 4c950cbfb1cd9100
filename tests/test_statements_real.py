"""The nine statements of the real documents against hand-checked figures (every cell: test_golden.py)."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest

from corpus import REAL, disclosure
from mingzhang.catalogue.statements import STATEMENTS
from mingzhang.model import StatementRow
from places import SHARED

pytestmark = pytest.mark.real

STATUSES = {
    "000": ("published",) * 6 + ("empty",) + ("published",) * 2,
    "001": ("published",) * 6 + ("empty", "empty", "published"),
    "002": ("published",) * 6 + ("empty", "empty", "published"),
    "003": ("lost",) * 6 + ("empty", "empty", "lost"),
    "004": ("lost",) * 7 + ("empty", "empty"),
}


def sides(row: StatementRow) -> list[str]:
    return [value for key, value in sorted(row.keys.items()) if value and key != "line_no"]


@pytest.mark.parametrize("prefix", REAL)
def test_status_of_all_nine(prefix: str) -> None:
    assert tuple(s.status for s in disclosure(prefix).statements) == STATUSES[prefix]


def test_the_hand_checked_figures_of_000_are_all_there_and_no_other() -> None:
    headers = {s.number: {zh: name for name, zh in s.figures} for s in STATEMENTS}
    headers[4] |= {"合计": "total", "金额": "total"}
    sides = {"收入": "revenue", "支出": "expenditure", "预算数": "budget", "决算数": "final", "": ""}
    with (SHARED / "gold" / "statements.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["disclosure"] == "000"]
    wanted = set()
    for row in rows:
        number = int(row["table"])
        if number == 9:
            column = headers[9].get(row["item"], "vehicle_total")
            wanted.add((9, sides[row["side"]], column, Decimal(row["amount"]), int(row["line"])))
        else:
            key = sides[row["side"]] + row["code"]
            wanted.add(
                (number, key, headers[number][row["column"]], Decimal(row["amount"]), int(row["line"]))
            )
    found = {
        (s.number, (row.keys.get("side") or row.keys.get("basis") or "") + (row.code or ""), column, value, row.source_line)
        for s in disclosure("000").statements
        for row in s.rows
        for column, value in row.figures.items()
        if value is not None
    }  # fmt: skip
    assert len(rows) == 247
    assert found == wanted


def test_codes_of_002_cut_to_four_or_six_digits_are_all_completed() -> None:
    for statement in disclosure("002").statements:
        if statement.number in (2, 3, 5, 6):
            assert {len(row.code or "") for row in statement.rows if row.level != 0} <= {3, 5, 7}


def test_the_code_of_001_that_other_tables_show_to_be_misread() -> None:
    (row,) = [row for row in disclosure("001").statements[1].rows if row.source_line == 136]
    assert row.code == "2010108"
    assert row.repaired is not None
    assert "2010106" in row.repaired


def test_the_lost_cell_of_001_is_not_filled_in() -> None:
    """公开01 of 001 prints no figure for 灾害防治及应急管理支出, though its parts show one: a fault of the source."""
    items = {row.item for row in disclosure("001").statements[0].rows}
    assert "灾害防治及应急管理支出" not in items
