"""The longest and most hostile queries against many documents end with an answer or a message, and soon.

Only hangs are timed: on an idle machine each takes well under a second.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingzhang.database.loading import new_database
from mingzhang.search.backends.sqlite.searching import NO_WORDS, Searcher
from mingzhang.search.documents.records import Owner, SearchDocument
from mingzhang.search.documents.search_documents import ready, write_ready
from mingzhang.search.language.tuning import load_tuning
from mingzhang.search.results import SORTS, Filters

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = 20_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TEXT = "“三公”经费支出决算为{0}.50万元，行政运行和社区治理按计划完成，a b c d e f，NEAR AND OR NOT。"
FOUND = {
    "every character a term": " ".join("三公经费支出决算"),
    "1,000 single letters": " ".join(LETTERS[i % 6] for i in range(1_000)),
    "1,000 single characters": " ".join("三公经费支出决算为"[i % 9] for i in range(1_000)),
    "one phrase again and again": "三公经费 " * 2_000,
    "operators that are words": "NEAR AND OR NOT " * 625,
    "quotes around everything": '"三公" ' * 1_600,
}
NOT_FOUND = {
    "10,000 characters of a text": "三公经费支出决算" * 1_250,
    "10,000 different characters": "".join(chr(0x4E00 + i) for i in range(10_000)),
    "5,000 different terms": " ".join(chr(0x4E00 + i) for i in range(5_000)),
    "10,000 digits": "1234567890" * 1_000,
    "10,000 letters": "x" * 10_000,
    "numbers": " ".join(str(i) for i in range(2_000)),
    "decimals without end": "1." * 5_000,
    "thousands without end": "1,000" * 2_000,
    "nested brackets": "(三公" * 3_000 + ")" * 1_000,
    "columns": "title:三公 OR who:* NEAR(" * 400,
}
WITHOUT_WORDS = {
    "quotes": '"' * 10_000,
    "stars": "*" * 10_000,
    "operators": '"*^()-+:{}' * 1_000,
    "percent": "%_" * 5_000,
    "marks": "，。；、" * 2_500,
    "blanks": " \u3000\t\n" * 2_500,
    "smileys": "😀" * 10_000,
}


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("long") / "disclosures.db"
    owner = Owner(
        "x-2024", "清溪2024年度部门决算", 2024, "清溪街道办事处", "清溪街道", "云岭区", "江川市", None
    )
    documents = (
        SearchDocument("paragraph", "“三公”经费情况", TEXT.format(i), "d/x-2024/#p") for i in range(DOCUMENTS)
    )
    with new_database(path) as db:
        db.conn.execute("INSERT INTO sources (id, path, status) VALUES ('made', 'made', 'ok')")
        db.conn.execute(
            "INSERT INTO departments (id, name, short_name, district) VALUES ('x', '清溪', '清溪街道', '云岭区')"
        )
        db.conn.execute(
            "INSERT INTO disclosures (id, department_id, fiscal_year, title, source_id, page_url, made_up)"
            " VALUES ('x-2024', 'x', 2024, 't', 'made', 'd/x-2024/', 1)"
        )
        list(write_ready(db.conn, [ready(owner, documents)]))
    conn = sqlite3.connect(path)
    yield conn
    conn.close()


@pytest.fixture(scope="module")
def searcher(conn: sqlite3.Connection) -> Searcher:
    return Searcher.of(conn, load_tuning(ROOT / "search"))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("query", FOUND.values(), ids=FOUND)
def test_what_all_documents_hold_is_found_in_all(
    conn: sqlite3.Connection, searcher: Searcher, query: str
) -> None:
    for sort in SORTS:
        answer = searcher.search(conn, query, sort=sort)
        assert (answer.total, len(answer.hits), answer.loosened) == (DOCUMENTS, 20, False)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("query", NOT_FOUND.values(), ids=NOT_FOUND)
def test_what_no_document_holds_is_answered_or_said(
    conn: sqlite3.Connection, searcher: Searcher, query: str
) -> None:
    answer = searcher.search(conn, query)
    assert answer.loosened == bool(answer.total)
    assert bool(answer.hits) != (answer.message == "没有找到。请减少词语，或取消筛选条件。")


@pytest.mark.timeout(60)
@pytest.mark.parametrize("query", WITHOUT_WORDS.values(), ids=WITHOUT_WORDS)
def test_what_holds_no_word_is_asked_for_words(
    conn: sqlite3.Connection, searcher: Searcher, query: str
) -> None:
    answer = searcher.search(conn, query)
    assert (answer.total, answer.hits, answer.message) == (0, (), NO_WORDS)


@pytest.mark.timeout(60)
def test_filters_of_ten_thousand_values_are_no_hindrance(
    conn: sqlite3.Connection, searcher: Searcher
) -> None:
    many = tuple(f"{i}区" for i in range(10_000))
    assert searcher.search(conn, "三公", Filters(district=many)).total == 0
    assert searcher.search(conn, "三公", Filters(district=(*many, "云岭区"))).total == DOCUMENTS
