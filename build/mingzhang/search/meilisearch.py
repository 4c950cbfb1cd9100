"""Searching by a Meilisearch server: the same questions and answers as over SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .encoding import encode, encode_phrase
from .excerpts import excerpt
from .kinds import KINDS
from .language import find, segments
from .meilisearch_index import INDEX
from .meilisearch_server import Server
from .queries import Query, understand
from .results import FACETS, NO_FILTERS, FacetValue, Filters, Hit, Results, Sort
from .sqlite import NO_WORDS, both, message
from .tuning import NO_TUNING, Tuning

_FIELDS = {"year": "fiscal_year", "district": "district", "department": "department", "kind": "kind"}
_ORDERS: Mapping[Sort, list[str]] = {
    "newest": ["number:desc"],
    "oldest": ["number:asc"],
    "amount": ["amount:desc", "number:desc"],
    "relevance": [],
}


@dataclass(frozen=True)
class MeilisearchSearcher:
    """A server's index made ready for many searches; years and names are those the server knows."""

    server: Server
    years: tuple[int, ...] = ()
    districts: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    tuning: Tuning = NO_TUNING

    @classmethod
    def of(cls, server: Server, tuning: Tuning = NO_TUNING) -> MeilisearchSearcher:
        """For the index as it is now."""
        fields = [_FIELDS[facet] for facet in ("year", "district", "department")]
        known = server.ask("POST", f"/indexes/{INDEX}/search", {"limit": 0, "facets": fields})[
            "facetDistribution"
        ]
        years, districts, departments = (tuple(sorted(known[field])) for field in fields)
        return cls(server, tuple(map(int, years)), districts, departments, tuning)

    def search(
        self,
        query: str,
        filters: Filters = NO_FILTERS,
        page: int = 1,
        per_page: int = 20,
        sort: Sort = "relevance",
        literal: bool = False,
    ) -> Results:
        """A page of hits. `literal` takes years and districts in the query as words."""
        names = (*self.departments, *self.districts)
        asked = understand(query, self.years, self.districts, self.tuning.synonyms, literal, names)
        narrowed = both(filters, asked.filters)
        if not asked.terms and narrowed == NO_FILTERS:
            return Results(query, 0, (), page, per_page, sort, message=NO_WORDS)
        words, loosened = _words(asked), False
        answers = self._ask(words, narrowed, page, per_page, sort)
        total = _total(answers[0])
        if not total and asked.terms and not _total(self._ask(words, NO_FILTERS, 1, 0, sort)[0]):
            answers = self._ask(_loose_words(asked), narrowed, page, per_page, sort, "frequency")
            total, loosened = _total(answers[0]), _total(answers[0]) > 0
        return Results(
            query,
            total,
            tuple(_hit(document, asked) for document in answers[0]["hits"]),
            page,
            per_page,
            sort,
            _facets(answers, narrowed),
            asked.filters,
            loosened,
            message=message(total, page, per_page, sort, sort),
            words=" ".join(term.text for term in asked.terms),
        )

    def _ask(
        self, words: str, filters: Filters, page: int, per_page: int, sort: Sort, strategy: str = "all"
    ) -> list[dict[str, Any]]:
        """The answers to the query itself and, for each facet narrowed by, to the query without that filter."""
        common = {"indexUid": INDEX, "q": words, "matchingStrategy": strategy}
        queries = [
            {
                **common,
                "filter": filter_expression(filters),
                "facets": list(_FIELDS.values()),
                "sort": _ORDERS[sort] if words or sort != "relevance" else ["fiscal_year:desc", "number:asc"],
                "offset": (page - 1) * per_page,
                "limit": per_page,
            }
        ]
        for facet in _narrowed(filters):
            without = filter_expression(replace(filters, **{facet: ()}))
            queries.append({**common, "filter": without, "facets": [_FIELDS[facet]], "limit": 0})
        results: list[dict[str, Any]] = self.server.ask("POST", "/multi-search", {"queries": queries})[
            "results"
        ]
        return results


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


def _words(asked: Query) -> str:
    """The query as encoded phrases. Synonyms are in the index; letters that spell a name stand for the name."""
    phrases = [term.alternatives[-1] if term.by_letters else term.alternatives[0] for term in asked.terms]
    return " ".join(map(encode_phrase, sorted(phrases, key=lambda phrase: phrase.prefix)))


def _loose_words(asked: Query) -> str:
    return " ".join(encode(token) for term in asked.terms for token in term.alternatives[0].tokens)


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


def _hit(document: dict[str, Any], asked: Query) -> Hit:
    wanted = asked.phrases
    title, text = document["title"], document["text"]
    return Hit(
        document["number"],
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
    )
