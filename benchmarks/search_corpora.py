"""Large collections for the benchmark of search: the documents of a small portal, copied under departments of their own.

Each copy has other figures, a street another name, and leaves out a tenth of the documents by chance, so that no two
disclosures are alike.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from mingzhang.database import full_text
from mingzhang.database.loading import new_database
from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter
from mingzhang.search.documents.records import Owner, SearchDocument
from mingzhang.search.documents.search_documents import insert, ready

ROOT = Path(__file__).resolve().parents[1]
_LEFT_OUT = 0.1
_SYLLABLES = "松柏桐槐榆柳枫梅兰竹菊荷桂杏桃李泉溪湖岭"
_OWNERS = """SELECT disclosures.id, title, fiscal_year, name, short_name, district, city, province, department_id
    FROM disclosures JOIN departments ON departments.id = department_id ORDER BY fiscal_year, disclosures.id"""
_DOCUMENTS = """SELECT kind, title, text, page_url, source_line, source_line, codes, amount FROM search_documents
    WHERE disclosure_id = ? ORDER BY id"""


@dataclass(frozen=True, slots=True)
class Copy:
    """A department's disclosure of one year, made up from another."""

    department_id: str
    owner: Owner
    documents: list[SearchDocument]


@dataclass(frozen=True, slots=True)
class Written:
    """What a collection is and what it cost in CPU seconds."""

    disclosures: int
    documents: int
    indexing: float
    merging: float


def sample_database(folder: Path) -> Path:
    """A database of the sample's disclosures, built as a portal is."""
    output = folder / "portal"
    quiet = Reporter(Console(quiet=True))
    build_portal([ROOT / "disclosures"], output, Portal(root=starter_root()), quiet)
    return output / "disclosures.db"


def times_for(base: sqlite3.Connection, documents: int) -> int:
    """How many copies of everything make about so many documents."""
    (size,) = base.execute("SELECT COUNT(*) FROM search_documents").fetchone()
    return max(1, round(documents / (size * (1 - _LEFT_OUT))))


def copies(base: sqlite3.Connection, times: int, year: int | None = None, seed: int = 1) -> Iterator[Copy]:
    """Every disclosure (of one `year`) so many `times`, fiscal years rising."""
    chance = random.Random(seed)
    for *own, department_id in base.execute(_OWNERS).fetchall():
        owner = Owner(*own)
        if year not in (None, owner.fiscal_year):
            continue
        documents = [
            SearchDocument(*row[:6], tuple((row[6] or "").split()), row[7])
            for row in base.execute(_DOCUMENTS, (owner.id,))
        ]
        for number in range(times):
            figures = str.maketrans("123456789", "".join(str(1 + (d + number) % 9) for d in range(9)))
            kept = [document for document in documents if chance.random() >= _LEFT_OUT] or documents
            own, other = _proper_names(owner.short_name, number)
            names = (owner.name.replace(own, other), owner.short_name.replace(own, other))
            own_owner = Owner(f"{owner.id}-{number}", owner.title, owner.fiscal_year, *names, owner.district,
                              owner.city, owner.province)  # fmt: skip
            yield Copy(
                f"{department_id}-{number}", own_owner, [_changed(one, figures, own, other) for one in kept]
            )


def _proper_names(short_name: str, number: int) -> tuple[str, str]:
    """What a street is called (橘坞 of 橘坞街道办事处), and what its copy of a number is; a bureau is so called everywhere."""
    own = short_name.partition("街道")[0] if "街道" in short_name else short_name
    if own == short_name or not number:
        return own, own
    return own, "".join(
        _SYLLABLES[place % len(_SYLLABLES)] for place in (number, number // len(_SYLLABLES) + 7 * len(own))
    )


def _changed(document: SearchDocument, figures: dict[int, int], own: str, other: str) -> SearchDocument:
    """The document with other figures and another name of the street; a statement row keeps its code."""
    head = document.codes[0] if document.kind == "statement" and document.codes else ""
    text = head + document.text.removeprefix(head).translate(figures).replace(own, other)
    return SearchDocument(document.kind, document.title.replace(own, other), text, document.page_url, document.source_line,
                          document.source_line_end, document.codes, document.amount)  # fmt: skip


def write(made: Iterator[Copy], path: Path) -> Written:
    """A database of the copies with its index."""
    disclosures = number = 0
    spent = 0.0
    with new_database(path) as db:
        full_text.create(db.conn)
        db.conn.execute("INSERT INTO sources (id, path, status) VALUES ('made', 'made', 'ok')")
        for copy in made:
            _add_owner(db.conn, copy)
            start = time.process_time()
            insert(db.conn, number, ready(copy.owner, copy.documents))
            spent += time.process_time() - start
            number += len(copy.documents)
            disclosures += 1
        start = time.process_time()
        full_text.optimise(db.conn)
        merging = time.process_time() - start
    return Written(disclosures, number, spent, merging)


def _add_owner(conn: sqlite3.Connection, copy: Copy) -> None:
    owner = copy.owner
    conn.execute(
        "INSERT OR IGNORE INTO departments (id, name, short_name, district, city) VALUES (?, ?, ?, ?, ?)",
        (copy.department_id, owner.name, owner.short_name, owner.district, owner.city),
    )
    conn.execute(
        "INSERT INTO disclosures (id, department_id, fiscal_year, title, source_id, page_url, made_up)"
        " VALUES (?, ?, ?, ?, 'made', ?, 1)",
        (owner.id, copy.department_id, owner.fiscal_year, owner.title, owner.url()),
    )
