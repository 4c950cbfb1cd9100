"""The schema of `disclosures.db`, rendered from the catalogue: STRICT tables, foreign keys, indexes, views.

Tables and indexes are made in two steps: an index made of rows that are all there is sorted once, one that stands
while rows arrive is looked up for each of them.
"""

from __future__ import annotations

from graphlib import TopologicalSorter

import sqlite_utils
from sqlite_utils.db import ForeignKey

from ..catalogue import TABLES, Table
from .storage import LISTS, STORED, Stored, lies_in

_TYPES: dict[str, type] = {"TEXT": str, "INTEGER": int, "REAL": float}


def create(db: sqlite_utils.Database) -> None:
    """Create every table and view of the catalogue in an empty database; its indexes follow the rows."""
    tables = {table.name: table for table in TABLES if table.view is None and table.name not in STORED}
    for name in TopologicalSorter({name: _parents(table) for name, table in tables.items()}).static_order():
        _create_table(db, tables[name])
    for name in LISTS:
        db.execute(f"CREATE TABLE {name} (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT")
    for stored in STORED.values():
        _create_stored(db, stored)
    for table in TABLES:
        if view := STORED[table.name].view if table.name in STORED else table.view:
            db.create_view(table.name, view)


def create_indexes(db: sqlite_utils.Database) -> None:
    """Create every index of the catalogue that is not there yet."""
    for table in TABLES:
        for columns in table.indexes:
            db.table(lies_in(table.name)).create_index(columns, if_not_exists=True)


def _parents(table: Table) -> list[str]:
    """List the tables that must stand before `table` does, in a fixed order."""
    parents = {column.references.split(".")[0] for column in table.columns if column.references}
    return sorted(parents - STORED.keys())


def _create_table(db: sqlite_utils.Database, table: Table) -> None:
    foreign_keys = []
    for column in table.columns:
        if column.references and column.references.split(".")[0] not in STORED:
            parent, _, parent_column = column.references.partition(".")
            foreign_keys.append(ForeignKey(table.name, column.name, parent, parent_column))
    columns = {column.name: _TYPES[column.type] for column in table.columns}
    required = {column.name for column in table.columns if column.required}
    _make(db, table.name, columns, table.primary_key, required, foreign_keys)


def _create_stored(db: sqlite_utils.Database, stored: Stored) -> None:
    """Create the table that holds the rows of a published one. What its numbers lead to is looked up by `loading`."""
    _make(db, stored.name, stored.columns, stored.table.primary_key, stored.required, [])


def _make(
    db: sqlite_utils.Database,
    name: str,
    columns: dict[str, type],
    primary_key: tuple[str, ...],
    required: set[str],
    foreign_keys: list[ForeignKey],
) -> None:
    key: str | tuple[str, ...] = primary_key[0] if len(primary_key) == 1 else primary_key
    sql = db.create_table_sql(
        name, columns, pk=key, not_null=required, foreign_keys=foreign_keys, strict=True
    )
    if len(primary_key) > 1:
        # The rows lie in the order of their key, which is kept once and not a second time in an index.
        sql = f"{sql.rstrip().removesuffix(';')}, WITHOUT ROWID"
    db.execute(sql)
