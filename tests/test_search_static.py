"""The search page without our server: Pagefind's indexes on a bare host, and Meilisearch asked from the browser."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from meilisearch_binary import running_server
from mingzhang.portal import Meilisearch, Portal, Search
from mingzhang.search.backends.meilisearch.network import KEY_VARIABLE
from mingzhang.search.backends.sqlite.searching import Searcher
from mingzhang.search.backends.static import chunks as static_chunks
from mingzhang.search.backends.static import indexes as static
from mingzhang.search.backends.static.indexed_words import END, word
from mingzhang.search.delivery import DeliveryError
from mingzhang.search.documents.document_kinds import KINDS
from mingzhang.search.language.tuning import load_tuning
from search_database import deliver, write_search_database
from search_site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ROOT = Path(__file__).resolve().parents[1]
QUERIES = [
    "三公", "三公经费支出", "“三公”經費", "2023年 云岭 三公", "4,916.71", "916.71", "2080208", "20802 白沙", "低保", "最低生活保障 江北",
    "经费支出决", "费", "2024年度", "行政 支出决算", "行政支出", "清溪 低保", "5.2万平方米", "onerror", "政府性基金", "航空母舰",
    "完成群众", "完成群众满意", "工作按计划完成", "按计划完成", "“三公”经费支出决算为",
]  # fmt: skip
ASK = """async ([query]) => {
    const { backends } = await import("/assets/search-backends.js");
    const [backend] = await backends(new URL("/", location.href));
    const state = { q: query, year: [], district: [], department: [], kind: [], sort: "relevance", page: 1 };
    const found = [];
    for (let page = 1, pages = 1; page <= pages; page += 1) {
        const answer = await backend.search(new URL("/", location.href), { ...state, page });
        pages = answer.pages;
        found.push(...answer.hits.map((hit) => hit.page_url));
    }
    return { name: backend.name, found: found.sort() };
}"""


ASK_SQL = """async (states) => {
    const { backends } = await import("/assets/search-backends.js");
    const root = new URL("/", location.href);
    const [backend] = await backends(root);
    const nothing = { q: "", year: [], city: [], district: [], department: [], kind: [], sort: "relevance", page: 1 };
    const answers = await Promise.all(states.map((state) => backend.search(root, { ...nothing, ...state })));
    return answers.map((answer) => [answer.sql, answer.hits.map((hit) => hit.page_url)]);
}"""


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    conn = sqlite3.connect(write_search_database(tmp_path_factory.mktemp("expected") / "disclosures.db"))
    searcher = Searcher.of(conn, load_tuning(ROOT / "search"))
    answers = {query: searcher.search(conn, query, per_page=200) for query in QUERIES}
    conn.close()
    return {query: sorted(hit.page_url for hit in answer.hits) for query, answer in answers.items()}


def open_page(browser: Browser, site: Site, errors: list[str]) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(8000)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(site.url)
    return page


# ------------------------------------------------------------------------------------------------ Pagefind


@pytest.fixture(scope="module")
def static_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("static")
    database = write_search_database(root / "disclosures.db")
    portal = Portal(root=ROOT, search=Search(backend="pagefind"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(static, "CHARACTERS_PER_INDEX", 1)  # two of 2023: a year of several indexes
        told = deliver(database, root, portal)["pagefind"]
    assert (told["folder"], told["years"], told["indexes"]) == (static.FOLDER, [2024, 2023], [1, 2])
    site = Site(database, root)
    site.broken = True  # there is no server of ours
    yield site
    site.close()


def test_pagefind_finds_what_sqlite_finds(
    browser: Browser, static_site: Site, expected: dict[str, list[str]]
) -> None:
    errors: list[str] = []
    page = open_page(browser, static_site, errors)
    answers = {query: page.evaluate(ASK, [query]) for query in QUERIES}
    page.close()
    assert {answer["name"] for answer in answers.values()} == {"pagefind"}
    assert {query: answer["found"] for query, answer in answers.items()} == expected
    assert errors == []


def test_a_character_whose_words_stand_in_many_chunks_is_found_in_all(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(static_chunks, "LONGEST", 100)  # a few words in each chunk
    site = Site(write_search_database(tmp_path / "disclosures.db"), tmp_path)
    deliver(tmp_path / "disclosures.db", tmp_path, Portal(root=ROOT, search=Search(backend="pagefind")))
    spans = json.loads(gzip.decompress((tmp_path / static.FOLDER / "2023-1" / "spans.bin").read_bytes()))
    spanning = [
        character for character in "项工费行政三支出标清保" if word(character).removesuffix(END) in spans
    ]
    assert len(spanning) > 5
    conn = sqlite3.connect(tmp_path / "disclosures.db")
    searcher = Searcher.of(conn, load_tuning(ROOT / "search"))
    queries = [*spanning, "2023年 费", "支 费", "低 保", "92 费", "鲸"]
    wanted = {query: searcher.search(conn, query, per_page=200) for query in queries}
    conn.close()
    page = open_page(browser, site, [])
    found = {query: page.evaluate(ASK, [query])["found"] for query in queries}
    page.close()
    site.close()
    assert {query: len(one) for query, one in found.items()} == {q: one.total for q, one in wanted.items()}
    assert found == {query: sorted(hit.page_url for hit in one.hits) for query, one in wanted.items()}


def test_the_same_search_in_sql(browser: Browser, static_site: Site) -> None:
    page = open_page(browser, static_site, [])
    states = [
        {"q": "三公经费支出"},
        {"q": "最低生活保障 江北"},
        {"q": "2023年 费", "sort": "amount"},
        {"q": "支出", "district": ["云岭区"], "kind": ["execution", "statement"], "sort": "newest"},
        {"q": "' OR 1=1 --", "department": ["' OR '1'='1"]},
        {"q": "", "year": ["2023"], "sort": "oldest"},
        {"q": "白沙街道的低保有多少"},
        {"q": "三公", "page": 2, "sort": "newest"},
    ]
    answers = page.evaluate(ASK_SQL, states)
    page.close()
    conn = sqlite3.connect(static_site.root / "disclosures.db")
    for state, (sql, found) in zip(states, answers, strict=True):
        rows = conn.execute(sql).fetchall()
        assert sorted(row[-1] for row in rows) == sorted(found), state
        if "sort" in state:
            assert [row[-1] for row in rows] == found
    conn.close()


def test_words_and_filters_that_cannot_be_are_said(browser: Browser, static_site: Site) -> None:
    page = open_page(browser, static_site, [])
    for address, message in (
        ("?q=三公&year=x", "year 应是 1949 至 2999 的整数，收到 'x'。"),
        ("?q=三公&page=501", "page 应是 1 至 500 的整数，收到 '501'。"),
        ("?q=三公&page=400", "共 27 条，没有第 400 页。"),
        ("?q=三公&kind=x", f"没有种类 'x'；可用的是 {'、'.join(KINDS)}。"),
        ("?q=三公" + "&district=x" * 51, "每种筛选条件最多 50 个。"),
        ("?q=，。！", "请输入要查找的词，例如“三公经费”或“2080208”。"),
        ("?q=<img src=zz onclick=alert(1)>", "共 3 条。 没有同时含有全部词语的内容，以下为相近的结果。"),
        ("?q=三公&district=<b>x</b>", "没有找到。请减少词语，或取消筛选条件。"),
    ):
        page.goto(static_site.url + address)
        expect(page.locator(".mz-told")).to_contain_text(message)
        assert page.locator("#mz-finder b, #mz-finder img").count() == 0
    page.close()


def test_the_page_works_without_a_server(browser: Browser, static_site: Site) -> None:
    errors: list[str] = []
    page = open_page(browser, static_site, errors)
    page.locator("#mz-query").fill("三公经费支出")
    expect(page.locator(".mz-told")).to_contain_text("共 3 条。")
    first = page.locator(".mz-group").first
    expect(first.locator("mark").first).to_have_text("三公”经费支出")
    page.get_by_label("2023 2").check()
    expect(page.locator(".mz-told")).to_contain_text("共 2 条。")
    expect(page.locator(".mz-group h2")).to_have_count(2)
    page.close()
    assert errors == []


@pytest.mark.parametrize(("fallback", "built"), [(True, True), (False, False)])
def test_a_fallback_is_built_where_it_is_wanted(tmp_path: Path, fallback: bool, built: bool) -> None:
    database = write_search_database(tmp_path / "disclosures.db")
    told = deliver(database, tmp_path, Portal(root=ROOT, search=Search(fallback=fallback)))
    assert (told["backends"][0], "pagefind" in told) == ("sqlite", built)
    assert (tmp_path / static.FOLDER / "2024-1" / "documents.bin").is_file() == built


def test_the_static_index_steps_in_when_the_server_is_down(browser: Browser, static_site: Site) -> None:
    configuration = json.loads((static_site.root / "search-config.json").read_text(encoding="utf-8"))
    (static_site.root / "search-config.json").write_text(
        json.dumps({**configuration, "backends": ["sqlite", "pagefind"]})
    )
    errors: list[str] = []
    page = open_page(browser, static_site, errors)
    page.locator("#mz-query").fill("低保")
    expect(page.locator(".mz-told")).to_contain_text("检索服务暂时连接不上，以下由备用索引给出。 共 3 条。")
    page.close()
    (static_site.root / "search-config.json").write_text(json.dumps(configuration))
    assert errors == []


@pytest.mark.parametrize("token", ["经费", "费", "4916.71", "92", "gdp", "é", "カタカナ", "𠮷野", "𠮷", "〇"])
def test_a_word_of_the_index_begins_no_other(token: str) -> None:
    others = {
        word(other)
        for other in ("经", "经营", "费用", "4916.715", "920", "9", "gd", "gdpr", "𠮷", "𠮷野")
        if other != token
    }
    assert re.fullmatch("[bcdfghjklmnpqrtvwz]+x", word(token))
    assert not any(other.startswith(word(token)) for other in others)


def test_the_browser_spells_words_alike(browser: Browser, static_site: Site) -> None:
    spelled = ["经费", "费", "4916.71", "2.10.3", "gdp", "é", "カタカナ", "𠮷野", "〇", "x" * 200]
    page = open_page(browser, static_site, [])
    answer = page.evaluate(
        "async (tokens) => { const { wordOf } = await import('/assets/search-documents.js');"
        " return tokens.map((token) => wordOf(token)); }",
        spelled,
    )
    page.close()
    assert answer == [word(token) for token in spelled]


def test_pages_of_several_indexes_have_names_of_their_own(tmp_path: Path) -> None:
    conn = sqlite3.connect(write_search_database(tmp_path / "disclosures.db"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(static, "CHARACTERS_PER_INDEX", 1)
        static.build(conn, tmp_path)
    conn.close()
    names = [
        disclosure[-1]
        for file in tmp_path.rglob("documents.bin")
        for disclosure in json.loads(gzip.decompress(file.read_bytes()))["disclosures"]
    ]
    assert len(names) == len(set(names)) == 3
    assert all(re.fullmatch("zxx_[0-9a-f]{7,}", name) for name in names)


# --------------------------------------------------------------------------------------------- Meilisearch


@pytest.fixture(scope="module")
def meilisearch_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    root = tmp_path_factory.mktemp("site")
    database = write_search_database(root / "disclosures.db")
    with running_server(tmp_path_factory.mktemp("server")) as (url, key):
        portal = Portal(root=ROOT, search=Search(backend="meilisearch", meilisearch=Meilisearch(url)))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(KEY_VARIABLE, key)
            deliver(database, root, portal)
        site = Site(database, root)
        yield site, key
        site.close()


def test_meilisearch_from_the_browser_finds_what_sqlite_finds(
    browser: Browser, meilisearch_site: tuple[Site, str], expected: dict[str, list[str]]
) -> None:
    site, _ = meilisearch_site
    errors: list[str] = []
    page = open_page(browser, site, errors)
    answers = {query: page.evaluate(ASK, [query]) for query in QUERIES}
    page.locator("#mz-query").fill("三公经费支出")
    expect(page.locator(".mz-told")).to_contain_text("共 3 条。")
    expect(page.locator("mark").first).to_have_text("三公”经费支出")
    page.get_by_label("2023 2").check()
    expect(page.locator(".mz-told")).to_contain_text("共 2 条。")
    page.close()
    assert {answer["name"] for answer in answers.values()} == {"meilisearch"}
    assert {query: answer["found"] for query, answer in answers.items()} == expected
    assert errors == []


def test_the_master_key_is_written_nowhere(meilisearch_site: tuple[Site, str]) -> None:
    site, key = meilisearch_site
    files = [file for file in site.root.rglob("*") if file.is_file()]
    assert [file for file in files if key.encode() in file.read_bytes()] == []


@pytest.mark.parametrize(
    ("url", "key", "message"),
    [
        ("", "x", "portal.yml: search.backend is meilisearch, but search.meilisearch.url is not set"),
        (
            "http://127.0.0.1:9",
            "",
            f"set {KEY_VARIABLE} to a key of http://127.0.0.1:9 that may do everything",
        ),
        ("http://127.0.0.1:9", "x", "no answer from http://127.0.0.1:9 (ConnectError): is it running?"),
    ],
)
def test_what_is_missing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, key: str, message: str
) -> None:
    database = write_search_database(tmp_path / "disclosures.db")
    monkeypatch.setenv(KEY_VARIABLE, key)
    portal = Portal(root=ROOT, search=Search(backend="meilisearch", meilisearch=Meilisearch(url)))
    with pytest.raises(DeliveryError) as error:
        deliver(database, tmp_path, portal)
    assert str(error.value) == message
