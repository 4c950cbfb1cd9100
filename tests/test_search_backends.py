"""What every search back end owes the build, the server and the search page, and that another one can be added."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from mingzhang.portal import Meilisearch, Portal, Search, load_portal
from mingzhang.search.backends import registry
from mingzhang.search.backends.backend import BackendError, SearchBackend
from mingzhang.search.backends.registry import BACKENDS, backends_of
from mingzhang.search.delivery import Delivery, DeliveryError
from mingzhang.serving.guards import security_headers
from search_database import deliver, write_search_database

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = (ROOT / "content" / "assets" / "search-backends.js").read_text(encoding="utf-8")


class Notebook:
    """A toy: it writes the titles of its documents into one file, for good only when the portal is published."""

    name = "notebook"

    def __init__(self) -> None:
        self.did: list[str] = []

    def open(self, portal: Portal) -> Notebook:
        if portal.search.meilisearch.url:
            raise BackendError("a notebook has no address")
        self.did.append("open")
        return self

    def prepare(self, conn: sqlite3.Connection, site: Path) -> dict[str, Any]:
        titles = [title for (title,) in conn.execute("SELECT title FROM search_documents ORDER BY id")]
        (site / "notebook.json").write_text(json.dumps(titles), encoding="utf-8")
        self.did.append("prepare")
        return {"documents": len(titles)}

    def finish(self) -> None:
        self.did.append("finish")

    def close(self) -> None:
        self.did.append("close")

    def sources(self, portal: Portal) -> Mapping[str, str]:
        return {"connect-src": "https://notebook.example"}


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> Portal:
    monkeypatch.setattr(registry, "BACKENDS", [*BACKENDS, Notebook()])
    return Portal(root=ROOT, search=Search(backend="notebook"))


def test_another_back_end_needs_one_line(tmp_path: Path, notebook: Portal) -> None:
    database = write_search_database(tmp_path / "disclosures.db")
    told = deliver(database, tmp_path, notebook)
    (toy,) = (one for one in registry.BACKENDS if isinstance(one, Notebook))
    assert toy.did == ["open", "prepare", "finish", "close"]
    assert told["backends"] == ["notebook", "sqlite"]
    assert told["notebook"] == {"documents": len(json.loads((tmp_path / "notebook.json").read_text()))}
    assert json.loads((tmp_path / "search-config.json").read_text(encoding="utf-8")) == json.loads(
        json.dumps(told)
    )
    policy = security_headers(notebook)["Content-Security-Policy"]
    assert "connect-src 'self' https://notebook.example;" in policy


def test_what_a_back_end_lacks_is_said_before_anything_is_built(notebook: Portal) -> None:
    portal = Portal(root=ROOT, search=Search("notebook", meilisearch=Meilisearch("http://127.0.0.1:9")))
    with pytest.raises(DeliveryError, match="a notebook has no address"):
        Delivery(portal)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "search:\n  fallback: true\n  backend: solr\n",
            "{file}, line 3: search.backend is 'solr'; it can be {known}",
        ),
        (
            "search: {backend: sqlit}\n",
            "{file}, line 1: search.backend is 'sqlit'; it can be {known} (did you mean 'sqlite'?)",
        ),
    ],
)
def test_an_unknown_back_end_is_told_with_its_line_and_the_known_ones(
    tmp_path: Path, written: str, told: str
) -> None:
    file = tmp_path / "portal.yml"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(DeliveryError) as refused:
        Delivery(load_portal(tmp_path))
    assert str(refused.value) == told.format(file=file, known=", ".join(one.name for one in BACKENDS))


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        (Search(), ["sqlite"]),
        (Search(fallback=True), ["sqlite", "pagefind"]),
        (Search("pagefind", fallback=True), ["pagefind", "sqlite"]),
        (Search("meilisearch", fallback=True), ["meilisearch", "sqlite", "pagefind"]),
    ],
)
def test_the_chosen_back_end_is_asked_first(search: Search, expected: list[str]) -> None:
    assert [backend.name for backend in backends_of(Portal(search=search))] == expected


@pytest.mark.parametrize("backend", BACKENDS, ids=lambda one: one.name)
def test_the_search_page_knows_every_back_end(backend: SearchBackend) -> None:
    """`sqlite` is asked at /search.json; each other one needs a line in SCRIPTS and a script of its name."""
    script = ROOT / "content" / "assets" / f"search-{backend.name}.js"
    if backend.name != "sqlite":
        assert f'{backend.name}: () => import("./{script.name}")' in SCRIPT
        assert "export default function" in script.read_text(encoding="utf-8")
    assert set(backend.sources(Portal())) <= {"script-src", "connect-src"}
