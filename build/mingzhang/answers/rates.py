"""How far a budget was carried out: 执行率, 完成年初预算的百分之几."""

from __future__ import annotations

import re

from ..catalogue.metrics import METRICS
from ..search.documents.facts import printed
from .asking import Question
from .printed_figures import Figure, Source, Target, execution_rows, metric_figures, project_rows
from .records import Concept

_RATE = re.compile(
    "(执行|完成)(预算)?(率|进度)|完成.{0,8}预算的?.{0,4}(百分之|多少|几成|几|比例)|预算[^多几,，、]{0,4}(完成|执行)了?(百分之|多少|几成)"
)
_WHOLE = ("general_budget_initial", "general_budget_annual", "expenditure_total")
"""What stands for the budget of all that is spent: the prose prints its rate for 一般公共预算财政拨款支出."""
_KNOWN = frozenset(one.id for one in METRICS)


def asks_of_rates(question: Question) -> bool:
    """Whether a question asks how far a budget was carried out."""
    return _RATE.search(question.plain) is not None


def asks_rates_of_projects(question: Question) -> bool:
    """Whether it asks so of all projects."""
    named = question.concepts or question.rest
    return "项目" in question.flags and not named and asks_of_rates(question)


def of_the_account(concept: Concept) -> Concept:
    """The final figure whose budget is asked for: how far 三公经费预算 was carried out is asked of 三公经费."""
    if concept.key in _WHOLE:
        return Concept("metric", "general_budget_expenditure", "一般公共预算财政拨款支出")
    key = f"{concept.key.removesuffix('_budget')}_final"
    known = concept.kind == "metric" and concept.key.endswith("_budget") and key in _KNOWN
    return Concept("metric", key, concept.name.removesuffix("预算")) if known else concept


def rates(source: Source, concept: Concept) -> Target:
    """How far a budget was carried out, as printed."""
    concept = of_the_account(concept)
    if concept.kind == "project":
        rows = project_rows(source, concept.name)
        found = [(row["pct"], row["origin"], row["source_line"], row["name"]) for row in rows]
    elif concept.kind == "item":
        rows = execution_rows(source, concept)
        found = [(row["completion_pct"], "正文", row["source_line"], row["quote"] or "") for row in rows]
    else:
        figures = metric_figures(source, f"{concept.key}_completion_pct")
        found = [(one.value, one.origin, one.line, one.quote) for one in figures]
    figures = [
        Figure(rate, "%", origin, line, quote) for rate, origin, line, quote in found if rate is not None
    ]
    notes: list[str] = []
    if concept.kind == "metric" and not figures:
        figures, notes = _computed_rate(source, concept)
    of_initial = concept.key == "general_budget_expenditure"
    name = f"{concept.name}{'完成年初预算的比率' if of_initial else '执行率'}"
    return Target(Concept(concept.kind, concept.key, name), figures, notes)


def _computed_rate(source: Source, concept: Concept) -> tuple[list[Figure], list[str]]:
    """The rate by our own arithmetic, where one final figure and one budget are printed; and that it is so."""
    budgets = [
        f"{concept.key.removesuffix('_final')}_budget",
        f"{concept.key.removesuffix('_expenditure')}_initial",
    ]
    final = metric_figures(source, concept.key)
    budget = next((found for key in budgets if (found := metric_figures(source, key))), [])
    values = [{one.value for one in figures} for figures in (final, budget)]
    if [len(found) for found in values] != [1, 1] or not budget[0].value:
        return [], []
    rate = round(final[0].value / budget[0].value * 100, 2)
    told = f"原文没有印这个比率，按{printed(final[0].value)}÷{printed(budget[0].value)}推算"
    return [Figure(rate, "%", "推算，", final[0].line, final[0].quote)], [told]
