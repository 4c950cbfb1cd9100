"""How much for each vehicle, each reception, each guest, each journey: by our own arithmetic, of figures of one scope."""

from __future__ import annotations

import re

from ...search.documents.facts import printed
from ..asking import Question
from ..printed_figures import Figure, Source, metric_figures
from ..records import NOT_PUBLISHED, Answer, Refused
from .figure import distinct, told

# What is asked each of -> what is spent on them and the counts that may be of them, the first that is printed
_PARTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("vehicle", "辆|台|部|车|vehicle|car", ("vehicles_held",)),
    ("reception", "批|次(?!数)|trip", ("reception_batches", "reception_domestic_batches")),
    ("reception", "人|guest|visitor|person", ("reception_persons", "reception_domestic_persons")),
    ("abroad", "团|次", ("abroad_groups",)),
    ("abroad", "人|person", ("abroad_persons",)),
)
_EACH = re.compile(r"(?:均|每)[^,，。?？]{0,4}|[车人批次]均|per \w+")


def per_unit(question: Question, source: Source) -> Answer:
    """What is spent for each. Raises `Refused` where what it is divided by is not published, or not as one number."""
    each = "".join(_EACH.findall(question.plain))
    for family, words, counts in _PARTS:
        of_family = [one for one in question.concepts if one.key.startswith(family)]
        if not of_family or not re.search(words, each):
            continue
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
    evidence = tuple(source.evidence(one.line, one.quote) for one in (total, number))
    return Answer("value", text, value, "万元", evidence)
