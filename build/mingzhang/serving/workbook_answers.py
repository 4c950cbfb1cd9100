"""Workbooks of disclosures, each made when it is asked for: those of a compact portal, which has none as files (`exports/bulk.py`)."""

from __future__ import annotations

import io
import re
from contextlib import closing
from pathlib import Path

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ..digests import digest_of
from ..exports.table_rows import open_database
from ..portal import Portal

_NAME = re.compile(r"xlsx/([^/]{1,200})\.xlsx")
_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def with_workbooks(files: ASGIApp, database: Path, portal: Portal) -> ASGIApp:
    """Answer for `xlsx/DISCLOSURE.xlsx` where the build beside `database` wrote none, and leave the rest to `files`."""
    written = database.parent / "data" / "xlsx"

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        found = _NAME.fullmatch(scope["path"].removeprefix(scope["root_path"]).lstrip("/"))
        asked = found if found and not written.is_dir() else None
        book = await to_thread.run_sync(_made, database, asked[1], portal) if asked else None
        if book is None:
            await files(scope, receive, send)
            return
        headers = {"ETag": f'"{digest_of(book)}"'}
        same = headers["ETag"] in Headers(scope=scope).get("if-none-match", "")
        answer = Response(None, 304, headers) if same else Response(book, 200, headers, _MEDIA)
        await answer(scope, receive, send)

    return app


def _made(database: Path, disclosure_id: str, portal: Portal) -> bytes | None:
    """The workbook of a disclosure; None where there is no such disclosure."""
    from ..exports.workbooks import write_workbook

    out = io.BytesIO()
    with closing(open_database(database)) as conn:
        try:
            write_workbook(conn, disclosure_id, portal, out)
        except KeyError:
            return None
    return out.getvalue()
