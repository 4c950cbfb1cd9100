"""`/search.atom`: a search to be followed in a feed reader, with the parameters of `/search.json`.

    GET /search.atom?q=三公经费&district=硚口区

The newest fiscal year comes first unless `sort` says otherwise; an entry's id is the address of what was found.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ..exports.atom import add, feed_bytes, new_entry, new_feed
from ..portal import Portal
from .language.marks import Segment
from .results import Results
from .web import CACHED, SECONDS, Asked, search_app

_MEDIA = "application/atom+xml"


def saved_search_app(database: Path, portal: Portal, seconds: float = SECONDS) -> ASGIApp:
    """The ASGI app that gives the results of a search of `database` as an Atom feed."""
    base = portal.base_url.rstrip("/")

    def tell(conn: sqlite3.Connection, results: Results, asked: Asked) -> Response:
        return Response(_feed(conn, results, asked, base, portal.title), 200, CACHED, _MEDIA)

    searching = search_app(database, portal.part("search"), seconds, tell)

    async def newest_first(scope: Scope, receive: Receive, send: Send) -> None:
        query: bytes = scope["query_string"]
        if b"sort=" not in query:
            scope = {**scope, "query_string": query + b"&sort=newest" if query else b"sort=newest"}
        await searching(scope, receive, send)

    return newest_first


def _feed(conn: sqlite3.Connection, results: Results, asked: Asked, base: str, portal: str) -> bytes:
    days = _days(conn, {hit.disclosure_id for hit in results.hits})
    moments = [
        f"{days.get(hit.disclosure_id) or f'{hit.fiscal_year + 1}-01-01'}T00:00:00+08:00"
        for hit in results.hits
    ]
    own = f"{base}/search.atom?{urlencode(_parameters(asked), doseq=True)}"
    title = f"{portal}：{asked.query}"
    feed = new_feed(own, title, max(moments, default="1970-01-01T00:00:00+08:00"), own, portal)
    for hit, moment in zip(results.hits, moments, strict=True):
        address = f"{base}/{hit.page_url}"
        entry = new_entry(feed, address, _plain(hit.title), moment, address, hit.department)
        add(entry, "summary", _plain(hit.text))
    return feed_bytes(feed)


def _parameters(asked: Asked) -> dict[str, object]:
    """What was asked, as it stands in the address: always in the same order, so that a feed keeps its id."""
    filters = {name: asked.filters.of(name) for name in ("year", "city", "district", "department", "kind")}
    return {"q": asked.query, **{name: values for name, values in filters.items() if values}}


def _plain(pieces: tuple[Segment, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def _days(conn: sqlite3.Connection, ids: Collection[str]) -> dict[str, str]:
    """The day on which each disclosure says it was published, where it does."""
    marks = ",".join("?" * len(ids))
    sql = f"SELECT id, published_on FROM disclosures WHERE id IN ({marks}) AND published_on IS NOT NULL"  # noqa: S608
    return dict(conn.execute(sql, tuple(ids)))
