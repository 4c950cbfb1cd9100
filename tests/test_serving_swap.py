"""A portal exchanged for its next version again and again while it is read: whole answers, each of one version."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from made_up_database import make_output
from mingzhang.publishing import workspace
from portal_server import Server, served

pytestmark = pytest.mark.slow
EXCHANGES, CLIENTS = 10, 6
_LARGE = 3_000_000
PATHS = (
    "/",
    "/d/one/",
    "/files/large.txt",
    "/data/disclosures/departments",
    "/data/disclosures/departments.json?_shape=array",
    "/data/disclosures/departments.csv?_size=max",
    "/data/disclosures.json?sql=select+name,short_name+from+departments",
    "/search.json?q=x",
)
_MARK = re.compile(rb"version-(\d+)-")


def make_version(folder: Path, number: int) -> None:
    """A portal every page of which says its version, one of them in many thousand places."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    make_output(folder)
    mark = f"version-{number}-" + "x" * number
    for file in (*folder.glob("site/**/*.html"), folder / "data" / "index.html"):
        file.write_text(f"{mark}\n" * (50 + number), encoding="utf-8")
    (folder / "data" / "large.txt").write_text(f"{mark}\n" * (_LARGE // len(mark)), encoding="utf-8")
    with closing(sqlite3.connect(folder / "disclosures.db")) as conn:
        conn.execute("UPDATE departments SET name = ?, short_name = ?", (mark, mark))
        conn.commit()


def exchange(output: Path, number: int) -> None:
    """Build a version beside the portal and put it in its place, as `mingzhang build` does."""
    with workspace(output) as space:
        shutil.rmtree(space.building)
        make_version(space.building, number)
        space.publish()


class Client:
    """Someone who reads on and on, noting what came of it."""

    def __init__(self, server: Server, stop: Callable[[], bool]) -> None:
        self.faults: Counter[str] = Counter()
        self.read = 0
        self._server, self._stop = server, stop

    def run(self) -> None:
        while not self._stop():
            for path in PATHS:
                try:
                    status, body, _ = self._server.get(path)
                except (http.client.HTTPException, OSError) as error:
                    self.faults[f"{path}: {type(error).__name__}"] += 1
                    continue
                self.read += 1
                if status >= 500 and not (status == 503 and "sql=" in path):
                    self.faults[f"{path}: {status}"] += 1
                if status == 200 and len(set(_MARK.findall(body))) > 1:
                    self.faults[f"{path}: of two versions"] += 1


def read_while_exchanged(output: Path, exchanges: int, pause: float = 0.0) -> tuple[int, Counter[str]]:
    """How many answers the clients got while the portal was exchanged, and the faults among them."""
    make_version(output, 0)
    done = threading.Event()
    with served(output, sql=True) as server:
        clients = [Client(server, done.is_set) for _ in range(CLIENTS)]
        threads = [threading.Thread(target=client.run) for client in clients]
        for thread in threads:
            thread.start()
        for number in range(1, exchanges + 1):
            exchange(output, number)
            done.wait(pause)
        done.set()
        for thread in threads:
            thread.join()
        rows = json.loads(server.get("/data/disclosures/departments.json?_shape=array")[1])
        assert {row["name"] for row in rows} == {f"version-{exchanges}-" + "x" * exchanges}
        open_files = sorted(str(file.readlink()) for file in Path(f"/proc/{server.process.pid}/fd").iterdir())
    assert len(open_files) < 100, open_files
    return sum(client.read for client in clients), sum((client.faults for client in clients), Counter())


def test_readers_never_notice_that_the_portal_is_exchanged(tmp_path: Path) -> None:
    read, faults = read_while_exchanged(tmp_path / "portal", EXCHANGES)
    assert faults == {}
    assert read > CLIENTS


def test_a_page_opened_before_an_exchange_finds_its_styles_and_scripts_after_it(tmp_path: Path) -> None:
    output = tmp_path / "portal"

    def put(number: int) -> str:
        make_version(output, number)
        asset = output / "site/assets" / f"{number:012x}" / "look.css"
        asset.parent.mkdir(parents=True)
        asset.write_text(f"/* version {number} */", encoding="utf-8")
        return f"/assets/{number:012x}/look.css"

    first = put(1)
    with served(output) as server:
        for number in (2, 3):
            with workspace(output) as space:
                shutil.rmtree(space.building)
                shutil.copytree(output, space.building)
                shutil.rmtree(space.building / "site/assets")
                page = space.building / "site/index.html"
                page.write_text(f"version-{number}-\n", encoding="utf-8")
                asset = space.building / f"site/assets/{number:012x}/look.css"
                asset.parent.mkdir(parents=True)
                asset.write_text(f"/* version {number} */", encoding="utf-8")
                space.publish()
            assert server.get("/")[0] == 200
            for former in range(1, number + 1):
                status, body, headers = server.get(f"/assets/{former:012x}/look.css")
                assert (status, body) == (200, f"/* version {former} */".encode())
                assert "immutable" in headers["cache-control"]
                assert headers["content-type"].startswith("text/css")
        assert not (output / "site").joinpath(first.lstrip("/")).exists()
        assert server.get("/assets/00000000000f/look.css")[0] == 404
        assert server.get("/assets/000000000001/../000000000001/other.css")[0] == 404
