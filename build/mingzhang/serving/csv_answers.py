"""CSV of /data/, written as the files are: a byte order mark, no live formulas (`exports.text_files`).

Datasette writes CSV of its own, which Excel shows as 锟斤拷 and whose cells it may run. So the rows are asked of it as
JSON, where texts and numbers stay apart, and an error arrives as an error and not in the midst of a file.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.responses import PlainTextResponse, Response

from ..exports.text_files import csv_text

_OURS = ("_shape", "_json", "_json_infinity", "_trace", "_nl")
"""What shapes JSON is not the reader's to say where CSV is asked for."""
NO_STREAM = "本站不提供整表的 CSV 流（_stream）；每次最多 1000 行，全部数据见下载页。"


def is_csv(path: str) -> bool:
    """Whether an address asks for CSV."""
    return path.endswith(".csv")


def json_query(query: str) -> str:
    """The query to ask the same rows with as JSON."""
    fields = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in _OURS]
    return urlencode([*fields, ("_shape", "arrays"), ("_nofacet", "1"), ("_nocount", "1")])


def csv_answer(status: int, body: bytes, path: str, query: str) -> Response:
    """The CSV of what Datasette answered in JSON, or its error in a line of plain text."""
    try:
        told = json.loads(body)
    except ValueError:
        told = {}
    if status != 200 or "columns" not in told:
        return PlainTextResponse(str(told.get("error") or "没有这个页面"), status if status != 200 else 404)
    asked = dict(parse_qsl(query))
    found = [list(row.values()) if isinstance(row, dict) else row for row in told["rows"]]
    columns = _labelled(told["columns"], found)
    head = [name for name, label in columns for name in ((name, f"{name}_label") if label else (name,))]
    rows = (
        [cell for value, (_, label) in zip(row, columns, strict=True) for cell in _cells(value, label)]
        for row in found
    )
    text = csv_text(None if asked.get("_header") == "off" else head, rows)
    headers = {}
    if asked.get("_dl"):
        name = path.rpartition("/")[2]
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    kind = "text/csv" if asked.get("_dl") else "text/plain"
    return Response(text.encode("utf-8-sig"), headers=headers, media_type=f"{kind}; charset=utf-8")


def _labelled(names: list[str], rows: list[list[Any]]) -> list[tuple[str, bool]]:
    """(column, whether its keys come with labels) of some rows."""
    return [
        (name, any(isinstance(row[place], dict) and "label" in row[place] for row in rows))
        for place, name in enumerate(names)
    ]


def _cells(value: Any, label: bool) -> tuple[Any, ...]:
    """What a value of JSON is in CSV: one cell, two for a key with its label; a blob in base 64."""
    if isinstance(value, dict):
        if "label" in value:
            return value["value"], value["label"]
        value = value.get("encoded", "")
    return (value, "") if label else (value,)
