"""How much: one figure of one body and year, with every other value the source prints for it."""

from __future__ import annotations

from collections.abc import Sequence

from ...search.documents.facts import printed
from ..asking import Question
from ..concepts import Concepts
from ..printed_figures import Figure, Source, Target, marks, marks_said
from ..records import CHOOSE, Answer, Refused
from ..resolving import finders

_MOST_VALUES = 4
_PER_WAN = {"元": 10_000.0, "亿元": 0.0001}


def reply(question: Question, source: Source, concepts: Concepts) -> Answer:
    """The figure asked for; several where several things are named."""
    answers, refused = [], []
    for find in finders(question, source, concepts):
        try:
            answers.append(figure_answer(question, source, find()))
        except Refused as error:
            refused.append(error)
    if not answers:
        raise refused[0]
    if len(answers) == 1 and not refused:
        return answers[0]
    return Answer(
        "list",
        "".join([*(one.text for one in answers), *(f"{one.kind}：{one}" for one in refused)]),
        evidence=tuple(evidence for one in answers for evidence in one.evidence),
        marks=tuple(dict.fromkeys(mark for one in answers for mark in one.marks)),
    )


def figure_answer(question: Question, source: Source, target: Target) -> Answer:
    """One figure in words: unit, year, scope, where it stands, what else is printed for it, what the checks found."""
    values = distinct(target.figures)
    if target.items:
        told_here = f"{source.named}有{len(target.items)}个科目都叫“{target.concept.name}”：{'；'.join(target.items)}。"
        return Answer(
            "list", told_here, evidence=tuple(source.evidence(one.line, one.quote) for one in values)
        )
    if len(values) > _MOST_VALUES:
        choices = tuple(f"{one.quote[:40]}：{told(one)}" for one in values)
        raise Refused(
            CHOOSE,
            f"{source.named}“{target.concept.name}”有{len(values)}个不同的数，请选择："
            + "；".join(choices[:8]),
            choices,
        )
    first, *others = values
    marked = marks(source, target.figures, [target.concept.name] if target.concept.kind != "metric" else [])
    text = f"{source.named}{target.concept.name}为{told(first)}{_converted(first, question.unit)}"
    text += f"（{_places(target.figures, first)}{_scope(source)}）。"
    if others:
        text += (
            "原文另印有："
            + "；".join(f"{told(one)}（{one.origin}，第{one.line}行）" for one in others)
            + "。"
        )
    text += "".join(f"{note}。" for note in target.notes)
    text += marks_said(marked)
    value, unit = asked_unit(first, question.unit)
    evidence = tuple(source.evidence(one.line, one.quote) for one in values)
    return Answer("value", text, value, unit, evidence, marked)


def distinct(figures: Sequence[Figure]) -> list[Figure]:
    """The first figure of each value."""
    return list({round(figure.value, 6): figure for figure in reversed(figures)}.values())[::-1]


def told(figure: Figure) -> str:
    """A figure with its unit: 92万元, 8.7%."""
    return f"{printed(figure.value)}{figure.unit}"


def _converted(figure: Figure, unit: str | None) -> str:
    value, given = asked_unit(figure, unit)
    return "" if given == figure.unit else f"，即{printed(value)}{given}"


def asked_unit(figure: Figure, unit: str | None) -> tuple[float, str]:
    """A sum in 元 or 亿元 where the question wants it so, with its unit."""
    if figure.unit != "万元" or unit not in _PER_WAN:
        return figure.value, figure.unit
    return round(figure.value * _PER_WAN[unit], 6), unit


def _places(figures: Sequence[Figure], first: Figure) -> str:
    """Where a value stands: table and prose, or one of them only."""
    alike = [one for one in figures if round(one.value, 6) == round(first.value, 6)]
    places = dict.fromkeys(f"{one.origin}第{one.line}行" for one in alike if one.line is not None)
    return "、".join(list(places)[:3]) or "原文"


def _scope(source: Source) -> str:
    return f"；口径：{source.scope}" if source.scope else ""
