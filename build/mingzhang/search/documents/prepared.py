"""Search documents with their tokens, made by workers and kept from build to build: whoever loads only inserts them.

What a disclosure can be found by follows from the files of its department's years with the program that read them
(findings may lie between years), from whose it is, and from the code of this room: these are the name of the file that
is kept. One that is missing or damaged is made again. In a database that grew out of another, those whose name is still
the same stay in the index as they are.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import msgspec

from ...database.inputs import inputs_of
from ...digests import digest_of, digest_of_code
from ...engines import Engine, InlineEngine, in_order
from .placing import placed, room_after
from .records import Owner
from .search_documents import Inserting, Ready, documents_of, owners, ready, take_out, write_ready

FOLDER = "search"
"""Where they are kept, in the cache of a portal."""
_FEW, _TOGETHER = 40, 16
_ROOM = Path(__file__).resolve().parents[1]
"""The code of search; that of all rooms before it is in what the database says of its reading."""
_READ_BY = "SELECT value FROM portal WHERE key IN ('mingzhang', 'reading') ORDER BY key"

Kept = tuple[Owner, str]
"""Whose documents, and the name of the file they are kept in."""


class Lying(msgspec.Struct, frozen=True, array_like=True):
    """Where the documents of a disclosure lie in a database: their name, the id before the first, how many they are."""

    name: str
    before: int
    many: int


@dataclass(frozen=True, slots=True)
class Indexed:
    """A database that another was copied from, with what lies in its index, by disclosure."""

    database: Path
    lying: Mapping[str, Lying] = field(default_factory=dict)


def prepare(
    conn: sqlite3.Connection, database: Path, folder: Path, engine: Engine, old: Indexed | None = None
) -> Iterator[int]:
    """Let workers make what is not in `folder` yet and not in the index of the `old` database either; how many disclosures
    are done, a lot at a time.

    The rows of `conn` are committed, so that workers see them in `database`, which nobody may write to meanwhile.
    """
    conn.commit()
    kept = _named(conn)
    folder.mkdir(parents=True, exist_ok=True)
    if len(todo := [one for one in kept if not _lies(one, old)]) < len(kept):
        yield len(kept) - len(todo)
    lots = [todo[at : at + _TOGETHER] for at in range(0, len(todo), _TOGETHER)]
    workers = engine if len(todo) > _FEW else InlineEngine()
    yield from in_order(workers, partial(_prepare, database, folder), lots)


def write_prepared(
    conn: sqlite3.Connection, folder: Path, old: Indexed | None = None, lying: dict[str, Lying] | None = None
) -> Iterator[int]:
    """Fill `search_documents` and its index, or change what differs from the `old` database; how many documents each disclosure has, and in `lying` where they lie.

    Files of `folder` that no disclosure needs any more are removed.
    """
    kept, told = _named(conn), {} if lying is None else lying
    if old is None:
        before = 0
        for (owner, name), many in zip(kept, write_ready(conn, _all_ready(conn, folder, kept)), strict=True):
            told[owner.id] = Lying(name, before, many)
            before += many + room_after(many)
            yield many
    else:
        told |= _renewed(conn, folder, kept, old)
        yield from (told[owner.id].many for owner, _ in kept)
    wanted = {name for _, name in kept}
    for file in folder.iterdir():
        if file.name not in wanted:
            file.unlink()


def _renewed(conn: sqlite3.Connection, folder: Path, kept: Sequence[Kept], old: Indexed) -> dict[str, Lying]:
    """Take out what no longer lies as in the old database, and insert what does not lie yet."""
    stays = {owner.id: old.lying[owner.id] for owner, name in kept if _lies((owner, name), old)}
    anew = [one for one in kept if one[0].id not in stays]
    sizes = {id_: one.many for id_, one in stays.items()}
    sizes |= {one.disclosure_id: len(one.rows) for one in _all_ready(conn, folder, anew)}
    order = [(owner.id, sizes[owner.id]) for owner, _ in kept]
    starts = placed(order, {id_: one.before for id_, one in stays.items()})
    lying = {owner.id: Lying(name, starts[owner.id], sizes[owner.id]) for owner, name in kept}
    with closing(_opened(old.database)) as before:
        whose = {owner.id: owner for owner in owners(before)}
        for id_, one in old.lying.items():
            if lying.get(id_) != one:
                take_out(conn, before, whose[id_], one.before, one.many)
    insert = Inserting(conn)
    moved = [one for one in kept if old.lying.get(one[0].id) != lying[one[0].id]]
    for documents in _all_ready(conn, folder, moved):
        insert(starts[documents.disclosure_id], documents)
    return lying


def _lies(one: Kept, old: Indexed | None) -> bool:
    """Whether the documents of a disclosure lie in the old database as they would be made."""
    owner, name = one
    return old is not None and owner.id in old.lying and old.lying[owner.id].name == name


def _all_ready(conn: sqlite3.Connection, folder: Path, kept: Sequence[Kept]) -> Iterator[Ready]:
    return (_read(folder / name) or _made(conn, owner, folder / name) for owner, name in kept)


def _opened(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)


def _prepare(database: Path, folder: Path, lot: Sequence[Kept]) -> int:
    """Make what is not there yet."""
    with closing(_opened(database)) as conn:
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
