"""N21: the contents list against the headings of the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....model import ContentsEntry, Section
from ...context import RuleContext
from ...registry import rule
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式"
ORDINAL = re.compile(r"^(?P<ordinal>[一二三四五六七八九十]{1,3})[、.．]")
_YEAR = re.compile(r"20[0-9]{2}年度?")
_ENDING = re.compile(r"(?:总体)?(?:情况|说明|表)+$")
_DOUBLED = re.compile("(?P<words>[\u4e00-\u9fff]{2,8})(?P=words)")
"""Words printed twice are told by themselves (N21.doubled-words)."""
_WHOLE = ("说明", "情况")
"""Endings of titles that are not cut."""
_PROSE_PART = 3
_SEVERAL = 5
"""Sections from which on a contents list may be meant to have all."""
_LONGEST = 60


@rule(
    "N21.contents-sections",
    "目录与正文标题一致",
    "Entries of the contents list are the headings of the body",
    "目录所列情况说明各节的标题，应与正文一致。",
    SOURCE,
    "note",
)
def contents_sections(context: RuleContext) -> Iterator[Trial]:
    headings = {
        section.path.rpartition(".")[2]: section
        for section in context.disclosure.sections
        if section.part == _PROSE_PART and section.level == 2
    }
    part = 0
    yield from _unlisted(context, list(headings.values()))
    for listed in context.disclosure.contents:
        entry, line = listed.title, listed.source_line
        if listed.part is not None:
            part = _PROSE_PART if "情况说明" in entry else listed.part
            continue
        match = ORDINAL.match(entry)
        if part != _PROSE_PART or match is None or len(entry) > _LONGEST:
            continue
        section = headings.get(match["ordinal"])
        if section is None:
            continue
        heading = _title(section.heading)
        whole = entry.endswith(_WHOLE) and heading.rstrip("。：:").endswith(_WHOLE)
        same = _subject(entry) == _subject(heading) if whole else _alike(_subject(entry), _subject(heading))
        if same:
            yield Held()
            continue
        yield Remark(
            f"目录为“{entry}”，正文标题为“{heading[:40]}”",
            line,
            section.source_line,
            expected=heading[:40],
            found=entry,
        )


def _unlisted(context: RuleContext, sections: Sequence[Section]) -> Iterator[Trial]:
    """Sections of the body that a contents list lacks which lists nearly all of them."""
    prose = list(_of_prose(context))
    listed = [_subject(_title(entry.title)) for entry in prose]
    lacking = []
    for section in sections:
        subject = _subject(_title(section.heading))
        if subject not in listed and not any(_alike(subject, entry) for entry in listed):
            lacking.append(section)
    if len(sections) < _SEVERAL or len(lacking) > 1 or len(listed) < len(sections) - 1:
        return
    for section in lacking:
        ordinals = ORDINAL.match(section.heading)
        if ordinals and any(entry.title.startswith(ordinals.group()) for entry in prose):
            continue  # another title under that number is told below
        yield Remark(
            f"目录没有列出正文的“{_title(section.heading)[:40]}”",
            section.source_line,
            context.disclosure.contents[0].source_line,
            expected=_title(section.heading)[:40],
            subject=context.text("contents", section.heading),
        )


def _of_prose(context: RuleContext) -> Iterator[ContentsEntry]:
    """The entries of 情况说明."""
    part: int | None = 0
    for listed in context.disclosure.contents:
        if listed.part is not None:
            part = _PROSE_PART if "情况说明" in listed.title else listed.part
        elif part == _PROSE_PART:
            yield listed


@rule(
    "N21.contents-duties",
    "目录与概况各节标题一致",
    "Entries of part one are its headings",
    "目录所列第一部分各节的标题，应与正文一致。",
    SOURCE,
    "note",
)
def contents_duties(context: RuleContext) -> Iterator[Trial]:
    headings = {
        section.path.rpartition(".")[2]: section
        for section in context.disclosure.sections
        if section.part == 1 and section.level == 2
    }
    part = 0
    for listed in context.disclosure.contents:
        if listed.part is not None:
            part = listed.part
            continue
        match = ORDINAL.match(listed.title)
        section = headings.get(match["ordinal"]) if match and part == 1 else None
        if section is None or len(listed.title) > _LONGEST:
            continue
        entry, heading = (_subject(_title(text)) for text in (listed.title, section.heading))
        if entry == heading or not entry or not heading:
            yield Held()
            continue
        yield Remark(
            f"目录为“{listed.title}”，正文标题为“{_title(section.heading)[:40]}”",
            listed.source_line,
            section.source_line,
            expected=_title(section.heading)[:40],
            found=listed.title,
        )


@rule(
    "N21.contents-parts",
    "目录与各部分标题一致",
    "Parts of the contents list are the parts of the body",
    "目录所列各部分的标题，应与正文一致。",
    SOURCE,
    "note",
)
def contents_parts(context: RuleContext) -> Iterator[Trial]:
    for listed in context.disclosure.contents:
        if listed.part is not None:
            yield from _part_title(context, listed.title, listed.source_line)


def _part_title(context: RuleContext, entry: str, line: int) -> Iterator[Trial]:
    """The title of a part, one of the two perhaps cut by the end of its line."""
    parts = [section for section in context.disclosure.sections if section.level == 1]
    section = next((s for s in parts if _title(s.heading)[:4] == entry[:4]), None)
    if section is None:
        return
    heading = _title(section.heading)
    first, second = (_part_subject(context, title) for title in (entry, heading))
    if _alike(first, second):
        yield Held()
        return
    yield Remark(
        f"目录为“{entry}”，正文标题为“{heading[:60]}”",
        section.source_line,
        line,
        expected=entry,
        found=heading[:60],
    )


def _part_subject(context: RuleContext, title: str) -> str:
    """A part's title without year, colon and whose it is: 部门概况 is the 概况 of the department by name."""
    identity = context.disclosure.identity
    for words in (identity.name, identity.short_name, "部门", "单位", "本"):
        title = title.replace(words, "")
    return _YEAR.sub("", title).replace("：", "").replace(":", "")


def _title(heading: str) -> str:
    return _DOUBLED.sub(r"\g<words>", "".join(heading[:200].split()))


def _subject(title: str) -> str:
    """What a title is about: without its ordinal, its year and 情况说明."""
    return _ENDING.sub("", _YEAR.sub("", ORDINAL.sub("", title)).rstrip("。：:"))


def _alike(first: str, second: str) -> bool:
    """Whether two subjects are one; the shorter may be cut at the end of its line."""
    shorter, longer = sorted((first, second), key=len)
    return shorter == longer or (len(shorter) * 2 > len(longer) and longer.startswith(shorter))
