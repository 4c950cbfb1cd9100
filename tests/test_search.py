"""Search over SQLite: what becomes a document, what is found, in which order, with which facets, and as JSON."""

from __future__ import annotations

import io
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from rich.console import Console
from starlette.testclient import TestClient

from mingzhang.search.backends.sqlite.recent import Answer, Answers
from mingzhang.search.backends.sqlite.searching import Searcher, search
from mingzhang.search.command import print_hits
from mingzhang.search.documents.document_kinds import KINDS
from mingzhang.search.documents.running_text import LONGEST, pieces
from mingzhang.search.documents.search_documents import with_parents
from mingzhang.search.language.queries import understand
from mingzhang.search.results import Filters, Results
from mingzhang.search.web import search_app
from mingzhang.serving.protocol import Protocol
from search_database import HOSTILE, LONG, write_search_database, write_search_documents
from writable import make_writable


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_search_database(tmp_path_factory.mktemp("search") / "disclosures.db")


@pytest.fixture(scope="module")
def conn(database: Path) -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(database)
    yield conn
    conn.close()


@pytest.fixture(scope="module")
def client(database: Path) -> TestClient:
    return TestClient(search_app(database))


def urls(results: Results) -> set[str]:
    return {hit.page_url for hit in results.hits}


def marked(pieces: tuple[Any, ...]) -> str:
    return "".join(f"[{text}]" if hit else text for text, hit in pieces)


# ---------------------------------------------------------------------------------------------- documents


def test_documents_of_one_disclosure(conn: sqlite3.Connection) -> None:
    rows = conn.execute(
        "SELECT kind, title, substr(text, 1, 60), page_url, codes, amount FROM search_documents"
        " WHERE disclosure_id = 'baisha-2023' AND text NOT LIKE '第%项%' ORDER BY id"
    ).fetchall()
    here = "d/baisha-2023/"
    under = "九、“三公”经费情况"
    repeated = "低保对象和环卫工人得到照顾，最低标准不变，本段印了两次。"
    assert rows == [
        (
            "disclosure",
            "白沙街道办事处 2023年度部门决算",
            "江川市 江北县 江川市江北县人民政府白沙街道办事处，本年支出合计 1234.5万元",
            here,
            None,
            None,
        ),
        ("paragraph", under, "2023年“三公”经费支出决算为23.50万元。", f"{here}#p-55", None, None),
        ("paragraph", under, HOSTILE, f"{here}#p-56", None, None),
        ("paragraph", under, repeated, f"{here}#p-58", None, None),
        (
            "statement",
            "支出决算表",
            "2080208 基层政权建设和社区治理 本年支出合计 4916.71 项目支出 4916.71 万元",
            f"{here}#t3-r1",
            "2080208",
            4916.71,
        ),
        (
            "statement",
            "支出决算表",
            "2010301 行政运行 本年支出合计 92 项目支出 92 万元",
            f"{here}#t3-r2",
            "2010301",
            92.0,
        ),
        ("statement", "政府性基金表", "本部门没有政府性基金。", f"{here}#t7", None, None),
        (
            "execution",
            "一般公共服务支出 › 行政运行",
            "行政运行年初预算为80万元，支出决算为92万元。",
            f"{here}#e-1",
            "2010301",
            92.0,
        ),
        ("project", "环卫保洁", "环卫保洁 道路整洁", f"{here}#pj-1", None, 12.5),
        ("form", "项目绩效自评表", "环卫保洁 得分 98", f"{here}#form-1", None, None),
        (
            "indicator",
            "环卫保洁",
            "产出指标 › 清扫面积 目标值 ≥5万平方米 完成值 5.2万平方米",
            f"{here}#form-1-i1",
            None,
            None,
        ),
        ("task", "重点工作完成情况", "老旧小区改造 完成3个小区", f"{here}#k-1", None, None),
        (
            "term",
            "名词解释 › “三公”经费",
            "“三公”经费：指出国、用车和接待费用。",
            f"{here}#term-1",
            None,
            None,
        ),
        ("row", f"{under} › 一级指标", "清扫面积", f"{here}#s-2", None, None),
        ("row", under, "附注 另有说明", f"{here}#s-2", None, None),
        ("finding", "合计相等", "合计相差0.01万元", f"{here}#f-1", None, None),
    ]


def test_long_paragraphs_are_cut_after_sentences() -> None:
    cut = pieces(LONG)
    assert "".join(cut) == LONG
    assert max(map(len, cut)) <= LONGEST
    assert [piece[-1] for piece in cut] == ["。"] * len(cut)
    assert [len(piece) for piece in pieces("三" * 2000)] == [800, 800, 400]


def test_codes_bring_those_above_them() -> None:
    assert with_parents(["2080208", "30101", "201"]) == ["2080208", "20802", "208", "30101", "301", "201"]


def test_writing_again_replaces(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(database.read_bytes())
    conn = sqlite3.connect(copy)
    before = conn.execute("SELECT * FROM search_documents ORDER BY id").fetchall()
    assert write_search_documents(conn) == len(before)
    assert conn.execute("SELECT * FROM search_documents ORDER BY id").fetchall() == before
    assert search(conn, "低保").total == 3
    conn.close()


# ------------------------------------------------------------------------------------------------- search


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("三公经费支出决算", {"d/qingxi-2023/#p-55", "d/qingxi-2024/#p-55", "d/baisha-2023/#p-55"}),
        ("2023年 云岭 三公经费支出", {"d/qingxi-2023/#p-55"}),
        ("云岭区三公经费支出 2024", {"d/qingxi-2024/#p-55"}),
        ("4,916.71 白沙", {"d/baisha-2023/#t3-r1"}),
        ("20802 江北县", {"d/baisha-2023/#t3-r1"}),
        ("23.5 白沙", {"d/baisha-2023/#p-55"}),
        ("最低標準 白沙", {"d/baisha-2023/#p-58"}),
        ("1999年", set()),
    ],
)
def test_search_finds(conn: sqlite3.Connection, query: str, expected: set[str]) -> None:
    results = search(conn, query)
    assert urls(results) == expected
    assert results.total == len(expected)


def test_words_understood_as_filters(conn: sqlite3.Connection) -> None:
    results = search(conn, "2023年 云岭 三公")
    assert results.understood == Filters(year=(2023,), district=("云岭区",))
    assert results.words == "三公"
    chosen = search(conn, "2023年 三公经费支出", Filters(year=(2024,)))
    assert urls(chosen) == {"d/qingxi-2024/#p-55"}  # what was chosen beats what was typed


@pytest.mark.parametrize(
    ("query", "departments", "words"),
    [
        ("清溪街道 低保", ("清溪街道办事处",), "低保"),
        ("清溪街道办事处的低保", ("清溪街道办事处",), "低保"),
        ("2023年云岭区清溪街道低保", ("清溪街道办事处",), "低保"),
        ("清溪街道 白沙街道 低保", ("清溪街道办事处", "白沙街道办事处"), "低保"),
        ("清溪街道", (), "清溪街道"),  # alone it is looked for
        ("清溪街道低", (), "清溪街道"),  # too little is left: loosened
        ("清溪 低保", (), "清溪 低保"),  # 民族 or 新华 may be a street, and is a word
        (
            "清溪街道 航空母舰",
            ("清溪街道办事处",),
            "航空母舰",
        ),  # nothing of it there: said, not another's shown
    ],
)
def test_departments_narrow_where_words_are_left(
    conn: sqlite3.Connection, query: str, departments: tuple[str, ...], words: str
) -> None:
    results = search(conn, query)
    assert results.understood.department == departments
    assert results.words == words
    assert {hit.department for hit in results.hits} <= set(
        departments or {hit.department for hit in results.hits}
    )
    assert results.message is None or departments[0] in results.message
    assert search(conn, "清溪街道 低保", Filters(department=("白沙街道办事处",))).total == 1


def test_only_filters_list_everything_whole_disclosures_first(conn: sqlite3.Connection) -> None:
    results = search(conn, "云岭区")
    assert [hit.page_url for hit in results.hits[:2]] == ["d/qingxi-2024/", "d/qingxi-2023/"]
    assert results.total == search(conn, "", Filters(district=("云岭区",))).total
    assert results.message is None


def test_facets_count_what_each_choice_would_leave(conn: sqlite3.Connection) -> None:
    results = search(conn, "低保", Filters(year=(2023,)))
    counts = {name: {v.value: v.count for v in values} for name, values in results.facets.items()}
    assert results.total == 2
    assert counts == {
        "year": {2024: 1, 2023: 2},
        "city": {"江川市": 2},
        "district": {"云岭区": 1, "江北县": 1},
        "department": {"清溪街道办事处": 1, "白沙街道办事处": 1},
        "kind": {"paragraph": 2},
    }
    assert results.facets["kind"][0].label == "段落"
    assert [value.value for value in results.facets["year"]] == [2024, 2023]


def test_only_the_facets_asked_for_are_counted(conn: sqlite3.Connection) -> None:
    searcher = Searcher.of(conn)
    plain = searcher.search(conn, "低保", facets=())
    counted = searcher.search(conn, "低保", facets=("kind",))
    assert plain.facets == {}
    assert [(value.value, value.count) for value in counted.facets["kind"]] == [("paragraph", 3)]
    assert list(counted.facets) == ["kind"]
    assert [hit.id for hit in plain.hits] == [hit.id for hit in counted.hits]


def test_a_city_narrows(conn: sqlite3.Connection) -> None:
    assert search(conn, "低保", Filters(city=("江川市",))).total == 3
    assert search(conn, "低保", Filters(city=("没有市",))).total == 0


def test_turning_a_page_asks_nothing_again(conn: sqlite3.Connection) -> None:
    searcher = Searcher.of(conn)
    statements: list[str] = []
    searcher.search(conn, "三公经费", per_page=2)
    conn.set_trace_callback(statements.append)
    second = searcher.search(conn, "三公经费", page=2, per_page=2)
    conn.set_trace_callback(None)
    whole = Searcher.of(conn).search(conn, "三公经费", per_page=4)
    assert second.hits == whole.hits[2:]
    assert [statement for statement in statements if "MATCH" in statement] == []


def test_of_many_answers_the_latest_are_kept() -> None:
    answers = Answers(2)
    first, second, third = (Answer(understand(word), (), 0, "newest", {}) for word in "甲乙丙")
    answers.put("first", first)
    answers.put("second", second)
    assert answers.get("first") is first
    answers.put("third", third)
    assert (answers.get("first"), answers.get("second"), answers.get("third")) == (first, None, third)


def test_a_department_is_filtered_by_name_or_id(conn: sqlite3.Connection) -> None:
    assert search(conn, "低保", Filters(department=("qingxi",))).total == 2
    assert search(conn, "低保", Filters(department=("清溪街道办事处",))).total == 2
    assert search(conn, "低保", Filters(department=("没有",))).total == 0


def test_orders(conn: sqlite3.Connection) -> None:
    newest = search(conn, "低保", sort="newest")
    oldest = search(conn, "低保", sort="oldest")
    assert [hit.fiscal_year for hit in newest.hits] == [2024, 2023, 2023]
    assert [hit.fiscal_year for hit in oldest.hits] == [2023, 2023, 2024]
    assert [hit.amount for hit in search(conn, "万元 2023 江北县", sort="amount").hits] == [
        4916.71, 92.0, 92.0, None, None, None,
    ]  # fmt: skip


def test_pages(conn: sqlite3.Connection) -> None:
    pages = [search(conn, "三公", page=page, per_page=10) for page in (1, 2, 3, 4)]
    ids = [hit.id for page in pages for hit in page.hits]
    assert [len(page.hits) for page in pages] == [10, 10, 7, 0]
    assert len(set(ids)) == 27 == pages[0].total
    assert pages[0].pages == 3
    assert pages[3].message == "共 27 条，没有第 4 页。"


def test_hits_show_the_original_with_its_words_marked(conn: sqlite3.Connection) -> None:
    [hit] = search(conn, "三公經費支出 2024").hits
    assert marked(hit.text) == "2024年“[三公”经费支出]决算为24.50万元。"
    assert marked(hit.title) == "九、“三公”经费情况"
    [hostile] = search(conn, "onerror 2024").hits
    assert marked(hostile.text) == "<img src=x [onerror]=alert(1)> & “三公”"


def test_an_excerpt_of_a_long_text_begins_at_its_sentence(conn: sqlite3.Connection) -> None:
    [hit] = search(conn, "第20项工作 江北").hits
    text = marked(hit.text)
    assert text.startswith("…[第20项工作]按计划完成")
    assert text.endswith("…")
    assert len(text) < 210


@pytest.mark.parametrize("query", ["", "   ", "。，", "😀", "“”"])
def test_no_words_is_said(conn: sqlite3.Connection, query: str) -> None:
    results = search(conn, query)
    assert (results.total, results.hits) == (0, ())
    assert results.message == "请输入要查找的词，例如“三公经费”或“2080208”。"


def test_nothing_found_is_said(conn: sqlite3.Connection) -> None:
    assert search(conn, "航空母舰").message == "没有找到。请减少词语，或取消筛选条件。"


# ------------------------------------------------------------------------------------------- the command


def test_the_command_prints_hits_with_their_page(database: Path) -> None:
    console = Console(width=200, record=True, file=io.StringIO(), soft_wrap=True)
    results = print_hits(database, "三公经费支出 2024", console=console)
    assert results.total == 1
    assert console.export_text().splitlines() == [
        "1. 云岭区清溪街道办事处 2024 · 段落 · 九、“三公”经费情况",
        "   2024年“三公”经费支出决算为24.50万元。",
        "   d/qingxi-2024/#p-55",
        "已将“2024年”作为筛选条件。",
        "共 1 条，列出 1 条。",
    ]


# ------------------------------------------------------------------------------------------------ as JSON


def test_json(client: TestClient) -> None:
    answer = client.get("/search.json", params={"q": "三公经费支出", "year": 2024, "district": "云岭区"})
    assert answer.status_code == 200
    [hit] = answer.json().pop("hits")
    assert hit == {
        "id": hit["id"],
        "disclosure_id": "qingxi-2024",
        "kind": "paragraph",
        "kind_label": "段落",
        "title": [["九、“三公”经费情况", False]],
        "text": [["2024年“", False], ["三公”经费支出", True], ["决算为24.50万元。", False]],
        "page_url": "d/qingxi-2024/#p-55",
        "department": "清溪街道办事处",
        "district": "云岭区",
        "city": "江川市",
        "fiscal_year": 2024,
        "codes": None,
        "amount": None,
        "disputed": None,
    }
    assert answer.json()["table_url"] == (
        "data/disclosures/search_documents?_search=%E4%B8%89%E5%85%AC%E7%BB%8F%E8%B4%B9%E6%94%AF%E5%87%BA"
        "&fiscal_year=2024&district=%E4%BA%91%E5%B2%AD%E5%8C%BA"
    )
    assert answer.json()["total"] == 1


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"q": "三" * 301}, "检索词最多 300 字，收到 301 字。"),
        ({"q": "三公", "year": "x"}, "year 应是 1949 至 2999 的整数，收到 'x'。"),
        ({"q": "三公", "year": "２０２３"}, "year 应是 1949 至 2999 的整数，收到 '２０２３'。"),
        ({"q": "三公", "page": "0"}, "page 应是 1 至 500 的整数，收到 '0'。"),
        ({"q": "三公", "page": "501"}, "page 应是 1 至 500 的整数，收到 '501'。"),
        ({"q": "三公", "size": "9" * 5000}, f"size 应是 1 至 50 的整数，收到 {'9' * 40!r}。"),
        ({"q": "三公", "sort": "bm25"}, "没有排序方式 'bm25'；可用的是 relevance、newest、oldest、amount。"),
        ({"q": "三公", "kind": "x"}, f"没有种类 'x'；可用的是 {'、'.join(KINDS)}。"),
        (
            {"q": "三公", "colour": "red"},
            "没有参数 'colour'；可用的参数是 city、department、district、kind、literal、page、q、size、sort、year。",
        ),
        ({"q": "三公", "district": ["云岭区"] * 51}, "每种筛选条件最多 50 个。"),
    ],
)
def test_what_cannot_be_asked_is_said(client: TestClient, parameters: dict[str, Any], message: str) -> None:
    answer = client.get("/search.json", params=parameters)
    assert (answer.status_code, answer.json()) == (400, {"error": message})


@pytest.mark.parametrize(
    "query", ['"', "*", "%", "' OR 1=1 --", "<b>", "😀", "\0", "AND", "NEAR(a", "{x}:y", "三 " * 150]
)
def test_hostile_queries_are_answered(client: TestClient, query: str) -> None:
    answer = client.get("/search.json", params={"q": query})
    assert answer.status_code == 200
    assert answer.json()["total"] in (0, 27)
    assert answer.json()["hits"] or answer.json()["message"]


def test_literal_takes_years_as_words(client: TestClient) -> None:
    answer = client.get("/search.json", params={"q": "2024年 三公经费支出", "literal": "1"}).json()
    assert answer["understood"] == {"year": [], "district": [], "department": []}
    assert [hit["page_url"] for hit in answer["hits"]] == ["d/qingxi-2024/#p-55"]


def test_too_long_is_broken_off(database: Path) -> None:
    answer = TestClient(search_app(database, seconds=-1.0)).get("/search.json", params={"q": "三公"})
    assert (answer.status_code, answer.json()) == (
        503,
        {"error": "这次检索用时过长，已中止。请增加词语或筛选条件。"},
    )


def test_a_missing_database_is_said(tmp_path: Path) -> None:
    answer = TestClient(search_app(tmp_path / "none.db")).get("/search.json", params={"q": "三公"})
    assert (answer.status_code, answer.json()) == (503, {"error": "检索库暂时不能读取，请稍后再试。"})
    assert answer.headers["cache-control"] == "no-store"


def test_only_reading_is_allowed(client: TestClient) -> None:
    assert client.post("/search.json").status_code == 405


def test_a_new_build_is_noticed(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "disclosures.db"
    path.write_bytes(database.read_bytes())
    client = TestClient(search_app(path))
    assert client.get("/search.json", params={"q": "低保"}).json()["total"] == 3
    newer = tmp_path / "newer.db"
    newer.write_bytes(database.read_bytes())
    conn = sqlite3.connect(newer)
    conn.execute("DELETE FROM disclosures WHERE id = 'baisha-2023'")
    conn.execute("DELETE FROM key_figures WHERE disclosure_id = 'baisha-2023'")
    make_writable(conn).execute("DELETE FROM sections WHERE disclosure_id = 'baisha-2023'")
    write_search_documents(conn)
    conn.commit()
    conn.close()
    newer.replace(path)
    assert client.get("/search.json", params={"q": "低保"}).json()["total"] == 2


# ------------------------------------------------------------------------------------------------ over the wire


def test_an_address_with_letters_as_they_are_is_refused_in_words(database: Path) -> None:
    config = uvicorn.Config(search_app(database), http=Protocol, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        with socket.create_connection(listening.getsockname(), timeout=20) as client:
            client.sendall("GET /search.json?q=三公经费 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            answer = b"".join(iter(lambda: client.recv(4096), b""))
        server.should_exit = True
        thread.join()
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"must be percent-encoded" in body
