"""Pages that list disclosures by place, year and kind, each with charts that compare like with like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median

from ..disclosure_facts import Row, Rows
from ..html_page import Page
from ..parts.charts import Chart
from ..parts.group_charts import (
    NO_KIND,
    Comparisons,
    Entry,
    Group,
    compared,
    counts,
    largest,
    like_with_like,
    medians,
    medians_of_groups,
)
from ..templating import named, place, place_slug, render, slug

NO_DISTRICT = "市本级或未写明"
NO_CITY = "未写明城市"


def grouped(rows: Rows, column: str, missing: str = NO_DISTRICT) -> dict[str, Rows]:
    """Group rows by a column, in their order; a missing value under its own words."""
    groups: dict[str, Rows] = {}
    for row in rows:
        groups.setdefault(str(row[column] or missing), []).append(row)
    return groups


def listing_pages(rows: Rows, rollups: Sequence[Row] = ()) -> Iterator[Page]:
    """Make the pages of districts, cities, years and kinds; `rollups` stand on the pages of their districts."""
    yield from _places(rows, rollups)
    yield from _years(rows)
    yield from _kinds(rows)


def cities_of(rows: Rows) -> list[tuple[str, str, list[tuple[str, str, Rows]], Rows]]:
    """List (city, slug, its districts as in `places_of`, rows) of each city."""
    groups: dict[str, Rows] = {}
    for row in rows:
        groups.setdefault(slug(row["city"] or NO_CITY), []).append(row)
    return [(chosen[0]["city"] or NO_CITY, at, places_of(chosen), chosen) for at, chosen in groups.items()]


def places_of(rows: Rows) -> list[tuple[str, str, Rows]]:
    """List (name, slug, rows) of each district."""
    groups: dict[str, Rows] = {}
    for row in rows:
        groups.setdefault(place_slug(row), []).append(row)
    return [(chosen[0]["district"] or NO_DISTRICT, at, chosen) for at, chosen in groups.items()]


def _listing(
    url: str,
    title: str,
    rows: Rows,
    crumbs: list[tuple[str, str]],
    charts: Callable[[], list[Chart]] | None = None,
    rollups: Sequence[Row] = (),
) -> Page:
    """Make a page of rows; `crumbs` are (address from the root, name) of what stands above it, `charts` its own."""

    def draw() -> str:
        return render(
            "listing.html",
            url,
            title=title,
            rows=rows,
            crumbs=crumbs,
            compared=_comparisons(rows),
            charts=charts() if charts else [],
            rollups=rollups,
        )

    about = f"{title}：各部门、各年度的决算公开。"
    return Page(url, title, draw, about, bare=True, made_of=(rows, crumbs, rollups))


def _places(rows: Rows, rollups: Sequence[Row]) -> Iterator[Page]:
    url = "districts/"
    cities = cities_of(rows)
    body = render("districts.html", url, cities=cities)
    yield Page(url, "按地区", body, "各市、各区（县）部门的决算公开。", bare=True)
    for city, city_at, places, in_city in cities:
        yield _city(city, city_at, places, in_city)
        for name, at, chosen in places:
            whole = name if chosen[0]["district"] else f"{city}{name}"
            crumbs = [("districts/", "按地区"), (f"cities/{city_at}/", city)]
            own = [row for row in rollups if place_slug(row) == at]
            yield _listing(f"districts/{at}/", f"{whole}部门决算", chosen, crumbs, rollups=own)


def _city(name: str, at: str, places: list[tuple[str, str, Rows]], rows: Rows) -> Page:
    url = f"cities/{at}/"
    title = f"{name}部门决算"

    def draw() -> str:
        covered = [Entry(where, float(len(chosen))) for where, _, chosen in places]
        charts = [counts("chart-places", "各区收录的决算", covered, "份")] if len(places) > 1 else []
        return render(
            "city.html", url, title=title, name=name, places=places, rows=rows, charts=charts,
            compared=_comparisons(rows),
        )  # fmt: skip

    return Page(url, title, draw, f"{name}各区、各部门的决算公开。", bare=True, made_of=rows)


def _years(rows: Rows) -> Iterator[Page]:
    url = "years/"
    groups = dict(sorted(grouped(rows, "fiscal_year").items(), reverse=True))
    body = render("years.html", url, groups=groups, overview=_overview(rows))
    yield Page(url, "按年度", body, "各年度的部门决算公开。", bare=True)
    for year, chosen in groups.items():
        crumbs = [("years/", "按年度")]
        charts = partial(_medians_of_kinds, year, chosen)
        yield _listing(f"years/{year}/", f"{year} 年度部门决算", chosen, crumbs, charts)


def _medians_of_kinds(year: str, rows: Rows) -> list[Chart]:
    kinds = grouped(rows, "kind", NO_KIND)
    by_kind = {kind: [row["expenditure"] for row in of_kind] for kind, of_kind in kinds.items()}
    chart = medians_of_groups("chart-kinds", f"{year}年度本年支出，各类部门的中位数", by_kind)
    return [chart] if chart else []


def _kinds(rows: Rows) -> Iterator[Page]:
    """Make the pages of kinds: departments of one kind side by side, year by year."""
    url = "kinds/"
    kinds = [(name, slug(name), chosen) for name, chosen in grouped(rows, "kind", NO_KIND).items()]
    body = render("kinds.html", url, kinds=kinds, overview=_overview(rows))
    yield Page(url, "按类型", body, "同类部门放在一起比较。", bare=True)
    for name, at, chosen in kinds:
        crumbs = [("kinds/", "按类型")]
        yield _listing(f"kinds/{at}/", f"{name}部门决算", chosen, crumbs)


@dataclass(frozen=True, slots=True)
class Middle:
    """The median spending (万元) of the bodies of one kind in one year that state it, how many they are, and how many of
    their figures a finding disputes.
    """

    value: float
    bodies: int
    disputed: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The medians of each kind (name, slug) in each of `years`, None where no body states its spending."""

    years: list[int]
    kinds: list[tuple[str, str, list[Middle | None]]]


def _overview(rows: Rows) -> Overview:
    """Set the kinds of body against the years, the newest first."""
    years = sorted({row["fiscal_year"] for row in rows}, reverse=True)

    def middle(members: Rows) -> Middle | None:
        stated = [row for row in members if row["expenditure"] is not None]
        if not stated:
            return None
        disputed = sum(bool(row["expenditure_disputed"]) for row in stated)
        return Middle(round(float(median(row["expenditure"] for row in stated)), 2), len(stated), disputed)

    kinds = grouped(rows, "kind", NO_KIND)
    return Overview(
        years,
        [
            (
                kind,
                slug(kind),
                [middle([row for row in of_kind if row["fiscal_year"] == year]) for year in years],
            )
            for kind, of_kind in kinds.items()
        ],
    )


def _comparisons(rows: Rows) -> Comparisons:
    """Draw the largest of the group with most members, in sums and in shares of their spending, and the middle of every
    year of its kind; of each other group the largest.
    """
    stated = [row for row in rows if row["expenditure"] is not None]

    def spending(row: Row) -> Entry:
        return Entry(named(row), row["expenditure"], bool(row["expenditure_disputed"]), place(row))

    def more(group: Group[Row]) -> Iterator[Chart | None]:
        public = [
            Entry(
                named(row),
                _share(row),
                bool(row["three_public_disputed"] or row["expenditure_disputed"]),
                place(row),
            )
            for row in group.members
        ]
        yield largest("chart-public", f"{group.label}“三公”经费占本年支出", public, "%")
        years: dict[int, dict[str, float | None]] = {}
        for row in rows:
            if (row["kind"] or NO_KIND) == group.kind:
                years.setdefault(row["fiscal_year"], {})[row["department_id"]] = row["expenditure"]
        yield medians("chart-years", f"{group.kind}历年本年支出的中位数", years)

    groups = like_with_like(stated, lambda row: (row["kind"], row["fiscal_year"]))
    return compared(groups, spending, "本年支出", "万元", more)


def _share(row: Row) -> float | None:
    if row["three_public"] is None or not row["expenditure"]:
        return None
    return float(row["three_public"] / row["expenditure"] * 100)
