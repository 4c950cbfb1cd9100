"""Files of a folder that a build may replace at any moment: each is opened once, and sent as it was when opened.

What lies there compressed (`index.html.gz`) is sent so to whom takes it so, unpacked to others.
"""

from __future__ import annotations

import errno
import gzip
import os
import re
from email.utils import formatdate
from mimetypes import guess_type
from pathlib import Path
from typing import BinaryIO, NamedTuple

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ..markdown_twins import markdown_twin

IMMUTABLE = "public, max-age=31536000, immutable"
_PIECE = 256 * 1024
_PAGE, _TWIN = "index.html", "index.md"
_PACKED = {".html", ".json"}
"""What may lie compressed, as `NAME.gz`."""
_ABSENT = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EACCES, errno.ELOOP)
_HASHED = re.compile(r"(^|/)assets/[0-9a-f]{12}/")  # assets/0f3c9a1b2d4e/mingzhang.css
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")  # bytes=0-499, bytes=500-, bytes=-500


def is_hashed(path: str) -> bool:
    """Whether an address says its content, so that it can never hold anything else."""
    return _HASHED.search(path) is not None


def folder_app(folder: Path, lost: Path) -> ASGIApp:
    """The files of `folder`, for a folder its `index.html`, for `index.md` the twin of that in Markdown; what is not there is
    the page `lost` with status 404."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        response = await to_thread.run_sync(_answer, folder, lost, scope)
        await response(scope, receive, send)

    return app


def _answer(folder: Path, lost: Path, scope: Scope) -> ASGIApp:
    inner, asked = scope["path"].removeprefix(scope["root_path"]).lstrip("/"), Headers(scope=scope)
    path = _inside(folder, inner)
    found = _found(path) if path else None
    if path and not found and (found := _found(path / _PAGE)) and inner and not inner.endswith("/"):
        found.file.close()
        query = scope["query_string"].decode("latin-1")
        return RedirectResponse(f"{scope['path']}/" + (f"?{query}" if query else ""))
    if path and not found and path.name == _TWIN and (page := _found(path.with_name(_PAGE))):
        return _twin(page, asked)
    if found:
        head = scope["method"] == "HEAD"
        return _unpacked(found, asked) if found.packed else _sent(found.file, found.name, asked, head)
    page = _found(lost)
    if page is None:
        return HTMLResponse(b"", 404)
    with page.file:
        return HTMLResponse(page.file.read(), 404)


class _Found(NamedTuple):
    """An open file with the name it is asked by; `packed` where it lies compressed beside that name."""

    file: BinaryIO
    name: str
    packed: bool = False

    def content(self) -> bytes:
        with self.file:
            content = self.file.read()
        return gzip.decompress(content) if self.packed else content


def _found(path: Path) -> _Found | None:
    """The file of a name, or what lies compressed beside it: pages and figures, never what is large when unpacked."""
    if file := _opened(path):
        return _Found(file, path.name)
    if path.suffix in _PACKED and (file := _opened(path.with_name(f"{path.name}.gz"))):
        return _Found(file, path.name, packed=True)
    return None


def _unpacked(found: _Found, asked: Headers) -> Response:
    """What lies there compressed, as it lies or unpacked."""
    kind = guess_type(found.name)[0]
    with found.file:
        headers = {"ETag": _etag(os.fstat(found.file.fileno())), "Vary": "Accept-Encoding"}
        if _has(asked, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        content = found.file.read()
    if "gzip" in asked.get("accept-encoding", ""):
        return Response(content, 200, {**headers, "Content-Encoding": "gzip"}, kind)
    return Response(gzip.decompress(content), 200, headers, kind)


def _twin(page: _Found, asked: Headers) -> Response:
    """The page in Markdown."""
    etag = f'{_etag(os.fstat(page.file.fileno()))[:-1]}-md"'
    html = page.content()
    if _has(asked, etag):
        return Response(status_code=304, headers={"ETag": etag})
    return Response(markdown_twin(html), 200, {"ETag": etag}, "text/markdown")


def _inside(folder: Path, inner: str) -> Path | None:
    """The path below `folder` that an address means; None where it leads out."""
    if "\x00" in inner or "\\" in inner or ".." in inner.split("/"):
        return None
    try:
        path = folder.joinpath(*(part for part in inner.split("/") if part)).resolve()
        return path if path.is_relative_to(folder.resolve()) else None
    except OSError as error:
        if error.errno in _ABSENT:
            return None
        raise


def _opened(path: Path | None) -> BinaryIO | None:
    """The file, open; None for what is none."""
    if path is None:
        return None
    try:
        return path.open("rb")
    except OSError as error:
        if error.errno in (*_ABSENT, errno.EISDIR):
            return None
        raise


def _sent(file: BinaryIO, name: str, asked: Headers, head: bool) -> ASGIApp:
    """The answer that sends an open file, or the part of it that is asked for."""
    found = os.fstat(file.fileno())
    etag = _etag(found)
    headers = {"ETag": etag, "Last-Modified": formatdate(found.st_mtime, usegmt=True)}
    if _has(asked, etag):
        file.close()
        return Response(status_code=304, headers=headers)
    start, end, status = 0, found.st_size, 200
    part = _RANGE.fullmatch(asked.get("range", ""))
    if part is not None and asked.get("if-range", etag) == etag and found.st_size:
        start, end = _bounds(part[1], part[2], found.st_size)
        status = 206
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{found.st_size}"
        if start >= end:
            file.close()
            return Response(status_code=416, headers={"Content-Range": f"bytes */{found.st_size}"})
    headers |= {"Accept-Ranges": "bytes", "Content-Length": str(end - start)}
    kind = guess_type(name)[0] or "application/octet-stream"
    if head or end - start <= _PIECE:
        with file:
            file.seek(start)
            body = b"" if head else file.read(end - start)
        return Response(body, status, headers, kind)
    return _Pieces(file, start, end, Response(None, status, headers, kind))


def _etag(found: os.stat_result) -> str:
    return f'"{found.st_mtime_ns:x}-{found.st_size:x}"'


def _has(asked: Headers, etag: str) -> bool:
    """Whether who asks has what an ETag stands for."""
    return etag in [tag.strip().removeprefix("W/") for tag in asked.get("if-none-match", "").split(",")]


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """Where a part begins and where it has ended; beginning at its end where there is no such part."""
    if not first:
        return (max(0, size - int(last)), size) if last else (size, size)
    return int(first), min(size, int(last) + 1) if last else size


class _Pieces:
    """A large file, piece by piece."""

    def __init__(self, file: BinaryIO, start: int, end: int, head: Response) -> None:
        self._file, self._start, self._end, self._head = file, start, end, head

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._file as file:
            await send(
                {
                    "type": "http.response.start",
                    "status": self._head.status_code,
                    "headers": self._head.raw_headers,
                }
            )
            left = self._end - self._start
            file.seek(self._start)
            while left > 0:
                piece = await to_thread.run_sync(file.read, min(_PIECE, left))
                left -= len(piece)
                await send({"type": "http.response.body", "body": piece, "more_body": left > 0})
                if not piece:
                    break
