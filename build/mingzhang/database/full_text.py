"""The full-text index over `search_documents`: FTS5 without content, holding the pairs of `search.language`.

The tokenizer only parts the tokens it is given at blanks: everything outside ASCII counts as a letter and the
decimal point too. Words are made and taken apart in Python, so any stock SQLite can search the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

TABLE = "search_documents_fts"
COLUMNS = ("title", "body", "who", "codes")
"""`who` holds the names of department, district and city and the year; `codes` codes with those above them."""

_CREATE = f"""CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(
    {", ".join(COLUMNS)}, content='', tokenize="ascii tokenchars '.'")"""
_INSERT = f"INSERT INTO {TABLE} (rowid, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608
_DELETE = f"""INSERT INTO {TABLE} ({TABLE}, rowid, {", ".join(COLUMNS)}) VALUES ('delete', ?, ?, ?, ?, ?)"""  # noqa: S608
_GATHERED, _USUAL = 32 << 20, 1 << 20
"""Bytes of rows that are gathered before a piece of the index is written: while all is filled, and by default. Large pieces
need little merging."""


def create(conn: sqlite3.Connection) -> None:
    """Create the empty index where there is none."""
    conn.execute(_CREATE)
    _gather(conn, _GATHERED)


def fill(conn: sqlite3.Connection, rows: Iterable[tuple[int, str, str, str, str]]) -> None:
    """Add rows of (id in `search_documents`, then tokens parted by blanks for each of `COLUMNS`)."""
    conn.executemany(_INSERT, rows)


def take_out(conn: sqlite3.Connection, rows: Iterable[tuple[int, str, str, str, str]]) -> None:
    """Remove rows, told exactly as they were added: the index itself does not know what it holds of one."""
    conn.executemany(_DELETE, rows)


def optimise(conn: sqlite3.Connection) -> None:
    """Merge the index into one piece: smaller, and faster to read."""
    conn.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")  # noqa: S608
    _gather(conn, _USUAL)


def _gather(conn: sqlite3.Connection, size: int) -> None:
    conn.execute(f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('hashsize', ?)", (size,))  # noqa: S608
