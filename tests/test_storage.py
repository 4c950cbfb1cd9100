"""Tables that lie in the file shorter than they read: the views give the rows that were loaded, to the letter."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mingzhang.catalogue import TABLES
from mingzhang.database.loading import Loader, new_database
from mingzhang.database.row_checks import Rows
from mingzhang.database.storage import HIDDEN, STORED, Numbers, shortened
from mingzhang.pipeline.whole_tables import reference_rows
from mingzhang.portal import Portal, starter_root
from mingzhang.shards.making import load_shard, make_shard
from mingzhang.shards.receipts import Task

OF_A_DISCLOSURE = ("source_lines", "sections", "paragraphs", "check_results")


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> list[Rows]:
    """What is read from four files of the sample, each of another department."""
    cache = tmp_path_factory.mktemp("cache")
    files = sorted((starter_root() / "disclosures").glob("sample-*-2024.txt"))[:4]
    receipts = [make_shard(Task(file, file.name, cache)) for file in files]
    return [load_shard(cache, receipt.source_id).rows for receipt in receipts]


@pytest.fixture(scope="module")
def conn(shards: list[Rows], tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A database of those files."""
    path = tmp_path_factory.mktemp("stored") / "disclosures.db"
    with new_database(path) as db:
        loader = Loader(db)
        loader.add(reference_rows(Portal(root=starter_root())))
        for rows in shards:
            source = rows["source_lines"][0][0]
            loader.add([("sources", {"id": source, "path": "a.txt", "status": "ok"})])
            loader.add_accepted(rows)
        loader.close()
    with closing(sqlite3.connect(path)) as opened:
        yield opened


def read(conn: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = ", ".join(column.name for column in STORED[table].table.columns)
    return conn.execute(f"SELECT {columns} FROM {table}").fetchall()


@pytest.mark.slow
@pytest.mark.parametrize("table", OF_A_DISCLOSURE)
def test_a_view_reads_as_what_was_loaded(conn: sqlite3.Connection, shards: list[Rows], table: str) -> None:
    given = [row for rows in shards for row in rows[table]]
    assert len(given) > 80
    assert sorted(read(conn, table), key=repr) == sorted(given, key=repr)


def test_a_sentence_stands_once(conn: sqlite3.Connection) -> None:
    sql = "SELECT text IS NULL, count(*) FROM stored_paragraphs GROUP BY 1 ORDER BY 1"
    (_, stored), (_, repeated) = conn.execute(sql)
    assert 0 < stored < repeated
    (stored,) = conn.execute("SELECT count(text) + count(page_url) FROM stored_sections").fetchone()
    assert stored == 0


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("source_lines", "source_id"),
        ("sections", "id"),
        ("sections", "disclosure_id"),
        ("paragraphs", "section_id"),
        ("check_results", "disclosure_id"),
        ("check_results", "rule_id"),
        ("search_documents", "id"),
    ],
)
def test_a_filter_finds_its_rows_by_an_index(conn: sqlite3.Connection, table: str, column: str) -> None:
    plan = conn.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {column} = 'x'").fetchall()
    steps = [f"{row[3]} " for row in plan]
    assert any(step.startswith("SEARCH r ") for step in steps), steps


def test_what_differs_from_the_usual_is_kept_as_it_is(shards: list[Rows]) -> None:
    rows = shards[0]
    (section, *_), texts = rows["sections"], {row[0] for row in rows["paragraphs"]}
    assert section[0] in texts
    other = (*section[:6], "另一句", *section[7:-1], "elsewhere/")
    short = shortened(rows | {"sections": [other], "paragraphs": []})
    assert short["sections"] == [(*other, rows["source_lines"][0][0])]
    assert shortened({"sections": [other]}) == {"sections": [other]}


def test_numbers_are_found_again_beyond_those_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mingzhang.database.storage._KEPT", 2)
    with closing(sqlite3.connect(tmp_path / "a.db")) as opened:
        opened.execute("CREATE TABLE names (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)")
        numbers = Numbers(opened, "names")
        assert [numbers[text] for text in "甲乙丙丁甲丁乙丙"] == [1, 2, 3, 4, 1, 4, 2, 3]


def test_every_stored_table_is_published_and_its_rows_are_hidden() -> None:
    names = {table.name for table in TABLES}
    assert STORED.keys() <= names
    assert not names & set(HIDDEN)
