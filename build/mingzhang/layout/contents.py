"""The contents list (目录): which lines it takes, so that its entries are not taken for headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from ..model import ContentsEntry, Place
from .ordinals import PART, TITLE_WITH_NAME, chinese_number, read_ordinal

_LEADERS = re.compile(r"[.·…．。\-—_]{2,200}[.·…．。\-—_\s\d（()）]{0,20}$|[\t ]{1,20}\d{1,3}$|…{1,50}$")
_NO_WORDS = re.compile(r"[\s\-*#]")
_TITLE = re.compile(
    r"^[（(【]?(?:(?:部门|单位)?决算)?(?:公开)?目 {0,8}[录次][）)】]?[：:]?$|^contents$", re.IGNORECASE
)
SEARCHED = 400
"""A contents list opens within this many printed lines."""
LONGEST = 260
"""… and takes at most this many."""
BEFORE_ENTRIES = 6
"""Lines after 目录 among which the first entry is looked for."""
LAST_LINE = SEARCHED + LONGEST + 2
"""… so that no line after this one belongs to it."""


def is_contents_title(text: str) -> bool:
    """Whether a line is the title of a contents list."""
    return len(text) <= 20 and bool(_TITLE.match(text.strip(" #*\t")))


def key(text: str) -> str:
    """An entry of the contents list or a heading, as both print it: no blanks, leaders or page number."""
    return _NO_WORDS.sub("", _LEADERS.sub("", text[:200].strip()))


def contents_entries(lines: Iterable[tuple[int, str]]) -> tuple[ContentsEntry, ...]:
    """The entries of the contents list, given its lines as (number, text): titles without leaders and page numbers."""
    entries = []
    for number, text in lines:
        title = key(text)
        if title and not is_contents_title(title):
            part = PART.match(title)
            entries.append(ContentsEntry(title, chinese_number(part[1]) if part else None, Place(number)))
    return tuple(entries)


def contents_lines(lines: Sequence[tuple[int, str]]) -> frozenset[int]:
    """The numbers of the lines the contents list takes, given every printed line as (number, text).

    The list runs from 目录 to the line that repeats its first entry (a heading may be cut over two lines).
    Where another entry is repeated first, it ends with its last page number; where none is, it takes the lines that
    end in leaders or open with an ordinal. A list whose title is
    lost is told by 第一部分 that comes twice with nothing but short lines between.
    """
    start = next((i for i, (_, text) in enumerate(lines[:SEARCHED]) if is_contents_title(text)), None)
    if start is None:
        return _untitled(lines)
    listed = lines[start + 1 : start + 1 + LONGEST]
    opening = _first_entry(listed)
    if opening is None:
        return frozenset({lines[start][0]})
    first = key(listed[opening][1])
    seen = {first}
    numbered = opening  # the last entry with leaders or a page number
    for i, (_, text) in enumerate(listed[opening + 1 :], start=opening + 1):
        entry = key(text)
        if _repeats(entry, first):
            return frozenset(number for number, _ in lines[start : start + 1 + i])
        if entry in seen and len(entry) >= 6 and numbered > opening:
            return frozenset(number for number, _ in lines[start : start + 2 + numbered])
        seen.add(entry)
        if _LEADERS.search(text[-60:]):
            numbered = i
    return frozenset(number for number, _ in lines[start : start + 1 + opening + _entries(listed[opening:])])


def _first_entry(listed: Sequence[tuple[int, str]]) -> int | None:
    """The index of the first entry; a line or two may stand between 目录 and it (公开时间：2023年9月26日)."""
    printed = [i for i, (_, text) in enumerate(listed[:BEFORE_ENTRIES]) if key(text)]
    return next((i for i in printed if _reads_like_entry(listed[i][1])), printed[0] if printed else None)


def _reads_like_entry(text: str) -> bool:
    return len(text) <= TITLE_WITH_NAME and bool(
        PART.match(text) or read_ordinal(text) or _LEADERS.search(text[-60:])
    )


def _entries(listed: Sequence[tuple[int, str]]) -> int:
    """How many lines from the first on read like entries: by an ordinal before them or leaders after them."""
    return sum(1 for _ in takewhile(bool, (_reads_like_entry(text) for _, text in listed)))


def _repeats(entry: str, first: str) -> bool:
    """Whether a line repeats the first entry: the same part, or the opening of the same words."""
    if PART.match(entry) and PART.match(first):
        return entry[:4] == first[:4]
    return len(entry) >= 4 and (entry.startswith(first) or (len(entry) >= 6 and first.startswith(entry)))


def _untitled(lines: Sequence[tuple[int, str]]) -> frozenset[int]:
    begin: int | None = None
    for i, (_, text) in enumerate(lines[:SEARCHED]):
        if begin is None:
            if PART.match(text) and len(text) <= TITLE_WITH_NAME:
                begin = i
        elif len(text) > TITLE_WITH_NAME or text.endswith(("。", "；", "，")):
            return frozenset()
        elif PART.match(text) and key(text)[:4] == key(lines[begin][1])[:4]:
            return frozenset(number for number, _ in lines[begin:i])
    return frozenset()
