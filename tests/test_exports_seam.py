"""The seam `Export`: what each export must do, and that one more is one registry line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from made_up_database import made_up_portal, make_database
from mingzhang.exports import registry, write_exports
from mingzhang.exports.contract import Publication
from mingzhang.exports.descriptions import DataFile, release_of
from mingzhang.exports.table_rows import open_database

pytestmark = pytest.mark.slow


def names_of_departments(publication: Publication) -> Iterator[DataFile]:
    """A toy: the names of all departments, one a line."""
    file = publication.output / "stub-names.txt"
    rows = publication.conn.execute("SELECT name FROM departments ORDER BY id")
    file.write_text("".join(f"{name}\n" for (name,) in rows), encoding="utf-8")
    return publication.described([file])


def test_every_export_describes_the_files_that_it_wrote(tmp_path: Path) -> None:
    database = make_database(tmp_path / "disclosures.db")
    (tmp_path / "data").mkdir()
    with closing(open_database(database)) as conn:
        release = release_of(conn, made_up_portal())
        publication = Publication(conn, database, release, tmp_path / "data", (), None, map)
        for export in (names_of_departments, *registry.LONG, *registry.EXPORTS):
            files = tuple(export(publication))
            assert files, f"{export} must write at least one file"
            for file in files:
                written = publication.output / file.path
                assert written.is_file(), f"{export} describes {file.path}, which is not there"
                assert written.stat().st_size == file.bytes
            publication = replace(publication, written=(*publication.written, *files))
    paths = [file.path for file in publication.written]
    twice = {path for path in paths if paths.count(path) > 1}
    assert twice == set(), "a file belongs to one export: give the later one another name"


def test_a_new_export_is_one_line_of_the_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "EXPORTS", (names_of_departments, *registry.EXPORTS))
    database = make_database(tmp_path / "disclosures.db")
    written = write_exports(database, tmp_path / "data", made_up_portal())
    assert "stub-names.txt" in [file.path for file in written]
    with closing(sqlite3.connect(database)) as conn:
        (count,) = conn.execute("SELECT count(*) FROM departments").fetchone()
    assert len((tmp_path / "data" / "stub-names.txt").read_text(encoding="utf-8").splitlines()) == count
    assert "stub-names.txt" in (tmp_path / "data" / "sha256sums.txt").read_text(encoding="utf-8")
    catalogue = (tmp_path / "data" / "catalog.jsonld").read_text(encoding="utf-8")
    assert "files/stub-names.txt" in catalogue
