"""Twelve portals under one front: each document in the portal of its city, one search, rankings and codes over all."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from generator import write_sample
from generator.names import CITY
from mingzhang.exports.union import Union
from mingzhang.pipeline.partitions import OTHER, build_partitions, divided
from mingzhang.pipeline.stages import Build, InputError, build_portal
from mingzhang.portal import Portal, SettingsError, load_portal, starter_root
from mingzhang.progress import Reporter
from mingzhang.publishing import OutputError
from mingzhang.serving import ServeError
from mingzhang.serving import joint_questions as joint
from mingzhang.serving.canned import canned_queries
from mingzhang.serving.joint_questions import joint_questions
from mingzhang.serving.portal_list import Partition, partitions_of
from mingzhang.serving.running import app_of
from mingzhang.shards.receipts import Receipt
from mingzhang.site.front.asked_of_all import RANKED, ranking

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("partitions")]
PORTAL = Portal(root=starter_root(), partition="city")
SINGLE = replace(PORTAL, partition="none")
CITIES = [f"{first}{second}市" for first in "青白赤玄" for second in "平安定"]
QUERIES = [
    "三公经费",
    "行政运行",
    "2010301",
    "2023年 支出",
    "青平市 三公",
    "青澜区 决算",
    "低保",
    "会议费",
    "航空母舰",
]
_LINK = re.compile(r'(?:href|src)="([^"#?]*)[^"]*"')


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document of each of twelve cities, two of the first, and a file that is no account."""
    folder = tmp_path_factory.mktemp("inputs")
    for number, city in enumerate(CITIES):
        for path in write_sample(folder / str(number), number, 2 if number == 0 else 1, 1):
            data = path.read_bytes()
            for encoding in ("utf-8", "gb18030"):
                data = data.replace(CITY.encode(encoding), city.encode(encoding))
            path.write_bytes(data)
    (folder / "letter.txt").write_text("关于召开会议的通知", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build_partitions([inputs], tmp_path_factory.mktemp("nation"), PORTAL, Reporter(quiet=True))


@pytest.fixture(scope="module")
def single(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_portal(
        [inputs], tmp_path_factory.mktemp("single") / "portal", SINGLE, Reporter(quiet=True)
    ).output


@pytest.fixture(scope="module")
def client(built: Build) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joint, "SECONDS", 120.0)  # a busy machine is no fault of a question
        with TestClient(app_of(built.output, PORTAL), base_url="http://127.0.0.1:8000") as client:
            yield client


@pytest.fixture(scope="module")
def single_client(single: Path) -> Iterator[TestClient]:
    with TestClient(app_of(single, SINGLE), base_url="http://127.0.0.1:8000") as client:
        yield client


def test_every_document_is_in_the_portal_of_its_city(built: Build) -> None:
    partitions = partitions_of(built.output)
    assert partitions is not None
    assert sorted(one.name for one in partitions) == sorted(CITIES)
    assert (built.disclosures, built.departments, len(built.quarantined)) == (13, 13, 1)
    for one in partitions:
        with closing(sqlite3.connect(built.output / one.slug / "disclosures.db")) as conn:
            cities = conn.execute("SELECT city, count(*) FROM departments GROUP BY city").fetchall()
        assert cities == [(one.name, 2 if one.name == "青平市" else 1)]


def test_every_link_of_the_front_answers(client: TestClient) -> None:
    waiting, seen = ["/"], {"/"}
    while waiting:
        at = waiting.pop()
        answer = client.get(at, follow_redirects=False)
        assert answer.status_code == 200, at
        if "html" not in answer.headers["content-type"] or (
            at != "/" and Path(at.split("/")[1]).name in slugs(client)
        ):
            continue  # the pages of the portals themselves are tested elsewhere
        for link in _LINK.findall(answer.text):
            target = urlsplit(urljoin(f"http://127.0.0.1:8000{at}", link))
            if (
                target.netloc == "127.0.0.1:8000"
                and target.path not in seen
                and "files/feed.xml" not in target.path
            ):
                seen.add(target.path)
                waiting.append(target.path)
    assert len(seen) > 100


def slugs(client: TestClient) -> set[str]:
    """The addresses of the portals, as the front's home page leads to them."""
    return set(re.findall(r'<li><a href="([a-z]+)/"><strong>', client.get("/").text))


def test_the_front_says_what_was_left_out_and_that_it_is_made_up(client: TestClient) -> None:
    assert "letter.txt" in client.get("/method/").text
    assert "本站数据全部为虚构样例" in client.get("/").text


def pages_of(answer: dict[str, Any]) -> Counter[str]:
    return Counter(re.sub("^[a-z]+/(?=d/)", "", hit["page_url"]) for hit in answer["hits"])


@pytest.mark.parametrize("sort", ["relevance", "newest"])
@pytest.mark.parametrize("query", QUERIES)
def test_one_search_over_all_finds_what_one_index_finds(
    client: TestClient, single_client: TestClient, query: str, sort: str
) -> None:
    asked = {"q": query, "sort": sort, "size": 50}
    whole, several = (one.get("/search.json", params=asked).json() for one in (single_client, client))
    assert several["total"] == whole["total"]
    assert several["understood"] == whole["understood"]
    assert [several[name] for name in ("message", "loosened", "suggestion")] == [
        whole[name] for name in ("message", "loosened", "suggestion")
    ]
    facets = [
        {
            name: sorted((v["value"], v["count"]) for v in values if v["count"])
            for name, values in one["facets"].items()
        }
        for one in (several, whole)
    ]
    assert facets[0] == facets[1]
    if whole["total"] <= 50:
        assert pages_of(several) == pages_of(whole)


def test_its_pages_follow_each_other_and_lead_somewhere(client: TestClient) -> None:
    hits = []
    for page in range(1, 4):
        hits += client.get("/search.json", params={"q": "三公经费", "page": page, "size": 20}).json()["hits"]
    addresses = [hit["page_url"] for hit in hits]
    assert len(set(addresses)) > 40
    assert all(client.get(f"/{address.partition('#')[0]}").status_code == 200 for address in addresses[:13])


def test_rankings_are_those_of_one_database(built: Build, single: Path) -> None:
    """DuckDB over the portals' Parquet files against SQLite over all rows in one database."""
    sql = next(one.sql for one in canned_queries() if one.name == "same-kind-ranking")
    for metric in ("expenditure_total", "three_public_final", "operating_cost"):
        names = [one.slug for one in partitions_of(built.output) or ()]
        with closing(Union(built.output, names)) as union:
            several = {
                (row["fiscal_year"], row["kind"], row["scope"], row["short_name"], row["place"], row["value"])
                for row in ranking(union, metric)
            }
        with closing(sqlite3.connect(single / "disclosures.db")) as conn:
            conn.row_factory = sqlite3.Row
            blank = dict.fromkeys(("department", "district"), "")
            years = [year for (year,) in conn.execute("SELECT DISTINCT fiscal_year FROM disclosures")]
            one = {
                (
                    row["fiscal_year"],
                    row["kind"],
                    row["scope"],
                    row["department"],
                    row["rank_in_kind"],
                    row["value"],
                )
                for year in years
                for row in conn.execute(sql, {**blank, "year": str(year), "metric": metric})
                if row["rank_in_kind"] <= RANKED
            }
        assert several == one
        assert several


BLANK = dict.fromkeys(("department", "year", "district", "level", "code", "rule", "metric", "a", "b"), "")
GIVEN = (
    BLANK,
    {**BLANK, "year": "2023", "level": "款", "code": "20101", "metric": "operating_cost"},
    {**BLANK, "level": "项", "code": "201", "rule": "N16", "department": "办公室"},
    {**BLANK, "a": "青平市青澜区人民政府办公室", "b": "白平市青澜区人民政府办公室"},
)


@pytest.mark.parametrize("name", sorted(joint_questions()))
def test_a_question_has_the_same_answer_on_both_engines(
    client: TestClient, single: Path, built: Build, name: str
) -> None:
    query = joint_questions()[name]
    folders = "|".join(one.slug for one in partitions_of(built.output) or ())

    def plain(rows: list[Any]) -> list[str]:
        said = [
            [
                round(v, 6)
                if isinstance(v, float)
                else re.sub(f"^({folders})/", "", v)
                if isinstance(v, str)
                else v
                for v in row
            ]
            for row in rows
        ]
        return sorted(map(repr, said))

    counted = 0
    for given in GIVEN:
        asked = {parameter: given[parameter] for parameter in query.parameters}
        told = client.get(f"/questions/{name}.json", params=asked).json()
        with closing(sqlite3.connect(single / "disclosures.db")) as conn:
            found = conn.execute(query.sql, asked)
            assert told["columns"] == [column[0] for column in found.description]
            rows = found.fetchall()
        if len(rows) < 1000:
            assert plain(told["rows"]) == plain(rows)
        counted += len(rows)
    assert counted or name in ("two-departments", "projects-zero-or-over")


def test_a_question_has_a_page_with_its_rows(client: TestClient) -> None:
    page = client.get("/questions/three-public/", params={"year": "2023", "district": '"><b>'})
    assert page.status_code == 200
    assert 'name="year" value="2023"' in page.text
    assert 'value="&#34;&gt;&lt;b&gt;"' in page.text
    assert "没有符合的行" in page.text
    rows = client.get("/questions/three-public/").text
    assert "人民政府办公室" in rows
    stated = re.findall(
        r'<tr><th scope="row">([^<]*)</th>', rows
    )  # bodies of the same name are told apart by their portal
    assert len(set(stated)) > 5 and set(stated) <= set(CITIES)
    link = re.search(r'href="(/[a-z]+/d/[^"#]+)', rows)
    assert link
    assert client.get(link[1]).status_code == 200


def test_two_departments_of_two_portals_are_told_apart(client: TestClient, built: Build) -> None:
    """Each by its full name, with the portal its page is in."""
    portals = {one.slug: one for one in partitions_of(built.output) or ()}
    bodies = []
    for slug in sorted(portals):
        with closing(sqlite3.connect(built.output / slug / "disclosures.db")) as conn:
            bodies.append((slug, *conn.execute("SELECT name FROM departments").fetchone()))
    (slug, name), *_, (other_slug, other) = bodies
    page = client.get("/questions/two-departments/", params={"a": name, "b": other}).text
    row = next(line for line in page.splitlines() if ">页面</th>" in line)
    for at, body in ((slug, name), (other_slug, other)):
        assert body in page
        assert re.search(rf'href="/{at}/d/[^"]+/">页面</a> <small>{portals[at].name}</small>', row), row


def test_a_hit_says_its_city(client: TestClient) -> None:
    hits = client.get("/search.json", params={"q": "三公经费"}).json()["hits"]
    assert hits
    assert {hit["city"] for hit in hits} <= set(CITIES)


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/questions/nothing.json", 404, "没有这个问题"),
        ("/questions/three-public.json?sql=select+1", 400, "参数只有"),
        (f"/questions/three-public.json?year={'9' * 101}", 400, "最多 100 字"),
    ],
)
def test_a_question_that_cannot_be_says_why(client: TestClient, path: str, status: int, told: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert told in answer.json()["error"]


def test_a_question_that_takes_too_long_is_ended(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint, "SECONDS", 0.0)
    answer = client.get("/questions/three-public/", params={"year": "2023"})
    assert answer.status_code == 503
    assert "用时过长" in answer.text


def test_an_answer_is_given_by_the_one_portal_that_has_it(client: TestClient, built: Build) -> None:
    with closing(sqlite3.connect(built.output / "baian" / "disclosures.db")) as conn:
        (name, year) = conn.execute(
            "SELECT name, fiscal_year FROM departments JOIN disclosures ON department_id = departments.id"
        ).fetchone()
    one = client.get("/answer.json", params={"q": f"{name}{year}年支出总计是多少"}).json()
    several = client.get("/answer.json", params={"q": "哪个部门三公经费最多"}).json()
    assert one["type"] == "value", one
    assert one["evidence"][0]["url"].startswith("baian/d/")
    assert (several["type"], several["refusal_type"]) == ("refusal", "需要选择")
    assert several["choices"]


def test_portals_have_their_own_doors(client: TestClient) -> None:
    assert client.get("/baian/data/disclosures/key_figures.json").status_code == 200
    assert client.get("/baian", follow_redirects=False).headers["location"] == "/baian/"
    assert client.get("/healthz").json() == {"status": "ok", "portals": 12}
    assert client.get("/nowhere/").status_code == 404


# What follows changes the portals.


def test_a_portal_that_cannot_be_built_ends_no_other(inputs: Path, built: Build) -> None:
    shutil.rmtree(built.output / "baian")
    (built.output / "baian").write_text("in the way")
    again = build_partitions([inputs], built.output, PORTAL, Reporter(quiet=True))
    assert [line for line in again.warnings if line.startswith("白安市: not built, as before: ")]
    assert (again.disclosures, len(partitions_of(again.output) or ())) == (12, 11)


def test_a_database_that_does_not_answer_is_named(built: Build) -> None:
    app = app_of(built.output, PORTAL)
    (built.output / "chiping" / "disclosures.db").write_bytes(b"no database")
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        answer = client.get("/search.json", params={"q": "三公经费"}).json()
        question = client.get("/answer.json", params={"q": "2023年三公经费"})
    assert answer["unanswered"] == ["赤平市"]
    assert answer["total"] > 0
    assert question.status_code == 503
    with pytest.raises(ServeError, match="not a whole database"):
        app_of(built.output, PORTAL)


def test_a_single_portal_is_not_built_over(single: Path, inputs: Path) -> None:
    with pytest.raises(OutputError, match="holds a single portal"):
        build_partitions([inputs], single, PORTAL, Reporter(quiet=True))


def test_nothing_to_build_from(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "letter.txt").write_text("关于召开会议的通知", encoding="utf-8")
    with pytest.raises(InputError, match=r"none of 1 files could be published; first: letter.txt"):
        build_partitions([tmp_path / "in"], tmp_path / "out", PORTAL, Reporter(quiet=True))


def test_bodies_are_divided_by_province_or_city() -> None:
    def receipt(name: str, province: str | None, city: str | None) -> Receipt:
        return Receipt(
            name=name, source_id=name, format="text", bytes=1, status="ok", province=province, city=city
        )

    receipts = [
        receipt("a", "湖北省", "武汉市"), receipt("b", "湖北省", "宜昌市"), receipt("c", "上海市", "上海市"),
        receipt("d", "湖北省", None), receipt("e", None, None), replace(receipt("f", "湖北省", None), status="quarantined"),
    ]  # fmt: skip
    by_province = {one: [r.name for r in own] for one, own in divided(receipts, "province").items()}
    by_city = {one.name: [r.name for r in own] for one, own in divided(receipts, "city").items()}
    assert by_province == {
        Partition("hubei", "湖北省"): ["a", "b", "d"],
        Partition("shanghai", "上海市"): ["c"],
        OTHER: ["e"],
    }
    assert by_city == {"武汉市": ["a"], "宜昌市": ["b"], "上海市": ["c"], "湖北省": ["d"], "其他": ["e"]}


def test_the_setting_goes_with_servers_alone(tmp_path: Path) -> None:
    (tmp_path / "portal.yml").write_text("partition: province\nsearch: {backend: pagefind}\n")
    with pytest.raises(
        SettingsError, match=r"portal.yml, line 1: portals by province are searched by a server"
    ):
        load_portal(tmp_path)
