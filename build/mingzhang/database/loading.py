"""Rows into the database: one transaction, `executemany` by table, checked whole at the end."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import sqlite_utils

from ..catalogue import METRICS, TABLES, Table
from .row_checks import Rows
from .row_values import TableRow, Value
from .schema import create, create_indexes
from .storage import STORED, Shelf, lies_in, orphans, shortened

_BATCH = 10_000
_MOST_FREE = 0.2
"""The share of the file that may lie free before it is written anew."""
_TOGETHER = 20
"""Rows of one INSERT: each statement costs a turn of Python's lock, whatever it holds."""


class DatabaseError(RuntimeError):
    """The finished database is not sound; it is never published."""


@contextmanager
def new_database(path: Path) -> Iterator[sqlite_utils.Database]:
    """Open a new database with the catalogue's schema; committed whole when the block ends, else left empty."""
    db = sqlite_utils.Database(sqlite3.connect(path))
    try:
        db.conn.execute("PRAGMA page_size = 8192")
        create(db)
        # The file is new and thrown away on any failure: no journal is needed to roll back to.
        db.conn.execute("PRAGMA journal_mode = OFF")
        db.conn.execute("PRAGMA synchronous = OFF")
        db.conn.execute("PRAGMA cache_size = -64000")
        # One transaction, unless whoever fills it lets other processes read what is there (`commit`).
        db.conn.execute("BEGIN")
        yield db
        create_indexes(db)
        db.conn.commit()
        _finish(db)
    finally:
        db.close()


@contextmanager
def grown_database(path: Path) -> Iterator[sqlite_utils.Database]:
    """Open the copy of a finished database to change rows of it; keys that lead nowhere are refused when it is committed.

    What is taken out is overwritten. `recount` must be told what changed.
    """
    db = sqlite_utils.Database(sqlite3.connect(path))
    try:
        # The file is a copy and thrown away on any failure.
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -64000", "secure_delete = ON",
                        "foreign_keys = ON"):  # fmt: skip
            db.conn.execute(f"PRAGMA {setting}")
        db.conn.execute("BEGIN")
        db.conn.execute("PRAGMA defer_foreign_keys = ON")
        yield db
        db.conn.commit()
        for table, parent in orphans(db.conn):
            raise DatabaseError(f"foreign key broken: a row of {table} refers to a missing row of {parent}")
        db.conn.execute("PRAGMA journal_mode = DELETE")
        (free,), (pages,) = (
            db.conn.execute(f"PRAGMA {name}").fetchone() for name in ("freelist_count", "page_count")
        )
        if free > pages * _MOST_FREE:
            db.conn.execute("VACUUM")
    finally:
        db.close()


def recount(conn: sqlite3.Connection, changed: Mapping[str, int]) -> None:
    """Tell the planner, and whoever asks for the size of a table, how many rows each holds now."""
    for table, more in changed.items():
        told = conn.execute("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = ?", (table,)).fetchall()
        counts = {int(stat.split()[0]) + more for _, stat in told}
        if len(counts) != 1 or counts <= {0}:
            conn.execute(f"ANALYZE {table}")
            continue
        (count,) = counts
        for index, stat in told:
            new = " ".join([str(count), *stat.split()[1:]])
            conn.execute("UPDATE sqlite_stat1 SET stat = ? WHERE tbl = ? AND idx IS ?", (new, table, index))
    _order_only(conn)


def _finish(db: sqlite_utils.Database) -> None:
    violations = db.conn.execute("PRAGMA foreign_key_check").fetchall()
    for table, parent in chain(((row[0], row[2]) for row in violations), orphans(db.conn)):
        raise DatabaseError(f"foreign key broken: a row of {table} refers to a missing row of {parent}")
    db.conn.execute("ANALYZE")
    _order_only(db.conn)
    db.conn.execute("PRAGMA journal_mode = DELETE")
    db.conn.execute("VACUUM")
    (sound,) = db.conn.execute("PRAGMA integrity_check").fetchone()
    if sound != "ok":
        raise DatabaseError(f"integrity check: {sound}")


def _order_only(conn: sqlite3.Connection) -> None:
    """Tell the planner that an index of amounts serves to sort by them, not to look one up: else it would gather and
    sort half a table for the second page of the largest amounts, where reading on in the index is done at once.
    """
    for table in TABLES:
        for columns in table.indexes:
            if len(columns) == 1 and table.column(columns[0]).type == "REAL":
                conn.execute(
                    "UPDATE sqlite_stat1 SET stat = CAST(stat AS INTEGER) || ' ' || CAST(stat AS INTEGER) WHERE idx = ?",
                    (f"idx_{table.name}_{columns[0]}",),
                )
    conn.commit()


def _insert(table: Table, rows: int) -> str:
    columns = (
        STORED[table.name].columns if table.name in STORED else [column.name for column in table.columns]
    )
    names = ", ".join(f'"{name}"' for name in columns)
    marks = f"({', '.join('?' * len(columns))})"
    return f"INSERT INTO {lies_in(table.name)} ({names}) VALUES {', '.join([marks] * rows)}"  # noqa: S608 - catalogue


_ONE = {table.name: _insert(table, 1) for table in TABLES if table.view is None}
_MANY = {table.name: _insert(table, _TOGETHER) for table in TABLES if table.view is None}
_COLUMNS = {table.name: tuple(column.name for column in table.columns) for table in TABLES}
_KNOWN = {name: frozenset(columns) for name, columns in _COLUMNS.items()}


class Loader:
    """Gather rows and insert them by table in batches; `close` inserts what is left and makes the indexes."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db
        self._conn: sqlite3.Connection = db.conn
        self._shelf = Shelf(self._conn)
        self._waiting: dict[str, list[tuple[Value, ...]]] = {name: [] for name in _ONE}
        self.added: Counter[str] = Counter()
        """How many rows were inserted, by the table that holds them."""

    def add(self, rows: Iterable[TableRow]) -> None:
        """Add rows, in any order of tables. A row with a column the catalogue lacks raises `KeyError`."""
        for table, row in rows:
            if not row.keys() <= _KNOWN[table]:
                raise KeyError(f"{table} has no column {sorted(row.keys() - _KNOWN[table])[0]}")
            waiting = self._waiting[table]
            waiting.append(tuple(map(row.get, _COLUMNS[table])))
            if len(waiting) >= _BATCH:
                self._flush(table)

    def add_accepted(self, rows: Rows) -> None:
        """Add all rows of one disclosure or budget that `acceptance` took, by table."""
        for table, some in shortened(rows).items():
            waiting = self._waiting[table]
            waiting += some
            if len(waiting) >= _BATCH:
                self._flush(table)

    def _flush(self, table: str) -> None:
        rows = self._waiting[table]
        if table in STORED:
            rows[:] = self._shelf.stored(table, rows)
        whole = len(rows) - len(rows) % _TOGETHER
        groups = (chain.from_iterable(rows[at : at + _TOGETHER]) for at in range(0, whole, _TOGETHER))
        self._conn.executemany(_MANY[table], map(tuple, groups))
        self._conn.executemany(_ONE[table], rows[whole:])
        self.added[lies_in(table)] += len(rows)
        rows.clear()

    def close(self) -> None:
        """Insert what still waits, then make the indexes."""
        for table, waiting in self._waiting.items():
            if waiting:
                self._flush(table)
        create_indexes(self._db)


def metric_rows() -> Iterator[TableRow]:
    """Yield the rows of `metrics`: every metric of the catalogue with its unit and definition."""
    for m in METRICS:
        yield (
            "metrics",
            {"id": m.id, "name_zh": m.zh, "name_en": m.en, "unit": m.unit, "definition": m.definition},
        )
