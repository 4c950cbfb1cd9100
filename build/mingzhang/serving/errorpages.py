"""Errors of /data/ as one Chinese sentence. Datasette's own handler prints every local variable to the terminal."""

from __future__ import annotations

import logging
import sqlite3
from typing import Any

from datasette import Response
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400, Forbidden, NotFound
from datasette.views.base import DatasetteError

from .query_processes import Unavailable

_ADVICE = {
    403: "查询请用现成的问题，或筛选数据表；整库可以下载。",
    404: "地址可能有误，或这份文件已经撤下。",
}
log = logging.getLogger("mingzhang.serving")

_SENTENCES = {
    400: "请求有误",
    403: "本站没有开放此功能",
    404: "没有这个页面",
    405: "此地址只能读取",
    413: "请求过长",
    414: "地址过长",
    500: "查询未能完成",
    503: "查询占用过多，已停止",
}


SLOW = "查询超过时限，已停止"


def sentence(status: int) -> str:
    """What a visitor is told about an HTTP status."""
    return _SENTENCES.get(status, "查询未能完成")


async def response(datasette: Any, request: Any, exception: Exception) -> Response:
    """The page (or JSON) of an error that a view raised."""
    status, detail = _read(exception)
    told = detail or sentence(status)
    body = {"ok": False, "status": status, "error": told, "title": sentence(status)}
    if request.path.endswith(".json"):
        return Response.json(body, status=status)
    page = {**body, "error": detail or _ADVICE.get(status, told)}
    html = await datasette.render_template("error.html", page, request=request)
    return Response.html(html, status=status)


def _read(exception: Exception) -> tuple[int, str]:
    """The status and the detail of an exception. What we did not foresee is logged and told to nobody."""
    if isinstance(exception, Forbidden):
        return 403, ""
    if isinstance(exception, NotFound):
        return 404, ""
    if isinstance(exception, QueryInterrupted):
        return 400, SLOW
    if isinstance(exception, Unavailable):
        return 503, "查询过多，或数据刚刚更新；请稍后再试"
    if isinstance(exception, DatasetteError):
        slow = exception.title == "SQL Interrupted"
        # Datasette calls a sort by an unknown column a 500; it is the visitor's mistake.
        status = exception.status if exception.status and exception.status < 500 else 400
        return status, SLOW if slow else str(exception.message)
    if isinstance(exception, Base400):
        return exception.status, str(exception.args[0]) if exception.args else ""
    if isinstance(exception, MemoryError):
        return 503, ""
    if isinstance(exception, (ValueError, UnicodeError, sqlite3.Error, OverflowError)):
        return 400, ""
    log.error("%s: %s", type(exception).__name__, exception)
    return 500, ""
