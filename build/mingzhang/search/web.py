"""`/search.json`: the search of the site's pages. Bounded in words, pages and time; it answers, never fails.

    GET /search.json?q=三公经费&year=2023&district=硚口区&kind=paragraph&sort=newest&page=2

Filters may be repeated. What cannot be is status 400 with a sentence in `error`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from .backends.sqlite.searching import Searcher
from .backends.sqlite.several import SeveralSearcher, Shelf
from .current_database import CurrentDatabase
from .documents.document_kinds import KINDS
from .language.tuning import NO_TUNING, load_tuning
from .results import SORTS, TYPED, Filters, Hit, Results, Sort

LONGEST_QUERY = 300
MOST_PER_PAGE = 50
LAST_PAGE = 500
MOST_VALUES = 50
SECONDS = 3.0
CACHED = {"Cache-Control": "public, max-age=60"}
_AT_ONCE = 4
_PARAMETERS = frozenset(
    {"q", "year", "city", "district", "department", "kind", "sort", "page", "size", "literal"}
)


class BadRequest(ValueError):
    """A request that cannot be answered; the message is Chinese and says what can be asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, checked."""

    query: str
    filters: Filters
    sort: Sort
    page: int
    size: int
    literal: bool


Tell = Callable[[sqlite3.Connection, Results, Asked], Response]
"""How results are told: a response of them, made while the database they come from is open."""


def search_app(
    database: Path, folder: Path | None = None, seconds: float = SECONDS, tell: Tell | None = None
) -> ASGIApp:
    """The ASGI app that searches `database`, tuned by the portal's search/ `folder`, and tells the results as JSON
    unless `tell` says otherwise.

    The database may be replaced by a new build while it runs.
    """
    told = tell or _json
    tuning = load_tuning(folder) if folder else NO_TUNING
    current = CurrentDatabase(database, lambda conn: Searcher.of(conn, tuning))

    def search(asked: Asked) -> Response:
        with current.within(seconds) as (conn, searcher):
            results = searcher.search(
                conn, asked.query, asked.filters, asked.page, asked.size, asked.sort, asked.literal
            )
            return told(conn, results, asked)

    return _door(search)


def several_search_app(
    shelves: Iterable[Shelf], folder: Path | None = None, seconds: float = SECONDS
) -> ASGIApp:
    """The ASGI app that searches several databases as one; a database that does not answer is named in `unanswered`."""
    several = SeveralSearcher(shelves, load_tuning(folder) if folder else NO_TUNING)

    def search(asked: Asked) -> Response:
        wanted = (asked.query, asked.filters, asked.page, asked.size, asked.sort, asked.literal)
        results = several.search(*wanted, seconds)
        told = as_json(results, asked) | {"table_url": "data/", "unanswered": results.unanswered}
        return JSONResponse(told, headers=CACHED)

    return _door(search)


def _door(search: Callable[[Asked], Response]) -> ASGIApp:
    """The ASGI app that reads a request, has it answered beside others, and says why where it cannot be."""
    limiter: list[CapacityLimiter] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if not limiter:
            limiter.append(CapacityLimiter(_AT_ONCE))
        response = await _answer(Request(scope, receive))
        await response(scope, receive, send)

    async def _answer(request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return _error(405, "请用 GET 方法检索。", {"Allow": "GET, HEAD"})
        try:
            asked = read_request(request.query_params)
            return await to_thread.run_sync(search, asked, limiter=limiter[0])
        except BadRequest as error:
            return _error(400, str(error))
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                return _error(503, "这次检索用时过长，已中止。请增加词语或筛选条件。")
            return _error(503, "检索库暂时不能读取，请稍后再试。")
        except (sqlite3.DatabaseError, OSError):
            return _error(503, "检索库暂时不能读取，请稍后再试。")

    return app


def _json(_: sqlite3.Connection, results: Results, asked: Asked) -> Response:
    return JSONResponse(as_json(results, asked), headers=CACHED)


def _error(status: int, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": message}, status, {"Cache-Control": "no-store", **(headers or {})})


def read_request(given: QueryParams) -> Asked:
    """The request as asked. Raises `BadRequest` for what is unknown or out of bounds."""
    if unknown := sorted(set(given) - _PARAMETERS):
        known = "、".join(sorted(_PARAMETERS))
        raise BadRequest(f"没有参数 {unknown[0][:40]!r}；可用的参数是 {known}。")
    query = given.get("q", "").strip()
    if len(query) > LONGEST_QUERY:
        raise BadRequest(f"检索词最多 {LONGEST_QUERY} 字，收到 {len(query)} 字。")
    sort = given.get("sort") or "relevance"
    if sort not in SORTS:
        raise BadRequest(f"没有排序方式 {sort[:40]!r}；可用的是 {'、'.join(SORTS)}。")
    for kind in given.getlist("kind"):
        if kind not in KINDS:
            raise BadRequest(f"没有种类 {kind[:40]!r}；可用的是 {'、'.join(KINDS)}。")
    if any(len(given.getlist(name)) > MOST_VALUES for name in _PARAMETERS):
        raise BadRequest(f"每种筛选条件最多 {MOST_VALUES} 个。")
    filters = Filters(
        tuple(_number("year", year, 1949, 2999) for year in given.getlist("year")),
        tuple(given.getlist("district")),
        tuple(given.getlist("department")),
        tuple(given.getlist("kind")),
        tuple(given.getlist("city")),
    )
    return Asked(
        query,
        filters,
        sort,
        _number("page", given.get("page", "1"), 1, LAST_PAGE),
        _number("size", given.get("size", "20"), 1, MOST_PER_PAGE),
        given.get("literal") == "1",
    )


def _number(name: str, value: str, least: int, most: int) -> int:
    if value.isascii() and value.isdigit() and len(value) < 6 and least <= int(value) <= most:
        return int(value)
    raise BadRequest(f"{name} 应是 {least} 至 {most} 的整数，收到 {value[:40]!r}。")


def as_json(results: Results, asked: Asked) -> dict[str, Any]:
    """The results as `/search.json` gives them; marked text is a list of [piece, is a hit]."""
    return {
        "query": results.query,
        "total": results.total,
        "page": results.page,
        "pages": results.pages,
        "size": results.per_page,
        "sort": results.sort,
        "message": results.message,
        "suggestion": results.suggestion,
        "loosened": results.loosened,
        "understood": {name: results.understood.of(name) for name in TYPED},
        "facets": {name: [asdict(value) for value in values] for name, values in results.facets.items()},
        "hits": [_hit_json(hit) for hit in results.hits],
        "table_url": table_url(results, asked),
    }


def _hit_json(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "disclosure_id": hit.disclosure_id,
        "kind": hit.kind,
        "kind_label": KINDS[hit.kind],
        "title": [[piece.text, piece.hit] for piece in hit.title],
        "text": [[piece.text, piece.hit] for piece in hit.text],
        "page_url": hit.page_url,
        "department": hit.department,
        "district": hit.district,
        "city": hit.city,
        "fiscal_year": hit.fiscal_year,
        "codes": hit.codes,
        "amount": hit.amount,
        "disputed": hit.disputed,
    }


_COLUMNS = (
    ("year", "fiscal_year"),
    ("city", "city"),
    ("district", "district"),
    ("department", "department"),
    ("kind", "kind"),
)


def table_url(results: Results, asked: Asked) -> str:
    """The same search in Datasette, where it can be read as SQL; relative to the site's root."""
    parameters = [("_search", results.words)] if results.words else []
    for facet, column in _COLUMNS:
        values = [str(value) for value in asked.filters.of(facet) or results.understood.of(facet)]
        if values:
            parameters.append(
                (column, values[0]) if len(values) == 1 else (f"{column}__in", ",".join(values))
            )
    return "data/disclosures/search_documents" + (f"?{urlencode(parameters)}" if parameters else "")
