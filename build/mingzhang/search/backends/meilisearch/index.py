"""What Meilisearch is given: the settings of the index, a portal's documents, a key for the browser.

A document's key is the hash of all it holds, so what the server has and what the database has differ exactly by their
sets of keys (`staging`).
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ...documents.document_kinds import KINDS, WEIGHTS
from ...documents.search_documents import with_parents
from ...language.normal import normalise
from .encoding import APART, encode, encode_characters, encode_text
from .server import MeilisearchError, Server

Holds = Callable[[str | None], bool]
"""Whether a server holds the documents of a province, by its full name; None for a body whose province nobody knows."""
INDEX = "mingzhang"
SETTINGS_FILE = "meilisearch.json"
_KEY_DAYS = 400
_KEY_DESCRIPTION = "Mingzhang: search from the browser"
_ROWS = """SELECT disclosure_id, search_documents.kind,
        search_documents.title, text, search_documents.page_url,
        department, search_documents.district, search_documents.fiscal_year, codes, amount, disputed,
        departments.id AS department_id, departments.name AS full_name, departments.city AS city,
        departments.province AS province
    FROM search_documents JOIN disclosures ON disclosures.id = disclosure_id
    JOIN departments ON departments.id = department_id ORDER BY search_documents.id"""
_PROVINCES = "SELECT DISTINCT province FROM departments"
_SHOWN = (
    "disclosure_id", "kind", "title", "text", "page_url", "department", "department_id", "district",
    "fiscal_year", "codes", "amount", "city", "disputed",
)  # fmt: skip
_KIND_PLACES = {kind: place for place, kind in enumerate(KINDS)}
_USUAL_LENGTH = 80  # words of a document


def settings(folder: Path | None = None) -> dict[str, Any]:
    """The index's settings: ours, over them those of search/meilisearch.json."""
    own: dict[str, Any] = {
        "searchableAttributes": ["b", "c", "t", "w", "s"],
        "displayedAttributes": ["id", *_SHOWN],
        "filterableAttributes": ["fiscal_year", "city", "district", "department", "department_id", "kind"],
        "sortableAttributes": ["fiscal_year", "amount", "kind_place", "place", "prior"],
        # The text itself before codes, headings and names; of equals what is short and of a likely kind.
        "rankingRules": [
            "sort",
            "words",
            "proximity",
            "attribute",
            "prior:desc",
            "fiscal_year:desc",
            "place:desc",
        ],
        "typoTolerance": {"enabled": False},  # 决算 is not 预算
        "proximityPrecision": "byWord",
        "stopWords": [],
        "synonyms": {},
        "dictionary": [],
        "pagination": {"maxTotalHits": 10_000},
        "faceting": {"maxValuesPerFacet": 5_000, "sortFacetValuesBy": {"*": "count"}},
    }
    file = folder / SETTINGS_FILE if folder else None
    if file and file.is_file():
        try:
            own.update(json.loads(file.read_text(encoding="utf-8")))
        except ValueError as error:
            raise MeilisearchError(f"{file}: not JSON ({error})") from None
    return own


def every_province(_: str | None) -> bool:
    """Whether a server holds a province, where there is one server."""
    return True


def documents(
    conn: sqlite3.Connection, holds: Holds = every_province, below: str = ""
) -> Iterator[dict[str, Any]]:
    """Every search document of the provinces a server `holds`: what is shown, and what is searched (`t`, `b`, `w`, `c`).

    `below` is what addresses of pages begin with where the portal is one of several.
    """
    cursor = conn.cursor()
    if not any(holds(province) for (province,) in conn.execute(_PROVINCES)):
        return
    cursor.row_factory = sqlite3.Row
    places: Counter[str] = Counter()
    for row in cursor.execute(_ROWS):
        if not holds(row["province"]):
            continue
        who = (row["full_name"], row["department"], row["district"], row["city"], str(row["fiscal_year"]))
        document = {name: row[name] for name in _SHOWN}
        document["page_url"] = below + row["page_url"]
        document["t"] = encode_text(row["title"])
        document["b"] = encode_text(row["text"])
        document["w"] = f" {APART} ".join(encode_text(name) for name in who if name)
        document["c"] = " ".join(map(encode, with_parents((row["codes"] or "").split())))
        document["s"] = encode_characters(map(normalise, (row["title"], row["text"], *filter(None, who))))
        # Where it stands: unlike its number in the database this does not change with what else is published.
        document["kind_place"] = _KIND_PLACES[row["kind"]]
        document["place"] = f"{row['disclosure_id']} {places[row['disclosure_id']]:06d}"
        places[row["disclosure_id"]] += 1
        document["prior"] = prior(row["kind"], _length(document))
        content = json.dumps(document, ensure_ascii=False, sort_keys=True).encode()
        document["id"] = blake2b(content, digest_size=16).hexdigest()
        yield document


def _length(document: dict[str, Any]) -> int:
    """How many words a document has."""
    return sum(len(document[column].replace(f" {APART} ", " ").split()) for column in ("t", "b", "w", "c"))


def prior(kind: str, length: int) -> float:
    """How likely a document of so many words answers, whatever was asked: the short and those of a likely kind first."""
    return round(WEIGHTS[kind] / (1 + length / _USUAL_LENGTH), 4)


def browser_key(server: Server, today: datetime | None = None) -> str:
    """A key that may only search this index, with an expiry: the known one while it has long to go, else a new one."""
    now = today or datetime.now(UTC)
    for key in server.ask("GET", "/keys", parameters={"limit": 1000})["results"]:
        ours = (
            key["description"] == _KEY_DESCRIPTION
            and key["indexes"] == [INDEX]
            and key["actions"] == ["search"]
        )
        if (
            ours
            and key["expiresAt"]
            and datetime.fromisoformat(key["expiresAt"]) > now + timedelta(_KEY_DAYS / 2)
        ):
            return str(key["key"])
    expires = (now + timedelta(_KEY_DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ")
    asked = {"description": _KEY_DESCRIPTION, "actions": ["search"], "indexes": [INDEX], "expiresAt": expires}
    return str(server.ask("POST", "/keys", asked)["key"])
