"""Searching `disclosures.db` itself: every stock SQLite with FTS5 can, no server is needed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..database.full_text import TABLE
from .excerpts import excerpt
from .language import Phrase, find, segments
from .loosening import loosen, suggest
from .queries import Query, understand
from .ranges import Part, Ranges, narrow
from .ranking import ranked
from .results import NO_FILTERS, Filters, Hit, Results, Sort
from .tuning import NO_TUNING, Tuning

RANKED = 20_000
"""With more hits than this (a word such as 支出) ranking says little and costs much: newest first."""
DEEPEST = 10_000
"""How many hits can be paged through."""
NO_WORDS = "请输入要查找的词，例如“三公经费”或“2080208”。"
_HIT = """SELECT search_documents.id, disclosure_id, kind, title, text, page_url, department, district,
    fiscal_year, codes, amount FROM search_documents WHERE id IN ({})"""


@dataclass(frozen=True)
class Searcher:
    """A database made ready for many searches: its years, districts and ranges of ids, read once."""

    ranges: Ranges
    tuning: Tuning = NO_TUNING

    @classmethod
    def of(cls, conn: sqlite3.Connection, tuning: Tuning = NO_TUNING) -> Searcher:
        """For the database of this connection."""
        return cls(Ranges.of(conn), tuning)

    def search(
        self,
        conn: sqlite3.Connection,
        query: str,
        filters: Filters = NO_FILTERS,
        page: int = 1,
        per_page: int = 20,
        sort: Sort = "relevance",
        literal: bool = False,
    ) -> Results:
        """A page of hits. `literal` takes years and districts in the query as words."""
        asked = self._understand(query, literal)
        narrowed = both(filters, asked.filters)
        if not asked.terms and narrowed == NO_FILTERS:
            return Results(query, 0, (), page, per_page, sort, message=NO_WORDS)
        typed, loosened = asked, None
        parts = self._found(conn, asked)
        if not parts and (loosened := loosen(conn, asked, self.tuning)):
            asked = loosened
            parts = self._found(conn, asked)
        kept, facets = narrow(parts, narrowed)
        order, used = _ordered(conn, asked, kept, sort)
        shown = order[:DEEPEST][(page - 1) * per_page : page * per_page]
        return Results(
            query,
            len(order),
            tuple(_hits(conn, shown, asked.phrases)),
            page,
            per_page,
            used,
            facets,
            asked.filters,
            loosened is not None,
            suggest(conn, typed, self.tuning) if loosened or not parts else None,
            message=message(len(order), page, per_page, sort, used),
            words=" ".join(term.text for term in asked.terms),
        )

    def _found(self, conn: sqlite3.Connection, asked: Query) -> list[Part]:
        """What matches, before filters; everything where there are no words."""
        return self.ranges.split(_matching(conn, asked)) if asked.terms else self.ranges.all()

    def _understand(self, query: str, literal: bool) -> Query:
        known = self.ranges
        names = (*(name for name, _ in known.departments), *known.districts)
        return understand(query, known.years, known.districts, self.tuning.synonyms, literal, names)


def search(
    conn: sqlite3.Connection,
    query: str,
    filters: Filters = NO_FILTERS,
    page: int = 1,
    per_page: int = 20,
    sort: Sort = "relevance",
    tuning: Tuning = NO_TUNING,
) -> Results:
    """One search of a database. For many, keep a `Searcher`."""
    return Searcher.of(conn, tuning).search(conn, query, filters, page, per_page, sort)


def both(chosen: Filters, typed: Filters) -> Filters:
    """The filters chosen, and those typed where nothing was chosen for that facet."""
    return replace(chosen, year=chosen.year or typed.year, district=chosen.district or typed.district)


def _matching(conn: sqlite3.Connection, asked: Query) -> list[int]:
    cursor = conn.cursor()
    cursor.row_factory = lambda _, row: row[0]
    sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ? ORDER BY rowid"  # noqa: S608
    return cursor.execute(sql, (asked.expression(),)).fetchall()


def _ordered(
    conn: sqlite3.Connection, asked: Query, kept: list[Part], sort: Sort
) -> tuple[Sequence[int], Sort]:
    """The ids in the order asked for, and the order it became."""
    if sort == "relevance" and not asked.terms:  # nothing but filters: what a reader opens first comes first
        kept = sorted(kept, key=lambda part: part[0].place)
        return [i for _, ids in kept for i in ids], "newest"
    passing = [i for _, ids in kept for i in ids]
    if sort == "oldest":
        return passing, sort
    if sort == "amount" and len(passing) <= RANKED:
        return _by_amount(conn, passing), sort
    if sort == "relevance" and len(passing) <= RANKED:
        return ranked(conn, asked, kept), sort
    return passing[::-1], "newest"


def _by_amount(conn: sqlite3.Connection, passing: Sequence[int]) -> list[int]:
    cursor = conn.cursor()
    cursor.row_factory = lambda _, row: row[0]
    ids = ",".join(map(str, passing))
    sql = f"SELECT id FROM search_documents WHERE id IN ({ids}) ORDER BY amount DESC NULLS LAST, id DESC"  # noqa: S608
    return cursor.execute(sql).fetchall()


def _hits(conn: sqlite3.Connection, ids: Sequence[int], wanted: list[Phrase]) -> list[Hit]:
    cursor = conn.cursor()
    cursor.row_factory = None
    found = {row[0]: row for row in cursor.execute(_HIT.format(",".join(map(str, ids))))}
    out = []
    for i in ids:
        _, disclosure_id, kind, title, text, *rest = found[i]
        marked = tuple(segments(title, find(title, wanted)))
        out.append(Hit(i, disclosure_id, kind, marked, tuple(excerpt(text, wanted)), *rest))
    return out


def message(total: int, page: int, per_page: int, sort: Sort, used: Sort) -> str | None:
    """What the reader should know about a page of results, in Chinese."""
    if total == 0:
        return "没有找到。请减少词语，或取消筛选条件。"
    if (page - 1) * per_page >= min(total, DEEPEST):
        return f"共 {total} 条，没有第 {page} 页。"
    if sort != used and total > RANKED and sort in ("relevance", "amount"):
        return f"共 {total} 条，太多而无法排序，先列最新年度。请增加词语或筛选条件。"
    return None
