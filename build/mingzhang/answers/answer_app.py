"""`/answer.json`: the answer to a question, for the card above the search page's results and for programs.

    GET /answer.json?q=韩家墩街道2024年三公经费是多少

A question without an answer is no error: `type` is `refusal` and `refusal_type` says why. Addresses in `evidence` are
relative to the site's root.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ..search.backends.sqlite.several import Shelf
from ..search.current_database import CurrentDatabase, kept_of_each
from .answering import Answerer
from .command import answer_json
from .records import Answer
from .several_portals import joint

SECONDS = 3.0
_AT_ONCE = 4


def answer_app(database: Path, folder: Path, seconds: float = SECONDS) -> ASGIApp:
    """The ASGI app that answers from `database` with the words of the portal's search/ `folder`.

    The database may be replaced by a new build while it runs.
    """
    current = CurrentDatabase(database, lambda conn: Answerer.of(conn, folder))

    def answer(question: str) -> Answer:
        with current.within(seconds) as (conn, answerer):
            return answerer.answer(conn, question)

    return _door(answer)


def several_answer_app(shelves: Sequence[Shelf], folder: Path, seconds: float = SECONDS) -> ASGIApp:
    """The ASGI app that answers from several databases, each with the folder its pages lie below."""
    labels = {one.folder: one.label for one in shelves}
    kept = kept_of_each(len(shelves))
    current = {
        one.folder: CurrentDatabase(one.database, lambda conn: Answerer.of(conn, folder), kept)
        for one in shelves
    }
    pool = ThreadPoolExecutor(_AT_ONCE)

    def of_one(name: str, question: str) -> Answer | sqlite3.Error:
        try:
            with current[name].within(seconds) as (conn, answerer):
                return answerer.answer(conn, question)
        except sqlite3.Error as error:
            return error

    def answer(question: str) -> Answer:
        answers = dict(zip(labels, pool.map(lambda name: of_one(name, question), labels), strict=True))
        return joint(answers, labels)

    return _door(answer)


def _door(answer: Callable[[str], Answer]) -> ASGIApp:
    """The ASGI app that reads a question, has it answered beside others, and says why where it cannot be."""
    limiter: list[CapacityLimiter] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if not limiter:
            limiter.append(CapacityLimiter(_AT_ONCE))
        response = await respond(Request(scope, receive))
        await response(scope, receive, send)

    async def respond(request: Request) -> JSONResponse:
        if request.method not in ("GET", "HEAD"):
            return _error(405, "请用 GET 方法提问。", {"Allow": "GET, HEAD"})
        if unknown := sorted(set(request.query_params) - {"q"}):
            return _error(400, f"没有参数 {unknown[0][:40]!r}；可用的参数是 q。")
        try:
            question = request.query_params.get("q", "")
            answered = await to_thread.run_sync(answer, question, limiter=limiter[0])
        except sqlite3.OperationalError as error:
            long = "interrupted" in str(error)
            return _error(503, "这个问题用时过长，已中止。" if long else "数据库暂时不能读取，请稍后再试。")
        except (sqlite3.DatabaseError, OSError):
            return _error(503, "数据库暂时不能读取，请稍后再试。")
        told = {"question": question[:300], **answer_json(answered)}
        return JSONResponse(told, headers={"Cache-Control": "public, max-age=60"})

    return app


def _error(status: int, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": message}, status, {"Cache-Control": "no-store", **(headers or {})})
