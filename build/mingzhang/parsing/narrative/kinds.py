"""What a section of 情况说明 is about, by the words of its heading (never by its ordinal)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from ...model import Grid, Kind, Passage, Section
from ...model.prose import compact_text

_STATES = r"(?:情况|说明)"
# In this order: the first whose words the heading has. 一、收入支出决算总体情况说明, （二）…支出决算结构情况, …
_HEADINGS: tuple[tuple[Kind, str], ...] = (
    ("structure", r"^(?!.*三公).*支出(?:决算)?结构"),
    ("execution", r"^(?!.*三公).*支出(?:决算)?的?具体(?:支出)?(?:情况|说明)"),
    ("overall", r"整体(?:支出)?(?:绩效)?自评|整体绩效评价|整体支出绩效|整体绩效目标完成|^1?.执行率情况"),
    ("projects", r"项目(?:支出)?(?:绩效)?自评(?:结果|情况|综述)|项目绩效(?:自评|评价)"),
    ("outcome", r"评价结果应用|自评结果应用|结果应用情况|绩效评价结果"),
    ("performance", r"预算绩效|绩效(?:管理)?(?:工作)?(?:开展)?情况|绩效评价"),
    ("basic", rf"基本支出.{{0,12}}{_STATES}"),
    ("government_fund", rf"政府性基金.{{0,30}}{_STATES}"),
    ("state_capital", rf"国有资本经营.{{0,30}}{_STATES}"),
    ("three_public", rf"三公.{{0,40}}{_STATES}"),
    ("meetings", rf"一般性支出|(?:会议费|培训费).{{0,12}}{_STATES}"),
    ("service_purchase", rf"政府购买服务.{{0,12}}{_STATES}"),
    ("operating_cost", rf"机关运行(?:经费|费).{{0,20}}{_STATES}|机关运行经费(?:支出)?$"),
    ("procurement", rf"政府采购.{{0,20}}{_STATES}|政府采购(?:支出)?$"),
    ("assets", rf"国有资产.{{0,20}}{_STATES}|国有资产占(?:有使)?用"),
    ("general_budget", rf"一般公共预算.{{0,20}}支出.{{0,12}}{_STATES}"),
    ("appropriated", r"财政拨款支出(?:决算)?(?:总体)?情况"),
    ("appropriation", rf"财政拨款收.{{0,12}}支.{{0,12}}{_STATES}"),
    ("totals", rf"^(?!.*财政拨款).*(?:收入支出|收、支|收支|收入、支出)(?:决算)?.{{0,8}}{_STATES}"),
    ("revenue", rf"^(?!.*(?:财政拨款|支出)).*收入(?:决算)?(?:总体)?{_STATES}"),
    ("expenditure", rf"^(?!.*(?:财政拨款|收入|三公|公共预算)).*支出(?:决算)?(?:总体)?{_STATES}"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _HEADINGS)
_NOT_PROSE = re.compile(r"表$|^第.{1,3}部分|名词解释|目录")
_OPENING = re.compile(
    r"[0-9]{1,3}(?:[、)）]|[.．](?![0-9]))|[(（][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|"
    r"第.{1,3}部分|图|表|附|注|备注|单位|部门[:：]|项目名称|填|公开|其中[:：]|“"
)
_FURNITURE = re.compile(
    r"^[-—–~·\s]*[0-9]{1,4}[-—–~·\s]*$|^[^，。；:：]{0,40}(?:部门|单位)决算(?:公开)?(?:报告)?$"
)
_SHORT = 16
"""Characters of a paragraph too short to be one that a page break cut (a caption, a label)."""
_LEANING = (
    "的",
    "，",
    "、",
    "；",
    "）",
    ")",
    "元",
    "万元",
    "亿元",
    "%",
    "％",
    "个百分点",
    "主要原因",
    "原因",
)
"""Openings that no paragraph has of its own."""
_LONG = 4000
"""Characters of a paragraph to which nothing is joined any more."""
_ENDS = "。；;：:！？!?”"
_INSIDE: dict[Kind, frozenset[Kind]] = {
    "three_public": frozenset(),
    "projects": frozenset(),
    "outcome": frozenset(),
    "overall": frozenset({"projects", "outcome"}),
    "performance": frozenset({"overall", "projects", "outcome"}),
    "structure": frozenset({"execution"}),
    "execution": frozenset({"structure"}),
    "general_budget": frozenset({"structure", "execution", "general_budget", "basic"}),
    "appropriated": frozenset({"structure", "execution", "appropriated", "basic"}),
}
"""Which kinds may stand inside a section of a kind; any where none is said."""


@lru_cache(maxsize=4096)
def kind_of(heading: str) -> Kind | None:
    """What a heading announces, or None: 三、支出决算情况说明 is `expenditure`."""
    words = compact_text(heading[:90]).rstrip("。:；;")
    if _NOT_PROSE.search(words):
        return None
    for kind, pattern in _PATTERNS:
        if pattern.search(words):
            return kind
    return None


def sections_by_kind(sections: Iterable[Section]) -> dict[Kind, list[Section]]:
    """The sections of each kind, in order. A section without a kind of its own has that of the one above it."""
    found: dict[Kind, list[Section]] = {}
    above: dict[str, Kind | None] = {}
    appendix: list[Section] = []
    for section in sections:
        own = kind_of(section.heading) if section.part not in (2, 5) else None
        if section.part == 6:
            # An appendix tells of the overall evaluation in sections of its own; its other prose repeats projects.
            if own == "overall":
                found.setdefault(own, []).append(section)
            elif own == "performance":
                appendix.append(section)
            continue
        parent = above.get(section.path.rpartition(".")[0])
        if own and parent and own not in _INSIDE.get(parent, {own}):
            own = None
        kind = own or parent
        above[section.path] = kind
        if kind:
            found.setdefault(kind, []).append(section)
    if appendix and "performance" not in found:
        found["performance"] = appendix
    return found


def with_kinds(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections with what each is about."""
    kinds = {section.path: kind for kind, found in sections_by_kind(sections).items() for section in found}
    return tuple(replace(section, kind=kinds.get(section.path)) for section in sections)


def passages(section: Section) -> Iterator[Passage]:
    """The paragraphs of a section; a heading that states figures itself is one of them. A paragraph that a page break
    cut before a figure (完成预算的 / 53.9%) or inside one (4.4 / 6万元) is one again."""
    heading = section.heading
    if any(mark in heading for mark in "元辆%％") and any(c.isdigit() for c in heading):
        yield Passage(heading, (section.source_line,))
    last: Passage | None = None
    for block in section.blocks:
        if isinstance(block, Grid) or is_page_furniture(block.text):
            continue
        if last is not None and _goes_on(last.text, block.text):
            last = join(last, block)
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last


def _goes_on(before: str, after: str) -> bool:
    """Whether a page break cut a paragraph between two texts: the first has no end, the second no beginning."""
    if not _SHORT < len(before) < _LONG or before[-1] in _ENDS or before.startswith("图"):
        return False
    return after.startswith(_LEANING) or not _OPENING.match(after[:24])


def is_page_furniture(text: str) -> bool:
    """Whether a paragraph is a page's number or running title, left between the halves of another."""
    return len(text) <= 60 and bool(_FURNITURE.match(text))


def join(first: Passage, second: Passage) -> Passage:
    """Two paragraphs as one."""
    gap = len(first.text)
    starts = (*first.starts, *(start + gap for start in second.starts))
    return Passage(first.text + second.text, (*first.lines, *second.lines), starts)
