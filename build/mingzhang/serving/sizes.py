"""How large the tables are, told to Datasette beforehand: no page counts millions of rows that a build has counted.

Where a table is large, what would read it whole for one page is left out: facets nobody asked for, and sorting by a
column without an index.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from ..catalogue import STATEMENTS, TABLES, Table
from ..database.storage import STORED, lies_in
from ..exports.table_rows import open_database
from .canned import DATABASE

BASE_TABLES = frozenset(table.name for table in TABLES if table.view is None and table.name not in STORED)
"""What Datasette knows as tables; what is stored otherwise than it reads is a view to it."""
LARGE = 200_000
"""From so many rows on a table is large; below, reading it whole takes less than a tenth of a second."""
_SECONDS = 5.0
"""How long counting one view may take."""
_CELLS = " UNION ALL ".join(
    f"SELECT {' + '.join(f'count({column})' for column in kind.columns)} AS n FROM {kind.table}"  # noqa: S608
    for kind in STATEMENTS
)
_COUNTED_AS = {"statement_cells": f"SELECT sum(n) FROM ({_CELLS})"}  # noqa: S608
"""A view of one row per figure is counted in one pass of each table, not in one for each column."""


def row_counts(database: Path) -> dict[str, int]:
    """How many rows each table and view of a finished database holds: tables as ANALYZE counted them, views counted
    now. A view too large to count is left out.
    """
    with closing(open_database(database)) as conn:
        analysed = "SELECT tbl, max(CAST(stat AS INTEGER)) FROM sqlite_stat1 GROUP BY tbl"
        counted = dict(conn.execute(analysed).fetchall())
        counts = {name: counted.get(lies_in(name), 0) for name in sorted(BASE_TABLES | STORED.keys())}
        for table in TABLES:
            if table.view is not None:
                counts |= _count(conn, table.name)
    return counts


def _count(conn: sqlite3.Connection, view: str) -> dict[str, int]:
    end = time.monotonic() + _SECONDS
    conn.set_progress_handler(lambda: time.monotonic() > end, 100_000)
    try:
        (count,) = conn.execute(_COUNTED_AS.get(view, f"SELECT count(*) FROM {view}")).fetchone()  # noqa: S608
    except sqlite3.OperationalError:
        return {}
    finally:
        conn.set_progress_handler(None, 0)
    return {view: count}


def inspect_data(database: Path, counts: dict[str, int], version: str) -> dict[str, Any]:
    """What `datasette inspect` would find out by reading the whole file."""
    tables = {name: {"count": count} for name, count in counts.items()}
    digest = hashlib.sha256(version.encode()).hexdigest()
    known = {"hash": digest, "size": database.stat().st_size, "file": database.name, "tables": tables}
    return {DATABASE: known}


def fit_large_tables(known: dict[str, Any], counts: dict[str, int]) -> None:
    """Leave out of the metadata `known` what a large table cannot answer at once."""
    tables = known["databases"].get(DATABASE, {}).get("tables") or {}
    for table in TABLES:
        if counts.get(table.name, LARGE) >= LARGE and table.name in tables:
            tables[table.name].pop("facets", None)
            tables[table.name]["sortable_columns"] = sortable(table)


def sortable(table: Table) -> list[str]:
    """The columns by which a table can be sorted without reading it whole: those that begin its key or an index."""
    return sorted({columns[0] for columns in (table.primary_key, *table.indexes) if columns})
