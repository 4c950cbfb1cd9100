"""A site of nothing but the search page, served on a free port of this machine."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from pathlib import Path
from typing import Any

import markdown
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from mingzhang.answers.answer_app import answer_app
from mingzhang.search.web import search_app
from mingzhang.site.frame.shortening import shorten_assets

CONTENT = Path(__file__).resolve().parents[1] / "content"


class Site:
    """The search page in a bare frame, its assets as published, /search.json and the files of `root`; `broken` takes the back end down."""

    def __init__(self, database: Path, root: Path) -> None:
        self.broken = False
        self.root = root
        self.asked: list[str] = []
        self._search = search_app(database)
        self._direct = answer_app(database, CONTENT.parent / "search")
        shutil.copytree(CONTENT / "assets", root / "assets", dirs_exist_ok=True)
        shorten_assets(root / "assets")
        routes = [
            Route("/search/", self._page),
            Route("/search.json", self._answer),
            Route("/answer.json", self._answer),
            Mount("/", StaticFiles(directory=root)),
        ]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        config = uvicorn.Config(Starlette(routes=routes), port=self.port, log_level="error", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/search/"

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join()

    async def _page(self, request: Request) -> HTMLResponse:
        source = (CONTENT / "search.md").read_text(encoding="utf-8").split("---", 2)[2]
        body = markdown.markdown(source, extensions=["attr_list"])
        box = '<script defer src="/assets/search-box.js"></script>'
        viewport = '<meta name="viewport" content="width=device-width">'
        return HTMLResponse(
            f'<!doctype html><html lang="zh">{viewport}<body class="md-typeset">{body}{box}</body>'
        )

    async def _answer(self, request: Request) -> Response:
        app = self._search if request.url.path == "/search.json" else self._direct
        if app is self._search:
            self.asked.append(request.query_params.get("q", ""))
        if self.broken:
            return PlainTextResponse("Bad Gateway", 502)
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        await app(request.scope, request.receive, send)
        return Response(sent[1]["body"], sent[0]["status"], media_type="application/json")
