"""Reading the finished database: which tables leave the portal, and their rows in a fixed order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ..catalogue import TABLES, Table

Value = str | int | float | None
Row = tuple[Value, ...]

EXPORTED: tuple[Table, ...] = tuple(
    table for table in TABLES if table.view is None and table.name != "search_documents"
)
"""Every table but views and the search index, which hold nothing of their own."""

_TEXTS = {"source_lines", "paragraphs", "sections"}
"""Tables of running text, which nobody opens in Excel: their CSV is compressed."""
_YEARLY = {
    "disclosure_id": "disclosures d CROSS JOIN {table} t ON t.disclosure_id = d.id",
    "section_id": "disclosures d CROSS JOIN sections s ON s.disclosure_id = d.id "
    "CROSS JOIN {table} t ON t.section_id = s.id",
    "form_id": "disclosures d CROSS JOIN evaluation_forms f ON f.disclosure_id = d.id "
    "CROSS JOIN {table} t ON t.form_id = f.id",
    "source_id": "disclosures d CROSS JOIN {table} t ON t.source_id = d.source_id",
}


def csv_path(table: Table) -> str:
    """Return where the CSV of a table lies below the data folder."""
    return f"csv/{table.name}.csv" + (".gz" if table.name in _TEXTS else "")


def json_lines_path(table: Table) -> str:
    """Return where the JSON Lines of a table lie below the data folder."""
    return f"jsonl/{table.name}.jsonl.gz"


def open_database(database: Path) -> sqlite3.Connection:
    """Open a finished database for reading."""
    return sqlite3.connect(f"{database.resolve().as_uri()}?immutable=1", uri=True)


def tuples(conn: sqlite3.Connection) -> sqlite3.Cursor:
    """Return a cursor whose rows are tuples, whatever the connection makes of rows."""
    cursor = conn.cursor()
    cursor.row_factory = None
    return cursor


def columns_of(table: Table, alias: str = "") -> str:
    """List the columns of a table for a SELECT, quoted."""
    dot = f"{alias}." if alias else ""
    return ", ".join(f'{dot}"{column.name}"' for column in table.columns)


def rows_of(conn: sqlite3.Connection, table: Table) -> Iterator[Row]:
    """Yield every row of a table by its primary key."""
    order = ", ".join(f'"{name}"' for name in table.primary_key)
    yield from conn.execute(f"SELECT {columns_of(table)} FROM {table.name} ORDER BY {order}")  # noqa: S608


def is_yearly(table: Table) -> bool:
    """Tell whether each row of a table belongs to one disclosure, and so to one fiscal year."""
    return table.name == "disclosures" or any(column.name in _YEARLY for column in table.columns)


def rows_of_year(conn: sqlite3.Connection, table: Table, year: int) -> Iterator[Row]:
    """Yield the rows of a yearly table of one fiscal year: those of one metric together, by disclosure and primary key.

    Who asks for one metric of all disclosures then reads that part of a Parquet file alone.
    """
    if table.name == "disclosures":
        source, order = "disclosures t", '"id"'
        where = "t.fiscal_year = ?"
    else:
        owner = next(column.name for column in table.columns if column.name in _YEARLY)
        source, where = _YEARLY[owner].format(table=table.name), "d.fiscal_year = ?"
        metric = [f't."{column.name}"' for column in table.columns if column.references == "metrics.id"]
        order = ", ".join([*metric, "d.id", *(f't."{name}"' for name in table.primary_key)])
    sql = f"SELECT {columns_of(table, 't')} FROM {source} WHERE {where} ORDER BY {order}"  # noqa: S608
    yield from conn.execute(sql, (year,))


def years_of(conn: sqlite3.Connection) -> list[int]:
    """List every fiscal year, oldest first."""
    return [
        year for (year,) in tuples(conn).execute("SELECT DISTINCT fiscal_year FROM disclosures ORDER BY 1")
    ]
