"""Items listed by their names alone under a class with its amount: 一般公共服务支出…万元，具体包括：(1)行政运行…万元，完成…"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from ...classification import find_function
from ...classification.resolution import candidates

_ORDINAL = r"(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）.、．]|[①-⑳])"
_PLAIN = r"[^0-9,，。；;:：、()“”.]"
_AMOUNT = r"[0-9][0-9,]{0,12}(?:\.[0-9]{1,6})?(?:万元|亿元|元)"
_NAMED = rf"(?:^|(?<=[。；;:：]))(?:{_ORDINAL})"
_HEAD = re.compile(
    rf"{_NAMED}?(?P<class>{_PLAIN}{{2,20}}支出){_AMOUNT}[，,;；](?:占[^，。；:]{{1,30}}[，,])?(?:具体|主要|其中)?包括[:：]?"
)
_DETAIL = re.compile(
    rf"{_NAMED}(?P<name>{_PLAIN}{{2,40}}?(?:\([^()0-9]{{1,6}}\){_PLAIN}{{0,20}}?)?)(?:决算数?)?为?(?={_AMOUNT})"
)


class Listed(NamedTuple):
    """An item of a list: where it stands in the text, where its name ends, its class and its name."""

    start: int
    named: int
    end: int
    class_: str
    name: str


def listed_items(text: str, class_: str) -> tuple[list[Listed], str]:
    """The items that a compact text lists, and the class that its last list is of ("" where none goes on).

    `class_` is the class of a list that an earlier paragraph opened.
    """
    if "(类)" in text or "(项)" in text or "(款)" in text:
        return [], ""
    heads = {match.start(): match for match in _HEAD.finditer(text) if _class_code(match["class"])}
    marks = {**{match.start(): match for match in _DETAIL.finditer(text)}, **heads}
    found: list[Listed] = []
    ordered = sorted(marks)
    for start, end in pairwise((*ordered, len(text))):
        match = marks[start]
        if start in heads:
            class_ = match["class"]
        elif class_:
            name = _item_name(match["name"], class_, text[start:end])
            if name:
                found.append(Listed(start, match.end(), end, class_, name))
            elif _class_code(match["name"]):
                class_ = ""
    return found, class_


def _class_code(name: str) -> str:
    code = find_function(name, level=1)
    return code.code if code else ""


def _item_name(name: str, class_: str, told: str) -> str:
    """The name of an item of the class, or one that the text holds against its budget; "" where it is none."""
    for words in (name, name.removesuffix("支出")):
        if candidates(words, _class_code(class_), 3):
            return words
    return name if "年初预算" in told and not _class_code(name) else ""
