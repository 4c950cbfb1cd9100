"""What a search back end is to the build, to the server and to the search page.

To add one: a module with a `SearchBackend`, one line in `registry.BACKENDS`, and, where the reader's browser asks it, a
script `content/assets/search-NAME.js` with one line in `search-backends.js`. `tests/test_search_backends.py` holds each to
this contract.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from ...portal import Portal


class BackendError(RuntimeError):
    """A back end could not be given the documents, or there is none of that name; the message says what to do."""


class NoAnswer(BackendError):
    """The back end is a server, and nobody answers there; a build may go on without it where there is a fallback."""


class Shipment(Protocol):
    """One build's documents on their way: made ready beside what the back end answers from, then put there."""

    def prepare(self, conn: sqlite3.Connection, site: Path) -> dict[str, Any] | None:
        """Make all documents of a database ready, and write the back end's files below `site`. What the search page is told
        in search-config.json, which is public; None where it needs to be told nothing. Raises `BackendError`."""

    def finish(self) -> None:
        """Let the back end answer from what was prepared; the portal is published by then. Raises `BackendError`."""

    def close(self) -> None:
        """Forget what was prepared and not finished."""


@runtime_checkable
class JointShipment(Shipment, Protocol):
    """A shipment that can take the documents of several portals, for one search over all of them."""

    def prepare_together(self, databases: Mapping[str, Path]) -> dict[str, Any] | None:
        """As `prepare`, for the portals' databases by the names of their folders, which addresses of pages begin with."""


class SearchBackend(Protocol):
    """One way to answer searches. It ranks by itself; for words exactly as typed all count alike."""

    @property
    def name(self) -> str:
        """What portal.yml calls it."""

    def open(self, portal: Portal) -> Shipment:
        """Begin a delivery. Raises `BackendError` for what would be missing at its end, before anything is built."""

    def sources(self, portal: Portal) -> Mapping[str, str]:
        """What the pages' Content-Security-Policy must allow beside their own host, by directive."""
