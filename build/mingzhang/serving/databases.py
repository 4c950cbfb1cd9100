"""The database as Datasette reads it: on connections opened once, and strangers' SQL in processes that can be ended.

A build may put another file in the database's place at any moment. Every connection of a Datasette is opened when it is
made, so what it began with it also ends with, whatever lies under the name by then.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from datasette.database import Database, QueryInterrupted, Results

from .query_processes import Ended, Query, QueryProcesses
from .sizes import BASE_TABLES


@dataclass(slots=True)
class Budget:
    """The seconds of SQL that one request of a stranger has left; its queries take turns, or each would have them all."""

    seconds: float
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


strangers_budget: ContextVar[Budget | None] = ContextVar("strangers_budget", default=None)
"""Set while a request that brings SQL of its own is answered."""


class OpenedDatabase(Database):  # type: ignore[misc]
    """An immutable database whose `connections` are opened at once; SQL of strangers goes to `processes`."""

    def __init__(self, ds: Any, path: Path, connections: int, processes: QueryProcesses) -> None:
        super().__init__(ds, str(path), is_mutable=False)
        self._processes = processes
        self._ready = [Database.connect(self) for _ in range(connections)]

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """One of the opened connections; each thread of Datasette takes one and keeps it."""
        conn: sqlite3.Connection = self._ready.pop()
        return conn

    @property
    def cached_table_counts(self) -> dict[str, int] | None:
        """The counts of the tables: Datasette lists every name it finds counted as a table, views as well."""
        counts: dict[str, int] | None = super().cached_table_counts
        return counts and {name: count for name, count in counts.items() if name in BASE_TABLES}

    async def execute(
        self,
        sql: str,
        params: Mapping[str, Any] | list[Any] | None = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = False,
    ) -> Any:
        """Datasette's `execute`. Raises QueryInterrupted where the time runs out, sqlite3.Error for SQL that is none."""
        budget = strangers_budget.get()
        if budget is None:
            return await super().execute(
                sql, params, truncate, custom_time_limit, page_size, log_sql_errors=False
            )
        limit = min(custom_time_limit or self.ds.sql_time_limit_ms, self.ds.sql_time_limit_ms) / 1000
        most = self.ds.max_returned_rows if truncate else None
        if most is not None and most == (page_size or self.ds.page_size):
            most += 1  # Datasette asks for one more than a page to see whether there is another
        given = list(params) if isinstance(params, list | tuple) else dict(params or {})
        async with budget.turn:
            try:
                answer = await self._processes.ask(Query(sql, given, min(limit, budget.seconds), most))
            except Ended as error:
                budget.seconds -= limit
                raise QueryInterrupted(error, sql, params) from None
            budget.seconds -= answer.seconds
        rows = [NamedRow.of(answer.columns, row) for row in answer.rows]
        return Results(rows, answer.truncated, tuple((name, *[None] * 6) for name in answer.columns))


class NamedRow(tuple[Any, ...]):
    """A row by position and by name, as sqlite3.Row is; that one cannot leave its process."""

    columns: tuple[str, ...]

    @classmethod
    def of(cls, columns: tuple[str, ...], values: tuple[Any, ...]) -> NamedRow:
        """A row of `values` in `columns`."""
        row = cls(values)
        row.columns = columns
        return row

    def keys(self) -> list[str]:
        """The names of the columns."""
        return list(self.columns)

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self.columns.index(key) if isinstance(key, str) else key)
