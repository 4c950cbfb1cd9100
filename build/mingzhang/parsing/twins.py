"""Which bodies are one, and the addresses of those whose names sound alike.

Two bodies are one only if their full names, divisions included, are the same. An address is made of the name's pinyin,
which different names may share (花山街道 and 华山街道 of one district): of such twins the one that the portal's history
names first keeps the short address, the others carry four characters of a hash of the full name.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping

from ..traditional import simplified
from .divisions import locate
from .naming import department_slug, short_name_of

HASH_LENGTH = 4


def body_key(name: str) -> str:
    """What tells a body from every other: its name with its divisions in full and without 人民政府 before 街道办事处,
    which one year prints and another leaves out; a name in traditional characters is that in simplified ones."""
    name = _plain(name)
    place = locate(name)
    own = unicodedata.normalize("NFKC", short_name_of(name))
    return "".join(filter(None, (place.city or place.province, place.district, own)))


def department_ids(names: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """The id of each printed name. `known` gives for ids of the portal's history the name that held them first.

    A body whose name sounds like no other's has the pinyin of its name. Of twins, those that `known` does not name
    all carry a hash where it names none of them, so that no address depends on which file came first.
    """
    bodies: dict[str, dict[str, list[str]]] = {}
    for name in names:
        bodies.setdefault(department_slug(_plain(name)), {}).setdefault(body_key(name), []).append(name)
    ids: dict[str, str] = {}
    for slug, twins in bodies.items():
        first = body_key(known[slug]) if slug in known else None
        for key, spellings in twins.items():
            alone = len(twins) == 1 and first in (None, key)
            short = alone or key == first
            ids.update(dict.fromkeys(spellings, slug if short else f"{slug}-{_hash(key)}"))
    return ids


def _plain(name: str) -> str:
    """A name in simplified characters; a single traditional one belongs to it (乾县)."""
    table = simplified()
    return "".join(table.get(c, c) for c in name) if sum(c in table for c in name) > 1 else name


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:HASH_LENGTH]
