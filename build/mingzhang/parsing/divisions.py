"""Chinese administrative divisions: provinces, cities and the districts the table lists, and a rule for the rest."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_NO_CITY = r"(?![场容域级直属]|政(?![府协法务])|民(?![政族革盟宗])|监(?![察委]))"
"""After 市 these make another word of it: 市场, 市政 (but 市政府, 市民政局)."""
_OTHER_CITY = re.compile(rf"[^省市区县旗]{{2,4}}市{_NO_CITY}|[\u4e00-\u9fff]{{2,10}}?(?:自治州|地区|盟)")
_OTHER_DISTRICT = re.compile(
    rf"[^省市区县旗]{{1,8}}?(?:自治县|自治旗|县(?!级)|旗)|[^省市区县旗]{{2,6}}?(?:区(?![域级直属])|市{_NO_CITY})"
)
_NO_DISTRICT = re.compile(
    r"(?:社区|园区|地区|片区|景区|校区|小区|辖区|市区|城区|郊区|灾区|库区|城市|军区|专区)$"
)
_BEFORE = re.compile(
    r"(?:中国共产党|中共|中国人民政治协商会议|中国共产主义青年团|共青团|政协|中国民主同盟|九三学社|中国国民党革命委员会)"
)
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city or district: its full name, level (1 province, 2 city, 3 district), parent and ASCII slug."""

    name: str
    level: int
    parent: str
    slug: str


@dataclass(frozen=True, slots=True)
class Place:
    """The divisions in a name, and the characters `start` to `end` of the name that say them."""

    province: str | None
    city: str | None
    district: str | None
    start: int
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


@lru_cache(maxsize=1024)
def locate(name: str) -> Place:
    """The province, city and district a name says (after 中共 and the like); parents the table knows are filled in."""
    before = _BEFORE.match(name)
    start = before.end() if before else 0
    province, at = _known(name, start, 1)
    if province in MUNICIPALITIES:
        city: str | None = province
    else:
        city, at = _known(name, at, 2)
        if city is None:
            city, at = _short_city(name, at)
        if city is None and _known(name, at, 3)[0] is None:
            city, at = _told(name, at, _OTHER_CITY)
    district, at = _known(name, at, 3)
    if district is None:
        district, at = _told(name, at, _OTHER_DISTRICT)
    if city is None and district is not None:
        parents = {d.parent for d in divisions().get(district, ()) if d.level == 3}
        city = parents.pop() if len(parents) == 1 else None
    if province is None and city is not None:
        province = next((d.parent for d in divisions().get(city, ()) if d.level == 2), None)
    return Place(province or None, city, district, start, at)


def _short_city(name: str, at: int) -> tuple[str | None, int]:
    """A city named without 市 before one of its districts: 武汉东湖新技术开发区."""
    for length in (2, 3, 4):
        city = f"{name[at : at + length]}市"
        district = _known(name, at + length, 3)[0] if city in divisions() else None
        if district and any(d.parent == city for d in divisions()[district]):
            return city, at + length
    return None, at


def _told(name: str, at: int, pattern: re.Pattern[str]) -> tuple[str | None, int]:
    """A division that no table lists, told by its ending; never the whole of the name."""
    match = pattern.match(name, at)
    if match is None or match.end() >= len(name) or _NO_DISTRICT.search(match.group()):
        return None, at
    return match.group(), match.end()


def _known(name: str, at: int, level: int) -> tuple[str | None, int]:
    for length in range(min(12, len(name) - at), 1, -1):
        candidate = name[at : at + length]
        if any(d.level == level for d in divisions().get(candidate, ())):
            return candidate, at + length
    return None, at


def slug_of(name: str, level: int) -> str | None:
    """The table's slug of a division; None where the table does not list it."""
    return next((d.slug for d in divisions().get(name, ()) if d.level == level), None)
