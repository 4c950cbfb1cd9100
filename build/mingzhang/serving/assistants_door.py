"""`/mcp`: the server for assistants within `mingzhang serve`, where `portal.yml` says `mcp: {open: true}`."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from ..assistants.mcp_server import LONGEST_REQUEST, PATH, MissingError, http_app, make_server
from ..portal import Portal
from .errors import ServeError
from .file_identity import Identity, identity_of
from .query_processes import Ended, Query, QueryProcesses, Unavailable

SQL_SECONDS = 1.5
_MOST_ROWS = 200
_BODY_SECONDS = 15.0
"""How long the body of a request may take to arrive."""
_LOCAL = ("127.0.0.1", "localhost", "[::1]")


class OpenSql:
    """Free SQL over the database as it is now, in processes of its own."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._known: tuple[Identity | None, QueryProcesses] | None = None

    async def __call__(self, statement: str) -> dict[str, Any]:
        """`columns`, `rows` and whether they were `truncated`; `error` in Chinese where there are none."""
        try:
            answer = await self._processes().ask(Query(statement, [], SQL_SECONDS, _MOST_ROWS))
        except Ended:
            return {"error": "用时过长，已中止。"}
        except Unavailable:
            return {"error": "现在请求太多，请稍后再试。"}
        except sqlite3.Error as error:
            return {"error": f"SQL 有误：{error}"}
        rows = [
            [value if not isinstance(value, bytes) else value.hex() for value in row] for row in answer.rows
        ]
        return {"columns": list(answer.columns), "rows": rows, "truncated": answer.truncated}

    def _processes(self) -> QueryProcesses:
        identity = identity_of(self._database)
        if self._known is None or self._known[0] != identity:
            self.close()
            if identity is None:
                raise Unavailable
            self._known = identity, QueryProcesses(self._database, identity)
        return self._known[1]

    def close(self) -> None:
        """End the processes."""
        if self._known is not None:
            self._known[1].close()
            self._known = None


class AssistantsDoor:
    """The app at `/mcp`, and what must run while it answers. Raises ServeError without the SDK."""

    def __init__(self, database: Path, portal: Portal) -> None:
        self._sql = OpenSql(database) if portal.sql.open else None
        try:
            server = make_server(database, portal, self._sql)
        except MissingError as error:
            raise ServeError(str(error)) from None
        hosts, origins = _known_as(portal)
        self._app = http_app(server, PATH, hosts, origins)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run what the app needs; end it with the server."""
        async with self._app.router.lifespan_context(self._app):
            try:
                yield
            finally:
                if self._sql:
                    self._sql.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await asyncio.wait_for(_body(receive), _BODY_SECONDS)
        except TimeoutError:
            await PlainTextResponse("请求迟迟没有传完", 408)(scope, receive, send)
            return
        if body is None:
            await PlainTextResponse("请求过大", 413)(scope, receive, send)
            return
        given: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def again() -> Message:
            return given.pop() if given else await receive()

        await self._app(scope, again, send)


async def _body(receive: Receive) -> bytes | None:
    """The whole body of a request; None where it is too large."""
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > LONGEST_REQUEST:
            return None
        if not message.get("more_body"):
            return body


def _known_as(portal: Portal) -> tuple[list[str], list[str]]:
    """The hosts and the pages' origins from which requests may come: the portal's own, this machine's, and those of `cors`."""
    own = urlsplit(portal.base_url)
    hosts = [own.netloc, *_LOCAL, *(f"{host}:*" for host in _LOCAL)]
    origins = [f"{own.scheme}://{own.netloc}", *(f"http://{host}" for host in hosts[1:]), *portal.cors]
    return hosts, origins
