"""Parquet: one file per table and fiscal year, one per table where rows have no year."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..catalogue import Table
from .table_rows import Row, is_yearly, rows_of, rows_of_year, years_of

_TYPES = {"TEXT": pa.string(), "INTEGER": pa.int64(), "REAL": pa.float64()}
_BATCH = 50_000


def write_parquet(conn: sqlite3.Connection, table: Table, folder: Path) -> list[Path]:
    """Write the files of a table: `<table>/<year>.parquet`, or `<table>.parquet`. Years without rows have no file."""
    if not is_yearly(table):
        return _write(table, rows_of(conn, table), folder / f"{table.name}.parquet")
    files: list[Path] = []
    for year in years_of(conn):
        files += _write(table, rows_of_year(conn, table, year), folder / table.name / f"{year}.parquet")
    return files


def schema_of(table: Table) -> pa.Schema:
    """Return the Arrow schema: types, and name, meaning and unit of each column in its metadata."""
    fields = [
        pa.field(
            column.name,
            _TYPES[column.type],
            nullable=not column.required,
            metadata={
                key: value
                for key, value in (
                    ("title", column.zh),
                    ("description", column.description),
                    ("unit", column.unit),
                )
                if value
            },
        )
        for column in table.columns
    ]
    return pa.schema(fields, metadata={"title": table.zh, "description": table.description})


def _write(table: Table, rows: Iterable[Row], file: Path) -> list[Path]:
    rows = iter(rows)
    first = list(islice(rows, _BATCH))
    if not first:
        return []
    schema = schema_of(table)
    file.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        batch = first
        while batch:
            columns = [
                pa.array(values, field.type)
                for values, field in zip(zip(*batch, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
            batch = list(islice(rows, _BATCH))
    return [file]
