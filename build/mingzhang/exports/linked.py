"""Linked descriptions: schema.org for search engines, DCAT-AP for catalogues."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .descriptions import KEYWORDS, DataFile, Release, write_json


def script_json(value: Any) -> str:
    """Return JSON that may stand inside <script type="application/ld+json">: no character can end the element."""
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
    """Describe the whole, or one page, as a schema.org `Dataset`: title, address, publishing department and date.

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
    """Write `catalog.jsonld`: a DCAT-AP catalogue with one dataset, each file a distribution."""
    publisher = {
        "@id": release.url("#publisher"),
        "@type": ["foaf:Agent", "foaf:Organization"],
        "foaf:name": {"@value": release.portal.title, "@language": "zh"},
    }
    told = {
        "dct:title": {"@value": release.portal.title, "@language": "zh"},
        "dct:description": {"@value": release.description, "@language": "zh"},
        "dct:publisher": publisher,
        "dct:license": {"@id": release.licence_url, "@type": "dct:LicenseDocument"},
        "dct:language": {"@id": _CHINESE, "@type": "dct:LinguisticSystem"},
    } | _dates(release)
    catalogue = {
        "@context": _DCAT,
        "@id": release.url("files/catalog.jsonld"),
        "@type": "dcat:Catalog",
        **told,
        "foaf:homepage": {"@id": release.url(), "@type": "foaf:Document"},
        "dcat:dataset": [_dcat_dataset(release, told, files)],
    }
    write_json(folder / "catalog.jsonld", catalogue)
    return folder / "catalog.jsonld"


def _dcat_dataset(release: Release, told: dict[str, Any], files: list[DataFile]) -> dict[str, Any]:
    dataset = {
        "@id": release.url("#dataset"),
        "@type": "dcat:Dataset",
        **told,
        "dct:identifier": release.url("#dataset"),
        "dcat:theme": {"@id": _GOVERNMENT, "@type": "skos:Concept"},
        "dcat:keyword": list(KEYWORDS),
        "dcat:landingPage": {"@id": release.url(), "@type": "foaf:Document"},
        "dct:accrualPeriodicity": {"@id": _ANNUAL, "@type": "dct:Frequency"},
        "dcat:version": release.version,
        "dcat:distribution": [_distribution(release, file) for file in files],
    }
    if release.years:
        dataset["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": f"{min(release.years)}-01-01", "@type": "xsd:date"},
            "dcat:endDate": {"@value": f"{max(release.years)}-12-31", "@type": "xsd:date"},
        }
    if release.districts:
        dataset["dct:spatial"] = [
            {"@type": "dct:Location", "skos:prefLabel": {"@value": name, "@language": "zh"}}
            for name in release.districts
        ]
    dataset["dcat:contactPoint"] = _contact_point(release)
    return dataset


def _contact_point(release: Release) -> dict[str, Any]:
    """Describe whom to write to: the portal's contact, else its page for corrections."""
    contact = release.portal.contact or release.url("corrections/")
    way = {"vcard:hasURL": {"@id": contact}}
    if "//" not in contact:
        way = {"vcard:hasEmail": {"@id": f"mailto:{contact}"}}
    return {"@type": "vcard:Kind", "vcard:fn": release.portal.title, **way}


def _dates(release: Release) -> dict[str, Any]:
    return {"dct:modified": {"@value": release.newest, "@type": "xsd:date"}} if release.newest else {}


def _distribution(release: Release, file: DataFile) -> dict[str, Any]:
    address = release.url(f"files/{file.path}")
    media = f"http://www.iana.org/assignments/media-types/{file.media}"
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": file.path,
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dct:format": {"@id": _format_of(file), "@type": "dct:MediaTypeOrExtent"},
        "dcat:mediaType": {"@id": media, "@type": "dct:MediaType"},
        "dcat:byteSize": {"@value": str(file.bytes), "@type": "xsd:nonNegativeInteger"},
        "dct:license": {"@id": release.licence_url, "@type": "dct:LicenseDocument"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
    }


_FORMATS = {
    "csv": "CSV",
    "json": "JSON",
    "jsonl": "JSONL",
    "jsonld": "JSON_LD",
    "parquet": "PARQUET",
    "xlsx": "XLSX",
    "xml": "XML",
    "html": "HTML",
    "gz": "GZIP",
    "txt": "TXT",
}
"""How the file-type list of the EU's Publications Office calls the formats of our files, by the end of their names."""


def _format_of(file: DataFile) -> str:
    end = file.path.rpartition(".")[2]
    return f"http://publications.europa.eu/resource/authority/file-type/{_FORMATS.get(end, 'OCTET')}"


_ANNUAL = "http://publications.europa.eu/resource/authority/frequency/ANNUAL"
_CHINESE = "http://publications.europa.eu/resource/authority/language/ZHO"
_GOVERNMENT = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
_DCAT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
