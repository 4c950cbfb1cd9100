"""Who most, who least: bodies by a figure, its share, its change or how far its budget was carried out; what of one body."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ...search.documents.facts import printed
from ..asking import Question
from ..concepts import Concepts
from ..printed_figures import Figure, Source, marks, marks_said, metric_figures
from ..rates import asks_of_rates, of_the_account
from ..records import CHOOSE, EMPTY, NOT_PUBLISHED, Answer, Concept, Refused
from ..resolving import ranked_by, target_of
from .figure import told
from .listing import class_rows, economic
from .projects_asked import all_projects
from .shares import divided, share
from .side_by_side import LEAST, scopes_of

_MOST_RANKED = 10
_NONE = re.compile("没有|没花|为零|为0|是零|是0|零")
_PLACES = "一二三四五六七八九十"
_PLACE = re.compile(f"(?:第|排第|倒数第)([{_PLACES}]|[1-9])")
_FIRST = re.compile(f"前([{_PLACES}两]|[2-9]|10)")
_IN_ALL = re.compile("一共|合计|总共|加起来|总和|共(?!产|同)")
_RATE_OF_CHANGE = re.compile("增幅|降幅|涨幅|增长率|增长|增速|幅度")
_CHANGE = re.compile("增加|减少|增减|涨|降|变化|下降|上升|[比较](上|去)年|同比")
_FALL = re.compile("降|减|下降|跌|更少|少花|花得少|少了")
_SHARE = "占|比重|比例|share|percentage|proportion"
Ranked = tuple[Source, Figure]


def asks_of_a_facet(question: Question) -> bool:
    """Whether bodies are to be set side by side by a share, or by how far budgets were carried out, not by a figure."""
    return bool(question.concepts) and (question.has(_SHARE) or asks_of_rates(question))


def rank_bodies(question: Question, sources: Sequence[Source], concepts: Concepts) -> Answer:
    """All bodies by one figure, the most first, or the least where that is asked; those that spent nothing, where that is."""
    if question.rest:
        raise Refused(NOT_PUBLISHED, f"公布的内容里没有可以排序的“{'、'.join(question.rest)}”。")
    concept = next(iter(question.concepts), None) or ranked_by(question)
    if (
        "预算" in question.flags
        and not asks_of_rates(question)
        and (budget := concepts.budgets.get(concept.key))
    ):
        concept = Concept("metric", budget, f"{concept.name}预算")
    name, read = _ranked_figure(replace(question, flags=frozenset()), concept, concepts)
    found, without = [], []
    for source in sources:
        try:
            found.append((source, read(source)))
        except Refused as refused:
            without.append((source, refused))
    if question.kind == "list" and _NONE.search(question.plain):
        return _nothing_spent(name, found, without)
    if not found:
        raise Refused(NOT_PUBLISHED, f"没有部门公布“{name}”。")
    return _told(question, name, concept, found)


def _ranked_figure(
    question: Question, concept: Concept, concepts: Concepts
) -> tuple[str, Callable[[Source], Figure]]:
    """What bodies are ranked by, and how it is read: a figure, or the facet of it that the question asks for."""
    if question.has(_SHARE):
        of = f"占{question.whole[0].name}的比例" if question.whole else "占比"
        return concept.name + of, lambda source: _share(question, source, concept, concepts)
    if asks_of_rates(question):
        return f"{of_the_account(concept).name}的预算完成率", lambda source: target_of(
            question, source, concept
        ).figures[0]
    for pattern, facet, word in (
        (_RATE_OF_CHANGE, "_change_pct", "比上年的增减率"),
        (_CHANGE, "_change", "比上年的增减额"),
    ):
        if pattern.search(question.plain):
            return concept.name + word, lambda source, facet=facet: _facet(source, concept, facet)
    return concept.name, lambda source: target_of(question, source, concept).figures[0]


def _share(question: Question, source: Source, concept: Concept, concepts: Concepts) -> Figure:
    answer = share(replace(question, concepts=(concept,), phrases=()), source, concepts)
    place = answer.evidence[0]
    return Figure(answer.value or 0.0, answer.unit or "%", "正文", place.line, place.quote)


def _facet(source: Source, concept: Concept, facet: str) -> Figure:
    if not (figures := metric_figures(source, concept.key + facet)):
        raise Refused(NOT_PUBLISHED, f"{source.named}没有公布“{concept.name}”与上年相比的增减。")
    return figures[0]


def _told(question: Question, name: str, concept: Concept, found: list[Ranked]) -> Answer:
    falls = name.endswith(("增减率", "增减额")) and _FALL.search(question.plain) is not None
    least = (LEAST.search(question.plain) is not None) != falls
    found.sort(key=lambda one: one[1].value if least else -one[1].value)
    at = _place(question, len(found))
    words = "；".join(
        f"{number}. {source.named}{told(figure)}"
        for number, (source, figure) in enumerate(found[:_MOST_RANKED], start=1)
    )
    first, figure = found[at]
    notes = (
        target_of(replace(question, flags=frozenset()), first, concept).notes if name == concept.name else []
    )
    which = (
        f"排第{_PLACES[at]}"
        if at
        else f"最{'少' if least else '多'}"
        if name == concept.name
        else f"最{'低' if least else '高'}"
    )
    text = (
        f"{name}{which}的是{first.named}，{told(figure)}（{figure.origin}第{figure.line}行）。"
        + "".join(f"{note}。" for note in notes)
        + f"共{len(found)}个部门年度：{words}。{scopes_of([source for source, _ in found])}"
    )
    marked = marks(first, [figure])
    text += marks_said(marked)
    evidence = tuple(source.evidence(one.line, one.quote) for source, one in found[:_MOST_RANKED])
    return Answer("value", text, figure.value, figure.unit, evidence, marked)


def _place(question: Question, many: int) -> int:
    """Which place is asked for (第二, 排第三), from nought. Raises `Refused` where there are fewer."""
    found = _PLACE.search(question.plain)
    if not found:
        return 0
    at = int(found[1]) - 1 if found[1].isdigit() else _PLACES.index(found[1])
    if at >= many:
        raise Refused(NOT_PUBLISHED, f"只有{many}个可以排序，没有第{at + 1}个。")
    return at


def _nothing_spent(name: str, found: Sequence[Ranked], without: Sequence[tuple[Source, Refused]]) -> Answer:
    """The bodies whose figure is nought or whose table is empty; of the others it is said that nothing is known."""
    nought = [
        (source, f"{source.named}（{told(figure)}，第{figure.line}行）", figure.quote)
        for source, figure in found
        if not figure.value
    ]
    empty = [
        (source, f"{source.named}（空表）", str(refused))
        for source, refused in without
        if refused.kind == EMPTY
    ]
    unknown = [source.named for source, refused in without if refused.kind != EMPTY]
    some = [f"{source.named}{told(figure)}" for source, figure in found if figure.value]
    listed = "；".join(words for _, words, _ in [*nought, *empty]) or "没有"
    text = f"{name}为零或空表的：{listed}。" + (f"有数的：{'；'.join(some[:_MOST_RANKED])}。" if some else "")
    text += f"没有公布、不能算作零的：{'、'.join(unknown[:_MOST_RANKED])}。" if unknown else ""
    evidence = [source.evidence(figure.line, figure.quote) for source, figure in found[:_MOST_RANKED]]
    return Answer("list", text, evidence=tuple(evidence))


def _rows_to_rank(question: Question, source: Source) -> tuple[list[tuple[str, float, int | None]], str]:
    """Projects where these are asked for, else the classes of the year's expenditure; and what they are ranked by."""
    if question.has("项目") or any(one.key == "project_expenditure" for one in question.concepts):
        column, what = ("budget", "预算数") if "预算" in question.flags else ("executed", "执行数")
        rows = [
            (row["name"], row[column], row["line"]) for row in all_projects(source) if row[column] is not None
        ]
    else:
        rows, what = list(class_rows(source)), "支出"
    return rows, what


def rank_within(question: Question, source: Source, concepts: Concepts) -> Answer:
    """The largest project, the largest class, or the one furthest over its budget."""
    least = LEAST.search(question.plain) is not None
    if question.has("超[出过]?了?(年初)?预算|超支|超"):
        return _over_budget(source)
    if question.has("执行率|完成率"):
        return _by_rate(source, least)
    cost = next((one for one in question.concepts if one.key in ("public_cost", "personnel_cost")), None)
    if cost:
        return economic(source, cost.key == "public_cost")
    others = [one for one in question.concepts if one.key not in ("project_expenditure", "expenditure_total")]
    if others and not question.has("项目"):
        raise Refused(
            CHOOSE, f"没有看出要在{source.named}的什么里排序；可以问“哪个部门{others[0].name}最高”。"
        )
    rows, what = _rows_to_rank(question, source)
    if not rows:
        raise Refused(NOT_PUBLISHED, f"{source.named}没有可以排序的数。")
    rows.sort(key=lambda row: row[1] if least else -row[1])
    at = _place(question, len(rows))
    shown = rows[: max(5, at + 1)]
    words = "；".join(
        f"{number}. {name}{printed(amount)}万元（第{line}行）"
        for number, (name, amount, line) in enumerate(shown, start=1)
    )
    name, amount, _ = rows[at]
    which = f"排第{_PLACES[at]}" if at else f"最{'小' if least else '大'}"
    text = f"{source.named}{what}{which}的是{name}，{printed(amount)}万元。前几位：{words}。"
    evidence = tuple(source.evidence(line, name) for name, _, line in shown)
    answer = Answer("value", text, amount, "万元", evidence)
    return _reckoned(question, source, answer, rows, at)


def _reckoned(
    question: Question, source: Source, answer: Answer, rows: list[tuple[str, float, int | None]], at: int
) -> Answer:
    """With the sum of the first ones or the share of the one, by our own arithmetic, where that is asked for."""
    first = _FIRST.search(question.plain)
    if first and _IN_ALL.search(question.plain):
        number = int(first[1]) if first[1].isdigit() else _PLACES.index(first[1].replace("两", "二")) + 1
        total = round(sum(amount for _, amount, _ in rows[:number]), 6)
        told_here = f"前{min(number, len(rows))}项之和推算为{printed(total)}万元。"
        return replace(answer, text=answer.text + told_here, value=total)
    if question.has("占"):
        name, amount, line = rows[at]
        whole = metric_figures(source, question.whole[0].key if question.whole else "expenditure_total")
        figure = Figure(amount, "万元", "", line, name)
        part = divided(
            source, name, [figure], question.whole[0].name if question.whole else "本年支出合计", whole[:1]
        )
        if part is None:
            raise Refused(NOT_PUBLISHED, f"{source.named}没有公布算占比要用的数。")
        return replace(part, text=answer.text + part.text)
    return answer


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
