"""Pagefind's indexes as a back end: files beside the pages, read in the browser."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ....portal import Portal
from ...results import RANKED
from ..backend import BackendError
from ..sqlite.ranking import COLUMNS
from .indexes import build, missing


class StaticBackend:
    """A host of files is enough. A shipment is nothing but files, so it is its own."""

    name = "pagefind"

    def open(self, portal: Portal) -> StaticBackend:
        """Raise `BackendError` where Pagefind or what packs its files is not installed."""
        if reason := missing():
            raise BackendError(reason)
        return self

    def prepare(self, conn: sqlite3.Connection, site: Path) -> dict[str, Any]:
        """Write the indexes; where they are, what they hold, and the weights of columns for bm25 in the browser."""
        return {**build(conn, site), "columns": COLUMNS, "ranked": RANKED}

    def finish(self) -> None:
        """Nothing: the files are published with the pages."""

    def close(self) -> None:
        """Nothing."""

    def sources(self, portal: Portal) -> Mapping[str, str]:
        """Pagefind's engine is WebAssembly; its script may come packed, as a `blob:`."""
        return {"script-src": "'wasm-unsafe-eval' blob:"}
