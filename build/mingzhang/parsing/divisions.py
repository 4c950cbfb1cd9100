"""Chinese administrative divisions: provinces, cities and the districts the table lists, and a rule for the rest."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

_OTHER_CITY = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:自治州|地区|盟|市)")
_OTHER_DISTRICT = re.compile(
    r"[\u4e00-\u9fff]{1,10}?(?:自治县|自治旗|林区|特区|开发区|高新区|新区|区|县|旗|市)(?!直|委|属|域|级|政|场)"
)


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city or district: its full name, level (1 province, 2 city, 3 district), parent and ASCII slug."""

    name: str
    level: int
    parent: str
    slug: str


@dataclass(frozen=True, slots=True)
class Place:
    """The divisions a name opens with, and where the name goes on after them."""

    province: str | None
    city: str | None
    district: str | None
    end: int


@cache
def divisions() -> dict[str, tuple[Division, ...]]:
    """Every division of the table by full name; a district's name may stand in several cities (江北区)."""
    table: dict[str, list[Division]] = {}
    text = (resources.files(__package__) / "divisions.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        division = Division(row["name"], int(row["level"]), row["parent"], row["slug"])
        table.setdefault(division.name, []).append(division)
    return {name: tuple(found) for name, found in table.items()}


def locate(name: str) -> Place:
    """The province, city and district that open `name`; parents that the table knows are filled in."""
    province, at = _known(name, 0, 1)
    city, at = _known(name, at, 2)
    if city is None:
        match = _OTHER_CITY.match(name, at)
        if match and not _known(name, at, 3)[0]:
            city, at = match.group(), match.end()
    district, at = _known(name, at, 3)
    if district is None:
        match = _OTHER_DISTRICT.match(name, at)
        if match and match.end() < len(name):
            district, at = match.group(), match.end()
    if city is None and district is not None:
        parents = {d.parent for d in divisions().get(district, ()) if d.level == 3}
        city = parents.pop() if len(parents) == 1 else None
    if province is None and city is not None:
        province = next((d.parent for d in divisions().get(city, ()) if d.level == 2), None)
    return Place(province or None, city, district, at)


def _known(name: str, at: int, level: int) -> tuple[str | None, int]:
    for length in range(min(12, len(name) - at), 1, -1):
        candidate = name[at : at + length]
        if any(d.level == level for d in divisions().get(candidate, ())):
            return candidate, at + length
    return None, at


def slug_of(name: str, level: int) -> str | None:
    """The table's slug of a division; None where the table does not list it."""
    return next((d.slug for d in divisions().get(name, ()) if d.level == level), None)
