"""The Frictionless Data Package of the CSV files, and a Fiscal Data Package of spending by function."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path
from typing import Any

from ..catalogue import Column, Table
from .descriptions import KEYWORDS, DataFile, Release, write_json
from .rows import EXPORTED
from .text_files import defused

_TYPES = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}

# Rows that have no finer row below them: their sum is the whole, and nothing is counted twice.
_FINEST = """
SELECT d.fiscal_year, p.id, p.name, p.district, e.code, e.item, e.basic, e.project, e.total, d.id, e.source_line
FROM disclosures d
    JOIN departments p ON p.id = d.department_id
    CROSS JOIN expenditure_by_function e ON e.disclosure_id = d.id
WHERE e.code IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM expenditure_by_function finer WHERE finer.disclosure_id = e.disclosure_id
                  AND finer.code > e.code AND finer.code < e.code || ':')
ORDER BY d.fiscal_year, d.id, e.position
"""
_FISCAL: tuple[tuple[str, str, str, str], ...] = (
    ("fiscal_year", "integer", "决算年度", "date:fiscal-year"),
    ("department_id", "string", "部门标识", "administrative-classification:generic:level1:code"),
    ("department", "string", "部门", "administrative-classification:generic:level1:label"),
    ("district", "string", "区（县）", "geo:target:county:label"),
    ("code", "string", "功能分类科目编码", "functional-classification:generic:code"),
    ("item", "string", "功能分类科目名称", "functional-classification:generic:label"),
    ("basic", "number", "基本支出（万元）", "value"),
    ("project", "number", "项目支出（万元）", "value"),
    ("total", "number", "本年支出合计（万元）", "value"),
    ("disclosure_id", "string", "公开文件", "transaction-id:budget"),
    ("source_line", "integer", "原文行号", "string"),
)


def field_of(column: Column, key: bool) -> dict[str, Any]:
    """A column as a Table Schema field. Texts are not called required: an empty text is a missing value in CSV."""
    field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type], "title": column.zh}
    if column.description:
        field["description"] = column.description
    if column.unit:
        field["unit"] = column.unit
    if key or (column.required and column.type != "TEXT"):
        field["constraints"] = {"required": True}
    return field


def resource_of(table: Table, file: DataFile) -> dict[str, Any]:
    """A table's CSV as a resource, with its keys."""
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
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": schema,
    }


def write_package(release: Release, files: dict[str, DataFile], folder: Path) -> Path:
    """`datapackage.json`: every table of `files` (name to CSV) with its schema."""
    package = {
        **_head(release, "mingzhang-disclosures", release.portal.title),
        "resources": [resource_of(table, files[table.name]) for table in EXPORTED],
    }
    write_json(folder / "datapackage.json", package)
    return folder / "datapackage.json"


def write_fiscal_package(conn: sqlite3.Connection, release: Release, folder: Path) -> list[Path]:
    """`fiscal/`: spending by function, finest rows only, one line per department, year and code."""
    file = folder / "fiscal" / "expenditure.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(name for name, *_ in _FISCAL)
        writer.writerows([defused(value) for value in row] for row in conn.execute(_FINEST))
    fields = [
        {"name": name, "type": type_, "title": title, "columnType": column}
        for name, type_, title, column in _FISCAL
    ]
    resource = {
        "name": "expenditure-by-function",
        "path": "expenditure.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "encoding": "utf-8-sig",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": {"fields": fields, "missingValues": [""]},
    }
    head = _head(release, "mingzhang-expenditure", f"{release.portal.title} · 按功能分类的支出")
    package = {
        **head,
        "profile": "tabular-data-package",
        "conformsTo": "https://specs.frictionlessdata.io/fiscal-data-package/",
        "countryCode": "CN",
        "granularity": "aggregated",
        "fiscalPeriod": {"start": f"{min(release.years)}-01-01", "end": f"{max(release.years)}-12-31"}
        if release.years
        else {},
        "resources": [resource],
    }
    write_json(folder / "fiscal" / "datapackage.json", package)
    return [file, folder / "fiscal" / "datapackage.json"]


def _head(release: Release, name: str, title: str) -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "description": release.description,
        "version": release.version,
        "homepage": release.url(),
        "keywords": list(KEYWORDS),
        "licenses": [
            {"name": release.portal.licence, "path": release.licence_url, "title": release.portal.licence}
        ],
    }
