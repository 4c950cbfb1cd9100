"""Years as people write them, in digits of four: 二〇二三年, 23年, 2021至2023年; and 近三年, 历年, which name none."""

from __future__ import annotations

import re

_DIGITS = {one: str(at) for at, one in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0", "两": "2"}
_CHINESE = re.compile(
    f"(?<![{''.join(_DIGITS)}])(二[〇○零][一二三][{''.join(_DIGITS)}]|[一二三][一二三四五六七八九])年"
)
_SHORT = re.compile(r"(?<![\d.第])([123]\d)年(?!级|内|间|来|前|后)")
_EARLIEST, _LATEST = 15, 39
"""Of two digits: 10年 is a span of time, 23年 is a year."""
_RANGE = re.compile(r"(?<![\d.])(20\d\d)年?度?(?:至|到|-|－|~|—)(20\d\d)年度?")
_MOST_YEARS = 30
_NEWEST = re.compile(r"(?:最近|近|过去)(?:的)?([一二两三四五六七八九十]|\d{1,2})(?:个)?年(?:来|间|内)?")
_EVERY = re.compile("历年|各年度?|每年|逐年|这几年|近几年|近年来?|多年来")
ALL_YEARS = 99


def in_digits(text: str) -> str:
    """A text with its years in four digits and spans of years written out.

    >>> in_digits("二〇二三年三公"), in_digits("23年三公"), in_digits("2022至2024年三公")
    ('2023年三公', '2023年三公', '2022年2023年2024年三公')
    """
    text = _CHINESE.sub(_of_chinese, text)
    text = _SHORT.sub(lambda found: f"20{found[1]}年" if _is_year(int(found[1])) else found[0], text)
    return _RANGE.sub(_written_out, text)


def newest_asked(plain: str) -> tuple[str, int] | None:
    """What asks for the newest years, and for how many: 近三年; `ALL_YEARS` for 历年. None where nothing does."""
    if found := _NEWEST.search(plain):
        number = found[1]
        return found[0], int(number) if number.isdigit() else "零一二三四五六七八九十".find(
            number.replace("两", "二")
        )
    return (found[0], ALL_YEARS) if (found := _EVERY.search(plain)) else None


def _is_year(short: int) -> bool:
    return _EARLIEST <= short <= _LATEST


def _of_chinese(found: re.Match[str]) -> str:
    digits = "".join(_DIGITS[one] for one in found[1])
    if len(digits) == 2:
        return f"20{digits}年" if _is_year(int(digits)) else found[0]
    return f"{digits}年"


def _written_out(found: re.Match[str]) -> str:
    first, last = int(found[1]), int(found[2])
    if not first <= last <= first + _MOST_YEARS:
        return found[0]
    return "".join(f"{year}年" for year in range(first, last + 1))
