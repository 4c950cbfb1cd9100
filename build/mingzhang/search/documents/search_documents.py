"""The searchable units of a database: paragraphs, rows, items, each with the address of its anchor.

A unit read from a sentence (an execution item, a term) stands for that sentence, so the paragraph is left out where
such units cover it; likewise the printed table row where a statement row or an indicator was read from it. Ids rise
by fiscal year, disclosure and kind: a higher id is never of an earlier year, and each (disclosure, kind) is one range.
Between disclosures some ids are left out, so that others can come between them (`placing`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from ...database import full_text
from ...database.row_values import Value
from ...database.storage import STORED, Numbers
from ..language.tokens import is_han, tokens_of_normal
from .document_kinds import KINDS
from .facts import fact_documents
from .placing import room_after
from .records import Owner, SearchDocument
from .running_text import plain, prose_documents

_STORED = STORED["search_documents"]
_INSERT = f"""INSERT INTO {_STORED.name} (id, disclosure_id, title, kind, text, anchor, codes, amount, source_line, disputed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""  # noqa: S608 - our own names
_TEXTS = "SELECT id, title, text, codes FROM search_documents WHERE id BETWEEN ? AND ? ORDER BY id"
_OWNERS = """SELECT disclosures.id, disclosures.title, fiscal_year, name, short_name, district, city, province
    FROM disclosures JOIN departments ON departments.id = disclosures.department_id
    ORDER BY fiscal_year, disclosures.id"""
_ORDER = {kind: number for number, kind in enumerate(KINDS)}
_SHORT = 20  # shorter texts ("无。") are the same only under the same heading


class Ready(msgspec.Struct, frozen=True, array_like=True):
    """Documents of one disclosure as the database takes them, without their ids: for each its title, its other columns
    (`_INSERT`), and a row of the index (tokens parted by blanks)."""

    disclosure_id: str
    titles: list[str]
    rows: list[tuple[Value, ...]]
    words: list[tuple[str, str, str, str]]


def write_ready(conn: sqlite3.Connection, all_ready: Iterable[Ready]) -> Iterator[int]:
    """Replace all search documents by those of the disclosures given in the order of `owners`; how many each has."""
    conn.execute(f"DROP TABLE IF EXISTS {full_text.TABLE}")
    conn.execute(f"DELETE FROM {_STORED.name}")  # noqa: S608
    full_text.create(conn)
    number, insert = 0, Inserting(conn)
    for one in all_ready:
        insert(number, one)
        number += len(one.rows) + room_after(len(one.rows))
        yield len(one.rows)
    full_text.optimise(conn)


class Inserting:
    """Inserts documents of disclosures and fills the index with them."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._disclosures, self._titles = (
            Numbers(conn, _STORED.numbered[name]) for name in ("disclosure_id", "title")
        )

    def __call__(self, before: int, one: Ready) -> None:
        """Insert documents with the ids that follow `before`. Ids must rise by fiscal year, disclosure and kind."""
        disclosure, titles = self._disclosures[one.disclosure_id], self._titles
        numbered = enumerate(zip(one.titles, one.rows, strict=True), before + 1)
        self._conn.executemany(
            _INSERT, [(number, disclosure, titles[title], *row) for number, (title, row) in numbered]
        )
        full_text.fill(self._conn, ((number, *words) for number, words in enumerate(one.words, before + 1)))


def take_out(conn: sqlite3.Connection, old: sqlite3.Connection, owner: Owner, before: int, many: int) -> None:
    """Take the `many` documents of a disclosure that follow the id `before` out of the index and the table, as they stand
    in the database that it was copied from."""
    who, titles = _words_of(owner), dict[str, str]()
    gone = []
    for number, title, text, codes in old.execute(_TEXTS, (before + 1, before + many)):
        titles[title] = titles.get(title) or _tokens(plain(title))
        of_codes = " ".join(with_parents((codes or "").split()))
        gone.append((number, titles[title], _tokens(plain(text)), who, of_codes))
    full_text.take_out(conn, gone)
    conn.execute(f"DELETE FROM {_STORED.name} WHERE id BETWEEN ? AND ?", (before + 1, before + many))  # noqa: S608


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


def tokens_of_names(names: Iterable[str | None]) -> list[str]:
    """The tokens of names, together; a piece of another name is found by that and left out. All back ends count these."""
    told: list[str] = []
    for name in map(plain, filter(None, names)):
        if not (all(map(is_han, name)) and any(name in other for other in told)):
            told.append(name)
    return tokens_of_normal("\n".join(told))


def _words_of(owner: Owner) -> str:
    names = (owner.name, owner.short_name, owner.district, owner.city, str(owner.fiscal_year))
    return " ".join(tokens_of_names(names))


def _tokens(text: str) -> str:
    return " ".join(tokens_of_normal(text))


def ready(owner: Owner, documents: Iterable[SearchDocument]) -> Ready:
    """Documents of a disclosure with their tokens."""
    who = _words_of(owner)
    titles: dict[str, str] = {}
    out, home = Ready(owner.id, [], [], []), owner.url()
    for one in documents:
        if one.title not in titles:
            titles[one.title] = _tokens(plain(one.title))
        anchor = one.page_url.removeprefix(home)
        codes = " ".join(one.codes) or None
        out.titles.append(one.title)
        out.rows.append((one.kind, one.text, anchor, codes, one.amount, one.source_line, one.disputed))
        out.words.append(
            (titles[one.title], _tokens(plain(one.text)), who, " ".join(with_parents(one.codes)))
        )
    return out


def with_parents(codes: Iterable[str]) -> list[str]:
    """Codes and those above them: 2080208 is also found by 20802 and by 208."""
    return [code[:length] for code in codes for length in (7, 5, 3) if length <= len(code)]
