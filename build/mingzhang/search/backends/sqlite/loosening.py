"""Guesses over SQLite: each question is one look into the index, asked no further than needed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence

from ....database.full_text import TABLE
from ...language.guessing import Holds, loosened, suggested
from ...language.queries import Query
from ...language.spelled_names import vocabulary
from ...language.tuning import Tuning

_PROBE = f"SELECT 1 FROM {TABLE} WHERE {TABLE} MATCH ? LIMIT 1"  # noqa: S608


def holds_in(conn: sqlite3.Connection) -> Holds:
    """Whether any document of the database matches, for each of a list of queries."""

    def holds(queries: Sequence[Query]) -> Iterator[bool]:
        return (conn.execute(_PROBE, (asked.expression(),)).fetchone() is not None for asked in queries)

    return holds


def loosen(conn: sqlite3.Connection, asked: Query, tuning: Tuning) -> Query | None:
    """The query taken apart into what some document holds, or None."""
    return loosened(holds_in(conn), asked, tuning)


def suggest(
    conn: sqlite3.Connection,
    asked: Query,
    tuning: Tuning,
    names: Callable[[sqlite3.Connection], Sequence[str]] = vocabulary,
) -> str | None:
    """A query with one name put right that some document holds, or None."""
    return suggested(holds_in(conn), asked, tuning, lambda: names(conn))
