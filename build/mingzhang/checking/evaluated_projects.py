"""Project summaries and self-evaluation forms as figures, and which of them are of one project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ..classification import name_key
from ..model import EvaluationForm, Indicator, Project, Row
from .context import RuleContext
from .figures import Figure, Subject, in_yuan
from .references import completion_trials
from .trials import Trial

_YEAR = re.compile(r"20[0-9]{2}年?度?")
_FALL = re.compile("(?:同比|比上年|率)(?:下降|降低|减少)$")
_RATE = re.compile(r"[≥>]?([0-9]{1,3}(?:\.[0-9]{1,2})?)%")
_REASON_HEAD = re.compile("原因|措施|备注|说明")
_LEAST_REASON = 4
"""Characters of the shortest reason."""
_COMMON = ("项目", "绩效自评", "工作经费", "经费")
"""Words that a project's name has at one place and lacks at another."""


def project_figure(project: Project, column: str) -> Figure:
    """The `budget`, `executed` or `rate` of a project summary."""
    value = {"budget": project.budget, "executed": project.executed, "rate": project.completion_pct}[column]
    label = {"budget": "全年预算数", "executed": "执行数", "rate": "完成率"}[column]
    unit = "%" if column == "rate" else "万元"
    place = f"项目综述“{short_name(project.name)}”{label}"
    return Figure(
        Subject("project", project_key(project.name), "", column),
        value,
        place,
        project.source_line,
        unit=unit,
        doubtful=in_yuan(value),
    )


def form_figure(form: EvaluationForm, column: str) -> Figure:
    """The `budget`, `executed` or `rate` of a self-evaluation form."""
    value = {"budget": form.budget, "executed": form.executed, "rate": form.execution_pct}[column]
    label = {"budget": "预算数", "executed": "执行数", "rate": "执行率"}[column]
    unit = "%" if column == "rate" else "万元"
    place = f"自评表“{short_name(form.name)}”{label}"
    return Figure(
        Subject("form", project_key(form.name) or form.kind, "", column),
        value,
        place,
        form.source_line,
        unit=unit,
        doubtful=in_yuan(value),
    )


def fell_short(indicator: Indicator) -> bool:
    """Whether an indicator was not reached; of what is to fall by 27 % a fall of 7 % is less than was aimed at."""
    if indicator.met is not None or not _FALL.search(indicator.level3):
        return indicator.met is False
    target, actual = (
        _RATE.fullmatch((words or "").strip()) for words in (indicator.target, indicator.actual)
    )
    return bool(target and actual and Decimal(actual[1]) < Decimal(target[1]))


class ScoreColumns(NamedTuple):
    """Where a form prints the scores of its indicators and, to the right of them, its reasons."""

    score: int
    width: int


def score_columns(cells: Sequence[str]) -> ScoreColumns | None:
    """The columns that a header row names: 分值, 得分, then 偏差原因, 备注; None where no reasons follow."""
    if "得" not in "".join(cells):
        return None
    heads = ["".join(cell[:20].split()) for cell in cells]
    if "得分" not in heads or "分值" not in heads:
        return None
    score = heads.index("得分")
    reasons = any(_REASON_HEAD.search(head) for head in heads[score + 1 :])
    return ScoreColumns(score, len(heads)) if reasons else None


def reason_beside(rows: Sequence[Row], line: int) -> bool:
    """Whether the row of an indicator gives a reason in the form's column of reasons."""
    columns: ScoreColumns | None = None
    for row in rows:
        columns = score_columns(row.cells) or columns
        if row.line == line and columns is not None and len(row.cells) == columns.width:
            return any(len(cell.strip()) >= _LEAST_REASON for cell in row.cells[columns.score + 1 :])
    return False


def outcome_line(indicator: Indicator) -> int:
    """The line of an indicator's outcome: where it was read from another print of the form, the line there."""
    repaired = [repair.line for repair in indicator.repairs if repair.column == "actual" and repair.line]
    return repaired[0] if repaired else indicator.source_line


def short_name(name: str) -> str:
    """The name, cut where it is long."""
    return name if len(name) <= 24 else name[:23] + "…"


def form_rate(form: EvaluationForm) -> Iterator[Trial]:
    """The execution rate of a form against its amounts."""
    if form.execution_pct is not None and form.budget is not None and form.executed is not None:
        rate, executed, budget = (form_figure(form, c) for c in ("rate", "executed", "budget"))
        yield from completion_trials(rate, executed, budget)


def matched(
    listed: tuple[Project, ...], forms: Sequence[EvaluationForm]
) -> Iterator[tuple[Project, EvaluationForm]]:
    """Summaries and forms of one project: by the same name, else where one name holds the other and only one does."""
    free = list(forms)
    for project in listed:
        key = project_key(project.name)
        same = [form for form in free if project_key(form.name) == key]
        if not same and len(key) >= 4:
            same = [
                form for form in free if key in project_key(form.name) or _inside(project_key(form.name), key)
            ]
        if not same:
            same = [form for form in free if _core(form.name) == _core(project.name)]
        if len(same) == 1:
            free.remove(same[0])
            yield project, same[0]


def _core(name: str) -> str:
    """专项 of 专项工作经费 and of 专项工作."""
    return project_key(name).replace("工作", "")


def _inside(shorter: str, longer: str) -> bool:
    return len(shorter) >= 4 and shorter in longer


@lru_cache(maxsize=4096)
def project_key(name: str) -> str:
    """A project's name without its year and the words that come and go."""
    key = _YEAR.sub("", name_key(name))
    for word in _COMMON:
        key = key.replace(word, "")
    return key


def project_forms(context: RuleContext) -> list[EvaluationForm]:
    """The self-evaluation forms of projects."""
    return [form for form in context.disclosure.forms if form.kind == "project"]


def all_listed(context: RuleContext) -> bool:
    """Whether as many projects are listed as the prose counts."""
    counts = context.by_metric.get("performance_projects", [])
    return bool(counts) and int(counts[0].figure.amount) == len(context.disclosure.projects)
