"""The database that stands as the base of the next: what it was made of lies beside it, and it is taken only where nothing
is in doubt.

`disclosures.json` maps each account, budget and lot of search documents to what it was made of. The manifest tells the program,
the settings and the digest of the database.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

import msgspec
import sqlite_utils

from ..database.schema import create, create_indexes
from ..publishing import MARK
from ..search.documents.prepared import Lying
from .manifest import MANIFEST, Manifest, ManifestError, digest_of_file, read_manifest

BESIDE = "disclosures.json"
_FOLLOWS_FROM = ("program", "code", "python", "settings", "lock", "libraries")
"""What of a manifest the rows of a database follow from, beside its inputs."""


class Made(msgspec.Struct):
    """Of what a database was made: the key of the unit of each account, of each budget, and where the search documents of
    each account lie. `database` is its SHA-256."""

    database: str
    sqlite: str
    units: dict[str, str]
    budgets: dict[str, str]
    lying: dict[str, Lying]


def base_of(portal: Path, made_of: Manifest) -> Made | str:
    """Return what the database of the portal that stands was made of; where it cannot be the base of the next, the reason,
    empty where there is none.
    """
    database = portal / MARK
    if not database.is_file():
        return ""
    try:
        made = msgspec.json.decode((portal / BESIDE).read_bytes(), type=Made)
        before = read_manifest(portal / MANIFEST)
    except FileNotFoundError:
        return ""
    except (OSError, msgspec.DecodeError, ManifestError) as error:
        return f"what the old one was made of cannot be read ({error})"
    if any(getattr(before, name) != getattr(made_of, name) for name in _FOLLOWS_FROM):
        return "the program or the settings changed"
    if made.sqlite != sqlite3.sqlite_version:
        return "SQLite changed"
    if not before.outputs.get(MARK) == made.database == digest_of_file(database):
        return f"{database} is not as it was written"
    return made


def copied(database: Path, to: Path) -> None:
    """Copy a database; where the file system can, without copying its bytes. Raises `sqlite3.DatabaseError` where its
    schema is another.
    """
    _copy(database, to)
    with closing(sqlite_utils.Database(memory=True)) as fresh, closing(sqlite3.connect(to)) as conn:
        create(fresh)
        create_indexes(fresh)
        if not _schema(fresh.conn).items() <= _schema(conn).items():
            raise sqlite3.DatabaseError("its schema is another")


def _schema(conn: sqlite3.Connection) -> Mapping[str, str]:
    return dict(conn.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall())


def _copy(file: Path, to: Path) -> None:
    with suppress(OSError, AttributeError), file.open("rb") as source, to.open("wb") as target:
        left = source.seek(0, os.SEEK_END)
        at = 0
        while left > at and (some := os.copy_file_range(source.fileno(), target.fileno(), left - at, at, at)):
            at += some
        if at == left:
            return
    shutil.copyfile(file, to)


def is_too_much(changed: int, of: int) -> bool:
    """Whether so many changed accounts are better made from nothing."""
    return changed > max(_FEW, of * _MOST)


_FEW, _MOST = 3, 0.2


def write_made(portal: Path, made: Made, manifest: Manifest) -> None:
    """Write of what the database of a finished portal was made, for the next build."""
    made.database = manifest.outputs[MARK]
    (portal / BESIDE).write_bytes(msgspec.json.encode(made))
