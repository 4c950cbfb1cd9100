"""What a reader must give back of a rendered document: every figure, item, project, form, task and term."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mingzhang.catalogue import statement_kind

from .document import Draft, draft, part_titles
from .elements import Text
from .execution import by_class
from .figures import percent
from .glossary import TERMS, functions_used
from .layouts import Damages, Layout
from .records import GENERAL, Department, Facts, IndicatorFact, Money, ProjectFact, TaskFact, totals
from .sections import section_titles, tells_items, tells_projects, tells_structure
from .statements import Line, class_sums
from .worn import worded

Cell = tuple[int, str, str, str, Decimal]
"""(statement, side or basis, code or item name, column, 万元)."""
_WORDY = 12
"""Paragraphs shorter than this are not looked for one by one."""


@dataclass(frozen=True, slots=True)
class FormExpected:
    """A self-evaluation form: `kind` overall or project."""

    kind: str
    name: str
    budget: Decimal
    executed: Decimal
    indicators: tuple[IndicatorFact, ...]


@dataclass(frozen=True, slots=True)
class ItemExpected:
    """An execution item; `code` is that of the 类 where the layout names classes only."""

    code: str
    initial: Decimal
    final: Decimal
    completion_pct: Decimal | None
    reason: str
    full_year: bool = False
    """Whether budget and rate are those of the full year."""


@dataclass(frozen=True, slots=True)
class Expected:
    """All that one document states. Texts compare without blanks and with brackets alike."""

    department: Department
    year: int
    statuses: tuple[str, ...]
    cells: tuple[Cell, ...]
    key_figures: tuple[tuple[str, Decimal], ...]
    structure: tuple[tuple[str, Decimal, Decimal], ...]
    execution: tuple[ItemExpected, ...]
    projects: tuple[ProjectFact, ...]
    forms: tuple[FormExpected, ...]
    tasks: tuple[TaskFact, ...]
    terms: tuple[str, ...]
    duties: tuple[str, ...]
    offices: tuple[str, ...]
    headings: tuple[str, ...]
    paragraphs: tuple[str, ...]


def in_wan(amount: Money) -> Decimal:
    """An amount in 万元."""
    return Decimal(amount) / 100


def expected(facts: Facts, layout: Layout, damages: Damages = frozenset()) -> Expected:
    """What must be read of `render(facts, layout, damages)`."""
    shown = draft(facts, layout, damages)
    general = facts.of(GENERAL)
    structure = tuple(
        (code, in_wan(amount), Decimal(percent(amount, facts.general, layout.growth_places)))
        for code, amount in class_sums(general).items()
    )
    return Expected(
        department=facts.department,
        year=facts.year,
        statuses=_statuses(facts, layout),
        cells=tuple(cell for number, lines in shown.rows.items() for cell in _cells(number, lines)),
        key_figures=tuple((s.metric, s.value) for s in shown.stated),
        structure=structure if tells_structure(layout) else (),
        execution=_execution(facts, layout) if tells_items(layout) else (),
        projects=facts.projects if tells_projects(layout) else (),
        forms=_forms(facts, layout) if layout.forms != "none" else (),
        tasks=facts.tasks if layout.tasks != "prose" and layout.parts == 6 else (),
        terms=_terms(facts),
        duties=facts.duties,
        offices=facts.offices,
        headings=(
            *part_titles(facts, layout),
            *(f"{facts.year}年度{t}" if layout.dated_headings else t for t in section_titles(layout)),
        ),
        paragraphs=_paragraphs(shown),
    )


def _statuses(facts: Facts, layout: Layout) -> tuple[str, ...]:
    money = {7: facts.of("government_fund"), 8: facts.of("state_capital")}
    there = "published" if layout.tables else "lost"
    return tuple("empty" if number in money and not money[number] else there for number in range(1, 10))


def _cells(number: int, lines: tuple[Line, ...]) -> list[Cell]:
    columns = statement_kind(number).columns
    return [
        (number, line.side or "", line.code or line.item, column, in_wan(amount))
        for line in lines
        for column, amount in zip(columns, line.amounts, strict=True)
        if amount is not None
    ]


def _execution(facts: Facts, layout: Layout) -> tuple[ItemExpected, ...]:
    if layout.execution == "classes":
        rows = [(code, a, b, reason) for code, _, a, b, reason in by_class(facts.of(GENERAL))]
    else:
        rows = [(s.function.code, s.initial, s.total, s.reason) for s in facts.of(GENERAL)]
    places = layout.growth_places
    return tuple(
        ItemExpected(
            code,
            in_wan(initial),
            in_wan(final),
            Decimal(percent(final, initial, places)) if initial else None,
            "" if initial == final else reason,
            layout.wording == "coast",
        )
        for code, initial, final, reason in rows
    )


def _forms(facts: Facts, layout: Layout) -> tuple[FormExpected, ...]:
    total = in_wan(totals(facts).expenditure)

    def printed(lines: tuple[IndicatorFact, ...]) -> tuple[IndicatorFact, ...]:
        return worded(lines) if layout.targets == "worded" else lines

    goals = tuple(line for goal in facts.goals for line in printed(goal.indicators))
    overall = FormExpected("overall", facts.department.name, total, total, goals)
    projects = (
        FormExpected("project", p.name, in_wan(p.budget), in_wan(p.executed), printed(p.indicators))
        for p in facts.projects
    )
    return (overall, *projects)


def _terms(facts: Facts) -> tuple[str, ...]:
    own = [term for term, _ in TERMS if term != "支出功能分类科目"]
    return (*own, *(name for name, _ in functions_used(facts)))


def _paragraphs(shown: Draft) -> tuple[str, ...]:
    return tuple(
        e.text for e in shown.elements if isinstance(e, Text) and e.kind == "body" and len(e.text) >= _WORDY
    )
