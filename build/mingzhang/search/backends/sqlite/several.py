"""Searching several databases side by side as if they were one: exact words find and count the same.

Each database ranks its own hits; by relevance the first of each come first, then the second, and so on.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ...current_database import CurrentDatabase, kept_of_each
from ...language.guessing import loosened, suggested
from ...language.queries import Query
from ...language.spelled_names import vocabulary
from ...language.tuning import NO_TUNING, Tuning
from ...results import DEEPEST, FACETS, RANKED, FacetValue, Filters, Hit, Results, Sort, both, message
from .loosening import holds_in
from .ranges import Ranges
from .searching import Names, Searcher

_AT_ONCE = 8
Failed = sqlite3.Error | OSError


@dataclass(frozen=True, slots=True)
class Shelf:
    """One of the databases: the folder its pages lie below, what people call it, and its file."""

    folder: str
    label: str
    database: Path


class SeveralSearcher:
    """The databases made ready for many searches; each may be replaced by a new build while it runs."""

    def __init__(self, shelves: Iterable[Shelf], tuning: Tuning = NO_TUNING) -> None:
        self._shelves = tuple(shelves)
        kept = kept_of_each(len(self._shelves))
        self._current = {
            one.folder: CurrentDatabase(one.database, lambda conn: Searcher.of(conn, tuning), kept)
            for one in self._shelves
        }
        self._tuning = tuning
        self._pool = ThreadPoolExecutor(_AT_ONCE)
        self._names: tuple[frozenset[int], Names] | None = None

    def search(
        self,
        query: str,
        filters: Filters,
        page: int,
        per_page: int,
        sort: Sort,
        literal: bool,
        seconds: float,
    ) -> Results:
        """Return a page of hits, their addresses below the folders. A database that cannot answer in time is among
        `unanswered`. Raises `sqlite3.Error` where none answers."""
        names = self._all_names(seconds)

        def ask(one: Shelf, asked: Query, order: Sort) -> Results | Failed:
            try:
                with self._current[one.folder].within(seconds) as (conn, searcher):
                    reach = min(page * per_page, DEEPEST)
                    joint = replace(searcher, names=names)
                    return joint.search(conn, asked, filters, 1, reach, order, guess=False)
            except (sqlite3.Error, OSError) as error:
                return error

        def ask_all(asked: Query, order: Sort) -> dict[Shelf, Results | Failed]:
            answers = self._pool.map(lambda one: ask(one, asked, order), self._shelves)
            return dict(zip(self._shelves, answers, strict=True))

        typed = Searcher(Ranges([]), self._tuning, names=names).understand(query, literal)
        asked, answers, suggestion = typed, ask_all(typed, sort), None
        if typed.terms and not _total(answers) and not any(self._hold([typed], seconds)):
            guess, suggestion = self._guess(typed, seconds)
            if guess:
                asked, answers = guess, ask_all(guess, sort)
        if sort in ("relevance", "amount") and _total(answers) > RANKED:
            answers = ask_all(asked, "newest")
        found = {one: answer for one, answer in answers.items() if isinstance(answer, Results)}
        if not found:
            raise next(answer for answer in answers.values() if not isinstance(answer, Results))
        return replace(
            _merged(found, filters, page, per_page, sort),
            query=query,
            unanswered=tuple(one.label for one in answers if one not in found),
            loosened=asked is not typed,
            suggestion=suggestion,
        )

    def _hold(self, queries: Sequence[Query], seconds: float) -> list[bool]:
        """For each query whether any database holds it; one that does not answer holds nothing."""

        def held(one: Shelf) -> list[bool]:
            try:
                with self._current[one.folder].within(seconds) as (conn, _):
                    return list(holds_in(conn)(queries))
            except (sqlite3.Error, OSError):
                return [False] * len(queries)

        return [any(known) for known in zip(*self._pool.map(held, self._shelves), strict=True)]

    def _guess(self, typed: Query, seconds: float) -> tuple[Query | None, str | None]:
        """The query taken apart into what some database holds, and the query that was perhaps meant."""

        def hold(queries: Sequence[Query]) -> list[bool]:
            return self._hold(queries, seconds)

        def meant() -> list[str]:
            known: dict[str, None] = {}
            for one in self._shelves:
                with suppress(sqlite3.Error, OSError), self._current[one.folder].within(seconds) as (conn, _):
                    known |= dict.fromkeys(vocabulary(conn))
            return list(known)

        return loosened(hold, typed, self._tuning), suggested(hold, typed, self._tuning, meant)

    def _all_names(self, seconds: float) -> Names:
        """The names of all databases, read again where one was replaced."""
        known = []
        for one in self._shelves:
            try:
                with self._current[one.folder].within(seconds) as (_, searcher):
                    known.append(searcher.ranges)
            except (sqlite3.Error, OSError):
                continue
        key = frozenset(map(id, known))
        if self._names is None or self._names[0] != key:
            self._names = (key, Names.of(known))
        return self._names[1]


def _total(answers: Mapping[Shelf, Results | Failed]) -> int:
    return sum(answer.total for answer in answers.values() if isinstance(answer, Results))


def _merged(
    found: Mapping[Shelf, Results], filters: Filters, page: int, per_page: int, sort: Sort
) -> Results:
    one = next(iter(found.values()))
    total = sum(answer.total for answer in found.values())
    narrowed = both(filters, one.understood)
    used = one.sort if all(answer.sort == one.sort for answer in found.values()) else "newest"
    placed = [
        (place, number, replace(hit, page_url=f"{shelf.folder}/{hit.page_url}"))
        for number, (shelf, answer) in enumerate(found.items())
        for place, hit in enumerate(answer.hits)
    ]
    placed.sort(key=lambda item: _place(item, used))
    return Results(
        one.query,
        total,
        tuple(hit for _, _, hit in placed[(page - 1) * per_page : page * per_page]),
        page,
        per_page,
        used,
        {name: _added(name, [answer.facets.get(name, ()) for answer in found.values()]) for name in FACETS},
        one.understood,
        message=one.message if not total else message(total, page, per_page, sort, used, narrowed),
        words=one.words,
    )


def _place(item: tuple[int, int, Hit], used: Sort) -> tuple[float, ...]:
    """Where a hit stands among all: by year or amount where these order, then by its place among those of its database."""
    place, number, hit = item
    if used == "newest":
        return (-hit.fiscal_year, place, number)
    if used == "oldest":
        return (hit.fiscal_year, place, number)
    if used == "amount":
        return (-(hit.amount if hit.amount is not None else float("-inf")), place, number)
    return (place, number)


def _added(name: str, facets: Iterable[Iterable[FacetValue]]) -> tuple[FacetValue, ...]:
    counts: dict[tuple[int | str, str], int] = defaultdict(int)
    for values in facets:
        for one in values:
            counts[one.value, one.label] += one.count
    joined = [FacetValue(value, label, count) for (value, label), count in counts.items()]
    if name == "year":
        return tuple(sorted(joined, key=lambda one: -int(one.value)))
    return tuple(sorted(joined, key=lambda one: (-one.count, str(one.value))))
