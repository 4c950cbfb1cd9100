"""How fast search is at size: indexing, then queries with their facets.

    python benchmarks/search.py DATABASE --documents 500000 [--keep FILE] [--meilisearch URL] [--pagefind]

The documents of DATABASE are copied, each copy under a department of its own with its figures changed, until there are
as many as asked for. Every query of search/judgements/sample is then searched, first page and three facets included.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import relevance
from mingzhang.database import full_text
from mingzhang.database.loading import new_database
from mingzhang.search import static
from mingzhang.search.documents import write_documents
from mingzhang.search.meilisearch import MeilisearchSearcher
from mingzhang.search.meilisearch_index import send
from mingzhang.search.meilisearch_server import Server
from mingzhang.search.records import Owner, SearchDocument
from mingzhang.search.results import Results
from mingzhang.search.sqlite import RANKED, Searcher
from mingzhang.search.tuning import load_tuning

SEARCH = Path(__file__).resolve().parents[1] / "search"
_OWNERS = """SELECT disclosures.id, title, fiscal_year, name, short_name, district, city, province, department_id
    FROM disclosures JOIN departments ON departments.id = department_id ORDER BY fiscal_year, disclosures.id"""
_DOCUMENTS = """SELECT kind, title, text, page_url, source_line, source_line, codes, amount FROM search_documents
    WHERE disclosure_id = ? ORDER BY id"""


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def copies(base: sqlite3.Connection, count: int) -> Iterator[tuple[str, Owner, list[SearchDocument]]]:
    """(department, owner, documents) of copy after copy, years rising, about `count` documents in all."""
    (size,) = base.execute("SELECT COUNT(*) FROM search_documents").fetchone()
    kept = [(Owner(*row[:8]), row[8], _documents(base, row[0])) for row in base.execute(_OWNERS).fetchall()]
    for owner, department, documents in kept:
        for copy in range(-(-count // size)):
            changed = str.maketrans("123456789", "".join(str(1 + (d + copy) % 9) for d in range(9)))
            own = Owner(f"{owner.id}-{copy}", owner.title, owner.fiscal_year, f"{owner.name}{copy}",
                        f"{owner.short_name}{copy}", owner.district, owner.city, owner.province)  # fmt: skip
            yield f"{department}-{copy}", own, [_changed(document, changed) for document in documents]


def _documents(base: sqlite3.Connection, disclosure: str) -> list[SearchDocument]:
    rows = base.execute(_DOCUMENTS, (disclosure,)).fetchall()
    return [SearchDocument(*row[:6], tuple((row[6] or "").split()), row[7]) for row in rows]


def _changed(document: SearchDocument, figures: dict[int, int]) -> SearchDocument:
    keep = document.kind == "statement" and document.codes
    head = document.codes[0] if keep else ""
    text = head + document.text.removeprefix(head).translate(figures)
    return SearchDocument(document.kind, document.title, text, document.page_url, document.source_line,
                          document.source_line_end, document.codes, document.amount)  # fmt: skip


def write(base: sqlite3.Connection, count: int, path: Path) -> None:
    """A database of the copies; says how fast they were indexed."""
    with new_database(path) as db:
        full_text.create(db.conn)
        number, spent = 0, 0.0
        for department, owner, documents in copies(base, count):
            _add_owner(db.conn, department, owner)
            start = time.process_time()
            batch = [(number + i, owner, document) for i, document in enumerate(documents, start=1)]
            write_documents(db.conn, batch)
            spent += time.process_time() - start
            number += len(documents)
        start = time.process_time()
        full_text.optimise(db.conn)
        merged = time.process_time() - start
    say(
        f"{number:,} documents: {number / spent:,.0f} a second and core to write and index, {merged:.0f} s to merge"
    )
    say(f"database {path.stat().st_size / 1e6:,.0f} MB")


def _add_owner(conn: sqlite3.Connection, department: str, owner: Owner) -> None:
    conn.execute(
        "INSERT OR IGNORE INTO departments (id, name, short_name, district, city) VALUES (?, ?, ?, ?, ?)",
        (department, owner.name, owner.short_name, owner.district, owner.city),
    )
    conn.execute("INSERT OR IGNORE INTO sources (id, path, status) VALUES ('made', 'made', 'ok')")
    conn.execute(
        "INSERT INTO disclosures (id, department_id, fiscal_year, title, source_id, page_url, made_up) VALUES (?, ?, ?, ?, 'made', ?, 1)",
        (owner.id, department, owner.fiscal_year, owner.title, owner.url()),
    )


def measure(name: str, search: Callable[[str], Results]) -> None:
    """Times of every judged query, twice, the second time counted: apart for words that can be ranked and others."""
    few: list[float] = []
    many: list[float] = []
    for query in relevance.queries("sample"):
        search(query["text"])
        start = time.perf_counter()
        results = search(query["text"])
        (few if results.total <= RANKED else many).append((time.perf_counter() - start) * 1000)
    for label, times in ((f"up to {RANKED:,} hits", few), ("more hits", many)):
        if len(times) > 1:
            p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
            say(
                f"{name}, {label}: {len(times)} queries, median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("database", type=Path)
    parser.add_argument("--documents", type=int, default=500_000)
    parser.add_argument(
        "--keep", type=Path, help="leave the large database here, or use the one that is there"
    )
    parser.add_argument("--meilisearch", metavar="URL")
    parser.add_argument("--pagefind", action="store_true")
    given = parser.parse_args()
    tuning = load_tuning(SEARCH)
    folder = Path(tempfile.mkdtemp(prefix="mingzhang-search-"))
    path = given.keep or folder / "disclosures.db"
    try:
        if not path.exists():
            write(sqlite3.connect(given.database), given.documents, path)
        conn = sqlite3.connect(path)
        searcher = Searcher.of(conn, tuning)
        measure("sqlite", lambda query: searcher.search(conn, query))
        if given.meilisearch:
            server = Server(given.meilisearch, os.environ.get(relevance.KEY_VARIABLE, ""))
            start = time.perf_counter()
            sent = send(server, conn, SEARCH)
            say(
                f"meilisearch: {sent.total / (time.perf_counter() - start):,.0f} documents a second sent and indexed"
            )
            remote = MeilisearchSearcher.of(server, tuning)
            measure("meilisearch", remote.search)
        if given.pagefind:
            start = time.perf_counter()
            told, _ = static.build(conn, folder)
            indexes = sum(told["indexes"])
            size = sum(file.stat().st_size for file in folder.rglob("pagefind/**/*") if file.is_file())
            memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
            say(
                f"pagefind: {indexes} indexes in {time.perf_counter() - start:.0f} s, {size / 1e6:.0f} MB, {memory:.0f} MB of memory"
            )
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
