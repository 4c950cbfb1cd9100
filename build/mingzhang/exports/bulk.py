"""The bulk of the open data beside the tables: a workbook per disclosure, the database itself."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from hashlib import blake2b
from pathlib import Path

from ..database.inputs import inputs_of
from ..digests import digest_of
from ..portal import Portal
from ..publishing import link
from .contract import Publication
from .descriptions import DataFile, data_file
from .table_parts import program_of, read_manifest, stamp, write_manifest
from .table_rows import open_database

_DATABASE = "disclosures.db.gz"
_PIECE, _LEVEL = 1 << 20, 5
_CHUNK = 16
"""Workbooks that one process writes at a time."""


Book = tuple[str, bool]
"""A disclosure, and whether its workbook is taken over of the portal before."""


def workbooks(publication: Publication) -> Iterator[DataFile]:
    """Write a workbook of each disclosure; of a compact portal `mingzhang serve` makes one when it is asked for
    (`serving/workbook_answers.py`). One that is made of the same as in the portal before is taken over.
    """
    if publication.release.portal.compact:
        return
    output, old = publication.output, (publication.previous or Path("none")) / "data"
    (output / "xlsx").mkdir(parents=True, exist_ok=True)
    keys, known, told = _keys(publication), read_manifest(old), read_manifest(output)
    books: list[Book] = [
        (id_, known.books.get(id_) == key and stamp(old / _path(id_)) == known.stamps.get(_path(id_)))
        for id_, key in keys.items()
    ]
    chunks = [books[at : at + _CHUNK] for at in range(0, len(books), _CHUNK)]
    work = partial(_write_some, publication.database, output, publication.release.portal, old)
    with publication.stage("Writing workbooks", len(books)) as advance:
        for files in publication.run(work, chunks):
            for file in files:
                if lying := stamp(output / file.path):
                    told.stamps[file.path] = lying
                yield file
                advance()
    told.books = keys
    write_manifest(output, told)


def _path(disclosure_id: str) -> str:
    return f"xlsx/{disclosure_id}.xlsx"


def _keys(publication: Publication) -> dict[str, str]:
    """Map each disclosure to a digest of what its workbook follows from."""
    from .workbooks import cover_of

    conn, portal = publication.conn, publication.release.portal
    common = (program_of(conn, "xlsxwriter"), portal.base_url, portal.licence, portal.notice)
    inputs = inputs_of(conn)
    return {id_: digest_of((common, inputs[id_], cover_of(conn, id_))) for id_ in sorted(inputs)}


def _write_some(database: Path, output: Path, portal: Portal, old: Path, books: list[Book]) -> list[DataFile]:
    from .workbooks import write_workbook

    with closing(open_database(database)) as conn:
        for id_, kept in books:
            if kept:
                link(old / _path(id_), output / _path(id_))
            else:
                write_workbook(conn, id_, portal, output / _path(id_))
    return [data_file(output, output / _path(id_)) for id_, _ in books]


def whole_database(publication: Publication) -> Iterator[DataFile]:
    """Write the database, gzipped in pieces without name and time, so that the same database gives the same file. A piece
    that is in the portal before is taken over as it lies there, packed.
    """
    file, old = publication.output / _DATABASE, (publication.previous or Path("none")) / "data"
    known, told = read_manifest(old), read_manifest(publication.output)
    same = known.program and known.stamps.get(_DATABASE) == stamp(old / _DATABASE)
    told.program = digest_of(program_of(publication.conn))
    there = known.pieces if same and known.program == told.program else {}
    pieces = range(0, publication.database.stat().st_size, _PIECE)
    told.pieces, at = {}, 0
    with file.open("wb") as out:
        work = partial(_packed, publication.database, old / _DATABASE, there)
        for digest, packed in publication.run(work, pieces):
            told.pieces[digest] = (at, len(packed))
            at += out.write(packed)
    if lying := stamp(file):
        told.stamps[_DATABASE] = lying
    write_manifest(publication.output, told)
    return publication.described([file])


def _packed(database: Path, old: Path, there: dict[str, tuple[int, int]], begin: int) -> tuple[str, bytes]:
    """A piece of the database: its digest, and as it is packed, in the `old` file or now."""
    with database.open("rb") as source:
        source.seek(begin)
        piece = source.read(_PIECE)
    digest = blake2b(piece, digest_size=16).hexdigest()
    if place := there.get(digest):
        with old.open("rb") as packed:
            packed.seek(place[0])
            return digest, packed.read(place[1])
    return digest, zlib.compress(piece, _LEVEL, wbits=31)
