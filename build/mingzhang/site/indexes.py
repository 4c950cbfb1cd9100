"""Index pages: departments, districts, years; the only pages in the navigation beside the hand-written ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from .charts import Series, lines
from .codes import code_pages
from .comparison import comparison_page
from .english import english_index
from .pages import Heading, Page
from .quality import quality_page
from .records import Row, Rows, fetch
from .templating import named, place_slug, render, slug
from .topics import topic_pages

_ALL = """
select disclosures.id as id, disclosures.department_id as department_id, fiscal_year, published_on,
  departments.name as name, departments.short_name as short_name, departments.kind as kind,
  departments.district as district, departments.city as city,
  (select value from key_figures where disclosure_id = disclosures.id and metric = 'expenditure_total'
   order by origin desc, position limit 1) as expenditure,
  (select value from key_figures where disclosure_id = disclosures.id and metric = 'three_public_final'
   order by origin desc, position limit 1) as three_public,
  (select value from key_figures where disclosure_id = disclosures.id and metric = 'operating_cost'
   order by origin desc, position limit 1) as operating,
  (select count(*) from statements where disclosure_id = disclosures.id and status in ('lost', 'absent')) as lost,
  (select count(*) from findings where disclosure_id = disclosures.id and severity <> 'note') as findings
from disclosures join departments on departments.id = disclosures.department_id
order by departments.city, departments.district, departments.short_name, fiscal_year desc, disclosures.id"""

_SHARES = 4
PARTS = ("codes", "quality", "listings", "topics", *(f"departments {share}" for share in range(_SHARES)))
"""What can be made side by side, in processes of their own; the longest work first."""

NO_DISTRICT = "市本级或未写明"
NO_KIND = "未归类"


def all_disclosures(conn: sqlite3.Connection) -> Rows:
    """Every disclosure with what index pages show of it."""
    return fetch(conn, _ALL)


def index_pages(conn: sqlite3.Connection, part: str) -> Iterator[Page]:
    """The index pages of one of `PARTS`."""
    name, _, share = part.partition(" ")
    if name == "departments":
        yield from _departments(conn, all_disclosures(conn), int(share))
    elif name == "listings":
        rows = all_disclosures(conn)
        yield from (*_districts(rows), *_years(rows), *_kinds(rows), *english_index(conn, rows))
    elif name == "codes":
        yield from code_pages(conn)
    elif name == "topics":
        yield from topic_pages(conn)
    elif name == "quality":
        yield from (quality_page(conn), comparison_page())


def grouped(rows: Rows, column: str, missing: str = NO_DISTRICT) -> dict[str, Rows]:
    """Rows by a column, in their order; a missing value under its own words."""
    groups: dict[str, Rows] = {}
    for row in rows:
        groups.setdefault(str(row[column] or missing), []).append(row)
    return groups


def _departments(conn: sqlite3.Connection, rows: Rows, share: int) -> Iterator[Page]:
    """Every `_SHARES`th department; the list of all goes with the first share."""
    url = "departments/"
    groups = grouped(rows, "department_id")
    if share == 0:
        body = render("departments.html", url, groups=list(groups.values()))
        yield Page(url, "按部门", body, "全部部门的决算公开，按部门查找。", bare=True)
    for id_, years in list(groups.items())[share::_SHARES]:
        yield _department(conn, id_, years)


def _department(conn: sqlite3.Connection, id_: str, years: Rows) -> Page:
    url = f"departments/{id_}/"
    oldest_first = sorted(years, key=lambda row: (row["fiscal_year"], row["id"]))
    table = _metrics_over_years(conn, oldest_first)
    axis = [str(row["fiscal_year"]) for row in oldest_first]
    charts = []
    if len(axis) > 1:
        spending = Series("本年支出", tuple(row["expenditure"] for row in oldest_first))
        public = Series("“三公”经费决算", tuple(row["three_public"] for row in oldest_first))
        charts = [
            lines("chart-spending", "本年支出", axis, [spending]),
            lines("chart-public", "“三公”经费决算", axis, [public]),
        ]
    first = years[0]
    body = render("department.html", url, first=first, years=oldest_first, table=table, charts=charts)
    headings = (Heading("years", "各年度决算"), Heading("metrics", "主要指标"))
    return Page(url, named(first), body, f"{first['name']}历年部门决算。", headings)


def _metrics_over_years(conn: sqlite3.Connection, years: Rows) -> list[tuple[Row, list[float | None]]]:
    """(metric, one value per year) of every metric any of the years states; the table's value first."""
    values: dict[str, dict[str, float]] = {}
    for year in years:
        found = fetch(
            conn,
            "select metric, value from key_figures where disclosure_id = ? order by origin desc, position",
            year["id"],
        )
        for figure in found:
            values.setdefault(figure["metric"], {}).setdefault(year["id"], figure["value"])
    metrics = fetch(conn, "select id, name_zh, unit, definition from metrics order by rowid")
    return [
        (metric, [values[metric["id"]].get(year["id"]) for year in years])
        for metric in metrics
        if metric["id"] in values and metric["id"] != "fiscal_year"
    ]


def places_of(rows: Rows) -> list[tuple[str, str, Rows]]:
    """(name, slug, rows) of each district; the city is named where there is more than one."""
    several = len({row["city"] for row in rows}) > 1
    groups: dict[str, Rows] = {}
    for row in rows:
        groups.setdefault(place_slug(row), []).append(row)
    return [(_place_name(chosen[0], several), at, chosen) for at, chosen in groups.items()]


def _place_name(row: Row, with_city: bool) -> str:
    city = (row["city"] or "") if with_city else ""
    return f"{city}{row['district'] or ''}" or NO_DISTRICT


def _districts(rows: Rows) -> Iterator[Page]:
    url = "districts/"
    places = places_of(rows)
    yield Page(
        url,
        "按地区",
        render("districts.html", url, title="按地区", places=places),
        "各区（县）部门的决算公开。",
        bare=True,
    )
    for name, at, chosen in places:
        here = f"districts/{at}/"
        body = render("listing.html", here, title=f"{name}部门决算", rows=chosen, by="地区")
        yield Page(here, f"{name}部门决算", body, f"{name}各部门、各年度决算公开。", bare=True)


def _years(rows: Rows) -> Iterator[Page]:
    url = "years/"
    groups = dict(sorted(grouped(rows, "fiscal_year").items(), reverse=True))
    yield Page(url, "按年度", render("years.html", url, groups=groups), "各年度的部门决算公开。", bare=True)
    for year, chosen in groups.items():
        here = f"years/{year}/"
        title = f"{year} 年度部门决算"
        body = render("listing.html", here, title=title, rows=chosen, by="年度")
        yield Page(here, title, body, f"{year}年度各部门决算公开。", bare=True)


def _kinds(rows: Rows) -> Iterator[Page]:
    """Like with like: departments of one kind side by side, year by year."""
    url = "kinds/"
    kinds = [(name, slug(name), chosen) for name, chosen in grouped(rows, "kind", NO_KIND).items()]
    body = render("districts.html", url, title="按类型", places=kinds)
    yield Page(url, "按类型", body, "同类部门放在一起比较。", bare=True)
    for name, at, chosen in kinds:
        here = f"kinds/{at}/"
        body = render("listing.html", here, title=f"{name}部门决算", rows=chosen, by="类型")
        yield Page(here, f"{name}部门决算", body, f"全部{name}的决算公开，同类比较。", bare=True)
