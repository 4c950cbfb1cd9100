"""All open-data files of a build, written into one folder."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from ..catalogue import TABLES
from ..portal import Portal
from ..progress import Advance, Reporter
from .changes import write_changes
from .croissant import write_croissant
from .descriptions import DataFile, Release, data_file, release_of, write_json
from .feed import write_feed
from .fiscal import write_fiscal_package
from .index_page import write_index, write_versions
from .linked import dataset_json, write_dcat
from .packages import write_package
from .rows import EXPORTED, open_database
from .text_files import write_csv, write_json_lines

MANY = 64
"""From so many disclosures on, files are written by all cores."""
_CHUNK = 16


def write_exports(
    database: Path,
    output: Path,
    portal: Portal,
    progress: Reporter | None = None,
    previous: Path | None = None,
) -> list[DataFile]:
    """Write every open-data file of a finished database into the folder `output`; what was written.

    `previous` is the folder of the portal that stands until now: its data is compared with, figure by figure. The same
    database gives the same bytes.
    """
    for folder in ("", "csv", "jsonl", "parquet", "xlsx"):
        (output / folder).mkdir(parents=True, exist_ok=True)
    conn = open_database(database)
    try:
        release = release_of(conn, portal)
        ids = [id_ for (id_,) in conn.execute("SELECT id FROM disclosures ORDER BY id")]
        with _workers(len(ids)) as run:
            tables, written = _write_tables(run, database, output, progress)
            written += _write_workbooks(run, database, output, ids, release, progress)
        written.append(data_file(output, _compress(database, output / "disclosures.db.gz")))
        written += _describe(conn, release, written, tables, output, previous)
        written.append(data_file(output, write_versions(conn, release, output)))
        written.append(data_file(output, write_index(conn, release, written, output)))
    finally:
        conn.close()
    _write_sums(written, output)
    return written


@contextmanager
def _workers(disclosures: int) -> Iterator[Callable[..., Iterable[Any]]]:
    """A `map` over all cores where there is much to write; the plain one where starting processes would cost more."""
    if disclosures < MANY:
        yield map
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield pool.map


@contextmanager
def _stage(progress: Reporter | None, name: str, total: int) -> Iterator[Advance]:
    if progress is None:
        yield lambda: None
        return
    with progress.stage(name, total) as advance:
        yield advance


def _write_tables(
    run: Callable[..., Iterable[Any]], database: Path, output: Path, progress: Reporter | None
) -> tuple[dict[str, DataFile], list[DataFile]]:
    """CSV, JSON Lines and Parquet of every table: the CSV files by table, and all files."""
    csv_files: dict[str, DataFile] = {}
    written: list[DataFile] = []
    numbers = range(len(EXPORTED))
    with _stage(progress, "Writing open data", len(EXPORTED)) as advance:
        for number, files in zip(numbers, run(partial(_write_table, database, output), numbers), strict=True):
            csv_files[EXPORTED[number].name] = files[0]
            written += files
            advance()
    return csv_files, written


def _write_table(database: Path, output: Path, number: int) -> list[DataFile]:
    """The files of one table, its CSV first."""
    from .parquet_files import write_parquet  # Arrow takes long to import

    table = EXPORTED[number]
    with closing(open_database(database)) as conn:
        files = [output / "csv" / f"{table.name}.csv", output / "jsonl" / f"{table.name}.jsonl"]
        write_csv(conn, table, files[0])
        write_json_lines(conn, table, files[1])
        files += write_parquet(conn, table, output / "parquet")
    return [data_file(output, file) for file in files]


def _write_workbooks(
    run: Callable[..., Iterable[Any]],
    database: Path,
    output: Path,
    ids: list[str],
    release: Release,
    progress: Reporter | None,
) -> list[DataFile]:
    chunks = [ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK)]
    write = partial(_write_some, database, output, release.portal, release.version)
    written: list[DataFile] = []
    with _stage(progress, "Writing workbooks", len(ids)) as advance:
        for files in run(write, chunks):
            written += files
            for _ in files:
                advance()
    return written


def _write_some(database: Path, output: Path, portal: Portal, version: str, ids: list[str]) -> list[DataFile]:
    from .workbooks import write_workbook

    files = [output / "xlsx" / f"{id_}.xlsx" for id_ in ids]
    with closing(open_database(database)) as conn:
        for id_, file in zip(ids, files, strict=True):
            write_workbook(conn, id_, portal, version, file)
    return [data_file(output, file) for file in files]


def _compress(database: Path, file: Path) -> Path:
    """The database, gzipped without name and time, so that the same database gives the same file."""
    with (
        database.open("rb") as source,
        file.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6) as out,
    ):
        shutil.copyfileobj(source, out, 1 << 20)
    return file


def _describe(
    conn: sqlite3.Connection,
    release: Release,
    written: list[DataFile],
    tables: dict[str, DataFile],
    output: Path,
    previous: Path | None,
) -> list[DataFile]:
    """Everything that describes the files: packages, catalogues, feed, changes, dictionary."""
    changed, corrected = write_changes(conn, previous, release, output)
    downloads = tuple((file.media, f"files/{file.path}") for file in tables.values())
    write_json(output / "dataset.jsonld", dataset_json(release, downloads=downloads))
    write_json(output / "dictionary.json", dictionary())
    files = [
        *changed,
        output / "dataset.jsonld",
        output / "dictionary.json",
        write_package(release, tables, output),
        *write_fiscal_package(conn, release, output),
        write_croissant(release, tables, output),
        write_feed(conn, release, corrected, output),
    ]
    described = [data_file(output, file) for file in files]
    catalogue = write_dcat(release, written + described, output)
    return [*described, data_file(output, catalogue)]


def dictionary() -> list[dict[str, object]]:
    """The data dictionary: every table, view and column of the catalogue."""
    return [
        {
            "table": table.name,
            "title": table.zh,
            "title_en": table.en,
            "description": table.description,
            "view": table.view is not None,
            "primary_key": list(table.primary_key),
            "columns": [
                {
                    "name": column.name,
                    "type": column.type,
                    "title": column.zh,
                    "title_en": column.en,
                    "description": column.description,
                    "unit": column.unit,
                    "references": column.references,
                    "required": column.required,
                }
                for column in table.columns
            ],
        }
        for table in TABLES
    ]


def lay_beside_pages(data: Path, site: Path) -> None:
    """Put the open data into the site as `files/`, where every page looks for it: whoever copies the site to a host
    without a server has all published addresses. The same files under a second name take no room.
    """
    beside = site / "files"
    for file in data.rglob("*"):
        to = beside / file.relative_to(data)
        if file.is_dir():
            to.mkdir(parents=True, exist_ok=True)
        else:
            to.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(file, to)
            except OSError:  # a file system without such names
                shutil.copyfile(file, to)


def _write_sums(files: list[DataFile], output: Path) -> None:
    """`sha256sums.txt`, as `sha256sum --check` reads it."""
    lines = (f"{file.sha256}  {file.path}\n" for file in sorted(files, key=lambda file: file.path))
    (output / "sha256sums.txt").write_text("".join(lines), encoding="utf-8")
