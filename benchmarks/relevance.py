"""How well each back end ranks: the judged queries of search/judgements/, scored by ir-measures.

    python benchmarks/relevance.py DATABASE --set sample [--judge] [--static] [--meilisearch URL]
    python benchmarks/relevance.py DATABASE --substrings 1000

A judgement is made from the text alone, without any index: what a query asks for is written down beside it
(`metadata` in queries.jsonl), and every document is graded by it: 2 where the text itself says it (with a figure, where
a figure is asked for), 1 where it stands under a heading that does. `--judge` writes the grades anew to qrels/test.tsv,
in BEIR's layout; a document's id is the address of its anchor. Ranking was set by the sets `sample` and `real`; the
queries of `real-held-out` were written and judged before any search was made with them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import ir_measures
from ir_measures import P, R, nDCG

from mingzhang.search.backends.meilisearch.network import KEY_VARIABLE
from mingzhang.search.backends.meilisearch.searching import MeilisearchSearcher
from mingzhang.search.backends.meilisearch.server import Server
from mingzhang.search.backends.meilisearch.staging import send
from mingzhang.search.backends.sqlite.searching import Searcher
from mingzhang.search.language.normal import normalise
from mingzhang.search.language.spelled_names import vocabulary
from mingzhang.search.language.tokens import match_expression
from mingzhang.search.language.tuning import load_tuning
from mingzhang.search.results import Results

JUDGEMENTS = Path(__file__).resolve().parents[1] / "search" / "judgements"
MEASURES = (nDCG @ 10, R @ 100, P @ 10)
_FIGURE = re.compile(r"\d(万元|$|\D)")
SETS = ("sample", "real", "real-held-out")
Search = Callable[[str], Sequence[str]]
"""The addresses of a query's first hundred hits, best first."""
Qrels = dict[str, dict[str, int]]


def queries(name: str) -> list[dict[str, Any]]:
    """The queries of a set, with what each asks for."""
    lines = (JUDGEMENTS / name / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def judge(conn: sqlite3.Connection, name: str) -> Qrels:
    """Every document graded for every query of a set; queries nothing answers are left out."""
    cursor = conn.cursor()
    cursor.row_factory = sqlite3.Row
    documents = [
        {**dict(row), "plain": normalise(row["text"]), "plain_title": normalise(row["title"])}
        for row in cursor.execute("SELECT * FROM search_documents ORDER BY id")
    ]
    qrels: Qrels = {}
    for query in queries(name):
        grades: dict[str, int] = defaultdict(int)
        for document in documents:
            grade = grade_of(document, query["metadata"])
            if grade:
                grades[document["page_url"]] = max(grade, grades[document["page_url"]])
        if grades:
            qrels[query["_id"]] = dict(grades)
    return qrels


def grade_of(document: dict[str, Any], asked: dict[str, Any]) -> int:
    """2, 1 or 0."""
    if asked.get("year", document["fiscal_year"]) != document["fiscal_year"]:
        return 0
    if any(asked.get(name, document[name]) != document[name] for name in ("district", "department")):
        return 0
    text, title = document["plain"], document["plain_title"]
    if "code" in asked:
        codes = document["codes"] or ""
        return 2 if codes == asked["code"] else int(codes.startswith(asked["code"]))
    if "number" in asked:
        return 2 if re.search(rf"(?<![\d.]){re.escape(asked['number'])}0*(?!\d)", text) else 0
    if "holds" not in asked:
        name = asked["department"]
        return 2 if document["kind"] == "disclosure" else int(name in text or name in title)
    if all(any(normalise(way) in text for way in ways) for ways in asked["holds"]):
        return 2 if not asked.get("figure") or _FIGURE.search(text) else 1
    return int(all(any(normalise(way) in title + text for way in ways) for ways in asked["holds"]))


def write_qrels(name: str, qrels: Qrels) -> None:
    """The grades in BEIR's layout."""
    file = JUDGEMENTS / name / "qrels" / "test.tsv"
    file.parent.mkdir(exist_ok=True)
    lines = ["query-id\tcorpus-id\tscore"]
    lines += [
        f"{query}\t{url}\t{grade}" for query, grades in qrels.items() for url, grade in sorted(grades.items())
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_corpus(conn: sqlite3.Connection, file: Path) -> None:
    """The documents in BEIR's layout: those of one address are one."""
    found: dict[str, dict[str, str]] = {}
    for url, title, text in conn.execute("SELECT page_url, title, text FROM search_documents ORDER BY id"):
        one = found.setdefault(url, {"_id": url, "title": title, "text": ""})
        one["text"] = f"{one['text']}\n{text}".strip()
    lines = (json.dumps(one, ensure_ascii=False) for one in found.values())
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def read_qrels(name: str) -> Qrels:
    """The grades as published."""
    qrels: Qrels = defaultdict(dict)
    for line in (JUDGEMENTS / name / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, url, grade = line.split("\t")
        qrels[query][url] = int(grade)
    return dict(qrels)


def run(search: Search, name: str, qrels: Qrels) -> dict[str, dict[str, float]]:
    """What a back end answers: for each judged query the addresses of its first 100 hits, best first."""
    out = {}
    for query in queries(name):
        if query["_id"] in qrels:
            urls = dict.fromkeys(search(query["text"]))
            out[query["_id"]] = {url: 1000.0 - place for place, url in enumerate(urls)}
    return out


def score(search: Search, name: str, qrels: Qrels) -> dict[str, float]:
    """The measures over all judged queries."""
    answers = run(search, name, qrels)
    return {str(m): value for m, value in ir_measures.calc_aggregate(MEASURES, qrels, answers).items()}


def worst(search: Search, name: str, qrels: Qrels, count: int = 15) -> Iterator[tuple[float, str]]:
    """The queries ranked worst, with their nDCG@10."""
    texts = {query["_id"]: query["text"] for query in queries(name)}
    each = ir_measures.iter_calc([nDCG @ 10], qrels, run(search, name, qrels))
    for one in sorted(each, key=lambda metric: metric.value)[:count]:
        yield one.value, texts[one.query_id]


def substring_recall(conn: sqlite3.Connection, count: int, seed: int = 1) -> tuple[float, float]:
    """Recall and precision over pieces of Han text drawn by chance, against the substring truth."""
    chance = random.Random(seed)
    rows = conn.execute("SELECT id, text FROM search_documents ORDER BY id")
    texts = {id_: normalise(text) for id_, text in rows}
    runs = [run for text in texts.values() for run in re.findall(r"[\u4e00-\u9fff]{2,}", text)]
    recall = precision = 0.0
    sql = "SELECT rowid FROM search_documents_fts WHERE search_documents_fts MATCH ?"
    for _ in range(count):
        run_ = chance.choice(runs)
        length = chance.randint(2, min(12, len(run_)))
        start = chance.randint(0, len(run_) - length)
        piece = run_[start : start + length]
        truth = {id_ for id_, text in texts.items() if piece in text}
        found = {row[0] for row in conn.execute(sql, (f"body : ({match_expression(piece)})",))}
        recall += len(found & truth) / len(truth)
        precision += len(found & truth) / len(found) if found else 0.0
    return recall / count, precision / count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("database", type=Path)
    parser.add_argument("--set", default="sample", choices=SETS)
    parser.add_argument("--judge", action="store_true", help="write the grades anew")
    parser.add_argument("--meilisearch", metavar="URL", help=f"score this server too (key in {KEY_VARIABLE})")
    parser.add_argument("--corpus", type=Path, metavar="FILE", help="write the documents as corpus.jsonl")
    parser.add_argument("--static", action="store_true", help="score the static index too, in Chromium")
    parser.add_argument("--substrings", type=int, default=0, metavar="N", help="substring recall of N pieces")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name the N queries ranked worst")
    given = parser.parse_args()
    conn = sqlite3.connect(given.database)
    if given.corpus:
        write_corpus(conn, given.corpus)
    if given.substrings:
        recall, precision = substring_recall(conn, given.substrings)
        sys.stdout.write(f"substrings: recall {recall:.4f}, precision {precision:.4f}\n")
    qrels = judge(conn, given.set)
    if given.judge:
        write_qrels(given.set, qrels)
    with ExitStack() as stack:
        for name, search in backends(conn, given, stack):
            say(name, search, given.set, qrels, given.worst)


def backends(
    conn: sqlite3.Connection, given: argparse.Namespace, stack: ExitStack
) -> Iterator[tuple[str, Search]]:
    """The back ends asked for, made ready one after another."""
    tuning = load_tuning(JUDGEMENTS.parent)
    searcher = Searcher.of(conn, tuning)
    yield "sqlite", lambda query: addresses(searcher.search(conn, query, per_page=100))
    if given.meilisearch:
        server = Server(given.meilisearch, os.environ.get(KEY_VARIABLE, ""))
        send(server, conn, JUDGEMENTS.parent)
        remote = MeilisearchSearcher.of(server, tuning, vocabulary(conn))
        yield "meilisearch", lambda query: addresses(remote.search(query, per_page=100))
    if given.static:
        from static_host import static_search

        yield "static", stack.enter_context(static_search(given.database))


def addresses(results: Results) -> list[str]:
    """Where the hits of an answer lead."""
    return [hit.page_url for hit in results.hits]


def say(name: str, search: Search, set_: str, qrels: Qrels, count: int) -> None:
    """Print the measures of a back end and the queries it ranks worst."""
    scores = score(search, set_, qrels)
    told = ", ".join(f"{measure} {value:.4f}" for measure, value in sorted(scores.items()))
    sys.stdout.write(f"{name} ({set_}, {len(qrels)} queries): {told}\n")
    for value, text in worst(search, set_, qrels, count) if count else ():
        sys.stdout.write(f"  {value:.3f} {text}\n")


if __name__ == "__main__":
    main()
