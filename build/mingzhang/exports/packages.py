"""The Frictionless Data Package of the tables: every table with its schema, keys and meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..catalogue import Column, Table
from .descriptions import DataFile, Release, package_head, write_json
from .table_rows import EXPORTED, TEXTS

_TYPES = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}


def field_of(column: Column, key: bool) -> dict[str, Any]:
    """Describe a column as a Table Schema field. Texts are not called required: an empty text is a missing value in CSV."""
    field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type], "title": column.zh}
    if column.description:
        field["description"] = column.description
    if column.unit:
        field["unit"] = column.unit
    if key or (column.required and column.type != "TEXT"):
        field["constraints"] = {"required": True}
    return field


def resource_of(table: Table, files: Sequence[DataFile]) -> dict[str, Any]:
    """Describe a table as a resource: its CSV, with its keys; running text as the files of its JSON Lines, which read on."""
    schema: dict[str, Any] = {
        "fields": [field_of(column, column.name in table.primary_key) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
    }
    foreign = [
        (column.name, *column.references.split("."))
        for column in table.columns
        if column.references and column.references.partition(".")[0] not in TEXTS
    ]
    if foreign:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": other.replace("_", "-"), "fields": [field]}}
            for name, other, field in foreign
        ]
    return {
        "name": table.name.replace("_", "-"),
        "title": table.zh,
        "description": table.description,
        **(_lines(files) if files[0].path.startswith("jsonl/") else _csv(files[0])),
        "schema": schema,
    }


def _csv(file: DataFile) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "path": file.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        **({"compression": "gz"} if file.path.endswith(".gz") else {}),
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "dialect": {"lineTerminator": "\n"},
    }


def _lines(files: Sequence[DataFile]) -> dict[str, Any]:
    """One file, or several that are read one after the other; `sha256sums.txt` has the digest of each."""
    return {
        "profile": "data-resource",
        "type": "file",
        "path": [file.path for file in files],
        "format": "jsonl",
        "mediatype": "application/x-ndjson",
        "encoding": "utf-8",
        "compression": "gz",
    }


def write_package(release: Release, files: Mapping[str, Sequence[DataFile]], folder: Path) -> Path:
    """Write `datapackage.json`: every table that has files (`Publication.tables`) with its schema."""
    package = {
        **package_head(release, "mingzhang-disclosures", release.portal.title),
        "resources": [resource_of(table, own) for table in EXPORTED if (own := files[table.name])],
    }
    write_json(folder / "datapackage.json", package)
    return folder / "datapackage.json"
