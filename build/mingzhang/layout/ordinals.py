"""The ordinals that open headings and list items: 第一部分, 一、, （一）, 1., （1）, ①."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

TITLE_WITH_NAME = 160
"""Characters of the longest title: a body's name has up to 100."""
LONGEST = 16
"""An ordinal and what must follow it take at most this many characters."""
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("一", re.compile(r"([一二三四五六七八九十]{1,4}) ?[、.．]")),  # 一、
    ("(一)", re.compile(r"[（(] ?([一二三四五六七八九十]{1,4}) ?[）)] ?[、.．]?")),  # （一）
    # 1. or 1、 but neither 5.1万元 nor 2023、; "1.2023年" is an ordinal before a year
    ("1", re.compile(r"(\d{1,3}) ?(?:、|[.．](?!\d)|[.．](?=(?:19|20)\d\d ?年))")),
    ("(1)", re.compile(r"[（(] ?(\d{1,3}) ?[）)] ?[、.．]?")),  # （1）
    ("①", re.compile(r"([①-⑳])")),
)
PART = re.compile(r"第 ?([一二三四五六七八九十]{1,3}) ?(?:部分|章|篇)(?![^\s、：:.．]{0,2}[，。；])")


@dataclass(frozen=True, slots=True)
class Ordinal:
    """What opens a heading or an item: its style, number, how a path writes it, and where the title begins."""

    style: str
    number: int
    token: str
    end: int

    @property
    def level(self) -> int:
        """How deep the style stands by custom: 1 for 一、 2 for a title without ordinal, 3 for （一） … 6 for ①."""
        return _LEVELS[self.style]


def chinese_number(text: str) -> int:
    """The number a Chinese numeral up to 99 says (十三 is 13); 0 where it is none."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)


def read_ordinal(text: str) -> Ordinal | None:
    """The ordinal `text` opens with, or None."""
    if not text or text[0] not in OPENERS:
        return None
    return _read(text[:LONGEST])


@lru_cache(maxsize=4096)
def _read(text: str) -> Ordinal | None:
    for style, pattern in _STYLES:
        match = pattern.match(text)
        if match is None:
            continue
        printed = match.group(1)
        if style in ("一", "(一)"):
            number = chinese_number(printed)
        elif style == "①":
            number = ord(printed) - ord("①") + 1
        else:
            number = int(printed)
        token = f"({printed})" if style.startswith("(") else printed
        return Ordinal(style, number, token, match.end())
    return None


UNNUMBERED = "a"
"""The style of a title that has no ordinal of its own; a path writes it a, b, c …"""
_LEVELS = {"一": 1, UNNUMBERED: 2, "(一)": 3, "1": 4, "(1)": 5, "①": 6}
LIST_LEVEL = 4
"""From this level on an ordinal may number a list as well as headings."""
OPENERS = frozenset("一二三四五六七八九十（(0123456789") | {chr(c) for c in range(ord("①"), ord("⑳") + 1)}
"""The characters an ordinal opens with."""
