"""A department over its years: charts, every metric, and the names and codes that changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from typing import NamedTuple

from ...database.inputs import inputs_of
from ..disclosure_facts import Row, Rows, fetch
from ..html_page import Heading, Page
from ..parts.charts import Chart, Series, lines
from ..parts.code_changes import changes_between, names_over_years
from ..parts.disputes import Mark, marks_of
from ..parts.lineage import Lineage, lineages, listed
from ..parts.real_terms import Prices, Scaled, headcounts, scaled
from ..templating import render
from .listings import NO_CITY, NO_DISTRICT

_METRICS_OF = "select * from key_figures where disclosure_id = ? order by origin desc, position"
_FINDINGS_OF = "select * from findings where disclosure_id = ? order by position"
# (title, [(metric, label)]) of each chart, in the page's order.
_CHARTS = (
    (
        "支出",
        (
            ("expenditure_total", "本年支出"),
            ("basic_expenditure", "基本支出"),
            ("project_expenditure", "项目支出"),
        ),
    ),
    ("“三公”经费", (("three_public_budget", "预算"), ("three_public_final", "决算"))),
    ("人员与公用经费", (("personnel_cost", "人员经费"), ("public_cost", "公用经费"))),
    ("机关运行经费", (("operating_cost", "机关运行经费"),)),
    ("政府采购", (("procurement_total", "政府采购支出"),)),
)


class Figure(NamedTuple):
    """A value of a year, None where not stated, with the finding that disputes it."""

    value: float | None
    mark: Mark | None = None


Table = list[tuple[Row, list[Figure]]]
People = dict[str, Rows]


def department_pages(conn: sqlite3.Connection, rows: Rows, share: int, shares: int) -> Iterator[Page]:
    """Make every `shares`th department's page from the `share`th on; the list of all goes with the first share."""
    url = "departments/"
    groups: dict[str, Rows] = {}
    for row in rows:
        groups.setdefault(row["department_id"], []).append(row)
    if share == 0:
        body = render("departments.html", url, parts=_parts(groups.values()), total=len(groups))
        yield Page(url, "按部门", body, "全部部门的决算公开，按部门查找。", bare=True)
    known, inputs = lineages(conn), inputs_of(conn)
    prices, people = Prices.of(conn), headcounts(conn)
    for id_, own in list(groups.items())[share::shares]:
        lineage = known.get(id_) or Lineage({id_})
        years = [row for department in sorted(lineage.series) for row in groups[department]]
        beside = [row for department in sorted({*lineage.beside}) for row in groups[department]]
        # What is asked of the database of each year follows from its files.
        told = [(row, inputs[row["id"]], people.get(row["id"])) for row in (*own[:1], *years, *beside)]
        made_of = (
            told,
            sorted(lineage.series),
            sorted(lineage.beside),
            [*map(astuple, lineage.said)],
            prices.known,
        )
        yield _department(conn, own[0], years, beside, lineage, (prices, people), made_of)


def _parts(groups: Iterable[Rows]) -> list[tuple[str, str, list[Rows]]]:
    """List (name, anchor, departments) of each city, or of each district where there is one city."""
    found = list(groups)
    cities = {of_one[0]["city"] for of_one in found}
    key, missing = ("city", NO_CITY) if len(cities) > 1 else ("district", NO_DISTRICT)
    parts: dict[str, list[Rows]] = {}
    for of_one in found:
        parts.setdefault(of_one[0][key] or missing, []).append(of_one)
    return [(name, f"part-{number}", of_part) for number, (name, of_part) in enumerate(parts.items(), 1)]


def _department(
    conn: sqlite3.Connection,
    first: Row,
    years: Rows,
    beside: Rows,
    lineage: Lineage,
    scales: tuple[Prices, People],
    made_of: object,
) -> Page:
    url = f"departments/{first['department_id']}/"
    oldest_first = listed(years)

    def draw() -> str:
        table = _metrics_over_years(conn, oldest_first)
        return render(
            "department.html", url, first=first, years=oldest_first, table=table, charts=_charts(oldest_first, table),
            changes=changes_between(conn, oldest_first), names=names_over_years(oldest_first), lineage=lineage,
            real=_scaled(oldest_first, table, *scales), beside=listed([*years, *beside]) if beside else [],
        )  # fmt: skip

    headings = [Heading("years", "各年度决算"), Heading("real", "不变价与人均")]
    if lineage.said:
        headings.append(Heading("lineage", "沿革"))
    if len(oldest_first) > 1:
        headings.append(Heading("changes", "名称与科目的变化"))
    return Page(
        url,
        str(first["name"]),
        draw,
        f"{first['name']}历年部门决算。",
        (*headings, Heading("metrics", "主要指标")),
        made_of=made_of,
    )


def _scaled(years: Rows, table: Table, prices: Prices, people: People) -> Scaled:
    figures = {metric["id"]: found for metric, found in table}
    return scaled(years, figures, {metric["id"]: metric["name_zh"] for metric, _ in table}, prices, people)


def _charts(years: Rows, table: Table) -> list[Chart]:
    """Draw a chart for each group of metrics that two years or more state."""
    if len(years) < 2:
        return []
    axis = [str(row["fiscal_year"]) for row in years]
    values = {metric["id"]: tuple(figure.value for figure in found) for metric, found in table}
    wrong = {
        metric["id"]: frozenset(n for n, figure in enumerate(found) if figure.mark and figure.mark.disputes)
        for metric, found in table
    }
    charts = []
    for place, (title, metrics) in enumerate(_CHARTS, start=1):
        series = [
            Series(label, values[metric], wrong[metric])
            for metric, label in metrics
            if metric in values and sum(value is not None for value in values[metric]) > 1
        ]
        if series:
            charts.append(lines(f"chart-{place}", f"{title}，逐年", axis, series))
    return charts


def _metrics_over_years(conn: sqlite3.Connection, years: Rows) -> Table:
    """Yield (metric, one value per year) of every metric any of the years states; the table's value first."""
    values: dict[str, dict[str, Figure]] = {}
    for year in years:
        figures = fetch(conn, _METRICS_OF, year["id"])
        first = {figure["metric"]: figure for figure in reversed(figures)}
        findings = {(year["id"], row["position"]): row for row in fetch(conn, _FINDINGS_OF, year["id"])}
        marks = marks_of(first.values(), findings)
        for metric, figure in first.items():
            found = Figure(figure["value"], marks.get((year["id"], metric)))
            values.setdefault(metric, {})[year["id"]] = found
    metrics = fetch(conn, "select id, name_zh, unit, definition from metrics order by rowid")
    return [
        (metric, [values[metric["id"]].get(year["id"], Figure(None)) for year in years])
        for metric in metrics
        if metric["id"] in values and metric["id"] != "fiscal_year"
    ]
