"""Which figure of a disclosure a question means: a metric, an item of the classification, a project, or words of the prose."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from ..catalogue.metrics import metric
from ..search.documents.facts import printed
from ..search.language.normal import normalise
from .asking import Question
from .concepts import Concepts
from .printed_figures import (
    Figure,
    Source,
    Target,
    holds_most,
    item_figures,
    metric_figures,
    project_names,
    project_rows,
    short_project,
    summary_figures,
    why_nothing,
)
from .prose_figures import prose_target
from .rates import asks_of_rates, rates
from .records import CHOOSE, Concept, Refused

_SHORTEST = 3
_ITEM_CODE = 7  # digits
_SPENDING = re.compile("花|用|支出|开支|钱|费|预算|决算|收入|总|spen[dt]|cost|total|budget|revenue|income")
_NOT_SPENDING = re.compile(
    "项目|科目|绩效|目标|人数|人次|批次|率|平均|指标|单位|类|之和|团组|分数|得分|多少分|几分"
)
_ITEMS = """SELECT item FROM execution_items WHERE disclosure_id = ?1
    UNION SELECT item FROM basic_expenditure_by_economic_item WHERE disclosure_id = ?1 AND amount IS NOT NULL AND level > 0
    UNION SELECT item FROM expenditure_by_function WHERE disclosure_id = ?1 AND total IS NOT NULL AND level = 3"""
_INITIAL = ("general_budget_initial", "performance_overall_initial", "fiscal_appropriation_initial")


def targets(question: Question, source: Source, concepts: Concepts) -> list[Target]:
    """What a question means in one disclosure. Raises `Refused` where it is not known, not one, or not published."""
    return [find() for find in finders(question, source, concepts)]


def finders(question: Question, source: Source, concepts: Concepts) -> list[Callable[[], Target]]:
    """What a question means in one disclosure, each to be looked up; looking up raises `Refused` as `targets` does."""
    found = meant(question, source)
    if not found and not question.rest:
        found = [_default(question, source)]
        if question.has("收入.{0,6}支出|支出.{0,6}收入"):
            found = both_sides()
    if not found:
        return [lambda: prose_target(question, source)]
    out: list[Callable[[], Target]] = []
    for concept in found:
        if _wants_budget(question) and concept.kind == "metric" and not _is_budget(concept):
            budget = concepts.budgets.get(concept.key)
            concept = Concept("metric", budget, f"{concept.name}预算") if budget else concept
        concept = _of_the_full_year(question, concept)
        out.append(partial(_with_items, question, source, concept, concepts))
    return out


def _of_the_full_year(question: Question, concept: Concept) -> Concept:
    """全年预算 is another figure than 年初预算 where the document prints both."""
    if concept.key == _INITIAL[0] and question.has("全年预算|调整预算|调整后预算"):
        return Concept("metric", "general_budget_annual", "一般公共预算财政拨款支出全年预算")
    return concept


def _wants_budget(question: Question) -> bool:
    return bool({"预算", "年初"} & question.flags) and not asks_of_rates(question)


def _with_items(question: Question, source: Source, concept: Concept, concepts: Concepts) -> Target:
    """A metric's figures, or where it has none those of the item of the same name (会议费 in 公开06表)."""
    try:
        return target_of(question, source, concept)
    except Refused:
        alike = concepts.by_word.get(normalise(concept.name), ())
        items = [one for one in alike if one.kind == "item"]
        if concept.kind == "item" and (project := _project_typed(question, source, concept)):
            return project
        if concept.kind != "metric" or not items or metric(concept.key).cell:
            raise
        return target_of(question, source, items[0])


def _project_typed(question: Question, source: Source, concept: Concept) -> Target | None:
    """The one project whose name holds the words typed, where the item they also mean has no figure: 环卫."""
    words = [word for word in question.phrases if word != normalise(concept.name)]
    if "科目" in question.flags or len(words) != 1 or len(question.concepts) != 1:
        return None
    found = [one for one in _by_part((words[0],), source, question) if one.kind == "project"]
    return _project(question, source, found[0]) if len(found) == 1 else None


def asks_of_money(question: Question) -> bool:
    """Whether a question that names no figure may mean what is spent, received or planned in all."""
    return bool(_SPENDING.search(question.plain)) and not _NOT_SPENDING.search(question.plain)


def _default(question: Question, source: Source) -> Concept:
    """What is spent in all, where a question says nothing that could mean something else."""
    if question.has(r"\d"):  # 2.37万元是什么钱 asks for no total
        raise Refused(CHOOSE, f"问题里写了数字，没有看出要问{source.named}的哪一个数。")
    if not asks_of_money(question) and not asks_of_rates(question):
        raise Refused(CHOOSE, f"没有看出要问{source.named}的哪一个数。")
    return default_concept(question)


def both_sides() -> list[Concept]:
    """What 收入和支出 ask for."""
    return [
        Concept("metric", "revenue_total", "本年收入合计"),
        Concept("metric", "expenditure_total", "本年支出合计"),
    ]


def default_concept(question: Question) -> Concept:
    """What 花了多少 asks for where nothing else is named."""
    if question.has("收入"):
        return Concept("metric", "revenue_total", "本年收入合计")
    if "预算" in question.flags:
        return Concept("metric", _INITIAL[0], "年初预算")
    return Concept("metric", "expenditure_total", "本年支出合计")


def ranked_by(question: Question) -> Concept:
    """What bodies are ranked by where no figure is named: how many projects, else how much was spent."""
    if "项目" in question.flags:
        return Concept("metric", "performance_projects", "自评项目")
    if not asks_of_money(question):
        raise Refused(CHOOSE, "没有看出要按哪一个数排序；可以问“哪个街道三公经费最高”。")
    return default_concept(question)


def _is_budget(concept: Concept) -> bool:
    return concept.key.endswith(("_budget", "_initial")) or "_capital_" in concept.key


def meant(question: Question, source: Source) -> list[Concept]:
    """The concepts a question names; those its unexplained pieces are part of the name of."""
    whole = _whole_projects(question, source)
    if whole and "科目" not in question.flags:
        return whole
    if not question.rest:
        return list(question.concepts)
    apart = [word for word in question.phrases if word not in question.rest]
    if apart and not question.flags & {"科目", "项目"}:
        raise Refused(CHOOSE, f"问了“{apart[0]}”和“{question.rest[0]}”，不知道后者指什么；请分开来问。")
    found = _by_part(question.rest, source, question)
    if len(found) > 1:
        kinds = "科目" if "科目" in question.flags else "项目" if "项目" in question.flags else None
        if kinds:
            found = [one for one in found if (one.kind == "project") == (kinds == "项目")] or found
    if [one.kind for one in found] in (["project", "item"], ["item", "project"]):
        return found
    if len({short_project(one.name) for one in found}) > 1:
        names = tuple(dict.fromkeys(one.name for one in found))
        listed = "、".join(names[:8])
        raise Refused(CHOOSE, f"{source.named}里有几项与“{question.rest[0]}”有关：{listed}。请选择。", names)
    return found[:1]


def _whole_projects(question: Question, source: Source) -> list[Concept]:
    """Projects whose whole name stands in the question, the longest."""
    plain = question.plain.replace("的", "")
    names = {short_project(name): name for name in project_names(source)}
    inside = sorted((short for short in names if len(short) > _SHORTEST and short in plain), key=len)
    if not inside:
        return []
    longest = inside[-1]
    if any(piece.replace("的", "") not in longest for piece in question.rest):
        return []
    if any(len(word) > len(longest) for word in question.phrases):
        return []
    return [Concept("project", longest, names[longest])]


def _by_part(pieces: tuple[str, ...], source: Source, question: Question) -> list[Concept]:
    """Projects and items whose names hold all unexplained pieces."""
    wanted = [piece.replace("的", "") for piece in pieces]
    if any(len(piece) < 2 for piece in wanted):
        return []
    found = [
        Concept("project", short_project(name), name)
        for name in project_names(source)
        if all(holds_most(short_project(name), piece) for piece in wanted)
    ]
    unlike = _unlike(found)
    items = {
        row["item"]
        for row in source.rows(_ITEMS)
        if row["item"] and all(piece in normalise(row["item"]) for piece in wanted)
    }
    if len(unlike) == 1 and "科目" not in question.flags and ("项目" in question.flags or not items):
        return unlike
    return [*unlike, *(Concept("item", "", item) for item in sorted(items))]


def _unlike(found: list[Concept]) -> list[Concept]:
    """Projects without those whose name another one's begins or holds: a summary and its form."""
    unlike: dict[str, Concept] = {}
    for one in found:
        alike = next((key for key in unlike if key in one.key or one.key in key), None)
        if alike is None or len(one.key) < len(alike):
            unlike.pop(alike or "", None)
            unlike[one.key] = one
    return list(unlike.values())


def target_of(question: Question, source: Source, concept: Concept) -> Target:
    """A concept with its figures. Raises `Refused` where there is none."""
    reader: dict[str, Callable[[], Target]] = {
        "metric": lambda: _metric(question, source, concept),
        "item": lambda: _item(question, source, concept),
        "project": lambda: _project(question, source, concept),
    }
    target = rates(source, concept) if asks_of_rates(question) else reader[concept.kind]()
    if not target.figures:
        raise why_nothing(source, concept)
    return target


def _metric(question: Question, source: Source, concept: Concept) -> Target:
    figures = metric_figures(source, concept.key) or summary_figures(source, metric(concept.key).zh)
    if concept.key == _INITIAL[0] and concept.name == "年初预算":
        for other in _INITIAL[1:]:
            figures += metric_figures(source, other)
        sql = "SELECT budget, source_line FROM evaluation_forms WHERE disclosure_id = ?1 AND kind = 'overall'"
        figures += [
            Figure(row["budget"], "万元", "整体自评表", row["source_line"], "部门整体支出绩效自评表 预算数")
            for row in source.rows(sql)
            if row["budget"] is not None
        ]
    if concept.key == "basic_expenditure":
        figures += metric_figures(source, "general_budget_basic")
    notes = []
    if concept.key == "vehicles_count":
        notes = [
            f"其中开支财政拨款的公务用车保有量{printed(one.value)}辆（第{one.line}行），两个口径不同"
            for one in metric_figures(source, "vehicles_held")
        ]
    return Target(concept, figures, notes[:1])


def _item(question: Question, source: Source, concept: Concept) -> Target:
    if _wants_budget(question):
        rows = source.rows("SELECT * FROM execution_items WHERE disclosure_id = ?1")
        from .printed_figures import is_item

        figures = [
            Figure(row["initial_budget"], "万元", "正文", row["source_line"], row["quote"] or "")
            for row in rows
            if row["initial_budget"] is not None
            and is_item(concept, row["code"], row["item"] or row["section"] or row["class"] or "")
        ]
        return Target(Concept("item", concept.key, f"{concept.name}年初预算"), figures)
    column = "basic" if question.has("基本支出") else "project" if question.has("项目支出") else None
    figures = item_figures(source, concept, column)
    return Target(concept, figures, items=_items_of_one_name(concept, figures))


def _items_of_one_name(concept: Concept, figures: list[Figure]) -> tuple[str, ...]:
    """The items that bear one name with figures of their own: 一般行政管理事务 of one section and of another; else none."""
    by_code: dict[str, float] = {}
    for one in figures:
        if len(one.code) == _ITEM_CODE and one.origin != "公开02表":
            by_code.setdefault(one.code, one.value)
    if len(set(by_code.values())) < 2:
        return ()
    return tuple(f"{concept.name}（{code}）{printed(value)}万元" for code, value in by_code.items())


def _project(question: Question, source: Source, concept: Concept) -> Target:
    budget = _wants_budget(question) and not question.has("执行")
    column = "budget" if budget else "executed"
    figures, notes = [], []
    for row in project_rows(source, concept.name):
        if row[column] is None:
            continue
        label = "预算数" if budget else "执行数"
        if question.has("预算.{0,6}(执行|花|用|决算|支出)") and row["budget"] is not None:
            notes.append(f"预算数{printed(row['budget'])}万元（第{row['source_line']}行）")
        quote = f"{row['name']} {label} {printed(row[column])}"
        figures.append(Figure(row[column], "万元", row["origin"], row["source_line"], quote))
        if row["pct"] is not None:
            notes.append(f"执行率{printed(row['pct'])}%")
    return Target(concept, figures, list(dict.fromkeys(notes))[:2])
