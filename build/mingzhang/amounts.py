"""Amounts as tables and sentences print them, read strictly: what is not surely a number is no number.

The rules by which a printed form is read stand in `printed_forms`; everything they do not name is left to be told.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

import msgspec

from .printed_forms import bare_number

MAX_LENGTH = 64
"""Characters of the longest text looked at, marks included; the largest budget of a country has 20."""
MOST_DECIMALS = 10
"""More decimals than these are a binary float's noise where rounding changes next to nothing (62.3300000000001)."""
NOISE = Decimal("1e-8")
_SOLID = 6
"""Decimals kept of a number with noise."""

_PLAIN = re.compile(r"-?(?:[0-9]{1,18}(?:\.[0-9]{1,20})?|\.[0-9]{1,10})")  # 62.33, -5, .09
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,20})?")  # 1,062.33
_APOSTROPHES = re.compile(r"-?[0-9]{1,3}(?:['’][0-9]{3}){1,5}(?:\.[0-9]{1,20})?")  # 1'062.33
_EXPONENT = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,20})?[eE][+-]?[0-9]{1,2}")  # 6.233E1
_OPEN_POINT = re.compile(r"(-?[0-9]{1,18})\.")  # 190.
_BLANK = re.compile(r"\s+")
_BLANK_AT_MARK = re.compile(r"(?<=[,.]) +(?=[0-9])|(?<=[0-9]) +(?=[,.])|(?<=^-) +(?=[0-9])")

UNIT_EXPONENT = {
    "元": -4, "百元": -2, "千元": -1, "万": 0, "万元": 0, "百万元": 2, "千万元": 3, "亿": 4, "亿元": 4,
}  # fmt: skip
"""How many places a unit's amounts move to become 万元."""


class Amount(msgspec.Struct, frozen=True, gc=False):
    """A number as printed: its value, how many decimals it was printed with, the printed form, whether blanks
    inside it were joined, and the unit printed beside it (62.33万元)."""

    value: Decimal
    decimals: int
    raw: str
    repaired: bool = False
    unit: str | None = None


def parse_amount(text: str, decimals: int | None = None) -> Amount | None:
    """The amount that `text` is, all of it, or None.

    Thousands commas must stand where they belong (`1,05` is refused). A number split by blanks (`4,916.7 1`) is
    joined only where that is provable: the blank stands beside a comma or the point, or the joined number has
    exactly `decimals` decimals (those of its table), at least one. `190.` is half a number in a table with decimals.
    Letters, units, percent signs and dashes alone are no amounts.
    """
    raw = text.strip()
    amount = _parse(raw, decimals) if 0 < len(raw) <= MAX_LENGTH else None
    return amount if amount is not None and amount.unit is None else None


def parse_money(text: str, decimals: int | None = None) -> Amount | None:
    """The amount that `text` is, which may name its unit (`62.33万元`), or None."""
    raw = text.strip()
    return _parse(raw, decimals) if 0 < len(raw) <= MAX_LENGTH else None


@lru_cache(maxsize=4096)
def _parse(raw: str, decimals: int | None) -> Amount | None:
    if raw.isascii() and raw[-1].isdigit() and (amount := _number(raw, raw, decimals)) is not None:
        return amount
    bare = bare_number(raw)
    if bare is None:
        return None
    amount = _number(bare.digits, raw, decimals)
    if amount is None and _BLANK.search(bare.digits):
        amount = _joined(bare.digits, raw, decimals)
    return msgspec.structs.replace(amount, unit=bare.unit) if amount is not None and bare.unit else amount


def _joined(plain: str, raw: str, decimals: int | None) -> Amount | None:
    """A number whose digits blanks part, where that is provable."""
    amount = _number(_BLANK_AT_MARK.sub("", _BLANK.sub(" ", plain)), raw, decimals, repaired=True)
    if amount is not None or not decimals:
        return amount
    amount = _number(_BLANK.sub("", plain), raw, decimals, repaired=True)
    return amount if amount is not None and amount.decimals == decimals else None


def _number(text: str, raw: str, decimals: int | None, repaired: bool = False) -> Amount | None:
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text) or _APOSTROPHES.fullmatch(text):
        value = Decimal(text.replace(",", "").replace("'", "").replace("’", ""))
    elif _EXPONENT.fullmatch(text):
        value = Decimal(f"{Decimal(text):f}")
    elif not decimals and (match := _OPEN_POINT.fullmatch(text)):
        value = Decimal(match[1])
    else:
        return None
    value = _without_noise(value)
    return Amount(value, _decimals(value), raw, repaired)


def _without_noise(value: Decimal) -> Decimal:
    """A number with more than ten decimals as it was before a binary float held it, where that is sure."""
    if _decimals(value) <= MOST_DECIMALS:
        return value
    solid = value.quantize(Decimal(1).scaleb(-_SOLID), ROUND_HALF_EVEN)
    if abs(solid - value) > NOISE:
        return value
    solid = solid.normalize()
    return solid if _decimals(solid) else Decimal(f"{solid:f}")


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def in_wan(value: Decimal, unit: str) -> Decimal:
    """`value` of `unit` (元, 万元, 亿元, …) as 万元, exactly. KeyError for an unknown unit."""
    exponent = UNIT_EXPONENT[unit]
    return value.scaleb(exponent) if exponent else value
