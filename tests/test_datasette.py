"""Datasette made ours: questions that run on indexes, links to pages and lines, Chinese search, Chinese pages."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from made_up_database import SHOUTED, made_up_portal, make_database, make_output
from mingzhang.catalogue import TABLES
from mingzhang.search.documents.document_kinds import KINDS
from mingzhang.serving import data_cells, functions, translation
from mingzhang.serving.app import create_app
from mingzhang.serving.canned import CannedQuery, canned_queries
from mingzhang.serving.phrases import PHRASES
from waiting import wait_for
from writable import make_writable

SMALL = {
    "departments",
    "disclosures",
    "metrics",
    "rules",
    "function_codes",
    "economic_codes",
    "portal",
    "sources",
}
"""Tables a question may read whole; all others grow with every page of every document."""

GIVEN = {
    "department": "qingxi-jiedao",
    "year": "2023",
    "district": "云岭区",
    "level": "项",
    "code": "20103",
    "rule": "I01",
    "metric": "operating_cost",
    "a": "qingxi-jiedao",
    "b": "白沙街道办事处",
    "q": "三公经费",
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_output(tmp_path_factory.mktemp("portal"))


@pytest.fixture(scope="module")
def app(output: Path) -> Any:
    return create_app(output, made_up_portal())


@pytest.fixture
def conn(output: Path) -> sqlite3.Connection:
    conn = sqlite3.connect(output / "disclosures.db")
    functions.register(conn)
    return conn


def page(app: Any, path: str) -> httpx.Response:
    async def fetch() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://portal.test") as client:
            return await client.get(f"/data/disclosures{path}")

    return wait_for(fetch())


def ask(app: Any, name: str, **parameters: str) -> list[dict[str, Any]]:
    """The rows of a question."""
    answer = page(app, f"/{name}.json?{urlencode({**parameters, '_shape': 'array'})}")
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()
    return rows


# ---------------------------------------------------------------------------------------------------- questions


@pytest.mark.slow
@pytest.mark.parametrize("query", canned_queries(), ids=lambda query: query.name)
@pytest.mark.parametrize("given", [True, False], ids=["given", "blank"])
def test_no_question_reads_a_large_table_whole(
    conn: sqlite3.Connection, query: CannedQuery, given: bool
) -> None:
    parameters = {name: GIVEN[name] if given else "" for name in query.parameters}
    plan = [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {query.sql}", parameters)]
    aliases = {
        alias or table: table for table, alias in re.findall(r"(?:FROM|JOIN)\s+(\w+)(?:\s+(\w+))?", query.sql)
    }
    large = {table.name for table in TABLES} - SMALL
    scanned = {
        aliases.get(name, name) for name in (line.split()[1] for line in plan if line.startswith("SCAN "))
    }
    assert plan
    assert scanned & large == set(), plan


@pytest.mark.slow
@pytest.mark.parametrize("query", canned_queries(), ids=lambda query: query.name)
def test_every_question_answers_as_a_page_and_as_json(app: Any, query: CannedQuery) -> None:
    parameters = {name: GIVEN[name] for name in query.parameters}
    html = page(app, f"/{query.name}?{urlencode(parameters)}")
    assert html.status_code == 200
    assert "<h1 style" in html.text and query.title in html.text and query.description in html.text
    assert len(ask(app, query.name, **parameters)) >= 1


def test_three_public_by_department_and_year(app: Any) -> None:
    rows = ask(app, "three-public", department="白沙", year="2022")
    assert rows == [
        {
            "department": "白沙街道办事处",
            "district": "云岭区",
            "fiscal_year": 2022,
            "kind": "街道办事处",
            "scope": "汇总",
            "three_public_budget": 25.0,
            "three_public_final": 20.0,  # the table's figure, not the prose's
            "abroad_final": None,
            "vehicle_purchase_final": None,
            "vehicle_operation_final": 10.0,
            "reception_final": None,
            "vehicles_held": 2.0,
            "per_vehicle": 5.0,
            "rank_in_kind": 1,
            "disputed": None,
            "page_url": "d/baisha-jiedao-2022/#t9",
        }
    ]


def test_without_a_year_and_a_department_the_latest_year_is_meant(app: Any) -> None:
    assert {row["fiscal_year"] for row in ask(app, "three-public")} == {2023}
    assert [row["fiscal_year"] for row in ask(app, "three-public", department="qingxi-jiedao")] == [
        2023,
        2022,
    ]


def test_rankings_compare_like_with_like(app: Any) -> None:
    rows = ask(app, "same-kind-ranking", year="2023")
    assert [(row["kind"], row["department"], row["rank_in_kind"], row["kind_count"]) for row in rows] == [
        ("政府办公室", "云岭区人民政府办公室", 1, 1),
        ("街道办事处", "白沙街道办事处", 1, 2),
        ("街道办事处", "清溪街道办事处", 2, 2),
    ]
    assert [row["kind_average"] for row in rows] == [526.75, 264.25, 264.25]


@pytest.mark.parametrize("level", ["类", "款", "项"])
def test_money_is_never_counted_twice_whatever_was_printed(app: Any, level: str) -> None:
    """白沙 prints 项 rows only, the others print 类, 款 and 项: every level sums to the same 1.75 × 600."""
    rows = ask(app, "where-money-goes", year="2022", level=level)
    assert sum(row["total"] for row in rows) == 1.75 * 600
    assert round(sum(row["share_pct"] for row in rows)) == 100
    assert {row["disclosures"] for row in rows} == {3}
    assert {len(row["code"]) for row in rows} == {{"类": 3, "款": 5, "项": 7}[level]}


def test_one_code_through_the_years_from_printed_and_from_finer_rows(app: Any) -> None:
    rows = ask(app, "code-through-years", code="20103")
    assert [(row["department"], row["fiscal_year"], row["total"]) for row in rows] == [
        ("云岭区人民政府办公室", 2022, 450.0),
        ("云岭区人民政府办公室", 2023, 451.5),
        ("清溪街道办事处", 2022, 150.0),
        ("清溪街道办事处", 2023, 151.5),
        ("白沙街道办事处", 2022, 300.0),  # 200 + 100, of two 项 rows
        ("白沙街道办事处", 2023, 301.5),
    ]
    assert rows[0]["page_url"] == "d/yunling-zhengfuban-2022/#t3-r3"


def test_budget_against_final_gives_the_reason(app: Any) -> None:
    (row,) = ask(app, "budget-against-final", department="清溪街道办事处", year="2022")
    assert (row["item"], row["initial_budget"], row["final"], row["difference"], row["reason"]) == (
        "行政运行",
        100.0,
        200.0,
        100.0,
        "人员增加",
    )
    assert row["page_url"] == "d/qingxi-jiedao-2022/#e-1"


def test_a_project_with_a_form_and_a_paragraph_is_listed_once(app: Any) -> None:
    rows = ask(app, "projects-zero-or-over", department="qingxi-jiedao", year="2023")
    assert [(row["name"], row["situation"], row["origin"], row["page_url"]) for row in rows] == [
        ("清扫", "未执行", "form", "d/qingxi-jiedao-2023/#form-1"),
        ("绿化", "超预算", "narrative", "d/qingxi-jiedao-2023/#pj-2"),
    ]


def test_procurement_and_its_share_for_small_firms(app: Any) -> None:
    (row,) = ask(app, "procurement", department="qingxi-jiedao", year="2022")
    assert (row["procurement_total"], row["procurement_sme"], row["sme_share_pct"]) == (50.0, 25.0, 50.0)


def test_personnel_and_operating_costs(app: Any) -> None:
    (row,) = ask(app, "personnel-and-operating", department="qingxi-jiedao", year="2022")
    assert (row["personnel_cost"], row["public_cost"], row["public_share_pct"], row["operating_cost"]) == (
        100.0,
        25.0,
        20.0,
        20.0,
    )


def test_indicators_that_cannot_be_told_are_not_called_unmet(app: Any) -> None:
    rows = ask(app, "indicators-not-met", department="qingxi-jiedao", year="2023")
    assert [(row["level3"], row["page_url"]) for row in rows] == [
        ("指标2", "d/qingxi-jiedao-2023/#form-1-i2")
    ]


def test_lost_tables_are_listed_as_lost(app: Any) -> None:
    rows = ask(app, "missing-tables", year="2023")
    assert [(row["department"], row["number"], row["status"]) for row in rows] == [
        ("清溪街道办事处", 7, "lost")
    ]


def test_findings_and_rules(app: Any) -> None:
    assert len(ask(app, "findings-by-rule", rule="I01", year="2023")) == 3
    assert len(ask(app, "findings-by-rule", rule="I01")) == 6
    assert len(ask(app, "findings-by-rule")) == 3
    assert ask(app, "findings-by-rule", rule="N17", year="2023") == []
    assert [
        (row["rule_id"], row["held"], row["failed"]) for row in ask(app, "rules-summary", year="2023")
    ] == [
        ("I01", 0, 3),
        ("N17", 9, 0),
    ]


def test_two_departments_side_by_side(app: Any) -> None:
    rows = {
        row["name"]: row
        for row in ask(app, "two-departments", a="qingxi-jiedao", b="白沙街道办事处", year="2022")
    }
    assert (rows["部门（同类）"]["value_a"], rows["部门（同类）"]["value_b"]) == (
        "江川市云岭区清溪街道办事处",
        "江川市云岭区白沙街道办事处",
    )
    figures = rows["三公经费决算"]
    assert (figures["value_a"], figures["value_b"], figures["difference"]) == (10.0, 20.0, -10.0)
    assert "部门（不同类）" in {
        row["name"] for row in ask(app, "two-departments", a="qingxi-jiedao", b="yunling-zhengfuban")
    }
    assert ask(app, "two-departments", a="nobody", b="qingxi-jiedao") == []


def test_two_departments_of_one_name_say_that_there_are_others(tmp_path: Path) -> None:
    query = next(one for one in canned_queries() if one.name == "two-departments")
    with closing(sqlite3.connect(make_database(tmp_path / "disclosures.db"))) as conn:
        make_writable(conn)
        conn.execute("UPDATE departments SET short_name = '财政局' WHERE id <> 'yunling-zhengfuban'")
        names, pages, *_ = conn.execute(query.sql, {"a": "财政局", "b": "财政局", "year": "2022"}).fetchall()
    first, second = names[2:4]
    assert first != second  # never a body beside itself
    assert all(one.endswith("（另有 1 个也叫这个名字，填全称可指定）") for one in (first, second))
    assert pages[0] == "页面" and all(page.startswith("d/") for page in pages[2:4])


def test_full_text_finds_the_quoted_word_and_marks_it(app: Any) -> None:
    rows = ask(app, "full-text", q="三公经费支出", department="qingxi-jiedao")
    kinds = [(row["kind"], row["fiscal_year"]) for row in rows]
    assert sorted(kinds) == [
        ("paragraph", 2022), ("paragraph", 2023), ("statement", 2022), ("statement", 2022), ("statement", 2023), ("statement", 2023),
    ]  # fmt: skip
    html = page(app, f"/full-text?{urlencode({'q': '三公经费支出', 'department': 'qingxi-jiedao'})}").text
    assert html.count("<mark>三公”经费支出</mark>") == 2  # in the paragraphs; the others match by their title
    assert ask(app, "full-text", q="") == []


# ------------------------------------------------------------------------------------------------------ plugin


def test_the_search_box_answers_chinese(app: Any) -> None:
    found = ask(app, "search_documents", _search="三公经费支出")
    assert sorted(document["kind"] for document in found) == ["paragraph"] * 6 + ["statement"] * 12
    assert ask(app, "search_documents", _search="没有的词") == []


def test_rows_lead_to_their_page_their_line_and_their_code(app: Any) -> None:
    html = page(app, "/expenditure_by_function?disclosure_id=qingxi-jiedao-2023&code=2010301").text
    assert '<a href="/d/qingxi-jiedao-2023/#t3-r4">4 ↗</a>' in html
    assert '<a href="/d/qingxi-jiedao-2023/source/#L4">第 4 行</a>' in html
    assert '<a href="/codes/2010301/">2010301</a> <small>行政运行</small>' in html
    assert '<data class="amount" value="101.0">101.00</data>' in html


def test_json_keeps_the_raw_number(app: Any) -> None:
    (row,) = ask(app, "expenditure_by_function", disclosure_id="qingxi-jiedao-2023", code="2010301")
    assert (row["total"], row["code"], row["source_line"]) == (101.0, "2010301", 4)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(4916.71, "4,916.71"), (0.2, "0.20"), (92.0, "92.00"), (1234567.125, "1,234,567.125"), (-3.5, "-3.50"), (1e20, "1e+20")],
)  # fmt: skip
def test_amounts_in_thousands(value: float, shown: str) -> None:
    html = data_cells.render({}, value, "total", "expenditure_by_function", "/")
    assert html == f'<data class="amount" value="{value!r}">{shown}</data>'


@pytest.mark.parametrize(
    ("row", "value", "column", "table", "html"),
    [
        ({"page_url": "d/x-2023/#t9"}, 7, "source_line", None, '<a href="/p/d/x-2023/source/#L7">第 7 行</a>'),
        ({"id": "x-2023"}, "d/x-2023/", "page_url", "disclosures", '<a href="/p/d/x-2023/">页面</a>'),
        ({"disclosure_id": {"value": "x-2023", "label": "某"}}, 3, "position", "findings", '<a href="/p/d/x-2023/#f-3">3 ↗</a>'),
        ({"disclosure_id": "x-2023", "number": 7}, 7, "other_line", "statements", '<a href="/p/d/x-2023/source/#L7">第 7 行</a>'),
        ({}, "30101", "code", "economic_codes", "30101 <small>基本工资</small>"),
        ({}, "999", "code", "economic_codes", "999"),
        ({}, '"><b>', "code", "terms", "&#34;&gt;&lt;b&gt;"),
        ({}, "javascript:alert(1)", "page_url", None, '<a href="/p/javascript%3Aalert%281%29">页面</a>'),
        ({}, f"{functions.MARK}<b>{functions.UNMARK}", "snippet", None, "<mark>&lt;b&gt;</mark>"),
        ({}, None, "total", "expenditure_by_function", None),
        ({}, "文字", "item", "expenditure_by_function", None),
        ({}, 3, "source_line", None, None),
        ({}, "error", "severity", "findings", '<span title="error">不一致</span>'),
        ({}, "lost", "status", None, '<span title="lost">有表名而数据未能提取</span>'),
        ({}, "街道办事处", "kind", "departments", None),
        ({}, 3.0, "vehicles_held", None, '<data value="3.0">3</data>'),
        ({}, 45.25, "share_pct", None, '<data value="45.25">45.25</data>'),
        ({}, 12345.0, "share_pct", None, '<data value="12345.0">12,345</data>'),
        ({}, "x-2023", "disclosure_id", "findings", '<a href="/p/data/disclosures/disclosures/x-2023">x-2023</a>'),
        ({"disclosure_id": "x"}, {"value": "x", "label": "某"}, "disclosure_id", "findings", None),
    ],
)  # fmt: skip
def test_cells(
    row: dict[str, object], value: object, column: str, table: str | None, html: str | None
) -> None:
    assert data_cells.render(row, value, column, table, "/p/") == html


def test_words_of_search_documents_are_those_of_search() -> None:
    assert {word: data_cells.meaning(word, "kind", "search_documents") for word in KINDS} == KINDS


def test_a_word_means_what_its_own_table_says_and_nothing_where_tables_differ() -> None:
    assert data_cells.meaning("row", "kind", "paragraphs") == "表格行"
    assert data_cells.meaning("row", "kind", "search_documents") == KINDS["row"] == "附表行"
    assert data_cells.meaning("row", "kind", None) is None
    assert data_cells.meaning("error", "severity", None) == data_cells.meaning(
        "error", "severity", "findings"
    )


def test_a_key_is_not_shown_where_a_word_will_do() -> None:
    link = '<a href="/data/disclosures/findings/x-2023,1">x-2023,1</a>'
    assert (
        data_cells.row_link(link) == '<a href="/data/disclosures/findings/x-2023,1" title="查看此行">查看</a>'
    )
    assert data_cells.row_link("<b>") == "&lt;b&gt;"


def test_text_of_documents_is_escaped(app: Any) -> None:
    html = page(app, "/sections").text
    assert SHOUTED not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_functions_in_sql(conn: sqlite3.Connection) -> None:
    sql = "SELECT code_name('2010301'), economic_name('30101'), code_name('x'), code_name(NULL), snippet_of(NULL, 'x')"
    assert conn.execute(sql).fetchone() == ("行政运行", "基本工资", None, None, None)


def test_a_snippet_stands_around_the_first_hit() -> None:
    text = "甲" * 200 + "三公经费" + "乙" * 200
    shown = functions.snippet_of(text, "三公经费")
    assert shown == f"…{'甲' * 40}{functions.MARK}三公经费{functions.UNMARK}{'乙' * 76}…"
    assert functions.snippet_of("短文", "无") == "短文"


def test_the_home_page_lists_every_question_by_group(app: Any) -> None:
    async def fetch() -> str:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://portal.test") as client:
            return (await client.get("/data/")).text

    html = wait_for(fetch())
    for query in canned_queries():
        assert f'<a href="/data/disclosures/{query.name}">{query.title}</a>' in html
    assert re.findall(r'<h2 id="group-\d">(.*?)</h2>', html) == ["支出", "绩效", "比较", "质量", "检索"]


@pytest.mark.parametrize(
    ("template", "english", "chinese"), [(name, *pair) for name, pairs in PHRASES.items() for pair in pairs]
)
def test_every_phrase_is_still_in_datasettes_templates(template: str, english: str, chinese: str) -> None:
    import datasette

    source = (Path(datasette.__file__).parent / "templates" / template).read_text(encoding="utf-8")
    assert english in source
    assert chinese in translation.translate(source, template)


def test_pages_speak_chinese(app: Any) -> None:
    table = page(app, "/expenditure_by_function?total__gt=100").text
    for words in ("本年支出合计", "下载：", "不小于", ">筛选<", "网站首页"):
        assert words.strip("<>") in table
    row = page(app, "/departments/qingxi-jiedao").text
    assert "引用此行的其他表" in row and "决算公开文件 · 部门" in row
    assert "<title>支出决算表：" in table and "<title>部门</title>" in row
    assert '.rows-and-columns td:nth-of-type(2):before { content: "公开文件"; }' in table
    lost = page(app, "/nothing-here")
    assert lost.status_code == 404 and "没有这个页面" in lost.text


def test_pages_of_the_site_link_only_to_questions_that_exist() -> None:
    import mingzhang.site

    names = dict.fromkeys((table.name for table in TABLES), None) | {q.name: q for q in canned_queries()}
    folder = Path(mingzhang.site.__file__).parent / "templates"
    found = [
        link
        for file in folder.rglob("*.html")
        for link in re.findall(r"data/disclosures/([\w-]+)(?:\?(\w+)=)?", file.read_text(encoding="utf-8"))
    ]
    assert len(found) >= 8
    for name, parameter in found:
        assert name in names
        assert not parameter or parameter in names[name].parameters  # type: ignore[union-attr]


def test_every_question_is_linked_from_a_page_it_belongs_to() -> None:
    import mingzhang.site
    from mingzhang.portal import starter_root
    from mingzhang.site.parts.topic_tables import TOPICS

    folder = Path(mingzhang.site.__file__).parent / "templates"
    sources = [*folder.rglob("*.html"), *(starter_root() / "content").glob("*.md")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in sources)
    linked = set(re.findall(r"data/disclosures/([\w-]+)", text)) | {topic.query for topic in TOPICS}
    assert {query.name for query in canned_queries()} - linked == set()


def test_a_question_without_a_year_means_the_latest_that_answers_it(tmp_path: Path) -> None:
    database = make_database(tmp_path / "disclosures.db")
    with closing(sqlite3.connect(database)) as conn:
        (latest,) = conn.execute("SELECT max(fiscal_year) FROM disclosures").fetchone()
        conn.execute(
            "DELETE FROM key_figures WHERE metric = 'three_public_final' AND disclosure_id IN "
            "(SELECT id FROM disclosures WHERE fiscal_year = ?)",
            (latest,),
        )
        conn.commit()
        question = next(query for query in canned_queries() if query.name == "three-public")
        functions.register(conn)
        conn.row_factory = sqlite3.Row
        rows = conn.execute(question.sql, dict.fromkeys(question.parameters, "")).fetchall()
    assert rows and {row["fiscal_year"] for row in rows} == {latest - 1}
