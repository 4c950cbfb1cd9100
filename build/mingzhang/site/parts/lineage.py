"""What became of departments: those that are one body under several names, and those that merged or split beside them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from ..disclosure_facts import Row, Rows, fetch

_LINKS = "select * from department_links order by year, department_id, position"
_TOLD = {
    "renamed": ("{year}年度起改称", "原称（至{before}年度）"),
    "merged": ("{year}年度起并入", "{year}年度起并入本部门的有"),
    "split": ("{year}年度起拆分出", "{year}年度起由此拆分而来："),
    "parent": ("上级部门为", "下属单位有"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about a department, the other one's name at its end, with its address where it has one."""

    words: str
    name: str
    id: str | None
    source: str | None


@dataclass(slots=True)
class Lineage:
    """What is known of one department: `series` are the departments that are one body with it, itself among them;
    `beside` those that merged or split, whose figures stand beside its own.
    """

    series: set[str] = field(default_factory=set)
    said: list[Said] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)


def lineages(conn: sqlite3.Connection) -> dict[str, Lineage]:
    """Map each department that the register speaks of to what is known of it."""
    found: dict[str, Lineage] = {}
    names = {row["id"]: row["name"] for row in fetch(conn, "select id, name from departments")}
    for link in fetch(conn, _LINKS):
        own, other = link["department_id"], link["other_id"]
        _add(found, own, link, 0, link["other_name"], other)
        if other is not None:
            _add(found, other, link, 1, names[own], own)
    for department in list(found):
        _join(found, department)
    return found


def _add(found: dict[str, Lineage], own: str, link: Row, side: int, name: str, other: str | None) -> None:
    lineage = found.setdefault(own, Lineage({own}))
    kind, year = link["kind"], link["year"]
    words = _TOLD[kind][side].format(year=year, before=year - 1 if year else "")
    lineage.said.append(Said(words, name, other, link["source"]))
    if kind == "renamed" and other:
        lineage.series.add(other)
    elif kind != "parent" and other:
        lineage.beside.add(other)


def _join(found: dict[str, Lineage], department: str) -> None:
    """Let the series of a department be all names that are linked through others."""
    series, waiting = {department}, [department]
    while waiting:
        for other in found[waiting.pop()].series - series:
            series.add(other)
            waiting.append(other)
    for one in series:
        found[one].series = series


def listed(rows: Rows) -> Rows:
    """List disclosures, oldest first."""
    return sorted(rows, key=lambda row: (row["fiscal_year"], row["id"]))
