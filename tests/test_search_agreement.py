"""The same answers whatever stands behind the search page: counts, facets, pages, what is understood and suggested; each
ranks by itself, up to its bar.

Over the sample: SQLite in Python is the measure; Meilisearch in Python and in the browser, and the static index in the
browser are held to it.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from meilisearch_binary import running_server
from mingzhang.portal import Meilisearch, Portal, Search
from mingzhang.search.backends.meilisearch.network import KEY_VARIABLE
from mingzhang.search.backends.meilisearch.searching import MeilisearchSearcher
from mingzhang.search.backends.meilisearch.server import Server
from mingzhang.search.backends.sqlite.searching import Searcher
from mingzhang.search.language.spelled_names import vocabulary
from mingzhang.search.language.tuning import load_tuning
from mingzhang.search.results import Filters
from search_backends import Answer, Case, ask_browser, of_results
from search_database import deliver
from search_site import Site
from test_relevance import database as sample_database
from test_relevance import relevance

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ROOT = Path(__file__).resolve().parents[1]
TUNING = load_tuning(ROOT / "search")
WORDS = [
    json.loads(line)["text"]
    for line in (ROOT / "search" / "judgements" / "sample" / "queries.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
HOSTILE = [
    '"', "* OR", '"三公" "', "NEAR(a b)", "%", "'; DROP TABLE x; --", "<b>三公</b>", "😀", "。，、", "三公经费" * 60, "三 " * 140,
    "三公 经费 支出 决算 预算 公务 用车 接待 购置 运行 维护 财政 拨款", "一 二 三 四 五 六 七 八 九 十 年 月 日", "\\", "title:x", "-三公", "维修（护）费", "单 车 费", "zzzz", "q", "1949年", "9999",
]  # fmt: skip
MISSPELT = [
    "青阑区",
    "橘坞街到",
    "莲丁街道办事处",
    "一般公共服物支出",
    "住房公积今",
    "三公经废",
    "橘坞街 三公",
    "jwjdbsc",
    "ltjd 三公经费",
    "qinglan",
]
TYPED = [
    "2023", "2023年", "2023年度 三公经费", "2022 2023 三公经费", "青澜", "青澜区", "青澜区三公经费", "砚湖 2024 低保", "青澜 砚湖 垃圾分类",
    "2021年 三公经费", "云州市 三公经费", "2023年青澜区财政局机关运行经费", "橘坞街道 三公经费", "橘坞街道的三公经费", "财政局 橘坞街道 支出",
    "财政局 垃圾分类", "财政局长 支出", "人民政府办公室2023年发了多少工资", "财政局是什么", "莲汀街道 航空母舰", "为什么 财政局 支出",
]  # fmt: skip
CHOSEN = [
    Case("三公经费", year=(2023,)),
    Case("三公经费", year=(2022, 2024), district=("砚湖区",)),
    Case("三公经费", kind=("term", "statement")),
    Case("三公经费", department=("财政局",)),
    Case("支出", district=("青澜区",), kind=("execution",), year=(2024,)),
    Case("", year=(2023,)),
    Case("", kind=("finding",), district=("青澜区",)),
    Case("2023年 三公经费", year=(2022,)),
    Case("2023年 三公经费", literal=True),
    Case("橘坞街道 三公经费", literal=True),
    Case("橘坞街道 三公经费", department=("财政局",)),
    Case("三公经费", district=("没有这个区",)),
    Case("三公经费", department=('" OR x = "',)),
    Case("三公经费", page=2),
    Case("三公经费", page=9),
    Case("三公经费", page=400),
    Case("支出", sort="newest"),
    Case("支出", sort="oldest", page=3),
    Case("支出", sort="amount"),
    Case("2080501", sort="amount", year=(2023, 2024)),
    Case("机关运行经费", sort="newest", page=2),
    Case("", year=(2024,), sort="amount"),
    Case("低保", sort="oldest"),
]
CASES = [*(Case(q) for q in [*WORDS, *HOSTILE, *MISSPELT, *TYPED]), *CHOSEN]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("agreement") / "disclosures.db"
    sample_database(ROOT / "disclosures", file).close()
    return file


@pytest.fixture(scope="module")
def expected(path: Path) -> list[Answer]:
    conn = sqlite3.connect(path)
    searcher = Searcher.of(conn, TUNING)
    answers = [
        of_results(
            searcher.search(conn, case.q, filters(case), case.page, sort=case.sort, literal=case.literal)
        )
        for case in CASES
    ]
    conn.close()
    return answers


def filters(case: Case) -> Filters:
    return Filters(case.year, case.district, case.department, case.kind)


def disagreements(expected: list[Answer], answers: list[Answer]) -> dict[str, object]:
    """What another back end says otherwise, but for the order of hits by relevance, which is each one's own."""
    out: dict[str, object] = {}
    for case, wanted, answer in zip(CASES, expected, answers, strict=True):
        if case.sort == "relevance" and case.q:
            wanted = dataclasses.replace(wanted, hits=(len(wanted.hits),))
            answer = dataclasses.replace(answer, hits=(len(answer.hits),))
        if answer != wanted:
            names = [
                field.name
                for field in dataclasses.fields(Answer)
                if getattr(answer, field.name) != getattr(wanted, field.name)
            ]
            out[case.q] = {name: (getattr(wanted, name), getattr(answer, name)) for name in names}
    return out


def browser_answers(browser: Browser, site: Site) -> tuple[str, list[Answer]]:
    page = browser.new_page()
    page.goto(site.url)
    name, answers = ask_browser(page, [case.state() for case in CASES])
    page.close()
    return name, answers


def ndcg(answers: list[Answer], path: Path, name: str) -> float:
    """How well a back end ranks the judged queries of a set."""
    hits = {case.q: answer.hits for case, answer in zip(CASES, answers, strict=True) if case == Case(case.q)}
    conn = sqlite3.connect(path)
    qrels = relevance.judge(conn, name)
    conn.close()
    reached: float = relevance.score(lambda query: hits[query], name, qrels)["nDCG@10"]
    return reached


@pytest.fixture(scope="module")
def static_answers(
    browser: Browser, path: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, list[Answer]]:
    folder = tmp_path_factory.mktemp("static")
    deliver(path, folder, Portal(root=ROOT, search=Search(backend="pagefind")))
    site = Site(path, folder)
    site.broken = True  # there is no server of ours
    answers = browser_answers(browser, site)
    site.close()
    return answers


def test_the_static_index_agrees(static_answers: tuple[str, list[Answer]], expected: list[Answer]) -> None:
    name, answers = static_answers
    assert name == "pagefind"
    assert disagreements(expected, answers) == {}


def test_the_static_index_ranks_as_judged(static_answers: tuple[str, list[Answer]], path: Path) -> None:
    assert ndcg(static_answers[1], path, "sample") >= 0.95


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, path: Path) -> Iterator[tuple[Server, Site]]:
    with running_server(tmp_path_factory.mktemp("server")) as (url, key), Server(url, key) as server:
        site_folder = tmp_path_factory.mktemp("site")
        portal = Portal(root=ROOT, search=Search(backend="meilisearch", meilisearch=Meilisearch(url)))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(KEY_VARIABLE, key)
            deliver(path, site_folder, portal)
        site = Site(path, site_folder)
        yield server, site
        site.close()


@pytest.fixture(scope="module")
def meilisearch_answers(server: tuple[Server, Site], path: Path) -> list[Answer]:
    conn = sqlite3.connect(path)
    searcher = MeilisearchSearcher.of(server[0], TUNING, vocabulary(conn))
    conn.close()
    return [
        of_results(searcher.search(case.q, filters(case), case.page, sort=case.sort, literal=case.literal))
        for case in CASES
    ]


def test_meilisearch_agrees(meilisearch_answers: list[Answer], expected: list[Answer]) -> None:
    assert disagreements(expected, meilisearch_answers) == {}


def test_meilisearch_ranks_as_judged(meilisearch_answers: list[Answer], path: Path) -> None:
    assert ndcg(meilisearch_answers, path, "sample") >= 0.93


@pytest.fixture(scope="module")
def meilisearch_in_the_browser(browser: Browser, server: tuple[Server, Site]) -> tuple[str, list[Answer]]:
    return browser_answers(browser, server[1])


def test_meilisearch_agrees_in_the_browser(
    meilisearch_in_the_browser: tuple[str, list[Answer]], expected: list[Answer]
) -> None:
    name, answers = meilisearch_in_the_browser
    assert name == "meilisearch"
    assert disagreements(expected, answers) == {}


def test_meilisearch_ranks_as_judged_in_the_browser(
    meilisearch_in_the_browser: tuple[str, list[Answer]], path: Path
) -> None:
    assert ndcg(meilisearch_in_the_browser[1], path, "sample") >= 0.93
