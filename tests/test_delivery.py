"""The search back end gets a build's documents last of all: a failed build leaves the old index beside the old portal."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents import minimal, write
from meilisearch_binary import running_server
from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Meilisearch, Portal, Search, starter_root
from mingzhang.progress import Reporter
from mingzhang.publishing import OutputError, Workspace
from mingzhang.search.backends.meilisearch import staging
from mingzhang.search.backends.meilisearch.index import INDEX
from mingzhang.search.backends.meilisearch.network import KEY_VARIABLE
from mingzhang.search.backends.meilisearch.server import Server
from mingzhang.search.delivery import Delivery, DeliveryError
from search_database import write_search_database
from writable import make_writable

pytestmark = [pytest.mark.xdist_group("meilisearch"), pytest.mark.slow]
NOBODY = "http://127.0.0.1:9"


class Listener(Reporter):
    """A reporter that keeps what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def say(self, line: str) -> None:
        self.lines.append(line)


def portal_with(url: str, fallback: bool = False) -> Portal:
    search = Search(backend="meilisearch", fallback=fallback, meilisearch=Meilisearch(url))
    return Portal(root=starter_root(), search=search)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    with running_server(tmp_path_factory.mktemp("meilisearch")) as address:
        yield address


@pytest.fixture
def server(address: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The server, without any index of ours."""
    monkeypatch.setenv(KEY_VARIABLE, address[1])
    with Server(*address) as server:
        for index in server.ask("GET", "/indexes")["results"]:
            server.wait(server.do("DELETE", f"/indexes/{index['uid']}"))
        yield server


def disclosures(server: Server) -> set[str]:
    """The disclosures that the server answers from."""
    found = server.ask("GET", f"/indexes/{INDEX}/documents", parameters={"limit": 1000})["results"]
    return {document["disclosure_id"] for document in found}


def indexes(server: Server) -> set[str]:
    return {index["uid"] for index in server.ask("GET", "/indexes")["results"]}


def change_a_document(database: Path) -> None:
    with sqlite3.connect(database) as conn:
        make_writable(conn).execute("UPDATE search_documents SET text = text || '，又及' WHERE id = 1")
    conn.close()


@pytest.mark.parametrize("anew", [True, False], ids=["a new index", "changes alone"])
def test_what_was_prepared_and_not_finished_leaves_the_index_as_it_was(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, anew: bool
) -> None:
    database = write_search_database(tmp_path / "disclosures.db")
    with Delivery(portal_with(server.url)) as delivery:
        delivery.prepare(database, tmp_path)
        assert INDEX not in indexes(server)
        delivery.finish()
    before = server.ask("GET", f"/indexes/{INDEX}/documents", parameters={"limit": 1000})["results"]
    if anew:
        monkeypatch.setattr(staging, "settings", lambda folder: {"searchCutoffMs": 777})
    change_a_document(database)
    with Delivery(portal_with(server.url)) as delivery:
        delivery.prepare(database, tmp_path)
    assert indexes(server) == {INDEX}
    assert server.ask("GET", f"/indexes/{INDEX}/documents", parameters={"limit": 1000})["results"] == before
    with Delivery(portal_with(server.url)) as delivery:
        delivery.prepare(database, tmp_path)
        delivery.finish()
    after = server.ask("GET", f"/indexes/{INDEX}/documents", parameters={"limit": 1000})["results"]
    assert len(after) == len(before)
    assert after != before


def test_a_build_that_fails_late_leaves_the_old_index(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs, output = write(tmp_path / "in", a=minimal()), tmp_path / "portal"
    build_portal([inputs], output, portal_with(server.url), Listener())
    before = disclosures(server)
    write(inputs, b=minimal().replace("2023", "2022"))

    def full_disk(*given: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(OutputError, match="No space left"):
        patch.setattr(Workspace, "publish", full_disk)
        build_portal([inputs], output, portal_with(server.url), Listener())
    assert disclosures(server) == before
    build_portal([inputs], output, portal_with(server.url), Listener())
    assert len(disclosures(server)) == len(before) + 1


def test_a_missing_key_is_found_before_any_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    inputs = write(tmp_path / "in", a=minimal())
    listener = Listener()
    with pytest.raises(DeliveryError, match=KEY_VARIABLE):
        build_portal([inputs], tmp_path / "portal", portal_with(NOBODY, fallback=True), listener)
    assert listener.lines == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def test_a_server_that_is_down_stops_a_build_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "x")
    inputs = write(tmp_path / "in", a=minimal())
    with pytest.raises(DeliveryError, match="is it running"):
        build_portal([inputs], tmp_path / "portal", portal_with(NOBODY), Listener())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def test_with_a_fallback_a_build_goes_on_without_its_server_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "x")
    listener = Listener()
    inputs, output = write(tmp_path / "in", a=minimal()), tmp_path / "portal"
    build_portal([inputs], output, portal_with(NOBODY, fallback=True), listener)
    told = [line for line in listener.lines if line.startswith("warning")]
    assert told == [
        f"warning: no answer from {NOBODY} (ConnectError): is it running? "
        "Building without it (search.fallback)"
    ]
    configuration = json.loads((output / "site" / "search-config.json").read_text(encoding="utf-8"))
    assert configuration["backends"] == ["pagefind", "sqlite"]
    assert "meilisearch" not in configuration


def test_documents_leave_in_batches(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "_BATCH", 7)
    conn = sqlite3.connect(write_search_database(tmp_path / "disclosures.db"))
    (total,) = conn.execute("SELECT COUNT(*) FROM search_documents").fetchone()
    assert staging.send(server, conn).added == total
    conn.execute("DELETE FROM stored_search_documents WHERE id > 20")
    sent = staging.send(server, conn)
    conn.rollback()
    assert (sent.added, sent.removed, sent.total) == (0, total - sent.total, sent.total)
    assert staging.send(server, conn).added == total - sent.total
    conn.close()
