"""The questions over several portals: the same SQL as over one, asked of all their Parquet files by DuckDB.

GET /questions/three-public/?year=2023        the page
GET /questions/three-public.json?year=2023    {"columns": [...], "rows": [[...]]}
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
from anyio import CapacityLimiter, to_thread
from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from ..exports.union import Union, in_duckdb
from . import data_cells
from .canned import PARAMETERS, CannedQuery, canned_queries
from .file_identity import Identity, identity_of
from .prepared_questions import prepared_answer
from .soundness import DATABASE_FILE
from .static_files import folder_app
from .translation import column_zh

FOLDER = "questions/"
ROWS = "<!--mz:rows-->"
"""Where the rows go into a question's page, which the build writes without them."""
SECONDS = 2.0
_AT_ONCE = 2
_LONGEST = 100
_SIDES = ("value_a", "value_b")
_FIGURE = re.compile(r"-?\d+\.\d+")
_TOO_LONG = "这个问题用时过长，已中止。请填写年度、部门或地区，缩小范围。"


def joint_questions() -> dict[str, CannedQuery]:
    """Return the questions that can be asked of several portals, by name: all but the search of texts, which has a page of
    its own."""
    return {one.name: one for one in canned_queries() if "q" not in one.parameters}


def told_of_questions() -> list[tuple[str, str, str, str, tuple[tuple[str, str], ...]]]:
    """Return what their pages say: name, title, group, description, and each parameter with what it is called."""
    return [
        (one.name, one.title, one.group, one.description, tuple((p, PARAMETERS[p]) for p in one.parameters))
        for one in joint_questions().values()
    ]


class _Data:
    """The open data of the portals as they are now; opened anew where one was replaced."""

    def __init__(self, output: Path, names: Iterable[str]) -> None:
        self._output, self._slugs = output, list(names)
        self._lock = threading.Lock()
        self._known: tuple[list[Identity | None], Union] | None = None

    def union(self) -> Union:
        with self._lock:
            now = [identity_of(self._output / slug / DATABASE_FILE) for slug in self._slugs]
            if self._known is None or self._known[0] != now:
                self._known = (now, Union(self._output, self._slugs))
            return self._known[1]


class QuestionsApp:
    """The ASGI app of the pages and JSON of all questions; `names` are what people call the portals, by their folders below
    `output`, `site` holds the pages without rows, `prefix` the address of the front."""

    def __init__(self, output: Path, names: Mapping[str, str], site: Path, prefix: str) -> None:
        self._data = _Data(output, names)
        self._output, self._names, self._site, self._prefix = output, names, site, prefix
        self._files = folder_app(site / FOLDER, site / "404.html")
        self._templates = Environment(loader=PackageLoader("mingzhang.serving"), autoescape=True)
        self._limiter: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].endswith(".md"):  # a page's twin, without rows
            await self._files(scope, receive, send)
            return
        response = await self._respond(Request(scope, receive))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        name = request.scope["path"].removeprefix(self._prefix).removeprefix(FOLDER).strip("/")
        is_json = name.endswith(".json")
        query = joint_questions().get(name.removesuffix(".json"))
        if query is None:
            return self._told(404, "没有这个问题。", is_json)
        if request.method not in ("GET", "HEAD"):
            return self._told(405, "请用 GET 方法提问。", is_json)
        unknown = set(request.query_params) - set(query.parameters)
        given = {one: request.query_params.get(one, "").strip() for one in query.parameters}
        if unknown or any(len(value) > _LONGEST for value in given.values()):
            known = "、".join(query.parameters)
            return self._told(400, f"参数只有 {known}，每个最多 {_LONGEST} 字。", is_json)
        self._limiter = self._limiter or CapacityLimiter(_AT_ONCE)
        try:
            columns, rows = await to_thread.run_sync(self._ask, query, given, limiter=self._limiter)
        except duckdb.InterruptException:
            return self._told(503, _TOO_LONG, is_json)
        except duckdb.Error:
            return self._told(503, "数据暂时不能读取，请稍后再试。", is_json)
        if is_json:
            return JSONResponse({"columns": columns, "rows": rows})
        return HTMLResponse(self._page(query, given, columns, rows))

    def _ask(self, query: CannedQuery, given: Mapping[str, str]) -> tuple[list[str], Sequence[Sequence[Any]]]:
        if not any(given.values()):
            known = prepared_answer(query.name, self._output, self._names, self._site.parent)
            if known is not None:
                return known.columns, known.rows
        return self._data.union().table(in_duckdb(query.sql), given, SECONDS)

    def _page(
        self, query: CannedQuery, given: Mapping[str, str], columns: list[str], rows: Sequence[Sequence[Any]]
    ) -> str:
        """The question's page with what was given in its fields, and the rows."""
        shown = [[self._cell(dict(zip(columns, row, strict=True)), name) for name in columns] for row in rows]
        heads = [column_zh(name) for name in columns]
        if "page_url" in columns:  # bodies of several portals bear the same names
            at = columns.index("page_url")
            heads.insert(0, "门户")
            for told, row in zip(shown, rows, strict=True):
                told.insert(0, self._names.get(str(row[at]).partition("/")[0], ""))
        table = self._templates.get_template("joint_rows.html").render(heads=heads, rows=shown)
        page = (self._site / FOLDER / query.name / "index.html").read_text("utf-8")
        for name, value in given.items():
            page = page.replace(f'name="{name}" value=""', f'name="{name}" value="{escape(value)}"')
        return page.replace(ROWS, table)

    def _cell(self, row: dict[str, Any], name: str) -> Any:
        """A cell as HTML; the address of a page in a column of something else bears the name of its portal."""
        value = row[name]
        if name in _SIDES and isinstance(value, str) and _FIGURE.fullmatch(value):
            value = float(value)  # beside names of bodies, DuckDB gives figures as text
        shown = data_cells.render(row, value, name, None, self._prefix)
        if name != "page_url" and isinstance(value, str) and data_cells.PAGE.fullmatch(value):
            portal = self._names.get(value.partition("/")[0], "")
            return Markup("{} <small>{}</small>").format(shown, portal)
        return shown if shown is not None else "" if value is None else value

    def _told(self, status: int, message: str, is_json: bool) -> Response:
        """The answer that there is none: JSON for programs, for people the page of what is not there with the reason."""
        if is_json:
            return JSONResponse({"error": message}, status, {"Cache-Control": "no-store"})
        page = (self._site / "404.html").read_text("utf-8").replace("没有这一页", message, 1)
        return HTMLResponse(page, status, {"Cache-Control": "no-store"})
