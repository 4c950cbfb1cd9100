"""The tables of several portals as one, by DuckDB over their Parquet files: nothing is loaded but what is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from ...catalogue import TABLES

Row = dict[str, Any]
_MEMORY = "1GB"


class Union:
    """Every published table with one more column, `portal`: whose row it is, by the name of its folder."""

    def __init__(self, folders: Mapping[str, Path]) -> None:
        """`folders` are those of the portals' open data (`…/data`)."""
        self._conn = duckdb.connect(config={"memory_limit": _MEMORY, "threads": 2})
        for table in TABLES:
            parts = [
                f"SELECT {_text(name)} AS portal, * FROM read_parquet({_text(pattern)}, union_by_name = true)"  # noqa: S608  escaped
                for name, folder in folders.items()
                if (pattern := _files(folder / "parquet", table.name))
            ]
            if parts:
                self._conn.execute(f'CREATE VIEW "{table.name}" AS {" UNION ALL BY NAME ".join(parts)}')

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Return the rows of a query. Raises `duckdb.Error`."""
        found = self._conn.execute(sql, list(parameters))
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._conn.close()


def _files(folder: Path, table: str) -> str:
    """Return what names a table's Parquet files: one, or one for each fiscal year; "" where there are none."""
    if (folder / table).is_dir():
        return str(folder / table / "*.parquet") if any((folder / table).glob("*.parquet")) else ""
    file = folder / f"{table}.parquet"
    return str(file) if file.is_file() else ""


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
