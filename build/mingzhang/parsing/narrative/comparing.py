"""What a sentence compares a figure with, and which of its words give reasons: those state no figure of ours."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ...model import Kind
from ...model.prose import Prose, sentence_start
from .directions import SAME
from .quantities import Quantity

_YEAR_BEFORE = r"(?:上年|上一?年度|去年|20[0-9]{2}年)"
# A cause names other figures (主要原因是教育支出增加3万元): they are none of ours, up to the sentence's end.
_CAUSE = re.compile(r"原因")
_MAINLY = re.compile(r"[元%][，,](?:变动)?主要是")
# …的主要原因是厉行节约，与上年相比减少0.3万元，减少的主要原因是…: a new comparison ends the reason if it has its own.
_COMPARED_ANEW = re.compile(
    r"[，,；;](?:支出)?(?:决算数?)?[与较比同]"
    + _YEAR_BEFORE
    + r"度?(?:决算数?)?(?:相比)?[，,]?(?:增加|减少|降低)[0-9]"
)
_HELD = re.compile(r"[，,；;](?:年末|期末|年底|20[0-9]{2}年末?)?公务用?车(?:年末)?保有")
"""…主要原因是用车变化，年末公务用车保有3辆: a count is no reason."""
_BUDGET = r"(?<!公共)(?<!基金)(?<!经营)预算(?!财政|拨款|收入|支出)"
_BASE = re.compile(
    rf"[比较与同](?:上年|上一?年度|去年|20[0-9]{{2}}年(?!度?[^，,。；、0-9]{{0,20}}{_BUDGET})|[^，,。；、]{{0,22}}?{_BUDGET})"
)
UNCHANGED = re.compile(
    rf"[与和同比较]{_YEAR_BEFORE}(?!度?[^，。；]{{0,12}}预算)[^，。；]{{0,12}}?(?:{SAME})|"
    rf"(?<=[，。；])[与和同比较]{_YEAR_BEFORE}(?!度?[^，。；]{{0,12}}预算)[^，。；]{{0,12}}?(?:一致|相同)"
)
"""与上年持平: a change of nothing."""
WHOLE = re.compile(
    r"(?P<whole>(?:收入支出|收支|收、支)总体(?:情况)?(?=[，,]?[与和同比较]))|"
    rf"(?:^|(?<=[年度；;，,。]))(?:本年)?(?:(?P<of_revenue>收入)|(?P<of_expenditure>支出))(?:决算数?|合计|总额)(?=[，,]?[比较与同]{_YEAR_BEFORE})"
)
"""收入支出总体与上年相比: what changed is the grand total, whatever was told last; 支出决算数比上年增加: the spending."""
TURNS = {"of_revenue": "revenue_total", "of_expenditure": "expenditure_total"}
_SAVED = re.compile(r"节[约省支余]了?$")
"""预算5万元，实际支出3.5万元，节约1.5万元: saved of the budget, where no other year is named."""
_FALLBACK = 150
"""Characters before a figure that are searched for what it is compared with."""
NOTHING = re.compile(
    r"(?P<equipment_500k>(?:无|没有)单(?:价|位价值)50万元(?:\(含\))?以上(?:\(含\))?的?(?:通用|专用)?设备)|"
    r"(?P<equipment_1m>(?:无|没有)单(?:价|位价值)100万元(?:\(含\))?以上(?:\(含\))?的?(?:通用|专用)?设备)|"
    r"(?P<vehicles_purchased>(?:未|无|没有)(?:新增)?购置(?:\(更新\)|及更新|更新)?公务用车)"
)
"""Words that state a count of nothing, each in a group of its metric's name."""
_COUNTED: frozenset[Kind] = frozenset({"three_public", "assets"})
"""Kinds of sections that say in words that there is none of what they count."""
WHOLE_METRIC: dict[Kind, str] = {"totals": "grand_total", "appropriation": "appropriation_total"}
"""What 收入支出总体 is in the kinds of sections that compare it."""
Spans = list[tuple[int, int]]


def no_figures(kind: Kind, text: str) -> Iterator[re.Match[str]]:
    """What words tell where no figure stands: a count of nothing, a change of nothing, what a comparison is of."""
    if kind in _COUNTED:
        yield from NOTHING.finditer(text)
    if kind in WHOLE_METRIC:
        yield from WHOLE.finditer(text)
    yield from UNCHANGED.finditer(text)


def causes(text: str, starts: set[int]) -> Spans:
    """The stretches that give reasons: from 原因 to the sentence's end, or to a ； before words that begin
    another statement of this section, or to a new comparison with a reason of its own."""
    spans: Spans = []
    for match in _CAUSE.finditer(text):
        if spans and match.start() < spans[-1][1]:
            continue
        end = text.find("。", match.end())
        end = len(text) if end < 0 else end
        at = text.find("；", match.end(), end)
        while at >= 0:
            if any(at + step in starts for step in (1, 2, 3, 4)):
                end = at
                break
            at = text.find("；", at + 1, end)
        held = _HELD.search(text, match.end(), end)
        end = held.start() if held else end
        anew = _COMPARED_ANEW.search(text, match.end(), end)
        if anew is not None and text.find("原因", anew.end(), end) >= 0:
            end = anew.start()
        spans.append((match.start(), end))
    return spans


def mentions(text: str) -> Spans:
    """The stretches after 主要是 that say what a change came from: amounts of change in them are not ours."""
    if "主要是" not in text:
        return []
    spans: Spans = []
    for match in _MAINLY.finditer(text):
        ends = [at for mark in "。；" if (at := text.find(mark, match.end())) >= 0]
        spans.append((match.end(), min(ends, default=len(text))))
    return spans


def inside(spans: Spans, offset: int) -> bool:
    """Whether an offset stands in one of some stretches in order."""
    at = bisect_right(spans, (offset, len(spans) and spans[-1][1])) - 1
    return at >= 0 and spans[at][0] <= offset < spans[at][1]


@dataclass(slots=True)
class Bracket:
    """A bracket in which figures stand: what it speaks of ends with it (2批次（其中外事接待0批次），26人次)."""

    closes: int = -1
    before: tuple[str | None, str] = (None, "")


def bracket_end(text: str, start: int, end: int) -> int:
    """Where the bracket closes that opens between two offsets and holds the second; -1 where none does."""
    for opens in (text.find("(", start, end), text.rfind("(", start, end)):
        closes = text.find(")", opens) if opens >= 0 else -1
        if closes > end:
            return closes
    return -1


def compared(prose: Prose, quantity: Quantity) -> str:
    """`budget_` where the figure is compared with the budget, `` where with the year before."""
    start = max(sentence_start(prose.text, quantity.start), quantity.start - _FALLBACK)
    base = ""
    for match in _BASE.finditer(prose.text, start, quantity.start):
        base = match.group()
    saved = not base and _SAVED.search(prose.text, max(0, quantity.start - 4), quantity.start)
    return "budget_" if saved or base.endswith("预算") else ""


def is_last_of_several(text: str, label: re.Match[str]) -> bool:
    """Whether a label is the last of several whose figures follow one by one (基本支出和项目支出分别为…): the first
    figure is not its own."""
    return "分别" in label.group() and text[label.start() - 1 : label.start()] in tuple("、和及与")
