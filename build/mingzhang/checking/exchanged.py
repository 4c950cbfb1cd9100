"""Budget and final figure of one item or project that stand in one another's place, put right for every rule but the one
that tells it: each of them would tell the same slip again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import msgspec

from ..model import Claim, Disclosure, ExecutionItem, Project
from .evaluated_projects import project_key
from .figures import CENT, HUNDRED, places

_GENERAL = 5


class Exchanged(NamedTuple):
    """What stands in one another's place: the sentence's record as printed, and the line that proves it."""

    record: ExecutionItem | Project
    proof_line: int | None


def put_right(disclosure: Disclosure) -> tuple[Disclosure, tuple[Exchanged, ...]]:
    """The disclosure with exchanged amounts where they belong, and what was exchanged. It takes two witnesses: the printed
    rate, and the figure as another place prints it."""
    found = (*_items(disclosure), *_projects(disclosure))
    if not found:
        return disclosure, ()
    wrong = {id(one.record) for one in found}
    items = tuple(
        replace(item, initial_budget=item.final, final=item.initial_budget) if id(item) in wrong else item
        for item in disclosure.execution_items
    )
    projects = tuple(
        replace(project, budget=project.executed, executed=project.budget)
        if id(project) in wrong
        else project
        for project in disclosure.projects
    )
    printed = {
        (one.record.initial_budget, one.record.final)
        for one in found
        if isinstance(one.record, ExecutionItem)
    }
    claims = tuple(
        _turned(claim) if (claim.first, claim.second) in printed else claim for claim in disclosure.claims
    )
    return replace(disclosure, execution_items=items, projects=projects, claims=claims), found


def _turned(claim: Claim) -> Claim:
    if claim.kind != "relation" or claim.second is None:
        return claim
    return msgspec.structs.replace(claim, first=claim.second, second=claim.first)


def _items(disclosure: Disclosure) -> tuple[Exchanged, ...]:
    """Items whose printed budget is what 公开05 has as their spending; where that is lost, those that are said to have spent
    less when more is printed, or the other way."""
    general = (statement for statement in disclosure.statements if statement.number == _GENERAL)
    rows = {row.code: row for statement in general for row in statement.rows if row.code}
    found = []
    for item in disclosure.execution_items:
        budget, final = item.initial_budget, item.final
        if budget is None or final is None or not _is_turned(budget, final, item.completion_pct):
            continue
        row = rows.get(item.code) if item.code else None
        spent = row.figures.get("total") if row is not None else None
        if spent is not None and abs(spent - budget) <= CENT:
            found.append(Exchanged(item, row.source_line if row is not None else None))
        elif not rows and _said(disclosure.claims, budget, final) == {"小于" if final > budget else "大于"}:
            found.append(Exchanged(item, None))
    return tuple(found)


def _said(claims: Sequence[Claim], budget: Decimal, final: Decimal) -> set[str]:
    """The words of size about these two figures."""
    return {c.how for c in claims if c.kind == "relation" and (c.first, c.second) == (budget, final)}


def _projects(disclosure: Disclosure) -> tuple[Exchanged, ...]:
    """Projects whose form has the two amounts the other way round."""
    turned = [p for p in disclosure.projects if _is_turned(p.budget, p.executed, p.completion_pct)]
    if not turned:
        return ()
    forms = {project_key(form.name): form for form in disclosure.forms}
    matching = ((project, forms.get(project_key(project.name))) for project in turned)
    return tuple(
        Exchanged(project, form.source_line)
        for project, form in matching
        if form is not None and (form.budget, form.executed) == (project.executed, project.budget)
    )


def _is_turned(budget: Decimal | None, final: Decimal | None, rate: Decimal | None) -> bool:
    """Whether a rate is that of the budget to the final figure and not, as it should be, the other way."""
    if not budget or not final or not rate or budget == final:
        return False
    step = Decimal(1).scaleb(-places(rate))
    return abs(budget / final * HUNDRED - rate) <= step < abs(final / budget * HUNDRED - rate)
