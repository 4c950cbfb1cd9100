"""CSV for Excel and JSON Lines for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TextIO

import msgspec

from .table_rows import Row, Value

_ENCODER = msgspec.json.Encoder()
_FORMULA = frozenset("=+-@\t\r＝＋－＠")


def defused(value: Value) -> Value:
    """Put an apostrophe before a text that a spreadsheet would run as a formula; numbers are left alone."""
    return f"'{value}" if isinstance(value, str) and value[:1] in _FORMULA else value


def csv_bytes(rows: Iterable[Row], encoding: str = "utf-8") -> bytes:
    """Rows as bytes of a CSV file; `utf-8-sig` where it begins, so that Excel reads Chinese."""
    return csv_text(None, rows).encode(encoding)


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
        # Not by a call for each value: this is asked of all that is published.
        writer.writerow([f"'{v}" if isinstance(v, str) and v[:1] in _FORMULA else v for v in row])
        count += 1
    return count


def json_lines(names: list[str], rows: Iterable[Row]) -> bytes:
    """Rows as JSON Lines: every column in every line, texts exactly as they are in the database."""
    return _ENCODER.encode_lines([dict(zip(names, row, strict=True)) for row in rows])
