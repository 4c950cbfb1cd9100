"""What ranking has reached on the judged queries; it only goes up."""

from __future__ import annotations

import importlib.util
import json
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from mingzhang.database.loading import Loader, metric_rows, new_database
from mingzhang.database.rows import department_row, disclosure_rows
from mingzhang.model import CheckReport
from mingzhang.parsing import parse
from mingzhang.parsing.slugs import with_address
from mingzhang.reading import read
from mingzhang.search.backends.sqlite.searching import Searcher
from mingzhang.search.language.tuning import load_tuning
from places import SHARED
from search_database import write_search_documents

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]


def load_benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("relevance", ROOT / "benchmarks" / "relevance.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["relevance"] = module
    spec.loader.exec_module(module)
    return module


relevance = load_benchmark()


def database(inputs: Path, path: Path) -> sqlite3.Connection:
    """The words of the documents in a database, without proofreading."""
    with new_database(path) as db:
        loader = Loader(db)
        loader.add(metric_rows())
        departments = set()
        for file in sorted(inputs.glob("*.txt")):
            read_from = parse(read(file))
            disclosure = replace(read_from, identity=with_address(read_from.identity))
            id_ = f"{disclosure.identity.department_id}-{disclosure.identity.fiscal_year}"
            if disclosure.identity.department_id not in departments:
                departments.add(disclosure.identity.department_id)
                loader.add([department_row(disclosure)])
            source = {"id": disclosure.source.id, "path": file.name, "status": "ok"}
            loader.add([("sources", source)])
            loader.add(disclosure_rows(disclosure, CheckReport(), id_))
        loader.close()
        write_search_documents(db.conn)
    return sqlite3.connect(path)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    conn = database(ROOT / "disclosures", tmp_path_factory.mktemp("sample") / "disclosures.db")
    yield conn
    conn.close()


def ndcg(conn: sqlite3.Connection, name: str) -> tuple[int, float]:
    searcher = Searcher.of(conn, load_tuning(ROOT / "search"))
    qrels = relevance.judge(conn, name)
    scores = relevance.score(
        lambda query: relevance.addresses(searcher.search(conn, query, per_page=100)), name, qrels
    )
    return len(qrels), scores["nDCG@10"]


def test_the_sample_is_ranked_as_judged(sample: sqlite3.Connection) -> None:
    judged, reached = ndcg(sample, "sample")
    assert judged >= 180
    assert reached >= 0.96


@pytest.mark.real
def test_the_real_documents_are_ranked_as_judged(tmp_path: Path) -> None:
    conn = database(SHARED / "disclosures", tmp_path / "disclosures.db")
    (judged, reached), (held_out, reached_there) = ndcg(conn, "real"), ndcg(conn, "real-held-out")
    conn.close()
    assert judged >= 140
    assert reached >= 0.95
    assert held_out >= 45
    assert reached_there >= 0.85


def test_the_corpus_holds_every_judged_document(sample: sqlite3.Connection, tmp_path: Path) -> None:
    relevance.write_corpus(sample, tmp_path / "corpus.jsonl")
    lines = (tmp_path / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    documents = {one["_id"]: one for one in map(json.loads, lines)}
    assert len(documents) == len(lines)
    assert documents["d/yunzhou-qinglan-caizheng-ju-2023/"]["title"] == "财政局 2023年度部门决算"
    judged = {url for grades in relevance.judge(sample, "sample").values() for url in grades}
    assert judged <= set(documents)


def test_every_piece_of_the_sample_is_found(sample: sqlite3.Connection) -> None:
    assert relevance.substring_recall(sample, 1000) == (1.0, 1.0)


@pytest.mark.parametrize(("name", "count"), [("sample", 200), ("real", 149), ("real-held-out", 50)])
def test_the_published_judgements_are_of_the_queries(name: str, count: int) -> None:
    asked = {query["_id"] for query in relevance.queries(name)}
    qrels = relevance.read_qrels(name)
    assert len(asked) == count
    assert {query["metadata"]["asks"] for query in relevance.queries(name)} == {
        "citizen",
        "journalist",
        "accountant",
        "researcher",
    }
    assert set(qrels) <= asked
    assert {grade for grades in qrels.values() for grade in grades.values()} == {1, 2}
    assert all(url.startswith("d/") for grades in qrels.values() for url in grades)


@pytest.mark.parametrize(
    ("document", "asked", "grade"),
    [
        ({"plain": "三公经费支出5万元"}, {"holds": [["三公经费"]], "figure": True}, 2),
        ({"plain": "三公经费说明"}, {"holds": [["三公经费"]], "figure": True}, 1),
        ({"plain": "其中", "plain_title": "三公经费"}, {"holds": [["三公经费"]]}, 1),
        ({"plain": "低保"}, {"holds": [["最低生活保障", "低保"]]}, 2),
        ({"plain": "低保"}, {"holds": [["低保"]], "year": 2022}, 0),
        ({"codes": "2080208"}, {"code": "2080208"}, 2),
        ({"codes": "2080208"}, {"code": "20802"}, 1),
        ({"plain": "支出4916.710万元"}, {"number": "4916.71"}, 2),
        ({"plain": "支出14916.71万元"}, {"number": "4916.71"}, 0),
        ({"kind": "disclosure"}, {"department": "清溪街道办事处"}, 2),
    ],
)
def test_grades(document: dict[str, object], asked: dict[str, object], grade: int) -> None:
    whole = {
        "plain": "", "plain_title": "", "codes": None, "kind": "paragraph", "fiscal_year": 2023, "district": "云岭区",
        "department": "清溪街道办事处", **document,
    }  # fmt: skip
    assert relevance.grade_of(whole, asked) == grade
