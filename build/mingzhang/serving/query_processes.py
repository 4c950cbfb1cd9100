"""SQL of strangers in processes of its own, so that whatever it does it can be ended.

SQLite asks whether to go on between two instructions of its machine only. One call of `instr`, `replace`, `like` or
`printf` is one instruction and may take a minute; no limit on values bounds them all and leaves ordinary texts readable.
So a process that does not answer in time is killed, and another takes its place.
"""

from __future__ import annotations

import signal
import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from anyio import CapacityLimiter, to_thread

from .file_identity import Identity, identity_of

AT_ONCE = 2
"""How many queries of strangers run at a time; all others wait their turn."""
WAITING = 20
"""How many may wait; beyond, they are turned away."""
GRACE = 0.5
"""Seconds after its limit before a process that has not stopped by itself is killed."""
MOST_CELLS = 20_000
"""The most cells of a result; a page of more would take the server longer to write than the query took."""
_START = 60.0
_STEPS = 1000  # of SQLite's machine between two looks at the clock


class Ended(Exception):
    """A query was ended because its time was up."""


class Unavailable(Exception):
    """No process can answer now: too many wait, or a build has just replaced the data."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a process is asked: `seconds` it may take, `most` rows to give (None: all)."""

    sql: str
    params: dict[str, Any] | list[Any]
    seconds: float
    most: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave, and in how many seconds; `truncated` where there were more rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    truncated: bool
    seconds: float


class QueryProcesses:
    """The processes that answer on one version of the database; they start when first needed."""

    def __init__(self, database: Path, identity: Identity) -> None:
        self._database, self._identity = database.resolve(), identity
        self._idle: list[_QueryProcess] = []
        self._all: set[_QueryProcess] = set()
        self._limiter: CapacityLimiter | None = None
        self._closed = False

    async def ask(self, query: Query) -> Answer:
        """The answer. Raises Ended, Unavailable, or the sqlite3.Error that the query raised."""
        if query.seconds <= 0:
            raise Ended
        if self._limiter is None:
            self._limiter = CapacityLimiter(AT_ONCE)
        if self._limiter.statistics().tasks_waiting >= WAITING:
            raise Unavailable
        return await to_thread.run_sync(self._ask, query, limiter=self._limiter)

    def _ask(self, query: Query) -> Answer:
        process = self._idle_one() or self._start()
        answer = process.ask(query)
        if answer is None:
            self._end(process)
            raise Ended
        self._idle.append(process)
        if self._closed:
            self.close()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _start(self) -> _QueryProcess:
        process = _QueryProcess(self._database, self._identity)
        self._all.add(process)
        if self._closed or not process.is_ready():
            self._end(process)
            raise Unavailable
        return process

    def _idle_one(self) -> _QueryProcess | None:
        with suppress(IndexError):  # another thread may have taken the last
            return self._idle.pop()
        return None

    def _end(self, process: _QueryProcess) -> None:
        self._all.discard(process)
        process.kill()
        process.release()

    def close(self) -> None:
        """End all processes, whatever they do; who waits for one that works is told and lets it go."""
        self._closed = True
        while process := self._idle_one():
            self._end(process)
        for working in list(self._all):
            working.kill()


class _QueryProcess:
    """One process and the pipe to it."""

    def __init__(self, database: Path, identity: Identity) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=answer_queries, args=(theirs, database, identity), daemon=True)
        self._process.start()
        theirs.close()

    def is_ready(self) -> bool:
        """Wait until it has opened the database; False where that is another one by now."""
        return self._receive(_START) is True

    def ask(self, query: Query) -> Answer | Exception | None:
        """What comes of a query; None where the process does not answer in time, or is no more."""
        with suppress(OSError):
            self._pipe.send(query)
            answer: Answer | Exception | None = self._receive(query.seconds + GRACE)
            return answer
        return None

    def _receive(self, seconds: float) -> Any:
        with suppress(EOFError, OSError):
            return self._pipe.recv() if self._pipe.poll(seconds) else None
        return None

    def kill(self) -> None:
        with suppress(ValueError):  # who waited for it has released it
            self._process.kill()
            self._process.join()

    def release(self) -> None:
        """Close the pipes to a process that has ended."""
        self._pipe.close()
        self._process.close()


def answer_queries(pipe: Connection, database: Path, identity: Identity) -> None:
    """What a process does: answer queries on `database` until the pipe is closed. It begins by saying whether the file
    it has opened is the one meant.
    """
    from . import functions, limits

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's, who ends us
    with suppress(EOFError, OSError):
        conn = sqlite3.connect(f"{database.as_uri()}?immutable=1", uri=True)
        pipe.send(identity_of(database) == identity)
        conn.text_factory = lambda text: str(text, "utf-8", "replace")
        functions.register(conn)
        limits.limit(conn)
        while True:
            query: Query = pipe.recv()
            _end_when_orphaned(query.seconds)
            pipe.send(_answer(conn, query))


def _answer(conn: sqlite3.Connection, query: Query) -> Answer | Exception:
    began = time.monotonic()
    conn.set_progress_handler(lambda: time.monotonic() > began + query.seconds, _STEPS)
    cursor = conn.cursor()
    try:
        cursor.execute(query.sql, query.params)
        columns = tuple(column[0] for column in cursor.description or ())
        most = MOST_CELLS // max(1, len(columns))
        if query.most is not None:
            most = min(most, query.most)
        rows = [tuple(row) for row in cursor.fetchmany(most + 1)]
    except (sqlite3.Error, sqlite3.Warning, MemoryError, OverflowError, ValueError) as error:
        return Ended() if str(error) == "interrupted" else sqlite3.OperationalError(str(error))
    finally:
        cursor.close()
    return Answer(columns, rows[:most], len(rows) > most, time.monotonic() - began)


def _end_when_orphaned(seconds: float) -> None:
    """Have the system end this process should nobody be left to kill it; seconds of CPU, of which waiting takes none."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds + 4 * GRACE)
