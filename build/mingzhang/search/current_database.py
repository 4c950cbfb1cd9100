"""What is read of a database once and kept for many requests, made anew when a build has replaced the file."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")
_STEPS = 1_000  # of SQLite's machine between two looks at the clock
_Version = tuple[int, int, int]


def connected(database: Path) -> sqlite3.Connection:
    """A connection that only reads."""
    return sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)


class CurrentDatabase(Generic[T]):
    """The database file as it is now, with what `make` reads of it."""

    def __init__(self, database: Path, make: Callable[[sqlite3.Connection], T]) -> None:
        self._database = database.resolve()
        self._make = make
        self._known: tuple[_Version, T] | None = None

    @contextmanager
    def within(self, seconds: float) -> Iterator[tuple[sqlite3.Connection, T]]:
        """A connection and what is kept of its version. sqlite3.OperationalError "interrupted" after so many seconds, of
        which making what is kept, once for a version, takes none.
        """
        conn, version = self._connect()
        with closing(conn):
            known = self._known
            if known is None or known[0] != version:
                self._known = known = (version, self._make(conn))
            ends = time.monotonic() + seconds
            conn.set_progress_handler(lambda: time.monotonic() > ends, _STEPS)
            if seconds <= 0:
                raise sqlite3.OperationalError("interrupted")
            yield conn, known[1]

    def _connect(self) -> tuple[sqlite3.Connection, _Version]:
        """A connection and which version of the file it reads: the same before and after it was opened."""
        while True:
            before = self._version()
            conn = connected(self._database)
            if self._version() == before:
                return conn, before
            conn.close()

    def _version(self) -> _Version:
        stat = self._database.stat()
        return stat.st_ino, stat.st_mtime_ns, stat.st_size
