"""What every answer of the running server says of itself: methods, hosts, what may be kept, and in which form."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from made_up_database import made_up_portal, make_database, make_output
from mingzhang.exports.table_rows import open_database
from mingzhang.exports.workbooks import write_workbook
from mingzhang.serving.csv_answers import csv_answer
from mingzhang.serving.static_files import IMMUTABLE
from mingzhang.site import build_site
from portal_server import Server, served

pytestmark = pytest.mark.slow
HOSTILE = ("=1+1", "+8610", "-2", "@SUM(A1)", "＝1", "\tx", "'x", "普通")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = make_output(tmp_path_factory.mktemp("portal"))
    with closing(sqlite3.connect(output / "disclosures.db")) as conn:
        for number, name in enumerate(HOSTILE):
            conn.execute(
                "INSERT INTO departments (id, name, short_name) VALUES (?, ?, ?)", (f"h{number}", name, name)
            )
        conn.commit()
    (output / "data" / "large.bin").write_bytes(bytes(range(256)) * 5000)
    return output


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[Server]:
    with served(output, base_url="https://example.org/mz/") as server:
        yield server


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize(
    "path", ["/", "/robots.txt", "/healthz", "/search.json", "/files/", "/data/", "/none"]
)
def test_everything_is_for_reading(server: Server, path: str, method: str) -> None:
    status, _, headers = server.get(path, method=method)
    assert (status, headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/", "/data/disclosures/departments", "/files/large.bin", "/robots.txt"])
def test_the_head_of_an_answer_is_that_of_the_whole(server: Server, path: str) -> None:
    status, body, headers = server.get(path, method="HEAD")
    whole = server.get(path)
    assert (status, body) == (200, b"")
    assert headers["content-length"] == str(len(whole[1]))
    assert headers.get("etag") == whole[2].get("etag")


def test_the_prefix_without_its_slash_leads_to_the_portal(server: Server) -> None:
    status, _, headers = server.get("/mz")
    assert (status, headers["location"]) == (308, "/mz/")


@pytest.mark.parametrize(
    ("host", "named"),
    [
        ("example.org", "example.org"),
        ("127.0.0.1:8000", "127.0.0.1:8000"),
        ("localhost", "localhost"),
        ("evil.example", None),
        ("example.org.evil.example", None),
        ("example.org:99", None),
        ("127.0.0.1.evil.example", None),
    ],
)
def test_links_name_the_hosts_of_the_portal_and_no_other(
    server: Server, host: str, named: str | None
) -> None:
    _, body, headers = server.get("/mz/data/disclosures/key_figures.json?_size=1", Host=host)
    link = json.loads(body)["next_url"]
    path = "/mz/data/disclosures/key_figures.json?_size=1&_next="
    assert link.startswith(f"http://{named}{path}" if named else path)
    for address in ("/mz/data/disclosures/key_figures?_size=1&_facet=metric", "/mz/data/", "/mz/d/one"):
        _, body, headers = server.get(address, Host=host)
        assert named is not None or host not in body.decode() + str(headers)


def test_pages_are_asked_for_anew_and_sent_only_when_they_changed(server: Server) -> None:
    for path in ("/", "/files/departments.csv", "/data/", "/data/disclosures/departments?_facet=kind"):
        status, _, headers = server.get(path)
        assert (status, headers["cache-control"]) == (200, "no-cache")
        status, body, again = server.get(path, If_None_Match=headers["etag"])
        assert (status, body, again["etag"]) == (304, b"", headers["etag"])
        assert server.get(path, If_None_Match='"other"')[0] == 200


def test_assets_say_their_content_and_are_kept_for_good(server: Server) -> None:
    _, body, _ = server.get("/data/disclosures/departments")
    assets = re.findall(r'(?:src|href)="(/mz/data/[^"]*\.(?:css|js))["?]', body.decode())
    assert len(assets) == 4
    for asset in assets:
        status, content, headers = server.get(asset)
        assert (status, headers["cache-control"]) == (200, IMMUTABLE) and content


def test_a_part_of_a_file(server: Server) -> None:
    whole = bytes(range(256)) * 5000
    for asked, status, part in [
        ("bytes=0-9", 206, whole[:10]),
        ("bytes=1279990-", 206, whole[-10:]),
        ("bytes=-5", 206, whole[-5:]),
        ("bytes=10-900000", 206, whole[10:900001]),
        ("bytes=9999999-", 416, b""),
        ("bytes=5-2", 416, b""),
        ("bytes=0-1,4-5", 200, whole),
        ("lines=1-2", 200, whole),
    ]:
        found = server.get("/files/large.bin", Range=asked)
        assert (found[0], found[1]) == (status, part), asked
    etag = server.get("/files/large.bin")[2]["etag"]
    assert server.get("/files/large.bin", Range="bytes=0-9", If_Range=etag)[0] == 206
    assert server.get("/files/large.bin", Range="bytes=0-9", If_Range='"old"')[0] == 200


def test_csv_opens_in_a_spreadsheet_and_runs_nothing_there(server: Server) -> None:
    for extra in ("", "&_dl=1", "&_labels=on"):
        status, body, headers = server.get(f"/data/disclosures/departments.csv?_size=max{extra}")
        assert status == 200 and body.startswith(b"\xef\xbb\xbfid,name,")
        names = [line.split(",")[1] for line in body.decode("utf-8-sig").split("\r\n")[1:] if line]
        assert {"'=1+1", "'+8610", "'-2", "'@SUM(A1)", "'＝1", "'\tx", "'x", "普通"} <= set(names)
    _, body, _ = server.get("/data/disclosures/key_figures.csv?_labels=on&_header=off&_size=2")
    first = body.decode("utf-8-sig").split("\r\n")[0].split(",")
    assert first[:2] == ["baisha-jiedao-2022", "白沙街道办事处2022年度部门决算"]
    assert "attachment" not in str(headers.get("content-disposition", ""))


def test_numbers_stay_numbers_in_csv() -> None:
    told = {"columns": ["a", "b", "c"], "rows": [[-1.5, "-1.5", None], [12, "＝", 0.1]]}
    answer = csv_answer(200, json.dumps(told).encode(), "x.csv", "")
    assert bytes(answer.body).decode() == "\ufeffa,b,c\r\n-1.5,'-1.5,\r\n12,'＝,0.1\r\n"


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("departments.csv?_stream=on", 400, "不提供整表的 CSV 流"),
        ("nothing.csv", 404, ""),
        ("departments.csv?_sort=nothing", 400, ""),
        ("departments/none.csv", 404, ""),
    ],
)
def test_errors_of_csv_are_a_line_of_text(server: Server, path: str, status: int, told: str) -> None:
    found, body, headers = server.get(f"/data/disclosures/{path}")
    assert found == status and headers["content-type"] == "text/plain; charset=utf-8"
    assert told in body.decode() and "<" not in body.decode() and body


def test_rows_with_nothing_in_a_column_are_a_value_of_its_facet(server: Server) -> None:
    _, body, _ = server.get("/data/disclosures/departments.json?_facet=kind")
    values = {value["value"]: value for value in json.loads(body)["facet_results"]["kind"]["results"]}
    assert values[None]["count"] == len(HOSTILE)
    assert not values[None]["selected"]
    _, body, _ = server.get("/data/disclosures/departments.json?_facet=kind&kind__isnull=1")
    found = json.loads(body)
    assert found["filtered_table_rows_count"] == len(HOSTILE)
    assert [value["selected"] for value in found["facet_results"]["kind"]["results"]] == [True]
    _, body, _ = server.get("/data/disclosures/departments?_facet=kind")
    assert "kind__isnull=1" in body.decode() and "（空白）" in body.decode()


def test_whoever_watches_is_told_how_the_portal_is(tmp_path: Path) -> None:
    (tmp_path / "portal").mkdir()
    make_output(tmp_path / "portal")
    with served(tmp_path / "portal") as server:
        status, body, headers = server.get("/healthz")
        assert (status, headers["cache-control"]) == (200, "no-store")
        assert json.loads(body).keys() == {"status", "version"} and json.loads(body)["status"] == "ok"
        (tmp_path / "fresh.db").write_bytes(b"half")
        (tmp_path / "fresh.db").replace(tmp_path / "portal" / "disclosures.db")
        assert server.get("/data/disclosures/departments")[0] == 200  # of the old one
        status, body, _ = server.get("/healthz")
        assert status == 503 and json.loads(body)["status"] == "failing"
        assert json.loads(body)["reason"].startswith("disclosures.db: not a whole database")


def test_no_script_runs_that_is_not_ours(server: Server) -> None:
    _, _, headers = server.get("/data/disclosures/departments")
    policy = headers["content-security-policy"]
    (scripts,) = re.findall(r"script-src ([^;]*);", policy)
    assert "unsafe" not in scripts and scripts.count("'sha256-") >= 3


def test_large_answers_are_compressed(server: Server) -> None:
    _, body, headers = server.get("/data/disclosures/departments", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert "部门" in gzip.decompress(body).decode()


def test_a_workbook_is_made_when_it_is_asked_for(server: Server, output: Path, tmp_path: Path) -> None:
    with closing(open_database(output / "disclosures.db")) as conn:
        portal = made_up_portal(base_url="https://example.org/mz/")
        write_workbook(conn, "qingxi-jiedao-2023", portal, tmp_path / "a.xlsx")
    status, body, headers = server.get("/files/xlsx/qingxi-jiedao-2023.xlsx")
    assert (status, body) == (200, (tmp_path / "a.xlsx").read_bytes())
    assert headers["content-type"].endswith("spreadsheetml.sheet")
    assert server.get("/files/xlsx/qingxi-jiedao-2023.xlsx", If_None_Match=headers["etag"])[0] == 304
    assert server.get("/files/xlsx/nobody-2023.xlsx")[0] == 404
    assert not (output / "data" / "xlsx").exists()


def test_a_page_that_lies_there_compressed_is_a_page_like_others(server: Server, output: Path) -> None:
    page = "<!doctype html><title>原文</title><main><h1>原文</h1>" + "<p>一行</p>" * 300 + "</main>"
    folder = output / "site" / "d" / "packed"
    folder.mkdir()
    (folder / "index.html.gz").write_bytes(gzip.compress(page.encode()))
    for path in ("/d/packed/", "/d/packed/index.html"):
        status, body, headers = server.get(path, Accept_Encoding="gzip")
        assert (status, gzip.decompress(body).decode()) == (200, page)
        assert (headers["content-encoding"], headers["vary"]) == ("gzip", "Accept-Encoding")
        assert headers["content-type"] == "text/html; charset=utf-8"
        assert "content-security-policy" in headers
        plain = server.get(path)
        assert (plain[1].decode(), "content-encoding" in plain[2]) == (page, False)
        assert server.get(path, If_None_Match=headers["etag"])[0] == 304
    assert server.get("/d/packed", method="HEAD")[0] in (200, 307)
    assert server.get("/d/packed/index.md")[1].decode().startswith("# 原文")
    assert server.get("/d/absent/")[0] == 404


@pytest.mark.parametrize("compact", [False, True])
def test_only_a_compact_portal_has_pages_compressed(tmp_path: Path, compact: bool) -> None:
    make_database(tmp_path / "disclosures.db")
    build_site(tmp_path / "disclosures.db", tmp_path / "site", made_up_portal(compact=compact))
    (folder, *_) = sorted((tmp_path / "site" / "d").iterdir())
    names = {file.relative_to(folder).as_posix() for file in folder.rglob("index.html*")}
    end = ".gz" if compact else ""
    assert names >= {"index.html", f"source/index.html{end}", f"letter/index.html{end}"}
    assert (tmp_path / "site/en/d" / folder.name / f"index.html{end}").is_file()
    text = (tmp_path / "site" / "sitemap.xml").read_text(encoding="utf-8")
    assert f"/d/{folder.name}/source/</loc>" in text and "index.html" not in text
