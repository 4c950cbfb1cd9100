"""Portals under one front searched by Meilisearch: the documents of all lie on the servers of their provinces."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from documents import minimal, write
from meilisearch_binary import Running, running
from mingzhang.pipeline.partitions import build_partitions
from mingzhang.portal import Meilisearch, Portal, Remote, Search, starter_root
from mingzhang.progress import Reporter
from mingzhang.search.backends.meilisearch.index import INDEX
from mingzhang.search.backends.meilisearch.network import HOME, KEY_VARIABLE, labels
from mingzhang.search.backends.meilisearch.searching import MeilisearchSearcher
from mingzhang.search.backends.meilisearch.server import Server
from mingzhang.search.delivery import DeliveryError
from mingzhang.search.language.tuning import load_tuning
from mingzhang.serving import joint_questions as joint
from mingzhang.serving.joint_questions import joint_questions
from mingzhang.serving.running import app_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("meilisearch")]
TUNING = load_tuning(starter_root() / "search")
BODIES = {
    "a": "武汉市江岸区人民政府柳汀街道办事处",
    "b": "长沙市岳麓区人民政府杏埠街道办事处",
    "c": "南昌市东湖区人民政府梧塘街道办事处",
}


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Running]]:
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        found = {
            name: stack.enter_context(running(tmp_path_factory.mktemp(name))) for name in (HOME, "hubei")
        }
        patch.setenv(KEY_VARIABLE, found[HOME].key)
        patch.setenv(f"{KEY_VARIABLE}_HUBEI", found["hubei"].key)
        yield found


@pytest.fixture(scope="module")
def portal(servers: dict[str, Running]) -> Portal:
    remotes = (Remote("hubei", servers["hubei"].url, ("湖北省",)),)
    asked = Meilisearch(servers[HOME].url, remotes)
    return Portal(root=starter_root(), partition="province", search=Search("meilisearch", meilisearch=asked))


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An account of each of three provinces, two of the first."""
    texts = {name: minimal(body, 2023, "1000.50") for name, body in BODIES.items()}
    return write(tmp_path_factory.mktemp("in"), **texts, d=minimal(BODIES["a"], 2022, "900.50"))


@pytest.fixture(scope="module")
def nation(inputs: Path, portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_partitions([inputs], tmp_path_factory.mktemp("nation"), portal, Reporter(quiet=True)).output


def held(server: Running) -> Counter[str]:
    """How many documents a server holds of each portal."""
    with Server(server.url, server.key) as asked:
        found = asked.ask("GET", f"/indexes/{INDEX}/documents", parameters={"limit": 1000})["results"]
    return Counter(document["page_url"].partition("/")[0] for document in found)


def test_each_server_holds_the_portals_of_its_provinces(nation: Path, servers: dict[str, Running]) -> None:
    assert set(held(servers[HOME])) == {"hunan", "jiangxi"}
    assert set(held(servers["hubei"])) == {"hubei"}


def test_the_front_asks_the_servers_and_each_portal_its_database(
    nation: Path, servers: dict[str, Running], portal: Portal
) -> None:
    told = json.loads((nation / "front" / "site" / "search-config.json").read_text("utf-8"))
    assert told["backends"] == ["meilisearch", "sqlite"]
    assert told["meilisearch"]["remotes"] == {"hubei": "湖北省"}
    assert told["years"] == [2023, 2022]
    assert told["districts"] == ["东湖区", "岳麓区", "江岸区"]
    own = json.loads((nation / "hubei" / "site" / "search-config.json").read_text("utf-8"))
    assert own["backends"] == ["sqlite"]
    with TestClient(app_of(nation, portal), base_url="http://127.0.0.1:8000") as client:
        policies = [client.get(path).headers["Content-Security-Policy"] for path in ("/search/", "/hubei/")]
        assert client.get("/search-names.bin").status_code == 200
    assert [servers[HOME].url in policy for policy in policies] == [True, False]


@pytest.mark.parametrize(
    "query", ["支出", "街道办事处 收入", "2023年 支出", "柳汀 支出", "1000.50", "航空母舰"]
)
def test_servers_and_databases_find_the_same(
    nation: Path, servers: dict[str, Running], portal: Portal, query: str
) -> None:
    with Server(servers[HOME].url, servers[HOME].key) as home:
        searcher = MeilisearchSearcher.of(home, TUNING, remotes=labels(portal.search.meilisearch))
        found = searcher.search(query, per_page=50)
    with TestClient(app_of(nation, portal), base_url="http://127.0.0.1:8000") as client:
        told: dict[str, Any] = client.get("/search.json", params={"q": query, "size": 50}).json()
        assert all(client.get(f"/{hit.page_url}").status_code == 200 for hit in found.hits[:5])
    assert (found.total, found.unanswered) == (told["total"], ())
    if found.total <= 50:
        assert sorted(hit.page_url for hit in found.hits) == sorted(hit["page_url"] for hit in told["hits"])
    for name, values in told["facets"].items():
        counted = {(one["value"], one["count"]) for one in values if one["count"]}
        assert {(one.value, one.count) for one in found.facets.get(name, ()) if one.count} == counted


def test_questions_answer_where_no_portal_has_a_row_of_a_table(
    nation: Path, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """These accounts hold no table of functional codes."""
    monkeypatch.setattr(joint, "SECONDS", 0.0)  # the build asked them
    assert not list(nation.glob("*/data/parquet/expenditure_by_function*"))
    with TestClient(app_of(nation, portal), base_url="http://127.0.0.1:8000") as client:
        for name in joint_questions():
            answer = client.get(f"/questions/{name}.json")
            assert answer.status_code == 200, (name, answer.text)


def test_questions_without_conditions_are_answered_from_what_the_build_kept(
    nation: Path, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are those that a query gives, in pages and as JSON; a portal that was built again is asked anew."""
    with TestClient(app_of(nation, portal), base_url="http://127.0.0.1:8000") as client:
        kept = {name: client.get(f"/questions/{name}.json").json() for name in joint_questions()}
        page = client.get("/questions/three-public/").text
        os.utime(nation / "hubei" / "disclosures.db")
        monkeypatch.setattr(joint, "SECONDS", 120.0)
        asked = {name: client.get(f"/questions/{name}.json").json() for name in joint_questions()}
        assert client.get("/questions/three-public/").text == page
        monkeypatch.setattr(joint, "SECONDS", 0.0)
        assert client.get("/questions/three-public.json").status_code == 503
    assert {name: (one["columns"], sorted(map(repr, one["rows"]))) for name, one in kept.items()} == {
        name: (one["columns"], sorted(map(repr, one["rows"]))) for name, one in asked.items()
    }
    assert any(one["rows"] for one in kept.values())


# What follows changes the portals and takes a server away.


def test_a_document_that_is_gone_is_gone_from_its_server(
    nation: Path, inputs: Path, portal: Portal, servers: dict[str, Running]
) -> None:
    before = [held(server) for server in servers.values()]
    (inputs / "d.txt").unlink()
    build_partitions([inputs], nation, portal, Reporter(quiet=True))
    home, hubei = (held(server) for server in servers.values())
    assert home == before[0]
    assert 0 < hubei["hubei"] < before[1]["hubei"]


def test_a_server_that_is_down_ends_the_build_before_any_work(
    inputs: Path, portal: Portal, servers: dict[str, Running], tmp_path: Path
) -> None:
    servers["hubei"].process.kill()
    servers["hubei"].process.wait(30)
    with pytest.raises(DeliveryError, match=f"no answer from {servers['hubei'].url}"):
        build_partitions([inputs], tmp_path / "nation", portal, Reporter(quiet=True))
    assert not (tmp_path / "nation" / "front").exists()
