"""Amounts as tables and sentences print them, read strictly: what is not surely a number is no number."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

import msgspec

MAX_LENGTH = 32
"""Characters of the longest text looked at; the largest budget of a country has 20."""

_PLAIN = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,10})?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,10})?")
_BLANK = re.compile(r"\s+")
_BLANK_AT_MARK = re.compile(r"(?<=[,.]) +(?=[0-9])|(?<=[0-9]) +(?=[,.])|(?<=^-) +(?=[0-9])")
_NARROW = str.maketrans("０１２３４５６７８９，．－−﹣‐\u3000", "0123456789,.---- ")

UNIT_EXPONENT = {"元": -4, "百元": -2, "千元": -1, "万元": 0, "百万元": 2, "千万元": 3, "亿元": 4}
"""How many places a unit's amounts move to become 万元."""


class Amount(msgspec.Struct, frozen=True):
    """A number as printed: its value, how many decimals it was printed with, the printed form, and whether blanks
    inside it were joined."""

    value: Decimal
    decimals: int
    raw: str
    repaired: bool = False


def parse_amount(text: str, decimals: int | None = None) -> Amount | None:
    """The amount that `text` is, all of it, or None.

    Thousands commas must stand where they belong (`1,05` is refused). A number split by blanks (`4,916.7 1`) is
    joined only where that is provable: the blank stands beside a comma or the point, or the joined number has
    exactly `decimals` decimals (those of its table), at least one. Letters, units, percent signs and dashes alone
    are no amounts.
    """
    raw = text.strip()
    return _parse(raw, decimals) if 0 < len(raw) <= MAX_LENGTH else None


@lru_cache(maxsize=4096)
def _parse(raw: str, decimals: int | None) -> Amount | None:
    plain = raw if raw.isascii() else raw.translate(_NARROW)
    if not (plain[-1].isdigit() and plain[-1].isascii()):
        return None
    amount = _number(plain, raw)
    if amount is not None or not _BLANK.search(plain):
        return amount
    amount = _number(_BLANK_AT_MARK.sub("", _BLANK.sub(" ", plain)), raw, repaired=True)
    if amount is not None or not decimals:
        return amount
    amount = _number(_BLANK.sub("", plain), raw, repaired=True)
    return amount if amount is not None and amount.decimals == decimals else None


def _number(text: str, raw: str, repaired: bool = False) -> Amount | None:
    if not (_PLAIN.fullmatch(text) or _GROUPED.fullmatch(text)):
        return None
    digits = text.replace(",", "")
    return Amount(Decimal(digits), len(digits.partition(".")[2]), raw, repaired)


def in_wan(value: Decimal, unit: str) -> Decimal:
    """`value` of `unit` (元, 万元, 亿元, …) as 万元, exactly. KeyError for an unknown unit."""
    exponent = UNIT_EXPONENT[unit]
    return value.scaleb(exponent) if exponent else value
