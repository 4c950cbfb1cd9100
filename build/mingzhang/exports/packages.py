"""The Frictionless Data Package of the CSV files: every table with its schema, keys and meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..catalogue import Column, Table
from .descriptions import DataFile, Release, package_head, write_json
from .table_rows import EXPORTED

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


def resource_of(table: Table, file: DataFile) -> dict[str, Any]:
    """Describe a table's CSV as a resource, with its keys."""
    schema: dict[str, Any] = {
        "fields": [field_of(column, column.name in table.primary_key) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
    }
    foreign = [(column.name, *column.references.split(".")) for column in table.columns if column.references]
    if foreign:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": other.replace("_", "-"), "fields": [field]}}
            for name, other, field in foreign
        ]
    return {
        "name": table.name.replace("_", "-"),
        "path": file.path,
        "title": table.zh,
        "description": table.description,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        **({"compression": "gz"} if file.path.endswith(".gz") else {}),
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "dialect": {"lineTerminator": "\n"},
        "schema": schema,
    }


def write_package(release: Release, files: dict[str, DataFile], folder: Path) -> Path:
    """Write `datapackage.json`: every table of `files` (name to CSV) with its schema."""
    package = {
        **package_head(release, "mingzhang-disclosures", release.portal.title),
        "resources": [resource_of(table, files[table.name]) for table in EXPORTED],
    }
    write_json(folder / "datapackage.json", package)
    return folder / "datapackage.json"
