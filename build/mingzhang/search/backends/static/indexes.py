"""Search for a host without any server: indexes of Pagefind, some for each fiscal year, merged in the browser.

Pagefind is given the tokens of our own language module as words, in one page for each disclosure.
From the places of the words in its pages and from our tables beside its index (`document_tables`) the browser tells
exactly which documents hold a phrase, counts them, ranks them by bm25 and shows their original texts.
"""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

from ....interruptions import tidied_by
from ..backend import BackendError
from .chunks import ChunkError, split_chunks
from .document_tables import TEXTS_PER_FILE, Tables
from .indexed_words import spanning
from .packing import write_packed, write_smallest

FOLDER = "search/pagefind"
CHARACTERS_PER_INDEX = 5_500_000
"""Pagefind holds an index in memory, some 140 bytes a character; each further index costs a query some small files."""
_UNUSED = ("pagefind-*.js", "pagefind-*.css", "fragment", "filter")
"""What Pagefind writes for pages of its own making; ours shows the texts of the tables."""
MISSING = "the static search needs Pagefind, zopfli and cbor2: pip install 'mingzhang[static-search]'"
_TRIES = 20
_SHORT = 60  # characters
_ROWS = """SELECT search_documents.id, search_documents.fiscal_year AS year, disclosure_id, search_documents.kind,
        search_documents.title, text, search_documents.page_url, department, department_id,
        search_documents.district, codes, amount, disputed, departments.name, departments.city
    FROM search_documents JOIN disclosures ON disclosures.id = disclosure_id
    JOIN departments ON departments.id = department_id ORDER BY search_documents.id"""
_SIZES = """SELECT fiscal_year, disclosure_id, SUM(LENGTH(title) + LENGTH(text)) FROM search_documents
    GROUP BY fiscal_year, disclosure_id ORDER BY MIN(id)"""


class PagefindError(BackendError):
    """Pagefind is not installed or failed; the message says which."""


def missing() -> str | None:
    """What to install before an index can be built, or None."""
    return None if all(map(find_spec, ("pagefind", "zopfli", "cbor2"))) else MISSING


def build(conn: sqlite3.Connection, site: Path) -> dict[str, Any]:
    """Write the indexes of each fiscal year under `site`; what the browser is told of them.

    `years`, the newest first; how many `indexes` each has, in folders `YEAR-NUMBER`; `textsPerFile`; how many `documents`
    and `words` there are. Memory is bounded by one index.
    """
    if reason := missing():
        raise PagefindError(reason)
    numbers = _numbers(conn)
    cursor = conn.cursor()
    cursor.row_factory = _row
    counts: dict[int, int] = {}
    documents = words = 0
    taken: set[str] = set()
    rows = cursor.execute(_ROWS)
    for (year, number), of_index in groupby(rows, key=lambda row: numbers[row["disclosure_id"]]):
        tables = _build_index(list(of_index), site / FOLDER / f"{year}-{number}", taken)
        counts[year] = number
        documents += len(tables.originals)
        words += tables.words
    years = sorted(counts, reverse=True)
    return {
        "folder": FOLDER,
        "years": years,
        "indexes": [counts[year] for year in years],
        "textsPerFile": TEXTS_PER_FILE,
        "documents": documents,
        "words": words,
    }


def _row(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
    """A row; what is short most rows repeat, names and headings, and is kept once."""
    kept = (
        sys.intern(value) if isinstance(value, str) and len(value) < _SHORT else value for value in values
    )
    return sqlite3.Row(cursor, tuple(kept))


def _numbers(conn: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """The year and the number of the index that each disclosure goes to; an index ends before it grows too large."""
    cursor = conn.cursor()
    cursor.row_factory = None
    out: dict[str, tuple[int, int]] = {}
    year, number, held = 0, 0, 0
    for of_year, disclosure, size in cursor.execute(_SIZES):
        if of_year != year:
            year, number, held = of_year, 1, 0
        elif held + size > CHARACTERS_PER_INDEX:
            number, held = number + 1, 0
        held += size
        out[disclosure] = (year, number)
    return out


def _build_index(rows: Sequence[sqlite3.Row], output: Path, taken: set[str]) -> Tables:
    """One index with its tables. Pagefind tells a page by its fingerprint alone, so none may be `taken` by another index."""
    for salt in range(_TRIES):
        tables = Tables()
        shutil.rmtree(output, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix="mingzhang-pagefind-") as folder:
            pages = groupby(rows, key=lambda row: row["disclosure_id"])
            for number, (_, documents) in enumerate(pages):
                page = tables.add_page(list(documents), salt)
                (Path(folder) / f"{number}.html").write_text("".join(page), encoding="utf-8")
            _run(Path(folder), output)
        fingerprints = dict(_fingerprint(file) for file in (output / "fragment").iterdir())
        if taken.isdisjoint(fingerprints.values()):
            break
    taken.update(fingerprints.values())
    tables.write(fingerprints, output)
    write_smallest(output / "pagefind.bin", (output / "pagefind.js").read_bytes())
    engine = output / "wasm.unknown.pagefind"
    write_smallest(engine, gzip.decompress(engine.read_bytes()))
    try:
        write_packed(output / "spans.bin", spanning(split_chunks(output)), write_smallest)
    except ChunkError as error:
        raise PagefindError(f"Pagefind's index is not of the version known here: {error}") from None
    for unused in (file for pattern in _UNUSED for file in output.glob(pattern)):
        shutil.rmtree(unused) if unused.is_dir() else unused.unlink()
    return tables


def _fingerprint(fragment: Path) -> tuple[int, str]:
    """The number of a page, and the name Pagefind gave it."""
    content = gzip.decompress(fragment.read_bytes())
    page = json.loads(content[content.index(b"{") :])
    return int(page["url"].removeprefix("/").removesuffix(".html")), fragment.name.removesuffix(
        ".pf_fragment"
    )


def _run(pages: Path, output: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(pages),
        "--output-path",
        str(output),
        "--quiet",
    ]
    # A group of its own: Ctrl-C reaches this process alone, which ends the other.
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0
    )
    with process, tidied_by(process.kill):
        said, told = process.communicate()
    if process.returncode == 0:
        return
    if "No module named" in told:
        raise PagefindError(MISSING)
    lines = (told or said).strip().splitlines() or ["no reason given"]
    raise PagefindError(f"Pagefind failed: {lines[-1]}")
