"""Giving Meilisearch a portal's documents in two steps: made ready beside what it answers from, then put there.

`stage` does what takes long and may fail, `commit` what is left; between the two a build publishes, so that a failure
never leaves a new index beside an old portal. Settings go before documents, documents in batches, and every task's
outcome is checked.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from .index import INDEX, Holds, documents, every_province, settings
from .server import MeilisearchError, Server

FRESH = f"{INDEX}-new"
"""The index that is filled beside the one that answers."""
_BATCH = 10_000


@dataclass(slots=True)
class Staged:
    """What is made ready: all documents in the index `FRESH`, or the changes alone.

    `changes` holds the documents that the server has not, as lines of JSON, `gone` the keys of those it is to forget.
    `total` counts what the portal has.
    """

    changes: IO[bytes] | None = None
    gone: tuple[str, ...] = ()
    total: int = 0
    added: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """What sending did: whether the index was built anew, how many documents were added and removed, how many stand."""

    fresh: bool
    added: int
    removed: int
    total: int


def send(
    server: Server, conn: sqlite3.Connection, folder: Path | None = None, holds: Holds = every_province
) -> Sent:
    """Make the server's index hold the database's documents. Searches go on all the while."""
    return commit(server, stage(server, documents(conn, holds), folder))


def stage(server: Server, portal: Iterable[dict[str, Any]], folder: Path | None = None) -> Staged:
    """Make the documents of a portal (`index.documents`) ready on the server or beside it; what it answers from stays as it
    is."""
    wanted = settings(folder)
    staged = Staged()
    there = server.find(f"/indexes/{INDEX}") is not None
    if there and _same(server.ask("GET", f"/indexes/{INDEX}/settings"), wanted):
        _write_changes(server, portal, staged)
        return staged
    _drop(server, FRESH)
    server.wait(server.do("POST", "/indexes", {"uid": FRESH, "primaryKey": "id"}))
    server.wait(server.do("PATCH", f"/indexes/{FRESH}/settings", wanted))
    staged.added = _add(server, FRESH, map(_line, _counted(portal, staged)))
    return staged


def commit(server: Server, staged: Staged) -> Sent:
    """Let the server answer from what was staged."""
    if staged.changes is None:
        if server.find(f"/indexes/{INDEX}") is None:
            server.wait(server.do("POST", "/indexes", {"uid": INDEX, "primaryKey": "id"}))
        server.wait(server.do("POST", "/swap-indexes", [{"indexes": [FRESH, INDEX]}]))
        _drop(server, FRESH)
        return Sent(True, staged.added, 0, staged.total)
    with staged.changes:
        staged.changes.seek(0)
        _add(server, INDEX, staged.changes)
    if staged.gone:
        server.wait(server.do("POST", f"/indexes/{INDEX}/documents/delete-batch", staged.gone))
    return Sent(False, staged.added, len(staged.gone), staged.total)


def discard(server: Server, staged: Staged) -> None:
    """Forget what was staged, as far as the server can be reached."""
    if staged.changes is not None:
        staged.changes.close()
        return
    with suppress(MeilisearchError):
        _drop(server, FRESH)


def _write_changes(server: Server, wanted: Iterable[dict[str, Any]], staged: Staged) -> None:
    """Write what the server lacks into a file, since all of it may not fit into memory, and note what it has too much."""
    known = set(_keys(server))
    staged.changes = TemporaryFile()  # noqa: SIM115  closed by `commit` or `discard`
    for document in _counted(wanted, staged):
        if document["id"] in known:
            known.discard(document["id"])
        else:
            staged.changes.write(_line(document))
            staged.added += 1
    staged.gone = tuple(sorted(known))


def _counted(wanted: Iterable[dict[str, Any]], staged: Staged) -> Iterator[dict[str, Any]]:
    for document in wanted:
        staged.total += 1
        yield document


def _line(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode() + b"\n"


def _same(there: Any, wanted: Any) -> bool:
    """Whether the server's settings say what is wanted; it adds defaults of its own."""
    if isinstance(wanted, dict) and isinstance(there, dict):
        return all(name in there and _same(there[name], value) for name, value in wanted.items())
    if (
        isinstance(wanted, list)
        and isinstance(there, list)
        and all(isinstance(value, str) for value in there)
    ):
        return there == wanted or sorted(there) == sorted(wanted)
    return bool(there == wanted)


def _drop(server: Server, index: str) -> None:
    if server.find(f"/indexes/{index}") is not None:
        server.wait(server.do("DELETE", f"/indexes/{index}"))


def _add(server: Server, index: str, lines: Iterable[bytes]) -> int:
    """Send documents, one a line, in batches; how many."""
    waiting = iter(lines)
    tasks: list[int] = []
    count = 0
    while batch := list(islice(waiting, _BATCH)):
        path = f"/indexes/{index}/documents?primaryKey=id"
        tasks.append(server.do("POST", path, content=b"".join(batch)))
        count += len(batch)
    for task in tasks:
        server.wait(task)
    return count


def _keys(server: Server) -> Iterator[str]:
    """The keys of every document the server holds."""
    offset = 0
    while True:
        parameters: dict[str, str | int] = {"fields": "id", "limit": _BATCH, "offset": offset}
        page = server.ask("GET", f"/indexes/{INDEX}/documents", parameters=parameters)["results"]
        yield from (document["id"] for document in page)
        if len(page) < _BATCH:
            return
        offset += _BATCH
