"""The parts of a disclosure (第一部分 … 第六部分) and its contents list, found by their words, never by ordinal alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .ordinals import PART, read_ordinal
from .prose import Line

_BY_WORDS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (5, re.compile(r"名词解释|专业(?:性)?名词|名词说明|名词$|术语")),
    (4, re.compile(r"重点工作|重要事项完成|工作完成情况")),
    (6, re.compile(r"附件|附录|附表$|绩效自评|绩效评价|自评表|其他公开")),
    (3, re.compile(r"情况说明|情况的说明|说明$|情况分析|决算情况$|决算分析")),
    (2, re.compile(r"决算(?:公开)?(?:报)?表|决算(?:数据)?$|报表$|公开表$|决算公开$")),
    (1, re.compile(r"概况|基本情况|职责|职能|部门介绍|单位介绍|简介")),
)
"""Title words of the six parts, the most telling first; 部门决算情况说明 must not be taken for a table."""

_COMPLETE = re.compile(
    r"(?:概况|基本情况|情况|决算表|报表|公开表|决算|说明|解释|附件|附录|附表|职责|简介|分析|自评表|名词)$"
)
_REST = frozenset(
    ("表", "报表", "情况说明", "情况", "说明", "明", "况说明", "释", "解释", "况", "算表", "决算表")
)
_LEADERS = re.compile(r"[.·…．。\-—\s]{3,}\d{0,4}$|[\t ]+\d{1,3}$|[.·…]{2,}$")
_CONTENTS = re.compile(r"^目 *录$|^目 *次$|^contents$", re.IGNORECASE)


def part_number(title: str) -> int | None:
    """The part 1–6 a title's words say; None where they say nothing."""
    squeezed = title.replace(" ", "")
    return next((number for number, words in _BY_WORDS if words.search(squeezed)), None)


def is_contents_title(text: str) -> bool:
    return bool(_CONTENTS.match(text.strip()))


def key(text: str) -> str:
    """A line of the contents list or a heading, as both print it: no blanks, leaders or page number."""
    return re.sub(r"[\s\-*#]", "", _LEADERS.sub("", text.strip()))


def contents_lines(lines: Sequence[tuple[int, str]]) -> frozenset[int]:
    """The numbers of the lines the contents list takes, given every printed line as (number, text).

    The list runs from 目录 to the line that repeats its first entry (a heading may be cut over two lines).
    Where nothing repeats it, it takes the lines that end in leaders or open with an ordinal.
    """
    start = next((i for i, (_, text) in enumerate(lines[:400]) if is_contents_title(text)), None)
    if start is None:
        return frozenset()
    entries = [key(text) for _, text in lines[start + 1 : start + 260]]
    first = next((entry for entry in entries if entry), "")
    if not first:
        return frozenset({lines[start][0]})
    opening = entries.index(first)
    for i in range(opening + 1, len(entries)):
        entry = entries[i]
        if len(entry) >= 4 and (entry.startswith(first) or _opens(entry, first)):
            return frozenset(number for number, _ in lines[start : start + 1 + i])
    end = start + 1
    for number_text in lines[start + 1 : start + 200]:
        text = number_text[1]
        if not (PART.match(text) or read_ordinal(text) or _LEADERS.search(text)) or len(text) > 60:
            break
        end += 1
    return frozenset(number for number, _ in lines[start:end])


def _opens(entry: str, first: str) -> bool:
    """第一部分 and the opening of a name are enough: the rest of the heading is on the next line, or spelt otherwise."""
    if PART.match(entry) and PART.match(first):
        return entry[:4] == first[:4]
    return first.startswith(entry) and len(entry) >= 6


def heading_lines(lines: Sequence[Line], at: int) -> int:
    """How many printed lines the part heading at `lines[at]` takes: it may be wrapped over up to four."""
    text = lines[at].text
    count = 1
    complete = bool(_COMPLETE.search(text)) and PART.sub("", text).strip() != ""
    while at + count < len(lines) and count < 4:
        following = lines[at + count].text
        if following in _REST:
            return count + 1
        if complete:
            break
        if (
            len(following) > 40
            or PART.match(following)
            or read_ordinal(following)
            or following[-1] in "。；，"
        ):
            break
        text += following
        count += 1
        complete = bool(_COMPLETE.search(text))
    return count if complete else 1
