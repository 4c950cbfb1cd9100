"""How much more or less than last year, and what share: as the source prints it, with what the checks say of it."""

from __future__ import annotations

import re

from ...catalogue.metrics import METRICS
from ...search.documents.facts import printed
from ..asking import Question
from ..concepts import Concepts
from ..printed_figures import Figure, Source, execution_rows, is_item, item_figures, marks, metric_figures
from ..records import NOT_COMPARABLE, NOT_PUBLISHED, Answer, Concept, Refused
from ..resolving import default_concept, meant, target_of
from .figure import distinct, told

_KNOWN = {one.id for one in METRICS}
_WHOLES = ("expenditure_total", "revenue_total", "grand_total")
_ROUNDED = 1.0
"""Percentage points that rounding to whole ones explains."""
_NOTHING_ELSE = Question("", "", "figure")


def change(question: Question, source: Source, concepts: Concepts) -> Answer:
    """The change against last year, its rate, and this year's figure."""
    (concept, *_) = meant(question, source) or [default_concept(question)]
    key = concept.key if concept.kind == "metric" else ""
    if question.has("收支总计|收、支总计"):
        key = "grand_total"
    amounts, rates = metric_figures(source, f"{key}_change"), metric_figures(source, f"{key}_change_pct")
    if not amounts and not rates:
        raise _no_change(source, concept, key)
    parts, figures = [], []
    for one in distinct(amounts):
        way = "增加" if one.value > 0 else "减少" if one.value < 0 else "持平，增减"
        parts.append(f"比{source.year - 1}年度{way}{printed(abs(one.value))}{one.unit}（第{one.line}行）")
        figures.append(one)
    for one in distinct(rates):
        way = "增长" if one.value > 0 else "下降" if one.value < 0 else "变动"
        parts.append(f"{way}{printed(abs(one.value))}%（第{one.line}行）")
        figures.append(one)
    base = distinct(metric_figures(source, key))[:1]
    now = "".join(f"为{told(one)}" for one in base)
    marked = marks(source, [*figures, *base])
    text = f"{source.named}{concept.name}{now}，原文写" + "，".join(parts) + "。"
    text += "".join(f"核对：{mark}。" for mark in marked)
    wants_rate = question.has("百分之|增长率|增幅|降幅|%|percent|幅度") and not question.has("多少钱|金额")
    chosen = rates if (wants_rate and rates) or not amounts else amounts
    evidence = tuple(source.evidence(one.line, one.quote) for one in figures)
    return Answer("value", text, abs(chosen[0].value), chosen[0].unit, evidence, marked)


def _no_change(source: Source, concept: Concept, key: str) -> Refused:
    against = metric_figures(source, f"{key}_budget_change") + metric_figures(
        source, f"{key}_budget_change_pct"
    )
    told_of = f"{source.named}“{concept.name}”"
    if against:
        told_here = "；".join(f"{told(one)}（第{one.line}行）" for one in distinct(against))
        return Refused(
            NOT_COMPARABLE, f"{told_of}原文只与年初预算相比（{told_here}），没有与上年相比的增减。"
        )
    return Refused(NOT_PUBLISHED, f"{told_of}没有公布与上年相比的增减。")


def share(question: Question, source: Source, concepts: Concepts) -> Answer:
    """The share as the source prints it, with the amount."""
    found = meant(question, source)
    if len(found) > 1 and found[1].key not in _WHOLES:
        return _part_of(source, found[0], found[1])
    for concept in found[:1]:
        figures = printed_shares(source, concept)
        if not figures:
            continue
        amounts = distinct(
            metric_figures(source, concept.key) if concept.kind == "metric" else item_figures(source, concept)
        )
        marked = marks(source, figures, [concept.name])
        shares = "；".join(f"{printed(one.value)}%（第{one.line}行）" for one in distinct(figures))
        amount = "、".join(told(one) for one in amounts[:3])
        text = (
            f"{source.named}{concept.name}占比为{shares}，金额{amount}。原文：“{figures[0].quote.strip()}”。"
        )
        text += _recomputed(source, figures, amounts) + "".join(f"核对：{mark}。" for mark in marked)
        evidence = tuple(source.evidence(one.line, one.quote) for one in [*figures, *amounts[:1]])
        return Answer("value", text, figures[0].value, "%", evidence, marked)
    if not found:
        asked = "、".join(question.rest) or "这一项"
        raise Refused(NOT_PUBLISHED, f"{source.named}公布的内容里没有“{asked}”的占比。")
    computed = _computed(source, found[0], Concept("metric", "expenditure_total", "本年支出合计"))
    if computed is None:
        target_of(question, source, found[0])  # says why there is no figure either
        raise Refused(NOT_PUBLISHED, f"{source.named}没有公布“{found[0].name}”的占比。")
    return computed


def _recomputed(source: Source, figures: list[Figure], amounts: list[Figure]) -> str:
    """Our own share of the year's expenditure, where the printed one says that is what it is of and is another."""
    whole = metric_figures(source, "expenditure_total")
    if (
        not amounts
        or not whole
        or not whole[0].value
        or not re.search("本年支出|总支出|支出合计", figures[0].quote)
    ):
        return ""
    value = round(amounts[0].value / whole[0].value * 100, 2)
    if abs(value - figures[0].value) <= _ROUNDED:
        return ""
    return f"按{told(amounts[0])}与本年支出合计{told(whole[0])}推算为{printed(value)}%。"


def printed_shares(source: Source, concept: Concept) -> list[Figure]:
    """The shares a document prints of a concept."""
    if concept.kind == "metric":
        key = f"{concept.key}_share_pct"
        return metric_figures(source, key) if key in _KNOWN else []
    rows = source.rows("SELECT * FROM structure_items WHERE disclosure_id = ?1")
    return [
        Figure(row["share_pct"], "%", "正文", row["source_line"], row["quote"] or "")
        for row in rows
        if row["share_pct"] is not None and is_item(concept, row["code"], row["item"])
    ]


def _part_of(source: Source, part: Concept, whole: Concept) -> Answer:
    """The share of one figure in another that is not the year's expenditure, by our own arithmetic."""
    target_of_part, target_of_whole = (
        target_of(_NOTHING_ELSE, source, part),
        target_of(_NOTHING_ELSE, source, whole),
    )
    computed = _computed(source, target_of_part.concept, target_of_whole.concept)
    if computed is None:
        raise Refused(NOT_COMPARABLE, f"{source.named}“{part.name}”或“{whole.name}”不止一个数，算不出占比。")
    return computed


def _values(source: Source, concept: Concept) -> list[Figure]:
    return distinct(
        metric_figures(source, concept.key) if concept.kind == "metric" else item_figures(source, concept)
    )


def _computed(source: Source, concept: Concept, of: Concept) -> Answer | None:
    """A share by our own arithmetic, said to be so."""
    parts, whole = _values(source, concept), _values(source, of)
    if len(parts) != 1 or len(whole) != 1 or parts[0].unit != whole[0].unit or not whole[0].value:
        return None
    value = round(parts[0].value / whole[0].value * 100, 2)
    text = (
        f"原文没有印占比；按{source.named}{concept.name}{told(parts[0])}、{of.name}{told(whole[0])}推算，"
        f"占{printed(value)}%。"
    )
    evidence = tuple(source.evidence(one.line, one.quote) for one in (*parts, *whole))
    return Answer("value", text, value, "%", evidence)


def completion(question: Question, source: Source, concept: Concept) -> list[Figure]:
    """How far an item's or a metric's budget was carried out, in per cent."""
    if concept.kind == "metric":
        return metric_figures(source, f"{concept.key}_completion_pct")
    return [
        Figure(row["completion_pct"], "%", "正文", row["source_line"], row["quote"] or "")
        for row in execution_rows(source, concept)
        if row["completion_pct"] is not None
    ]
