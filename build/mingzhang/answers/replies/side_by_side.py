"""Who more, how much apart, who most: figures of several bodies, of several concepts, of budget and final account."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...search.documents.facts import printed
from ..asking import Question
from ..concepts import Concepts
from ..printed_figures import Figure, Source, Target, execution_rows, marks, metric_figures
from ..records import CHOOSE, NOT_COMPARABLE, NOT_PUBLISHED, Answer, Concept, Refused
from ..resolving import default_concept, meant, ranked_by, target_of, targets
from .change import completion
from .figure import told
from .listing import all_projects, class_rows

_LEAST = re.compile("最少|最低|最小|lowest|least|smallest|fewest")
_RATE = re.compile("增幅|降幅|增长率|涨幅|增长|涨得|降得|增得")
_BUDGET = re.compile(
    "预算执行|比(年初)?预算|比年初|超[出过]?了?(年初)?预算|预算[和与跟]决算|决算[和与跟]预算|预决算"
)
_MOST_RANKED = 10


def compare_bodies(question: Question, sources: Sequence[Source], concepts: Concepts) -> Answer:
    """One figure of several bodies side by side, with the difference where there are two."""
    if _RATE.search(question.plain):
        return _rates(question, sources)
    found: list[tuple[Source, Target]] = []
    missing: list[str] = []
    for source in sources:
        try:
            found.append((source, targets(question, source, concepts)[0]))
        except Refused as refused:
            missing.append(f"{refused.kind}：{refused}")
    if not found:
        raise Refused(NOT_PUBLISHED, "；".join(missing))
    rows = sorted(found, key=lambda one: -one[1].figures[0].value)
    name = rows[0][1].concept.name
    words = [f"{source.named}{told(target.figures[0])}" for source, target in rows]
    text = f"{name}：" + "；".join(words) + "。"
    value, unit = rows[0][1].figures[0].value, rows[0][1].figures[0].unit
    if len(rows) == 2:
        apart = round(value - rows[1][1].figures[0].value, 6)
        text += f"{rows[0][0].named}多{printed(apart)}{unit}。" if apart else "两者相同。"
        if question.has("多多少|少多少|差多少|相差|差额|高多少|低多少"):
            value = apart
        elif question.has("(谁|哪个|哪家).*(少|低)"):
            value = rows[1][1].figures[0].value
    text += _scopes([source for source, _ in rows]) + "".join(missing)
    marked = tuple(mark for source, target in rows for mark in marks(source, target.figures))
    text += "".join(f"核对：{mark}。" for mark in marked)
    evidence = tuple(
        source.evidence(target.figures[0].line, target.figures[0].quote) for source, target in rows
    )
    kind = "value" if len(rows) == 2 else "list"
    return Answer(kind, text, value, unit, evidence, marked)  # type: ignore[arg-type]


def _scopes(sources: Sequence[Source]) -> str:
    """What makes figures not quite alike: other years, other scopes."""
    scopes = {source.scope for source in sources}
    out = ""
    if len({source.year for source in sources}) > 1:
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
    text += "".join(f"核对：{mark}。" for mark in marked)
    value = apart if question.has("差|多多少|少多少|多少钱") else first.value
    evidence = tuple(source.evidence(one.line, one.quote) for one in (first, second))
    return Answer("value", text, value, first.unit, evidence, marked)


def _named(target: Target) -> str:
    kind = {"project": "项目", "item": "科目"}.get(target.concept.kind, "")
    return f"{kind}“{target.concept.name}”" if kind else target.concept.name


def _pair(question: Question, source: Source) -> list[Target]:
    concepts = list(question.concepts)
    if {"项目", "科目"} <= question.flags and question.rest:
        each = [meant(replace(question, flags=frozenset({flag})), source)[:1] for flag in ("科目", "项目")]
        concepts = [one for found in each for one in found]
    return [target_of(replace(question, flags=frozenset()), source, concept) for concept in concepts]


def _against_budget(question: Question, source: Source) -> Answer:
    concept = next(iter(meant(question, source)), None)
    if concept is None or concept.key == "expenditure_total":
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
        f"{way}{printed(abs(apart))}万元{rate}。" + "".join(f"核对：{mark}。" for mark in marked)
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


def rank_bodies(question: Question, sources: Sequence[Source], concepts: Concepts) -> Answer:
    """All bodies by one figure, the most first, or the least where that is asked."""
    if question.rest:
        raise Refused(NOT_PUBLISHED, f"公布的内容里没有可以排序的“{'、'.join(question.rest)}”。")
    concept = next(iter(question.concepts), None) or ranked_by(question)
    found: list[tuple[Source, Figure]] = []
    for source in sources:
        try:
            figure = target_of(replace(question, flags=frozenset()), source, concept).figures[0]
        except Refused:
            continue
        found.append((source, figure))
    if not found:
        raise Refused(NOT_PUBLISHED, f"没有部门公布“{concept.name}”。")
    least = _LEAST.search(question.plain) is not None
    found.sort(key=lambda one: one[1].value if least else -one[1].value)
    words = "；".join(
        f"{number}. {source.named}{told(figure)}"
        for number, (source, figure) in enumerate(found[:_MOST_RANKED], start=1)
    )
    first, figure = found[0]
    notes = target_of(replace(question, flags=frozenset()), first, concept).notes
    text = (
        f"{concept.name}最{'少' if least else '多'}的是{first.named}，{told(figure)}（{figure.origin}第{figure.line}行）。"
        + "".join(f"{note}。" for note in notes)
        + f"共{len(found)}个部门年度：{words}。{_scopes([source for source, _ in found])}"
    )
    marked = marks(first, [figure])
    text += "".join(f"核对：{mark}。" for mark in marked)
    evidence = tuple(source.evidence(one.line, one.quote) for source, one in found[:_MOST_RANKED])
    return Answer("value", text, figure.value, figure.unit, evidence, marked)


def rank_within(question: Question, source: Source, concepts: Concepts) -> Answer:
    """The largest project, the largest class, or the one furthest over its budget."""
    least = _LEAST.search(question.plain) is not None
    if question.has("超[出过]?了?(年初)?预算|超支|超"):
        return _over_budget(source)
    if question.has("执行率|完成率"):
        return _by_rate(source, least)
    if question.has("项目") or any(one.key == "project_expenditure" for one in question.concepts):
        column, what = ("budget", "预算数") if "预算" in question.flags else ("executed", "执行数")
        rows = [
            (row["name"], row[column], row["line"]) for row in all_projects(source) if row[column] is not None
        ]
    else:
        rows, what = list(class_rows(source)), "支出"
    if not rows:
        raise Refused(NOT_PUBLISHED, f"{source.named}没有可以排序的数。")
    rows.sort(key=lambda row: row[1] if least else -row[1])
    words = "；".join(
        f"{number}. {name}{printed(amount)}万元（第{line}行）"
        for number, (name, amount, line) in enumerate(rows[:5], start=1)
    )
    text = f"{source.named}{what}最{'小' if least else '大'}的是{rows[0][0]}，{printed(rows[0][1])}万元。前几位：{words}。"
    evidence = tuple(source.evidence(line, name) for name, _, line in rows[:5])
    return Answer("value", text, rows[0][1], "万元", evidence)


def _by_rate(source: Source, least: bool) -> Answer:
    """The projects whose budget was carried out furthest, or least."""
    rows = [(row["name"], row["pct"], row["line"]) for row in all_projects(source) if row["pct"] is not None]
    if not rows:
        raise Refused(NOT_PUBLISHED, f"{source.named}没有公布项目的执行率。")
    rows.sort(key=lambda row: row[1] if least else -row[1])
    words = "；".join(f"{name}{printed(rate)}%（第{line}行）" for name, rate, line in rows[:5])
    text = f"{source.named}执行率最{'低' if least else '高'}的项目：{words}。"
    evidence = tuple(source.evidence(line, name) for name, _, line in rows[:5])
    return Answer("value", text, rows[0][1], "%", evidence)


def _over_budget(source: Source) -> Answer:
    sql = "SELECT * FROM execution_items WHERE disclosure_id = ?1 AND initial_budget > 0 AND final > 0"
    rows = [
        (
            row["item"] or row["section"] or row["class"],
            row["initial_budget"],
            row["final"],
            row["completion_pct"],
            row["source_line"],
        )
        for row in source.rows(sql)
    ]
    if not rows:
        raise Refused(NOT_PUBLISHED, f"{source.named}没有公布各科目的年初预算与决算。")
    rows.sort(key=lambda row: -row[2] / row[1])
    name, budget, final, printed_rate, line = rows[0]
    rate = printed_rate if printed_rate is not None else round(final / budget * 100, 1)
    text = (
        f"{source.named}超出年初预算最多的是{name}：年初预算{printed(budget)}万元，决算{printed(final)}万元，"
        f"完成{printed(rate)}%（第{line}行）。年初预算为零的没有比率，未列入。"
    )
    return Answer("value", text, rate, "%", (source.evidence(line, name),))
