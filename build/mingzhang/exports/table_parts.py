"""Every table as CSV, JSON Lines and Parquet, put together from parts (`part_names`).

A part whose disclosures are those of the portal before, read from the same files by the same program, is taken over:
files of its own (Parquet, JSON Lines of running text) under a second name, of the others the bytes. `data.json` beside
the folder says where these lie.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from importlib.metadata import version
from itertools import groupby, islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from ..catalogue.history import HISTORY
from ..database.inputs import inputs_of
from ..digests import digest_of, digest_of_code
from ..publishing import link
from .contract import Publication
from .descriptions import DataFile, data_file
from .part_names import Part, parts_of, shares_of
from .table_rows import (
    Share,
    csv_path,
    json_lines_path,
    open_database,
    rows_among,
    rows_of,
)
from .text_files import json_lines

_LEVEL = 6
_BATCH = 50_000
_AGAIN = {"disclosures", *(table.name for table in HISTORY)}
"""Yearly tables that say more than what was read from files: written again each time."""
_KINDS = ("csv", "lines")


Places = tuple[tuple[int, int], tuple[int, int]]
Stamp = tuple[int, int]


class Lying(msgspec.Struct, frozen=True):
    """What a part was made of, and where it lies in a data folder: offset and length in CSV and in JSON Lines."""

    key: str
    places: Places


class Written(msgspec.Struct):
    """The parts of a data folder by name, and size and time (ns) of its files by path: what differs is not trusted. Of
    workbooks (`bulk`) the digest of what each was made of; of files of figures
    (`kept_figures`) the same by year and body, then their paths; of the packed database the program that packed it, and where in it
    lies which piece, by digest.
    """

    parts: dict[str, Lying] = {}
    stamps: dict[str, Stamp] = {}
    books: dict[str, str] = {}
    figures: dict[str, list[str]] = {}
    program: str = ""
    pieces: dict[str, tuple[int, int]] = {}


def write_tables(publication: Publication) -> Iterator[DataFile]:
    """Write all files of all tables and describe them, the CSV of each table first."""
    output, scratch = publication.output, publication.output.with_name(f"{publication.output.name}.parts")
    shutil.rmtree(scratch, ignore_errors=True)
    shares = shares_of(publication.conn)
    keys = _keys(publication.conn, shares)
    old = _Old.of(publication.previous)
    kept = {part: lying for part in keys if (lying := old.known(part, keys[part]))}
    todo = sorted(
        (part for part in keys if part not in kept), key=lambda part: (part.share or (), part.number)
    )
    write = partial(_write_part, publication.database, output, scratch)
    many = {share: len(ids) for share, ids in shares.items()}
    of_each = [(part, shares[part.share] if part.share else []) for part in todo]
    _count(publication, many, todo, publication.run(write, of_each))
    tables = [list(own) for _, own in groupby(keys, key=lambda part: part.number)]
    given: list[Gathered] = [(own, {part: kept[part] for part in own if part in kept}) for own in tables]
    told = Written()
    done = publication.run(partial(_assemble, output, scratch, old.data), given)
    for own, (files, places) in zip(tables, done, strict=True):
        told.parts |= {part.name: Lying(keys[part], lying) for part, lying in zip(own, places, strict=True)}
        told.stamps |= {file.path: found for file in files if (found := stamp(output / file.path))}
        yield from files
    shutil.rmtree(scratch, ignore_errors=True)
    write_manifest(output, told)


def _count(
    publication: Publication, many: dict[Share, int], parts: list[Part], written: Iterable[object]
) -> None:
    """Tell how many disclosures are written: each counts once all its parts are."""
    left = Counter(part.share for part in parts)
    with publication.stage("Writing tables", sum(many[share] for share in left if share)) as advance:
        for part, _ in zip(parts, written, strict=True):
            left[part.share] -= 1
            if part.share and not left[part.share]:
                for _ in range(many[part.share]):
                    advance()


def manifest_of(data: Path) -> Path:
    """Return the file that says of what parts a data folder was made: beside it, not for the public."""
    return data.with_name(f"{data.name}.json")


def read_manifest(data: Path) -> Written:
    """Return what is known of a data folder: nothing where its manifest is missing or damaged."""
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(manifest_of(data).read_bytes(), type=Written)
    return Written()


def write_manifest(data: Path, told: Written) -> None:
    """Write what the files of a folder were made from, as JSON, for the next build."""
    manifest_of(data).write_bytes(msgspec.json.encode(told))


def program_of(conn: sqlite3.Connection, *libraries: str) -> tuple[object, ...]:
    """Return what a file follows from beside its rows: the versions of the program, of Python and of what writes it. The
    code of all rooms before this one is in what the database says of its reading.
    """
    told = conn.execute("SELECT value FROM portal WHERE key IN ('mingzhang', 'reading') ORDER BY key")
    code = digest_of_code(Path(__file__).parent)
    return (told.fetchall(), code, sys.version, *map(version, libraries), zlib.ZLIB_RUNTIME_VERSION)


def _keys(conn: sqlite3.Connection, shares: dict[Share, list[str]]) -> dict[Part, str]:
    """Every part in the order of its table's files, with a digest of what its rows follow from; "" where that is more
    than files and program."""
    common, inputs = program_of(conn, "pyarrow"), inputs_of(conn)
    own = {share: digest_of((common, [(id_, inputs[id_]) for id_ in ids])) for share, ids in shares.items()}
    return {
        part: own[part.share] if part.share and part.table.name not in _AGAIN else ""
        for part in parts_of(shares)
    }


class _Old(NamedTuple):
    """The data folder of the portal that stands until now, and what is known of it."""

    data: Path
    written: Written

    @classmethod
    def of(cls, portal: Path | None) -> _Old:
        data = (portal or Path("none")) / "data"
        return cls(data, read_manifest(data))

    def known(self, part: Part, key: str) -> Lying | None:
        """Where a part lies that was made of the same, in files that are as they were written."""
        lying = self.written.parts.get(part.name)
        if lying is None or not key or lying.key != key:
            return None
        paths = [path for path in (csv_path(part.table), json_lines_path(part.table)) if path]
        paths += [path for path in part.files if path in self.written.stamps]
        whole = all(stamp(self.data / path) == self.written.stamps.get(path) for path in paths)
        return lying if whole else None


def stamp(file: Path) -> Stamp | None:
    """Return size and time (ns) of a file; None where there is none."""
    with suppress(OSError):
        found = file.stat()
        return found.st_size, found.st_mtime_ns
    return None


def _write_part(database: Path, output: Path, scratch: Path, given: tuple[Part, list[str]]) -> None:
    """Write the rows of a part, which is of so many disclosures: its own files where they will stay, the others to be put
    together.
    """
    part, ids = given
    from .arrow_tables import arrow_table, csv_lines, parquet, schema_of  # Arrow takes long to import

    table, names = part.table, [column.name for column in part.table.columns]
    with closing(open_database(database)) as conn, ExitStack() as stack:
        rows = iter(rows_among(conn, table, ids) if part.share else rows_of(conn, table))
        if not (batch := list(islice(rows, _BATCH))):
            return
        schema = schema_of(table)
        columns = stack.enter_context(parquet(schema, output / part.parquet))
        whole = csv_path(table)
        csv = whole and stack.enter_context(_opened(scratch / _KINDS[0] / part.name, whole.endswith(".gz")))
        own = output / part.json_lines if part.json_lines else scratch / _KINDS[1] / part.name
        lines = stack.enter_context(_opened(own, packed=True))
        while batch:
            some = arrow_table(schema, batch)
            columns(some)
            if csv:
                csv(csv_lines(some))
            lines(json_lines(names, batch))
            batch = list(islice(rows, _BATCH))


@contextmanager
def _opened(file: Path, packed: bool) -> Iterator[Callable[[bytes], object]]:
    """Open a part for writing, as one member of a gzip file (without name or time) where the whole is one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        if not packed:
            yield out.write
            return
        packer = zlib.compressobj(_LEVEL, wbits=31)
        yield lambda data: out.write(packer.compress(data))
        out.write(packer.flush())


Gathered = tuple[list[Part], dict[Part, Lying]]
"""The parts of a table, and where those lie that are taken over."""


def _assemble(output: Path, scratch: Path, old: Path, given: Gathered) -> tuple[list[DataFile], list[Places]]:
    """Put a table's files together of its parts, new ones and those taken over; where each part lies in them."""
    parts, kept = given
    table = parts[0].table
    # The mark at its beginning makes Excel read Chinese.
    head = (",".join(column.name for column in table.columns) + "\n").encode("utf-8-sig")
    files, places = [], []
    for kind, (path, begin) in enumerate(((csv_path(table), head), (json_lines_path(table), b""))):
        if path is None:
            places.append([(0, 0)] * len(parts))
            continue
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        with (output / path).open("wb") as whole:
            whole.write(zlib.compress(begin, _LEVEL, wbits=31) if path.endswith(".gz") else begin)
            pieces = (
                _copied(old / path, kept[part].places[kind], whole)
                if part in kept
                else _copied(scratch / _KINDS[kind] / part.name, None, whole)
                for part in parts
            )
            places.append(list(pieces))
        files.append(data_file(output, output / path))
    for part in parts:
        for path in part.files:
            if part in kept and (old / path).exists():
                link(old / path, output / path)
            if (output / path).exists():
                files.append(data_file(output, output / path))
    return files, list(zip(*places, strict=True))


def _copied(source: Path, place: tuple[int, int] | None, whole: BinaryIO) -> tuple[int, int]:
    """Append a file, or a place in it, to another; where it lies there. A part without rows has no file."""
    begin = whole.tell()
    with suppress(FileNotFoundError), source.open("rb") as opened:
        left = source.stat().st_size
        if place:
            opened.seek(place[0])
            left = place[1]
        while left and (some := opened.read(min(left, 1 << 20))):
            whole.write(some)
            left -= len(some)
    return begin, whole.tell() - begin
