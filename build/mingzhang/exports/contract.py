"""The seam `Export`: files that are made from a finished database. docs/extending.md says how to add one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from .descriptions import DataFile, Release, data_file
from .table_rows import EXPORTED, csv_path

Stage = Callable[[str, int], AbstractContextManager[Callable[[], None]]]


def _untold(name: str, total: int) -> AbstractContextManager[Callable[[], None]]:
    return nullcontext(lambda: None)


@dataclass(frozen=True, slots=True)
class Publication:
    """What an export works from.

    `conn` reads the finished `database`; `release` is how it describes itself; files go into `output`, whose address
    is `files/`. `written` is what the exports before wrote. `previous` is the folder of the portal that stands until
    now, or None, `past` the folder of its list of versions and their changes. `run` maps a function over items in as many processes as pay, results in order. `stage` tells of
    long work, as `progress.Reporter.stage` does.
    """

    conn: sqlite3.Connection
    database: Path
    release: Release
    output: Path
    written: tuple[DataFile, ...]
    previous: Path | None
    run: Callable[..., Iterable[Any]]
    past: Path | None = None
    stage: Stage = _untold

    @property
    def tables(self) -> dict[str, tuple[DataFile, ...]]:
        """Map the name of each published table to the files that descriptions name: its CSV, of running text the files
        of its JSON Lines; none where such a table has no row.
        """
        of = {csv_path(table) or f"jsonl/{table.name}": table.name for table in EXPORTED}
        found: dict[str, list[DataFile]] = {table.name: [] for table in EXPORTED}
        for file in self.written:
            if name := of.get(file.path) or of.get(file.path.rpartition("/")[0]):
                found[name].append(file)
        return {name: tuple(files) for name, files in found.items()}

    def described(self, files: Iterable[Path]) -> Iterator[DataFile]:
        """Describe files below `output`, digest included."""
        return (data_file(self.output, file) for file in files)


class Export(Protocol):
    """One sort of open-data files."""

    def __call__(self, publication: Publication, /) -> Iterable[DataFile]:
        """Write files below `publication.output` and describe them; the same database gives the same bytes."""
