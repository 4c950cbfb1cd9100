"""The method page's account of reading: the figures are those of the database, and every note has words."""

from __future__ import annotations

import ast
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

import mingzhang
from made_up_database import made_up_portal
from mingzhang.portal import starter_root
from mingzhang.site.pages import reading_account
from mingzhang.site.pages.hand_written import fragments
from mingzhang.site.pages.reading_account import KINDS, reading_fragments, unread_by_kind
from mingzhang.site.parts.tallies import summed, tallies
from site_database import EMPTY, HOSTILE, make_site_database
from writable import make_writable

pytestmark = pytest.mark.slow

NOTES = (
    (HOSTILE, 1, "left_out", "不作为正文收录：目录 3 行", None),
    (HOSTILE, 2, "unknown_title", "未识别的表：<b>某表</b>", 12),
    (HOSTILE, 3, "unresolved_code", "编码未能确定", 40),
    (EMPTY, 1, "unresolved_code", "编码未能确定", 7),
    (EMPTY, 2, "a_new_kind", "说不清", None),
)


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    file = make_site_database(tmp_path_factory.mktemp("reading") / "disclosures.db")
    with closing(sqlite3.connect(file)) as conn:
        conn.row_factory = sqlite3.Row
        conn.execute("delete from reading_notes")
        conn.executemany(
            "insert into reading_notes (disclosure_id, position, kind, text, source_line) values (?, ?, ?, ?, ?)",
            NOTES,
        )
        yield conn


def rows_of(page: str) -> list[list[str]]:
    """The words of each row of a table's body."""
    body = page[page.index("<tbody>") :]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [
        [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]


def test_what_could_not_be_read_is_told_by_kind(conn: sqlite3.Connection) -> None:
    lost, absent = (
        conn.execute("select count(*) from statements where status = ?", (status,)).fetchone()[0]
        for status in ("lost", "absent")
    )
    told = dict(unread_by_kind(conn))
    assert told.pop("确定不了的科目编码") == 2
    assert told.pop("不认识的表名或部分名称") == 1
    assert told.pop("a_new_kind") == 1
    assert told.pop("决算表只有表名，数字未能提取", 0) == lost
    assert told.pop("没有见到的决算表", 0) == absent
    assert (told, lost > 0) == ({}, True)


def test_the_totals_are_those_of_the_database(conn: sqlite3.Connection) -> None:
    page = dict(reading_fragments(conn, tallies(conn, {})))["reading"]
    cells, published = (
        conn.execute(f"select count(*) from {what}").fetchone()[0]
        for what in ("statement_cells", "statements where status = 'published'")
    )
    values = re.findall(r'mz-card-value">([0-9,]+)<', page)
    assert values[:2] == [f"{published:,}", f"{cells:,}"]
    unread = sum(times for _, times in unread_by_kind(conn))
    assert f"共 {unread} 处" in page


def test_each_document_is_told_the_least_readable_first(conn: sqlite3.Connection) -> None:
    page = dict(reading_fragments(conn, tallies(conn, {})))["reading-files"]
    rows = rows_of(page)
    assert len(rows) == conn.execute("select count(*) from disclosures").fetchone()[0]
    unread = [int(row[-1]) for row in rows]
    assert unread == sorted(unread, reverse=True)
    assert sum(unread) == sum(times for _, times in unread_by_kind(conn))
    cells = dict(conn.execute("select disclosure_id, count(*) from statement_cells group by 1").fetchall())
    addresses = re.findall(r'<th><a href="../d/([^/]*)/"', page)
    assert [row[5] for row in rows] == [f"{cells.get(id_, 0):,}" for id_ in addresses]


def test_of_many_documents_only_some_are_told(
    conn: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = conn.execute("select count(*) from disclosures").fetchone()[0]
    short = reading_account._FILES.replace(f"limit {reading_account.MOST_FILES}", "limit 2")
    monkeypatch.setattr(reading_account, "_FILES", short)
    page = dict(reading_fragments(conn, tallies(conn, {})))["reading-files"]
    assert len(rows_of(page)) == 2
    assert f"全部 {files} 份文件中，没有读出之处最多的 2 份" in page


def test_an_empty_portal_says_so(tmp_path: Path) -> None:
    file = make_site_database(tmp_path / "disclosures.db")
    with closing(sqlite3.connect(file)) as conn:
        conn.row_factory = sqlite3.Row
        conn.execute("pragma foreign_keys = off")
        make_writable(conn)
        for table in ("reading_notes", "statements", "sections", "disclosures"):
            conn.execute(f"delete from {table}")
        assert "没有读不出的表、行或编码" in dict(reading_fragments(conn, tallies(conn, {})))["reading"]


def test_every_fragment_that_a_page_asks_for_is_there(conn: sqlite3.Connection) -> None:
    asked = {
        name
        for page in (starter_root() / "content").glob("*.md")
        for name in re.findall(r"<!--mz:([a-z-]+)-->", page.read_text(encoding="utf-8"))
    }
    assert asked == {name for name, _ in fragments(conn, made_up_portal(), tallies(conn, {}))}
    assert {"reading", "reading-files"} <= asked


def test_every_kind_of_note_has_words() -> None:
    """Whatever a build can note is told in the reader's words, and nothing is told that it cannot note."""
    noted = {"lost_statement", "absent_statement"}
    for file in Path(mingzhang.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ReadingNote":
                kind = node.args[0]
                if isinstance(kind, ast.JoinedStr):  # f"{status}_statement", as above
                    assert isinstance(kind.values[-1], ast.Constant)
                    assert kind.values[-1].value == "_statement", f"{file.name}:{node.lineno}"
                    continue
                assert isinstance(kind, ast.Constant), f"{file.name}:{node.lineno}"
                noted.add(kind.value)
    assert noted - {"left_out"} == set(KINDS)


def test_cells_and_sentences_are_those_of_the_database_and_are_not_counted_again(
    conn: sqlite3.Connection,
) -> None:
    found = tallies(conn, {})
    whole = summed(found.values())
    assert whole.cells == conn.execute("select count(*) from statement_cells").fetchone()[0] > 0
    texts = conn.execute("select text from paragraphs where kind = 'paragraph'").fetchall()
    assert whole.sentences == sum(row[0].count("。") for row in texts) > 0
    id_, one = next(iter(found.items()))
    known = {id_: msgspec.structs.replace(one, cells=-1)}
    assert tallies(conn, known) == found | known
    other = {id_: msgspec.structs.replace(one, key="of another file", cells=-1)}
    assert tallies(conn, other) == found
