"""The schema of `disclosures.db`, rendered from the catalogue: STRICT tables, foreign keys, indexes, views.

Tables and indexes are made in two steps: an index made of rows that are all there is sorted once, one that stands
while rows arrive is looked up for each of them.
"""

from __future__ import annotations

from graphlib import TopologicalSorter

import sqlite_utils
from sqlite_utils.db import ForeignKey

from ..catalogue import TABLES, Table

_TYPES: dict[str, type] = {"TEXT": str, "INTEGER": int, "REAL": float}


def create(db: sqlite_utils.Database) -> None:
    """Create every table and view of the catalogue in an empty database; its indexes follow the rows."""
    tables = {table.name: table for table in TABLES if table.view is None}
    for name in TopologicalSorter({name: _parents(table) for name, table in tables.items()}).static_order():
        _create_table(db, tables[name])
    for table in TABLES:
        if table.view is not None:
            db.create_view(table.name, table.view)


def create_indexes(db: sqlite_utils.Database) -> None:
    """Create every index of the catalogue that is not there yet."""
    for table in TABLES:
        for columns in table.indexes:
            db.table(table.name).create_index(columns, if_not_exists=True)


def _parents(table: Table) -> list[str]:
    """List the tables that must stand before `table` does, in a fixed order."""
    return sorted({column.references.split(".")[0] for column in table.columns if column.references})


def _create_table(db: sqlite_utils.Database, table: Table) -> None:
    foreign_keys = []
    for column in table.columns:
        if column.references:
            parent, _, parent_column = column.references.partition(".")
            foreign_keys.append(ForeignKey(table.name, column.name, parent, parent_column))
    key: str | tuple[str, ...] = table.primary_key[0] if len(table.primary_key) == 1 else table.primary_key
    sql = db.create_table_sql(
        table.name,
        {column.name: _TYPES[column.type] for column in table.columns},
        pk=key,
        not_null={column.name for column in table.columns if column.required},
        foreign_keys=foreign_keys,
        strict=True,
    )
    if len(table.primary_key) > 1:
        # The rows lie in the order of their key, which is kept once and not a second time in an index.
        sql = f"{sql.rstrip().removesuffix(';')}, WITHOUT ROWID"
    db.execute(sql)
