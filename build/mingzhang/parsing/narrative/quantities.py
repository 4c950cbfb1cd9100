"""Numbers with their units in Chinese prose: 5,059.71万元, 0.35亿元, 42.98%, 3辆, 12批次."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

import msgspec

from ...printed_forms import NOTE_MARKS
from .numerals import Written, written_numbers

MAX_DIGITS = 24
"""Characters of the longest number read; the largest budget of a country has 20."""

_MONEY = {"元": -4, "百元": -2, "千元": -1, "万元": 0, "万": 0, "百万元": 2, "千万元": 3, "亿元": 4, "亿": 4}
"""How many places a unit's amounts move to become 万元."""

# 1,294.63 or 1294.63, and a decimal cut by a blank (4,916.7 1); atomic, so that nothing is tried twice, and begun by
# a character, so that nothing is tried where none stands.
_NUMBER = r"[-0-9](?<![0-9.%].)(?:(?<=-)[0-9]++|(?<=[0-9])[0-9]*+)(?:,[0-9]++)*+(?:\.[0-9]++(?: [0-9]++)?+)?+"
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_UNIT = (
    r"(?>亿元|百万元|千万元|万元|千元|百元|元|个百分点|百分点|[%‰]|批次|人次|台\(套\)|台/套|台套|辆次|"
    r"辆|台|套|个|人|次|批|分(?!之)|[万亿](?=$|[，。；、,;.（）()])|年|月|日|项|家|户|名)"
)
_MARKS = f"[{NOTE_MARKS}※]{{1,4}}+"
"""A footnote's mark between a number and its unit: 62.33²万元."""
_QUANTITY = re.compile(rf"(?P<number>{_NUMBER})(?:(?:{_MARKS})?(?P<unit>{_UNIT}))?+")


_AMOUNT_DUE = re.compile(r"(?:预算|决算|支出|收入|总计|合计)数?(?:均?为|是|:)$")


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A number in prose: its value as printed, its unit (`""` where none follows), and where it stands."""

    value: Decimal
    unit: str
    start: int
    end: int

    @property
    def wan(self) -> Decimal | None:
        """The amount in 万元, exactly; None where the unit is not money. A zero needs no unit."""
        places = _MONEY.get(self.unit)
        if places is None:
            return self.value if not self.unit and self.value == 0 else None
        if not places or not self.value:
            return self.value
        return self.value * 10**places if places > 0 else self.value.scaleb(places)

    @property
    def is_money(self) -> bool:
        return self.unit in _MONEY or (not self.unit and self.value == 0)

    @property
    def is_percent(self) -> bool:
        return self.unit == "%"


def find_quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Every number of `text` (between two offsets) with its unit, in order, in digits or numerals. Numbers too long
    to be one, and those with a comma out of place (1,05), are passed over."""
    end = len(text) if end is None else end
    written = list(written_numbers(text, start, end))
    for match in _QUANTITY.finditer(text, start, end):
        number = match["number"]
        if len(number) > MAX_DIGITS or ("," in number and not _GROUPED.match(number)):
            continue
        unit = match["unit"] or ""
        value = _value(number, unit)
        if value is None:
            continue
        while written and written[0].start < match.start():
            yield _of_numerals(written.pop(0))
        yield Quantity(value, unit, match.start(), match.end())
    yield from map(_of_numerals, written)


def _of_numerals(found: Written) -> Quantity:
    return Quantity(found.value, found.unit, found.start, found.end)


def with_units(text: str, quantities: Iterable[Quantity]) -> list[Quantity]:
    """The quantities, where a number right after 预算为 or 决算为 that lacks its unit has that of the nearest money
    figure of the same text (支出决算为26.68。年初预算为28.44万元)."""
    found = list(quantities)
    money = [quantity for quantity in found if quantity.unit in _MONEY]
    for index, quantity in enumerate(found):
        if (
            quantity.unit
            or not money
            or not _AMOUNT_DUE.search(text, max(0, quantity.start - 8), quantity.start)
        ):
            continue
        nearest = min(money, key=lambda other: abs(other.start - quantity.start))
        found[index] = msgspec.structs.replace(quantity, unit=nearest.unit)
    return found


def _value(number: str, unit: str) -> Decimal | None:
    """The number, a blank inside its decimals joined only where two decimals of a money amount come of it."""
    digits = number.replace(",", "")
    if " " in digits:
        joined = digits.replace(" ", "")
        if unit not in _MONEY or len(joined) - joined.index(".") - 1 > 2:
            return None
        digits = joined
    return Decimal(digits)
