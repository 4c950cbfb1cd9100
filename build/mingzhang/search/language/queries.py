"""What a typed query means: terms that must all be found, and years, districts and departments that narrow.

What is taken for a filter (`typed_filters`) is said in the results, and can be taken as words instead (`literal`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..results import NO_FILTERS, Filters
from .spelled_names import named_by_letters
from .synonyms import NO_SYNONYMS, Synonyms
from .tokens import NOTHING, Phrase, phrase, split_query
from .typed_filters import NO_FORMS, Forms, take_filters


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must be found, in any of the `ways` to write it: as typed, then synonyms, then names it spells."""

    ways: tuple[str, ...]

    @property
    def text(self) -> str:
        """The word as typed, normalised."""
        return self.ways[0]

    @property
    def alternatives(self) -> tuple[Phrase, ...]:
        return tuple(phrase(way) for way in self.ways)

    def expression(self) -> str:
        found = [alternative.expression() for alternative in self.alternatives]
        return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart. `filters` holds what its own words narrow to; `any_term` asks for one term, not for all."""

    text: str
    terms: tuple[Term, ...]
    filters: Filters = NO_FILTERS
    any_term: bool = False

    @property
    def phrases(self) -> list[Phrase]:
        """Everything worth highlighting."""
        return [alternative for term in self.terms for alternative in term.alternatives]

    def expression(self) -> str:
        """The query in FTS5's language; safe for whatever was typed."""
        joint = " OR " if self.any_term else " AND "
        return joint.join(term.expression() for term in self.terms) or NOTHING


def understand(
    text: str,
    years: Iterable[int] = (),
    districts: Iterable[str] = (),
    synonyms: Synonyms = NO_SYNONYMS,
    literal: bool = False,
    names: Iterable[str] = (),
    departments: Forms = NO_FORMS,
) -> Query:
    """The meaning of a query, given the years, the districts (full names), the names that letters may spell and the
    names of departments that narrow. `literal` takes every word as a word."""
    words = split_query(text)
    filters = NO_FILTERS
    if not literal:
        words, filters = take_filters(words, set(years), list(districts), departments)
    return Query(text, tuple(term(word, synonyms, names) for word in dict.fromkeys(words)), filters)


def term(word: str, synonyms: Synonyms = NO_SYNONYMS, names: Iterable[str] = ()) -> Term:
    """A normalised word with the ways it is also written; letters may be the pinyin of one of `names`."""
    named = named_by_letters(word, names)
    return Term(tuple(dict.fromkeys((word, *synonyms.ways(word), *named))))
