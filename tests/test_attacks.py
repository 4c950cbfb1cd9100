"""What strangers may try against a portal whose SQL is open: every answer is bounded and the server stays up.

The server runs in a process of its own, so that its memory can be read. SQLite may hold 256 MB there and a result
8 million characters; with Python and Datasette the whole process stays under `BOUND`.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from limits import processor_seconds
from made_up_database import made_up_portal, make_output
from portal_server import Server, served

BOUND = 400 * 1024 * 1024
"""The most memory the serving process may ever have held."""

SECONDS = 20.0
"""The most processor time of the server that one attack may cost (SQL is stopped after 1.5 s)."""

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("attacks")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    output = make_output(tmp_path_factory.mktemp("portal"))
    (output / "secret.txt").write_text("secret", encoding="utf-8")
    with served(output, sql=True) as server:
        yield server


@pytest.fixture(autouse=True)
def alive_and_small(server: Server) -> Iterator[None]:
    """After every attack: the server worked for a bounded time, still answers, and never held more than the bound."""
    with processor_seconds(SECONDS, of=server.seconds_of_cores):
        yield
    assert server.get("/data/disclosures/departments.json")[0] == 200
    if sys.platform == "linux":
        assert server.peak() < BOUND


BIG = {
    "one blob": "select randomblob(900000000)",
    "zeros": "select zeroblob(2000000000)",
    "hex": "select hex(zeroblob(1900000))",
    "printf": "select printf('%.*c', 900000000, 'x')",
    "wide printf": "select printf('%900000000d', 1)",
    "replace": "select replace(hex(zeroblob(900000)), '0', hex(zeroblob(900000)))",
    "concatenated": "with recursive t(x) as (select 'x' union all select x || x from t limit 40) select max(length(x)) from t",
    "group_concat": "with recursive t(x) as (select 1 union all select x+1 from t limit 9000000) select group_concat(x) from t",
    "json": "with recursive t(x) as (select 1 union all select x+1 from t limit 9000000) select json_group_array(x) from t",
    "many blobs": "with recursive t(x) as (select 1 union all select x+1 from t) select randomblob(1900000) from t",
    "many texts": "with recursive t(x) as (select 1 union all select x+1 from t) select hex(randomblob(900000)) from t",
    "endless": "with recursive t(x) as (select 1 union all select x+1 from t) select count(*) from t",
    "sorted blobs": "with recursive t(x) as (select randomblob(900000) union all select randomblob(900000) from t) select length(x) from t order by x",
    "kept blobs": "with recursive t(x) as (select randomblob(900000) union select randomblob(900000) from t) select count(*) from t",
    "distinct": "with recursive t(x) as (select 1 union all select x+1 from t) select count(distinct randomblob(100000)) from t",
    "cross join": "select count(*) from source_lines a, source_lines b, source_lines c, source_lines d, source_lines e, source_lines f",
    "materialised": "with m as materialized (select a.text, hex(zeroblob(100000)) from source_lines a, source_lines b, source_lines c) select count(*) from m",
    "pattern": "select hex(zeroblob(900000)) like '%0%0%0%0%0%0%0%0%0%0%0%0%1'",
    "glob": "select hex(zeroblob(900000)) glob '*0*0*0*0*0*0*0*0*0*0*1'",
    "a thousand snippets": "select snippet_of(hex(zeroblob(100000)), '0') from source_lines",
    "a snippet of nothing but hits": "select length(snippet_of(replace(hex(zeroblob(300000)), '00', '费用'), '费'))",
}


@pytest.mark.parametrize("sql", BIG.values(), ids=BIG.keys())
def test_huge_values_and_endless_queries(server: Server, sql: str) -> None:
    status, body = server.sql(sql)
    assert status in (200, 400, 503)
    assert len(json.dumps(body)) < 20_000_000


FORBIDDEN = {
    "attach": "attach database '/etc/passwd' as x",
    "attach in a select": "select 1; attach database ':memory:' as x",
    "pragma": "pragma table_info(departments)",
    "writable schema": "select * from pragma_writable_schema",
    "function list": "select * from pragma_function_list",
    "load_extension": "select load_extension('/tmp/x')",
    "readfile": "select readfile('/etc/passwd')",
    "writefile": "select writefile('/tmp/x', 'x')",
    "edit": "select edit('x')",
    "fts3_tokenizer": "select fts3_tokenizer('simple')",
    "vacuum": "vacuum into '/tmp/stolen.db'",
    "insert": "insert into departments (id) values ('x')",
    "delete": "delete from departments",
    "delete behind with": "with x as (select 1) delete from departments",
    "create": "create table x (y)",
    "temporary table": "create temp table x (y)",
    "two statements": "select 1; drop table departments",
    "comment": "select 1 -- \n; drop table departments",
    "nul": "select 1\x00; drop table departments",
    "many columns": "select " + ",".join("1" for _ in range(300)),
    "long in list": "select 1 where 1 in (" + ",".join(str(n) for n in range(800)) + ")",
    "deep expression": "select " + "(" * 150 + "1" + ")" * 150 + "+1" * 150,
    "many unions": " union all ".join("select 1" for _ in range(100)),
    "many parameters": "select " + ",".join(f":p{n}" for n in range(250)),
    "internal database": "select * from _internal.tables",
    "broken": "select ' from",
}


@pytest.mark.parametrize("sql", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_what_sql_may_not_do(server: Server, sql: str) -> None:
    status, body = server.sql(sql)
    if "long in list" in sql or sql.startswith("select 1 where 1 in ("):
        assert (status, body["rows"]) == (200, [{"1": 1}])
    else:
        assert (status, body["ok"]) == (400, False)


def test_the_path_of_the_file_is_told_to_nobody(server: Server) -> None:
    status, body = server.sql("select * from pragma_database_list")
    assert (status, body.get("rows", [])) in ((200, []), (400, []))
    for path in (
        "databases",
        "databases.json",
        "settings.json",
        "threads.json",
        "versions.json",
        "plugins",
        "metadata.json",
    ):
        assert server.get(f"/data/-/{path}")[0] == 404
    assert b"/portal" not in server.get("/data/disclosures.json")[1]


@pytest.mark.parametrize(
    "query",
    ["", '"', "'", '" OR 1=1 --', "a AND", "NEAR(", "*", "^", "title:x", "((((", "(" * 4000, "费" * 1500, "\x00", "%", "🙂", "三公 " * 500, '"' * 3000, "{x} : y", "-x", "+" * 2000],
)  # fmt: skip
@pytest.mark.parametrize("where", ["search_documents", "search_documents raw", "full-text"])
def test_hostile_searches(server: Server, query: str, where: str) -> None:
    table, _, raw = where.partition(" ")
    name = "q" if table == "full-text" else "_search"
    extra = {"_searchmode": "raw"} if raw else {}
    status, body, _ = server.get(f"/data/disclosures/{table}.json?{urlencode({name: query, **extra})}")
    assert status in ((200, 400, 414) if raw else (200, 414))
    assert status == 414 or b"Traceback" not in body


@pytest.mark.parametrize(
    "arguments",
    [
        "_size=-1", "_size=1000000000", "_size=max&_shape=array", "_size=x", "_next=%27%22%2C%2C%2C", "_next=" + "1," * 1000, "_sort=nothing", "_sort=amount&_sort_desc=amount",
        "_facet=" + "&_facet=".join("abcdefgh"), "_facet=nothing", "_facet_array=id", "_facet_date=id", "_facet_size=100000", "_where=1=1", "_where=1)%3Bdrop", "_shape=nothing", "_timelimit=x",
        "_timelimit=99999999", "_ttl=1%0d%0aX-Evil:1", "_ttl=99999999999999999999", "_stream=on", "_trace=1", "_context=1", "_extras=x", "_col=nothing", "_nocol=id", "_fts_table=sqlite_master&_search=x",
        "_fts_table=departments%22&_search=x", "_fts_pk=%22&_search=x", "_search_id=x", "id__in=" + "%2C".join("x" * 3 for _ in range(1000)), "id__in=[1%2C", "id__arraycontains=x", "id__date=x", "id__nothing=x", "__exact=x",
        "_through={", "_through=" + quote('{"table":"disclosures","column":"department_id","value":"x"}'), "_json=id&_json_infinity=1", "_labels=on", "_nl=on&_shape=arrays", "_filter_column=id&_filter_op=exact&_filter_value=x%0d%0a",
        "&" * 5000, "a=" + "&a=".join("1" for _ in range(300)), "%00=%00", "%ff%fe=%ff",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["", ".json", ".csv"])
def test_hostile_arguments(server: Server, arguments: str, form: str) -> None:
    status, body, headers = server.get(f"/data/disclosures/departments{form}?{arguments}")
    assert status in (200, 302, 400, 403, 404, 414)
    assert "x-evil" not in headers
    assert len(body) < 2_000_000


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/%2e%2e%2fsecret.txt", "/..\\secret.txt", "/..%5csecret.txt", "/files/../secret.txt", "/files/%2e%2e/secret.txt", "/files/..%2fsecret.txt",
        "/data/-/static/../../../../app.py", "/data/-/static/%2e%2e/%2e%2e/app.py", "/data/../secret.txt", "/disclosures.db", "/data/disclosures.db", "/files/../disclosures.db", "//secret.txt", "/secret.txt%00.html",
        "/data/_internal", "/data/_internal/databases", "/data/_internal.json", "/data/:memory:", "/data/_memory", "/data/" + "a" * 7000, "/" + "a/" * 3000, "/files/" + "%41" * 2000, "/data/disclosures/" + "%00",
        "/data/disclosures/departments/" + "~" * 50, "/data/disclosures/departments/%ff", "/data/disclosures/%ff%fe", "/d/%ff",
    ],
)  # fmt: skip
def test_path_tricks(server: Server, path: str) -> None:
    status, body, _ = server.get(path)
    assert status in (302, 400, 403, 404, 414)
    assert b"secret" not in body.replace(b"secret.txt", b"")
    assert not body.startswith(b"SQLite format 3")


@pytest.mark.parametrize(
    "path",
    ["//evil.example/..", "//evil.example", "/%2f%2fevil.example/", "/\\evil.example", "/data//evil.example"],
)
def test_no_redirect_leaves_the_portal(server: Server, path: str) -> None:
    status, _, headers = server.get(path, Host="evil.example")
    assert status in (301, 302, 307, 308, 404)
    assert headers.get("location", "/").startswith("/") and not headers.get("location", "/").startswith("//")


@pytest.mark.parametrize(
    "host", ['evil"><script>', "a b", "x" * 300, "evil.example/path", "user@evil.example", "[::1", ""]
)
def test_hosts_that_are_none(server: Server, host: str) -> None:
    status, body, _ = server.get("/data/disclosures/key_figures.json?_size=1", Host=host)
    assert (status, body.decode()) == (400, "Host 有误")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NOTHING"])
def test_data_is_for_reading(server: Server, method: str) -> None:
    for path in ("/data/", "/data/disclosures/three-public", "/data/-/messages"):
        status, _, headers = server.get(path, method=method)
        assert (status, headers["allow"]) == (405, "GET, HEAD")
        assert "access-control-allow-origin" not in headers


def test_cookies_and_tokens_change_nothing(server: Server) -> None:
    plain = server.get("/data/disclosures/departments.json?_shape=array")
    dressed = server.get(
        "/data/disclosures/departments.json?_shape=array",
        Cookie="ds_actor=root; ds_messages=x",
        Authorization="Bearer x",
    )
    assert dressed[1] == plain[1]
    assert "set-cookie" not in dressed[2]


def test_a_hundred_thousand_facets_and_a_storm_of_heavy_queries(server: Server) -> None:
    """Ten heavy queries at once, while a plain page is still answered."""
    heavy = f"/data/disclosures.json?{urlencode({'sql': BIG['sorted blobs']})}"
    statuses: list[int] = []
    threads = [threading.Thread(target=lambda: statuses.append(server.get(heavy)[0])) for _ in range(6)]
    for thread in threads:
        thread.start()
    assert server.get("/d/one/")[0] == 200
    for thread in threads:
        thread.join()
    assert set(statuses) <= {200, 400, 503}
    assert len(statuses) == 6


def test_an_error_page_shows_no_sql_and_no_stack(server: Server) -> None:
    status, body, _ = server.get("/data/disclosures/departments?_sort=nothing")
    assert status == 400
    assert b"Traceback" not in body and b"site-packages" not in body


def test_the_docs_state_the_bounds_that_hold() -> None:
    from mingzhang.serving import guards, limits
    from mingzhang.serving.instance import settings

    text = (Path(__file__).parent.parent / "docs" / "data.md").read_text(encoding="utf-8")
    known = settings(made_up_portal())
    bounds = {
        "rows of a result": f"{known['max_returned_rows']:,}",
        "characters of a result": f"{limits.RESULT_BYTES:,}",
        "a string or blob": f"{limits.VALUE_BYTES:,} bytes",
        "time of a query": f"{known['sql_time_limit_ms'] / 1000:g} s",  # type: ignore[operator]
        "an address": f"{guards.ADDRESS_BYTES // 1024} KB",
        "SQLite's memory, whole process": f"{limits.HEAP_BYTES >> 20} MB",
    }
    assert [
        f"| {what} | {bound} |" for what, bound in bounds.items() if f"| {what} | {bound} |" not in text
    ] == []
