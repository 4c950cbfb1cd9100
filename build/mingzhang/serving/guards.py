"""What stands before every answer: security headers, and a door for /data/ that turns away what only an attack sends."""

from __future__ import annotations

import asyncio
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..portal import Portal
from ..search.backends.registry import backends_of

ADDRESS_BYTES = 8_192
"""The longest address, query included."""
_FACETS = 4
_PIECE = 65_536
"""An answer goes out in pieces of so many bytes. Datasette sends CSV row by row without a pause: a reader who has gone
away would be told of in the log for every row.
"""
_HOST = re.compile(r"[A-Za-z0-9.\-_]{1,255}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")
_OPEN_INTERNALS = ("-/static/", "-/static-plugins/")
_KEPT_HEADERS = {
    b"host",
    b"accept",
    b"accept-encoding",
    b"user-agent",
    b"if-none-match",
    b"if-modified-since",
}


def security_headers(portal: Portal) -> dict[str, str]:
    """The headers of every answer. Nothing may come from, or be framed by, another host."""
    asked = [backend.sources(portal) for backend in backends_of(portal)]
    scripts, connect = (
        "".join(f" {sources[directive]}" for sources in asked if directive in sources)
        for directive in ("script-src", "connect-src")
    )
    policy = (
        f"default-src 'self'; script-src 'self' 'unsafe-inline'{scripts}; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data:; connect-src 'self'{connect}; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'self'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def with_headers(app: ASGIApp, portal: Portal) -> ASGIApp:
    """`app` with security headers, redirects that name no host, and 400 for a Host that is none."""
    extra = security_headers(portal)

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                headers.update(extra)
                _share(headers, scope, portal.cors)
                if "location" in headers:
                    headers["location"] = _without_host(headers["location"])
                message = {**message, "headers": headers.raw}
            await send(message)

        refusal = _refuse_address(scope)
        await (refusal or app)(scope, receive, send_guarded)

    return guarded


def _share(headers: MutableHeaders, scope: Scope, sites: tuple[str, ...]) -> None:
    """Let the pages of the sites that `portal.yml` names read the answer; of no other site."""
    asking = dict(scope["headers"]).get(b"origin", b"").decode("latin-1")
    if "*" in sites:
        headers["Access-Control-Allow-Origin"] = "*"
    elif sites:
        headers.add_vary_header("Origin")
        if asking in sites:
            headers["Access-Control-Allow-Origin"] = asking


def _without_host(location: str) -> str:
    parts = urlsplit(location)
    path = "/" + parts.path.lstrip("/")  # `//host` would leave the portal
    return (
        path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    )


def _refuse_address(scope: Scope) -> ASGIApp | None:
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    host = dict(scope["headers"]).get(b"host", b"localhost").decode("latin-1")
    if not _HOST.fullmatch(host):
        return PlainTextResponse("Host 有误", 400)
    if len(raw) + len(scope["query_string"]) > ADDRESS_BYTES:
        return PlainTextResponse("地址过长", 414)
    if (
        not raw.isascii()
        or "\x00" in scope["path"]
        or "\\" in scope["path"]
        or scope["path"].startswith("//")
    ):
        return PlainTextResponse("没有这个页面", 404)
    return None


def data_door(app: ASGIApp, base: str) -> ASGIApp:
    """Datasette behind a door: reading only, no inner pages, few facets, no cookies; `base` is its address."""

    async def door(scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refuse_data(scope, base)
        if refusal is not None:
            await refusal(scope, receive, send)
            return

        gathered = bytearray()

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start" and _expensive(scope):
                headers = MutableHeaders(raw=list(message["headers"]))
                headers["X-Robots-Tag"] = "noindex, nofollow"
                message = {**message, "headers": headers.raw}
            if message["type"] == "http.response.body":
                gathered.extend(message.get("body", b""))
                if message.get("more_body") and len(gathered) < _PIECE:
                    return
                message = {**message, "body": bytes(gathered)}
                gathered.clear()
            await send(message)
            await asyncio.sleep(0)

        await app(_inside(scope, base), receive, send_marked)

    return door


def _inside(scope: Scope, base: str) -> Scope:
    """The scope as Datasette should see it: no cookies, and the path below `base`, else its links double the prefix."""
    raw: bytes = scope["raw_path"]
    return {
        **scope,
        "headers": [(name, value) for name, value in scope["headers"] if name in _KEPT_HEADERS],
        "path": "/" + scope["path"].removeprefix(base),
        "raw_path": b"/" + raw.removeprefix(base.encode()),
        "root_path": "",
    }


def _expensive(scope: dict[str, Any] | Scope) -> bool:
    """Pages a robot need not fetch: every filter, sort and export of the same rows."""
    return bool(scope["query_string"]) or "." in scope["path"].rpartition("/")[2]


def _refuse_data(scope: Scope, base: str) -> ASGIApp | None:
    if scope["method"] not in ("GET", "HEAD"):
        return PlainTextResponse("此地址只能读取", 405, headers={"Allow": "GET, HEAD"})
    inner = scope["path"].removeprefix(base)
    if inner.startswith("-/") and not inner.startswith(_OPEN_INTERNALS):
        return PlainTextResponse("没有这个页面", 404)
    if inner.startswith(("_internal", ":memory:")):
        return PlainTextResponse("没有这个页面", 404)
    try:
        fields = parse_qsl(
            scope["query_string"].decode("latin-1"), keep_blank_values=True, max_num_fields=100
        )
    except ValueError:
        return PlainTextResponse("条件过多", 400)
    if sum(name.startswith("_facet") and name != "_facet_size" for name, _ in fields) > _FACETS:
        return PlainTextResponse("分组过多", 400)
    if any(name == "_timelimit" and not value.isdigit() for name, value in fields):
        return PlainTextResponse("请求有误", 400)
    return None
