"""Cells of a form that extraction lost, put back where the document prints them a second time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ...layout.form_words import label
from ...model import EvaluationForm, Indicator, Project, Repair
from .targets import is_met

_PUNCTUATION = str.maketrans("", "", ",，.。、;；“”\"'")


def _key(name: str) -> str:
    return label(name).translate(_PUNCTUATION)


def with_cells_of(kept: Sequence[Indicator], again: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """The indicators of a print, their lost targets and outcomes from another print of the same form.

    Only where both prints have one indicator of that name, and what both print of it is the same.
    """
    others = _once(again)
    own = _once(kept)
    return tuple(
        _filled(indicator, others.get(key)) if key in own else indicator
        for indicator in kept
        for key in (_key(indicator.level3),)
    )


def _once(indicators: Iterable[Indicator]) -> dict[str, Indicator]:
    named = [(_key(indicator.level3), indicator) for indicator in indicators]
    times = Counter(key for key, _ in named)
    return {key: indicator for key, indicator in named if times[key] == 1}


def _filled(indicator: Indicator, other: Indicator | None) -> Indicator:
    if other is None or (indicator.target and indicator.actual):
        return indicator
    if not (_agree(indicator.target, other.target) and _agree(indicator.actual, other.actual)):
        return indicator
    target, actual = indicator.target or other.target, indicator.actual or other.actual
    line = other.source_line
    repairs = [
        Repair("lost_cell", column=column, value=after, proof="other_print", line=line)
        for column, before, after in (
            ("target", indicator.target, target),
            ("actual", indicator.actual, actual),
        )
        if before != after
    ]
    if not repairs:
        return indicator
    return replace(
        indicator,
        target=target,
        actual=actual,
        met=is_met(target, actual, indicator.level3),
        repairs=(*indicator.repairs, *repairs),
    )


def _agree(one: str | None, other: str | None) -> bool:
    return not one or not other or label(one) == label(other)


def with_amounts_of(
    forms: Sequence[EvaluationForm], projects: Sequence[Project]
) -> tuple[EvaluationForm, ...]:
    """The forms, an executed amount that was lost from the summary of the same project: of its name and budget, and
    its amounts give the rate that the form prints."""
    by_name: dict[str, list[Project]] = {}
    for project in projects:
        by_name.setdefault(_key(project.name), []).append(project)
    return tuple(_with_amount(form, by_name.get(_key(form.name), ())) for form in forms)


def _with_amount(form: EvaluationForm, projects: Sequence[Project]) -> EvaluationForm:
    if form.executed is not None or not form.budget or form.execution_pct is None or len(projects) != 1:
        return form
    (project,) = projects
    if project.executed is None or project.budget != form.budget:
        return form
    if abs(project.executed / form.budget * 100 - form.execution_pct) >= 1:
        return form
    found = str(project.executed)
    repair = Repair(
        "lost_cell", column="executed", value=found, proof="project_summary", line=project.source_line
    )
    return replace(form, executed=project.executed, repairs=(repair,))
