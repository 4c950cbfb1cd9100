"""Several servers that answer as one: documents lie on the server of their province, the home server asks all the others
(`/network` and federated searches of Meilisearch).

A search names the servers that did not answer and gives the rest. Meilisearch waits five seconds for one that hangs, so
whoever met one leaves it out for a while (`Resting`).
"""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ....portal import Meilisearch, Remote
from ..backend import BackendError
from .index import INDEX, Holds, browser_key, settings
from .server import Server

HOME = "home"
KEY_VARIABLE = "MINGZHANG_MEILISEARCH_KEY"
LEFT_OUT = 60.0
"""Seconds for which a server that did not answer is not asked again."""
MOST_VALUES = settings()["faceting"]["maxValuesPerFacet"]
_NAME = re.compile("[a-z0-9-]{1,40}")


class Resting:
    """The servers that lately did not answer, by name."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def add(self, names: Iterable[str]) -> None:
        """Leave these out for `LEFT_OUT` seconds."""
        self._until.update(dict.fromkeys(names, time.monotonic() + LEFT_OUT))

    def __contains__(self, name: object) -> bool:
        return self._until.get(str(name), 0.0) > time.monotonic()


def open_remotes(asked: Meilisearch) -> dict[str, Server]:
    """The servers beside the home server, by name, each with the key that may do everything there.

    The key is in `MINGZHANG_MEILISEARCH_KEY_NAME`, else the home server's serves. Raises `BackendError` for a name that is no
    name or stands twice, a missing address, and a province on two servers.
    """
    _check(asked.remotes)
    key = os.environ.get(KEY_VARIABLE, "")
    return {one.name: Server(one.url, os.environ.get(_variable(one.name), key)) for one in asked.remotes}


def held_by(asked: Meilisearch) -> dict[str, Holds]:
    """For the home server and each of the others, which provinces' documents it holds."""
    elsewhere = frozenset(province for one in asked.remotes for province in one.provinces)
    return {HOME: lambda province: province not in elsewhere} | {
        one.name: frozenset(one.provinces).__contains__ for one in asked.remotes
    }


def labels(asked: Meilisearch) -> dict[str, str]:
    """What readers call each of the other servers: its provinces."""
    return {one.name: "、".join(one.provinces) for one in asked.remotes}


def connect(home: Server, remotes: Mapping[str, Server]) -> None:
    """Let the home server ask the others, with keys that may only search. Raises `MeilisearchError`."""
    for server in (home, *remotes.values()):
        server.ask("PATCH", "/experimental-features", {"network": True})
    before = home.ask("GET", "/network").get("remotes") or {}
    known: dict[str, Any] = dict.fromkeys(set(before) - {HOME, *remotes})
    known[HOME] = {"url": home.url}
    for name, server in remotes.items():
        known[name] = {"url": server.url, "searchApiKey": browser_key(server)}
    home.ask("PATCH", "/network", {"self": HOME, "remotes": known})


def everywhere(queries: Iterable[Mapping[str, Any]], names: Iterable[str]) -> list[dict[str, Any]]:
    """Each query once for the home server and once for each of the named."""
    servers = (HOME, *names)
    return [{**query, "federationOptions": {"remote": name}} for query in queries for name in servers]


def federation(facets: list[str], offset: int = 0, limit: int = 0) -> dict[str, Any]:
    """How the answers are merged: a page of hits, and the facets' counts added up."""
    return {
        "offset": offset,
        "limit": limit,
        "facetsByIndex": {INDEX: facets},
        "mergeFacets": {"maxValuesPerFacet": MOST_VALUES},
    }


def _check(remotes: Iterable[Remote]) -> None:
    seen: Counter[str] = Counter()
    for one in remotes:
        where = f"portal.yml: search.meilisearch.remotes: {one.name!r}"
        if not _NAME.fullmatch(one.name) or one.name == HOME:
            raise BackendError(f"{where} is no name of a server; write small letters, digits and hyphens")
        if not one.url or not one.provinces:
            raise BackendError(f"{where} lacks its {'provinces' if one.url else 'url'}")
        seen.update((one.name, *one.provinces))
    twice = [name for name, times in seen.items() if times > 1]
    if twice:
        raise BackendError(f"portal.yml: search.meilisearch.remotes: {twice[0]!r} stands there twice")


def _variable(name: str) -> str:
    return f"{KEY_VARIABLE}_{name.upper().replace('-', '_')}"
