"""Several Meilisearch servers for real: documents go to the server of their province, searches to all, and whoever does
not answer is named."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

import search_database
from meilisearch_binary import Running, running
from mingzhang.portal import Meilisearch, Portal, Remote, Search
from mingzhang.search.backends.backend import BackendError
from mingzhang.search.backends.meilisearch.index import INDEX
from mingzhang.search.backends.meilisearch.network import HOME, KEY_VARIABLE, labels, open_remotes
from mingzhang.search.backends.meilisearch.searching import MeilisearchSearcher
from mingzhang.search.backends.meilisearch.server import Server
from mingzhang.search.backends.sqlite.searching import Searcher
from mingzhang.search.language.tuning import load_tuning
from mingzhang.search.results import FACETS, Filters, Results, Sort
from search_database import deliver, write_search_database
from search_site import Site

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("meilisearch")]
ROOT = Path(__file__).resolve().parents[1]
TUNING = load_tuning(ROOT / "search")
PROVINCES = {"qingxi": "湖北省", "baisha": "湖南省", "luhu": "江西省"}
REMOTES = {"hubei": ("湖北省",), "hunan": ("湖南省", "广东省")}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bodies of three provinces, one of which no remote server holds."""
    path = tmp_path_factory.mktemp("database") / "disclosures.db"
    with pytest.MonkeyPatch.context() as patch:
        more = ("luhu", "芦湖街道办事处", "南湖区", 2023)
        patch.setattr(search_database, "WHO", (*search_database.WHO, more))
        write_search_database(path)
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.executemany("UPDATE departments SET province = ?2 WHERE id = ?1", PROVINCES.items())
    return path


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Running]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(running(tmp_path_factory.mktemp(name))) for name in (HOME, *REMOTES)}


@pytest.fixture(scope="module")
def asked(servers: Mapping[str, Running]) -> Meilisearch:
    remotes = tuple(Remote(name, servers[name].url, held) for name, held in REMOTES.items())
    return Meilisearch(servers[HOME].url, remotes)


@pytest.fixture(scope="module")
def site(
    servers: Mapping[str, Running],
    asked: Meilisearch,
    database: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("site")
    portal = Portal(root=ROOT, search=Search(backend="meilisearch", meilisearch=asked))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(KEY_VARIABLE, servers[HOME].key)
        for name in REMOTES:
            patch.setenv(f"{KEY_VARIABLE}_{name.upper()}", servers[name].key)
        deliver(database, root, portal)
    site = Site(database, root)
    yield site
    site.close()


@pytest.fixture
def searcher(site: Site, servers: Mapping[str, Running], asked: Meilisearch) -> Iterator[MeilisearchSearcher]:
    with Server(servers[HOME].url, servers[HOME].key) as home:
        yield MeilisearchSearcher.of(home, TUNING, remotes=labels(asked))


@pytest.fixture
def expected(database: Path) -> Iterator[tuple[Searcher, sqlite3.Connection]]:
    with closing(sqlite3.connect(database)) as conn:
        yield Searcher.of(conn, TUNING), conn


class Listening(Server):
    """A server whose requests are kept."""

    def __init__(self, url: str, key: str) -> None:
        super().__init__(url, key)
        self.asked: list[str] = []

    def ask(self, method: str, path: str, body: object = None, **more: Any) -> Any:
        self.asked.append(repr(body))
        return super().ask(method, path, body, **more)


def pages(results: Results) -> list[str]:
    return sorted(hit.page_url for hit in results.hits)


def counts(results: Results) -> dict[str, list[tuple[int | str, int]]]:
    return {name: sorted((v.value, v.count) for v in results.facets[name] if v.count) for name in FACETS}


def test_each_server_holds_its_provinces(site: Site, servers: Mapping[str, Running]) -> None:
    held = {}
    for name, one in servers.items():
        with Server(one.url, one.key) as server:
            there = server.ask("GET", f"/indexes/{INDEX}/documents", parameters={"limit": 1000})["results"]
        held[name] = {document["department_id"] for document in there}
    assert held == {HOME: {"luhu"}, "hubei": {"qingxi"}, "hunan": {"baisha"}}


@pytest.mark.parametrize(
    "query",
    ["三公", "三公经费", "2023年 三公", "白沙 三公", "4916.71", "低保", "2080208", "支出", "道路整洁"],
)
@pytest.mark.parametrize(
    "filters", [Filters(), Filters(year=(2023,)), Filters(district=("云岭区", "南湖区"), kind=("paragraph",))]
)
def test_three_servers_answer_as_one_index(
    searcher: MeilisearchSearcher,
    expected: tuple[Searcher, sqlite3.Connection],
    query: str,
    filters: Filters,
) -> None:
    here, conn = expected
    one, several = (
        here.search(conn, query, filters, per_page=50),
        searcher.search(query, filters, per_page=50),
    )
    assert (several.total, pages(several), counts(several)) == (one.total, pages(one), counts(one))
    assert several.unanswered == ()


@pytest.mark.parametrize("sort", ["newest", "oldest", "amount", "relevance"])
def test_pages_follow_each_other_without_gaps(searcher: MeilisearchSearcher, sort: Sort) -> None:
    whole = [hit.page_url for hit in searcher.search("支出", per_page=50, sort=sort).hits]
    parts = [searcher.search("支出", page=page, per_page=5, sort=sort).hits for page in range(1, 20)]
    assert len(whole) > 10
    assert [hit.page_url for hits in parts for hit in hits] == whole


def test_the_browser_asks_all_of_them(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}?q=三公经费支出")
    expect(page.locator(".mz-told")).to_contain_text("共 4 条。")
    expect(page.locator(".mz-told")).not_to_contain_text("未应答")
    page.close()


# What follows takes servers away.


def test_a_server_that_hangs_is_named_and_then_left_out(
    searcher: MeilisearchSearcher, servers: Mapping[str, Running], browser: Browser, site: Site
) -> None:
    servers["hunan"].process.send_signal(signal.SIGSTOP)
    try:
        first = searcher.search("三公经费支出")
        assert (first.total, first.unanswered) == (3, ("湖南省、广东省",))
        listening = Listening(servers[HOME].url, servers[HOME].key)
        with listening:
            assert replace(searcher, server=listening).search("三公经费支出").unanswered == (
                "湖南省、广东省",
            )
        assert listening.asked
        assert not any("hunan" in body for body in listening.asked)
        page = browser.new_page()
        page.goto(f"{site.url}?q=三公经费支出")
        told = page.locator(".mz-told")
        expect(told).to_contain_text("湖南省、广东省的检索服务未应答，这里没有它们的内容。", timeout=30_000)
        expect(told).to_contain_text("共 3 条。")
        page.close()
    finally:
        servers["hunan"].process.send_signal(signal.SIGCONT)


def test_a_server_of_other_settings_is_named(
    searcher: MeilisearchSearcher, servers: Mapping[str, Running]
) -> None:
    with Server(servers["hubei"].url, servers["hubei"].key) as hubei:
        before = hubei.ask("GET", f"/indexes/{INDEX}/settings")["filterableAttributes"]
        hubei.wait(hubei.do("PATCH", f"/indexes/{INDEX}/settings", {"filterableAttributes": ["kind"]}))
        results = searcher.search("三公经费支出")
        assert (results.total, results.unanswered) == (2, ("湖北省",))
        hubei.wait(hubei.do("PATCH", f"/indexes/{INDEX}/settings", {"filterableAttributes": before}))
    again = replace(searcher, resting=type(searcher.resting)())
    assert (again.search("三公经费支出").total, again.search("三公经费支出").unanswered) == (4, ())


def test_a_dead_server_is_named_and_the_rest_is_given(
    searcher: MeilisearchSearcher, servers: Mapping[str, Running]
) -> None:
    servers["hubei"].process.kill()
    servers["hubei"].process.wait(30)
    results = searcher.search("三公经费支出")
    assert (results.total, results.unanswered) == (2, ("湖北省",))
    assert searcher.search("航空母舰").unanswered == ("湖北省",)


@pytest.mark.parametrize(
    ("remotes", "told"),
    [
        ((Remote("湖北", "http://a", ("湖北省",)),), "'湖北' is no name of a server"),
        ((Remote(HOME, "http://a", ("湖北省",)),), "'home' is no name of a server"),
        ((Remote("a", "", ("湖北省",)),), "'a' lacks its url"),
        ((Remote("a", "http://a", ()),), "'a' lacks its provinces"),
        (
            (Remote("a", "http://a", ("湖北省",)), Remote("b", "http://b", ("湖北省",))),
            "'湖北省' stands there twice",
        ),
    ],
)
def test_unsound_remotes_are_refused(remotes: tuple[Remote, ...], told: str) -> None:
    with pytest.raises(BackendError, match=told):
        open_remotes(Meilisearch("http://127.0.0.1:9", remotes))
