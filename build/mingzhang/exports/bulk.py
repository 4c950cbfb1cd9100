"""The bulk of the open data beside the tables: a workbook per disclosure, the database itself."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from ..portal import Portal
from .contract import Publication
from .descriptions import DataFile, data_file
from .table_rows import open_database

_PIECE, _LEVEL = 16 << 20, 4
_CHUNK = 16
"""Workbooks that one process writes at a time."""


def workbooks(publication: Publication) -> Iterator[DataFile]:
    """Write a workbook of each disclosure."""
    (publication.output / "xlsx").mkdir(parents=True, exist_ok=True)
    ids = [id_ for (id_,) in publication.conn.execute("SELECT id FROM disclosures ORDER BY id")]
    chunks = [ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK)]
    release = publication.release
    work = partial(_write_some, publication.database, publication.output, release.portal, release.version)
    with publication.stage("Writing workbooks", len(ids)) as advance:
        for files in publication.run(work, chunks):
            for file in files:
                yield file
                advance()


def _write_some(database: Path, output: Path, portal: Portal, version: str, ids: list[str]) -> list[DataFile]:
    from .workbooks import write_workbook

    files = [output / "xlsx" / f"{id_}.xlsx" for id_ in ids]
    with closing(open_database(database)) as conn:
        for id_, file in zip(ids, files, strict=True):
            write_workbook(conn, id_, portal, version, file)
    return [data_file(output, file) for file in files]


def whole_database(publication: Publication) -> Iterator[DataFile]:
    """Write the database, gzipped in pieces without name and time, so that the same database gives the same file."""
    file = publication.output / "disclosures.db.gz"
    pieces = range(0, publication.database.stat().st_size, _PIECE)
    with file.open("wb") as out:
        out.writelines(publication.run(partial(_packed, publication.database), pieces))
    return publication.described([file])


def _packed(database: Path, begin: int) -> bytes:
    with database.open("rb") as source:
        source.seek(begin)
        return zlib.compress(source.read(_PIECE), _LEVEL, wbits=31)
