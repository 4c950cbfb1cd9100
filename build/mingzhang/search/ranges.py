"""Which ids belong to which disclosure and kind: facets are counted and filters applied without reading a document."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .kinds import KINDS
from .results import FACETS, FacetValue, Filters

_SQL = """SELECT first, last, runs.kind, disclosures.id, disclosures.fiscal_year, departments.id, short_name,
        departments.district
    FROM (SELECT MIN(id) AS first, MAX(id) AS last, disclosure_id, kind FROM search_documents
        GROUP BY disclosure_id, kind) AS runs
    JOIN disclosures ON disclosures.id = runs.disclosure_id
    JOIN departments ON departments.id = disclosures.department_id
    ORDER BY first"""


_PLACES = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Range:
    """The ids from `first` to `last`: one kind of document of one disclosure."""

    first: int
    last: int
    kind: str
    disclosure_id: str
    year: int
    department_id: str
    department: str
    district: str | None

    @property
    def place(self) -> tuple[int, int, str]:
        """Where these documents stand in a list of everything: by kind, newest year first."""
        return _PLACES[self.kind], -self.year, self.disclosure_id

    def fails(self, filters: Filters, facets: Sequence[str]) -> list[str]:
        """By which of `facets` (those that are narrowed) these documents are filtered out."""
        # A department can be named by its id as well, where two share a short name.
        return [
            facet
            for facet in facets
            if self.value(facet) not in filters.of(facet)
            and not (facet == "department" and self.department_id in filters.department)
        ]

    def value(self, facet: str) -> int | str | None:
        value: int | str | None = getattr(self, facet)
        return value


Part = tuple[Range, Sequence[int]]
"""Sorted ids of one range."""


class Ranges:
    """All ranges of a database, in order of their ids."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        self._ranges = ranges
        self._firsts = [one.first for one in ranges]
        self.years = sorted({one.year for one in ranges}, reverse=True)
        self.districts = sorted({one.district for one in ranges if one.district})
        self.departments = sorted({(one.department, one.department_id) for one in ranges})

    @classmethod
    def of(cls, conn: sqlite3.Connection) -> Ranges:
        """The ranges of a database."""
        cursor = conn.cursor()
        cursor.row_factory = None
        return cls([Range(*row) for row in cursor.execute(_SQL)])

    def split(self, ids: Sequence[int]) -> list[Part]:
        """Sorted ids by the range they lie in."""
        out: list[Part] = []
        at = 0
        while at < len(ids):
            one = self._ranges[bisect_right(self._firsts, ids[at]) - 1]
            end = bisect_right(ids, one.last, at)
            out.append((one, ids[at:end]))
            at = end
        return out

    def all(self) -> list[Part]:
        """Every id, by the range it lies in."""
        return [(one, range(one.first, one.last + 1)) for one in self._ranges]


def narrow(parts: Sequence[Part], filters: Filters) -> tuple[list[Part], dict[str, tuple[FacetValue, ...]]]:
    """The parts that pass the filters, and the facets: values with counts.

    Each facet is narrowed by the others only, so that one can choose again.
    """
    narrowed = [facet for facet in FACETS if filters.of(facet)]
    kept: list[Part] = []
    counts: dict[str, Counter[int | str]] = {facet: Counter() for facet in FACETS}
    for part in parts:
        one, ids = part
        failed = one.fails(filters, narrowed) if narrowed else []
        if not failed:
            kept.append(part)
            counts["year"][one.year] += len(ids)
            counts["kind"][one.kind] += len(ids)
            counts["department"][one.department] += len(ids)
            if one.district:
                counts["district"][one.district] += len(ids)
        elif len(failed) == 1 and (value := one.value(failed[0])) is not None:
            counts[failed[0]][value] += len(ids)
    for facet in narrowed:
        for chosen in filters.of(facet):
            counts[facet].setdefault(chosen, 0)
    return kept, {facet: _values(facet, counts[facet]) for facet in FACETS}


def _values(facet: str, counts: Counter[int | str]) -> tuple[FacetValue, ...]:
    """Years from the newest, other values from the most frequent."""
    order: Callable[[tuple[int | str, int]], tuple[object, ...]] = (
        (lambda item: (-int(item[0]),)) if facet == "year" else (lambda item: (-item[1], item[0]))
    )
    return tuple(
        FacetValue(value, KINDS.get(str(value), str(value)), count)
        for value, count in sorted(counts.items(), key=order)
    )
