"""The searchable units of a database: paragraphs, rows, items, each with the address of its anchor.

A unit read from a sentence (an execution item, a term) stands for that sentence, so the paragraph is left out where
such units cover it; likewise the printed table row where a statement row or an indicator was read from it. Ids run
by fiscal year, disclosure and kind: a higher id is never of an earlier year, and each (disclosure, kind) is one range.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from ...database import full_text
from ..language.tokens import tokens
from .document import Owner, SearchDocument
from .document_kinds import KINDS
from .facts import fact_documents
from .running_text import plain, prose_documents

_BATCH = 4000
_INSERT = """INSERT INTO search_documents (id, disclosure_id, kind, title, text, page_url, department, district,
    city, fiscal_year, codes, amount, source_line, disputed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_OWNERS = """SELECT disclosures.id, disclosures.title, fiscal_year, name, short_name, district, city, province
    FROM disclosures JOIN departments ON departments.id = disclosures.department_id
    ORDER BY fiscal_year, disclosures.id"""
_ORDER = {kind: number for number, kind in enumerate(KINDS)}
_SHORT = 20  # shorter texts ("无。") are the same only under the same heading


def write_search_documents(conn: sqlite3.Connection) -> int:
    """Fill `search_documents` and its full-text index from the other tables; how many documents there are.

    What stood in them before is replaced. Nothing is committed.
    """
    conn.execute(f"DROP TABLE IF EXISTS {full_text.TABLE}")
    conn.execute("DELETE FROM search_documents")
    full_text.create(conn)
    batch: list[tuple[int, Owner, SearchDocument]] = []
    number = 0
    for owner in owners(conn):
        for document in documents_of(conn, owner):
            number += 1
            batch.append((number, owner, document))
        if len(batch) >= _BATCH:
            write_documents(conn, batch)
            batch.clear()
    write_documents(conn, batch)
    full_text.optimise(conn)
    return number


def owners(conn: sqlite3.Connection) -> list[Owner]:
    """Every disclosure with whose it is, oldest year first."""
    return [Owner(*row) for row in conn.execute(_OWNERS)]


def documents_of(conn: sqlite3.Connection, owner: Owner) -> list[SearchDocument]:
    """The documents of one disclosure, by kind and place, copies left out."""
    facts = list(fact_documents(conn, owner))
    everything = [*facts, *prose_documents(conn, owner, facts)]
    return sorted(_distinct(everything), key=lambda document: _ORDER[document.kind])


def _distinct(documents: Iterable[SearchDocument]) -> Iterator[SearchDocument]:
    seen: set[tuple[str, str, str]] = set()
    for document in documents:
        text = plain(document.text)
        prose = document.kind in ("paragraph", "row") and len(text) >= _SHORT
        key = (document.kind, "" if prose else document.title, text)
        if text and key not in seen:
            seen.add(key)
            yield document


def _who(owner: Owner) -> str:
    """The names a document can be found by beside its own words, as tokens."""
    names = (owner.name, owner.short_name, owner.district, owner.city, str(owner.fiscal_year))
    return " ".join(token for name in names if name for token in tokens(name))


def write_documents(conn: sqlite3.Connection, batch: list[tuple[int, Owner, SearchDocument]]) -> None:
    """Write numbered documents and their index entries. Ids must rise by fiscal year, disclosure and kind."""
    conn.executemany(
        _INSERT,
        [
            (
                number,
                owner.id,
                document.kind,
                document.title,
                document.text,
                document.page_url,
                owner.short_name,
                owner.district,
                owner.city,
                owner.fiscal_year,
                " ".join(document.codes) or None,
                document.amount,
                document.source_line,
                document.disputed,
            )
            for number, owner, document in batch
        ],
    )
    who = {owner.id: _who(owner) for owner in {owner.id: owner for _, owner, _ in batch}.values()}
    titles = {title: " ".join(tokens(title)) for title in {document.title for _, _, document in batch}}
    full_text.fill(
        conn,
        (
            (
                number,
                titles[document.title],
                " ".join(tokens(document.text)),
                who[owner.id],
                " ".join(with_parents(document.codes)),
            )
            for number, owner, document in batch
        ),
    )


def with_parents(codes: Iterable[str]) -> list[str]:
    """Codes and those above them: 2080208 is also found by 20802 and by 208."""
    return [code[:length] for code in codes for length in (7, 5, 3) if length <= len(code)]
