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

    def passes(self, filters: Filters, without: str = "") -> bool:
        """Whether these documents pass the filters (but for the facet `without`)."""
        return all(
            facet == without
            or not filters.of(facet)
            or self.value(facet) in filters.of(facet)
            # A department can be named by its id as well, where two share a short name.
            or (facet == "department" and self.department_id in filters.department)
            for facet in FACETS
        )

    def value(self, facet: str) -> int | str | None:
        value: int | str | None = getattr(self, facet)
        return value


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

    def split(self, ids: Sequence[int]) -> list[tuple[Range, Sequence[int]]]:
        """Sorted ids by the range they lie in."""
        out: list[tuple[Range, Sequence[int]]] = []
        at = 0
        while at < len(ids):
            one = self._ranges[bisect_right(self._firsts, ids[at]) - 1]
            end = bisect_right(ids, one.last, at)
            out.append((one, ids[at:end]))
            at = end
        return out

    def passing(self, filters: Filters) -> list[int]:
        """Every id that passes the filters."""
        return [i for one in self._ranges if one.passes(filters) for i in range(one.first, one.last + 1)]


def count_facets(
    parts: Sequence[tuple[Range, Sequence[int]]], filters: Filters
) -> dict[str, tuple[FacetValue, ...]]:
    """Values with counts for each facet; each narrowed by the other facets, so that one can choose again."""
    out: dict[str, tuple[FacetValue, ...]] = {}
    for facet in FACETS:
        counts: Counter[int | str] = Counter()
        for one, ids in parts:
            value = one.value(facet)
            if value is not None and one.passes(filters, without=facet):
                counts[value] += len(ids)
        for value in filters.of(facet):
            counts.setdefault(value, 0)
        by: Callable[[tuple[int | str, int]], tuple[object, ...]] = (
            (lambda item: (-int(item[0]),)) if facet == "year" else (lambda item: (-item[1], item[0]))
        )
        out[facet] = tuple(
            FacetValue(value, KINDS.get(str(value), str(value)), count)
            for value, count in sorted(counts.items(), key=by)
        )
    return out
