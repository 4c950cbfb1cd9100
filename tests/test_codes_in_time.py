"""Codes over the years: every row of the lists has a source, changes are told, unknown codes are collected."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
import sqlite_utils

from mingzhang.classification import code_changes, economic_codes, function_codes, name_of
from mingzhang.database.schema import create
from mingzhang.database.unknown_codes import unknown_codes
from mingzhang.site.pages.code_pages import code_pages
from mingzhang.site.parts.code_changes import changes_between
from mingzhang.site.parts.code_history import code_histories


def test_every_name_of_a_code_has_a_source() -> None:
    for code in (*function_codes(), *economic_codes()):
        for dated in code.dated:
            assert dated.source, code.code
            years = (dated.seen_from, dated.seen_to)
            assert years == (None, None) or (years[0] or 0) <= (years[1] or 0), code.code
            assert "未逐条核对" not in dated.source or years == (None, None), (
                "what was seen names the document"
            )


def test_every_change_of_a_code_has_a_source_and_a_year() -> None:
    for change in code_changes():
        assert change.source
        assert change.year > 2000
        assert (change.code == change.other) == (change.kind == "renamed")


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("210", 2018, "医疗卫生与计划生育支出"),
        ("210", 2019, "卫生健康支出"),
        ("20805", 2019, "行政事业单位离退休"),
        ("20805", 2020, "行政事业单位养老支出"),
        ("30101", 2023, "基本工资"),
        ("9999999", 2023, None),
    ],
)
def test_a_name_is_looked_up_by_code_and_year(code: str, year: int, name: str | None) -> None:
    assert name_of(code, year) == name


LINKS = [
    ("2010308", "2014004", "moved", 2024, "信访事务"),
    ("2011501", "2013801", "merged", 2019, "甲"),
    ("2011701", "2013801", "merged", 2019, "乙"),
    ("2019901", "2019902", "split", 2022, "丙"),
    ("2019901", "2019903", "split", 2022, "丙"),
    ("210", "210", "renamed", 2019, "旧名"),
]
"""Made up, but for the last."""
PRINTED = [("x-2023", "2010308", "信访事务", 10.0), ("x-2024", "2014004", "信访业务", 12.0), ("x-2024", "2099999", "未列科目", 1.0)]  # fmt: skip


@pytest.fixture
def conn() -> Iterator[sqlite3.Connection]:
    """Two years of a body whose code was moved between them."""
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.row_factory = sqlite3.Row
        create(sqlite_utils.Database(conn))
        conn.executemany("INSERT INTO code_links VALUES ('function', ?, ?, ?, ?, ?, '某通知')", LINKS)
        conn.execute("INSERT INTO departments (id, name, short_name) VALUES ('x', '某局', '某局')")
        for year in (2023, 2024):
            conn.execute(
                "INSERT INTO disclosures (id, department_id, fiscal_year, title, source_id, page_url)"
                " VALUES (?, 'x', ?, '', 's', '')",
                (f"x-{year}", year),
            )
        for position, row in enumerate(PRINTED, start=1):
            conn.execute(
                "INSERT INTO expenditure_by_function (disclosure_id, position, code, level, item, total, source_line)"
                " VALUES (?, ?, ?, 3, ?, ?, 1)",
                (row[0], position, *row[1:]),
            )
        for code in ("2010308", "2014004"):
            conn.execute(
                "INSERT INTO function_codes (code, name, level, source) VALUES (?, '信访', 3, 'x')", (code,)
            )
        yield conn


def test_only_a_code_that_moved_alone_to_one_other_is_the_same(conn: sqlite3.Connection) -> None:
    found = code_histories(conn)
    assert {code: history.same for code, history in found.items() if history.same} == {
        "2010308": ["2014004"],
        "2014004": ["2010308"],
    }
    (words, source), _ = found["2013801"].said
    assert (words, source) == (
        "2019年度起，原科目2011501“甲”并入2013801（口径变化，前后年度的数不能直接比较）",
        "某通知",
    )
    assert found["210"].said == [("2019年度起改为现名，原名“旧名”", "某通知")]


def test_the_page_of_a_code_goes_on_over_a_change_of_number(conn: sqlite3.Connection) -> None:
    pages = {page.url: page.body for page in code_pages(conn)}
    text = re.sub(r"<[^>]+>|\s+", "", pages["codes/2014004/"])
    assert "原科目2010308“信访事务”改为2014004（口径变化，一对一，前后年度可以相连）" in text
    assert "改换编码前后的年度" in text and "202310.00" in text
    assert "改换编码前后的年度" not in pages["codes/2099999/"]


def test_a_change_of_number_is_no_new_item_of_the_department(conn: sqlite3.Connection) -> None:
    years = conn.execute("select id, fiscal_year from disclosures order by 1").fetchall()
    [changes] = changes_between(conn, years)
    told = {item.code: item.told for item in (*changes.come, *changes.gone)}
    assert told["2010308"] == told["2014004"] == "口径变化：2024年度起，原科目2010308“信访事务”改为2014004"


def test_codes_that_no_list_has_are_collected(conn: sqlite3.Connection) -> None:
    assert unknown_codes(conn) == ["code 2099999 (未列科目) is in no list of codes: printed by x-2024"]
