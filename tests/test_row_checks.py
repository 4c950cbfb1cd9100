"""Rows are held against the catalogue before they enter a shard: what the database would refuse is left out and told."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from mingzhang.catalogue import TABLES
from mingzhang.database.loading import Loader, new_database
from mingzhang.database.row_checks import accept
from mingzhang.database.rows import Value
from mingzhang.model import Place

KNOWN: dict[str, set[Value]] = {
    "departments.id": {"d"},
    "sources.id": {"s"},
    "metrics.id": {"m"},
    "rules.id": {"r"},
}
DISCLOSURE = {
    "id": "d-2023",
    "department_id": "d",
    "fiscal_year": 2023,
    "title": "t",
    "source_id": "s",
    "page_url": "d/d-2023/",
}
ROW = {
    "disclosure_id": "d-2023",
    "position": 1,
    "level": 1,
    "item": "教育支出",
    "total": 5.0,
    "source_line": 7,
}
TERM = {"disclosure_id": "d-2023", "position": 1, "term": "基本支出", "definition": "指", "source_line": 9}


def refused(table: str, row: dict[str, Any]) -> tuple[str, ...]:
    """Why a row of a good disclosure is refused; () where it is taken."""
    done = accept([("disclosures", DISCLOSURE), (table, row)], KNOWN)
    return tuple(one.reason for one in done.refused)


@pytest.mark.parametrize(
    ("table", "row", "reasons"),
    [
        ("revenue_by_function", ROW, ()),
        ("revenue_by_function", {**ROW, "level": None}, ("缺少级次",)),
        ("revenue_by_function", {**ROW, "item": None}, ("缺少项目",)),
        ("revenue_by_function", {**ROW, "total": float("nan")}, ("本年收入合计不是可以收录的值",)),
        ("revenue_by_function", {**ROW, "total": "5.00"}, ("本年收入合计不是可以收录的值",)),
        ("revenue_by_function", {**ROW, "position": 2**63}, ("序号不是可以收录的值",)),
        ("revenue_by_function", {**ROW, "item": "\ud800"}, ("项目不是可以收录的值",)),
        ("revenue_by_function", {**ROW, "disclosure_id": "e-2023"}, ("所属的决算公开文件没有收录",)),
        ("terms", TERM, ()),
        ("key_figures", {**TERM, "metric": "x"}, ()),
    ],
)
def test_what_the_database_would_refuse_is_refused_with_a_reason(
    table: str, row: dict[str, Any], reasons: tuple[str, ...]
) -> None:
    if table == "key_figures":
        row = {"disclosure_id": "d-2023", "position": 1, "metric": "x", "value": 1.0, "unit": "万元"}
        row["origin"] = "table"
        assert refused(table, row) == ("所属的指标定义没有收录",)
        assert refused(table, {**row, "metric": "m"}) == ()
    else:
        assert refused(table, row) == reasons


def test_a_key_stands_once_and_children_go_with_their_parent() -> None:
    section = {
        "id": "d-2023-s-1",
        "disclosure_id": "d-2023",
        "position": 1,
        "part": 1,
        "path": "1",
        "heading": "一、主要职责",
        "text": "x",
        "source_line": 3,
        "page_url": "d/d-2023/#s-1",
    }
    paragraph = {
        "section_id": "d-2023-s-1",
        "position": 1,
        "kind": "row",
        "text": "x",
        "source_line": 3,
        "source_line_end": 3,
    }
    done = accept(
        [("disclosures", DISCLOSURE), ("sections", {**section, "heading": None}), ("paragraphs", paragraph)],
        KNOWN,
    )
    assert [one.reason for one in done.refused] == ["缺少标题", "所属的章节没有收录"]
    done = accept(
        [
            ("disclosures", DISCLOSURE),
            ("sections", section),
            ("sections", section),
            ("paragraphs", paragraph),
        ],
        KNOWN,
    )
    assert [one.reason for one in done.refused] == ["与另一行标识相同"]
    assert done.refused[0].text == "“章节”中的一行未能收录（与另一行标识相同）：一、主要职责"
    assert done.refused[0].place == Place(3)


def test_a_table_or_column_that_the_catalogue_lacks_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        accept([("nowhere", {})], {})
    with pytest.raises(KeyError, match="terms has no column colour"):
        accept([("terms", {"colour": "red"})], {})


def test_whatever_is_accepted_is_loaded(tmp_path: Path) -> None:
    """Every value of a kind in every column of every table: what is accepted, SQLite takes."""
    values: tuple[Value, ...] = ("词", "", "a\0b", 0, -1, 2**63 - 1, 1.5, float("inf"), "\ud83d", None, True)
    rows = []
    for table in TABLES:
        if table.view is None:
            whole: dict[str, Value] = {
                column.name: {"TEXT": "x", "INTEGER": 1, "REAL": 1.0}[column.type] for column in table.columns
            }
            for column in table.columns:
                if column.references:
                    whole[column.name] = None
            for column in table.columns:
                rows += [(table.name, {**whole, column.name: value}) for value in values]
    done = accept(rows, {})
    assert done.refused
    with new_database(tmp_path / "a.db") as db:
        loader = Loader(db)
        loader.add_accepted(done.rows)
        loader.close()
    with sqlite3.connect(tmp_path / "a.db") as conn:
        for table, accepted in done.rows.items():
            assert conn.execute(f"SELECT count(*) FROM {table}").fetchone() == (len(accepted),)
