"""One ASGI app: the static site, Datasette, the open-data files, search and robots.txt, under the portal's prefix."""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from ..portal import Portal
from ..search.web import search_app
from .guards import data_door, with_headers
from .instance import datasette_app, prefix_of
from .soundness import check_output


def create_app(output: Path, portal: Portal) -> ASGIApp:
    """The app for the portal built in `output`. Raises ServeError where there is nothing whole to serve.

    It answers under the portal's prefix and without it, so a proxy may strip the prefix or leave it.
    """
    database, site = check_output(output)
    prefix = prefix_of(portal)
    rooms: dict[str, ASGIApp] = {
        "data/": data_door(datasette_app(database, portal), f"{prefix}data/"),
        "robots.txt": PlainTextResponse(robots(portal)),
        "search.json": search_app(database, portal.root / "search"),
    }
    if (output / "data").is_dir():
        rooms["files/"] = _folder(output / "data", site)
    app = _dispatch(prefix, rooms, _folder(site, site))
    return with_headers(GZipMiddleware(app, minimum_size=1000, compresslevel=5), portal)


def robots(portal: Portal) -> str:
    """Robots may read every page once; not every filter, sort and export of the tables."""
    prefix = prefix_of(portal)
    closed = [f"{prefix}data/*?", f"{prefix}data/*.json", f"{prefix}data/*.csv", f"{prefix}search.json"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "Crawl-delay: 5", ""]
    return "\n".join([*lines, f"Sitemap: {portal.base_url.rstrip('/')}/sitemap.xml", ""])


def _dispatch(prefix: str, rooms: dict[str, ASGIApp], site: ASGIApp) -> ASGIApp:
    """Each address to its room. Inside, paths carry the prefix whether or not the proxy left it."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        inner = scope["path"]
        raw = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
        if inner.startswith(prefix):
            inner, raw = inner.removeprefix(prefix), raw.removeprefix(prefix)
        inner, raw = inner.lstrip("/"), raw.lstrip("/")
        name = inner.partition("/")[0]
        if inner in ("data", "files"):
            await RedirectResponse(f"{prefix}{inner}/", 308)(scope, receive, send)
            return
        folder = f"{prefix}{name}/" if f"{name}/" in rooms else prefix
        room = rooms.get(f"{name}/") or rooms.get(inner)
        scope = {
            **scope,
            "path": prefix + inner,
            "raw_path": (prefix + raw).encode("latin-1"),
            "root_path": folder.rstrip("/"),
        }
        await (room or site)(scope, receive, send)

    return app


def _folder(folder: Path, site: Path) -> ASGIApp:
    """A folder's files; what is not there is the site's page for it."""
    files = StaticFiles(directory=folder, html=True)
    lost = site / "404.html"

    async def room(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await files(scope, receive, send)
        except HTTPException as error:
            body = lost.read_bytes() if error.status_code == 404 and lost.is_file() else b""
            answer = HTMLResponse(body, error.status_code, headers=dict(error.headers or {}))
            await answer(scope, receive, send)

    return room


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
