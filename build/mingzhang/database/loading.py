"""Rows into the database: one transaction, `executemany` by table, checked whole at the end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlite_utils

from ..catalogue import METRICS, TABLES, Table
from .rows import TableRow, Value
from .schema import create

_BATCH = 5000


class DatabaseError(RuntimeError):
    """The finished database is not sound; it is never published."""


@contextmanager
def new_database(path: Path) -> Iterator[sqlite_utils.Database]:
    """A new database with the catalogue's schema; committed whole when the block ends, else left empty."""
    db = sqlite_utils.Database(sqlite3.connect(path))
    try:
        db.conn.execute("PRAGMA page_size = 8192")
        create(db)
        # The file is new and thrown away on any failure: no journal is needed to roll back to.
        db.conn.execute("PRAGMA journal_mode = OFF")
        db.conn.execute("PRAGMA synchronous = OFF")
        db.conn.execute("PRAGMA cache_size = -200000")
        with db.atomic():
            yield db
        _finish(db)
    finally:
        db.close()


def _finish(db: sqlite_utils.Database) -> None:
    violations = db.conn.execute("PRAGMA foreign_key_check").fetchall()
    if violations:
        table, rowid, parent, _ = violations[0]
        raise DatabaseError(f"foreign key broken: {table} row {rowid} refers to a missing row of {parent}")
    db.conn.execute("ANALYZE")
    db.conn.execute("PRAGMA journal_mode = DELETE")
    db.conn.execute("VACUUM")
    (sound,) = db.conn.execute("PRAGMA integrity_check").fetchone()
    if sound != "ok":
        raise DatabaseError(f"integrity check: {sound}")


def _insert(table: Table) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    return f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608 - names of the catalogue


_INSERT = {table.name: _insert(table) for table in TABLES if table.view is None}
_COLUMNS = {table.name: tuple(column.name for column in table.columns) for table in TABLES}
_KNOWN = {name: frozenset(columns) for name, columns in _COLUMNS.items()}


class Loader:
    """Gathers rows and inserts them by table in batches; `close` inserts what is left."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._conn: sqlite3.Connection = db.conn
        self._waiting: dict[str, list[tuple[Value, ...]]] = {name: [] for name in _INSERT}

    def add(self, rows: Iterable[TableRow]) -> None:
        """Add rows, in any order of tables. A row with a column the catalogue lacks raises `KeyError`."""
        for table, row in rows:
            if not row.keys() <= _KNOWN[table]:
                raise KeyError(f"{table} has no column {sorted(row.keys() - _KNOWN[table])[0]}")
            waiting = self._waiting[table]
            waiting.append(tuple(map(row.get, _COLUMNS[table])))
            if len(waiting) >= _BATCH:
                self._flush(table)

    def _flush(self, table: str) -> None:
        self._conn.executemany(_INSERT[table], self._waiting[table])
        self._waiting[table].clear()

    def close(self) -> None:
        for table, waiting in self._waiting.items():
            if waiting:
                self._flush(table)


def metric_rows() -> Iterator[TableRow]:
    for m in METRICS:
        yield (
            "metrics",
            {"id": m.id, "name_zh": m.zh, "name_en": m.en, "unit": m.unit, "definition": m.definition},
        )
