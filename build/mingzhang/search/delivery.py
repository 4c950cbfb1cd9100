"""What a build hands to its search back end, and what the site's search page is told (`search-config.json`)."""

from __future__ import annotations

import json
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..portal import Portal
from .backends.meilisearch.index import INDEX, browser_key
from .backends.meilisearch.server import MeilisearchError, Server, Unreachable
from .backends.meilisearch.staging import Staged, commit, discard, stage
from .backends.sqlite.ranges import Ranges
from .backends.sqlite.ranking import numbers
from .backends.sqlite.searching import RANKED
from .backends.static import indexes
from .backends.static.packing import write_packed
from .documents.document_kinds import KINDS
from .language.spelled_names import names_index
from .language.tuning import Tuning, TuningError, load_tuning

log = logging.getLogger("mingzhang.search")
CONFIGURATION = "search-config.json"
NAMES, WORDS = "search-names.bin", "search-words.bin"
KEY_VARIABLE = "MINGZHANG_MEILISEARCH_KEY"


class DeliveryError(RuntimeError):
    """The search back end could not be given the documents; the message says what to do."""


class Delivery:
    """A build's way to its search back end: opened before any work, prepared last of all, finished after the swap.

    `say` is told what a person should know. Use it as a context: what was prepared and not finished is forgotten.
    """

    def __init__(self, portal: Portal, say: Callable[[str], None] | None = None) -> None:
        """Find out what a build would miss at its end: tuning that cannot be read, a server, its key.

        Raises `DeliveryError`; a server that does not answer is only told where `search.fallback` is set.
        """
        self._portal = portal
        self._say = say or log.warning
        self._server: Server | None = None
        self._staged: Staged | None = None
        with _as_delivery_errors():
            self._tuning = load_tuning(portal.root / "search")
            if portal.search.backend == "meilisearch":
                self._server = _server(portal)
                with self._forgiving():
                    self._server.ask("GET", "/keys", parameters={"limit": 1})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            if self._staged is not None:
                discard(self._server, self._staged)
            self._server.close()

    def prepare(self, database: Path, site: Path) -> dict[str, Any]:
        """Make the documents of `database` ready for the back end, and write the site's search configuration.

        The server's index stays as it is until `finish`. The configuration is public: of Meilisearch's keys it holds one
        that may only search. Raises `DeliveryError`.
        """
        with _as_delivery_errors(), closing(_connected(database)) as conn:
            configuration = self._configuration(conn, site)
        text = json.dumps(configuration, ensure_ascii=False, separators=(",", ":"))
        (site / CONFIGURATION).write_text(text, encoding="utf-8")
        return configuration

    def finish(self) -> None:
        """Let the server answer from what was prepared. Raises `DeliveryError`; the portal is published by then."""
        if self._server is None or self._staged is None:
            return
        staged, self._staged = self._staged, None
        try:
            commit(self._server, staged)
        except MeilisearchError as error:
            told = f"{error}; the portal is published, its search index is not: build again"
            if not (self._portal.search.fallback and isinstance(error, Unreachable)):
                raise DeliveryError(told) from None
            self._say(f"warning: {told}")

    def _configuration(self, conn: sqlite3.Connection, site: Path) -> dict[str, Any]:
        search = self._portal.search
        known = Ranges.of(conn)
        configuration: dict[str, Any] = {
            "backend": search.backend,
            "years": known.years,
            "districts": known.districts,
            "kinds": KINDS,
            "ranking": {**numbers(), "ranked": RANKED},
        }
        write_packed(site / NAMES, names_index(conn))
        write_packed(site / WORDS, _words(self._tuning))
        if self._server is not None:
            with self._forgiving():
                configuration |= self._stage(self._server, conn)
        if search.backend == "meilisearch" and self._server is None:
            configuration["backend"] = "pagefind"
        if search.backend == "pagefind" or search.fallback:
            configuration["pagefind"], configuration["corpus"] = indexes.build(conn, site)
        return configuration

    def _stage(self, server: Server, conn: sqlite3.Connection) -> dict[str, Any]:
        """Stage the documents; what the browser is told of the server."""
        self._staged = stage(server, conn, self._portal.root / "search")
        return {
            "corpus": {"documents": self._staged.total, "words": self._staged.words},
            "meilisearch": {"url": server.url, "index": INDEX, "key": browser_key(server)},
        }

    @contextmanager
    def _forgiving(self) -> Iterator[None]:
        """Go on without a server that does not answer, where there is a static index to fall back to."""
        try:
            yield
        except Unreachable as error:
            if not self._portal.search.fallback:
                raise
            self._say(f"warning: {error} Building with the static index alone (search.fallback)")
            if self._server is not None:
                self._server.close()
            self._server = self._staged = None


def deliver(database: Path, site: Path, portal: Portal) -> dict[str, Any]:
    """Give the documents of `database` to the back end of `portal.yml` at once, and write the site's configuration.

    Raises `DeliveryError`.
    """
    with Delivery(portal) as delivery:
        configuration = delivery.prepare(database, site)
        delivery.finish()
    return configuration


@contextmanager
def _as_delivery_errors() -> Iterator[None]:
    try:
        yield
    except (MeilisearchError, indexes.PagefindError, TuningError) as error:
        raise DeliveryError(str(error)) from None


def _connected(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)


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
