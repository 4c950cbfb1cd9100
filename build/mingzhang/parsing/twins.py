"""Which bodies are one: those whose full names, divisions included, are the same.

An address is made of the name's pinyin, which different names may share (花山街道 and 华山街道 of one district);
`history.assigning` keeps the addresses of such twins apart.
"""

from __future__ import annotations

import unicodedata

from ..traditional import simplified
from .divisions import locate
from .naming import short_name_of


def body_key(name: str) -> str:
    """What tells a body from every other: its name with its divisions in full and without 人民政府 before 街道办事处,
    which one year prints and another leaves out; a name in traditional characters is that in simplified ones."""
    name = plain_name(name)
    place = locate(name)
    own = unicodedata.normalize("NFKC", short_name_of(name))
    return "".join(filter(None, (place.city or place.province, place.district, own)))


def plain_name(name: str) -> str:
    """A name in simplified characters; a single traditional one belongs to it (乾县)."""
    table = simplified()
    return "".join(table.get(c, c) for c in name) if sum(c in table for c in name) > 1 else name
