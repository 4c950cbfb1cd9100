"""What stands before every answer: security headers, and what only an attack or a mistake sends turned away."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..portal import Portal
from ..search.backends.registry import backends_of
from .static_files import IMMUTABLE, is_hashed

ADDRESS_BYTES = 8_192
"""The longest address, query included."""
EMBEDDED = "/embed/"
"""The one page that other sites may show in a frame; it shows a chart or figure of the portal and has nothing to press."""
_HOST = re.compile(r"[A-Za-z0-9.\-_]{1,255}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")


def security_headers(portal: Portal, scripts: Collection[str] = ()) -> dict[str, str]:
    """The headers of every answer. Nothing may come from, or be framed by, another host; of the scripts within a page
    only those with the hashes `scripts` run.
    """
    asked = [backend.sources(portal) for backend in backends_of(portal)]
    more, connect = (
        "".join(f" {sources[directive]}" for sources in asked if directive in sources)
        for directive in ("script-src", "connect-src")
    )
    allowed = " ".join(["'self'", *sorted(scripts)])
    policy = (
        f"default-src 'self'; script-src {allowed}{more}; style-src 'self' 'unsafe-inline'; "
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


def with_headers(
    app: ASGIApp, portal: Portal, scripts: Callable[[], frozenset[str]], posts: Collection[str] = ()
) -> ASGIApp:
    """`app` for reading only (the addresses `posts` take POST), with security headers, its assets kept for good and all else asked for anew, redirects that
    name no host, and 400 for a Host that is none. `scripts` gives the hashes of the scripts within its pages.
    """

    @lru_cache(maxsize=1)
    def headers_with(scripts: frozenset[str]) -> dict[str, str]:
        return security_headers(portal, scripts)

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                if message["status"] != 304:  # what the reader keeps came with headers of its own
                    headers.update(headers_with(scripts()))
                if message["status"] in (200, 206, 304) and is_hashed(scope["path"]):
                    headers["Cache-Control"] = IMMUTABLE
                elif headers.get("cache-control") != "no-store":
                    headers["Cache-Control"] = "no-cache"
                if scope["path"].endswith(EMBEDDED):
                    _let_frame(headers)
                _share(headers, scope, portal.cors)
                if "location" in headers:
                    headers["location"] = _without_host(headers["location"])
                message = {**message, "headers": headers.raw}
            await send(message)

        refusal = _refuse_address(scope, posts)
        await (refusal or app)(scope, receive, send_guarded)

    return guarded


def _let_frame(headers: MutableHeaders) -> None:
    """Let other sites show the answer in a frame."""
    policy = headers["Content-Security-Policy"]
    headers["Content-Security-Policy"] = policy.replace("frame-ancestors 'self'", "frame-ancestors *")
    del headers["X-Frame-Options"]


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


def _refuse_address(scope: Scope, posts: Collection[str]) -> ASGIApp | None:
    if scope["method"] not in ("GET", "HEAD") and not (scope["method"] == "POST" and scope["path"] in posts):
        return PlainTextResponse("此地址只能读取", 405, headers={"Allow": "GET, HEAD"})
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
