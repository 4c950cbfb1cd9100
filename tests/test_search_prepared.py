"""Search documents made by workers and kept: the same as made at once, from files that are whole or made again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from made_up_database import make_database
from mingzhang.database.full_text import TABLE
from mingzhang.engines import LocalEngine
from mingzhang.search.backends.sqlite.searching import search
from mingzhang.search.documents import prepared
from search_database import write_search_documents

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_database(tmp_path_factory.mktemp("made") / "disclosures.db")


@pytest.fixture
def database(made: Path, tmp_path: Path) -> Path:
    file = tmp_path / "disclosures.db"
    file.write_bytes(made.read_bytes())
    return file


@pytest.fixture
def conn(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database)) as opened:
        yield opened


@pytest.fixture(scope="module")
def engine() -> Iterator[LocalEngine]:
    with LocalEngine(2) as started:
        yield started


def indexed(conn: sqlite3.Connection) -> list[object]:
    """Everything that a search can see."""
    conn.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, {TABLE}, instance)")
    return [
        conn.execute("SELECT * FROM search_documents ORDER BY id").fetchall(),
        conn.execute("SELECT * FROM temp.words ORDER BY doc, col, offset").fetchall(),
    ]


def write(conn: sqlite3.Connection, database: Path, folder: Path, engine: LocalEngine) -> int:
    """Both steps of a build; how many documents."""
    done = sum(prepared.prepare(conn, database, folder, engine))
    each = list(prepared.write_prepared(conn, folder))
    assert done == len(each)
    conn.commit()
    return sum(each)


def test_what_workers_prepare_is_what_is_made_at_once(
    conn: sqlite3.Connection,
    database: Path,
    tmp_path: Path,
    engine: LocalEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(prepared, "_FEW", 0)
    written = write_search_documents(conn)
    at_once = indexed(conn)
    for _ in ("made", "kept"):
        assert write(conn, database, tmp_path / "kept", engine) == written > 0
        assert indexed(conn) == at_once


def test_a_damaged_file_is_made_again_and_one_too_many_removed(
    conn: sqlite3.Connection, database: Path, tmp_path: Path, engine: LocalEngine
) -> None:
    folder = tmp_path / "kept"
    write(conn, database, folder, engine)
    whole = indexed(conn)
    names = sorted(file.name for file in folder.iterdir())
    (folder / names[0]).write_bytes(b"damaged")
    (folder / names[1]).unlink()
    (folder / "of-another").write_bytes(b"")
    write(conn, database, folder, engine)
    assert indexed(conn) == whole
    assert sorted(file.name for file in folder.iterdir()) == names
    assert (folder / names[0]).read_bytes() != b"damaged"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE departments SET short_name = '改名局'",
        "UPDATE disclosures SET source_id = (SELECT max(id) FROM sources)",
        "UPDATE portal SET value = 'another program' WHERE key = 'reading'",
    ],
)
def test_what_a_search_depends_on_is_in_the_name(
    conn: sqlite3.Connection, database: Path, tmp_path: Path, engine: LocalEngine, change: str
) -> None:
    conn.execute("INSERT OR REPLACE INTO portal VALUES ('reading', 'this program')")
    conn.execute("INSERT OR IGNORE INTO sources (id, path, status) VALUES ('zz', 'z.txt', 'ok')")
    folder = tmp_path / "kept"
    write(conn, database, folder, engine)
    before = {file.name for file in folder.iterdir()}
    conn.execute(change)
    write(conn, database, folder, engine)
    assert before - {file.name for file in folder.iterdir()}


def test_one_more_disclosure_leaves_the_others_as_they_are(
    conn: sqlite3.Connection, database: Path, tmp_path: Path, engine: LocalEngine
) -> None:
    folder = tmp_path / "kept"
    write(conn, database, folder, engine)
    before = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    found = search(conn, "决算").total
    conn.execute("INSERT INTO departments (id, name, short_name) VALUES ('new', '新设局', '新设局')")
    conn.execute(
        "INSERT INTO disclosures (id, department_id, fiscal_year, title, source_id, made_up, page_url)"
        " SELECT 'new-2024', 'new', 2024, '决算', source_id, 1, 'd/new-2024/' FROM disclosures LIMIT 1"
    )
    write(conn, database, folder, engine)
    after = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()
    assert search(conn, "决算").total == found + 1
