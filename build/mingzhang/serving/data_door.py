"""The door of /data/: reading only, no inner pages, few facets, no cookies; answers whole, in the form asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .addresses import asset_behind
from .csv_answers import NO_STREAM, csv_answer, is_csv, json_query
from .databases import Budget, strangers_budget

_FACETS = 4
_OPEN_INTERNALS = ("-/static/", "-/static-plugins/")
_KEPT_HEADERS = {b"host", b"accept", b"user-agent"}

Fields = list[tuple[str, str]]


@dataclass(slots=True)
class _Whole:
    """An answer, gathered: Datasette sends some piece by piece, and status and length are right only of the whole."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = (
                message["status"],
                [(name, value) for name, value in message["headers"]],
            )
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")


def data_door(app: ASGIApp, base: str, seconds: float) -> ASGIApp:
    """Datasette behind its door; `base` is its address, `seconds` the SQL that one request of a stranger may run."""

    async def door(scope: Scope, receive: Receive, send: Send) -> None:
        inner, query = scope["path"].removeprefix(base), scope["query_string"].decode("latin-1")
        try:
            fields = parse_qsl(query, keep_blank_values=True, max_num_fields=100)
        except ValueError:
            fields = None
        refusal = _refusal(inner, fields)
        if refusal is not None or fields is None:
            status, told = refusal or (400, "条件过多")
            await _refused(inner, status, told)(scope, receive, send)
            return
        whole = _Whole()
        with _strangers_sql(fields, seconds):
            await app(_inside(scope, base), receive, whole.send)
        response = (
            csv_answer(whole.status, bytes(whole.body), inner, query) if is_csv(inner) else _response(whole)
        )
        _finish(response, scope, base)
        if response.status_code == 200 and response.headers["etag"] in _known(scope):
            kept = {
                name: value for name, value in response.headers.items() if name in ("etag", "x-robots-tag")
            }
            response = Response(status_code=304, headers=kept)
        await response(scope, receive, send)

    return door


def _response(whole: _Whole) -> Response:
    response = Response(bytes(whole.body), whole.status)
    told = ((name.lower(), value) for name, value in whole.headers)
    response.raw_headers += [(name, value) for name, value in told if name != b"content-length"]
    return response


def _finish(response: Response, scope: Scope, base: str) -> None:
    """Say whether robots may keep it and which content it is; lead redirects back below `base`."""
    headers: MutableHeaders = response.headers
    if scope["query_string"] or "." in scope["path"].rpartition("/")[2]:
        headers["X-Robots-Tag"] = "noindex, nofollow"  # every filter, sort and export of the same rows
    if response.status_code == 200:
        headers["ETag"] = f'W/"{hashlib.sha256(bytes(response.body)).hexdigest()[:24]}"'
    place = headers.get("location", "")
    if place.startswith("/") and not place.startswith(base):
        # Datasette forgets its prefix where it takes a slash away.
        headers["Location"] = base + place.lstrip("/")


def _known(scope: Scope) -> list[str]:
    """The contents that the reader has already."""
    return [tag.strip() for tag in Headers(scope=scope).get("if-none-match", "").split(",")]


@contextmanager
def _strangers_sql(fields: Fields, seconds: float) -> Iterator[None]:
    """Where a request brings SQL of its own, have it run apart, within `seconds` in all."""
    if not any(name in ("sql", "_where") for name, _ in fields):
        yield
        return
    token = strangers_budget.set(Budget(seconds))
    try:
        yield
    finally:
        strangers_budget.reset(token)


def _inside(scope: Scope, base: str) -> Scope:
    """The scope as Datasette should see it: no cookies, the path below `base` (else its links double the prefix), the
    whole page where only its head is asked for, JSON in place of CSV.
    """
    raw = scope["raw_path"].decode("latin-1")
    path, raw = asset_behind(scope["path"].removeprefix(base)), asset_behind(raw.removeprefix(base))
    query: bytes = scope["query_string"]
    if is_csv(path):
        path, raw = path.removesuffix(".csv") + ".json", raw.removesuffix(".csv") + ".json"
        query = json_query(query.decode("latin-1")).encode()
    return {
        **scope,
        "method": "GET",
        "headers": [(name, value) for name, value in scope["headers"] if name in _KEPT_HEADERS],
        "path": f"/{path}",
        "raw_path": f"/{raw}".encode("latin-1"),
        "query_string": query,
        "root_path": "",
    }


def _refusal(inner: str, fields: Fields | None) -> tuple[int, str] | None:
    """The status and the reason with which an address is turned away."""
    if inner.startswith("-/") and not inner.startswith(_OPEN_INTERNALS):
        return 404, "没有这个页面"
    if inner.startswith(("_internal", ":memory:")):
        return 404, "没有这个页面"
    if fields is None:
        return 400, "条件过多"
    if is_csv(inner) and any(name == "_stream" and value for name, value in fields):
        return 400, NO_STREAM
    if sum(name.startswith("_facet") and name != "_facet_size" for name, _ in fields) > _FACETS:
        return 400, "分组过多"
    if any(name == "_timelimit" and not value.isdigit() for name, value in fields):
        return 400, "请求有误"
    return None


def _refused(inner: str, status: int, told: str) -> Response:
    """The reason in a line, as JSON where JSON was asked for."""
    if inner.endswith(".json"):
        body = json.dumps({"ok": False, "status": status, "error": told}, ensure_ascii=False)
        return Response(body, status, media_type="application/json")
    return PlainTextResponse(told, status)
