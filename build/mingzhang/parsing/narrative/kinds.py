"""What a section of 情况说明 is about, by the words of its heading (never by its ordinal)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from ...model import Kind, Section
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
    (
        "operating_cost",
        rf"(?:机关|机构)运行(?:经费|费|支出).{{0,20}}{_STATES}|(?:机关|机构)运行经费(?:支出)?$",
    ),
    ("procurement", rf"政府采购.{{0,20}}{_STATES}|政府采购(?:支出)?$"),
    ("assets", rf"国有资产.{{0,20}}{_STATES}|国有资产占(?:有使)?用"),
    ("general_budget", rf"一般公共预算.{{0,20}}支出.{{0,12}}{_STATES}"),
    ("appropriated", r"财政拨款支出(?:决算)?(?:总体)?情况"),
    ("appropriation", rf"财政拨款收.{{0,12}}支.{{0,12}}{_STATES}"),
    ("totals", r"^[^财]{0,8}(?:总体决算|决算总体)情况"),
    ("totals", rf"^(?!.*财政拨款).*(?:收入支出|收、支|收支|收入、支出)(?:决算)?.{{0,8}}{_STATES}"),
    ("revenue", rf"^(?!.*(?:财政拨款|支出)).*收入(?:决算)?(?:总体)?{_STATES}"),
    ("expenditure", rf"^(?!.*(?:财政拨款|收入|三公|公共预算)).*支出(?:决算)?(?:总体)?{_STATES}"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _HEADINGS)
_NOT_PROSE = re.compile(r"表$|^第.{1,3}部分|名词解释|目录")
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
    words = compact_text(heading[:160]).rstrip("。:；;")
    if _NOT_PROSE.search(words):
        return None
    for kind, pattern in _PATTERNS:
        if pattern.search(words):
            return kind
    return None


ITEMS_APART: frozenset[Kind] = frozenset({"government_fund", "state_capital"})
"""Kinds of sections with items (类、款、项) behind the totals, whose figures are not the totals."""
FIRST_ONLY: frozenset[Kind] = frozenset({"performance", "overall"})
"""Kinds of sections whose paragraphs state a whole and then its parts under the same label."""
TELLING: dict[Kind, re.Pattern[str]] = {
    "performance": re.compile(r"资 ?金|金 ?额|预 ?算|执 ?行|分|涉 ?及|项 ?目"),
    "overall": re.compile(r"[0-9０-９][^。]{0,12}[元分%％]|[十百千万亿]元"),
    "projects": re.compile(r"涉 ?及"),
}
"""Words without which a paragraph of a long section states no figure of ours."""


def with_kinds(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections with what each is about. One without a kind of its own has that of the one above it."""
    kinds: dict[str, Kind | None] = {}
    appendix: list[Section] = []
    for section in sections:
        own = kind_of(section.heading) if section.part not in (2, 5) else None
        if section.part == 6:
            # An appendix tells of the overall evaluation in sections of its own; its other prose repeats projects.
            kinds[section.path] = own if own == "overall" else None
            if own == "performance":
                appendix.append(section)
            continue
        parent = kinds.get(section.path.rpartition(".")[0])
        if own and parent and own not in _INSIDE.get(parent, {own}):
            own = None
        kinds[section.path] = own or parent
    if "performance" not in kinds.values():
        kinds.update((section.path, "performance") for section in appendix)
    return tuple(msgspec.structs.replace(section, kind=kinds[section.path]) for section in sections)
