"""How much for each vehicle, each reception, each guest, each journey: by our own arithmetic, of figures of one scope."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...search.documents.facts import printed
from ..asking import Question
from ..concepts import Concepts
from ..printed_figures import Figure, Source, marks, marks_said, metric_figures
from ..records import NOT_PUBLISHED, Answer, Concept, Refused
from .figure import distinct, told
from .side_by_side import asks_for_least, scopes_of

# What is asked each of -> what is spent on them and the counts that may be of them, the first that is printed
_PARTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("vehicle", "辆|台|部|车|vehicle|car", ("vehicles_held",)),
    ("reception", "批|次(?!数)|trip", ("reception_batches", "reception_domestic_batches")),
    ("reception", "人|guest|visitor|person", ("reception_persons", "reception_domestic_persons")),
    ("abroad", "团|次", ("abroad_groups",)),
    ("abroad", "人|person", ("abroad_persons",)),
    ("meeting", "人|person", ("meeting_persons",)),
    ("training", "人|person", ("training_persons",)),
)
_EACH = re.compile(r"(?:均|每)[^,，。?？]{0,4}|[车人批次]均|per \w+")


def _asked(question: Question) -> list[tuple[str, list[Concept], tuple[str, ...]]]:
    """What is asked each of: families with the concepts of theirs that are named and the counts that may be of them."""
    each = "".join(_EACH.findall(question.plain))
    named = [
        (family, [one for one in question.concepts if one.key.startswith(family)], counts)
        for family, words, counts in _PARTS
        if re.search(words, each)
    ]
    return [one for one in named if one[1]]


def asks_for_each(question: Question) -> bool:
    """Whether what is spent for each vehicle, reception, guest or journey is asked."""
    return bool(_asked(question))


def side_by_side(question: Question, sources: Sequence[Source], concepts: Concepts) -> Answer:
    """What several bodies or years spend for each, the most first, with those of which it cannot be told."""
    found, without = [], []
    for source in sources:
        try:
            found.append((source, per_unit(question, source)))
        except Refused:
            without.append(source.named)
    if len(found) < 2:
        only = f"只有{found[0][0].named}" if found else "没有一个"
        raise Refused(NOT_PUBLISHED, f"{only}公布了算平均要用的两个数（支出与个数），没有可比的。")
    found.sort(key=lambda one: one[1].value or 0.0, reverse=not asks_for_least(question))
    words = "；".join(f"{source.named}{printed(one.value or 0.0)}万元" for source, one in found)
    text = f"原文没有印平均数，{_asked(question)[0][1][0].name}按支出÷个数推算，平均：{words}。"
    if without:
        text += f"没有公布这两个数的：{'、'.join(without)}。"
    text += scopes_of([source for source, _ in found])
    evidence = tuple(place for _, one in found for place in one.evidence)
    marked = tuple(dict.fromkeys(mark for _, one in found for mark in one.marks))
    text += marks_said(marked)
    return Answer("value", text, found[0][1].value, "万元", evidence, marked)


def per_unit(question: Question, source: Source) -> Answer:
    """What is spent for each. Raises `Refused` where what it is divided by is not published, or not as one number."""
    for family, of_family, counts in _asked(question):
        amount = "vehicle_operation_final" if "vehicle_operation" in of_family[0].key else f"{family}_final"
        number: list[Figure] = []
        for key in counts:
            if number := distinct(metric_figures(source, key)):
                amount = "reception_domestic" if "domestic" in key else amount
                break
        total = distinct(metric_figures(source, amount) or metric_figures(source, f"{family}_final"))
        if len(total) != 1 or len(number) != 1:
            raise Refused(
                NOT_PUBLISHED, f"{source.named}没有公布算平均要用的两个数（支出与个数），或不止一个。"
            )
        return _divided(source, of_family[0].name, total[0], number[0])
    raise Refused(NOT_PUBLISHED, f"{source.named}没有公布口径相同的人数或个数，算不出平均。")


def _divided(source: Source, name: str, total: Figure, number: Figure) -> Answer:
    if not number.value:
        raise Refused(NOT_PUBLISHED, f"{source.named}{name}{told(total)}，个数为{told(number)}，没有平均数。")
    value = round(total.value / number.value, 4)
    text = (
        f"原文没有印平均数；按{source.named}{name}{told(total)}（第{total.line}行）÷"
        f"{told(number)}（第{number.line}行）推算，平均{printed(value)}万元。"
    )
    marked = marks(source, [total, number])
    text += marks_said(marked)
    evidence = tuple(source.evidence(one.line, one.quote) for one in (total, number))
    return Answer("value", text, value, "万元", evidence, marked)
