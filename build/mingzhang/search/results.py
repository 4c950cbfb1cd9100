"""What every back end is asked and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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
    disputed: str | None = None
    """The positions of the findings on a figure of it, parted by commas."""


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
    unanswered: tuple[str, ...] = ()
    """The provinces whose server did not answer: what it holds is missing here."""

    @property
    def pages(self) -> int:
        return -(-self.total // self.per_page)


RANKED = 20_000
"""With more hits than this (a word such as 支出) ranking says little and costs much: newest first."""
DEEPEST = 10_000
"""How many hits can be paged through."""
NO_WORDS = "请输入要查找的词，例如“三公经费”或“2080208”。"


def both(chosen: Filters, typed: Filters) -> Filters:
    """The filters chosen, and those typed where nothing was chosen for that facet."""
    return replace(
        chosen,
        year=chosen.year or typed.year,
        district=chosen.district or typed.district,
        department=chosen.department or typed.department,
    )


def message(
    total: int, page: int, per_page: int, sort: Sort, used: Sort, narrowed: Filters = NO_FILTERS
) -> str | None:
    """What the reader should know about a page of results, in Chinese. `used` is the order they are in."""
    if total == 0 and narrowed.department:
        return f"{'、'.join(narrowed.department)}公布的内容里没有找到。请减少词语，或取消筛选条件。"
    if total == 0:
        return "没有找到。请减少词语，或取消筛选条件。"
    if (page - 1) * per_page >= min(total, DEEPEST):
        return f"共 {total} 条，没有第 {page} 页。"
    if sort != used and total > RANKED and sort in ("relevance", "amount"):
        return f"共 {total} 条，太多而无法排序，先列最新年度。请增加词语或筛选条件。"
    return None
