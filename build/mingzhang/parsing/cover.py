"""The cover of a document, line by line: its titles, the fiscal year, the day of publication.

The cover is what stands before the first part. Pages saved from the web put crumbs (首页 > 政务公开), source and date
there; joined paragraphs would hide the title among them, so every printed line stands for itself as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ..layout.ordinals import chinese_number
from ..model import Passage, Section

MOST_PASSAGES = 12
MOST_LINES = 40
_DIGITS = "〇一二三四五六七八九"
_HAN_YEAR = "[二两][〇○０零O0][〇○０零O0一二三四五六七八九]{2}"
_YEAR = re.compile(rf"((?:19|20)\d\d|{_HAN_YEAR}) ?年(?:度)?|((?:19|20)\d\d)(?=(?:部门|单位)?决算)")
_FISCAL = re.compile(rf"((?:19|20)\d\d|{_HAN_YEAR}) ?年度")
_BARE_YEAR = re.compile(rf"((?:19|20)\d\d|{_HAN_YEAR})(?: ?年)?(?: ?度)?")
_NO_YEAR = re.compile(r"(?<![\d〇○零一二三四五六七八九 ]) ?年度")
"""年度部门决算, whose year an extractor set on another line."""
LONGEST_TITLE = 300
"""Characters of the longest text that is taken for a title."""
_CRUMBS = re.compile(r"[>»›＞]")
_PLACE = re.compile(r"位置[：:]|首页")
_WORD = re.compile(r"[\s《》#*]+")
_BEFORE = re.compile(
    r"^(?:[【\[](?:部门|单位)?(?:预决算|决算|信息)(?:信息)?公开[】\]])?(?:标题|名称|题目|文件名称?)?[：:]?(?:附件[\d一二三]{0,2}(?:-\d)?[：:]?)?(?:关于)?(?:公开|公布|发布)?(?=.{4})"
)
_TAIL = re.compile(
    r"(?:[（(](?:部门|单位|汇总|部门汇总)[）)]|部单位|部门|单位|预决算|决算|汇总|信息|公开|概况|基本|情况|报表|报告|文本|说明|公示|公告|通知|年度"
    r"|[（(]附表[）)]|附表|表|的)*$"
)
_INNER = re.compile(r"(?:部门|单位)(?:预决算|决算)(?:公开)?")
"""What parts two names on lines of a cover that run together: 青岚县2023年度部门决算 / 青岚县司法局."""
_FINAL = re.compile(r"决算")
_LABEL = re.compile(r"(?P<of>发布|公开|公布|更新|成文|生成|发文|编制)?(?:日期|时间)[：:]")
_MADE_PUBLIC = ("发布", "公开", "公布")
_DATES = (
    re.compile(r"(20\d\d) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]"),
    re.compile(r"(?<!\d)(20\d\d)( ?[-/.] ?)(\d{1,2})\2(\d{1,2})(?!\d)"),
    re.compile(r"(?<=[：:])\s?(20\d\d)(\d\d)(\d\d)(?!\d)"),
    re.compile(
        rf"({_HAN_YEAR}|20\d\d) ?年 ?([一二三四五六七八九十]{{1,2}}) ?月 ?([一二三四五六七八九十廿]{{1,3}})[日号]"
    ),
)
"""2023年9月16日, 2023-09-16 10:20, 二〇二三年九月十六日, and after a label 20230916."""
_LONGEST_DATE = 24
"""Characters after a label in which its date stands."""
Cover = tuple[tuple[str, int], ...]
"""The texts of a cover with their lines: each printed line, and each paragraph of several lines as a whole."""


def read_cover(sections: Sequence[Section]) -> Cover:
    """The cover's lines and joined paragraphs, in order."""
    if not sections or sections[0].part != 0:
        return ()
    found: list[tuple[str, int]] = []
    for passage in sections[0].passages[:MOST_PASSAGES]:
        lines = list(printed_lines(passage))
        found += lines[:MOST_LINES]
        if len(lines) > 1 and not any(is_crumbs(text) for text, _ in lines):
            found.append((passage.text, passage.line))
    return tuple((text, line) for text, line in found if text)


def printed_lines(passage: Passage) -> Iterator[tuple[str, int]]:
    """The printed lines of a paragraph, with their numbers."""
    ends = [*passage.starts[1:], len(passage.text)]
    for start, end, line in zip(passage.starts, ends, passage.lines, strict=False):
        yield passage.text[start:end].strip(), line


def is_crumbs(text: str) -> bool:
    """Whether a line tells where a page stands on its site (首页 > 政务公开 > 财政信息)."""
    return _CRUMBS.search(text) is not None or _PLACE.search(text) is not None


def titles_in(text: str) -> Iterator[str]:
    """The names that a line of the cover may print, without year and the words for the account; none for crumbs."""
    if is_crumbs(text):
        text = _CRUMBS.split(text)[-1]
        if not _FINAL.search(text):
            return
    for title in _INNER.split(strip_title(text)):
        yield strip_title(title)


def strip_title(text: str) -> str:
    """A department's name out of a title: without year, blanks, and the words for the part."""
    if len(text) > LONGEST_TITLE:
        return text
    return _TAIL.sub("", _YEAR.sub("", _BEFORE.sub("", _WORD.sub("", text)))).removesuffix("关于")


def is_title(text: str) -> bool:
    """Whether a line of the cover speaks of final accounts."""
    return _FINAL.search(text) is not None


def fiscal_year(cover: Cover, sections: Iterable[Section], text: str) -> int | None:
    """The year of the accounts: the cover's, else that of most headings, else that of most 年度 in the text. A cover that
    says another year than nearly all headings and most 年度 in the text is a slip."""
    printed = _year_of_title(cover) or _year_set_apart(cover)
    headings = _years_of_headings(sections)
    usual, times = headings.most_common(1)[0] if headings else (None, 0)
    stated = Counter(map(western, _STATED.findall(text)))
    most, often = stated.most_common(1)[0] if stated else (None, 0)
    if printed is None and usual is not None:
        return most if often >= max(_OFTEN, stated[usual] * _OUTVOTES) else usual
    slip = times >= _FEWEST_HEADINGS and times * 5 >= headings.total() * 4 and usual == most
    return most if printed is None or slip else printed


_STATED = re.compile(r"((?:19|20)\d\d) ?年度")
_FEWEST_HEADINGS = 2
"""Headings with one year from which on it is no slip."""
_OFTEN, _OUTVOTES = 6, 2
"""How often the text names a year before that of the headings is a slip, and how many times as often as theirs."""


def _year_of_title(cover: Cover) -> int | None:
    for pattern in (_FISCAL, _YEAR):
        for text, _ in cover:
            match = pattern.search(text) if _FINAL.search(text) else None
            if match:
                return western(next(group for group in match.groups() if group))
    return None


def _year_set_apart(cover: Cover) -> int | None:
    """The year on a line by itself, near one that prints 年度 without it."""
    texts = [text for text, _ in cover]
    for index, text in enumerate(texts):
        if not _NO_YEAR.search(text) or not _FINAL.search(text):
            continue
        for near in (*texts[index + 1 : index + 4], *reversed(texts[max(0, index - 3) : index])):
            match = _BARE_YEAR.fullmatch(near)
            if match:
                return western(match[1])
    return None


def _years_of_headings(sections: Iterable[Section]) -> Counter[int]:
    """How many headings on the accounts name each year."""
    found = (_YEAR.search(section.heading) for section in sections if "决算" in section.heading)
    return Counter(western(match[1] or match[2]) for match in found if match)


def western(year: str) -> int:
    """二〇二四 as well as 2024."""
    return int("".join(c if c.isascii() else str(max(0, _DIGITS.find(c))) for c in year).replace("O", "0"))


def published_on(cover: Cover, year: int) -> str | None:
    """The day of publication that the cover prints, in any form: one that says what it is first, else the first."""
    labelled = [(match, text) for text, _ in cover for match in _LABEL.finditer(text)]
    labelled.sort(key=lambda one: one[0]["of"] not in _MADE_PUBLIC)
    dated = [text[match.end() - 1 : match.end() + _LONGEST_DATE] for match, text in labelled]
    for text in (*dated, *(text for text, _ in cover)):
        found = _date_in(text)
        if found is not None and year < found.year <= year + 5:
            return found.isoformat()
    return None


def _date_in(text: str) -> date | None:
    for pattern in _DATES:
        match = pattern.search(text)
        if match is None:
            continue
        first, *_, month, day = match.groups()
        try:
            return date(western(first), _number(month), _number(day))
        except ValueError:
            continue
    return None


def _number(text: str) -> int:
    """16, 十六 or 二十一 as a number."""
    return int(text) if text.isascii() else chinese_number(text.replace("廿", "二十"))
