"""Is there a whole portal to serve? Nothing is served half."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from ..catalogue import TABLES
from . import functions
from .canned import DATABASE
from .errors import ServeError

DATABASE_FILE = "disclosures.db"
_MAGIC = b"SQLite format 3\x00"


def check_output(output: Path) -> tuple[Path, Path]:
    """The database and the site of a built portal. ServeError where either is missing or the database is not whole."""
    database, site = output / DATABASE_FILE, output / "site"
    if not database.is_file():
        raise ServeError(f"{database}: no database here; build the portal first: mingzhang build")
    _check_whole(database)
    missing = sorted({table.name for table in TABLES} - _names(database))
    if missing:
        raise ServeError(
            f"{database}: table {missing[0]} is missing; build the portal again: mingzhang build"
        )
    if not (site / "index.html").is_file():
        raise ServeError(f"{site}: no site here; build the portal first: mingzhang build")
    return database, site


def check_metadata(database: Path, metadata: dict[str, Any], file: Path) -> None:
    """ServeError where the metadata names a table that does not exist or a canned query that does not run."""
    known = metadata["databases"].get(DATABASE) or {}
    for name in known.get("tables") or {}:
        if name not in _names(database):
            raise ServeError(
                f"{file}: table {name} is not in the database; take it out or build the portal again"
            )
    conn = _open(database)
    functions.register(conn)
    try:
        for name, query in (known.get("queries") or {}).items():
            sql = query["sql"] if isinstance(query, dict) else query
            try:
                conn.execute(f"EXPLAIN {sql}", _Blank())
            except (sqlite3.Error, sqlite3.Warning) as error:
                raise ServeError(
                    f"{file}: query {name} no longer runs ({error}); mend or remove it"
                ) from None
    finally:
        conn.close()


class _Blank(dict[str, str]):
    """Every parameter blank."""

    def __missing__(self, key: str) -> str:
        return ""


def _check_whole(database: Path) -> None:
    """The header is SQLite's and the file has all the pages it says it has: a torn copy is caught without reading it."""
    try:
        with database.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise ServeError(f"{database}: cannot be read ({error.strerror}); check its rights") from None
    pages, size = int.from_bytes(head[28:32], "big"), int.from_bytes(head[16:18], "big")
    size = 65_536 if size == 1 else size
    if len(head) < 100 or head[:16] != _MAGIC or database.stat().st_size != pages * size:
        raise ServeError(
            f"{database}: not a whole database (half-written?); build the portal again: mingzhang build"
        )
    if database.with_name(f"{database.name}-journal").exists():
        raise ServeError(f"{database}: a build was cut off here; build the portal again: mingzhang build")


def _names(database: Path) -> set[str]:
    conn = _open(database)
    try:
        return {name for (name,) in conn.execute("SELECT name FROM sqlite_master")}
    except sqlite3.DatabaseError:
        raise ServeError(f"{database}: damaged; build the portal again: mingzhang build") from None
    finally:
        conn.close()


def _open(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.resolve().as_uri()}?immutable=1", uri=True)
