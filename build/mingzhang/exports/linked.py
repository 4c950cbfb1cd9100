"""Linked descriptions: schema.org for search engines, DCAT-AP for catalogues, Croissant for machine learning."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .descriptions import KEYWORDS, DataFile, Release, write_json
from .rows import EXPORTED

_SCALARS = {"TEXT": "sc:Text", "INTEGER": "sc:Integer", "REAL": "sc:Float"}


def script_json(value: Any) -> str:
    """JSON that may stand inside <script type="application/ld+json">: no character can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def dataset_json(
    release: Release,
    title: str = "",
    address: str = "",
    author: str = "",
    published_on: str | None = None,
    downloads: tuple[tuple[str, str], ...] = (),
) -> dict[str, Any]:
    """schema.org `Dataset` of the whole, or of one page: its title, address, publishing department and date.

    `downloads` are (media type, address) relative to the portal's root.
    """
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": release.url(address),
        "name": title or release.portal.title,
        "description": f"{title}。{release.description}" if title else release.description,
        "url": release.url(address),
        "version": release.version,
        "license": release.licence_url,
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "keywords": list(KEYWORDS),
        "creator": {"@type": "Organization", "name": author or release.portal.title},
    }
    if release.years:
        found["temporalCoverage"] = f"{min(release.years)}/{max(release.years)}"
    if release.districts and not author:
        found["spatialCoverage"] = [{"@type": "Place", "name": name} for name in release.districts]
    if published_on or release.newest:
        found["datePublished"] = published_on or release.newest
    if author:
        found["isPartOf"] = {"@id": release.url()}
    if downloads:
        found["distribution"] = [
            {"@type": "DataDownload", "encodingFormat": media, "contentUrl": release.url(path)}
            for media, path in downloads
        ]
    return found


def write_dcat(release: Release, files: list[DataFile], folder: Path) -> Path:
    """`catalog.jsonld`: a DCAT-AP catalogue with one dataset, each file a distribution."""
    publisher = {"@type": "foaf:Organization", "foaf:name": release.portal.title}
    dataset = {
        "@id": release.url(),
        "@type": "dcat:Dataset",
        "dct:title": {"@value": release.portal.title, "@language": "zh"},
        "dct:description": {"@value": release.description, "@language": "zh"},
        "dct:publisher": publisher,
        "dct:license": {"@id": release.licence_url},
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/ZHO"},
        "dcat:theme": {"@id": "http://publications.europa.eu/resource/authority/data-theme/GOVE"},
        "dcat:keyword": list(KEYWORDS),
        "dcat:landingPage": {"@id": release.url()},
        "owl:versionInfo": release.version,
        "dcat:distribution": [_distribution(release, file) for file in files],
    }
    if release.portal.contact:
        dataset["dcat:contactPoint"] = {"@type": "vcard:Kind", "vcard:hasEmail": release.portal.contact}
    catalogue = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "owl": "http://www.w3.org/2002/07/owl#",
            "spdx": "http://spdx.org/rdf/terms#",
            "vcard": "http://www.w3.org/2006/vcard/ns#",
        },
        "@id": release.url("files/catalog.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": {"@value": release.portal.title, "@language": "zh"},
        "dct:description": {"@value": release.description, "@language": "zh"},
        "dct:publisher": publisher,
        "dcat:dataset": [dataset],
    }
    write_json(folder / "catalog.jsonld", catalogue)
    return folder / "catalog.jsonld"


def _distribution(release: Release, file: DataFile) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": file.path,
        "dcat:accessURL": {"@id": release.url(f"files/{file.path}")},
        "dcat:downloadURL": {"@id": release.url(f"files/{file.path}")},
        "dcat:mediaType": {"@id": f"http://www.iana.org/assignments/media-types/{file.media}"},
        "dcat:byteSize": file.bytes,
        "dct:license": {"@id": release.licence_url},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
            "spdx:checksumValue": file.sha256,
        },
    }


def write_croissant(release: Release, files: dict[str, DataFile], folder: Path) -> Path:
    """`croissant.json` (Croissant 1.0): the CSV files and a record set for each table."""
    found = {
        "@context": _CROISSANT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "mingzhang-disclosures",
        "description": release.description,
        "url": release.url(),
        "license": release.licence_url,
        "version": release.version,
        "inLanguage": "zh-CN",
        "keywords": list(KEYWORDS),
        "creator": {"@type": "sc:Organization", "name": release.portal.title},
        "datePublished": release.newest or "",
        "citeAs": f"{release.portal.title} ({release.version})",
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": f"{name}.csv",
                "name": f"{name}.csv",
                "contentUrl": release.url(f"files/{file.path}"),
                "contentSize": f"{file.bytes} B",
                "encodingFormat": "text/csv",
                "sha256": file.sha256,
            }
            for name, file in files.items()
        ],
        "recordSet": [_record_set(table.name) for table in EXPORTED],
    }
    write_json(folder / "croissant.json", found)
    return folder / "croissant.json"


def _record_set(name: str) -> dict[str, Any]:
    table = next(table for table in EXPORTED if table.name == name)
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": table.description,
        "key": [{"@id": f"{name}/{column}"} for column in table.primary_key],
        "field": [_croissant_field(name, column) for column in table.columns],
    }


def _croissant_field(table: str, column: Any) -> dict[str, Any]:
    unit = f"（{column.unit}）" if column.unit else ""
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": f"{column.zh}{unit}" + (f"：{column.description}" if column.description else ""),
        "dataType": _SCALARS[column.type],
        "source": {"fileObject": {"@id": f"{table}.csv"}, "extract": {"column": column.name}},
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
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
