"""What every back end is asked and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .language.marks import Segment

Sort = Literal["relevance", "newest", "oldest", "amount"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest", "amount")
FACETS = ("year", "city", "district", "department", "kind")
TYPED = ("year", "district", "department")
"""The facets a query may name in its own words."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the hits are narrowed to; values of one field are alternatives, an empty field is no filter."""

    year: tuple[int, ...] = ()
    district: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    city: tuple[str, ...] = ()

    def of(self, facet: str) -> tuple[int | str, ...]:
        """The values of one of `FACETS`."""
        values: tuple[int | str, ...] = getattr(self, facet)
        return values


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found. `title` and `text` are pieces of the original, the matching ones marked."""

    id: int
    disclosure_id: str
    kind: str
    title: tuple[Segment, ...]
    text: tuple[Segment, ...]
    page_url: str
    department: str
    district: str | None
    fiscal_year: int
    codes: str | None
    amount: float | None
    city: str | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet and how many documents it would leave."""

    value: int | str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, with what was understood of the query.

    `understood` are the filters read out of the query's own words; `sort` the order actually used, which is
    `newest` where there are too many hits to rank; `loosened` where nothing held all the words as typed;
    `words` what was left of it to search for; `suggestion` a query that was perhaps meant; `message` for the public, in Chinese.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    page: int
    per_page: int
    sort: Sort
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    understood: Filters = NO_FILTERS
    loosened: bool = False
    suggestion: str | None = None
    message: str | None = None
    words: str = ""

    @property
    def pages(self) -> int:
        return -(-self.total // self.per_page)
