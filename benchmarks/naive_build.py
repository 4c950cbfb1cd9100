"""What a build would cost the plain way: one process, rows inserted as they come, Markdown tables, files from row to row.

The ratio beside `scale.py`: the same rows of some disclosures of a finished database, without reading and checking.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from mingzhang.catalogue import TABLES

Rows = list[tuple[object, ...]]
_KEYS = {
    "disclosure_id": "= ?1",
    "source_id": "= (SELECT source_id FROM disclosures WHERE id = ?1)",
    "section_id": "IN (SELECT id FROM sections WHERE disclosure_id = ?1)",
    "form_id": "IN (SELECT id FROM evaluation_forms WHERE disclosure_id = ?1)",
}
_SHOWN = 12
"""Columns of a Markdown table; more fit on no page."""


def milliseconds(database: Path, documents: int) -> dict[str, float]:
    """Processor time of each step for one disclosure, the mean of so many."""
    with closing(sqlite3.connect(database)) as conn, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ids = [id_ for (id_,) in conn.execute("SELECT id FROM disclosures ORDER BY id LIMIT ?", (documents,))]
        each = {id_: dict(_tables(conn, id_)) for id_ in ids}
        steps = {"insert": _insert, "files": _files, "pages": _pages}
        spent = {}
        for step, do in steps.items():
            begun = time.process_time()
            do(folder, each)
            spent[step] = (time.process_time() - begun) * 1000 / len(ids)
        return spent


def _tables(conn: sqlite3.Connection, id_: str) -> Iterator[tuple[str, Rows]]:
    for table in TABLES:
        key = next((column.name for column in table.columns if column.name in _KEYS), None)
        if key and table.view is None:
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            sql = f"SELECT {columns} FROM {table.name} WHERE {key} {_KEYS[key]}"
            yield table.name, conn.execute(sql, (id_,)).fetchall()


def _insert(folder: Path, each: dict[str, dict[str, Rows]]) -> None:
    """A statement for each row, a commit for each document, an index for each key, full text beside it."""
    with closing(sqlite3.connect(folder / "naive.db")) as conn:
        for table in TABLES:
            names = [column.name for column in table.columns]
            columns = ", ".join(f'"{name}"' for name in names)
            conn.execute(f"CREATE TABLE {table.name} ({columns})")
            if names[0] in _KEYS:
                conn.execute(f"CREATE INDEX {table.name}_key ON {table.name} ({names[0]})")
        conn.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize='trigram')")
        for tables in each.values():
            for name, rows in tables.items():
                for row in rows:
                    conn.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", row)
                    if name == "search_documents":
                        conn.execute("INSERT INTO words VALUES (?)", (row[4],))
            conn.commit()


def _files(folder: Path, each: dict[str, dict[str, Rows]]) -> None:
    """CSV and JSON Lines of every table."""
    for tables in each.values():
        for name, rows in tables.items():
            with (
                (folder / f"{name}.csv").open("a", encoding="utf-8", newline="") as table,
                (folder / f"{name}.jsonl").open("a", encoding="utf-8") as lines,
            ):
                csv.writer(table).writerows(rows)
                lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _pages(folder: Path, each: dict[str, dict[str, Rows]]) -> None:
    """A page of Markdown tables for each disclosure, and one of its text, framed by Material as it comes."""
    docs = folder / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# index", encoding="utf-8")
    for id_, tables in each.items():
        parts = [f"# {id_}"]
        for name, rows in tables.items():
            if rows and name not in ("source_lines", "search_documents"):
                width = min(len(rows[0]), _SHOWN)
                head = "|".join("x" * width), "|".join(["---"] * width)
                parts += ["", f"## {name}", "", *head, *(_line(row[:width]) for row in rows)]
        (docs / f"{id_}.md").write_text("\n".join(parts), encoding="utf-8")
        text = "\n\n".join(_line(row[2:3]) for row in tables["source_lines"])
        (docs / f"{id_}-source.md").write_text(text, encoding="utf-8")
    settings = folder / "mkdocs.yml"
    settings.write_text("site_name: x\ntheme: {name: material, font: false}\nplugins: []\nnav: [index.md]\n")
    build(load_config(str(settings), docs_dir=str(docs), site_dir=str(folder / "site")))


def _line(row: tuple[object, ...]) -> str:
    return "|".join("" if value is None else str(value).replace("|", "/").replace("\n", " ") for value in row)
