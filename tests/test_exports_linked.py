"""Linked descriptions read as what they say they are: DCAT-AP by its shapes, schema.org as a graph, Croissant by its own
tool (`MLCROISSANT=/path/to/mlcroissant`, from PyPI: too large to be asked of every developer), Atom by its rules.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pyshacl import validate
from rdflib import RDF, BNode, Graph, Namespace, URIRef

from made_up_database import made_up_portal, make_database
from mingzhang.exports import write_exports
from mingzhang.exports.frames import MANY as LISTED_ELSEWHERE

# rdflib's own reader of JSON-LD uses what rdflib calls deprecated.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")]

SHAPES = Path(__file__).parent / "shapes" / "dcat_ap.ttl"
ROOT = "https://example.org/money/"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
SCHEMA = Namespace("https://schema.org/")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    portal = made_up_portal(title="某市决算", base_url=ROOT, contact="editor@example.org")
    write_exports(make_database(folder / "disclosures.db"), folder / "data", portal)
    return folder / "data"


def graph(text: str) -> Graph:
    return Graph().parse(data=text, format="json-ld")


def test_the_catalogue_has_the_shape_of_dcat_ap(data: Path) -> None:
    catalogue = graph((data / "catalog.jsonld").read_text(encoding="utf-8"))
    conforms, _, report = validate(catalogue, shacl_graph=str(SHAPES), inference="none")
    assert conforms, report
    listed = {str(s).removeprefix(f"{ROOT}files/") for s in catalogue.subjects(RDF.type, DCAT.Distribution)}
    present = {line[66:] for line in (data / "sha256sums.txt").read_text(encoding="utf-8").splitlines()}
    present = {path for path in present if not path.startswith(LISTED_ELSEWHERE)}
    assert present - listed == {"catalog.jsonld", "index.html", "versions.html"} and listed <= present
    assert (URIRef(f"{ROOT}#dataset"), DCAT.landingPage, URIRef(ROOT)) in catalogue


@pytest.mark.parametrize(
    ("lost", "told"),
    [
        ((None, DCT.publisher, None), "Less than 1 values on <[^>]+>->dct:publisher"),
        ((None, DCAT.accessURL, None), "Less than 1 values on <[^>]+>->dcat:accessURL"),
        ((None, DCT.identifier, None), "Less than 1 values on <[^>]+>->dct:identifier"),
    ],
)
def test_the_shapes_would_tell_what_is_missing(data: Path, lost: Any, told: str) -> None:
    catalogue = graph((data / "catalog.jsonld").read_text(encoding="utf-8"))
    catalogue.remove(lost)
    conforms, _, report = validate(catalogue, shacl_graph=str(SHAPES), inference="none")
    assert not conforms
    assert re.search(told, report)


def test_a_compact_portal_has_no_workbooks_as_files(data: Path, tmp_path: Path) -> None:
    assert list((data / "xlsx").glob("*.xlsx"))
    make_database(tmp_path / "disclosures.db")
    write_exports(tmp_path / "disclosures.db", tmp_path / "data", made_up_portal(compact=True))
    assert not (tmp_path / "data" / "xlsx").exists()


def test_schema_org_is_a_graph_of_a_dataset(data: Path) -> None:
    """The context of schema.org is on the network; its vocabulary is what it says for our terms."""
    said = json.loads((data / "dataset.jsonld").read_text(encoding="utf-8"))
    assert said["@context"] == "https://schema.org/"
    found = graph(json.dumps({**said, "@context": {"@vocab": str(SCHEMA)}}))
    (dataset,) = found.subjects(RDF.type, SCHEMA.Dataset)
    for name in ("name", "description", "license", "version", "creator", "distribution", "temporalCoverage"):
        assert (dataset, SCHEMA[name], None) in found, name
    addresses = {str(value) for value in found.objects(None, SCHEMA.contentUrl)}
    assert f"{ROOT}files/csv/departments.csv" in addresses
    assert not [s for s in found.subjects(SCHEMA.contentUrl, None) if not isinstance(s, BNode)]


def test_croissant_is_versioned_as_it_asks(data: Path) -> None:
    said = json.loads((data / "croissant.json").read_text(encoding="utf-8"))
    assert re.fullmatch(r"2024\.9\.20\+[0-9a-f]{8}", said["version"])
    found = graph(json.dumps(said))
    assert len(list(found.subjects(RDF.type, URIRef("http://mlcommons.org/croissant/RecordSet")))) == len(
        said["recordSet"]
    )


@pytest.mark.skipif("MLCROISSANT" not in os.environ, reason="MLCROISSANT names no mlcroissant")
def test_croissant_is_valid_by_its_own_tool(data: Path) -> None:
    command = [os.environ["MLCROISSANT"], "validate", "--jsonld", str(data / "croissant.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "error" not in done.stderr.lower() and "warning(s)" not in done.stderr


def test_the_feed_keeps_the_rules_of_atom(data: Path) -> None:
    """RFC 4287: one id, title and updated for the feed and each entry; an author; a link to itself; no id twice."""
    feed = ET.parse(data / "feed.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00")
    for part in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1
        assert moment.fullmatch(part.findtext(f"{ATOM}updated") or "")
        assert (part.findtext(f"{ATOM}id") or "").startswith(ROOT)
        assert part.find(f"{ATOM}author/{ATOM}name") is not None
    assert [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"] == [
        f"{ROOT}files/feed.xml"
    ]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids)) == 6
    assert feed.findtext(f"{ATOM}updated") == max(entry.findtext(f"{ATOM}updated") or "" for entry in entries)


def test_a_catalogue_finds_format_place_rhythm_and_whom_to_write_to(tmp_path: Path) -> None:
    for contact, way in (
        ("editor@example.org", {"vcard:hasEmail": {"@id": "mailto:editor@example.org"}}),
        ("https://example.org/report", {"vcard:hasURL": {"@id": "https://example.org/report"}}),
        ("", {"vcard:hasURL": {"@id": f"{ROOT}corrections/"}}),
    ):
        write_exports(
            make_database(tmp_path / "x.db"), tmp_path, made_up_portal(base_url=ROOT, contact=contact)
        )
        (tmp_path / "x.db").unlink()
        catalogue = json.loads((tmp_path / "catalog.jsonld").read_text(encoding="utf-8"))
        (dataset,) = catalogue["dcat:dataset"]
        assert dataset["dcat:contactPoint"].items() >= way.items()
        assert dataset["dct:accrualPeriodicity"]["@id"].endswith("/frequency/ANNUAL")
        assert dataset["dct:spatial"][0]["skos:prefLabel"]["@value"] == "云岭区"
        formats = {each["dct:format"]["@id"].rpartition("/")[2] for each in dataset["dcat:distribution"]}
        assert {"CSV", "JSON", "GZIP"} <= formats and "OCTET" not in formats
