"""One app on one port: site, Datasette, files, robots; whole or not at all."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path
from typing import Any

import httpx
import pytest

from made_up_database import made_up_portal, make_output
from mingzhang.portal import Meilisearch, Search, SettingsError, Sql, load_portal
from mingzhang.serving import ServeError
from mingzhang.serving.addresses import asset_folder
from mingzhang.serving.app import create_app
from mingzhang.serving.public_address import prefix_of
from mingzhang.serving.robots import robots
from mingzhang.serving.running import listen
from waiting import wait_for

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_output(tmp_path_factory.mktemp("portal"))


def get(app: Any, *paths: str, **headers: str) -> list[httpx.Response]:
    async def fetch() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://portal.test", headers=headers
        ) as client:
            return [await client.get(path) for path in paths]

    return wait_for(fetch())


def test_site_data_files_and_robots_on_one_port(output: Path) -> None:
    app = create_app(output, made_up_portal())
    home, page, lost, data, table, file, files, rules = get(
        app, "/", "/d/one/", "/d/two/", "/data/", "/data/disclosures/departments.json", "/files/departments.csv", "/files/", "/robots.txt"
    )  # fmt: skip
    assert (home.status_code, home.text) == (200, "<h1>首页</h1>")
    assert (page.status_code, page.text) == (200, "<h1>一页</h1>")
    assert (lost.status_code, lost.text) == (404, "<h1>没有这一页</h1>")
    assert data.status_code == 200
    assert "三公经费：各部门、各年度" in data.text
    assert [row[0] for row in table.json()["rows"]] == [
        "baisha-jiedao",
        "qingxi-jiedao",
        "yunling-zhengfuban",
    ]
    assert (file.status_code, file.text) == (200, "id\n")
    assert (files.status_code, files.text) == (200, "<h1>下载</h1>")
    assert rules.text == robots(made_up_portal())


def test_folders_without_their_slash_are_redirected_without_naming_a_host(output: Path) -> None:
    app = create_app(output, made_up_portal())
    answers = get(app, "/data", "/files", "/d/one")
    assert [(answer.status_code, answer.headers["location"]) for answer in answers] == [
        (308, "/data/"),
        (308, "/files/"),
        (307, "/d/one/"),
    ]


@pytest.mark.parametrize("stripped", [True, False])
def test_behind_a_prefix_whether_the_proxy_strips_it_or_not(output: Path, stripped: bool) -> None:
    portal = made_up_portal(base_url="https://example.org/money/")
    app = create_app(output, portal)
    at = "/" if stripped else "/money/"
    page, table, sorted_, more = get(
        app,
        f"{at}d/one/",
        f"{at}data/disclosures/expenditure_by_function",
        f"{at}data/disclosures/expenditure_by_function?_sort=code",
        f"{at}data/disclosures/key_figures?_size=7",
    )
    assert page.text == "<h1>一页</h1>"
    assert '"/money/data/disclosures/expenditure_by_function?_sort=code"' in table.text
    assert '"/money/d/baisha-jiedao-2022/source/#L1"' in table.text
    assert f'"/money/data/{asset_folder()}app.css' in table.text
    assert '"/money/data/disclosures/expenditure_by_function?_sort_desc=code"' in sorted_.text
    assert 'href="/money/data/disclosures/key_figures?_size=7&amp;_next=baisha-jiedao-2022%2C7"' in more.text
    assert "/money/data/data/" not in table.text + sorted_.text + more.text
    (redirect,) = get(app, f"{at}d/one")
    assert redirect.headers["location"] == "/money/d/one/"


@pytest.mark.parametrize(
    ("base_url", "prefix"),
    [
        ("http://127.0.0.1:8000/", "/"),
        ("https://example.org", "/"),
        ("https://example.org/a/b", "/a/b/"),
        ("/", "/"),
    ],
)
def test_the_prefix_is_the_path_of_the_base_url(base_url: str, prefix: str) -> None:
    assert prefix_of(made_up_portal(base_url=base_url)) == prefix


def test_next_pages_lead_through_all_rows(output: Path) -> None:
    app = create_app(output, made_up_portal())
    seen, path = 0, "/data/disclosures/key_figures.json?_size=50"
    while path:
        (answer,) = get(app, path)
        seen += len(answer.json()["rows"])
        path = (answer.json()["next_url"] or "").removeprefix("http://portal.test")
    assert seen == 120


def test_security_headers_stand_on_every_answer(output: Path) -> None:
    app = create_app(output, made_up_portal())
    for answer in get(
        app, "/", "/none/", "/data/", "/data/disclosures/none", "/files/departments.csv", "/robots.txt"
    ):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "SAMEORIGIN"
        assert "default-src 'self'; script-src 'self' 'sha256-" in answer.headers["content-security-policy"]
        assert "access-control-allow-origin" not in answer.headers


def test_the_policy_lets_the_chosen_search_through() -> None:
    from mingzhang.serving.guards import security_headers

    meilisearch = made_up_portal(
        search=Search("meilisearch", meilisearch=Meilisearch("https://search.example.org:7700/x"))
    )
    policy = security_headers(meilisearch)["Content-Security-Policy"]
    assert "connect-src 'self' https://search.example.org:7700;" in policy
    for search in (Search("pagefind"), Search("meilisearch", fallback=True)):
        policy = security_headers(made_up_portal(search=search))["Content-Security-Policy"]
        assert "script-src 'self' 'wasm-unsafe-eval' blob:;" in policy


def test_robots_stay_out_of_the_expensive_pages(output: Path) -> None:
    assert robots(made_up_portal(base_url="https://example.org/money/")).splitlines() == [
        "User-agent: *",
        "Disallow: /money/data/*?",
        "Disallow: /money/data/*.json",
        "Disallow: /money/data/*.csv",
        "Disallow: /money/search.json",
        "Disallow: /money/search.atom",
        "Disallow: /money/answer.json",
        "Crawl-delay: 5",
        "",
        "Sitemap: https://example.org/money/sitemap.xml",
    ]
    plain, filtered, json = get(
        create_app(output, made_up_portal()),
        "/data/disclosures/departments",
        "/data/disclosures/departments?kind=x",
        "/data/disclosures/departments.json",
    )
    assert [answer.headers.get("x-robots-tag") for answer in (plain, filtered, json)] == [
        None,
        "noindex, nofollow",
        "noindex, nofollow",
    ]


def test_sql_is_closed_unless_the_portal_opens_it(output: Path) -> None:
    query = "/data/disclosures.json?sql=select+count(*)+as+n+from+departments&_shape=array"
    (closed,) = get(create_app(output, made_up_portal()), query)
    (opened,) = get(create_app(output, made_up_portal(sql=Sql(open=True))), query)
    assert (closed.status_code, closed.json()["error"]) == (403, "本站没有开放此功能")
    assert (opened.status_code, opened.json()) == (200, [{"n": 3}])


def test_no_database(tmp_path: Path) -> None:
    assert refusal(tmp_path) == (
        f"{tmp_path}/disclosures.db: no database here; build the portal first: mingzhang build"
    )


def test_a_half_written_database(output: Path, tmp_path: Path) -> None:
    whole = (output / "disclosures.db").read_bytes()
    for torn in (b"", b"SQLite format 3\x00", whole[: len(whole) // 2], b"not a database" * 100):
        (tmp_path / "disclosures.db").write_bytes(torn)
        assert refusal(tmp_path) == (
            f"{tmp_path}/disclosures.db: not a whole database (half-written?); build the portal again: mingzhang build"
        )


def test_a_database_of_something_else(tmp_path: Path) -> None:
    conn = sqlite3.connect(tmp_path / "disclosures.db")
    conn.execute("CREATE TABLE departments (id)")
    conn.close()
    assert refusal(tmp_path).endswith("is missing; build the portal again: mingzhang build")


def test_no_site(output: Path, tmp_path: Path) -> None:
    (tmp_path / "disclosures.db").write_bytes((output / "disclosures.db").read_bytes())
    assert refusal(tmp_path) == f"{tmp_path}/site: no site here; build the portal first: mingzhang build"


def test_metadata_of_a_table_that_is_not_there_or_a_query_that_does_not_run(
    output: Path, tmp_path: Path
) -> None:
    file = tmp_path / "datasette_metadata.yml"
    portal = made_up_portal()
    portal = type(portal)(root=tmp_path)
    file.write_text("databases:\n  disclosures:\n    tables:\n      moon: {}\n", encoding="utf-8")
    with pytest.raises(ServeError) as error:
        create_app(output, portal)
    assert str(error.value) == (
        f"{file}: table moon is not in the database; take it out or build the portal again"
    )
    file.write_text(
        "databases:\n  disclosures:\n    queries:\n      q: select x from moon\n", encoding="utf-8"
    )
    with pytest.raises(ServeError) as error:
        create_app(output, portal)
    assert str(error.value) == f"{file}: query q no longer runs (no such table: moon); mend or remove it"


def refusal(output: Path) -> str:
    with pytest.raises(ServeError) as error:
        create_app(output, made_up_portal())
    return str(error.value)


def test_a_port_in_use_and_a_host_that_is_not_ours() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(ServeError) as error:
            listen("127.0.0.1", port)
        assert str(error.value) == (
            f"port {port} on 127.0.0.1 is in use; stop the other server or choose another with --port"
        )
    with pytest.raises(ServeError, match=r"^cannot listen on no\.such\.invalid: .*; check --host$"):
        listen("no.such.invalid", 0)
    assert socket.socket().fileno() > 0


def test_a_new_build_is_served_without_a_restart_and_a_broken_one_never(tmp_path: Path) -> None:
    output = make_output(tmp_path)
    app = create_app(output, made_up_portal())
    count = "/data/disclosures/departments.json?_shape=array"
    assert len(get(app, count)[0].json()) == 3
    fresh = tmp_path / "fresh.db"
    fresh.write_bytes((output / "disclosures.db").read_bytes())
    conn = sqlite3.connect(fresh)
    conn.execute("INSERT INTO departments (id, name, short_name) VALUES ('x', 'x', 'x')")
    conn.commit()
    conn.close()
    fresh.replace(output / "disclosures.db")
    assert len(get(app, count)[0].json()) == 4
    fresh.write_bytes(b"half")
    fresh.replace(output / "disclosures.db")
    assert len(get(app, count)[0].json()) == 4


def test_each_page_of_data_says_how_to_cite_it_and_that_it_is_made_up(output: Path) -> None:
    portal = made_up_portal(
        title="某市决算", base_url="https://example.org/money/", notice="数据全部为虚构。"
    )
    table, query, home = get(
        create_app(output, portal),
        "/data/disclosures/departments?kind=x",
        "/data/disclosures/three-public?year=2023",
        "/data/",
    )
    assert "某市决算. 部门[DS/OL]. 版本 2024-09-20-" in table.text
    assert "[引用日期]. https://example.org/money/data/disclosures/departments?kind=x.</p>" in table.text
    assert "某市决算. 三公经费：各部门、各年度[DS/OL]." in query.text
    assert "@misc{data-disclosures-three-public-year-2023," in query.text
    assert "某市决算. 某市决算 · 数据[DS/OL]." in home.text
    for answer in (table, query, home):
        assert '<p class="message-warning">数据全部为虚构。</p>' in answer.text


@pytest.mark.parametrize(
    ("sites", "origin", "allowed"),
    [
        ((), "https://a.example", None),
        (("*",), "https://a.example", "*"),
        (("https://a.example",), "https://a.example", "https://a.example"),
        (("https://a.example",), "https://b.example", None),
        (("https://a.example",), "https://a.example.evil", None),
        (("https://a.example",), "null", None),
    ],
)
def test_other_sites_read_the_data_only_as_set(
    output: Path, sites: tuple[str, ...], origin: str, allowed: str | None
) -> None:
    app = create_app(output, made_up_portal(cors=sites))
    for path in ("/data/disclosures/departments.json", "/files/departments.csv"):
        (answer,) = get(app, path, Origin=origin)
        assert answer.headers.get("access-control-allow-origin") == allowed
        assert ("Origin" in answer.headers.get("vary", "")) == (sites not in ((), ("*",)))


def test_a_site_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "portal.yml").write_text("cors: [example.org/path]\n", encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        load_portal(tmp_path)
    assert str(error.value) == (
        f"{tmp_path}/portal.yml: cors: 'example.org/path' is no site; write https://example.org, or *"
    )
