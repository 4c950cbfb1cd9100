"""An account that was copied without its line ends: all of it on one line, with blanks where lines ended."""

from __future__ import annotations

import re
from collections.abc import Iterator

SHORTEST = 1000
"""Characters of the shortest line that is looked at; no printed paragraph has the titles of two parts in it."""
_HAN = "[一二三四五六七八九十]{1,3}"
_PART = re.compile(rf"(?:^|(?<=\s))第{_HAN}(?:部分|章|篇)")
_OPENINGS = re.compile(
    rf"(?<=\s)(?=第{_HAN}(?:部分|章|篇)|{_HAN}、|[（(]{_HAN}[)）]|\d{{1,2}}(?:、|\.(?!\d)|\s?：)|表\s?\d{{1,2}}：)|(?<=[。；]\s)"
)
"""Where a line began: at a part, an ordinal, a table's number, or after the end of a sentence."""
_YEAR = re.compile(r"(?<=\d)\s(?=[年月日])")
_TITLE = re.compile(
    rf"(?:第{_HAN}(?:部分|章|篇)\s?[：:]?|{_HAN}、|[（(]{_HAN}[)）])[^。，；]{{0,60}}?"
    r"(?:情况|说明|职能|职责|设置|构成|概况|概括|报表|决算表|解释|附件)(?=\s)"
)
"""A title at the head of such a line, and the text that goes on with it."""


def lines_apart(line: str) -> Iterator[str]:
    """The lines that a line without ends holds; the line itself where it is one."""
    if len(line) < SHORTEST or len(_PART.findall(line[: 100 * SHORTEST])) < 2:
        yield line
        return
    for piece in _OPENINGS.split(_YEAR.sub("", line)):
        title = _TITLE.match(piece)
        for text in (piece[: title.end()], piece[title.end() :]) if title else (piece,):
            if text.strip():
                yield text.strip()
