"""Parquet: rows of a table with their types, and the meaning and unit of each column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..catalogue import Table
from .table_rows import Row

_TYPES = {"TEXT": pa.string(), "INTEGER": pa.int64(), "REAL": pa.float64()}


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


@contextmanager
def parquet(table: Table, file: Path) -> Iterator[Callable[[Sequence[Row]], None]]:
    """Open a file for rows of a table, which are written a group at a time."""
    schema = schema_of(table)
    file.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:

        def write(rows: Sequence[Row]) -> None:
            columns = [
                pa.array(values, field.type)
                for values, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))

        yield write
