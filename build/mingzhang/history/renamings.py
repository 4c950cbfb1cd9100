"""Likely renamings: a body whose documents end in one year, and one of the same division whose documents begin in the
next with the same codes and the same total of the year before. They are told, and never applied.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

_LIKENESS = 0.8
"""The least share of items (项) that both spend under, of those that either does."""
_LIKENESS_WITH_TOTAL = 0.5
"""The same where the total of the year before agrees."""
_FEWEST_ITEMS = 4
_MOST_TOLD = 20
_CENT = 0.01
_BODIES = """
select coalesce(province, '') || coalesce(city, '') || coalesce(district, '') as place, departments.id as id, name,
  min(fiscal_year) as first, max(fiscal_year) as last
from departments join disclosures on department_id = departments.id
where not exists (select 1 from department_links where kind <> 'parent' and departments.id in (department_id, other_id))
group by departments.id having place <> '' order by place, departments.id"""
_ITEMS = """
select code from expenditure_by_function where level = 3 and disclosure_id in
  (select id from disclosures where department_id = ?1 and fiscal_year = ?2)
union select code from execution_items where length(code) = 7 and disclosure_id in
  (select id from disclosures where department_id = ?1 and fiscal_year = ?2)"""
_TOTAL = """
select value from key_figures join disclosures on disclosures.id = disclosure_id
where department_id = ? and fiscal_year = ? and metric = ? order by origin desc, position limit 1"""


class _Body(NamedTuple):
    place: str
    id: str
    name: str
    first: int
    last: int


def likely_renamings(conn: sqlite3.Connection) -> list[str]:
    """List a line for each likely renaming of a filled database, the first twenty."""
    told = []
    for earlier, later in _pairs(conn):
        alike = _likeness(conn, earlier, later)
        carried = _carries_over(conn, earlier, later)
        if carried is False or alike < (_LIKENESS_WITH_TOTAL if carried else _LIKENESS):
            continue
        reason = f"{alike:.0%} of their items are the same"
        reason += f", and the total of {earlier.last} is carried over" if carried else ""
        told.append(
            f"{earlier.name} (until {earlier.last}) may be {later.name} (from {later.first}): {reason}; "
            f"not applied; bodies.csv can say it (body,to,how,became): {earlier.id},{earlier.last},renamed,{later.id}"
        )
        if len(told) == _MOST_TOLD:
            break
    return told


def _pairs(conn: sqlite3.Connection) -> Iterator[tuple[_Body, _Body]]:
    """Bodies of one division of which one ends in the year before the other begins."""
    rows = (_Body(*row) for row in conn.execute(_BODIES))
    for _, group in groupby(rows, key=lambda body: body.place):
        bodies = list(group)
        begins: dict[int, list[_Body]] = {}
        for body in bodies:
            begins.setdefault(body.first, []).append(body)
        for earlier in bodies:
            for later in begins.get(earlier.last + 1, ()):
                yield earlier, later


def _likeness(conn: sqlite3.Connection, earlier: _Body, later: _Body) -> float:
    """The share of items that both spend under, at the turn of the year; 0 where there are too few to tell."""
    then = {code for (code,) in conn.execute(_ITEMS, (earlier.id, earlier.last))}
    now = {code for (code,) in conn.execute(_ITEMS, (later.id, later.first))}
    return len(then & now) / len(then | now) if min(len(then), len(now)) >= _FEWEST_ITEMS else 0.0


def _carries_over(conn: sqlite3.Connection, earlier: _Body, later: _Body) -> bool | None:
    """Whether the later body's total less its change is the earlier one's; None where a figure is not stated."""
    wanted = (
        (earlier, earlier.last, "grand_total"),
        (later, later.first, "grand_total"),
        (later, later.first, "grand_total_change"),
    )
    found = [conn.execute(_TOTAL, (body.id, year, metric)).fetchone() for body, year, metric in wanted]
    if None in found:
        return None
    then, now, change = (value for (value,) in found)
    return bool(abs(now - change - then) <= _CENT)
