"""Chinese administrative divisions: every province, city and county of the table, and a rule for the rest.

`divisions.csv` is made by `scripts/divisions.py`, which names its sources. A name may print its divisions in short
(凉山州, 武汉东湖新技术开发区) or only the last of them (岳阳楼区统计局); what the table knows is filled in.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_NO_CITY = r"(?![场容域级直属]|政(?![府协法务])|民(?![政族革盟宗])|监(?![察委]))"
"""After 市 these make another word of it: 市场, 市政 (but 市政府, 市民政局)."""
_OTHER_CITY = re.compile(rf"[^省市区县旗局]{{2,4}}市{_NO_CITY}|[\u4e00-\u9fff]{{2,10}}?(?:自治州|地区|盟)")
_OTHER_DISTRICT = re.compile(
    rf"[^省市区县旗]{{1,8}}?(?:自治县|自治旗|县(?!级)|旗)|[^省市区县旗局厅委院]{{2,6}}?(?:区(?![域级直属])|市{_NO_CITY})"
)
_NO_DISTRICT = re.compile(
    r"(?:社区|园区|地区|片区|景区|校区|小区|辖区|市区|城区|郊区|灾区|库区|城市|军区|专区)$"
)
_COMMON = frozenset(("城区", "郊区", "矿区", "东区", "西区", "新区"))
"""Counties by name that are words as well: one only below the city that has it."""
_BRANCH = re.compile(r"局(?P<area>[^局]{2,8}?)分局$")
"""市公安局青澜区分局, 市公安局青澜分局: a bureau of the city for one of its districts."""
BEFORE_DIVISIONS = re.compile(
    r"(?:中国共产党|中共|中国人民政治协商会议|中国共产主义青年团|共青团|政协|国家税务总局|中国民主同盟|九三学社|中国国民党革命委员会|"
    r"(?:新疆生产建设兵团)?第[一二三四五六七八九十]{1,2}师(?=[^师]{2,4}市))"  # 第八师石河子市财政局
)
_NATIONS = (
    "蒙古 藏 回 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 东乡 纳西 景颇 柯尔克孜 "
    "土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 独龙 鄂温克 鄂伦春 裕固 保安 京 各"
)
_AUTONOMOUS = re.compile(rf"(.{{2,}}?)(?:(?:{'|'.join(_NATIONS.split())})族?)+自治(州|县)")
"""凉山彝族自治州, which is printed 凉山州 as well."""
_OWN_SHORT = {"巴州": "巴音郭楞蒙古自治州", "博州": "博尔塔拉蒙古自治州", "克州": "克孜勒苏柯尔克孜自治州"}
_PROVINCE_TAIL = re.compile(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$")
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
_LONGEST = 15
"""Characters of the longest division's name."""


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city or county: its full name, level (1 province, 2 city, 3 county), parent and ASCII slug."""

    name: str
    level: int
    parent: str
    slug: str


@dataclass(frozen=True, slots=True)
class Located:
    """The divisions in a name, and the characters `start` to `end` of the name that say them."""

    province: str | None
    city: str | None
    district: str | None
    start: int
    end: int


@cache
def divisions() -> dict[str, tuple[Division, ...]]:
    """Every division of the table by full name; a county's name may stand in several cities (江北区)."""
    table: dict[str, list[Division]] = {}
    text = (resources.files(__package__) / "divisions.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        division = Division(row["name"], int(row["level"]), row["parent"], row["slug"])
        table.setdefault(division.name, []).append(division)
    return {name: tuple(found) for name, found in table.items()}


@cache
def _short_names() -> dict[str, str]:
    """The full name of each division that is printed in short as well: 凉山州, 长阳县, 广西, 湖北."""
    short = dict(_OWN_SHORT)
    for name, found in divisions().items():
        match = _AUTONOMOUS.fullmatch(name)
        if match and match[1] + match[2] not in divisions():
            short[match[1] + match[2]] = name
        if found[0].level == 1:
            short[_PROVINCE_TAIL.sub("", name)] = name
    return short


def branch_district(name: str, text: str) -> str | None:
    """The district of a city's bureau that prints it without its level (…市公安局青澜分局) and that no table lists,
    where the body's own text names it (青澜区)."""
    match = _BRANCH.search(name)
    if match is None or match["area"].endswith(("区", "县", "市", "旗")):
        return None
    return next((full for level in "区县市旗" if (full := match["area"] + level) in text), None)


@lru_cache(maxsize=1024)
def locate(name: str) -> Located:
    """The province, city and district a name says (after 中共 and the like); parents the table knows are filled in."""
    before = BEFORE_DIVISIONS.match(name)
    start = before.end() if before else 0
    province, at = _province(name, start)
    city, at = (province, at) if province in MUNICIPALITIES else _city(name, at, province)
    district, at = _county(name, at, city, province)
    if district is None:
        district, at = _told(name, at, _OTHER_DISTRICT)
    if district is None:
        district = _branch(name, at, city)
    if city is None and district is not None:
        parents = {d.parent for d in _fitting(district, 3, None, province)}
        parent = parents.pop() if len(parents) == 1 else None
        city = parent if parent and _of_level(parent, 2) else None
        province = province or (parent if city is None else None)
    if province is None and city is not None:
        province = next((d.parent for d in _of_level(city, 2)), None)
    return Located(province or None, city, district, start, at)


def _province(name: str, at: int) -> tuple[str | None, int]:
    """The province a name begins with; in short (湖北武汉市) only before one of its divisions."""
    province, end = _known(name, at, 1)
    if province is not None:
        return province, end
    for length in (2, 3):
        province = _short_names().get(name[at : at + length])
        if province and _of_level(province, 1):
            below = _known(name, at + length, 2)[0] or _known(name, at + length, 3)[0]
            if below and any(_province_of(d) == province for d in divisions()[below]):
                return province, at + length
    return None, at


def _city(name: str, at: int, province: str | None) -> tuple[str | None, int]:
    city, end = _known(name, at, 2, province=province)
    if city is None:
        city, end = _short_city(name, at)
    if city is None and _known(name, at, 3, province=province)[0] is None:
        city, end = _told(name, at, _OTHER_CITY)
    return city, end


def _short_city(name: str, at: int) -> tuple[str | None, int]:
    """A city named without 市 before one of its districts: 武汉东湖新技术开发区."""
    for length in (2, 3, 4):
        city = f"{name[at : at + length]}市"
        if _of_level(city, 2) and _known(name, at + length, 3, city=city)[0]:
            return city, at + length
    return None, at


def _county(name: str, at: int, city: str | None, province: str | None) -> tuple[str | None, int]:
    """The county of the table that stands here, below the city that stands before it."""
    return _known(name, at, 3, city=city if city and _of_level(city, 2) else None, province=province)


def _branch(name: str, at: int, city: str | None) -> str | None:
    """The district that a city's bureau is for (…市公安局青澜区分局), which is part of the body's own name."""
    match = _BRANCH.search(name, at)
    if match is None:
        return None
    area = match["area"]
    if area.endswith(("区", "县", "市", "旗")):
        return area if not _NO_DISTRICT.search(area) or _fitting(area, 3, city, None) else None
    named = [full for full in (area + "区", area + "县", area + "市") if _fitting(full, 3, city, None)]
    return named[0] if city and len(named) == 1 else None


def _told(name: str, at: int, pattern: re.Pattern[str]) -> tuple[str | None, int]:
    """A division that no table lists, told by its ending; never the whole of the name."""
    match = pattern.match(name, at)
    if match is None or match.end() >= len(name) or _NO_DISTRICT.search(match.group()):
        return None, at
    return match.group(), match.end()


def _known(
    name: str, at: int, level: int, city: str | None = None, province: str | None = None
) -> tuple[str | None, int]:
    """The longest division of a level that stands in a name at a place, by its full name, and where it ends."""
    for length in range(min(_LONGEST, len(name) - at), 1, -1):
        printed = name[at : at + length]
        full = printed if printed in divisions() else _short_names().get(printed, "")
        if level == 1 and full != printed:
            continue
        if full != printed and name[at + length : at + length + 1] in ("区", "县", "市"):
            continue  # 巴州区
        if _fitting(full, level, city, province):
            return full, at + length
    return None, at


def _fitting(name: str, level: int, city: str | None, province: str | None) -> list[Division]:
    """The divisions of a name and level that lie in the city or province that is known."""
    found = _of_level(name, level)
    if level == 3 and city is not None and _of_level(city, 2):
        return [d for d in found if d.parent == city]
    if name in _COMMON:
        return []
    return [d for d in found if province is None or _province_of(d) == province]


def _of_level(name: str, level: int) -> list[Division]:
    return [d for d in divisions().get(name, ()) if d.level == level]


def _province_of(division: Division) -> str:
    """The province that a division lies in; a county may lie in one directly."""
    if division.level < 3:
        return division.parent or division.name
    return next((d.parent for d in _of_level(division.parent, 2)), division.parent)


def slug_of(name: str, level: int, city: str | None = None) -> str | None:
    """The table's slug of a division (of `city`, where that is known); None where the table does not list it."""
    return next((d.slug for d in _fitting(name, level, city, None) or _of_level(name, level)), None)
