"""A Meilisearch server as a back end, asked by the browser with a key that may only search."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ....portal import Meilisearch, Portal
from ...current_database import connected
from ..backend import BackendError
from .index import INDEX, Holds, browser_key, documents
from .network import HOME, KEY_VARIABLE, connect, held_by, labels, open_remotes
from .server import Server
from .staging import Staged, commit, discard, stage


class MeilisearchBackend:
    """The server named in portal.yml."""

    name = "meilisearch"

    def open(self, portal: Portal) -> MeilisearchShipment:
        """Raise `BackendError` where a server's address or key is not set, the key is wrong or nobody answers."""
        asked = portal.search.meilisearch
        if not asked.url:
            raise BackendError(
                "portal.yml: search.backend is meilisearch, but search.meilisearch.url is not set"
            )
        key = os.environ.get(KEY_VARIABLE, "")
        if not key:
            raise BackendError(f"set {KEY_VARIABLE} to a key of {asked.url} that may do everything")
        servers = {**open_remotes(asked), HOME: Server(asked.url, key)}
        try:
            for server in servers.values():
                server.ask("GET", "/keys", parameters={"limit": 1})
        except BackendError:
            for server in servers.values():
                server.close()
            raise
        return MeilisearchShipment(servers, asked, portal.part("search"))

    def sources(self, portal: Portal) -> Mapping[str, str]:
        """The server's address."""
        server = urlsplit(portal.search.meilisearch.url)
        return {"connect-src": f"{server.scheme}://{server.netloc}"} if server.netloc else {}


class MeilisearchShipment:
    """The documents of a build on their way to the servers `asked` for; `folder` holds their settings."""

    def __init__(self, servers: Mapping[str, Server], asked: Meilisearch, folder: Path) -> None:
        self._servers = servers
        self._asked = asked
        self._folder = folder
        self._staged: dict[str, Staged] = {}

    def prepare(self, conn: sqlite3.Connection, site: Path) -> dict[str, Any]:
        """Stage the documents; where the home server is, a key that may only search, and what the others are called."""
        return self._prepare(lambda holds: documents(conn, holds))

    def prepare_together(self, databases: Mapping[str, Path]) -> dict[str, Any]:
        """As `prepare`, for several portals: the documents of all of them stand in one index, on the servers of their
        provinces."""

        def together(holds: Holds) -> Iterable[dict[str, Any]]:
            for folder, database in databases.items():
                with closing(connected(database)) as conn:
                    yield from documents(conn, holds, f"{folder}/")

        return self._prepare(together)

    def _prepare(self, documents_of: Callable[[Holds], Iterable[dict[str, Any]]]) -> dict[str, Any]:
        for name, holds in held_by(self._asked).items():
            self._staged[name] = stage(self._servers[name], documents_of(holds), self._folder)
        home = self._servers[HOME]
        told = {"url": home.url, "index": INDEX, "key": browser_key(home)}
        return {**told, "remotes": labels(self._asked)} if self._asked.remotes else told

    def finish(self) -> None:
        """Swap the indexes, or send the changes, and let the home server ask the others."""
        for name in list(self._staged):
            commit(self._servers[name], self._staged.pop(name))
        if self._asked.remotes:
            home = self._servers[HOME]
            connect(home, {name: server for name, server in self._servers.items() if name != HOME})

    def close(self) -> None:
        """Drop what was staged, as far as the servers can be reached."""
        for name, staged in self._staged.items():
            discard(self._servers[name], staged)
        self._staged.clear()
        for server in self._servers.values():
            server.close()
