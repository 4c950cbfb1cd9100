"""One ASGI app over several portals: the front at /, each portal below its own address, one search over all."""

from __future__ import annotations

import asyncio
from importlib.util import find_spec
from pathlib import Path

from anyio import to_thread
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ..answers.answer_app import several_answer_app
from ..portal import Portal
from ..search.backends.sqlite.several import Shelf
from ..search.web import several_search_app
from .app import create_app, dispatch
from .guards import with_headers
from .inline_scripts import site_scripts
from .portal_list import FRONT, Partition, portal_of
from .public_address import prefix_of
from .robots import robots
from .soundness import DATABASE_FILE, check_output
from .static_files import folder_app


def create_front(output: Path, portal: Portal, partitions: list[Partition]) -> ASGIApp:
    """The app for the portals in `output` and their front. Raises `ServeError` where one of them is not whole."""
    databases = {one.slug: check_output(output / one.slug)[0] for one in partitions}
    site = output / FRONT / "site"
    shelves = [Shelf(one.slug, one.name, databases[one.slug]) for one in partitions]
    prefix = prefix_of(portal)
    rooms: dict[str, ASGIApp] = {
        "robots.txt": PlainTextResponse(robots(portal)),
        "favicon.ico": RedirectResponse(f"{prefix}favicon.svg", 308),
        "search.json": several_search_app(shelves, portal.part("search")),
        "answer.json": several_answer_app(shelves, portal.part("search")),
        "healthz": _health(output, partitions),
    }
    if find_spec("duckdb"):
        from .joint_questions import QuestionsApp  # DuckDB is an extra

        names = {one.slug: one.name for one in partitions}
        rooms["questions/"] = QuestionsApp(output, names, site, prefix)
    front = GZipMiddleware(dispatch(prefix, rooms, folder_app(site, site / "404.html")), minimum_size=1000)
    scripts = frozenset(site_scripts(output / FRONT))
    portals = {f"{one.slug}/": _Opened(output / one.slug, portal_of(portal, one)) for one in partitions}
    return dispatch(prefix, portals, with_headers(front, portal, lambda: scripts))


class _Opened:
    """A portal that is opened when it is first asked for: most of many are asked for seldom."""

    def __init__(self, output: Path, portal: Portal) -> None:
        self._output, self._portal = output, portal
        self._app: ASGIApp | None = None
        self._opening = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._app is None:
            async with self._opening:
                if self._app is None:
                    self._app = await to_thread.run_sync(create_app, self._output, self._portal)
        await self._app(scope, receive, send)


def _health(output: Path, partitions: list[Partition]) -> ASGIApp:
    """The app that says whether every portal and the front lie there."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        files = [
            output / FRONT / "site" / "index.html",
            *(output / one.slug / DATABASE_FILE for one in partitions),
        ]
        missing = [file.relative_to(output).as_posix() for file in files if not file.is_file()]
        told: dict[str, object] = {"status": "failing" if missing else "ok", "portals": len(partitions)}
        if missing:
            told["reason"] = f"{missing[0]} is missing"
        response = JSONResponse(told, 503 if missing else 200, {"Cache-Control": "no-store"})
        await response(scope, receive, send)

    return app
