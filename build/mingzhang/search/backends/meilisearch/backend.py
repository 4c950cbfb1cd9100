"""A Meilisearch server as a back end, asked by the browser with a key that may only search."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ....portal import Portal
from ..backend import BackendError
from .index import INDEX, browser_key
from .server import Server
from .staging import Staged, commit, discard, stage

KEY_VARIABLE = "MINGZHANG_MEILISEARCH_KEY"


class MeilisearchBackend:
    """The server named in portal.yml."""

    name = "meilisearch"

    def open(self, portal: Portal) -> MeilisearchShipment:
        """Raise `BackendError` where the server's address or key is not set, the key is wrong or nobody answers."""
        url = portal.search.meilisearch.url
        if not url:
            raise BackendError(
                "portal.yml: search.backend is meilisearch, but search.meilisearch.url is not set"
            )
        key = os.environ.get(KEY_VARIABLE, "")
        if not key:
            raise BackendError(f"set {KEY_VARIABLE} to a key of {url} that may do everything")
        server = Server(url, key)
        try:
            server.ask("GET", "/keys", parameters={"limit": 1})
        except BackendError:
            server.close()
            raise
        return MeilisearchShipment(server, portal.part("search"))

    def sources(self, portal: Portal) -> Mapping[str, str]:
        """The server's address."""
        server = urlsplit(portal.search.meilisearch.url)
        return {"connect-src": f"{server.scheme}://{server.netloc}"} if server.netloc else {}


class MeilisearchShipment:
    """The documents of a build on their way to a server; `folder` holds its settings."""

    def __init__(self, server: Server, folder: Path) -> None:
        self._server = server
        self._folder = folder
        self._staged: Staged | None = None

    def prepare(self, conn: sqlite3.Connection, site: Path) -> dict[str, Any]:
        """Stage the documents; where the server is, and a key that may only search."""
        self._staged = stage(self._server, conn, self._folder)
        return {"url": self._server.url, "index": INDEX, "key": browser_key(self._server)}

    def finish(self) -> None:
        """Swap the index, or send the changes."""
        staged, self._staged = self._staged, None
        if staged is not None:
            commit(self._server, staged)

    def close(self) -> None:
        """Drop what was staged, as far as the server can be reached."""
        if self._staged is not None:
            discard(self._server, self._staged)
            self._staged = None
        self._server.close()
