"""What a build hands to its search back ends, and what the site's search page is told (`search-config.json`)."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..portal import Portal
from .backends.backend import BackendError, JointShipment, NoAnswer, Shipment
from .backends.registry import backends_of
from .backends.static.packing import write_packed
from .current_database import connected
from .documents.document_kinds import KINDS, WEIGHTS
from .language.spelled_names import joined_names, names_index
from .language.tuning import Tuning, TuningError, load_tuning

log = logging.getLogger("mingzhang.search")
CONFIGURATION = "search-config.json"
_YEARS = "SELECT DISTINCT fiscal_year FROM disclosures ORDER BY 1 DESC"
_DISTRICTS = """SELECT DISTINCT district FROM departments JOIN disclosures ON department_id = departments.id
    WHERE district > '' ORDER BY 1"""
NAMES, WORDS = "search-names.bin", "search-words.bin"


class DeliveryError(RuntimeError):
    """The search back end could not be given the documents; the message says what to do."""


class Delivery:
    """A build's way to its search back ends: opened before any work, prepared last of all, finished after the swap.

    `say` is told what a person should know. Use it as a context: what was prepared and not finished is forgotten.
    """

    def __init__(self, portal: Portal, say: Callable[[str], None] | None = None) -> None:
        """Find out what a build would miss at its end: tuning that cannot be read, a server, its key.

        Raises `DeliveryError`; a server that does not answer is only told where `search.fallback` is set.
        """
        self._portal = portal
        self._say = say or log.warning
        self._shipments: dict[str, Shipment] = {}
        with _as_delivery_errors():
            self._tuning = load_tuning(portal.part("search"))
            for backend in backends_of(portal):
                with self._forgiving(backend.name):
                    self._shipments[backend.name] = backend.open(portal)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for shipment in self._shipments.values():
            shipment.close()

    def prepare(self, database: Path, site: Path) -> dict[str, Any]:
        """Make the documents of `database` ready for the back ends, and write the site's search configuration.

        What a server answers from stays as it is until `finish`. The configuration is public: of Meilisearch's keys it holds
        one that may only search. Raises `DeliveryError`.
        """
        with _as_delivery_errors(), closing(connected(database)) as conn:
            years, districts = _years_and_districts(conn)
            write_packed(site / NAMES, names_index(conn))
            told = self._told(lambda shipment: shipment.prepare(conn, site))
        return self._write(site, told, years, districts)

    def prepare_together(self, databases: Mapping[str, Path], site: Path) -> dict[str, Any]:
        """As `prepare`, for several portals under the front `site`: their databases by the names of their folders.

        Back ends that cannot answer over several are left to the portals.
        """
        years: set[int] = set()
        districts: set[str] = set()
        names = []
        for database in databases.values():
            with closing(connected(database)) as conn:
                own_years, own_districts = _years_and_districts(conn)
                years.update(own_years)
                districts.update(own_districts)
                names.append(names_index(conn))
        write_packed(site / NAMES, joined_names(names))
        self._shipments = {
            name: shipment
            for name, shipment in self._shipments.items()
            if isinstance(shipment, JointShipment)
        }
        with _as_delivery_errors():
            told = self._told(lambda shipment: shipment.prepare_together(databases))
        return self._write(site, told, sorted(years, reverse=True), sorted(districts))

    def finish(self) -> None:
        """Let the back ends answer from what was prepared. Raises `DeliveryError`; the portal is published by then."""
        for shipment in self._shipments.values():
            try:
                shipment.finish()
            except BackendError as error:
                told = f"{error}; the portal is published, its search index is not: build again"
                if not (self._portal.search.fallback and isinstance(error, NoAnswer)):
                    raise DeliveryError(told) from None
                self._say(f"warning: {told}")

    def _told(self, prepare: Callable[[Any], dict[str, Any] | None]) -> dict[str, dict[str, Any] | None]:
        """What each back end wants the search page to be told."""
        told: dict[str, dict[str, Any] | None] = {}
        for name, shipment in list(self._shipments.items()):
            with self._forgiving(name):
                told[name] = prepare(shipment)
        return told

    def _write(
        self,
        site: Path,
        told: Mapping[str, dict[str, Any] | None],
        years: Sequence[int],
        districts: Sequence[str],
    ) -> dict[str, Any]:
        """Write the site's search configuration, with what its back ends `told`, and the words of the field."""
        write_packed(site / WORDS, _words(self._tuning))
        names = list(told)
        if self._portal.search.backend not in told:  # its server is down: the static index needs none
            names.reverse()
        configuration = {
            "backends": names,
            "years": years,
            "districts": districts,
            "kinds": KINDS,
            "weights": WEIGHTS,
            **{name: one for name, one in told.items() if one is not None},
        }
        text = json.dumps(configuration, ensure_ascii=False, separators=(",", ":"))
        (site / CONFIGURATION).write_text(text, encoding="utf-8")
        return configuration

    @contextmanager
    def _forgiving(self, name: str) -> Iterator[None]:
        """Go on without a server that does not answer, where there is a static index to fall back to."""
        try:
            yield
        except NoAnswer as error:
            if not self._portal.search.fallback:
                raise
            self._say(f"warning: {error} Building without it (search.fallback)")
            if shipment := self._shipments.pop(name, None):
                shipment.close()


@contextmanager
def _as_delivery_errors() -> Iterator[None]:
    try:
        yield
    except (BackendError, TuningError) as error:
        raise DeliveryError(str(error)) from None


def _words(tuning: Tuning) -> dict[str, Any]:
    """What the browser needs to understand words as we do (`search-words.bin`): those written otherwise, the longest first,
    words of questions and what these ask for."""
    return {
        "synonyms": list(tuning.synonyms.ways_of.items()),
        "stopWords": tuning.stop_words,
        "askedFor": tuning.asked_for,
    }


def _years_and_districts(conn: sqlite3.Connection) -> tuple[list[int], list[str]]:
    """What a search may be narrowed to: years, the newest first, and districts."""
    years, districts = (conn.execute(sql).fetchall() for sql in (_YEARS, _DISTRICTS))
    return [year for (year,) in years], [district for (district,) in districts]
