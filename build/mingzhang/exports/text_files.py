"""CSV for Excel and JSON Lines for programs, one file per table."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from ..catalogue import Table
from .table_rows import Row, Value, rows_of

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def defused(value: Value) -> Value:
    """Put an apostrophe before a text that a spreadsheet would run as a formula; numbers are left alone."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def write_csv(conn: sqlite3.Connection, table: Table, file: Path) -> int:
    """Write a table as CSV in UTF-8 with a byte order mark, so that Excel reads Chinese; count its rows."""
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        return write_rows(out, [column.name for column in table.columns], rows_of(conn, table))


def csv_text(head: list[str] | None, rows: Iterable[Iterable[Value]]) -> str:
    """Rows as the text of a CSV file, its byte order mark left to whoever encodes it; without `head`, rows alone."""
    out = io.StringIO(newline="")
    write_rows(out, head, rows)
    return out.getvalue()


def write_rows(out: TextIO, head: list[str] | None, rows: Iterable[Iterable[Value]]) -> int:
    """The one place where CSV is written: how many rows."""
    count = 0
    writer = csv.writer(out, lineterminator="\r\n")
    if head is not None:
        writer.writerow(map(defused, head))
    for row in rows:
        writer.writerow(map(defused, row))
        count += 1
    return count


def write_json_lines(conn: sqlite3.Connection, table: Table, file: Path) -> None:
    """Write a table as JSON Lines, every column in every line, texts exactly as they are in the database."""
    names = [column.name for column in table.columns]
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for row in rows_of(conn, table):
            out.write(json_line(names, row))


def json_line(names: list[str], row: Row) -> str:
    """Return one row as a line of JSON."""
    return _ENCODE(dict(zip(names, row, strict=True))) + "\n"
