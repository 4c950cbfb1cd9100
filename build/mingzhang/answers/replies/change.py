"""How much more or less than last year: as the source prints it, with what the checks say of it."""

from __future__ import annotations

from ...search.documents.facts import printed
from ..asking import Question
from ..concepts import Concepts
from ..printed_figures import Figure, Source, execution_rows, marks, marks_said, metric_figures
from ..records import NOT_COMPARABLE, NOT_PUBLISHED, Answer, Concept, Refused
from ..resolving import default_concept, meant
from .figure import distinct, told


def change(question: Question, source: Source, concepts: Concepts) -> Answer:
    """The change against last year, its rate, and this year's figure."""
    concept = _concept(question, source)
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
    text += marks_said(marked)
    wants_rate = question.has("百分之|增长率|增幅|降幅|%|percent|幅度") and not question.has("多少钱|金额")
    chosen = rates if (wants_rate and rates) or not amounts else amounts
    evidence = tuple(source.evidence(one.line, one.quote) for one in figures)
    return Answer("value", text, abs(chosen[0].value), chosen[0].unit, evidence, marked)


def _concept(question: Question, source: Source) -> Concept:
    """Whose change is asked for: what is spent in all only where nothing else is named."""
    found = meant(question, source)
    if not found and question.rest:
        asked = "、".join(question.rest)
        raise Refused(NOT_PUBLISHED, f"{source.named}公布的内容里没有“{asked}”与上年相比的增减。")
    return found[0] if found else default_concept(question)


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


def completion(question: Question, source: Source, concept: Concept) -> list[Figure]:
    """How far an item's or a metric's budget was carried out, in per cent."""
    if concept.kind == "metric":
        return metric_figures(source, f"{concept.key}_completion_pct")
    return [
        Figure(row["completion_pct"], "%", "正文", row["source_line"], row["quote"] or "")
        for row in execution_rows(source, concept)
        if row["completion_pct"] is not None
    ]
