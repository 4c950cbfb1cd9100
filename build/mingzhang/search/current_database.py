"""What is read of a database once and kept for many requests, made anew when a build has replaced the file."""

from __future__ import annotations

import sqlite3
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
_KEPT, _KEPT_IN_ALL = 4, 64
"""Connections kept open to a database, and to all of several: a process may only have so many files open."""
_STEPS = 1_000  # of SQLite's machine between two looks at the clock
_Version = tuple[int, int, int]


def connected(database: Path) -> sqlite3.Connection:
    """A connection that only reads; one thread after another may use it."""
    return sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)


def kept_of_each(databases: int) -> int:
    """How many connections to each of several databases are kept open."""
    return min(_KEPT, _KEPT_IN_ALL // max(1, databases))


class CurrentDatabase(Generic[T]):
    """The database file as it is now, with what `make` reads of it, and up to `kept` open connections to it: to open one
    costs more than most questions, since SQLite reads the schema with the first.
    """

    def __init__(self, database: Path, make: Callable[[sqlite3.Connection], T], kept: int = _KEPT) -> None:
        self._database = database.resolve()
        self._make = make
        self._known: tuple[_Version, T] | None = None
        self._idle: list[tuple[sqlite3.Connection, _Version]] = []
        self._kept = kept
        self._lock = Lock()
        weakref.finalize(self, _close_all, self._idle)

    @contextmanager
    def within(self, seconds: float) -> Iterator[tuple[sqlite3.Connection, T]]:
        """A connection and what is kept of its version. sqlite3.OperationalError "interrupted" after so many seconds, of
        which making what is kept, once for a version, takes none.
        """
        with self._connection() as (conn, version):
            known = self._known
            if known is None or known[0] != version:
                self._known = known = (version, self._make(conn))
            ends = time.monotonic() + seconds
            conn.set_progress_handler(lambda: time.monotonic() > ends, _STEPS)
            if seconds <= 0:
                raise sqlite3.OperationalError("interrupted")
            yield conn, known[1]

    @contextmanager
    def _connection(self) -> Iterator[tuple[sqlite3.Connection, _Version]]:
        """A connection to the file as it is now. It is kept for the next one, unless what was asked went wrong."""
        conn, version = self._idle_one() or self._connect()
        try:
            yield conn, version
        except BaseException:
            conn.close()
            raise
        conn.set_progress_handler(None, 0)
        with self._lock:
            if len(self._idle) < self._kept:
                self._idle.append((conn, version))
                return
        conn.close()

    def _idle_one(self) -> tuple[sqlite3.Connection, _Version] | None:
        """A connection that is kept; those to a file that was replaced are closed."""
        now = self._version()
        with self._lock:
            former = [one for one in self._idle if one[1] != now]
            self._idle[:] = [one for one in self._idle if one[1] == now]
            found = self._idle.pop() if self._idle else None
        _close_all(former)
        return found

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


def _close_all(connections: list[tuple[sqlite3.Connection, _Version]]) -> None:
    for conn, _ in connections:
        conn.close()
