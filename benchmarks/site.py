"""Building the site at size: `python benchmarks/site.py --disclosures 2000`.

The sample's disclosures are copied under new names until there are as many as asked for, and the site is built of them:
at a quarter of the size and at the whole, to see what grows how. Then one disclosure is added and the site built again
beside the one that stands. In the same run, the nine tables of a few pages as Markdown pipe tables, as the ratio.

Prints pages per second and CPU per page (all pages, all processes), the memory of the largest process, the rebuild, the
ratio, and what 10,000 would take if it grows in proportion (`--disclosures 10000` runs it).
"""

# ruff: noqa: A005 (its name is what it measures; it is run, never imported)
from __future__ import annotations

import argparse
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from mingzhang.catalogue import STATEMENTS, TABLES
from mingzhang.engines import LocalEngine
from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter
from mingzhang.site import build_site
from writable import make_writable

ROOT = Path(__file__).resolve().parents[1]
# How a row is tied to its disclosure, where not by `disclosure_id`.
_PARENTS = {"paragraphs": ("section_id", "sections"), "indicators": ("form_id", "evaluation_forms")}


@dataclass(frozen=True)
class Cost:
    """What one build took, in seconds, megabytes and pages."""

    seconds: float
    cpu: float
    memory: float
    pages: int
    files: int
    taken_over: int

    def __str__(self) -> str:
        return (
            f"{self.pages} pages in {self.seconds:.1f} s: {self.pages / self.seconds:.0f} pages/s, "
            f"{self.cpu / self.pages * 1000:.1f} ms of CPU a page, largest process {self.memory:.0f} MB"
        )


def multiply(database: Path, wanted: int) -> int:
    """Copy disclosures under new ids until there are `wanted`; returns how many there are."""
    with closing(sqlite3.connect(database)) as conn, conn:
        ids = [id_ for (id_,) in conn.execute("SELECT id FROM disclosures ORDER BY id")]
        for copy in range(wanted // len(ids)):
            copy_under_new_names(conn, f"x{copy}", ids[: wanted - len(ids) * (copy + 1)])
        return int(conn.execute("SELECT count(*) FROM disclosures").fetchone()[0])


def add_one(database: Path) -> None:
    """One disclosure more, of a new department."""
    with closing(sqlite3.connect(database)) as conn, conn:
        (first,) = conn.execute("SELECT id FROM disclosures ORDER BY id LIMIT 1").fetchone()
        copy_under_new_names(conn, "new", [first])


def copy_under_new_names(conn: sqlite3.Connection, mark: str, ids: list[str]) -> None:
    """Copy disclosures with all their rows and their departments; every identifier gets `mark` before it."""
    chosen = ",".join("?" * len(ids))
    if not ids:
        return
    make_writable(conn)
    for table in TABLES:
        names = [column.name for column in table.columns]
        if table.view or table.name in ("search_documents", "sources", "source_lines"):
            continue
        if table.name == "departments":
            where = f"id IN (SELECT department_id FROM disclosures WHERE id IN ({chosen}))"
        elif table.name == "disclosures":
            where = f"id IN ({chosen})"
        elif table.name in _PARENTS:
            key, parent = _PARENTS[table.name]
            where = f"{key} IN (SELECT id FROM {parent} WHERE disclosure_id IN ({chosen}))"
        elif "disclosure_id" in names:
            where = f"disclosure_id IN ({chosen})"
        else:
            continue
        own = ("id", "disclosure_id", "department_id", "section_id", "form_id")
        values = ", ".join(f"""'{mark}-' || "{name}" """ if name in own else f'"{name}"' for name in names)
        conn.execute(
            f"INSERT OR IGNORE INTO {table.name} SELECT {values} FROM {table.name} WHERE {where}", ids
        )


def measured(database: Path, output: Path, portal: Portal, old: Path | None = None) -> Cost:
    """Build the site in a process of its own, so that memory is that of this build alone."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measure, database, output, portal, old).result()


def _measure(database: Path, output: Path, portal: Portal, old: Path | None) -> Cost:
    started = time.perf_counter()
    with LocalEngine() as engine:
        build_site(database, output, portal, Reporter(), old, engine)
    seconds = time.perf_counter() - started
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    files = [file for file in output.rglob("*") if file.is_file()]
    return Cost(
        seconds,
        sum(one.ru_utime + one.ru_stime for one in used),
        max(one.ru_maxrss for one in used) / 1024,
        sum(file.name == "index.html" for file in files),
        len(files),
        sum(file.stat().st_nlink > 1 for file in files),
    )


def pipe_tables(database: Path, folder: Path, pages: int) -> float:
    """Seconds per page of the nine statements as Markdown pipe tables, framed by Material without any of our doing."""
    docs = folder / "pipes"
    docs.mkdir()
    with closing(sqlite3.connect(database)) as conn:
        for (id_,) in conn.execute("SELECT id FROM disclosures ORDER BY id LIMIT ?", (pages,)):
            (docs / f"{id_}.md").write_text(_markdown(conn, id_), encoding="utf-8")
    (docs / "index.md").write_text("# index", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material, font: false}\nplugins: []\nnav: [index.md]\n"
    )
    started = time.perf_counter()
    build(load_config(str(folder / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(folder / "piped")))
    return (time.perf_counter() - started) / pages


def _markdown(conn: sqlite3.Connection, id_: str) -> str:
    lines = [f"# {id_}"]
    for kind in STATEMENTS:
        names = [*(("item",) if kind.number != 9 else ()), *kind.columns]
        columns = ", ".join(f'"{name}"' for name in names)
        found = conn.execute(
            f"SELECT {columns} FROM {kind.table} WHERE disclosure_id = ? ORDER BY position", (id_,)
        )
        lines += ["", f"## {kind.title}", "", "|".join(names), "|".join("---" for _ in names)]
        lines += ["|".join("" if value is None else str(value) for value in row) for row in found]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--disclosures", type=int, default=2000)
    parser.add_argument("--naive", type=int, default=12, help="how many pages to make of pipe tables")
    chosen = parser.parse_args()
    portal = replace(Portal(root=starter_root()), base_url="http://127.0.0.1:8000/")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_portal(sorted((ROOT / "disclosures").glob("*.txt")), folder / "portal", portal, Reporter())
        sample = folder / "portal" / "disclosures.db"
        naive = pipe_tables(sample, folder, chosen.naive)
        fewer = Path(shutil.copy(sample, folder / "fewer.db"))
        database = Path(shutil.copy(sample, folder / "all.db"))
        quarter = multiply(fewer, chosen.disclosures // 4)
        small = measured(fewer, folder / "small", portal)
        number = multiply(database, chosen.disclosures)
        whole = measured(database, folder / "site", portal)
        add_one(database)
        again = measured(database, folder / "again", portal, folder / "site")
    per_page = whole.seconds / whole.pages
    print(f"{quarter} department-years: {small}")
    print(f"{number} department-years: {whole}")
    print(
        f"one more among {number}: {again.seconds:.1f} s, {again.cpu:.1f} s of CPU; "
        f"{again.taken_over} of {again.files} files taken over"
    )
    print(
        f"pipe tables: {naive * 1000:.0f} ms a page (tables only); ours: {per_page * 1000:.1f} ms: {naive / per_page:.1f} times"
    )
    if number < 10_000:
        print(f"10,000 would take {whole.seconds / number * 10_000:.0f} s if it grows in proportion")
    return 0


if __name__ == "__main__":
    sys.exit(main())
