"""Croissant 1.0: the files and a record set for each table, for machine learning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..catalogue import Table
from .descriptions import KEYWORDS, DataFile, Release, write_json
from .table_rows import EXPORTED, csv_path

_SCALARS = {"TEXT": "sc:Text", "INTEGER": "sc:Integer", "REAL": "sc:Float"}


def write_croissant(release: Release, files: Mapping[str, Sequence[DataFile]], folder: Path) -> Path:
    """Write `croissant.json` (Croissant 1.0): the files (`Publication.tables`) and a record set for each table."""
    found = {
        "@context": _CROISSANT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "mingzhang-disclosures",
        "description": release.description,
        "url": release.url(),
        "license": release.licence_url,
        "version": _semantic(release.version),
        "inLanguage": "zh-CN",
        "keywords": list(KEYWORDS),
        "creator": {"@type": "sc:Organization", "name": release.portal.title},
        "datePublished": release.newest or "",
        "citeAs": f"{release.portal.title} ({release.version})",
        "distribution": [
            _object(release, table, files[table.name][0]) if csv_path(table) else _set(table)
            for table in EXPORTED
        ],
        "recordSet": [_record_set(table.name) for table in EXPORTED],
    }
    write_json(folder / "croissant.json", found)
    return folder / "croissant.json"


def _object(release: Release, table: Table, file: DataFile) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": f"{table.name}.csv",
        "name": Path(file.path).name,
        "contentUrl": release.url(f"files/{file.path}"),
        "contentSize": f"{file.bytes} B",
        "encodingFormat": "text/csv",
        "sha256": file.sha256,
    }


def _set(table: Table) -> dict[str, Any]:
    """Running text: a file for each part, all of the folder."""
    return {
        "@type": "cr:FileSet",
        "@id": f"{table.name}.jsonl",
        "name": f"{table.name}.jsonl",
        "encodingFormat": "application/jsonlines",
        "includes": f"jsonl/{table.name}/*.jsonl.gz",
    }


def _semantic(version: str) -> str:
    """Write a version as semantic versioning does: `2024-09-20-1a2b3c4d` is 2024.9.20+1a2b3c4d."""
    date, _, digest = version.rpartition("-")
    parts = date.split("-")
    numbers = ".".join(str(int(part)) for part in parts) if len(parts) == 3 else "0.0.0"
    return f"{numbers}+{digest}"


def _record_set(name: str) -> dict[str, Any]:
    table = next(table for table in EXPORTED if table.name == name)
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": table.description,
        "key": [{"@id": f"{name}/{column}"} for column in table.primary_key],
        "field": [_croissant_field(table, column) for column in table.columns],
    }


def _croissant_field(table: Table, column: Any) -> dict[str, Any]:
    place = {"fileObject": {"@id": f"{table.name}.csv"}}
    if csv_path(table) is None:
        place = {"fileSet": {"@id": f"{table.name}.jsonl"}}
    unit = f"（{column.unit}）" if column.unit else ""
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": f"{column.zh}{unit}" + (f"：{column.description}" if column.description else ""),
        "dataType": _SCALARS[column.type],
        "source": {**place, "extract": {"column": column.name}},
    }
    if column.references:
        field["references"] = {"field": {"@id": column.references.replace(".", "/")}}
    return field


_CROISSANT: dict[str, Any] = {
    "@language": "zh",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
