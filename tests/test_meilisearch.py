"""Meilisearch for real: settings, sending, swapping under load, keys, and the same answers as over SQLite."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import search_database
from meilisearch_binary import running_server
from mingzhang.search.backends.meilisearch.index import INDEX, browser_key, documents, settings
from mingzhang.search.backends.meilisearch.searching import MeilisearchSearcher
from mingzhang.search.backends.meilisearch.server import MeilisearchError, Server
from mingzhang.search.backends.meilisearch.staging import Sent, send
from mingzhang.search.backends.sqlite.searching import Searcher
from mingzhang.search.language.tuning import load_tuning
from mingzhang.search.results import Filters, Results
from search_database import write_search_database, write_search_documents
from test_language import HOSTILE as BAD

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("meilisearch")]
SHIPPED = Path(__file__).resolve().parents[1] / "search"
TUNING = load_tuning(SHIPPED)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    with running_server(tmp_path_factory.mktemp("meilisearch")) as address:
        yield address


@pytest.fixture(scope="module")
def server(address: tuple[str, str]) -> Iterator[Server]:
    with Server(*address) as server:
        yield server


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(write_search_database(tmp_path_factory.mktemp("database") / "disclosures.db"))
    yield conn
    conn.rollback()
    conn.close()


@pytest.fixture(scope="module")
def here(conn: sqlite3.Connection) -> Searcher:
    return Searcher.of(conn, TUNING)


@pytest.fixture(scope="module")
def searcher(server: Server, conn: sqlite3.Connection) -> MeilisearchSearcher:
    send(server, conn, SHIPPED)
    return MeilisearchSearcher.of(server, TUNING)


def urls(results: Results) -> list[str]:
    return sorted(hit.page_url for hit in results.hits)


@pytest.mark.parametrize(
    "query",
    [
        "三公", "三公经费", "“三公”經費支出", "2023年 云岭 三公", "4,916.71", "4916.71 白沙", "916.71", "4916", "92.00", "2080208", "20802",
        "208", "低保", "最低生活保障", "环境卫生", "经费支出决", "费", "2024年", "2024年度", "qx 三公经费支出", "bsjd 低保", "重点工作", "≥5万平方米",
        "支出 行政", "支出行政", "航空母舰", "onerror", "政府性基金", "云岭区", "<b>", "* OR", '"三公" "',
    ],
)  # fmt: skip
def test_the_same_answers_as_sqlite(
    searcher: MeilisearchSearcher, conn: sqlite3.Connection, query: str
) -> None:
    there = searcher.search(query, per_page=200)
    here = Searcher.of(conn, TUNING).search(conn, query, per_page=200)
    assert urls(there) == urls(here)
    assert (there.total, there.understood, there.message) == (here.total, here.understood, here.message)
    assert (there.loosened, there.suggestion) == (here.loosened, here.suggestion)
    assert there.facets == here.facets


@pytest.mark.parametrize("query", BAD, ids=range(len(BAD)))
def test_bad_input_gets_the_answer_it_gets_from_sqlite(
    searcher: MeilisearchSearcher, here: Searcher, conn: sqlite3.Connection, query: str
) -> None:
    expected, answer = here.search(conn, query), searcher.search(query)
    assert (answer.total, answer.loosened, answer.message) == (
        expected.total,
        expected.loosened,
        expected.message,
    )


def test_filters_and_facets(searcher: MeilisearchSearcher, here: Searcher, conn: sqlite3.Connection) -> None:
    for filters in (
        Filters(year=(2023,)),
        Filters(district=("云岭区",), kind=("paragraph", "term")),
        Filters(department=("qingxi",)),
        Filters(year=(1999,)),
        Filters(district=('" OR fiscal_year = 2023 OR district = "', "\\")),
    ):
        expected = here.search(conn, "三公", filters, per_page=200)
        answer = searcher.search("三公", filters, per_page=200)
        assert urls(answer) == urls(expected)
        assert answer.facets == expected.facets


def test_orders_and_pages(searcher: MeilisearchSearcher) -> None:
    assert [hit.fiscal_year for hit in searcher.search("低保", sort="newest").hits] == [2024, 2023, 2023]
    assert [hit.fiscal_year for hit in searcher.search("低保", sort="oldest").hits] == [2023, 2023, 2024]
    amounts = [hit.amount for hit in searcher.search("万元 2023 江北县", sort="amount").hits]
    assert amounts[:2] == [4916.71, 92.0]
    second = searcher.search("三公", page=2, per_page=10)
    assert (len(second.hits), second.total, second.pages) == (10, 27, 3)
    assert searcher.search("三公", page=9, per_page=10).message == "共 27 条，没有第 9 页。"


def test_hits_show_the_original_marked(searcher: MeilisearchSearcher) -> None:
    [hit] = searcher.search("三公经费支出 2024").hits
    assert [tuple(piece) for piece in hit.text] == [
        ("2024年“", False),
        ("三公”经费支出", True),
        ("决算为24.50万元。", False),
    ]


def test_a_question_is_loosened(searcher: MeilisearchSearcher) -> None:
    results = searcher.search("白沙街道的低保有多少")
    assert results.loosened
    assert results.total > 0


def test_the_browsers_key_can_only_search(address: tuple[str, str], searcher: MeilisearchSearcher) -> None:
    key = browser_key(searcher.server)
    assert browser_key(searcher.server) == key
    assert browser_key(searcher.server, datetime.now(UTC) + timedelta(300)) != key  # half its time is gone
    with Server(address[0], key) as browser:
        assert MeilisearchSearcher.of(browser, TUNING).search("低保").total == 3
        for method, path in (
            ("GET", "/keys"),
            ("GET", f"/indexes/{INDEX}/documents"),
            ("DELETE", f"/indexes/{INDEX}"),
        ):
            with pytest.raises(MeilisearchError, match="invalid_api_key"):
                browser.ask(method, path)
    [known] = [one for one in searcher.server.ask("GET", "/keys")["results"] if one["key"] == key]
    expires = datetime.fromisoformat(known["expiresAt"])
    assert timedelta(390) < expires - datetime.now(UTC) < timedelta(401)


def test_a_failed_task_is_an_error(server: Server, searcher: MeilisearchSearcher) -> None:
    task = server.do("POST", f"/indexes/{INDEX}/documents", [{"id": "not a valid key!"}])
    with pytest.raises(MeilisearchError, match=r"documentAdditionOrUpdate\) failed: Document identifier"):
        server.wait(task)


def test_errors_say_what_is_wrong(address: tuple[str, str]) -> None:
    with Server("http://127.0.0.1:9") as nobody, pytest.raises(MeilisearchError) as error:
        nobody.ask("GET", "/version")
    assert str(error.value) == "no answer from http://127.0.0.1:9 (ConnectError): is it running?"
    with Server(address[0], "wrong") as stranger, pytest.raises(MeilisearchError, match="invalid_api_key"):
        stranger.ask("GET", "/keys")


def test_documents_are_the_same_each_time(conn: sqlite3.Connection) -> None:
    first, second = list(documents(conn)), list(documents(conn))
    assert first == second
    assert len({document["id"] for document in first}) == len(first)


def test_unsound_settings_are_refused(tmp_path: Path) -> None:
    (tmp_path / "meilisearch.json").write_text("{")
    with pytest.raises(MeilisearchError, match=r"meilisearch\.json: not JSON"):
        settings(tmp_path)


# What follows changes the index.


def test_only_changes_are_sent(server: Server, conn: sqlite3.Connection) -> None:
    if server.find(f"/indexes/{INDEX}"):
        server.wait(server.do("DELETE", f"/indexes/{INDEX}"))
    total = conn.execute("SELECT COUNT(*) FROM search_documents").fetchone()[0]
    assert send(server, conn) == Sent(True, total, 0, total)
    assert send(server, conn) == Sent(False, 0, 0, total)
    conn.execute("UPDATE projects SET outputs = '道路干净' WHERE disclosure_id = 'baisha-2023'")
    write_search_documents(conn)
    assert send(server, conn) == Sent(False, 1, 1, total)
    searcher = MeilisearchSearcher.of(server, TUNING)
    assert urls(searcher.search("道路干净")) == ["d/baisha-2023/#pj-1"]
    assert len(searcher.search("道路整洁").hits) == 2


def test_an_earlier_year_added_sends_nothing_else(
    server: Server, conn: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(server, conn)
    before = {document["id"] for document in documents(conn)}
    earlier = ("baisha", "白沙街道办事处", "江北县", 2022)
    monkeypatch.setattr(search_database, "WHO", (earlier, *search_database.WHO))
    more = sqlite3.connect(write_search_database(tmp_path / "disclosures.db"))
    after = {document["id"] for document in documents(more)}
    sent = send(server, more)
    more.close()
    assert sent == Sent(False, len(after - before), len(before - after), len(after))
    assert sent.added <= 20
    assert send(server, conn) == Sent(False, len(before - after), len(after - before), len(before))


def test_changed_settings_make_a_fresh_index(
    server: Server, conn: sqlite3.Connection, tmp_path: Path
) -> None:
    send(server, conn)
    (tmp_path / "meilisearch.json").write_text('{"searchCutoffMs": 777}')
    assert send(server, conn, tmp_path).fresh
    assert server.ask("GET", f"/indexes/{INDEX}/settings")["searchCutoffMs"] == 777
    assert not send(server, conn, tmp_path).fresh
    assert {index["uid"] for index in server.ask("GET", "/indexes")["results"]} == {INDEX}


def test_searches_never_fail_while_the_index_is_swapped(
    address: tuple[str, str], server: Server, conn: sqlite3.Connection, tmp_path: Path
) -> None:
    send(server, conn)
    stop, failures, answered = threading.Event(), [], []

    def keep_searching() -> None:
        with Server(*address) as mine:
            searcher = MeilisearchSearcher.of(mine, TUNING)
            while not stop.is_set():
                try:
                    answered.append(searcher.search("三公经费支出").total)
                except MeilisearchError as error:
                    failures.append(error)

    readers = [threading.Thread(target=keep_searching) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for cutoff in (1001, 1002, 1003):
            (tmp_path / "meilisearch.json").write_text(f'{{"searchCutoffMs": {cutoff}}}')
            assert send(server, conn, tmp_path).fresh
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert failures == []
    assert set(answered) == {3}
    assert len(answered) > 20
