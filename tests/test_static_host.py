"""A copy of `site/` alone, on a host that only hands out files: every published address is there."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from urllib.parse import urljoin, urlsplit

import pytest

from documents import minimal, write
from made_up_database import made_up_portal
from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, Search, starter_root
from mingzhang.progress import Reporter
from mingzhang.serving.app import create_app
from mingzhang.serving.canned import canned_queries
from test_serving import get

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("static")
    portal = Portal(root=starter_root(), search=Search(backend="pagefind"))
    build_portal([write(folder / "in", a=minimal())], folder / "portal", portal, Reporter())
    return folder / "portal"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def host(output: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A host with nothing but a copy of the site."""
    copied = copytree(output / "site", tmp_path_factory.mktemp("host") / "site")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(copied)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def fetch(port: int, path: str) -> tuple[int, bytes]:
    """Status and body, the redirect from a folder's name to the folder followed."""
    for _ in range(2):
        connection = HTTPConnection("127.0.0.1", port)
        connection.request("GET", path)
        answer = connection.getresponse()
        status, body, location = answer.status, answer.read(), answer.getheader("Location")
        connection.close()
        if status != 301 or location is None:
            break
        path = location
    return status, body


def links(html: str, address: str) -> set[str]:
    """The links of a page inside the portal, as paths without their conditions."""
    found = {urljoin(address, link) for link in re.findall(r'(?:href|src|action)="([^"#]+)', html)}
    return {urlsplit(link).path for link in found if not urlsplit(link).netloc}


def test_every_link_of_every_kind_of_page_leads_somewhere(output: Path, host: int) -> None:
    (page,) = (path for path in (output / "site" / "d").iterdir())
    pages = [
        "/",
        f"/d/{page.name}/",
        "/downloads/",
        "/quality/",
        "/files/",
        "/data/",
        "/data/disclosures/three-public/",
    ]
    everything = {link for address in pages for link in links(fetch(host, address)[1].decode(), address)}
    assert len(everything) > 150
    assert {path: status for path in sorted(everything) if (status := fetch(host, path)[0]) != 200} == {}


def test_files_are_the_same_on_a_static_host_and_when_served(output: Path, host: int) -> None:
    app = create_app(output, made_up_portal())
    for path in (
        "/files/",
        "/files/feed.xml",
        "/files/csv/departments.csv",
        "/files/fiscal/datapackage.json",
    ):
        (served,) = get(app, path)
        assert (200, served.content) == fetch(host, path)


def test_every_page_has_the_same_twin_in_markdown_where_a_server_makes_it(output: Path, host: int) -> None:
    app = create_app(output, made_up_portal())
    pages = [page.parent.relative_to(output / "site") for page in (output / "site").glob("d/**/index.html")]
    assert len(pages) >= 3
    for page in (Path("codes"), Path("method"), *pages):
        twin = output / "site" / page / "index.md"
        written = twin.read_bytes()
        assert fetch(host, f"/{page}/index.md") == (200, written)
        twin.unlink()
        (served,) = get(app, f"/{page}/index.md")
        twin.write_bytes(written)
        assert (served.status_code, served.content) == (200, written)
        assert served.headers["content-type"].startswith("text/markdown")


def test_tables_and_questions_say_what_they_are_where_nothing_can_be_asked(host: int) -> None:
    for query in canned_queries():
        status, body = fetch(host, f"/data/disclosures/{query.name}")
        assert status == 200 and query.title in body.decode() and "SELECT" in body.decode()
    status, body = fetch(host, "/data/disclosures/expenditure_by_function?disclosure_id=x")
    assert status == 200
    assert "本站以静态文件发布" in body.decode()
    assert 'href="../../../files/csv/expenditure_by_function.csv"' in body.decode()


def test_the_sums_are_checked_by_the_usual_command(output: Path) -> None:
    for folder in (output / "data", output / "site" / "files"):
        command = ["sha256sum", "--check", "--quiet", "sha256sums.txt"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, "")


def test_the_files_are_on_disk_once(output: Path) -> None:
    first, second = output / "data" / "disclosures.db.gz", output / "site" / "files" / "disclosures.db.gz"
    assert first.samefile(second)
