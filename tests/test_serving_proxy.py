"""The portal behind a real reverse proxy: a prefix stripped or kept, HTTPS outside, every link leading back through it."""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from made_up_database import make_output
from portal_server import served

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a portal whose public address is https://example.org/money/."""
    output = make_output(tmp_path_factory.mktemp("portal"))
    with served(output, base_url="https://example.org/money/") as server:
        yield server.port


@pytest.fixture(params=["strips the prefix", "keeps the prefix"])
def proxy(portal: int, request: pytest.FixtureRequest) -> Iterator[int]:
    """The port of a reverse proxy that serves the portal under /money/ and nothing else."""
    strips = request.param == "strips the prefix"

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith("/money/"):
                self.send_error(404)
                return
            inside = http.client.HTTPConnection("127.0.0.1", portal, timeout=30)
            path = self.path.removeprefix("/money") if strips else self.path
            inside.request("GET", path, headers={"Host": "example.org", "X-Forwarded-Proto": "https"})
            answer = inside.getresponse()
            body = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            inside.close()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def get(proxy: int, path: str) -> tuple[int, str, str | None]:
    connection = http.client.HTTPConnection("127.0.0.1", proxy, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode(), answer.getheader("location")
    connection.close()
    return found


def test_every_link_of_a_table_page_leads_back_through_the_proxy(proxy: int) -> None:
    status, html, _ = get(proxy, "/money/data/disclosures/key_figures?_size=7&origin=table")
    assert status == 200
    links = {link.replace("&amp;", "&") for link in re.findall(r'(?:href|src|action)="([^"#]+)', html)}
    elsewhere = ("https://datasette.io/", "https://spdx.org/licenses/")
    inside = {link.removeprefix("https://example.org") for link in links if not link.startswith(elsewhere)}
    assert len(inside) > 20
    assert not [link for link in inside if not link.startswith("/money/")]
    pages = {link for link in inside if link.startswith("/money/data/")}
    answers = {link: get(proxy, link)[0] for link in sorted(pages)}
    assert {link: status for link, status in answers.items() if status not in (200, 302)} == {}


def test_next_pages_lead_to_the_end(proxy: int) -> None:
    seen, path = 0, "/money/data/disclosures/key_figures?_size=50"
    while path:
        _, html, _ = get(proxy, path)
        seen += html.count('<td class="col-Link')
        more = re.search(r'<a href="https://example\.org([^"]+)">下一页</a>', html)
        path = more.group(1).replace("&amp;", "&") if more else ""
    assert seen == 120


def test_redirects_stay_under_the_prefix(proxy: int) -> None:
    assert get(proxy, "/money/data")[::2] == (308, "/money/data/")
    assert get(proxy, "/money/data/disclosures/departments/")[::2] == (
        302,
        "/money/data/disclosures/departments",
    )
    assert get(proxy, "/money/d/one")[::2] == (307, "/money/d/one/")
    assert get(proxy, "/money/d/one/")[:2] == (200, "<h1>一页</h1>")
    assert get(proxy, "/money/files/departments.csv")[:2] == (200, "id\n")


def test_a_sort_and_a_filter_keep_the_prefix(proxy: int) -> None:
    _, html, _ = get(proxy, "/money/data/disclosures/expenditure_by_function?_sort=code")
    assert '"/money/data/disclosures/expenditure_by_function?_sort_desc=code"' in html
    filtered = "/money/data/disclosures/departments?_filter_column=kind&_filter_op=exact&_filter_value=x"
    assert get(proxy, filtered)[::2] == (302, "/money/data/disclosures/departments?kind__exact=x")
