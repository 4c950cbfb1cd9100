"""N19: dates: days that the calendar has, and accounts published after their year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from itertools import islice

from ...context import RuleContext
from ...figures import Subject
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式"
_DAY = re.compile(r"(?<![0-9])(?P<year>20[0-9]{2})年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日")
_DATED = re.compile("(?P<year>20[0-9]{2})年[0-9]{1,2}月(?:[0-9]{1,2}日)?")
_MOST = 5
_COVER = 30
"""Paragraphs of a cover, and characters of one, that are looked at."""


@rule(
    "N19.calendar",
    "日期是日历上有的日子",
    "A date is a day of the calendar",
    "写明年月日的，月份应为1至12月，日期应为当月有的日子。",
    SOURCE,
    "warning",
)
def calendar(context: RuleContext) -> Iterator[Trial]:
    right = 0
    for section, passage, text in context.with_words("日"):
        for match in islice(_DAY.finditer(text), _MOST):
            if _is_day(match):
                right += 1
                continue
            yield Remark(
                f"“{heading_of(section)}”没有这一天：{match.group()}",
                passage.line_at(max(0, passage.text.find(match["year"]))),
                found=match.group(),
                subject=context.text(section.path, match.group()),
            )
    yield Held(right)


def _is_day(match: re.Match[str]) -> bool:
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


@rule(
    "N19.published-early",
    "公开日期在决算年度终了之后",
    "An account is published after its year has ended",
    "决算在年度终了之后编制，封面的公开日期不应早于年度终了。",
    SOURCE,
    "warning",
)
def published_early(context: RuleContext) -> Iterator[Trial]:
    if context.disclosure.identity.published_on:
        yield Held()
        return
    cover = (
        passage
        for section in context.disclosure.sections
        if section.part == 0
        for passage in section.passages
    )
    for passage in islice(cover, _COVER):
        dated = _DATED.fullmatch("".join(passage.text[:_COVER].split()))
        if dated is None or int(dated["year"]) > context.year:
            continue
        yield Remark(
            f"封面日期为{dated.group()}，早于{context.year}年度终了",
            passage.line,
            expected=f"{context.year + 1}年",
            found=dated.group(),
            subject=Subject("document", "published"),
        )
        return
