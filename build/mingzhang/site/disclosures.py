"""All disclosures of a portal with what pages that show many of them print of each: three figures, each with the
findings that dispute it.
"""

from __future__ import annotations

import sqlite3

from .disclosure_facts import Rows, fetch

PLACE = """case when (select count(distinct city) from departments) > 1 and district is not null
  then coalesce(city, '') || district else coalesce(district, city) end as locality"""
"""Where a body is, as lists print it: its district, or its city; with the city where the portal has several, for districts
of two cities may share a name. To be selected beside `departments`."""
_SHOWN = {
    "expenditure": "expenditure_total",
    "three_public": "three_public_final",
    "operating": "operating_cost",
}
_FIGURE = """  (select {column} from key_figures where disclosure_id = disclosures.id and metric = '{metric}'
   order by origin desc, position limit 1) as {name},"""
_ALL = """
select disclosures.id as id, disclosures.department_id as department_id, fiscal_year, published_on, title,
  departments.name as name, departments.short_name as short_name, departments.kind as kind,
  departments.district as district, departments.city as city, {place},
{figures}
  (select count(*) from statements where disclosure_id = disclosures.id and status in ('lost', 'absent')) as lost,
  (select count(*) from findings where disclosure_id = disclosures.id and severity = 'error') as errors,
  (select count(*) from findings where disclosure_id = disclosures.id and severity = 'warning') as warnings,
  (select count(*) from findings where disclosure_id = disclosures.id and severity in ('note', 'rounding')) as hints
from disclosures join departments on departments.id = disclosures.department_id
order by departments.city, departments.district, departments.short_name, fiscal_year desc, disclosures.id""".format(  # noqa: S608  our own names
    place=PLACE,
    figures="\n".join(
        _FIGURE.format(column=column, metric=metric, name=name + ending)
        for name, metric in _SHOWN.items()
        for column, ending in (("value", ""), ("disputed", "_disputed"))
    ),
)


def all_disclosures(conn: sqlite3.Connection) -> Rows:
    """List every disclosure with what index pages show of it."""
    return fetch(conn, _ALL)


def all_rollups(conn: sqlite3.Connection) -> Rows:
    """List what departments come to beside their district's own accounts, the newest year first."""
    return fetch(
        conn,
        "select district_rollups.*, name_zh from district_rollups join metrics on metrics.id = metric"
        " order by fiscal_year desc, position",
    )
