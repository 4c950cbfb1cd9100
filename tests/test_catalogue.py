"""The catalogue describes everything once, and completely: a table, a column or a metric that lacks a word fails here."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from mingzhang.catalogue import METRICS, STATEMENTS, TABLES, Column, Table, metric, statement_kind

NAME = re.compile(r"[a-z][a-z0-9_]*")
HAN = re.compile(r"[\u4e00-\u9fff]")
BY_NAME = {table.name: table for table in TABLES}
COLUMNS = [(table, column) for table in TABLES for column in table.columns]


def ids(value: object) -> str:
    return getattr(value, "name", str(value))


def test_names_of_tables_are_used_once() -> None:
    assert [name for name, times in Counter(table.name for table in TABLES).items() if times > 1] == []


@pytest.mark.parametrize("table", TABLES, ids=ids)
def test_a_table_is_described_in_both_languages(table: Table) -> None:
    assert NAME.fullmatch(table.name)
    assert HAN.search(table.zh), "a Chinese name, for the public"
    assert table.en, "an English name"
    assert not HAN.search(table.en)
    assert HAN.search(table.description), "a Chinese sentence that says what a row is"
    assert table.description.endswith("。"), "a whole sentence"


@pytest.mark.parametrize("table", TABLES, ids=ids)
def test_a_table_has_a_key_of_its_own_columns(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names)), "a column is named once"
    if table.view is None:
        assert table.primary_key, "a table has a primary key"
    assert [name for name in table.primary_key if name not in names] == []
    assert [name for index in table.indexes for name in index if name not in names] == []


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=ids)
def test_a_column_is_described_in_both_languages(table: Table, column: Column) -> None:
    assert NAME.fullmatch(column.name)
    assert column.type in {"TEXT", "INTEGER", "REAL"}
    assert HAN.search(column.zh), "a Chinese name"
    assert column.en, "an English name"
    assert not HAN.search(column.en)


@pytest.mark.parametrize(("table", "column"), [(t, c) for t, c in COLUMNS if c.references], ids=ids)
def test_a_reference_leads_to_a_key(table: Table, column: Column) -> None:
    assert column.references is not None
    parent, _, name = column.references.partition(".")
    assert BY_NAME[parent].primary_key == (name,), "a reference leads to a primary key of one column"
    assert BY_NAME[parent].column(name).type == column.type


@pytest.mark.parametrize(("table", "column"), [(t, c) for t, c in COLUMNS if c.unit], ids=ids)
def test_only_numbers_have_a_unit(table: Table, column: Column) -> None:
    assert column.type in {"REAL", "INTEGER"}


def test_a_key_column_is_never_empty() -> None:
    empty = [
        f"{table.name}.{name}"
        for table in TABLES
        if table.view is None and len(table.primary_key) > 1
        for name in table.primary_key
        if not table.column(name).required
    ]
    assert empty == []


def test_looking_up_a_column() -> None:
    assert BY_NAME["disclosures"].column("fiscal_year").type == "INTEGER"
    with pytest.raises(KeyError, match=r"disclosures\.year"):
        BY_NAME["disclosures"].column("year")


@pytest.mark.parametrize("number", range(1, 10))
def test_each_of_the_nine_statements_has_a_table_with_its_columns(number: int) -> None:
    kind = statement_kind(number)
    assert kind.number == number
    table = BY_NAME[kind.table]
    names = {column.name for column in table.columns}
    assert set(kind.columns) <= names, "every printed amount column"
    assert set(kind.keys) <= names, "every other own column"
    assert ("code" in names) == kind.coded
    assert [name for name in kind.columns if table.column(name).unit != "万元"] == []
    assert [name for name in kind.columns if table.column(name).type != "REAL"] == []


def test_printed_headers_are_used_once_in_a_statement() -> None:
    for kind in STATEMENTS:
        headers = [header for _, header in kind.figures]
        assert len(headers) == len(set(headers)), kind.title


def test_metrics_are_named_once_and_completely() -> None:
    assert [name for name, times in Counter(m.id for m in METRICS).items() if times > 1] == []
    for known in METRICS:
        assert NAME.fullmatch(known.id)
        assert HAN.search(known.zh), known.id
        assert known.en, known.id
        assert known.unit, known.id
        assert not HAN.search(known.en), known.id


def test_a_metric_says_what_it_counts_and_where_it_is_read() -> None:
    for known in METRICS:
        meaning, _, rest = known.definition.partition(f"；{known.source}")
        assert rest == "", known.id
        plain = meaning.removeprefix(f"{known.zh}：")
        assert plain not in known.zh, f"{known.id}: the definition is only the name"
        assert len(plain) >= 8, known.id
        assert re.match("取自(公开0[1-9]表“.+”行的“.+”|.*正文|封面)", known.source), known.id
        assert (known.cell is not None) == known.source.startswith("取自公开"), known.id
    meanings = [known.definition for known in METRICS]
    assert [said for said, times in Counter(meanings).items() if times > 1] == []


@pytest.mark.parametrize("known", [m for m in METRICS if m.cell], ids=lambda m: m.id)
def test_the_cell_of_a_metric_is_a_column_of_its_statement(known) -> None:  # type: ignore[no-untyped-def]
    number, row, column = known.cell
    kind = statement_kind(number)
    assert column in kind.columns
    assert row
    if number == 9:
        assert row in {"budget", "final"}


def test_a_facet_belongs_to_a_metric_and_has_its_kind_of_unit() -> None:
    known = {m.id: m for m in METRICS}
    for id_, found in known.items():
        for facet in ("_change_pct", "_share_pct", "_completion_pct"):
            if id_.endswith(facet):
                assert found.unit == "%", id_
        if id_.endswith("_change") and not id_.endswith("_budget_change"):
            assert found.unit == known[id_.removesuffix("_change")].unit, id_


def test_looking_up_a_metric() -> None:
    assert metric("three_public_final").unit == "万元"
    with pytest.raises(KeyError):
        metric("no_such_metric")
