"""Duties (部门主要职责) and organisation (机构设置): what part one says of the body and its units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..layout.ordinals import read_ordinal
from ..model import Duty, OrganisationUnit, Passage, Place, Section

_DUTIES = re.compile(r"职责|职能")
_ORGANISATION = re.compile(r"机构|单位构成|部门构成|单位组成|编制范围")
_ABOUT = re.compile(r"机构设置|(?:主要|部门|单位)职责")
_NOT_DUTIES = re.compile(r"电话[：:]|职[责能](?:有|为|包括|如下|是)?[\d一二三四五六七八九十]{0,3}项?[：:]$")
_LISTS = re.compile(r"(?:包括|包含|分别为|分别是|分别有|具体为|即)[：:]?")
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("预算单位", re.compile(r"预算单位|编制范围|纳入")),
    ("下属单位", re.compile(r"二级单位|下属|所属|直属|事业单位")),
    ("内设机构", re.compile(r"内设|科室|处室|股室|机构")),
)
"""What a list names, by the words before it; the first that fits decides."""
LONGEST = 5000
"""Characters of a paragraph that are searched for lists of units."""
_NAME = re.compile(r"^[\u4e00-\u9fffA-Za-z0-9（）()“”·]{2,40}$")
_NO_UNIT = re.compile(r"决算$|^本级$|^其中|以上|单位$|机构$|个$")
_COUNTED = re.compile(r"[（(]\d{1,2}[）)]|^\d{1,2}[.、]")


def read_duties(sections: Sequence[Section]) -> tuple[Duty, ...]:
    """Every duty, without its ordinal, in order. Paragraphs without ordinals count where none has one."""
    found: list[tuple[bool, str, int]] = []
    for section in _below(sections, _DUTIES):
        if read_ordinal(section.heading) and section.level > 2:
            found.append((True, section.heading[_end(section.heading) :], section.source_line))
        for passage in section.passages:
            end = _end(passage.text)
            if not _NOT_DUTIES.search(passage.text):
                found.append((end > 0, passage.text[end:], passage.line))
    listed = [item for item in found if item[0]] or found
    return tuple(
        Duty(position, text, Place(line)) for position, (_, text, line) in enumerate(listed, start=1)
    )


def _below(sections: Sequence[Section], words: re.Pattern[str]) -> Iterator[Section]:
    """The sections under a heading of 概况 with such words; cities without that part tell it in 情况说明."""
    path = ""
    for section in sections:
        about = section.part == 1 or (section.part == 3 and _ABOUT.search(section.heading) is not None)
        if section.level == 1:
            continue
        if path and section.path.startswith(f"{path}."):
            yield section
        elif about and words.search(section.heading):
            path = section.path
            yield section


def _end(text: str) -> int:
    ordinal = read_ordinal(text)
    return ordinal.end if ordinal else 0


def read_organisation(sections: Sequence[Section]) -> tuple[OrganisationUnit, ...]:
    """The units that 机构设置 names: departments within, units below, and units in the accounts; each once a kind."""
    units: dict[tuple[str, str], int] = {}
    for section in _below(sections, _ORGANISATION):
        if _DUTIES.search(section.heading) and not _ORGANISATION.search(section.heading):
            continue
        for kind, name, line in _units(section.passages):
            units.setdefault((kind, name), line)
    return tuple(
        OrganisationUnit(position, name, kind, Place(line))
        for position, ((kind, name), line) in enumerate(units.items(), start=1)
    )


def _units(passages: Sequence[Passage]) -> Iterator[tuple[str, str, int]]:
    pending: str | None = None
    for passage in passages:
        text = passage.text[_end(passage.text) :].strip()
        bare = text.rstrip("。；;，,")
        if pending and _NAME.match(bare) and not _NO_UNIT.search(bare):
            yield pending, bare, passage.line
            continue
        pending = None
        for kind, names, at in _lists(passage.text):
            if not names:
                pending = kind
            for name in names:
                yield kind, name, passage.line_at(at)


def _lists(text: str) -> Iterator[tuple[str, list[str], int]]:
    """Kind, names and place of each list in a paragraph; a list that only opens (包括：) has no names yet."""
    text = text[:LONGEST]
    for match in _LISTS.finditer(text):
        before = re.split(r"[。；;]", text[max(0, match.start() - 60) : match.start()])[-1]
        kind = next((name for name, words in _KINDS if words.search(before)), None)
        if kind is None:
            continue
        listed = re.split(r"[。；;]", text[match.end() :], maxsplit=1)[0]
        names = [_COUNTED.sub("", name).strip() for name in re.split(r"[、，,]", listed)]
        if not listed.strip():
            yield kind, [], match.start()
        else:
            yield kind, [n for n in names if _NAME.match(n) and not _NO_UNIT.search(n)], match.end()
