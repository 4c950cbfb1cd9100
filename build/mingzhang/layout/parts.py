"""The parts of a disclosure (第一部分 … 第六部分), found by the words of their titles, never by ordinal alone."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ..model import Grid, Passage
from .joining import TABLE_TITLE, whole
from .ordinals import PART, TITLE_WITH_NAME, read_ordinal
from .printed_line import Line
from .titles import is_caption

_BY_WORDS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (5, re.compile(r"名词解释|专业(?:性)?名词|名词说明|名词$|术语")),
    (4, re.compile(r"重点工作|重要事项完成|工作完成情况")),
    (6, re.compile(r"附件|附录|绩效自评|绩效评价|自评表|其他公开")),
    (3, re.compile(r"情况说明|情况的说明|说明$|情况分析|决算情况$|决算分析")),
    (2, re.compile(r"决算(?:公开)?(?:报)?表|决算(?:数据)?$|报表$|公开表$|附表$|决算公开$")),
    (1, re.compile(r"概况|基本情况|职责|职能|部门介绍|单位介绍|简介")),
)
"""Title words of the six parts, the most telling first; 部门决算情况说明 must not be taken for a table."""

_COMPLETE = re.compile(
    r"(?:概况|基本情况|情况|决算表|报表|公开表|决算|说明|解释|附件|附录|附表|职责|简介|分析|自评表|名词)$"
)
_REST = frozenset(
    ("表", "报表", "情况说明", "情况", "说明", "明", "况说明", "释", "解释", "况", "算表", "决算表")
)
_PLAIN = re.compile(
    r"^(?:[一二三四五六七八] ?[、.．])? ?(?:20\d\d ?年度?)?[\u4e00-\u9fff（）()、]{0,100}?(?:20\d\d ?年度?)?[\u4e00-\u9fff]{0,8}?"
    r"(?:概况|(?:部门|单位)(?:基本|主要)?情况|决算(?:公开)?(?:报)?表|名词解释|决算(?:情况)?(?:的)?说明|重点工作完成情况|附件|附表)(?:[（(][^，。；（）()]{1,12}[）)])?$"
)
"""A part's title without 第X部分: 一、部门概况; the words 收入, 支出 … tell a heading within a part."""
_ABOUT = re.compile(
    r"^一 ?[、.．，,] ?[^，。；：]{0,100}?(?:概况|基本情况|情况介绍|职能|职责|简介|机构设置)[^，。；：]{0,12}$"
)
"""The first heading of an account without titles of parts: 一、某局基本情况, 一、单位简介及主要职能."""
_ACCOUNTS = re.compile(
    r"^[二三四五] ?[、.．，,] ?[^，。；：]{0,60}?(?:决算|收入支出|收支|预算执行|三公)[^，。；：]{0,30}?(?:情况|说明|分析)[^，。；：]{0,6}$"
)
"""… and the first that tells of the accounts: 二、收入支出预算执行情况分析."""
SAID = "决算情况说明"
"""The heading of the sections that tell of the accounts in such a document."""
_GLOSSARY = re.compile(r"名词(?:解释|说明)$")
LONGEST_REST = 12
"""Characters of the second line of such a title, where it is wrapped."""
_NUMBERED = re.compile(r"[一二三四五六七八] ?[、.．]")
_WITHIN = re.compile(r"收入|支出|拨款|经费|采购|资产|绩效|总体|具体|结构|信息")


def part_number(title: str) -> int | None:
    """The part 1–6 a title's words say; None where they say nothing."""
    squeezed = title.replace(" ", "")
    return next((number for number, words in _BY_WORDS if words.search(squeezed)), None)


ATTACHED = "附表"
"""The heading of tables that came in a file of their own."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a part begins: its heading, and which of the six it is. `unprinted` where no line prints the heading."""

    heading: Passage
    number: int
    unprinted: bool = False


def part_openings(items: Sequence[Line | Grid], files: Sequence[int] = ()) -> list[Opening]:
    """Where the parts begin, in order. One whose title tells nothing counts to the part before it.

    `files` are the lines where the further files of a split account begin: tables stand in those, and a file that does
    not open with a part of its own is one.
    """
    starts = set(_part_starts(items))
    said = _unprinted_start(items, starts)
    coming = deque(files)
    found: list[Opening] = []
    number = 0
    for at, item in enumerate(items):
        line = item.number if isinstance(item, Line) else item.line
        begins = bool(coming) and line >= coming[0]
        while coming and line >= coming[0]:
            coming.popleft()
        if begins and at not in starts:
            number = 2
            found.append(Opening(Passage(ATTACHED, (line,)), number, unprinted=True))
        if not isinstance(item, Line):
            continue
        if at == said:
            number = 3
            found.append(Opening(Passage(SAID, (line,)), number, unprinted=True))
            continue
        if at in starts:
            heading = _heading(items[at : at + 5])
            number = part_number(heading.text) or number or 1
        elif own := _own_part(number, item.text, items, at):
            again = own == 2 and _opens_tables(items[at + 1 : at + 5])
            if any(opening.number == own for opening in found) and not again:
                continue
            heading = whole([item]) if own == 2 else _heading(items[at : at + 5])
            number = own
        else:
            continue
        found.append(Opening(heading, number))
    return found


def _opens_tables(items: Sequence[Line | Grid]) -> bool:
    """Whether a caption or a table stands below a statement's title: the statements themselves, printed at the end."""
    return any(isinstance(item, Grid) or is_caption(item.text) for item in items)


def _heading(items: Sequence[Line | Grid]) -> Passage:
    lines: list[Line] = []
    for item in items:
        if isinstance(item, Grid):
            break
        lines.append(item)
    return whole(lines[: heading_lines(lines)])


def _own_part(part: int, text: str, items: Sequence[Line | Grid], at: int) -> int | None:
    """The part that a heading opens though it is none of the document's own: 六、专业名词解释 at the end of 情况说明,
    statements printed below 名词解释."""
    if part == 5:
        return 2 if text[-1] in "表)）" and TABLE_TITLE.match(text) else None
    if part not in (3, 4) or "名词" not in text[:24]:
        return None
    ordinal = read_ordinal(text)
    if ordinal is None or ordinal.level != 1:
        return None
    return 5 if _GLOSSARY.search(_heading(items[at : at + 5]).text[:24]) else None


def _part_starts(items: Sequence[Line | Grid]) -> list[int]:
    """The indices of the lines that open a part: 第X部分, or, in a document without any, plain titles of parts."""
    numbered = [i for i, item in enumerate(items) if isinstance(item, Line) and opens_part(item.text)]
    if numbered:
        return numbered
    plain = {i: title for i in range(len(items)) if (title := _plain_title(items, i))}
    told = {part_number(title) for title in plain.values()}
    if not len(told - {1}) >= 1:
        return list(plain) if len(told) >= 2 else []
    about = None if 1 in told else _first(items, _ABOUT)
    return list(plain) if about is None else sorted({about, *plain})


def _first(items: Sequence[Line | Grid], words: re.Pattern[str], begin: int = 0) -> int | None:
    """The first line from a place on that is a heading of such words."""
    return next(
        (
            at
            for at, item in enumerate(items[begin:], start=begin)
            if isinstance(item, Line) and len(item.text) <= TITLE_WITH_NAME and words.match(item.text)
        ),
        None,
    )


def _unprinted_start(items: Sequence[Line | Grid], starts: AbstractSet[int]) -> int | None:
    """Where the sections on the accounts begin in a document whose headings 一、二、三 stand for themselves: below its
    first one, and no part of those sections has a title."""
    first = min(starts, default=None)
    opening = items[first] if first is not None else None
    if first is None or not isinstance(opening, Line) or not _ABOUT.match(opening.text):
        return None
    titles = [item.text for at in starts if isinstance(item := items[at], Line)]
    return None if 3 in map(part_number, titles) else _first(items, _ACCOUNTS, first + 1)


def _plain_title(items: Sequence[Line | Grid], at: int) -> str:
    """The title of a part without 第X部分 that a line is, with the line after it where it is wrapped; "" for others."""
    line = items[at]
    if not isinstance(line, Line) or len(line.text) > TITLE_WITH_NAME or _WITHIN.search(line.text):
        return ""
    if _PLAIN.match(line.text):
        return line.text
    following = items[at + 1] if at + 1 < len(items) else None
    if (
        not isinstance(following, Line)
        or len(following.text) > LONGEST_REST
        or not _NUMBERED.match(line.text)
    ):
        return ""
    whole = line.text + following.text
    return whole if _PLAIN.match(whole) and not _WITHIN.search(whole) else ""


def opens_part(text: str) -> bool:
    """Whether a line opens a part by 第X部分."""
    if text[0] != "第" or len(text) > TITLE_WITH_NAME or text.endswith(("。", "；", "，")):
        return False
    match = PART.match(text)
    return match is not None and not any(c in text[match.end() :] for c in "，。；")


def heading_lines(lines: Sequence[Line]) -> int:
    """How many printed lines the part heading that `lines` open with takes: it may be wrapped over up to four."""
    text = lines[0].text
    count = 1
    complete = bool(_COMPLETE.search(text)) and PART.sub("", text).strip() != ""
    while count < min(4, len(lines)):
        following = lines[count].text
        if following in _REST:
            return count + 1
        if complete:
            break
        if (
            len(following) > 40
            or PART.match(following)
            or read_ordinal(following)
            or following[-1] in "。；，：:"
        ):
            break
        text += following
        count += 1
        complete = bool(_COMPLETE.search(text))
    return count if complete else 1
