"""Searching `disclosures.db` itself: every stock SQLite with FTS5 can, no server is needed."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from ...language.excerpts import excerpt
from ...language.marks import find, segments
from ...language.queries import Query, understand
from ...language.spelled_names import vocabulary
from ...language.tokens import Phrase
from ...language.tuning import NO_TUNING, Tuning
from ...language.typed_filters import Forms, forms_of
from ...results import (
    DEEPEST,
    FACETS,
    NO_FILTERS,
    NO_WORDS,
    RANKED,
    Filters,
    Hit,
    Results,
    Sort,
    both,
    message,
)
from .loosening import loosen, suggest
from .ranges import Facets, Ranges
from .ranking import matching_ids, ranked
from .recent import Answer, Answers

_HIT = """SELECT search_documents.id, disclosure_id, kind, title, text, page_url, department, district,
    fiscal_year, codes, amount, city, disputed FROM search_documents WHERE id IN ({})"""


@dataclass(frozen=True)
class Names:
    """What a query's own words may narrow to: years, districts, departments, and the ways to write these."""

    years: tuple[int, ...]
    districts: tuple[str, ...]
    departments: tuple[str, ...]

    @classmethod
    def of(cls, all_ranges: Iterable[Ranges]) -> Names:
        """Those of one database or of several."""
        known = list(all_ranges)
        years = sorted({year for one in known for year in one.years}, reverse=True)
        districts = sorted({district for one in known for district in one.districts})
        departments = sorted({name for one in known for name, _ in one.departments})
        return cls(tuple(years), tuple(districts), tuple(departments))

    @cached_property
    def forms(self) -> Forms:
        """The ways to write the names of departments."""
        return forms_of(self.departments)


@dataclass(frozen=True)
class Searcher:
    """A database made ready for many searches: its years, districts and ranges of ids, read once.

    It serves one state of the database; after a change it must be made anew.
    """

    ranges: Ranges
    tuning: Tuning = NO_TUNING
    answers: Answers = field(default_factory=Answers, compare=False)
    meant: list[str] = field(default_factory=list, compare=False)
    names: Names | None = None
    """What narrows a query where the database is one of several that answer together; else its own names do."""

    @classmethod
    def of(cls, conn: sqlite3.Connection, tuning: Tuning = NO_TUNING) -> Searcher:
        """For the database of this connection."""
        return cls(Ranges.of(conn), tuning)

    def search(
        self,
        conn: sqlite3.Connection,
        query: str | Query,
        filters: Filters = NO_FILTERS,
        page: int = 1,
        per_page: int = 20,
        sort: Sort = "relevance",
        literal: bool = False,
        facets: Sequence[str] = FACETS,
        guess: bool = True,
    ) -> Results:
        """A page of hits. `literal` takes every word of the query as a word, not as a filter; `facets` are those to count;
        without `guess` what nothing holds as typed is not found. A `Query` is asked as it is."""
        key = (query, filters, sort, literal, tuple(facets), guess, id(self.names))
        answer = self.answers.get(key)
        if answer is None:
            asked = query if isinstance(query, Query) else self.understand(query, literal)
            answer = self._answer(conn, asked, filters, sort, facets, guess)
            self.answers.put(key, answer)
        asked = answer.asked
        if not asked.terms and both(filters, asked.filters) == NO_FILTERS:
            return Results(asked.text, 0, (), page, per_page, sort, message=NO_WORDS)
        shown = answer.order[(page - 1) * per_page : page * per_page]
        return Results(
            asked.text,
            answer.total,
            tuple(_hits(conn, shown, asked.phrases)),
            page,
            per_page,
            answer.used,
            answer.facets,
            asked.filters,
            answer.loosened,
            answer.suggestion,
            message=message(answer.total, page, per_page, sort, answer.used, both(filters, asked.filters)),
            words=" ".join(term.text for term in asked.terms),
        )

    def _answer(
        self,
        conn: sqlite3.Connection,
        asked: Query,
        filters: Filters,
        sort: Sort,
        facets: Sequence[str],
        guess: bool,
    ) -> Answer:
        narrowed = both(filters, asked.filters)
        if not asked.terms:
            return self._everything(conn, asked, narrowed, sort, facets)
        typed, loosened = asked, None
        ids = matching_ids(conn, asked)
        if guess and not ids and (loosened := loosen(conn, asked, self.tuning)):
            asked = loosened
            ids = matching_ids(conn, asked)
        known = bool(ids)
        counted: Facets = {}
        if narrowed != NO_FILTERS or facets:
            kept, counted = self.ranges.narrow(self.ranges.counts(ids), narrowed, facets)
            if sum(kept.values()) < len(ids):
                ids = [i for i in ids if self.ranges.number_of[i] in kept]
        order, used = _ordered(conn, ids, sort)
        if used == "relevance":
            order = ranked(conn, asked, ids, self.ranges)
        meant = (
            suggest(conn, typed, self.tuning, self._vocabulary) if guess and (loosened or not known) else None
        )
        return Answer(
            asked, array("q", order[:DEEPEST]), len(ids), used, counted, loosened is not None, meant
        )

    def _everything(
        self, conn: sqlite3.Connection, asked: Query, narrowed: Filters, sort: Sort, facets: Sequence[str]
    ) -> Answer:
        """Nothing but filters: what a reader opens first comes first."""
        if narrowed == NO_FILTERS:
            return Answer(asked, (), 0, sort, {})
        kept, counted = self.ranges.narrow(self.ranges.sizes(), narrowed, facets)
        ranges = [self.ranges.ranges[number] for number in kept]
        ids = [i for one in ranges for i in one.ids]
        if sort != "relevance":
            order, used = _ordered(conn, ids, sort)
            return Answer(asked, array("q", order[:DEEPEST]), len(ids), used, counted)
        ranges.sort(key=lambda one: one.place)
        placed = islice((i for one in ranges for i in one.ids), DEEPEST)
        return Answer(asked, array("q", placed), len(ids), "newest", counted)

    def understand(self, query: str, literal: bool = False) -> Query:
        """What a typed query means, by the names that are known here."""
        known = self.names or self._own_names
        names = (*known.departments, *known.districts)
        return understand(
            query, known.years, known.districts, self.tuning.synonyms, literal, names, known.forms
        )

    @cached_property
    def _own_names(self) -> Names:
        return Names.of([self.ranges])

    def _vocabulary(self, conn: sqlite3.Connection) -> Sequence[str]:
        """The names a query may have meant, read once."""
        if not self.meant:
            self.meant.extend(vocabulary(conn))
        return self.meant


def search(
    conn: sqlite3.Connection,
    query: str,
    filters: Filters = NO_FILTERS,
    page: int = 1,
    per_page: int = 20,
    sort: Sort = "relevance",
    tuning: Tuning = NO_TUNING,
    facets: Sequence[str] = FACETS,
) -> Results:
    """One search of a database. For many, keep a `Searcher`."""
    return Searcher.of(conn, tuning).search(conn, query, filters, page, per_page, sort, facets=facets)


def _ordered(conn: sqlite3.Connection, ids: Sequence[int], sort: Sort) -> tuple[Sequence[int], Sort]:
    """Rising ids in the order asked for, and the order it became; by relevance they are not put in order yet."""
    if sort == "oldest" or (sort == "relevance" and len(ids) <= RANKED):
        return ids, sort
    if sort == "amount" and len(ids) <= RANKED:
        return _by_amount(conn, ids), sort
    return ids[::-1], "newest"


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
