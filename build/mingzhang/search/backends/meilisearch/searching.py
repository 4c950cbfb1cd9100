"""Searching by a Meilisearch server: the same questions and answers as over SQLite."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from typing import Any

from ...documents.document_kinds import KINDS
from ...language.excerpts import excerpt
from ...language.guessing import loosened, suggested
from ...language.marks import find, segments
from ...language.queries import Query, understand
from ...language.tuning import NO_TUNING, Tuning
from ...language.typed_filters import Forms, forms_of
from ...results import FACETS, NO_FILTERS, NO_WORDS, FacetValue, Filters, Hit, Results, Sort, both, message
from .encoding import encode_phrase
from .index import INDEX
from .network import Resting, everywhere, federation
from .server import Server

_FIELDS = {
    "year": "fiscal_year",
    "city": "city",
    "district": "district",
    "department": "department",
    "kind": "kind",
}
_NEWEST = ["fiscal_year:desc", "place:desc"]
_ORDERS: Mapping[Sort, list[str]] = {
    "newest": _NEWEST,
    "oldest": ["fiscal_year:asc", "place:asc"],
    "amount": ["amount:desc", *_NEWEST],
    "relevance": [],
}
_OF_NOTHING_BUT_FILTERS = ["kind_place:asc", "fiscal_year:desc", "place:asc"]
_MOST_WAYS = 64


@dataclass(frozen=True)
class MeilisearchSearcher:
    """A server's index made ready for many searches; years and names are those the server knows.

    `vocabulary` holds the names a query may have meant.
    """

    server: Server
    years: tuple[int, ...] = ()
    districts: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    tuning: Tuning = NO_TUNING
    vocabulary: tuple[str, ...] = ()
    remotes: Mapping[str, str] = field(default_factory=dict)
    """What readers call each of the servers that `server` asks, by name (`network.labels`)."""
    resting: Resting = field(default_factory=Resting, compare=False)

    @classmethod
    def of(
        cls,
        server: Server,
        tuning: Tuning = NO_TUNING,
        vocabulary: Iterable[str] = (),
        remotes: Mapping[str, str] | None = None,
    ) -> MeilisearchSearcher:
        """For the index as it is now."""
        empty = cls(server, tuning=tuning, vocabulary=tuple(vocabulary), remotes=remotes or {})
        fields = [_FIELDS[facet] for facet in ("year", "district", "department")]
        known = empty._any([{"indexUid": INDEX, "q": ""}], fields)["facetDistribution"]
        years, districts, departments = (tuple(sorted(known.get(field, ()))) for field in fields)
        return replace(empty, years=tuple(map(int, years)), districts=districts, departments=departments)

    def search(
        self,
        query: str,
        filters: Filters = NO_FILTERS,
        page: int = 1,
        per_page: int = 20,
        sort: Sort = "relevance",
        literal: bool = False,
    ) -> Results:
        """A page of hits. `literal` takes every word of the query as a word, not as a filter."""
        names = (*self.departments, *self.districts)
        known = (self.years, self.districts, self.tuning.synonyms, literal, names)
        return self._results(understand(query, *known, self.forms), filters, page, per_page, sort)

    @cached_property
    def forms(self) -> Forms:
        """The ways to write the names of departments."""
        return forms_of(self.departments)

    def _results(self, asked: Query, filters: Filters, page: int, per_page: int, sort: Sort) -> Results:
        narrowed = both(filters, asked.filters)
        if not asked.terms and narrowed == NO_FILTERS:
            return Results(asked.text, 0, (), page, per_page, sort, message=NO_WORDS)
        answers = self._ask(asked, narrowed, page, per_page, sort)
        guess, suggestion = None, None
        if asked.terms and not _total(answers[0]) and not self._holds([asked])[0]:
            suggestion = suggested(self._holds, asked, self.tuning, lambda: self.vocabulary)
            guess = loosened(self._holds, asked, self.tuning)
        if guess:
            asked = guess
            answers = self._ask(asked, narrowed, page, per_page, sort)
        total = _total(answers[0])
        used: Sort = "newest" if sort == "relevance" and not asked.terms else sort
        return Results(
            asked.text,
            total,
            tuple(_hit(document, asked) for document in answers[0]["hits"]),
            page,
            per_page,
            used,
            _facets(answers, narrowed),
            asked.filters,
            guess is not None,
            suggestion,
            message=message(total, page, per_page, used, used, narrowed),
            words=" ".join(term.text for term in asked.terms),
            unanswered=tuple(label for name, label in self.remotes.items() if name in self.resting),
        )

    def _holds(self, queries: Sequence[Query]) -> list[bool]:
        """For each query whether any document matches it."""
        requests = [(number, request) for number, asked in enumerate(queries) for request in _requests(asked)]
        out = [False] * len(queries)
        for (number, _), count in zip(
            requests, self._counts([request for _, request in requests]), strict=True
        ):
            out[number] = out[number] or count > 0
        return out

    def _counts(self, requests: Sequence[dict[str, Any]]) -> list[int]:
        if self.remotes:
            return [_total(self._any([request], ["fiscal_year"])) for request in requests]
        answers = self._multi([{**request, "limit": 0, "facets": ["fiscal_year"]} for request in requests])
        return [_total(answer) for answer in answers]

    def _multi(self, queries: list[dict[str, Any]]) -> list[dict[str, Any]]:
        results: list[dict[str, Any]] = self.server.ask("POST", "/multi-search", {"queries": queries})[
            "results"
        ]
        return results

    def _ask(
        self, asked: Query, filters: Filters, page: int, per_page: int, sort: Sort
    ) -> list[dict[str, Any]]:
        """The answers to the query itself and, for each facet narrowed by, to the query without that filter."""
        order = _ORDERS[sort] if asked.terms or sort != "relevance" else _OF_NOTHING_BUT_FILTERS
        parts = [(filters, list(_FIELDS.values()), (page - 1) * per_page, per_page)]
        parts += [(replace(filters, **{facet: ()}), [_FIELDS[facet]], 0, 0) for facet in _narrowed(filters)]
        requests = _requests(asked)
        if self.remotes or len(requests) > 1:
            answers = []
            for narrowed, facets, offset, limit in parts:
                restricted = {"filter": filter_expression(narrowed), "sort": order}
                answers.append(
                    self._any([{**request, **restricted} for request in requests], facets, offset, limit)
                )
            return answers
        return self._multi(
            [
                {
                    **requests[0],
                    "filter": filter_expression(narrowed),
                    "facets": facets,
                    "offset": offset,
                    "limit": limit,
                    "sort": order,
                }
                for narrowed, facets, offset, limit in parts
            ]
        )

    def _any(
        self, queries: list[dict[str, Any]], facets: list[str], offset: int = 0, limit: int = 0
    ) -> dict[str, Any]:
        """The answer for documents that any of the queries finds on any server, each counted once."""
        if self.remotes:
            queries = everywhere(queries, [name for name in self.remotes if name not in self.resting])
        body = {"federation": federation(facets, offset, limit), "queries": queries}
        answer: dict[str, Any] = self.server.ask("POST", "/multi-search", body)
        self.resting.add(answer.get("remoteErrors") or ())
        return answer


def _requests(asked: Query) -> list[dict[str, Any]]:
    """The queries whose answers together are the query's: one for each way to write its terms; a server knows no "or"."""
    ways = [term.alternatives for term in asked.terms]
    while not asked.any_term and math.prod(map(len, ways)) > _MOST_WAYS:
        most = max(range(len(ways)), key=lambda number: len(ways[number]))
        ways[most] = ways[most][:1]
    chosen = ([(way,) for term in ways for way in term]) if asked.any_term else product(*ways)
    return [
        {
            "indexUid": INDEX,
            "q": " ".join(map(encode_phrase, phrases)),
            "matchingStrategy": "all",
        }
        for phrases in chosen
    ]


def filter_expression(filters: Filters) -> list[list[str]]:
    """The filters as Meilisearch takes them: all of the lists, any within a list."""
    out = []
    for facet in _narrowed(filters):
        any_of = [f"{_FIELDS[facet]} = {_quoted(value)}" for value in filters.of(facet)]
        if facet == "department":
            any_of += [f"department_id = {_quoted(value)}" for value in filters.department]
        out.append(any_of)
    return out


def _narrowed(filters: Filters) -> Iterable[str]:
    return [facet for facet in FACETS if filters.of(facet)]


def _quoted(value: int | str) -> str:
    if isinstance(value, int):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _total(answer: dict[str, Any]) -> int:
    """How many documents match: each has one year, and facets are counted beyond the hits that can be paged."""
    return sum(answer["facetDistribution"].get("fiscal_year", {}).values())


def _facets(answers: list[dict[str, Any]], filters: Filters) -> dict[str, tuple[FacetValue, ...]]:
    alone = dict(zip(_narrowed(filters), answers[1:], strict=True))
    out = {}
    for facet in FACETS:
        counts: dict[str, int] = dict(
            alone.get(facet, answers[0])["facetDistribution"].get(_FIELDS[facet], {})
        )
        for value in filters.of(facet):
            counts.setdefault(str(value), 0)
        values = [
            FacetValue(int(value) if facet == "year" else value, KINDS.get(str(value), str(value)), count)
            for value, count in counts.items()
        ]
        values.sort(key=lambda one: -int(one.value) if facet == "year" else (-one.count, one.value))
        out[facet] = tuple(values)
    return out


def _hit(document: Mapping[str, Any], asked: Query) -> Hit:
    wanted = asked.phrases
    title, text = document["title"], document["text"]
    return Hit(
        int(document["id"][:12], 16),
        document["disclosure_id"],
        document["kind"],
        tuple(segments(title, find(title, wanted))),
        tuple(excerpt(text, wanted)),
        document["page_url"],
        document["department"],
        document["district"],
        document["fiscal_year"],
        document["codes"],
        document["amount"],
        document["city"],
        document["disputed"],
    )
