"""What share one figure is of another: as the source prints it, else by our own arithmetic, which is said."""

from __future__ import annotations

import re

from ...catalogue.metrics import METRICS
from ...search.documents.facts import printed
from ..asking import Question
from ..concepts import Concepts
from ..printed_figures import Figure, Source, is_item, item_figures, marks, marks_said, metric_figures
from ..records import NOT_COMPARABLE, NOT_PUBLISHED, Answer, Concept, Refused
from ..resolving import meant, target_of
from .figure import distinct, told

_KNOWN = {one.id for one in METRICS}
_ROUNDED = 1.0
"""Percentage points that rounding to whole ones explains."""
_NOTHING_ELSE = Question("", "", "figure")
_EXPENDITURE = Concept("metric", "expenditure_total", "本年支出合计")
_WHOLES = {
    "expenditure": _EXPENDITURE,
    "revenue": Concept("metric", "revenue_total", "本年收入合计"),
    "general": Concept("metric", "general_budget_expenditure", "一般公共预算财政拨款支出"),
    "procurement": Concept("metric", "procurement_total", "政府采购支出"),
    "sme": Concept("metric", "procurement_sme", "中小企业合同金额"),
    "three": Concept("metric", "three_public_final", "三公经费"),
}
# How metrics begin -> what the shares that documents print of them are of
_OF = (
    ("procurement_micro", "sme"), ("procurement_total", "expenditure"), ("procurement", "procurement"),
    ("three_public", "expenditure"), ("abroad", "three"), ("vehicle", "three"), ("reception", "three"),
)  # fmt: skip


def share(question: Question, source: Source, concepts: Concepts) -> Answer:
    """The share that is asked for, of the whole that is named, else of that which documents print it of."""
    parts = meant(question, source)
    if not parts:
        asked = "、".join(question.rest) or "这一项"
        raise Refused(NOT_PUBLISHED, f"{source.named}公布的内容里没有“{asked}”的占比。")
    # 项目支出中环卫经费占多少: a project is what nothing else explains, so that the figure named is the whole.
    named = (one for one in question.concepts if question.rest and one.kind == "metric" and one not in parts)
    whole = next(iter(question.whole), None) or next(named, None)
    answers = [_share_of(question, source, one, whole) for one in parts]
    if len(answers) == 1:
        return answers[0]
    evidence = tuple(one for answer in answers for one in answer.evidence)
    marked = tuple(dict.fromkeys(one for answer in answers for one in answer.marks))
    return Answer("list", "".join(one.text for one in answers), evidence=evidence, marks=marked)


def _share_of(question: Question, source: Source, part: Concept, whole: Concept | None) -> Answer:
    usual = _usual_whole(part)
    figures = printed_shares(source, part)
    if figures and (whole is None or _alike(source, whole, usual)):
        return _printed(source, part, figures)
    of = whole or (usual if part.kind == "metric" else _EXPENDITURE)
    if whole is not None and whole.kind != "metric":
        of = target_of(_NOTHING_ELSE, source, whole).concept
    found = part if part.kind != "project" else None
    computed = _computed(source, found, of) if found else _of_project(question, source, part, of)
    if computed is None:
        target_of(_NOTHING_ELSE, source, part)  # says why there is no figure
        target_of(_NOTHING_ELSE, source, of)
        raise Refused(NOT_COMPARABLE, f"{source.named}“{part.name}”或“{of.name}”不止一个数，算不出占比。")
    return computed


def _usual_whole(part: Concept) -> Concept:
    """What a share of a figure is of where nothing else is said."""
    if part.kind != "metric":
        return _WHOLES["general"] if part.kind == "item" else _EXPENDITURE
    if "revenue" in part.key:
        return _WHOLES["revenue"]
    return _WHOLES[next((of for begins, of in _OF if part.key.startswith(begins)), "expenditure")]


def _alike(source: Source, one: Concept, other: Concept) -> bool:
    """Whether two wholes are the same, or printed alike."""
    if one.key == other.key:
        return True
    left, right = _values(source, one), _values(source, other)
    return len(left) == len(right) == 1 and left[0].value == right[0].value


def _printed(source: Source, concept: Concept, figures: list[Figure]) -> Answer:
    amounts = _values(source, concept)
    marked = marks(source, figures, [concept.name])
    shares = "；".join(f"{printed(one.value)}%（第{one.line}行）" for one in distinct(figures))
    amount = "、".join(told(one) for one in amounts[:3])
    text = f"{source.named}{concept.name}占比为{shares}，金额{amount}。原文：“{figures[0].quote.strip()}”。"
    text += _recomputed(source, figures, amounts) + marks_said(marked)
    evidence = tuple(source.evidence(one.line, one.quote) for one in [*figures, *amounts[:1]])
    return Answer("value", text, figures[0].value, "%", evidence, marked)


def _of_project(question: Question, source: Source, part: Concept, of: Concept) -> Answer | None:
    amounts = distinct(target_of(question, source, part).figures)
    return divided(source, part.name, amounts, of.name, _values(source, of))


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


def _values(source: Source, concept: Concept) -> list[Figure]:
    return distinct(
        metric_figures(source, concept.key) if concept.kind == "metric" else item_figures(source, concept)
    )


def _computed(source: Source, concept: Concept, of: Concept) -> Answer | None:
    """A share by our own arithmetic; None where either is not one number."""
    return divided(source, concept.name, _values(source, concept), of.name, _values(source, of))


def divided(source: Source, name: str, parts: list[Figure], of: str, whole: list[Figure]) -> Answer | None:
    """A share of one figure in another by our own arithmetic, said to be so; None where either is not one number."""
    if len(parts) != 1 or len(whole) != 1 or parts[0].unit != whole[0].unit or not whole[0].value:
        return None
    value = round(parts[0].value / whole[0].value * 100, 2)
    text = f"原文没有印占比；按{source.named}{name}{told(parts[0])}、{of}{told(whole[0])}推算，占{printed(value)}%。"
    evidence = tuple(source.evidence(one.line, one.quote) for one in (*parts, *whole))
    return Answer("value", text, value, "%", evidence)
