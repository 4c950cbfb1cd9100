"""The tables of several portals as one, by DuckDB over their Parquet files: nothing is loaded but what is asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb
import sqlglot
from sqlglot import exp

from ..catalogue import TABLES, Table

Row = dict[str, Any]
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "threads": 2,
    "preserve_insertion_order": False,
}
"""No row of ours depends on the order in files; to keep it costs memory."""
_OWNED = frozenset(
    f"{table}.id" for table in ("departments", "disclosures", "sections", "evaluation_forms", "findings")
)
"""Keys that are a portal's own: two portals may have the same."""
_SHARED = frozenset(
    {"metrics", "rules", "function_codes", "economic_codes", "code_names", "code_links", "price_index"}
)
"""Tables that every portal has alike."""
_KINDS = {"TEXT": "VARCHAR", "INTEGER": "BIGINT", "REAL": "DOUBLE"}
_ROUND = """CREATE MACRO sqlite_round(value, digits) AS
    round(TRY_CAST(printf('%.15g', value) AS DECIMAL(38, 10)), digits)::DOUBLE"""
"""SQLite rounds the decimal a figure is printed as, DuckDB the binary one: 3.735 is 3.74 to the one, 3.73 to the other."""


class Union:
    """Every published table over all portals, with one more column, `portal`: the name of the folder whose row it is.

    Keys of a portal's own, and addresses of pages, begin with that name: `hubei/d/wuhan-x-2023/`.
    """

    def __init__(self, output: Path, names: Iterable[str]) -> None:
        """`names` are the folders of the portals below `output`."""
        self._conn = duckdb.connect(config=_SETTINGS)
        self._conn.execute(_ROUND)
        folders = [output / name / "data" / "parquet" for name in names]
        for table in TABLES:
            held = [files for folder in folders if (files := _files(folder, table.name))]
            files = list(chain(*held[: 1 if table.name in _SHARED else None]))
            rows = _view(table, output, files) if files else _no_rows(table)
            self._conn.execute(f'CREATE VIEW "{table.name}" AS {rows}')

    def rows(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """Return the rows of a query in DuckDB's SQL. Raises `duckdb.Error`."""
        names, rows = self.table(sql, parameters)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def table(
        self, sql: str, parameters: Sequence[object] | Mapping[str, object] = (), seconds: float | None = None
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the names of the columns and the rows of a query. Raises `duckdb.Error`; `duckdb.InterruptException` after
        so many seconds."""
        cursor = self._conn.cursor()
        with _limited(cursor, seconds):
            found = cursor.execute(
                sql, dict(parameters) if isinstance(parameters, Mapping) else list(parameters)
            )
            return [column[0] for column in found.description or ()], found.fetchall()

    def close(self) -> None:
        """Let go of the files."""
        self._conn.close()


@cache
def in_duckdb(sql: str) -> str:
    """Return a query of SQLite as DuckDB takes it. Raises `sqlglot.errors.ParseError`."""
    query = sqlglot.parse_one(sql, read="sqlite")
    for join in query.find_all(exp.Join):
        if join.kind == "CROSS" and join.args.get("on"):  # SQLite's way to say which table is read first
            join.set("kind", None)
    for rounded in list(query.find_all(exp.Round)):
        digits = rounded.args.get("decimals") or exp.Literal.number(0)
        rounded.replace(exp.Anonymous(this="sqlite_round", expressions=[rounded.this, digits]))
    return query.sql(dialect="duckdb")


@contextmanager
def _limited(cursor: duckdb.DuckDBPyConnection, seconds: float | None) -> Iterator[None]:
    if seconds is None:
        yield
        return
    late = threading.Event()

    def end() -> None:
        late.set()
        cursor.interrupt()

    timer = threading.Timer(seconds, end)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    if late.is_set():  # an interruption before the query began is lost
        raise duckdb.InterruptException("the query took too long")


def _view(table: Table, output: Path, files: Sequence[Path]) -> str:
    """Return the query over a table's files. They are read as one: a scan for each portal would hold buffers for each."""
    read = f"read_parquet([{', '.join(_text(str(file)) for file in files)}], union_by_name = true, "
    if table.name in _SHARED:
        return f"SELECT *, file_row_number AS rowid FROM {read}file_row_number = true)"  # noqa: S608  escaped
    portal = f"split_part(substr(filename, {len(str(output)) + 2}), '/', 1)"
    own = [
        column.name
        for column in table.columns
        if column.name == "page_url" or column.references in _OWNED or f"{table.name}.{column.name}" in _OWNED
    ]
    replaced = ", ".join(f'{portal} || \'/\' || "{name}" AS "{name}"' for name in own)
    columns = "* EXCLUDE (filename)" + (f" REPLACE ({replaced})" if own else "")
    return f"SELECT {portal} AS portal, {columns} FROM {read}filename = true)"  # noqa: S608  escaped


def _no_rows(table: Table) -> str:
    """Return the query over a table that no portal has a row of."""
    names = [*(["portal"] if table.name not in _SHARED else []), *(column.name for column in table.columns)]
    kinds = {column.name: _KINDS[column.type] for column in table.columns}
    nothing = ", ".join(f'CAST(NULL AS {kinds.get(name, "VARCHAR")}) AS "{name}"' for name in names)
    return f"SELECT {nothing} WHERE false"


def _files(folder: Path, table: str) -> list[Path]:
    """Return a table's Parquet files: one, or one for each fiscal year; none where there are none."""
    file = folder / f"{table}.parquet"
    return sorted((folder / table).glob("*.parquet")) or [file] * file.is_file()


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
