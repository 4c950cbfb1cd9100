"""Connections are kept for the next question, until another file lies there."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

from mingzhang.search.current_database import CurrentDatabase, kept_of_each

OPEN = Path("/proc/self/fd")


def write(path: Path, value: str) -> None:
    """Put another database into the place of the old one, as a build does."""
    beside = path.with_suffix(".new")
    with closing(sqlite3.connect(beside)) as conn, conn:
        conn.execute("CREATE TABLE t AS SELECT ? AS value", (value,))
    beside.replace(path)


def value(current: CurrentDatabase[str]) -> tuple[int, str, str]:
    """The connection that was used, what it reads, and what is kept of the file."""
    with current.within(60) as (conn, known):
        return id(conn), conn.execute("SELECT value FROM t").fetchone()[0], known


@pytest.fixture
def database(tmp_path: Path) -> Path:
    write(tmp_path / "a.db", "first")
    return tmp_path / "a.db"


def read(conn: sqlite3.Connection) -> str:
    return str(conn.execute("SELECT value FROM t").fetchone()[0])


def open_files(path: Path) -> int:
    """How many files of this process were opened under a name, those that were replaced included."""
    names = [str(one.readlink()) for one in OPEN.iterdir() if one.is_symlink()]
    return sum(name.removesuffix(" (deleted)") == str(path) for name in names)


def ask_together(current: CurrentDatabase[str], many: int) -> None:
    """Have so many threads use a connection at the same time."""
    together = Barrier(many)

    def ask(_: int) -> None:
        with current.within(60) as (conn, _known):
            together.wait(60)
            read(conn)

    with ThreadPoolExecutor(many) as pool:
        list(pool.map(ask, range(many)))


def test_a_connection_is_used_again_by_any_thread(database: Path) -> None:
    current = CurrentDatabase(database, read)
    here = value(current)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(value, current).result() == here


def test_a_new_file_is_read_by_a_new_connection(database: Path) -> None:
    current = CurrentDatabase(database, read)
    assert value(current)[1:] == ("first", "first")
    write(database, "second")
    assert value(current)[1:] == ("second", "second")


@pytest.mark.skipif(not OPEN.exists(), reason="only Linux lists the files of a process")
def test_only_so_many_stay_open_and_none_of_a_replaced_file(database: Path) -> None:
    current = CurrentDatabase(database, read, kept=2)
    ask_together(current, 6)
    assert open_files(database) == 2
    write(database, "second")
    value(current)
    assert open_files(database) == 1
    del current
    assert open_files(database) == 0


def test_after_an_error_or_an_interruption_the_next_question_is_answered(database: Path) -> None:
    current = CurrentDatabase(database, read)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(sqlite3.OperationalError, match="interrupted"), current.within(0.05) as (conn, _):
        conn.execute(endless).fetchall()
    with pytest.raises(ZeroDivisionError), current.within(60) as (conn, _):
        raise ZeroDivisionError
    assert value(current)[1] == "first"


def test_of_many_databases_few_connections_are_kept() -> None:
    assert [kept_of_each(many) for many in (1, 12, 34, 340)] == [4, 4, 1, 0]
