"""What a stranger's SQL may cost: limits on every SQLite connection Datasette opens.

Time is Datasette's (`sql_time_limit_ms`); what one value, one statement, one result and the whole process may hold is
set here, since a single `randomblob(900000000)` takes 1.2 GB in no time at all.
"""

from __future__ import annotations

import sqlite3
import weakref
from typing import Any

VALUE_BYTES = 2_000_000
"""The longest string, blob or row."""
RESULT_BYTES = 8_000_000
"""The most one result may hold in all its rows."""
HEAP_BYTES = 256 * 1024 * 1024
"""The most SQLite may hold in the whole process; beyond it a query fails, not the server."""

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: VALUE_BYTES,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 50_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 60,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 20,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 2_000,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_READING = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
_PRAGMAS = {
    "data_version",  # FTS5 asks for it
    "foreign_key_list",
    "index_info",
    "index_list",
    "index_xinfo",
    "schema_version",
    "table_info",
    "table_xinfo",
}
_FORBIDDEN_FUNCTIONS = {
    "load_extension",
    "fts3_tokenizer",
    "sqlite_compileoption_get",
    "printf",  # `%.*c` counts to 900,000,000 in one instruction, which no time limit can interrupt
    "format",
}


def limit(conn: sqlite3.Connection) -> None:
    """Bound what a connection may read, hold and return. Raises nothing: every limit exists since Python 3.11."""
    conn.execute(f"PRAGMA hard_heap_limit = {HEAP_BYTES}")
    for kind, bound in _LIMITS.items():
        conn.setlimit(kind, bound)
    conn.row_factory = _bounded_rows()
    conn.set_authorizer(_authorize)


def _authorize(action: int, first: str | None, second: str | None, *_: object) -> int:
    """Reading only; `database_list` (which tells the file's path) answers with nothing."""
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if second in _FORBIDDEN_FUNCTIONS else sqlite3.SQLITE_OK
    if action in _READING:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_UPDATE and first == "sqlite_master":
        return (
            sqlite3.SQLITE_OK
        )  # what SQLite itself does in memory to open a virtual table; the file is immutable
    if action == sqlite3.SQLITE_PRAGMA:
        if first == "database_list":
            return sqlite3.SQLITE_IGNORE
        return sqlite3.SQLITE_OK if first in _PRAGMAS else sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_DENY


def _bounded_rows() -> Any:
    """A row factory that counts the bytes of a result and refuses to go on beyond `RESULT_BYTES`."""
    current: weakref.ref[sqlite3.Cursor] | None = None
    held = 0

    def factory(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> sqlite3.Row:
        nonlocal current, held
        if current is None or current() is not cursor:
            current, held = weakref.ref(cursor), 0
        held += sum(len(value) for value in row if isinstance(value, (str, bytes)))
        if held > RESULT_BYTES:
            raise sqlite3.OperationalError(f"result too large: more than {RESULT_BYTES:,} characters")
        return sqlite3.Row(cursor, row)

    return factory
