"""Who more, how much apart: figures of several bodies, years or concepts, of budget and final account."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...search.documents.facts import printed
from ..asking import Question
from ..concepts import Concepts
from ..printed_figures import Figure, Source, Target, execution_rows, marks, marks_said, metric_figures
from ..rates import of_the_account
from ..records import CHOOSE, NOT_COMPARABLE, NOT_PUBLISHED, Answer, Concept, Refused
from ..resolving import both_sides, default_concept, meant, target_of, targets
from .change import completion
from .figure import told

Compared = tuple[Source, Target]
LEAST = re.compile("最少|最低|最小|倒数|lowest|least|smallest|fewest")
_TIMES = "几倍|多少倍|倍数|之比"
_RATE = re.compile("增幅|降幅|增长率|涨幅|增长|涨得|降得|增得")
_BUDGET = re.compile(
    "预算执行|比(年初)?预算|比年初|超[出过]?了?(年初)?预算|超支|预算[和与跟]决算|决算[和与跟]预算|预决算"
)


def compare_bodies(question: Question, sources: Sequence[Source], concepts: Concepts) -> Answer:
    """One figure of several bodies side by side, with the difference where there are two."""
    if _RATE.search(question.plain):
        return _rates(question, sources)
    if len(question.concepts) > 1 and not question.rest:
        return _several(question, sources, concepts)
    found: list[tuple[Source, Target]] = []
    missing: list[str] = []
    for source in sources:
        try:
            found.append((source, targets(question, source, concepts)[0]))
        except Refused as refused:
            missing.append(f"{refused.kind}：{refused}")
    if not found:
        raise Refused(NOT_PUBLISHED, "；".join(missing))
    least = LEAST.search(question.plain) is not None
    rows = sorted(found, key=lambda one: one[1].figures[0].value * (1 if least and len(found) > 2 else -1))
    name = rows[0][1].concept.name
    words = [f"{source.named}{told(target.figures[0])}" for source, target in rows]
    text = f"{name}：" + "；".join(words) + "。"
    value, unit = rows[0][1].figures[0].value, rows[0][1].figures[0].unit
    if len(rows) == 2:
        more, value, unit = _of_two(question, found, rows)
        text += more
    text += scopes_of([source for source, _ in rows]) + "".join(missing)
    marked = tuple(mark for source, target in rows for mark in marks(source, target.figures))
    text += marks_said(marked)
    evidence = tuple(
        source.evidence(target.figures[0].line, target.figures[0].quote) for source, target in rows
    )
    kind = "value" if len(rows) == 2 else "list"
    return Answer(kind, text, value, unit, evidence, marked)  # type: ignore[arg-type]


def _of_two(
    question: Question, asked: Sequence[Compared], rows: Sequence[Compared]
) -> tuple[str, float, str]:
    """How much apart two are, how many times the second the first is where that is asked; and the value of the answer."""
    first, second = (one[1].figures[0] for one in rows)
    apart, value = round(first.value - second.value, 6), first.value
    text = f"{rows[0][0].named}多{printed(apart)}{first.unit}。" if apart else "两者相同。"
    if question.has("多多少|少多少|差多少|相差|差额|高多少|低多少"):
        value = apart
    elif question.has("(谁|哪个|哪家).*(少|低)"):
        value = second.value
    base = asked[1][1].figures[0].value
    if question.has("百分之|%|percent") and base:
        rate = round(apart / base * 100, 2)
        return f"{text}以{asked[1][0].body.called}为100%，相差{printed(rate)}%（推算）。", rate, "%"
    if question.has(_TIMES) and (times := _times(*(one[1].figures[0] for one in asked))):
        who = "÷".join(one[0].body.called for one in asked)
        return text + f"前一个是后一个的{printed(times)}倍（推算：{who}）。", times, "倍"
    return text, value, first.unit


def _several(question: Question, sources: Sequence[Source], concepts: Concepts) -> Answer:
    """Several figures of several bodies, each side by side."""
    answers, refused = [], []
    for concept in question.concepts:
        try:
            answers.append(compare_bodies(replace(question, concepts=(concept,)), sources, concepts))
        except Refused as error:
            refused.append(error)
    if not answers:
        raise refused[0]
    evidence = tuple(one for answer in answers for one in answer.evidence)
    marked = tuple(dict.fromkeys(mark for answer in answers for mark in answer.marks))
    text = "".join([*(one.text for one in answers), *(f"{one.kind}：{one}" for one in refused)])
    return Answer("list", text, evidence=evidence, marks=marked)


def over_years(question: Question, sources: Sequence[Source], concepts: Concepts) -> Answer:
    """One figure of a body in the newest years, the oldest first, with every year that has none."""
    words, evidence, name = [], [], ""
    marked: list[str] = []
    for source in sources:
        try:
            target = targets(question, source, concepts)[0]
        except Refused as refused:
            words.append(f"{source.year}年度没有（{refused.kind}）")
            continue
        first, name = target.figures[0], target.concept.name
        words.append(f"{source.year}年度{told(first)}（第{first.line}行）")
        evidence.append(source.evidence(first.line, first.quote))
        marked += marks(source, target.figures)
    if not evidence:
        raise Refused(NOT_PUBLISHED, f"{sources[0].body.called}没有公布这个数：{'；'.join(words)}。")
    text = f"{sources[0].body.called}{name}：{'；'.join(words)}。{scopes_of(sources, years=False)}"
    text += marks_said(dict.fromkeys(marked))
    return Answer("list", text, evidence=tuple(evidence), marks=tuple(dict.fromkeys(marked)))


def _times(first: Figure, second: Figure) -> float | None:
    """How many times the second the first is, by our own arithmetic."""
    return round(first.value / second.value, 2) if second.value and first.unit == second.unit else None


def asks_for_least(question: Question) -> bool:
    """Whether the least is asked for, or who of several spends less."""
    return question.has(LEAST.pattern) or question.has("(?:谁|哪个|哪家).*(?:低|(?<!多)少)")


def scopes_of(sources: Sequence[Source], *, years: bool = True) -> str:
    """What makes figures not quite alike: other years, other scopes."""
    scopes = {source.scope for source in sources}
    out = ""
    if years and len({source.year for source in sources}) > 1:
        out += "年度不同，请留意。"
    if len(scopes) > 1:
        told_scopes = "、".join(f"{source.body.called}{source.scope or '未写明'}" for source in sources)
        out += f"口径：{told_scopes}。"
    return out


def _rates(question: Question, sources: Sequence[Source]) -> Answer:
    """Rates of change, which can be compared only where all are against the same year."""
    concept = next(iter(question.concepts), default_concept(question))
    told_here, against, found = [], set(), []
    for source in sources:
        for facet, base in (("_change_pct", "上年"), ("_budget_change_pct", "年初预算")):
            figures = metric_figures(source, concept.key + facet)
            if figures:
                told_here.append(
                    f"{source.named}比{base}变动{printed(figures[0].value)}%（第{figures[0].line}行）"
                )
                against.add(base)
                found.append((source, figures[0]))
                break
        else:
            raise Refused(NOT_PUBLISHED, f"{source.named}没有公布“{concept.name}”的增减率。")
    evidence = tuple(source.evidence(one.line, one.quote) for source, one in found)
    if len(against) > 1:
        raise Refused(
            NOT_COMPARABLE,
            f"{concept.name}：{'；'.join(told_here)}，比较的基数不同，不能相比。",
            evidence=evidence,
        )
    found.sort(key=lambda one: -one[1].value)
    text = f"{concept.name}：{'；'.join(told_here)}。增幅较大的是{found[0][0].body.called}。"
    return Answer("value", text, found[0][1].value, "%", evidence)


def compare_within(question: Question, source: Source, concepts: Concepts) -> Answer:
    """Two figures of one body and their difference: two concepts, or the final account and its budget."""
    if _BUDGET.search(question.plain):
        return _against_budget(question, source)
    found = _pair(question, source)
    if len(found) < 2 and question.rest:
        asked = "、".join(question.rest)
        raise Refused(NOT_PUBLISHED, f"{source.named}公布的内容里没有“{asked}”。")
    if len(found) < 2:
        raise Refused(CHOOSE, f"请说明要把{source.named}的哪两项相比。")
    (left, right) = found[:2]
    if question.has(_TIMES):
        return _told_times(source, left, right)
    if left.figures[0].value < right.figures[0].value:
        left, right = right, left
    first, second = left.figures[0], right.figures[0]
    if first.unit != second.unit:
        raise Refused(NOT_COMPARABLE, f"{left.concept.name}与{right.concept.name}单位不同，不能相比。")
    apart = round(first.value - second.value, 6)
    marked = marks(source, [first, second])
    text = (
        f"{source.named}{_named(left)}{told(first)}（{first.origin}第{first.line}行），"
        f"{_named(right)}{told(second)}（{second.origin}第{second.line}行），前者多{printed(apart)}{first.unit}。"
    )
    text += marks_said(marked)
    value = apart if question.has("差|多多少|少多少|多少钱") else first.value
    evidence = tuple(source.evidence(one.line, one.quote) for one in (first, second))
    return Answer("value", text, value, first.unit, evidence, marked)


def _told_times(source: Source, left: Target, right: Target) -> Answer:
    first, second = left.figures[0], right.figures[0]
    if (times := _times(first, second)) is None:
        told_here = f"{_named(left)}{told(first)}，{_named(right)}{told(second)}"
        raise Refused(NOT_COMPARABLE, f"{source.named}{told_here}，算不出倍数。")
    text = (
        f"{source.named}{_named(left)}{told(first)}（{first.origin}第{first.line}行），{_named(right)}{told(second)}"
        f"（{second.origin}第{second.line}行），推算前者是后者的{printed(times)}倍。"
    )
    evidence = tuple(source.evidence(one.line, one.quote) for one in (first, second))
    return Answer("value", text, times, "倍", evidence, marks(source, [first, second]))


def _named(target: Target) -> str:
    kind = {"project": "项目", "item": "科目"}.get(target.concept.kind, "")
    return f"{kind}“{target.concept.name}”" if kind else target.concept.name


def _pair(question: Question, source: Source) -> list[Target]:
    concepts = list(question.concepts)
    if not concepts and question.has("收入.{0,6}支出|支出.{0,6}收入"):
        concepts = both_sides()
    if {"项目", "科目"} <= question.flags and question.rest:
        each = [meant(replace(question, flags=frozenset({flag})), source)[:1] for flag in ("科目", "项目")]
        concepts = [one for found in each for one in found]
    return [target_of(replace(question, flags=frozenset()), source, concept) for concept in concepts]


def _final_and_budget(
    question: Question, source: Source, concept: Concept | None
) -> tuple[str, list[Figure], list[Figure], list[Figure]]:
    """A name with its final figures, budgets and how far these were carried out."""
    if concept is None or concept.key in ("expenditure_total", "general_budget_expenditure"):
        final = metric_figures(source, "general_budget_expenditure") or metric_figures(
            source, "expenditure_total"
        )
        budget = metric_figures(source, "general_budget_initial")
        name = "一般公共预算财政拨款支出"
        rates = metric_figures(source, "general_budget_expenditure_completion_pct")
    elif concept.kind == "item":
        rows = execution_rows(source, concept)
        final = [
            Figure(row["final"], "万元", "正文", row["source_line"], row["quote"] or "")
            for row in rows
            if row["final"] is not None
        ]
        budget = [
            Figure(row["initial_budget"], "万元", "正文", row["source_line"], row["quote"] or "")
            for row in rows
            if row["initial_budget"] is not None
        ]
        name, rates = concept.name, completion(question, source, concept)
    else:
        key = concept.key.removesuffix("_final")
        final, budget = metric_figures(source, concept.key), metric_figures(source, f"{key}_budget")
        name, rates = concept.name, completion(question, source, concept)
    return name, final, budget, rates


def _against_budget(question: Question, source: Source) -> Answer:
    concept = next(iter(meant(question, source)), None)
    if concept is not None and concept.kind == "metric" and concept.key != "expenditure_total":
        concept = of_the_account(concept)
    name, final, budget, rates = _final_and_budget(question, source, concept)
    if final and not budget and concept is not None:
        return _budget_change(source, concept, final[0])
    if not final or not budget:
        raise Refused(NOT_PUBLISHED, f"{source.named}没有公布“{name}”的预算与决算两个数。")
    apart = round(final[0].value - budget[0].value, 6)
    way = "多" if apart >= 0 else "少"
    marked = marks(source, [*final, *budget])
    rate = f"，完成{printed(rates[0].value)}%" if rates else ""
    text = (
        f"{source.named}{name}决算{told(final[0])}（第{final[0].line}行），年初预算{told(budget[0])}（第{budget[0].line}行），"
        f"{way}{printed(abs(apart))}万元{rate}。" + marks_said(marked)
    )
    evidence = tuple(source.evidence(one.line, one.quote) for one in (final[0], budget[0]))
    return Answer("value", text, abs(apart), "万元", evidence, marked)


def _budget_change(source: Source, concept: Concept, final: Figure) -> Answer:
    """How much more or less than its budget, where the prose prints this and not the budget."""
    amounts = metric_figures(source, f"{concept.key}_budget_change")
    rates = metric_figures(source, f"{concept.key}_budget_change_pct")
    if not amounts and not rates:
        raise Refused(NOT_PUBLISHED, f"{source.named}没有公布“{concept.name}”的预算。")
    figures = [*amounts[:1], *rates[:1]]
    words = "，".join(
        f"{'增加' if one.value >= 0 else '减少'}{printed(abs(one.value))}{one.unit}" for one in figures
    )
    text = f"{source.named}{concept.name}{told(final)}，原文写比年初预算{words}（第{figures[0].line}行）。"
    evidence = tuple(source.evidence(one.line, one.quote) for one in (final, *figures))
    return Answer("value", text, abs(figures[0].value), figures[0].unit, evidence)
