"""How fast search is at size, and what it costs a reader's browser; every back end in one run.

    python benchmarks/search.py [--size 500000] [--with meilisearch,pagefind,material] [--database FILE] [--keep FILE]

The documents of the sample (or of --database) are copied until there are as many as asked for (search_corpora.py). Every
judged query of search/judgements/sample is then asked of SQLite: alone, and with three facets counted; each answer is
worked out anew (nothing kept from an earlier one), the second of two runs counts. Beside it, at sizes of their own:

* meilisearch: a real server (--meilisearch-size documents), and SQLite at the same size;
* pagefind: the static indexes of one fiscal year of a portal of --department-years, built with Pagefind, then asked in
  Chromium from a plain host: bytes over the wire of the first and of a second query;
* material: the built-in search of Material for MkDocs over --material-pages department-years, in Chromium.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import relevance
import search_corpora as corpora
from mingzhang.portal import Portal, Search, starter_root
from mingzhang.search.backends.meilisearch.searching import MeilisearchSearcher
from mingzhang.search.backends.meilisearch.server import Server
from mingzhang.search.backends.meilisearch.staging import send
from mingzhang.search.backends.sqlite.recent import Answers
from mingzhang.search.backends.sqlite.searching import RANKED, Searcher
from mingzhang.search.backends.static import indexes as static
from mingzhang.search.language.tuning import load_tuning
from mingzhang.search.results import Results
from mingzhang.serving.instance import settings
from search_database import deliver

ROOT = Path(__file__).resolve().parents[1]
SEARCH = ROOT / "search"
BESIDE = ("meilisearch", "pagefind", "material")
FACETS = ("year", "district", "kind")
RARE = 1_000
PROBES = [
    ("三公经费", "低保"),
    ("2080208", "三公经费"),
    ("低保", "环卫"),
    ("机关运行经费", "政府采购"),
    ("老旧小区改造", "党群服务中心"),
]
Ask = Callable[[str], Results]


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@dataclass(frozen=True, slots=True)
class Timed:
    """A query: milliseconds, CPU milliseconds, how many words it asked for, and the hits of the commonest of these."""

    text: str
    spent: float
    cpu: float
    words: int
    hits: int


def times(ask: Ask) -> list[Timed]:
    """Every judged query; the second of two runs."""
    out = []
    for query in relevance.queries("sample"):
        words = ask(query["text"]).words.split()
        start, used = time.perf_counter(), time.process_time()
        total = ask(query["text"]).total
        spent, cpu = time.perf_counter() - start, time.process_time() - used
        hits = max((ask(word).total for word in words), default=0) if len(words) > 1 else total
        out.append(Timed(query["text"], 1000 * spent, 1000 * cpu, len(words), max(total, hits)))
    return out


def tell(name: str, measured: list[Timed]) -> None:
    """The times by class of word; of CPU that of this process, which a busy machine does not change so much."""
    several = sys.maxsize
    classes = (
        (f"one word, under {RARE:,} hits", 0, 1, 0, RARE - 1),
        (f"one word, up to {RANKED:,} hits", 0, 1, RARE, RANKED),
        (f"ONE WORD UP TO {RANKED:,} HITS", 0, 1, 0, RANKED),
        (f"several words, each up to {RANKED:,} hits", 2, several, 0, RANKED),
        ("a word with more hits (newest first)", 0, several, RANKED + 1, sys.maxsize),
    )
    for label, fewest, words, least, most in classes:
        within = [one for one in measured if fewest <= one.words <= words and least <= one.hits <= most]
        if len(within) > 1:
            p95, cpu = (
                statistics.quantiles(column, n=20, method="inclusive")[-1]
                for column in ([one.spent for one in within], [one.cpu for one in within])
            )
            median, longest = statistics.median(one.spent for one in within), max(one.spent for one in within)
            say(
                f"{name}, {label}: {len(within)} queries, p50 {median:.0f} ms,"
                f" p95 {p95:.0f} ms (CPU {cpu:.0f} ms), max {longest:.0f} ms"
            )
    slowest = sorted(measured, key=lambda one: -one.spent)[:3]
    say(
        f"{name}, slowest: "
        + "; ".join(f"{one.text} {one.spent:.0f} ms ({one.hits:,} hits)" for one in slowest)
    )


def measure_sqlite(path: Path, name: str) -> None:
    """Queries alone and with facets, no answer kept between them; the connection has the memory a served one has."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA cache_size = -{settings(Portal(root=starter_root()))['cache_size_kb']}")
        searcher = replace(Searcher.of(conn, load_tuning(SEARCH)), answers=Answers(0))
        tell(f"{name}, plain", times(lambda query: searcher.search(conn, query, facets=())))
        tell(f"{name}, three facets", times(lambda query: searcher.search(conn, query, facets=FACETS)))


def write(base: sqlite3.Connection, size: int, path: Path) -> None:
    written = corpora.write(corpora.copies(base, corpora.times_for(base, size)), path)
    rate = written.documents / (written.indexing + written.merging)
    say(
        f"{written.documents:,} documents of {written.disclosures:,} department-years: {rate:,.0f} a second and core"
        f" to write and index (merging included), {path.stat().st_size / 1e6:,.0f} MB"
    )


def measure_meilisearch(base: sqlite3.Connection, folder: Path, size: int) -> None:
    sys.path.append(str(ROOT / "tests"))
    from meilisearch_binary import running_server

    path = folder / "meilisearch.db"
    write(base, size, path)
    measure_sqlite(path, f"sqlite at {size:,}")
    (folder / "server").mkdir()
    with running_server(folder / "server") as (url, key), closing(sqlite3.connect(path)) as conn:
        server, tuning = Server(url, key), load_tuning(SEARCH)
        start = time.perf_counter()
        sent = send(server, conn, SEARCH)
        spent = time.perf_counter() - start
        stored = sum(512 * file.stat().st_blocks for file in (folder / "server").rglob("*") if file.is_file())
        say(
            f"meilisearch: {sent.total:,} documents, {sent.total / spent:,.0f} a second sent and indexed,"
            f" {stored / 1e6:,.0f} MB on disk"
        )
        searcher = MeilisearchSearcher.of(server, tuning)
        tell(f"meilisearch at {size:,}, all facets", times(searcher.search))


def measure_pagefind(base: sqlite3.Connection, folder: Path, department_years: int) -> None:
    import search_browser

    years = base.execute("SELECT fiscal_year, COUNT(*) FROM disclosures GROUP BY 1 ORDER BY 1").fetchall()
    year, disclosures = years[-1]
    path, site = folder / "year.db", folder / "site"
    site.mkdir()
    copied = -(-department_years // len(years) // disclosures)
    written = corpora.write(corpora.copies(base, copied, year), path)
    say(
        f"pagefind: fiscal year {year} of a portal of {department_years:,} department-years: {written.disclosures:,} of"
        f" them, {written.documents:,} documents; building …"
    )
    start = time.perf_counter()
    told = deliver(path, site, Portal(root=starter_root(), search=Search(backend="pagefind")))
    children, own = (
        resource.getrusage(who).ru_maxrss / 1000 for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)
    )
    files = [file for file in (site / static.FOLDER).rglob("*") if file.is_file()]
    say(
        f"pagefind: {told['pagefind']['indexes'][0]} indexes in {time.perf_counter() - start:.0f} s; of memory"
        f" Pagefind took at most {children:.0f} MB, this process {own:.0f} MB; {len(files):,} files of {sum(file.stat().st_size for file in files) / 1e6:.0f} MB"
    )
    portal = folder / "portal"
    if not portal.exists():
        corpora.sample_database(folder)
    search_browser.write_search_page(site, portal / "site")
    for first, _ in search_browser.static_costs(site, PROBES, compressed=True):
        say(f"pagefind, host that compresses, first query {first.query}: {first.total / 1000:.0f} KB")
    for first, second in search_browser.static_costs(site, PROBES):
        parts = ", ".join(
            f"{part} {size / 1000:.0f}" for part, size in sorted(first.sizes.items(), key=lambda x: -x[1])
        )
        say(
            f"pagefind, first query {first.query}: {first.total / 1000:.0f} KB in {first.requests} requests,"
            f" {first.seconds:.1f} s ({parts}); {first.said[:24]}"
        )
        say(
            f"pagefind, then {second.query}: {second.total / 1000:.0f} KB in {second.requests} requests, {second.seconds:.1f} s"
        )


def measure_material(path: Path, folder: Path, pages: int) -> None:
    import search_browser

    one = search_browser.material(path, folder / "material", pages, "2080501")
    say(
        f"material: {one.pages} pages built in {one.seconds:.0f} s ({1000 * one.seconds / one.pages:.0f} ms a page),"
        f" index {one.index / 1e6:.1f} MB ({one.index / one.pages / 1000:.0f} KB a page: it grows in proportion)"
    )
    say(
        f"material, first query {one.first.query}: {one.first.total / 1000:,.0f} KB in {one.first.requests} requests,"
        f" {one.first.seconds:.1f} s to the first result"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--database", type=Path, help="copy the documents of this one, not of the sample")
    parser.add_argument("--size", type=int, default=500_000, help="search documents for SQLite")
    parser.add_argument("--keep", type=Path, help="leave the large database here, or use the one there")
    parser.add_argument("--with", dest="beside", default="", help=f"any of {','.join(BESIDE)}")
    parser.add_argument("--meilisearch-size", type=int, default=50_000)
    parser.add_argument("--department-years", type=int, default=2_000)
    parser.add_argument("--material-pages", type=int, default=200)
    given = parser.parse_args()
    beside = [name for name in given.beside.split(",") if name]
    if unknown := sorted(set(beside) - set(BESIDE)):
        parser.error(f"--with knows {', '.join(BESIDE)}, not {unknown[0]}")
    folder = Path(tempfile.mkdtemp(prefix="mingzhang-search-"))
    try:
        base = sqlite3.connect(given.database or corpora.sample_database(folder))
        path = given.keep or folder / "large.db"
        if not path.exists():
            write(base, given.size, path)
        measure_sqlite(path, "sqlite")
        if "pagefind" in beside:  # before any other server: its memory is that of the largest child
            measure_pagefind(base, folder, given.department_years)
        if "meilisearch" in beside:
            measure_meilisearch(base, folder, given.meilisearch_size)
        if "material" in beside:
            measure_material(path, folder, given.material_pages)
        base.close()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
