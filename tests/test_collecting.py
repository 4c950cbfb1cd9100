"""The collector against a server of our own: polite, bounded, resumable; nothing is lost that was there."""

from __future__ import annotations

import csv
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from documents import minimal
from mingzhang.collecting import downloads
from mingzhang.collecting.address_list import ListError, read_list
from mingzhang.collecting.rounds import Collector
from mingzhang.commands.program import main
from mingzhang.history.registers import provenances

Answer = tuple[int, dict[str, str], bytes]
PDF = {"content-type": "application/pdf"}
PAGE = {"content-type": "text/html; charset=utf-8"}


class Site:
    """A site whose answers are functions of the request's headers; it remembers what it was asked for."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[dict[str, str]], Answer]] = {}
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                answer = site.answers.get(self.path)
                status, headers, body = answer(dict(self.headers)) if answer else (404, {}, b"")
                self.send_response(status)
                for name, value in {"content-length": str(len(body)), **headers}.items():
                    if value:
                        self.send_header(name, value)
                self.end_headers()
                with suppress(ConnectionError):  # who has enough hangs up
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()

    def has(self, path: str, body: bytes, headers: dict[str, str] = PDF, status: int = 200) -> None:
        self.answers[path] = lambda _: (status, headers, body)


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    yield found
    found.server.shutdown()
    found.server.server_close()


class Clock:
    """A clock that goes on only where somebody waits."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.waits: list[float] = []
        self.day = datetime(2026, 1, 2, tzinfo=UTC)

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.seconds += seconds

    def collector(self, folder: Path, said: list[str]) -> Collector:
        return Collector(
            folder,
            "mingzhang-test",
            said.append,
            now=lambda: self.day + timedelta(seconds=self.seconds),
            clock=lambda: self.seconds,
            wait=self.wait,
            timeout=5.0,
        )


def collected(
    folder: Path, site: Site, *paths: str, clock: Clock | None = None
) -> tuple[dict[str, int], list[str]]:
    """What a round came to, and what it told, without the address of the server."""
    said: list[str] = []
    told = (clock or Clock()).collector(folder, said).collect(f"{site.url}{path}" for path in paths)
    return dict(told), [line.replace(site.url, "") for line in said]


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "collected.csv").open(encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def files(folder: Path) -> list[bytes]:
    return [
        path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "collected.csv"
    ]


def test_a_page_gives_the_documents_it_links_to(site: Site, tmp_path: Path) -> None:
    links = "<a href='a.pdf'>2023年度决算</a><a href='/x/b.docx'>附件</a><a href='c.txt'>文本</a><a href='/about'>关于</a><a href='http://other.example/c.pdf'>别处</a><a href='javascript:x'>x</a>"
    site.has("/list/", f"<title>决算公开</title>{links}".encode(), PAGE)
    site.has("/list/a.pdf", b"%PDF-a")
    site.has("/x/b.docx", b"PK-b", {"content-type": "application/octet-stream"})
    site.has("/list/c.txt", "2023年度决算".encode(), {"content-type": "text/plain"})
    told, _ = collected(tmp_path, site, "/list/")
    assert told == {"new": 3}
    assert sorted(files(tmp_path)) == [b"%PDF-a", "2023年度决算".encode(), b"PK-b"]
    first = next(row for row in rows(tmp_path) if row["url"].endswith("a.pdf"))
    assert (first["title"], first["found_on"]) == ("2023年度决算 | 决算公开", f"{site.url}/list/")
    assert "/about" not in site.asked


def test_a_page_without_documents_is_kept_itself(site: Site, tmp_path: Path) -> None:
    site.has("/account", "<title>某局决算</title>正文".encode(), PAGE)
    collected(tmp_path, site, "/account")
    [row] = rows(tmp_path)
    assert row["file"].endswith(".html") and row["title"] == "某局决算"


def test_what_did_not_change_is_not_sent_again(site: Site, tmp_path: Path) -> None:
    version = {"tag": '"1"', "body": b"one"}

    def answer(headers: dict[str, str]) -> Answer:
        if headers.get("If-None-Match") == version["tag"]:
            return 304, {}, b""
        return 200, {**PDF, "etag": str(version["tag"])}, bytes(version["body"])  # type: ignore[arg-type]

    site.answers["/a.pdf"] = answer
    clock = Clock()
    assert collected(tmp_path, site, "/a.pdf", clock=clock)[0] == {"new": 1}
    assert collected(tmp_path, site, "/a.pdf", clock=clock)[0] == {"fetched lately": 1}
    clock.day += timedelta(days=1)
    assert collected(tmp_path, site, "/a.pdf", clock=clock)[0] == {"unchanged": 1}
    assert rows(tmp_path)[0]["fetched_at"].startswith("2026-01-03")
    clock.day += timedelta(days=1)
    version.update(tag='"2"', body=b"two")
    told, said = collected(tmp_path, site, "/a.pdf", clock=clock)
    assert told == {"changed": 1}
    assert "7692c3ad → 3fc4ccfe" in said[0]
    assert files(tmp_path) == [b"two"]


def test_a_file_that_was_changed_here_is_fetched_whole(site: Site, tmp_path: Path) -> None:
    site.has("/a.pdf", b"one", {**PDF, "etag": '"1"'})
    collected(tmp_path, site, "/a.pdf")
    (tmp_path / rows(tmp_path)[0]["file"]).write_bytes(b"broken")
    collected(tmp_path, site, "/a.pdf")
    assert files(tmp_path) == [b"one"]


@pytest.mark.parametrize(
    ("robots", "status", "told"),
    [
        (b"User-agent: *\nDisallow: /private/", 200, "robots.txt does not allow it"),
        (b"", 403, "robots.txt does not allow it"),
        (b"", 503, "the site does not tell its robots.txt; try again later"),
        (b"", 301, "the site does not tell its robots.txt; try again later"),
    ],
)
def test_a_site_says_what_may_be_fetched(
    site: Site, tmp_path: Path, robots: bytes, status: int, told: str
) -> None:
    site.has("/robots.txt", robots, {"content-type": "text/plain"}, status)
    site.has("/private/a.pdf", b"a")
    _, said = collected(tmp_path, site, "/private/a.pdf")
    assert said == [f"failed: /private/a.pdf: {told}"]
    assert "/private/a.pdf" not in site.asked


def test_requests_to_a_host_are_apart_as_the_site_asks(site: Site, tmp_path: Path) -> None:
    site.has("/robots.txt", b"User-agent: *\nCrawl-delay: 7")
    for name in "abc":
        site.has(f"/{name}.pdf", name.encode())
    clock = Clock()
    collected(tmp_path, site, "/a.pdf", "/b.pdf", "/c.pdf", clock=clock)
    assert clock.waits == [7, 7]


def test_a_server_in_trouble_is_asked_again_later_and_later(site: Site, tmp_path: Path) -> None:
    answers = iter([(503, {}, b""), (429, {"retry-after": "30"}, b""), (200, PDF, b"at last")])
    site.answers["/a.pdf"] = lambda _: next(answers)
    clock = Clock()
    assert collected(tmp_path, site, "/a.pdf", clock=clock)[0] == {"new": 1}
    assert clock.waits == [2, 30]
    site.has("/b.pdf", b"", status=500)
    assert collected(tmp_path, site, "/b.pdf")[1] == ["failed: /b.pdf: the server answers 500 (4 tries)"]


def test_redirects_are_followed_on_the_same_site_only(site: Site, tmp_path: Path) -> None:
    for path, target in (
        ("/moved.pdf", "/a.pdf"), ("/loop1.pdf", "/loop2.pdf"), ("/loop2.pdf", "/loop1.pdf"),
        ("/away.pdf", "http://other.example/a.pdf"), ("/odd.pdf", "file:///etc/passwd"), ("/hidden.pdf", "/private/a.pdf"),
    ):  # fmt: skip
        site.has(path, b"", {"location": target}, 302)
    for number in range(9):
        site.has(f"/far{number}.pdf", b"", {"location": f"/far{number + 1}.pdf"}, 301)
    site.has("/a.pdf", b"a")
    site.has("/robots.txt", b"User-agent: *\nDisallow: /private/")
    told, said = collected(
        tmp_path, site, "/moved.pdf", "/loop1.pdf", "/away.pdf", "/odd.pdf", "/hidden.pdf", "/far0.pdf"
    )
    assert told == {"new": 1, "failed": 5}
    assert [line.partition(": ")[2] for line in said[1:]] == [
        "/loop1.pdf: redirects in a circle",
        "/away.pdf: moved to another site, http://other.example/a.pdf: put that address on the list",
        "/odd.pdf: redirects to what is no web address",
        "/hidden.pdf: robots.txt does not allow it",
        "/far0.pdf: more than 5 redirects",
    ]


def test_huge_and_endless_answers_are_cut_off(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.has("/said.pdf", b"x", {**PDF, "content-length": "999000000"})
    site.has("/long", b"x" * 9_000_000, {**PAGE, "content-length": ""})
    told, said = collected(tmp_path, site, "/said.pdf", "/long")
    assert told == {"failed": 2}
    assert [line.rpartition(": ")[2] for line in said] == ["too large (999 MB)", "too large (more than 8 MB)"]
    monkeypatch.setattr(downloads, "SECONDS", -1.0)  # as if it dripped
    site.has("/drip.pdf", b"drip")
    assert "too slow" in collected(tmp_path, site, "/drip.pdf")[1][0]
    assert files(tmp_path) == []


def test_an_answer_cut_short_is_not_taken(site: Site, tmp_path: Path) -> None:
    site.has("/short.pdf", b"half", {**PDF, "content-length": "8"})
    told, said = collected(tmp_path, site, "/short.pdf")
    assert told == {"failed": 1}
    assert "(4 tries)" in said[0]
    assert files(tmp_path) == []


def test_what_is_gone_or_a_page_in_its_place_leaves_the_file_as_it_is(site: Site, tmp_path: Path) -> None:
    clock = Clock()
    site.has("/a.pdf", b"a")
    collected(tmp_path, site, "/a.pdf", clock=clock)
    for body, headers, status, told in (
        (b"", PDF, 404, "gone: /a.pdf: the server answers 404"),
        (b"<p>sorry", PAGE, 200, "failed: /a.pdf: a page in place of a document"),
    ):
        clock.day += timedelta(days=1)
        site.has("/a.pdf", body, headers, status)
        assert collected(tmp_path, site, "/a.pdf", clock=clock)[1] == [told]
        assert files(tmp_path) == [b"a"]
    assert rows(tmp_path)[0]["status"] == "a page in place of a document"


def test_a_round_that_was_stopped_goes_on_where_it_was(site: Site, tmp_path: Path) -> None:
    for name in "ab":
        site.has(f"/{name}.pdf", name.encode())
    clock = Clock()

    def stopped(_: dict[str, str]) -> Answer:
        raise ConnectionError

    good, site.answers["/b.pdf"] = site.answers["/b.pdf"], stopped
    assert collected(tmp_path, site, "/a.pdf", "/b.pdf", clock=clock)[0] == {"new": 1, "failed": 1}
    site.answers["/b.pdf"] = good
    site.asked.clear()
    assert collected(tmp_path, site, "/a.pdf", "/b.pdf", clock=clock)[0] == {"fetched lately": 1, "new": 1}
    assert "/a.pdf" not in site.asked


def test_a_list_is_lines_or_a_table(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text(
        "# sites\nhttp://a.example/1#part\n\nftp://a.example/2\nhttp://a.example/1  # again\n",
        encoding="utf-8",
    )
    problems: list[str] = []
    assert read_list(file, problems) == ["http://a.example/1"]
    assert problems == ["list.txt line 4: 'ftp://a.example/2' is no http or https address; left out"]
    file.write_text("body,url\n某局,https://a.example/3\n", encoding="utf-8")
    assert read_list(file, []) == ["https://a.example/3"]
    file.write_text("#", encoding="utf-8")
    with pytest.raises(ListError, match="holds no address"):
        read_list(file, [])


def test_a_build_says_where_each_file_was_fetched(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.has("/account.txt", minimal().encode(), {"content-type": "text/plain"})
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.txt").write_text(f"{site.url}/account.txt\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["collect", "list.txt", "--into", "in", "--delay", "0.5"])
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "1 new; files in in")
    register = tmp_path / "in" / "collected.csv"
    [(digest, found)] = provenances([register], []).items()
    assert found.url == f"{site.url}/account.txt"
    assert digest == rows(tmp_path / "in")[0]["sha256"]
    refused = CliRunner().invoke(main, ["collect", "nothing.txt"])
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
