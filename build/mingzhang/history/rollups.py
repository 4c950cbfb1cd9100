"""Departments added up beside what their district's own accounts (总决算) say: how much of it the portal covers.

A body counts once: where it publishes both its own accounts (本级) and those with its units (汇总), the latter; and a unit
whose superior's 汇总 may hold it already is left out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .registers import BadRow, Bodies, DistrictFigure, needed, read_rows, year_of
from .rows import Row

METRICS = ("general_budget_expenditure", "expenditure_total")
_UNITS = {"万元": 1.0, "亿元": 10_000.0, "元": 0.0001}
_ACCOUNTS = """
select disclosures.id as id, department_id, coalesce(scope, '') as scope,
  (select value from key_figures where disclosure_id = disclosures.id and metric = ? order by origin desc, position limit 1)
from disclosures join departments on departments.id = department_id
where district = ? and (city = ? or ? = '') and fiscal_year = ? order by department_id, disclosures.id"""


def district_figures(files: Iterable[Path], problems: list[str]) -> list[DistrictFigure]:
    """Read `districts.csv`: district, year, figure, source, and if known city, unit (万元 where it is not said), metric."""
    seen: set[tuple[str, str, int, str]] = set()

    def row(cells: Mapping[str, str], where: str) -> DistrictFigure:
        of = {name: cells.get(name, "").strip() for name in ("city", "unit", "metric")}
        metric, unit = of["metric"] or METRICS[0], of["unit"] or "万元"
        if metric not in METRICS:
            raise BadRow(f"metric: {metric!r} is none of {', '.join(METRICS)}")
        if unit not in _UNITS:
            raise BadRow(f"unit: {unit!r} is none of {', '.join(_UNITS)}")
        try:
            value = float(needed(cells, "figure").replace(",", "")) * _UNITS[unit]
        except ValueError:
            raise BadRow(f"figure: {cells['figure']!r} is no number") from None
        if not 0 < value < 1e12:
            raise BadRow(f"figure: {cells['figure']!r} is no district's")
        key = (needed(cells, "district"), of["city"], year_of(cells), metric)
        if key in seen:
            raise BadRow(f"{key[0]} {key[2]} stands there twice")
        seen.add(key)
        return DistrictFigure(key[0], key[1], key[2], metric, round(value, 6), needed(cells, "source"), where)

    wanted = ("district", "year", "figure", "source")
    return list(read_rows(files, wanted, row, problems, ("city", "unit", "metric")))


def rollup_rows(
    conn: sqlite3.Connection, figures: Iterable[DistrictFigure], bodies: Bodies, problems: list[str]
) -> Iterator[Row]:
    """Give the rows of `district_rollups` and `rollup_accounts`, out of a filled database."""
    places: dict[str, set[str]] = {}
    for district, city in conn.execute("select distinct district, coalesce(city, '') from departments"):
        places.setdefault(district, set()).add(city)
    position = 0
    for figure in figures:
        cities = {city for city in places.get(figure.district, ()) if figure.city in ("", city)}
        if len(cities) != 1:
            why = f"{len(cities)} cities have it, give the city" if cities else "no document is of it"
            problems.append(f"{figure.where}: {figure.district!r}: {why}; row left out")
            continue
        position += 1
        yield from _rollup(conn, figure, next(iter(cities)), bodies, position)


def _rollup(
    conn: sqlite3.Connection, figure: DistrictFigure, city: str, bodies: Bodies, position: int
) -> Iterator[Row]:
    given = (figure.metric, figure.district, city, city, figure.year)
    accounts = [_Account(*row) for row in conn.execute(_ACCOUNTS, given)]
    left_out = dict(_left_out(accounts, bodies))
    counted = [one for one in accounts if one.id not in left_out]
    covered = round(sum(one.value or 0.0 for one in counted), 6)
    yield (
        "district_rollups",
        {
            "position": position,
            "district": figure.district,
            "city": city or None,
            "fiscal_year": figure.year,
            "metric": figure.metric,
            "figure": figure.value,
            "source": figure.source,
            "counted": len(counted),
            "left_out": len(left_out),
            "covered": covered,
            "share_pct": round(covered / figure.value * 100, 2),
            "residual": round(figure.value - covered, 6),
        },
    )
    for one in accounts:
        yield (
            "rollup_accounts",
            {
                "rollup": position,
                "disclosure_id": one.id,
                "value": one.value,
                "left_out": left_out.get(one.id),
            },
        )


@dataclass(frozen=True, slots=True)
class _Account:
    id: str
    department: str
    scope: str
    value: float | None


def _left_out(accounts: Iterable[_Account], bodies: Bodies) -> Iterator[tuple[str, str]]:
    """The accounts that are not counted, with the reason."""
    accounts = list(accounts)
    scope_of = {one.id: one.scope or bodies.scopes.get(one.department, "") for one in accounts}
    whole = {one.department for one in accounts if scope_of[one.id] == "汇总"}
    own_only = {one.department for one in accounts if scope_of[one.id] == "本级"} - whole
    published = {one.department for one in accounts}
    parents: dict[str, set[str]] = {}
    for link in bodies.links:
        if link.kind == "parent" and link.other_id:
            parents.setdefault(link.department_id, set()).add(link.other_id)
    counted: set[str] = set()
    for one in sorted(accounts, key=lambda account: (scope_of[account.id] != "汇总", account.id)):
        above = _above(one.department, parents) & published
        if one.value is None:
            yield one.id, "没有写明"
        elif one.department in counted:
            yield one.id, "同一部门已按汇总计入" if one.department in whole else "同一部门已计入"
        elif above & whole:
            yield one.id, "已含在上级部门的汇总之内"
        elif above - own_only:
            yield one.id, "上级部门口径不详，可能已含在内"
        else:
            counted.add(one.department)


def _above(department: str, parents: Mapping[str, set[str]]) -> set[str]:
    """All bodies above a department."""
    found: set[str] = set()
    waiting = [department]
    while waiting:
        for parent in parents.get(waiting.pop(), ()):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found
