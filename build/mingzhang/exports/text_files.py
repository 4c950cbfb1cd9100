"""CSV for Excel and JSON Lines for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from itertools import starmap
from typing import TextIO

import msgspec

from .table_rows import Row, Value

_ENCODER = msgspec.json.Encoder()
FORMULA = frozenset("=+-@\t\r＝＋－＠")
"""Signs that make a spreadsheet take a text that begins with one of them for a formula."""


def defused(value: Value) -> Value:
    """Put an apostrophe before a text that a spreadsheet would run as a formula; numbers are left alone."""
    return f"'{value}" if isinstance(value, str) and value[:1] in FORMULA else value


def csv_text(head: list[str] | None, rows: Iterable[Iterable[Value]]) -> str:
    """Rows as the text of a CSV file, its byte order mark left to whoever encodes it; without `head`, rows alone."""
    out = io.StringIO(newline="")
    write_rows(out, head, rows)
    return out.getvalue()


def write_rows(out: TextIO, head: list[str] | None, rows: Iterable[Iterable[Value]]) -> int:
    """Write rows as CSV; how many there are. Whole tables are written by Arrow (`arrow_tables.csv_lines`)."""
    count = 0
    writer = csv.writer(out, lineterminator="\r\n")
    if head is not None:
        writer.writerow(map(defused, head))
    for row in rows:
        # Not by a call for each value: this is asked of all that is published.
        writer.writerow([f"'{v}" if isinstance(v, str) and v[:1] in FORMULA else v for v in row])
        count += 1
    return count


def json_lines(names: list[str], rows: Iterable[Row]) -> bytes:
    """Rows as JSON Lines: every column in every line, texts exactly as they are in the database."""
    line = msgspec.defstruct("Line", names, gc=False)
    return _ENCODER.encode_lines(list(starmap(line, rows)))
