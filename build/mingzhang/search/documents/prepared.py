"""Search documents with their tokens, made by workers and kept from build to build: whoever loads only inserts them.

What a disclosure can be found by follows from the files of its department's years with the program that read them
(findings may lie between years), from whose it is, and from the code of this room: these are the name of the file that
is kept. One that is missing or damaged is made again.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import msgspec

from ...database.inputs import inputs_of
from ...digests import digest_of, digest_of_code
from ...engines import Engine, InlineEngine, in_order
from .records import Owner
from .search_documents import Ready, documents_of, owners, ready, write_ready

FOLDER = "search"
"""Where they are kept, in the cache of a portal."""
_FEW, _TOGETHER = 40, 16
_ROOM = Path(__file__).resolve().parents[1]
"""The code of search; that of all rooms before it is in what the database says of its reading."""
_READ_BY = "SELECT value FROM portal WHERE key IN ('mingzhang', 'reading') ORDER BY key"

Kept = tuple[Owner, str]
"""Whose documents, and the name of the file they are kept in."""


def prepare(conn: sqlite3.Connection, database: Path, folder: Path, engine: Engine) -> Iterator[int]:
    """Let workers make what is not in `folder` yet; how many disclosures are done, a lot at a time.

    The rows of `conn` are committed, so that workers see them in `database`, which nobody may write to meanwhile.
    """
    conn.commit()
    kept = _named(conn)
    folder.mkdir(parents=True, exist_ok=True)
    lots = [kept[at : at + _TOGETHER] for at in range(0, len(kept), _TOGETHER)]
    workers = engine if len(kept) > _FEW else InlineEngine()
    yield from in_order(workers, partial(_prepare, database, folder), lots)


def write_prepared(conn: sqlite3.Connection, folder: Path) -> Iterator[int]:
    """Fill `search_documents` and its index; how many documents each disclosure has.

    Files of `folder` that no disclosure needs any more are removed.
    """
    kept = _named(conn)
    yield from write_ready(
        conn, (_read(folder / name) or _made(conn, owner, folder / name) for owner, name in kept)
    )
    wanted = {name for _, name in kept}
    for file in folder.iterdir():
        if file.name not in wanted:
            file.unlink()


def _prepare(database: Path, folder: Path, lot: Sequence[Kept]) -> int:
    """Make what is not there yet."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as conn:
        for owner, name in lot:
            if not (folder / name).exists():
                _made(conn, owner, folder / name)
    return len(lot)


def _made(conn: sqlite3.Connection, owner: Owner, file: Path) -> Ready:
    """Make documents and keep them, at once or not at all."""
    done = ready(owner, documents_of(conn, owner))
    beside = file.with_suffix(f".{os.getpid()}.part")
    beside.write_bytes(zlib.compress(msgspec.msgpack.encode(done), 1))
    beside.replace(file)
    return done


def _read(file: Path) -> Ready | None:
    with suppress(OSError, zlib.error, msgspec.DecodeError):
        return msgspec.msgpack.decode(zlib.decompress(file.read_bytes()), type=Ready)
    return None


def _named(conn: sqlite3.Connection) -> list[Kept]:
    """Every disclosure in the order of its documents, with a name made of all that these depend on."""
    inputs = inputs_of(conn)
    program = (sys.version, digest_of_code(_ROOM), [value for (value,) in conn.execute(_READ_BY)])
    return [(owner, digest_of((program, owner, inputs[owner.id]))) for owner in owners(conn)]
