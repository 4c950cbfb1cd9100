"""One ASGI app: the static site, Datasette, the open-data files, search and robots.txt, under the portal's prefix."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import lru_cache
from pathlib import Path

from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ..answers.answer_app import answer_app
from ..portal import Portal
from ..search.saved import saved_search_app
from ..search.web import search_app
from .assistants_door import AssistantsDoor
from .data_door import data_door
from .file_identity import Identity, identity_of
from .former_assets import with_former_assets
from .guards import with_headers
from .health import health_app
from .inline_scripts import datasette_scripts, site_scripts
from .public_address import prefix_of
from .retired_addresses import with_retired
from .robots import robots
from .soundness import check_output
from .static_files import folder_app
from .versions import CurrentVersion
from .workbook_answers import with_workbooks


def create_app(output: Path, portal: Portal) -> ASGIApp:
    """The app for the portal built in `output`. Raises ServeError where there is nothing whole to serve.

    It answers under the portal's prefix and without it, so a proxy may strip the prefix or leave it.
    """
    database, site = check_output(output)
    prefix = prefix_of(portal)
    current = CurrentVersion(database, portal)
    rooms: dict[str, ASGIApp] = {
        "data/": data_door(current, f"{prefix}data/", current.seconds),
        "robots.txt": PlainTextResponse(robots(portal)),
        "favicon.ico": RedirectResponse(f"{prefix}favicon.svg", 308),
        "healthz": health_app(output, current),
        "search.json": search_app(database, portal.part("search")),
        "search.atom": saved_search_app(database, portal),
        "answer.json": answer_app(database, portal.part("search")),
    }
    assistants = AssistantsDoor(database, portal) if portal.mcp.open else None
    if assistants:
        rooms["mcp"] = assistants
    if (output / "data").is_dir():
        rooms["files/"] = with_workbooks(folder_app(output / "data", site / "404.html"), database, portal)
    files = with_former_assets(folder_app(site, site / "404.html"), site)
    pages = with_retired(files, output, prefix)
    app = dispatch(prefix, rooms, pages, _running(current, assistants))
    compressed = GZipMiddleware(app, minimum_size=1000, compresslevel=5)
    of_datasette = datasette_scripts()

    @lru_cache(maxsize=1)
    def scripts_of(_: Identity | None) -> frozenset[str]:
        return frozenset(of_datasette | site_scripts(output))

    posts = {"/mcp", f"{prefix}mcp"} if assistants else ()
    return with_headers(compressed, portal, lambda: scripts_of(identity_of(site / "index.html")), posts)


def dispatch(
    prefix: str, rooms: Mapping[str, ASGIApp], site: ASGIApp, running: Running = nullcontext
) -> ASGIApp:
    """Each address to its room. Inside, paths carry the prefix whether or not the proxy left it; `running` lasts as long as
    the server.
    """

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send, running)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        if f"{scope['path']}/" == prefix:
            await RedirectResponse(prefix, 308)(scope, receive, send)
            return
        inner = scope["path"]
        raw = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
        if inner.startswith(prefix):
            inner, raw = inner.removeprefix(prefix), raw.removeprefix(prefix)
        inner, raw = inner.lstrip("/"), raw.lstrip("/")
        name = inner.partition("/")[0]
        if f"{inner}/" in rooms:
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


Running = Callable[[], AbstractAsyncContextManager[None]]


def _running(current: CurrentVersion, assistants: AssistantsDoor | None) -> Running:
    """What lasts as long as the server: the data it serves, and the sessions of assistants."""

    @asynccontextmanager
    async def running() -> AsyncIterator[None]:
        async with assistants.running() if assistants else nullcontext():
            yield
        current.close()

    return running


async def _lifespan(receive: Receive, send: Send, running: Running) -> None:
    await receive()
    async with running():
        await send({"type": "lifespan.startup.complete"})
        await receive()
    await send({"type": "lifespan.shutdown.complete"})
