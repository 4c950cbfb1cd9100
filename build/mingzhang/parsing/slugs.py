"""The address of a body: an ASCII slug of its name.

It is spelt where something is published, never where it is read: the dictionary of readings takes a sixth of the time in
which a draft is checked.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from ..model import Identity
from .divisions import locate, slug_of
from .naming import short_name_of
from .twins import plain_name

_ALONE = ("市", "林区")
"""How counties end that are known without their province, where no city is above them (仙桃市, 神农架林区)."""
LONGEST_SLUG = 120
"""Characters of the longest slug; an address must fit into a file's name."""
_READINGS = {
    "重庆": "chongqing",
    "长江": "changjiang",
    "长春": "changchun",
    "长沙": "changsha",
    "长丰": "changfeng",
    "长乐": "changle",
    "行政": "xingzheng",
    "发行": "faxing",
    "银行": "yinhang",
    "乐": "le",
    "硚": "qiao",
    "调解": "tiaojie",
    "藏": "zang",
    "都": "du",
    "朝阳": "chaoyang",
    "厦门": "xiamen",
}
"""Readings that pypinyin would get wrong in names, longest first where they overlap."""


def with_address(identity: Identity) -> Identity:
    """The identity with its `department_id`, which `parse` leaves blank."""
    return replace(identity, department_id=department_slug(plain_name(identity.name)))


@lru_cache(maxsize=1024)
def department_slug(name: str) -> str:
    """A stable ASCII slug from the name alone: wuhan-qiaokou-hanjiadun-jiedaobanshichu.

    A name whose slug would be longer than an address should be is spelt without its bracketed other names.
    """
    slug = _slug(name)
    if len(slug) > LONGEST_SLUG:
        slug = _slug(re.sub(r"[（(][^（）()]*[）)]$", "", name))
    return slug[:LONGEST_SLUG].rstrip("-") or "unnamed"


def _slug(name: str) -> str:
    place = locate(name)
    above = place.city or place.province
    if place.city is None and (place.district or "").endswith(_ALONE):
        above = None
    pieces = [
        division_slug(above, 2 if place.city else 1),
        division_slug(place.district, 3, place.city),
        *_body(short_name_of(name)),
    ]
    return "-".join(piece for piece in pieces if piece)


def division_slug(name: str | None, level: int, city: str | None = None) -> str:
    """Return the address of a division of a level (1 province, 2 city, 3 county), of `city` where it is one of it; "" for none."""
    if not name:
        return ""
    return slug_of(name, level, city) or division_pinyin(name)


def division_pinyin(name: str, whole: bool = False) -> str:
    """The pinyin of a division's name, without the word for its level unless `whole`."""
    return pinyin(name if whole else re.sub(r"(?<=..)(?:自治县|自治州|地区|市|区|县|旗)$", "", name))


def _body(short: str) -> list[str]:
    """The body's own name and its kind's ending apart: 韩家墩 + 街道办事处."""
    for ending in (
        "街道办事处",
        "人民政府办公室",
        "人民政府办公厅",
        "委员会",
        "管理局",
        "局",
        "中心",
        "中学",
        "小学",
        "医院",
    ):
        if short.endswith(ending):
            return [pinyin(short[: -len(ending)]), pinyin(ending)]
    return [pinyin(short)]


def pinyin(text: str) -> str:
    """Toneless pinyin of `text`, run together; other characters than letters and digits fall away."""
    for han, reading in _READINGS.items():
        text = text.replace(han, reading)
    syllables = lazy_pinyin(text, style=Style.NORMAL, errors="default")
    return re.sub(r"[^a-z0-9]+", "", "".join(syllables).lower().replace("ü", "v"))
