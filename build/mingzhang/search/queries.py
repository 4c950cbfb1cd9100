"""What a typed query means: terms that must all be found, and years and districts that narrow.

`2023年 硚口 三公` asks for 三公 within 2023 and 硚口区. What is taken for a filter is said in the results, and can be
taken as words instead (`literal`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .language import NOTHING, Phrase, phrase, split_query
from .names import named_by_letters
from .results import NO_FILTERS, Filters
from .synonyms import NO_SYNONYMS, Synonyms

_YEAR = re.compile(r"(?<![0-9.])(20[0-9]{2})(?:年度|年|(?![0-9.]))")
COSTLY = 10
"""Tokens of a query."""
_SUFFIXES = ("自治县", "开发区", "高新区", "新区", "区", "县", "市", "旗")


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

    @property
    def is_costly(self) -> bool:
        """Whether it asks for several words, or long ones, or any that so begin: found slowly, and seldom often."""
        phrases = self.phrases
        return (
            (len(self.terms) > 1 and not self.any_term)
            or sum(len(one.tokens) for one in phrases) >= COSTLY
            or any(one.prefix and len(one.tokens) > 1 for one in phrases)
        )

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
) -> Query:
    """The meaning of a query, given the years, the districts (full names) and the names of departments there are.

    `literal` takes every word as a word. A query of nothing but filters keeps its district as a word too.
    """
    words = split_query(text)
    filters = NO_FILTERS
    if not literal:
        words, filters = _take_filters(words, set(years), list(districts))
    return Query(text, tuple(term(word, synonyms, names) for word in dict.fromkeys(words)), filters)


def term(word: str, synonyms: Synonyms = NO_SYNONYMS, names: Iterable[str] = ()) -> Term:
    """A normalised word with the ways it is also written; letters may be the pinyin of one of `names`."""
    named = named_by_letters(word, names)
    return Term(tuple(dict.fromkeys((word, *synonyms.ways(word), *named))))


def _take_filters(
    words: Sequence[str], years: set[int], districts: Sequence[str]
) -> tuple[list[str], Filters]:
    found_years: list[int] = []
    found_districts: list[str] = []
    left: list[str] = []
    for word in words:
        named = [int(year) for year in _YEAR.findall(word)]
        if named and all(year in years for year in named):
            found_years += named
            word = _YEAR.sub("", word)
        district, word = _district_of(word, districts)
        if district:
            found_districts.append(district)
        if word:
            left.append(word)
    return left, Filters(
        year=tuple(dict.fromkeys(found_years)), district=tuple(dict.fromkeys(found_districts))
    )


def _district_of(word: str, districts: Sequence[str]) -> tuple[str | None, str]:
    """The district a word names (硚口, 硚口区), or begins with in full (硚口区三公经费), and the rest of the word."""
    for district in districts:
        if word in (district, _bare(district)):
            return district, ""
    for district in districts:
        if word.startswith(district):
            return district, word.removeprefix(district)
    return None, word


def _bare(district: str) -> str:
    for suffix in _SUFFIXES:
        if district.endswith(suffix) and len(district) - len(suffix) >= 2:
            return district.removesuffix(suffix)
    return district
