"""What a build hands to its search back end, and what the site's search page is told (`search-config.json`)."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from ..portal import Portal
from .backends.meilisearch.index import INDEX, browser_key, send
from .backends.meilisearch.searching import MeilisearchSearcher
from .backends.meilisearch.server import MeilisearchError, Server
from .backends.sqlite.ranges import Ranges
from .backends.sqlite.ranking import numbers
from .backends.sqlite.searching import RANKED
from .backends.static import indexes
from .backends.static.packing import write_packed
from .documents.document_kinds import KINDS
from .language.spelled_names import names_index
from .language.tuning import Tuning, TuningError, load_tuning

CONFIGURATION = "search-config.json"
NAMES, WORDS = "search-names.bin", "search-words.bin"
KEY_VARIABLE = "MINGZHANG_MEILISEARCH_KEY"


class DeliveryError(RuntimeError):
    """The search back end could not be given the documents; the message says what to do."""


def deliver(database: Path, site: Path, portal: Portal) -> dict[str, Any]:
    """Give the documents of `database` to the back end of `portal.yml` and write the site's search configuration.

    Raises `DeliveryError`. The configuration is public: of Meilisearch's keys it holds one that may only search.
    """
    try:
        configuration = _deliver(database, site, portal)
    except (MeilisearchError, indexes.PagefindError, TuningError) as error:
        raise DeliveryError(str(error)) from None
    text = json.dumps(configuration, ensure_ascii=False, separators=(",", ":"))
    (site / CONFIGURATION).write_text(text, encoding="utf-8")
    return configuration


def _deliver(database: Path, site: Path, portal: Portal) -> dict[str, Any]:
    folder = portal.root / "search"
    tuning = load_tuning(folder)
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as conn:
        known = Ranges.of(conn)
        configuration: dict[str, Any] = {
            "backend": portal.search.backend,
            "years": known.years,
            "districts": known.districts,
            "kinds": KINDS,
            "ranking": {**numbers(), "ranked": RANKED},
        }
        write_packed(site / NAMES, names_index(conn))
        write_packed(site / WORDS, _words(tuning))
        if portal.search.backend == "meilisearch":
            with _server(portal) as server:
                send(server, conn, folder)
                key = browser_key(server)
                corpus = MeilisearchSearcher.of(server).corpus
            configuration["corpus"] = {
                "documents": corpus.documents,
                "words": round(corpus.documents * corpus.mean_length),
            }
            configuration["meilisearch"] = {"url": portal.search.meilisearch.url, "index": INDEX, "key": key}
        if portal.search.backend == "pagefind" or portal.search.fallback:
            configuration["pagefind"], configuration["corpus"] = indexes.build(conn, site)
    return configuration


def _words(tuning: Tuning) -> dict[str, Any]:
    """What the browser needs to understand words as we do (`search-words.bin`): those written otherwise, the longest first,
    words of questions and what these ask for."""
    return {
        "synonyms": list(tuning.synonyms.ways_of.items()),
        "stopWords": tuning.stop_words,
        "askedFor": tuning.asked_for,
    }


def _server(portal: Portal) -> Server:
    if not portal.search.meilisearch.url:
        raise MeilisearchError(
            "portal.yml: search.backend is meilisearch, but search.meilisearch.url is not set"
        )
    key = os.environ.get(KEY_VARIABLE, "")
    if not key:
        raise MeilisearchError(
            f"set {KEY_VARIABLE} to a key of {portal.search.meilisearch.url} that may do everything"
        )
    return Server(portal.search.meilisearch.url, key)
