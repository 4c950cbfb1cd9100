"""Reading the finished database: which tables leave the portal, and their rows in a fixed order."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..catalogue import TABLES, Table

Value = str | int | float | None
Row = tuple[Value, ...]

EXPORTED: tuple[Table, ...] = tuple(
    table for table in TABLES if table.view is None and table.name != "search_documents"
)
"""Every table but views and the search index, which hold nothing of their own."""

TEXTS = frozenset({"source_lines", "paragraphs", "sections"})
"""Tables of running text, most of all bytes, which nobody opens in a spreadsheet: JSON Lines and Parquet, no CSV."""
_LONG = frozenset({"key_figures", "check_results", "execution_items", "indicators", "terms"})
"""Tables of hundreds of rows a document: sooner than others too long for a spreadsheet, so their CSV is compressed."""
_YEARLY = {
    "disclosure_id": "disclosures d CROSS JOIN {table} t ON t.disclosure_id = d.id",
    "section_id": "disclosures d CROSS JOIN sections s ON s.disclosure_id = d.id "
    "CROSS JOIN {table} t ON t.section_id = s.id",
    "form_id": "disclosures d CROSS JOIN evaluation_forms f ON f.disclosure_id = d.id "
    "CROSS JOIN {table} t ON t.form_id = f.id",
    "source_id": "disclosures d CROSS JOIN {table} t ON t.source_id = d.source_id",
}


class Share(NamedTuple):
    """The disclosures of a fiscal year, of `many` shares of its departments that with this number."""

    year: int
    number: int
    many: int

    @property
    def name(self) -> str:
        return f"{self.year}" if self.many == 1 else f"{self.year}-part{self.number:03d}"


def csv_path(table: Table) -> str | None:
    """Return where the CSV of a table lies below the data folder; None where it has none."""
    if table.name in TEXTS:
        return None
    return f"csv/{table.name}.csv" + (".gz" if table.name in _LONG else "")


def json_lines_path(table: Table) -> str | None:
    """Return where the JSON Lines of a table lie below the data folder; None where they are a file for each part."""
    return None if table.name in TEXTS else f"jsonl/{table.name}.jsonl.gz"


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


def rows_among(conn: sqlite3.Connection, table: Table, ids: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a yearly table of some disclosures: those of one metric together, by disclosure and primary key.

    Who asks for one metric of all disclosures then reads that part of a Parquet file alone.
    """
    if table.name == "disclosures":
        source, order = "disclosures t", '"id"'
        chosen = "t.id"
    else:
        named = next(column.name for column in table.columns if column.name in _YEARLY)
        source, chosen = _YEARLY[named].format(table=table.name), "d.id"
        metric = [f't."{column.name}"' for column in table.columns if column.references == "metrics.id"]
        order = ", ".join([*metric, "d.id", *(f't."{name}"' for name in table.primary_key)])
    sql = f"""SELECT {columns_of(table, "t")} FROM {source}
        WHERE {chosen} IN (SELECT value FROM json_each(?)) ORDER BY {order}"""  # noqa: S608
    yield from conn.execute(sql, (json.dumps(ids),))


def share_of(department: str, many: int) -> int:
    """Return in which of so many shares the disclosures of a department are."""
    return zlib.crc32(department.encode()) % many


def years_of(conn: sqlite3.Connection) -> list[int]:
    """List every fiscal year, oldest first."""
    return [
        year for (year,) in tuples(conn).execute("SELECT DISTINCT fiscal_year FROM disclosures ORDER BY 1")
    ]
