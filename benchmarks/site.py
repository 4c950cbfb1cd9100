"""Building the site at size: `python benchmarks/site.py --disclosures 2000`.

The sample's disclosures are copied under new names until there are as many as asked for; the site is built of them.
In the same run, the same tables as Markdown pipe tables for a few pages, as the ratio. Prints pages per second (all
pages, and department-years alone), the most memory used, the size of the site, and what 10,000 would take if it grows
in proportion.
"""

# ruff: noqa: A005 (its name is what it measures; it is run, never imported)
from __future__ import annotations

import argparse
import resource
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from mingzhang.catalogue import STATEMENTS, TABLES
from mingzhang.pipeline import build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter
from mingzhang.site import build_site

ROOT = Path(__file__).resolve().parents[1]
# How a row is tied to its disclosure, where not by `disclosure_id`.
_PARENTS = {"paragraphs": ("section_id", "sections"), "indicators": ("form_id", "evaluation_forms")}


def multiply(database: Path, wanted: int) -> int:
    """Copy disclosures under new ids until there are `wanted`; returns how many there are."""
    with closing(sqlite3.connect(database)) as conn, conn:
        ids = [id_ for (id_,) in conn.execute("SELECT id FROM disclosures ORDER BY id")]
        for copy in range(wanted // len(ids)):
            _copy_all(conn, f"x{copy}", ids[: wanted - len(ids) * (copy + 1)])
        return int(conn.execute("SELECT count(*) FROM disclosures").fetchone()[0])


def _copy_all(conn: sqlite3.Connection, mark: str, ids: list[str]) -> None:
    chosen = ",".join("?" * len(ids))
    if not ids:
        return
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


def build_at_size(database: Path, folder: Path, portal: Portal) -> tuple[float, int]:
    """(seconds, pages) of the site of `database`."""
    started = time.perf_counter()
    build_site(database, folder / "site", portal, Reporter())
    return time.perf_counter() - started, sum(1 for _ in (folder / "site").rglob("index.html"))


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
    parser.add_argument("--naive", type=int, default=60, help="how many pages to make of pipe tables")
    chosen = parser.parse_args()
    portal = replace(Portal(root=starter_root()), base_url="http://127.0.0.1:8000/")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_portal(sorted((ROOT / "disclosures").glob("*.txt")), folder / "portal", portal, Reporter())
        database = folder / "portal" / "disclosures.db"
        naive = pipe_tables(database, folder, min(chosen.naive, 12))
        number = multiply(database, chosen.disclosures)
        seconds, pages = build_at_size(database, folder, portal)
        size = sum(file.stat().st_size for file in (folder / "site").rglob("*") if file.is_file())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{number} department-years, {pages} pages in {seconds:.1f} s: {pages / seconds:.0f} pages/s, {number / seconds:.0f} department-years/s"
    )
    print(
        f"memory: {memory:.0f} MB, each worker {workers:.0f} MB; site {size / 1e6:.0f} MB; 10,000 would take {seconds / number * 10_000:.0f} s"
    )
    print(
        f"pipe tables: {naive * 1000:.0f} ms a page (tables only); ours: {seconds / pages * 1000:.0f} ms: {naive / (seconds / pages):.1f} times"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
