"""Figures as sentences state them: each number under its label, its change and rate, its share, its completion."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from ...catalogue import METRICS
from ...model import KeyFigure, Passage
from .kinds import Kind
from .labels import AMOUNTS, COUNTS, ROLE, label_pattern, subject_pattern
from .prose import Prose, clause_start, compact_text, proses, sentence_start
from .quantities import Quantity, direction, find_quantities, signed

_UNITS = {metric.id: metric.unit for metric in METRICS}
_ACCEPTED = {
    "个": ("个", "项", "批次", "批"),
    "辆": ("辆", "台"),
    "台（套）": ("台(套)", "台/套", "台套", "台", "套"),
    "分": ("分",),
    "批次": ("批次", "批", "个", "次"),
    "人次": ("人次", "人", "次"),
}
"""The units printed for a metric's own."""

# A cause names other figures (主要原因是教育支出增加3万元): they are none of ours, up to the sentence's end.
_CAUSE = re.compile(r"原因")
_BASE = re.compile(
    r"[比较与同](?:(?:20[0-9]{2}年度?)?(?:全年|年初|调整|当年)?预算|上年|上一?年度|去年|20[0-9]{2}年)"
)
_YEAR_BEFORE = r"[与和同比较](?:上年|上一?年度|去年|20[0-9]{2}年)[^，。；]{0,12}?"
_UNCHANGED = re.compile(rf"{_YEAR_BEFORE}(?:持平|无变化|没有变化)|(?<=[，。；]){_YEAR_BEFORE}(?:一致|相同)")
_EACH = re.compile(r"[人车次辆]均")
_COMPLETION = re.compile(r"完成|执行率|执行进度|预算的$")
_TELLING: dict[Kind, re.Pattern[str]] = {
    "performance": re.compile(r"资 ?金|预 ?算|执 ?行|分|涉 ?及"),
    "overall": re.compile(r"[0-9０-９][^。]{0,12}[元分%％]"),
    "projects": re.compile(r"涉 ?及"),
}
"""Words without which a paragraph of a long section states no figure of ours."""
_FIRST_ONLY: frozenset[Kind] = frozenset({"performance", "overall"})
"""Kinds of sections whose paragraphs state a whole and then its parts under the same label."""
_FALLBACK = 150
"""Characters before a figure that are searched for what it is compared with."""


@dataclass(slots=True)
class _State:
    """What the sentences before have spoken of: the metric last stated, the 三公 subject, the base of comparison."""

    kind: Kind
    metric: str | None = None
    subject: str = "three_public"
    sign: int = 0
    found: list[KeyFigure] = field(default_factory=list)


def read_stated(kind: Kind, passages: Iterable[Passage]) -> list[KeyFigure]:
    """The figures that the paragraphs of one section state, in order."""
    state = _State(kind)
    telling = _TELLING.get(kind)
    for passage in passages:
        if telling is not None and not telling.search(passage.text):
            continue
        if kind == "execution" and "财政拨款支出" not in compact_text(passage.text[:160])[:120]:
            continue
        before = len(state.found)
        for prose in proses(passage):
            _read_passage(prose, state)
        if kind in _FIRST_ONLY:
            state.found[before:] = _first_of_each(state.found[before:])
    return state.found


def _first_of_each(figures: list[KeyFigure]) -> list[KeyFigure]:
    """The whole before its parts: 整体支出预算数90万元，其中基本支出预算数30万元."""
    first: dict[str, KeyFigure] = {}
    for figure in figures:
        first.setdefault(figure.metric, figure)
    return list(first.values())


def _read_passage(prose: Prose, state: _State) -> None:
    text = prose.text
    pattern = label_pattern(state.kind)
    labels = {} if pattern is None else {m.end(): m for m in pattern.finditer(text)}
    if state.kind == "execution" and not any(
        m.lastgroup == "general_budget_initial" for m in labels.values()
    ):
        return
    roles = {m.end(): m for m in ROLE.finditer(text)} if state.kind == "three_public" else {}
    subjects = deque(subject_pattern().finditer(text) if state.kind == "three_public" else ())
    unchanged = deque(_UNCHANGED.finditer(text))
    causes = _causes(text, {match.start() for match in (*labels.values(), *subjects)})
    for quantity in find_quantities(text):
        if _inside(causes, quantity.start):
            continue
        while subjects and subjects[0].start() < quantity.start:
            subject = subjects.popleft()
            if not _inside(causes, subject.start()):
                state.subject = subject.lastgroup or state.subject
        while unchanged and unchanged[0].start() < quantity.start:
            _keep_unchanged(prose, state, unchanged.popleft(), causes)
        _read_quantity(prose, state, quantity, labels.get(quantity.start), roles.get(quantity.start))
    for match in unchanged:
        _keep_unchanged(prose, state, match, causes)


def _inside(spans: list[tuple[int, int]], offset: int) -> bool:
    at = bisect_right(spans, (offset, len(spans) and spans[-1][1])) - 1
    return at >= 0 and spans[at][0] <= offset < spans[at][1]


def _causes(text: str, starts: set[int]) -> list[tuple[int, int]]:
    """The stretches that give reasons: from 原因 to the sentence's end, or to a ； before words that begin
    another statement of this section."""
    spans: list[tuple[int, int]] = []
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
        spans.append((match.start(), end))
    return spans


def _read_quantity(
    prose: Prose,
    state: _State,
    quantity: Quantity,
    label: re.Match[str] | None,
    role: re.Match[str] | None,
) -> None:
    lead = prose.text[max(clause_start(prose.text, quantity.start), quantity.start - 60) : quantity.start]
    if label is not None and label.lastgroup and _fits(label.lastgroup, quantity):
        _read_labelled(prose, state, quantity, label.lastgroup, direction(label.group()[-8:]))
    elif quantity.is_percent:
        _read_percent(prose, state, quantity, lead)
    elif role is not None and quantity.is_money and not _EACH.search(lead):
        budget, final = AMOUNTS[state.subject]
        metric = budget if role.lastgroup == "budget" else final
        if metric:
            _keep(prose, state, metric, quantity)
            state.metric = final if role.lastgroup == "final" else metric
    elif quantity.is_money and quantity.unit:
        sign = direction(lead)
        if sign and not lead.endswith(("预算", "决算", "为", "支出")):
            _keep_change(prose, state, quantity, sign)
    elif state.kind == "three_public":
        _read_count(prose, state, quantity)


def _read_labelled(prose: Prose, state: _State, quantity: Quantity, metric: str, sign: int) -> None:
    """A figure right after its label, or its change (收、支总计各减少2万元)."""
    if quantity.is_money:
        state.metric = metric
    if sign and quantity.is_money:
        _keep_change(prose, state, quantity, sign)
    else:
        _keep(prose, state, metric, quantity)


def _read_percent(prose: Prose, state: _State, quantity: Quantity, lead: str) -> None:
    """A rate, a share or a completion of the metric last stated."""
    if state.metric is None:
        return
    if "占" in lead:
        _keep(prose, state, f"{state.metric}_share_pct", quantity)
    elif _COMPLETION.search(lead):
        if not state.metric.endswith("_budget"):
            _keep(prose, state, f"{state.metric}_completion_pct", quantity)
    else:
        sign = direction(lead) or state.sign
        if direction(lead) or "幅度" in lead or "率" in lead or not lead:
            _keep(prose, state, f"{state.metric}_{_compared(prose, quantity)}change_pct", quantity, sign)


def _keep_change(prose: Prose, state: _State, quantity: Quantity, sign: int) -> None:
    if state.metric is None:
        return
    state.sign = sign
    final = f"{state.metric.removesuffix('_budget')}_final"
    if state.metric.endswith("_budget") and final in _UNITS:
        # 决算数3万元，比年初预算数5万元减少2万元: what changed is the final figure.
        state.metric = final
    _keep(prose, state, f"{state.metric}_{_compared(prose, quantity)}change", quantity, sign)


def _keep_unchanged(prose: Prose, state: _State, match: re.Match[str], causes: list[tuple[int, int]]) -> None:
    """与上年持平: a change of nothing."""
    if state.metric and not _inside(causes, match.start()):
        nothing = Quantity(Decimal(0), "万元", match.start(), match.end())
        _keep(prose, state, f"{state.metric}_change", nothing)


def _compared(prose: Prose, quantity: Quantity) -> str:
    """`budget_` where the figure is compared with the budget, `` where with the year before."""
    start = max(sentence_start(prose.text, quantity.start), quantity.start - _FALLBACK)
    base = ""
    for match in _BASE.finditer(prose.text, start, quantity.start):
        base = match.group()
    return "budget_" if base.endswith("预算") else ""


def _read_count(prose: Prose, state: _State, quantity: Quantity) -> None:
    """Groups abroad, receptions and the people in them."""
    if quantity.unit in ("人次", "人"):
        metric = COUNTS.get((state.subject, "persons"))
    elif quantity.unit in ("个", "批次", "批", "次"):
        metric = COUNTS.get((state.subject, "groups"))
    else:
        return
    if metric:
        _keep(prose, state, metric, quantity)


def _fits(metric: str, quantity: Quantity) -> bool:
    """Whether the quantity's unit is one the metric is printed in."""
    unit = _UNITS.get(metric)
    if unit == "万元":
        return quantity.is_money
    if unit == "%":
        return quantity.is_percent
    return unit is not None and quantity.unit in _ACCEPTED.get(unit, (unit,))


def _keep(prose: Prose, state: _State, metric: str, quantity: Quantity, sign: int = 0) -> None:
    unit = _UNITS.get(metric)
    if unit is None:
        return
    value = quantity.wan if unit == "万元" else quantity.value
    if value is None:
        return
    quote = prose.quote(quantity.start, quantity.end)
    line = prose.line(quantity.start)
    state.found.append(KeyFigure(metric, signed(value, sign), unit, "narrative", quote, line))


def in_order(figures: Iterable[KeyFigure]) -> Iterator[KeyFigure]:
    """Each metric and value once."""
    seen: set[tuple[str, Decimal, str]] = set()
    for figure in figures:
        key = (figure.metric, figure.value.normalize(), figure.origin)
        if key not in seen:
            seen.add(key)
            yield figure
