"""Which tables leave the portal, and their rows in a fixed order, as CSV, JSON Lines and schemas."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pytest

from made_up_database import YEARS, made_up_portal, make_database
from mingzhang.catalogue import TABLES, Column, Table
from mingzhang.exports.arrow_tables import arrow_table, csv_lines, schema_of
from mingzhang.exports.croissant import _semantic
from mingzhang.exports.descriptions import (
    DataFile,
    data_file,
    licence_url,
    package_head,
    release_of,
    write_json,
)
from mingzhang.exports.index_page import _size
from mingzhang.exports.packages import field_of, resource_of
from mingzhang.exports.part_names import shares_of
from mingzhang.exports.table_rows import (
    EXPORTED,
    columns_of,
    is_yearly,
    open_database,
    rows_among,
    rows_of,
    tuples,
    years_of,
)
from mingzhang.exports.text_files import defused, json_lines

BY_NAME = {table.name: table for table in TABLES}


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with closing(open_database(make_database(tmp_path_factory.mktemp("rows") / "disclosures.db"))) as conn:
        yield conn


def test_views_and_the_index_of_search_stay_at_home() -> None:
    names = {table.name for table in EXPORTED}
    assert "search_documents" not in names
    assert {table.name for table in TABLES if table.view is not None} & names == set()
    assert {"departments", "disclosures", "findings"} <= names


def test_a_finished_database_is_opened_for_reading_only(conn: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        conn.execute("DELETE FROM departments")


@pytest.mark.parametrize("table", EXPORTED, ids=lambda table: table.name)
def test_rows_come_by_their_key(conn: sqlite3.Connection, table: Table) -> None:
    places = [[column.name for column in table.columns].index(name) for name in table.primary_key]
    keys = [tuple(row[place] for place in places) for row in rows_of(conn, table)]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("table", [t for t in EXPORTED if is_yearly(t)], ids=lambda table: table.name)
def test_the_shares_of_a_table_are_all_its_rows(conn: sqlite3.Connection, table: Table) -> None:
    rows = sorted(rows_of(conn, table), key=repr)
    shares = shares_of(conn).values()
    assert len(shares) > 1
    assert sorted((row for ids in shares for row in rows_among(conn, table, ids)), key=repr) == rows
    assert list(rows_among(conn, table, [])) == []


@pytest.mark.parametrize(
    ("name", "yearly"),
    [
        ("disclosures", True),
        ("statements", True),
        ("paragraphs", True),
        ("indicators", True),
        ("source_lines", True),
        ("departments", False),
        ("metrics", False),
        ("rules", False),
        ("function_codes", False),
        ("portal", False),
    ],
)
def test_a_table_is_yearly_where_its_rows_belong_to_a_disclosure(name: str, yearly: bool) -> None:
    assert is_yearly(BY_NAME[name]) == yearly


def test_years_come_from_the_oldest_on(conn: sqlite3.Connection) -> None:
    assert years_of(conn) == sorted(YEARS)


def test_rows_are_tuples_whatever_the_connection_makes_of_them(conn: sqlite3.Connection) -> None:
    conn.row_factory = sqlite3.Row
    try:
        assert tuples(conn).execute("SELECT 1, 2").fetchone() == (1, 2)
    finally:
        conn.row_factory = None


@pytest.mark.parametrize(("alias", "columns"), [("", '"a", "from"'), ("t", 't."a", t."from"')])
def test_names_of_columns_are_quoted(alias: str, columns: str) -> None:
    table = Table(
        "x", "表", "table", "。", (Column("a", "TEXT", "甲", "a"), Column("from", "TEXT", "自", "from"))
    )
    assert columns_of(table, alias) == columns


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("三公经费", "三公经费"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("1-2", "1-2"),
        ("", ""),
        (-1.5, -1.5),
        (0, 0),
        (None, None),
    ],
)
def test_no_spreadsheet_runs_a_text(value: object, written: object) -> None:
    assert defused(value) == written  # type: ignore[arg-type]


def test_csv_and_json_lines_hold_the_same_rows(conn: sqlite3.Connection) -> None:
    table = BY_NAME["departments"]
    names = [column.name for column in table.columns]
    found = list(rows_of(conn, table))
    text = csv_lines(arrow_table(schema_of(table), found)).decode()
    rows = list(csv.DictReader(io.StringIO(text, newline=""), names))
    lines = [json.loads(line) for line in json_lines(names, found).decode().splitlines()]
    assert len(rows) == len(lines) == len(found) > 0
    for row, line in zip(rows, lines, strict=True):
        assert {name: value or None for name, value in row.items()} == line


def test_texts_of_a_table_are_defused_and_nothing_else() -> None:
    table = BY_NAME["reading_notes"]
    texts = ["=1+1", "a,b", 'say "x"', "", "－1", "一\n二", "-", "收入", "\tx"]
    rows = [(f"d{n}", n, "other", text, None) for n, text in enumerate(texts)]
    assert [column.name for column in table.columns][:5] == [
        "disclosure_id",
        "position",
        "kind",
        "text",
        "source_line",
    ]
    rows = [(*row, *[None] * (len(table.columns) - 5)) for row in rows]
    text = csv_lines(arrow_table(schema_of(table), rows)).decode()
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert [row[3] for row in read] == [defused(text) for text in texts]
    assert text.splitlines()[0].startswith('"d0",0,"other","\'=1+1",')


@pytest.mark.parametrize("table", EXPORTED, ids=lambda table: table.name)
def test_a_schema_of_arrow_says_what_the_catalogue_says(table: Table) -> None:
    schema = schema_of(table)
    assert schema.names == [column.name for column in table.columns]
    types = {"TEXT": pa.string(), "INTEGER": pa.int64(), "REAL": pa.float64()}
    for field, column in zip(schema, table.columns, strict=True):
        assert field.type == types[column.type]
        assert field.nullable != column.required
        assert field.metadata[b"title"].decode() == column.zh
        assert (field.metadata.get(b"unit") or b"").decode() == (column.unit or "")


@pytest.mark.parametrize(
    ("column", "key", "field"),
    [
        (Column("a", "TEXT", "甲", "a"), False, {"name": "a", "type": "string", "title": "甲"}),
        (
            Column("a", "TEXT", "甲", "a", required=True),
            False,
            {"name": "a", "type": "string", "title": "甲"},  # an empty text is a missing value in CSV
        ),
        (
            Column("a", "TEXT", "甲", "a"),
            True,
            {"name": "a", "type": "string", "title": "甲", "constraints": {"required": True}},
        ),
        (
            Column("n", "INTEGER", "数", "n", required=True),
            False,
            {"name": "n", "type": "integer", "title": "数", "constraints": {"required": True}},
        ),
        (
            Column("m", "REAL", "金额", "amount", "说明", "万元"),
            False,
            {"name": "m", "type": "number", "title": "金额", "description": "说明", "unit": "万元"},
        ),
    ],
)
def test_a_column_is_a_field_of_table_schema(column: Column, key: bool, field: dict[str, object]) -> None:
    assert field_of(column, key) == field


def test_a_table_is_a_resource_with_its_keys() -> None:
    file = DataFile("csv/statements.csv", 12, "0" * 64, "text/csv")
    resource = resource_of(BY_NAME["statements"], [file])
    assert resource["path"] == "csv/statements.csv"
    assert resource["hash"] == f"sha256:{'0' * 64}"
    assert resource["schema"]["primaryKey"] == ["disclosure_id", "number"]
    assert {
        "fields": ["disclosure_id"],
        "reference": {"resource": "disclosures", "fields": ["id"]},
    } in resource["schema"]["foreignKeys"]


def test_names_of_resources_have_no_underscores() -> None:
    file = DataFile("x", 1, "0", "text/csv")
    assert [t.name for t in EXPORTED if "_" in resource_of(t, [file])["name"]] == []


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("a.csv", b"a", "text/csv"),
        ("a.jsonl", b"", "application/x-ndjson"),
        ("a.parquet", b"PAR1", "application/vnd.apache.parquet"),
        ("a.db.gz", b"x", "application/gzip"),
        ("a.jsonld", b"{}", "application/octet-stream"),
        ("deep/a.json", b"{}", "application/json"),
    ],
)
def test_a_file_is_described_by_size_digest_and_kind(
    tmp_path: Path, name: str, content: bytes, media: str
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(content)
    found = data_file(tmp_path, tmp_path / name)
    assert (found.path, found.bytes) == (name, len(content))
    assert len(found.sha256) == 64
    if name != "a.jsonld":
        assert found.media == media


def test_json_is_written_for_people(tmp_path: Path) -> None:
    write_json(tmp_path / "new" / "a.json", {"b": "三公", "a": [1]})
    assert (tmp_path / "new" / "a.json").read_text(encoding="utf-8") == (
        '{\n  "b": "三公",\n  "a": [\n    1\n  ]\n}\n'
    )


@pytest.mark.parametrize(
    ("licence", "url"),
    [("CC-BY-4.0", "https://spdx.org/licenses/CC-BY-4.0.html"), ("CC0-1.0", "https://spdx.org/licenses/CC0-1.0.html")],
)  # fmt: skip
def test_a_licence_has_an_address(licence: str, url: str) -> None:
    assert licence_url(licence) == url


def test_a_package_says_who_and_under_which_licence(conn: sqlite3.Connection) -> None:
    release = release_of(conn, made_up_portal(licence="CC0-1.0", base_url="https://example.org/a"))
    head = package_head(release, "x", "题")
    assert head["version"] == release.version
    assert head["homepage"] == "https://example.org/a/"
    assert head["licenses"] == [
        {"name": "CC0-1.0", "path": "https://spdx.org/licenses/CC0-1.0.html", "title": "CC0-1.0"}
    ]


@pytest.mark.parametrize(
    ("version", "semantic"),
    [("2024-09-20-1a2b3c4d", "2024.9.20+1a2b3c4d"), ("undated-1a2b3c4d", "0.0.0+1a2b3c4d")],
)
def test_a_version_is_written_as_semantic_versioning_does(version: str, semantic: str) -> None:
    assert _semantic(version) == semantic


@pytest.mark.parametrize("size", [0, 1, 999, 1000, 1024, 1_500_000, 3_000_000_000])
def test_a_size_is_printed_for_people(size: int) -> None:
    printed = _size(size)
    assert printed
    assert any(unit in printed for unit in ("B", "字节"))
