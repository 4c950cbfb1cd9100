"""Numbers written in Chinese numerals before a unit: 三百二十万元, 十二批次, 百分之八点五, 叁拾贰点伍万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_GREAT = {"万": 10_000, "亿": 100_000_000}
_FIRST, _MORE = "[零〇○一二三四五六七八九十两]", "[零〇○一二三四五六七八九十百千万亿两点]{0,15}"
FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
"""Numerals as cheques print them."""
_FORMAL = re.compile(f"[{FORMAL}]")
_PLAIN = str.maketrans(FORMAL, "一二三四五六七八九十百千")
LEAST = 10
"""Yuan below which 一元, 二元 are words (一元化, 二元结构)."""
_ABOUT = "第数几上近约"
_WRITTEN = re.compile(  # it begins with a character, so that nothing is tried where none stands
    rf"[零〇○一二三四五六七八九十两百](?<![{_ABOUT}零〇○一二三四五六七八九十百千万亿两点之].)"
    rf"(?:(?<=百)分之(?P<percent>{_FIRST}{_MORE}|百)|(?<={_FIRST}){_MORE}(?P<unit>元|批次|人次|辆))(?![余多左])"
)


class Written(msgspec.Struct, frozen=True, gc=False):
    """A number in numerals: its value in `unit`, and where it stands."""

    value: Decimal
    unit: str
    start: int
    end: int


def written_numbers(text: str, start: int, end: int) -> Iterator[Written]:
    """Money, rates and counts of `text` that are written in numerals. Other units (一个, 二是) are words, no counts."""
    if not any(mark in text for mark in ("元", "批次", "人次", "辆", "百分之")):
        return
    if _FORMAL.search(text):
        text = text.translate(_PLAIN)
    for match in _WRITTEN.finditer(text, start, end):
        numeral = match["percent"] or text[match.start() : match.start("unit")]
        unit = "%" if match["percent"] else match["unit"]
        value = number_of(numeral)
        if value is None or (unit == "元" and 0 < value < LEAST):
            continue
        if unit == "元" and numeral[-1] in "万亿":
            great = numeral[-1]
            unit, value = f"{great}元", value / _GREAT[great]
        yield Written(value, unit, match.start(), match.end())


def number_of(numeral: str) -> Decimal | None:
    """The value of 三百二十万, 十二, 八点五 or 九点五万; None where the characters are no number (二三, 十百)."""
    whole, point, decimals = numeral.partition("点")
    if decimals and decimals[-1] in _GREAT:
        part = number_of(numeral[:-1])
        return None if part is None else part * _GREAT[decimals[-1]]
    if point and (not decimals or any(c not in _DIGITS for c in decimals)):
        return None
    value = _whole(whole)
    if value is None:
        return None
    tail = "".join(str(_DIGITS[c]) for c in decimals)
    return Decimal(f"{value}.{tail}" if tail else value)


def _whole(numeral: str) -> int | None:
    total = section = digit = 0
    seen = False
    for char in numeral:
        if char in _DIGITS:
            if seen and digit:
                return None  # 二三: two digits in a row
            digit, seen = _DIGITS[char], True
        elif char in _PLACES:
            section += (digit if seen or section else 1) * _PLACES[char]
            digit, seen = 0, False
        else:
            part = section + digit
            total = (total + part) * _GREAT[char] if char == "亿" else total + part * _GREAT[char]
            section, digit, seen = 0, 0, False
    return total + section + digit
