"""A portal's documents in Meilisearch: a fresh index swapped in, or only what changed.

Settings go before documents, documents in batches, and every task's outcome is checked. A document's key is the hash
of all it holds, so what the server has and what the database has differ exactly by their sets of keys.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ...documents.document_kinds import KINDS
from ...documents.search_documents import with_parents
from ...language.normal import normalise
from ..sqlite.ranking import HAS_FIGURE
from .encoding import APART, encode, encode_characters, encode_text
from .server import MeilisearchError, Server
from .weighing import prior

INDEX = "mingzhang"
SETTINGS_FILE = "meilisearch.json"
_BATCH = 10_000
_KEY_DAYS = 400
_KEY_DESCRIPTION = "Mingzhang: search from the browser"
_ROWS = """SELECT disclosure_id, search_documents.kind,
        search_documents.title, text, search_documents.page_url,
        department, search_documents.district, search_documents.fiscal_year, codes, amount,
        departments.id AS department_id, departments.name AS full_name, departments.city AS city
    FROM search_documents JOIN disclosures ON disclosures.id = disclosure_id
    JOIN departments ON departments.id = department_id ORDER BY search_documents.id"""
_SHOWN = (
    "disclosure_id", "kind", "title", "text", "page_url", "department", "department_id", "district",
    "fiscal_year", "codes", "amount", "city",
)  # fmt: skip
_KIND_PLACES = {kind: place for place, kind in enumerate(KINDS)}
_USUAL_LENGTH = 80  # words of a document, for telling the likely from the unlikely


@dataclass(frozen=True, slots=True)
class Sent:
    """What sending did: whether the index was built anew, how many documents were added and removed, how many stand."""

    fresh: bool
    added: int
    removed: int
    total: int


def settings(folder: Path | None = None) -> dict[str, Any]:
    """The index's settings: ours, over them those of search/meilisearch.json."""
    own: dict[str, Any] = {
        "searchableAttributes": ["b", "c", "t", "w", "s"],
        "displayedAttributes": ["id", *_SHOWN, "place", "length"],
        "filterableAttributes": ["fiscal_year", "city", "district", "department", "department_id", "kind"],
        "sortableAttributes": ["fiscal_year", "amount", "kind_place", "place", "prior"],
        # Which hundred of the hits are likely best; these are weighed exactly when they arrive (`weighing`).
        "rankingRules": ["sort", "words", "attribute", "prior:desc", "fiscal_year:desc", "place:desc"],
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


def documents(conn: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Every search document as the server is given it: what is shown, and what is searched (`t`, `b`, `w`, `c`)."""
    cursor = conn.cursor()
    cursor.row_factory = sqlite3.Row
    places: Counter[str] = Counter()
    for row in cursor.execute(_ROWS):
        who = (row["full_name"], row["department"], row["district"], row["city"], str(row["fiscal_year"]))
        document = {name: row[name] for name in _SHOWN}
        document["t"] = encode_text(row["title"])
        document["b"] = encode_text(row["text"])
        document["w"] = f" {APART} ".join(encode_text(name) for name in who if name)
        document["c"] = " ".join(map(encode, with_parents((row["codes"] or "").split())))
        document["s"] = encode_characters(map(normalise, (row["title"], row["text"], *filter(None, who))))
        # Where it stands: unlike its number in the database this does not change with what else is published.
        document["kind_place"] = _KIND_PLACES[row["kind"]]
        document["place"] = f"{row['disclosure_id']} {places[row['disclosure_id']]:06d}"
        places[row["disclosure_id"]] += 1
        document["length"] = _length(document)
        figure = HAS_FIGURE.search(normalise(row["text"])) is not None
        document["prior"] = prior(row["kind"], document["length"], figure, _USUAL_LENGTH)
        content = json.dumps(document, ensure_ascii=False, sort_keys=True).encode()
        document["id"] = blake2b(content, digest_size=16).hexdigest()
        yield document


def _length(document: dict[str, Any]) -> int:
    """How many words a document has."""
    return sum(len(document[column].replace(f" {APART} ", " ").split()) for column in ("t", "b", "w", "c"))


def send(server: Server, conn: sqlite3.Connection, folder: Path | None = None) -> Sent:
    """Make the server's index hold the database's documents. Searches go on all the while."""
    wanted = settings(folder)
    if server.find(f"/indexes/{INDEX}") is None or not _same(
        server.ask("GET", f"/indexes/{INDEX}/settings"), wanted
    ):
        return _build_fresh(server, conn, wanted)
    known = set(_keys(server))
    seen: set[str] = set()
    new = []
    for document in documents(conn):
        seen.add(document["id"])
        if document["id"] not in known:
            new.append(document)
    _add(server, INDEX, new)
    gone = sorted(known - seen)
    if gone:
        server.wait(server.do("POST", f"/indexes/{INDEX}/documents/delete-batch", gone))
    return Sent(False, len(new), len(gone), len(seen))


def _same(there: Any, wanted: Any) -> bool:
    """Whether the server's settings say what is wanted; it adds defaults of its own."""
    if isinstance(wanted, dict) and isinstance(there, dict):
        return all(name in there and _same(there[name], value) for name, value in wanted.items())
    if (
        isinstance(wanted, list)
        and isinstance(there, list)
        and all(isinstance(value, str) for value in there)
    ):
        return there == wanted or sorted(there) == sorted(wanted)
    return bool(there == wanted)


def _build_fresh(server: Server, conn: sqlite3.Connection, wanted: dict[str, Any]) -> Sent:
    """A new index beside the old one, filled, then swapped with it in one step."""
    fresh = f"{INDEX}-new"
    _drop(server, fresh)
    server.wait(server.do("POST", "/indexes", {"uid": fresh, "primaryKey": "id"}))
    server.wait(server.do("PATCH", f"/indexes/{fresh}/settings", wanted))
    added = _add(server, fresh, documents(conn))
    if server.find(f"/indexes/{INDEX}") is None:
        server.wait(server.do("POST", "/indexes", {"uid": INDEX, "primaryKey": "id"}))
    server.wait(server.do("POST", "/swap-indexes", [{"indexes": [fresh, INDEX]}]))
    _drop(server, fresh)
    return Sent(True, added, 0, added)


def _drop(server: Server, index: str) -> None:
    if server.find(f"/indexes/{index}") is not None:
        server.wait(server.do("DELETE", f"/indexes/{index}"))


def _add(server: Server, index: str, new: Iterable[dict[str, Any]]) -> int:
    """Send documents in batches of newline-delimited JSON; how many."""
    tasks: list[int] = []
    batch: list[bytes] = []
    count = 0

    def flush() -> None:
        path = f"/indexes/{index}/documents?primaryKey=id"
        tasks.append(server.do("POST", path, content=b"\n".join(batch)))
        batch.clear()

    for document in new:
        batch.append(json.dumps(document, ensure_ascii=False).encode())
        count += 1
        if len(batch) == _BATCH:
            flush()
    if batch:
        flush()
    for task in tasks:
        server.wait(task)
    return count


def _keys(server: Server) -> Iterator[str]:
    """The keys of every document the server holds."""
    offset = 0
    while True:
        parameters: dict[str, str | int] = {"fields": "id", "limit": _BATCH, "offset": offset}
        page = server.ask("GET", f"/indexes/{INDEX}/documents", parameters=parameters)["results"]
        yield from (document["id"] for document in page)
        if len(page) < _BATCH:
            return
        offset += _BATCH


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
