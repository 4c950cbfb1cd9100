"""The bulk of the open data: every table in three formats, a workbook per disclosure, the database itself."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from ..portal import Portal
from .contract import Publication
from .descriptions import DataFile, data_file
from .table_rows import EXPORTED, open_database
from .text_files import write_csv, write_json_lines

_CHUNK = 16
"""Workbooks that one process writes at a time."""


def tables(publication: Publication) -> Iterator[DataFile]:
    """Write CSV, JSON Lines and Parquet of every table."""
    for folder in ("csv", "jsonl", "parquet"):
        (publication.output / folder).mkdir(parents=True, exist_ok=True)
    work = partial(_write_table, publication.database, publication.output)
    for files in publication.run(work, range(len(EXPORTED))):
        yield from files


def _write_table(database: Path, output: Path, number: int) -> list[DataFile]:
    """Write the files of one table, its CSV first."""
    from .parquet_files import write_parquet  # Arrow takes long to import

    table = EXPORTED[number]
    with closing(open_database(database)) as conn:
        files = [output / "csv" / f"{table.name}.csv", output / "jsonl" / f"{table.name}.jsonl"]
        write_csv(conn, table, files[0])
        write_json_lines(conn, table, files[1])
        files += write_parquet(conn, table, output / "parquet")
    return [data_file(output, file) for file in files]


def workbooks(publication: Publication) -> Iterator[DataFile]:
    """Write a workbook of each disclosure."""
    (publication.output / "xlsx").mkdir(parents=True, exist_ok=True)
    ids = [id_ for (id_,) in publication.conn.execute("SELECT id FROM disclosures ORDER BY id")]
    chunks = [ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK)]
    release = publication.release
    work = partial(_write_some, publication.database, publication.output, release.portal, release.version)
    for files in publication.run(work, chunks):
        yield from files


def _write_some(database: Path, output: Path, portal: Portal, version: str, ids: list[str]) -> list[DataFile]:
    from .workbooks import write_workbook

    files = [output / "xlsx" / f"{id_}.xlsx" for id_ in ids]
    with closing(open_database(database)) as conn:
        for id_, file in zip(ids, files, strict=True):
            write_workbook(conn, id_, portal, version, file)
    return [data_file(output, file) for file in files]


def whole_database(publication: Publication) -> Iterator[DataFile]:
    """Write the database, gzipped without name and time, so that the same database gives the same file."""
    file = publication.output / "disclosures.db.gz"
    with (
        publication.database.open("rb") as source,
        file.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6) as out,
    ):
        shutil.copyfileobj(source, out, 1 << 20)
    return publication.described([file])
