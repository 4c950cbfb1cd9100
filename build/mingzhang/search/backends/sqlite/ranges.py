"""Which ids belong to which disclosure and kind: facets are counted and filters applied without reading a document.

Ids run by year, disclosure and kind, so each (disclosure, kind) is one range of them, with a number. Hits are counted by
the number of their range in one pass; what is asked of a facet is then summed over ranges, of which there are few.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ....database.storage import STORED, lies_in
from ...documents.document_kinds import KINDS
from ...results import FACETS, FacetValue, Filters

_SQL = f"""SELECT first, last, runs.kind, disclosures.id, disclosures.fiscal_year, departments.id, short_name,
        departments.district, departments.city
    FROM (SELECT MIN(id) AS first, MAX(id) AS last, disclosure_id, kind FROM {lies_in("search_documents")}
        GROUP BY disclosure_id, kind) AS runs
    JOIN {STORED["search_documents"].numbered["disclosure_id"]} AS names ON names.number = runs.disclosure_id
    JOIN disclosures ON disclosures.id = names.text
    JOIN departments ON departments.id = disclosures.department_id
    ORDER BY first"""  # noqa: S608 - our own names
_PLACES = {kind: place for place, kind in enumerate(KINDS)}

Counts = Mapping[int, int]
"""How many hits there are in each range, by its number; ranges without one are left out."""
Facets = dict[str, tuple[FacetValue, ...]]


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
    city: str | None = None

    @property
    def place(self) -> tuple[int, int, str]:
        """Where these documents stand in a list of everything: by kind, newest year first."""
        return _PLACES[self.kind], -self.year, self.disclosure_id

    @property
    def ids(self) -> range:
        """Its ids, rising."""
        return range(self.first, self.last + 1)

    def value(self, facet: str) -> int | str | None:
        """What these documents are, by one of `FACETS` or the id of their department."""
        value: int | str | None = getattr(self, facet)
        return value


class Ranges:
    """All ranges of a database, in order of their ids."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        self.ranges = ranges
        self.number_of = array("I")
        """By id: the number of its range."""
        for number, one in enumerate(ranges):
            self.number_of.extend(array("I", [number]) * (one.last + 1 - len(self.number_of)))
        self.kinds = [one.kind for one in ranges]
        self._values = {facet: [one.value(facet) for one in ranges] for facet in (*FACETS, "department_id")}
        self._numbers = {facet: _places_of(values) for facet, values in self._values.items()}
        self.years = sorted({one.year for one in ranges}, reverse=True)
        self.cities = sorted({one.city for one in ranges if one.city})
        self.districts = sorted({one.district for one in ranges if one.district})
        self.departments = sorted({(one.department, one.department_id) for one in ranges})

    @classmethod
    def of(cls, conn: sqlite3.Connection) -> Ranges:
        """The ranges of a database."""
        cursor = conn.cursor()
        cursor.row_factory = None
        return cls([Range(*row) for row in cursor.execute(_SQL)])

    def counts(self, ids: Iterable[int]) -> Counts:
        """How many of these ids lie in each range."""
        return Counter(map(self.number_of.__getitem__, ids))

    def sizes(self) -> Counts:
        """The counts of everything there is."""
        return {number: len(one.ids) for number, one in enumerate(self.ranges)}

    def narrow(
        self, counts: Counts, filters: Filters, wanted: Sequence[str] = FACETS
    ) -> tuple[Counts, Facets]:
        """The counts of the ranges that pass the filters, and the facets that are wanted: values with counts.

        Each facet is narrowed by the others only, so that one can choose again.
        """
        narrowed = {facet: self._with(facet, filters.of(facet)) for facet in FACETS if filters.of(facet)}
        facets: Facets = {}
        for facet in wanted:
            values, tally = self._values[facet], defaultdict[int | str | None, int](int)
            others = [numbers for other, numbers in narrowed.items() if other != facet]
            for number, count in _within(counts, others).items():
                tally[values[number]] += count
            tally.pop(None, None)
            for chosen in filters.of(facet):
                tally.setdefault(chosen, 0)
            facets[facet] = _values(facet, tally)
        return _within(counts, list(narrowed.values())), facets

    def _with(self, facet: str, wanted: Sequence[int | str]) -> set[int]:
        """The numbers of the ranges that have one of these values."""
        numbers = {number for value in wanted for number in self._numbers[facet].get(value, ())}
        if facet == "department":  # named by its id as well, where two share a short name
            numbers.update(number for id_ in wanted for number in self._numbers["department_id"].get(id_, ()))
        return numbers


def _places_of(values: Sequence[int | str | None]) -> dict[int | str | None, list[int]]:
    """Where each value stands."""
    out = defaultdict[int | str | None, list[int]](list)
    for place, value in enumerate(values):
        out[value].append(place)
    return dict(out)


def _within(counts: Counts, kept: Sequence[set[int]]) -> Counts:
    """The counts of those ranges that are in all of the sets."""
    if not kept:
        return counts
    numbers = set.intersection(*kept)
    return {number: count for number, count in counts.items() if number in numbers}


def _values(facet: str, counts: Mapping[int | str | None, int]) -> tuple[FacetValue, ...]:
    """Years from the newest, other values from the most frequent."""
    known = [(value, count) for value, count in counts.items() if value is not None]
    order: Callable[[tuple[int | str, int]], tuple[object, ...]] = (
        (lambda item: (-int(item[0]),)) if facet == "year" else (lambda item: (-item[1], item[0]))
    )
    return tuple(
        FacetValue(value, KINDS.get(str(value), str(value)), count)
        for value, count in sorted(known, key=order)
    )
