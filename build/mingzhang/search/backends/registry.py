"""Which search back ends there are, and which of them a portal uses."""

from __future__ import annotations

from difflib import get_close_matches

from ...portal import FILE_NAME, Portal
from ...settings import place_of
from .backend import BackendError, SearchBackend
from .meilisearch.backend import MeilisearchBackend
from .sqlite.backend import SqliteBackend
from .static.backend import StaticBackend

SERVED, STATIC = SqliteBackend(), StaticBackend()
BACKENDS: list[SearchBackend] = [SERVED, STATIC, MeilisearchBackend()]


def backends_of(portal: Portal) -> list[SearchBackend]:
    """The back ends the pages ask, the chosen one first: the next stands in where one is down.

    Raises `BackendError` where there is none of the name in portal.yml.
    """
    chosen = next((one for one in BACKENDS if one.name == portal.search.backend), None)
    if chosen is None:
        known = [one.name for one in BACKENDS]
        likely = get_close_matches(portal.search.backend, known, n=1)
        raise BackendError(
            f"{place_of(portal.root / FILE_NAME, 'search', 'backend')}: search.backend is {portal.search.backend!r}; "
            f"it can be {', '.join(known)}" + (f" (did you mean {likely[0]!r}?)" if likely else "")
        )
    out = [chosen, SERVED, *([STATIC] if portal.search.fallback else [])]
    return [one for number, one in enumerate(out) if one not in out[:number]]
