"""What changed from one year to the next in a department: its printed name, and the codes it spends under."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import pairwise

from ..disclosure_facts import Rows, fetch
from .code_history import said_of

_ITEMS = "select code, item, total from expenditure_by_function where disclosure_id = ? and level = 3 and code is not null"
_IN_FORCE = "select code, name, valid_from, valid_to from function_codes where valid_from is not null or valid_to is not null"


@dataclass(frozen=True, slots=True)
class Item:
    """A code with its printed name; `total` None where blank; `was` its name the year before, where that differs."""

    code: str
    name: str
    total: float | None
    was: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """Codes of 公开03表 that came, went or were renamed from one year to the next."""

    before: int
    year: int
    come: tuple[Item, ...]
    gone: tuple[Item, ...]
    renamed: tuple[Item, ...]
    known: bool
    """Whether both years print items in 公开03表; where not, nothing can be said."""


def names_over_years(years: Rows) -> list[tuple[str, list[int]]]:
    """List (name as the title prints it, its years) in order; one entry where the name never changed."""
    found: dict[str, list[int]] = {}
    for row in years:
        title, year = str(row["title"]), str(row["fiscal_year"])
        name = title.split(year, 1)[0].strip() if year in title else ""
        found.setdefault(name or str(row["name"]), []).append(row["fiscal_year"])
    return list(found.items())


def changes_between(conn: sqlite3.Connection, years: Rows) -> list[Changes]:
    """List what changed, for every pair of neighbouring disclosures, the newest first."""
    items = [(row["fiscal_year"], _items(conn, row["id"])) for row in years]
    in_force = {row["code"]: (row["valid_from"], row["valid_to"]) for row in fetch(conn, _IN_FORCE)}
    reforms = {
        (code, row["year"]): f"口径变化：{said_of(row)}"
        for row in fetch(conn, "select * from code_links where kind <> 'renamed'")
        for code in (row["code"], row["other"])
    }
    return [
        _compare(before, after, in_force, reforms)
        for before, after in pairwise(items)
        if before[0] != after[0]
    ][::-1]


def _items(conn: sqlite3.Connection, id_: str) -> dict[str, Item]:
    return {row["code"]: Item(row["code"], row["item"], row["total"]) for row in fetch(conn, _ITEMS, id_)}


Years = dict[str, tuple[int | None, int | None]]


def _compare(
    before: tuple[int, dict[str, Item]],
    after: tuple[int, dict[str, Item]],
    in_force: Years,
    reforms: dict[tuple[str, int], str],
) -> Changes:
    (earlier, then), (later, now) = before, after
    known = bool(then and now)
    come = tuple(
        Item(i.code, i.name, i.total, told=reforms.get((i.code, later)) or _since(i.code, later, in_force))
        for i in now.values()
        if i.code not in then
    )
    gone = tuple(
        Item(i.code, i.name, i.total, told=reforms.get((i.code, later)) or _until(i.code, later, in_force))
        for i in then.values()
        if i.code not in now
    )
    renamed = tuple(
        Item(i.code, i.name, i.total, was=then[i.code].name)
        for i in now.values()
        if i.code in then and _renamed(i.name, then[i.code].name)
    )
    return Changes(earlier, later, come if known else (), gone if known else (), renamed, known)


def _since(code: str, year: int, in_force: Years) -> str:
    since = in_force.get(code, (None, None))[0]
    return f"{since}年起设立的科目" if since == year else ""


def _until(code: str, year: int, in_force: Years) -> str:
    until = in_force.get(code, (None, None))[1]
    return f"科目用至{until}年" if until is not None and until < year else ""


def _renamed(now: str, then: str) -> bool:
    """Tell whether two names differ by more than one being cut short in print."""
    one, other = sorted((_plain(now), _plain(then)), key=len)
    return not other.startswith(one)


def _plain(name: str) -> str:
    """Drop from a name what differs between printings only: blanks and the width of brackets."""
    return "".join(name.split()).replace("(", "（").replace(")", "）")
