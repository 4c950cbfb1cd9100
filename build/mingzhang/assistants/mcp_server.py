"""The tools as a server of the Model Context Protocol: over stdio for one assistant, over stateless HTTP for many."""

from __future__ import annotations

import inspect
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..portal import Portal
from .tools import LONGEST_TEXT, Result, Tools, Unknown

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer
    from starlette.applications import Starlette

MISSING = "the server for assistants needs the official SDK: pip install 'mingzhang[mcp]'"
PATH = "/mcp"
LONGEST_REQUEST = 4 * LONGEST_TEXT
"""Bytes: a draft of the longest kind, with what its characters take."""
_OF_SQL = "Run one SELECT over the portal's SQLite database (tables and columns: /files/dictionary.json); bounded in rows and time."
_INSTRUCTIONS = (
    "部门决算公开的数据：每个数都带网址、原文行号、来源的 SHA-256、单位、口径与核对结果。引用数字时请一并给出网址与行号；"
    "得到 refusal 时不要自行推测数字。金额单位是万元，除非另有说明。"
)
_NAMES = (
    "find_bodies", "metrics", "figure", "series", "compare", "ranking", "answer", "search", "read_section", "findings",
    "check_text", "cite",
)  # fmt: skip


class MissingError(RuntimeError):
    """The SDK is not installed; the message says what to install."""


Query = Callable[[str], Awaitable[Result]]
"""How free SQL is asked: `columns`, `rows` and whether they were `truncated`, or `error`."""


def make_server(database: Path, portal: Portal, query: Query | None = None) -> MCPServer:
    """Make the server over a portal's database; with `query`, assistants may write SQL of their own.

    Raises `MissingError` without the SDK.
    """
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp.types import ToolAnnotations
    except ImportError:
        raise MissingError(MISSING) from None
    server = MCPServer("mingzhang", title=portal.title, instructions=_INSTRUCTIONS, version=__version__)
    tools = Tools(database, portal)
    annotations = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for name in _NAMES:
        tool = getattr(tools, name)
        server.tool(name, description=inspect.getdoc(tool), annotations=annotations)(_told(tool))
    if query is not None:
        asked = query

        async def sql(statement: str) -> Result:
            return await asked(statement) if statement.strip() else {"error": "请写一条 SELECT 语句。"}

        server.tool("sql", description=_OF_SQL, annotations=annotations)(sql)
    return server


def http_app(server: MCPServer, path: str, hosts: Sequence[str], origins: Sequence[str]) -> Starlette:
    """The app that answers at `path` without sessions, for requests that name one of `hosts` and, if they come from a
    page, one of `origins`. Its lifespan must run.
    """
    from mcp.server.transport_security import TransportSecuritySettings

    security = TransportSecuritySettings(allowed_hosts=list(hosts), allowed_origins=list(origins))
    return server.streamable_http_app(
        streamable_http_path=path,
        json_response=True,
        stateless_http=True,
        max_request_body_size=LONGEST_REQUEST,
        transport_security=security,
    )


def _told(tool: Callable[..., Result]) -> Callable[..., Result]:
    """The tool, with what is unknown or takes too long as a result that says so."""

    @wraps(tool)
    def told(*given: Any, **named: Any) -> Result:
        try:
            return tool(*given, **named)
        except Unknown as error:
            return {"error": str(error)}
        except sqlite3.DatabaseError as error:
            long = "interrupted" in str(error)
            return {"error": "用时过长，已中止。" if long else "数据库暂时不能读取，请稍后再试。"}

    return told


def serve_http(server: MCPServer, host: str, port: int) -> None:
    """Serve over HTTP at `PATH`, without sessions, until Ctrl-C."""
    server.run(
        "streamable-http",
        host=host,
        port=port,
        streamable_http_path=PATH,
        stateless_http=True,
        json_response=True,
    )
