"""Figures as sentences state them: each number under its label, its change and rate, its share, its completion."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ...model import Kind, Section, Stated, sections_by_kind
from ...model.prose import Prose, clause_start, compact_text, proses
from .comparing import (
    TURNS,
    WHOLE_METRIC,
    Bracket,
    Spans,
    bracket_end,
    causes,
    compared,
    inside,
    is_last_of_several,
    mentions,
    no_figures,
)
from .counts import counted_metric
from .directions import CHANGE_OF, NET, direction, leaves_open, signed
from .distributed import out_of_place
from .evaluated import evaluated_metric, first_of_each
from .heads import OF_GENERAL, goes_on, head_of, headed_anew, names_another, names_part, says_general
from .kinds import FIRST_ONLY, ITEMS_APART, TELLING
from .labels import ALONE, label_pattern
from .metric_units import INITIAL, SPENT, UNITS, final_of, fits
from .one_sided import with_sides_told
from .other_years import heading_year, is_aside, is_base_of_comparison, is_of_other_year, without_other_years
from .quantities import Quantity, find_quantities, with_units
from .subjects import AMOUNTS, BY_SUBJECT, ROLE, subject_pattern

_EACH = re.compile(r"[人车次辆]均")
_COMPLETION = re.compile(r"完成|执行率|执行进度|预算的$")
_EXECUTION = re.compile(r"财政拨款支出|^[^()]{0,30}一般公共预算支出决算")
_BY_BUDGET = re.compile(r"(?<![费”])(?:一般公共|政府性基金|国有资本经营)预算[^，。；:]{0,8}$")
_OF_ANNUAL = re.compile(r"(?:全年|调整后?的?|当年)预算?数?")


@dataclass(slots=True)
class _State:
    """What the sentences before have spoken of: the metric last stated, the 三公 subjects, the base of comparison."""

    kind: Kind
    section: str
    metric: str | None = None
    subject: str = "three_public"
    paragraph: str = "three_public"
    sign: int = 0
    budget: str | None = None
    mentions: Spans = field(default_factory=list)
    found: list[Stated] = field(default_factory=list)
    year: int | None = None
    of_other_years: set[int] = field(default_factory=set)


def read_all_stated(sections: Sequence[Section]) -> tuple[Stated, ...]:
    """Every metric every time a sentence states it, kind by kind as the first sections of each come."""
    year = heading_year(sections)
    return tuple(
        stated
        for kind, found in sections_by_kind(sections).items()
        for section in found
        for stated in with_sides_told(read_stated(kind, section, year))
    )


def read_stated(kind: Kind, section: Section, year: int | None = None) -> list[Stated]:
    """The figures that the paragraphs of one section state, in order; `year` is that of the account."""
    state = _State(kind, section.path, "three_public_final" if kind == "three_public" else None, year=year)
    telling = TELLING.get(kind)
    for passage in section.stating:
        if telling is not None and not telling.search(passage.text):
            continue
        if kind == "execution" and not _EXECUTION.search(compact_text(passage.text[:160])[:120]):
            continue
        before = len(state.found)
        for prose in proses(passage):
            _read_passage(prose, state)
        state.found[before:] = without_other_years(
            state.found[before:], {at - before for at in state.of_other_years}
        )
        state.of_other_years.clear()
        if kind in FIRST_ONLY:
            state.found[before:] = first_of_each(state.found[before:])
    return state.found


def _read_passage(prose: Prose, state: _State) -> None:
    text = prose.text
    pattern = label_pattern(state.kind)
    labels = {} if pattern is None else {m.end(): m for m in pattern.finditer(text)}
    if state.kind == "execution" and not any(m.lastgroup in INITIAL for m in labels.values()):
        return
    roles = {m.end(): m for m in ROLE.finditer(text)} if state.kind in BY_SUBJECT else {}
    subjects = list(subject_pattern().finditer(text)) if state.kind in BY_SUBJECT else []
    _take_paragraph(state, text, subjects)
    told = deque(
        sorted((*subjects, *headed_anew(text, subjects), *no_figures(state.kind, text)), key=re.Match.start)
    )
    reasons = causes(text, {match.start() for match in (*labels.values(), *subjects)})
    state.mentions = mentions(text)
    bracket, last = Bracket(), 0

    def tell(end: int) -> None:
        while told and told[0].start() < end:
            _read_told(prose, state, told.popleft(), reasons)

    stop = text.find("(类)") if state.kind in ITEMS_APART else -1
    if state.kind == "structure":  # what follows the total is of its classes
        stop = text.find("元", min(labels)) + 1 if labels else 0
    quantities = with_units(text, find_quantities(text, end=None if stop < 0 else stop))
    apart = out_of_place(state.kind, text, labels, quantities)
    for quantity in quantities:
        _follow(bracket, state, text, (last, quantity.start), tell)
        last = quantity.end
        if inside(reasons, quantity.start) or is_base_of_comparison(text, quantity):
            continue
        tell(quantity.start)
        if metric := apart.get(quantity.start):
            state.metric = metric.removesuffix("_share_pct")
            _keep(prose, state, metric, quantity)
            continue
        _read_quantity(prose, state, quantity, labels.get(quantity.start), roles.get(quantity.start))
    tell(len(text))


def _follow(
    bracket: Bracket, state: _State, text: str, between: tuple[int, int], tell: Callable[[int], None]
) -> None:
    """Leave a bracket that closed between two figures, and note what was spoken of before one that opened."""
    last, start = between
    if 0 <= bracket.closes < start:
        tell(bracket.closes)
        state.metric, state.subject = bracket.before
        bracket.closes = -1
    if bracket.closes < 0 and (closes := bracket_end(text, last, start)) >= 0:
        tell(text.rfind("(", last, start))
        bracket.closes, bracket.before = closes, (state.metric, state.subject)


def _read_quantity(
    prose: Prose,
    state: _State,
    quantity: Quantity,
    label: re.Match[str] | None,
    role: re.Match[str] | None,
) -> None:
    lead = prose.text[max(clause_start(prose.text, quantity.start), quantity.start - 60) : quantity.start]
    metric = _metric_of(label, state, quantity, prose)
    named = label or role
    if named is not None and is_of_other_year(prose.text, named.start(), state.year):
        state.of_other_years.add(len(state.found))
    if label is not None and metric is not None:
        _read_labelled(prose, state, quantity, metric, direction(label.group()[-8:]))
    elif quantity.is_percent:
        _read_percent(prose, state, quantity, lead)
    elif role is not None and quantity.is_money and not _EACH.search(lead):
        if state.subject not in AMOUNTS or _BY_BUDGET.search(lead) or "分别" in role.group():
            return
        budget, final = AMOUNTS[state.subject]
        metric = budget if role.lastgroup == "budget" else final
        if metric:
            _keep(prose, state, metric, quantity)
            state.metric = final if role.lastgroup == "final" else metric
    elif quantity.is_money and quantity.unit:
        _read_unlabelled(prose, state, quantity, lead)
    elif state.kind in BY_SUBJECT and (counted := counted_metric(prose.text, state.subject, quantity)):
        _keep(prose, state, counted, quantity)


def _read_unlabelled(prose: Prose, state: _State, quantity: Quantity, lead: str) -> None:
    """An amount without a label of its own: a change of what was told, or an item's."""
    sign = direction(lead)
    if is_aside(prose.text, quantity.start):
        return
    if NET.search(lead):
        _keep_change(prose, state, quantity, 0)
    elif sign and (CHANGE_OF.search(lead) or not lead.endswith(("预算", "决算", "为", "支出"))):
        if not inside(state.mentions, quantity.start):
            _keep_change(prose, state, quantity, sign)
    elif names_another(state.kind, lead):
        state.metric = None


def _take_paragraph(state: _State, text: str, subjects: Sequence[re.Match[str]]) -> None:
    """Note what a paragraph is about; one that only compares goes on with what the one before it was about."""
    if state.kind in BY_SUBJECT and goes_on(text):
        _turn_to(state, state.paragraph)
    state.paragraph = next((m.lastgroup for m in subjects if m.lastgroup), state.paragraph)


def _turn_to(state: _State, subject: str) -> None:
    """From here on the sentences speak of another of the 三公 expenses: a change told of it is that of what it cost."""
    if subject != state.subject:
        state.subject = subject
        state.metric = AMOUNTS[subject][1]


def _metric_of(label: re.Match[str] | None, state: _State, quantity: Quantity, prose: Prose) -> str | None:
    """The metric that the label before a quantity names, if the quantity's unit is one of its own."""
    metric = label.lastgroup if label is not None else None
    if metric is None or label is None or is_last_of_several(prose.text, label):
        return None
    metric = metric.removesuffix(ALONE)
    if metric == "general_budget_final":
        metric = "general_budget_expenditure"
    elif metric == "fiscal_appropriation_final":
        metric = INITIAL.get(state.metric or "")
    elif metric == "spent_of_budget":
        metric = SPENT.get(state.budget or "")
    elif metric in SPENT:
        state.budget = metric
    elif state.kind in ("general_budget", "appropriated") and metric in OF_GENERAL:
        metric = metric if says_general(prose.text, label.start()) else None
    elif state.kind == "performance":
        metric = evaluated_metric(prose.text, metric, label, quantity.end)
    return metric if metric and fits(metric, quantity) else None


def _read_labelled(prose: Prose, state: _State, quantity: Quantity, metric: str, sign: int) -> None:
    """A figure right after its label, or its change (收、支总计各减少2万元)."""
    if quantity.is_money:
        state.metric = metric
    if sign and quantity.is_money:
        _keep_change(prose, state, quantity, sign)
    else:
        _keep(prose, state, metric, quantity)


def _read_percent(prose: Prose, state: _State, quantity: Quantity, lead: str) -> None:
    """A rate, a share or a completion of the metric last stated; 预决算差异率 is none of them."""
    if state.metric is None or is_aside(prose.text, quantity.start):
        return
    if "占" in lead:
        _keep(prose, state, f"{state.metric}_share_pct", quantity)
    elif _COMPLETION.search(lead) and not names_part(lead, state.metric):
        spent = INITIAL.get(state.metric, state.metric)
        if spent == "general_budget_expenditure" and _OF_ANNUAL.search(lead):
            _keep(prose, state, "general_budget_annual_completion_pct", quantity)
            return
        if spent.endswith("_budget"):  # 完成全年预算5万元的80%
            spent = final_of(spent)
        _keep(prose, state, f"{spent}_completion_pct", quantity)
    else:
        sign = state.sign if leaves_open(lead) and state.sign else direction(lead) or state.sign
        if direction(lead) or "幅度" in lead or "率" in lead or not lead:
            _keep(prose, state, f"{state.metric}_{compared(prose, quantity)}change_pct", quantity, sign)


def _keep_change(prose: Prose, state: _State, quantity: Quantity, sign: int) -> None:
    if state.metric is None:
        return
    state.sign = sign
    if state.metric.endswith("_budget"):
        # 决算数3万元，比年初预算数5万元减少2万元: what changed is the final figure.
        state.metric = final_of(state.metric)
    _keep(prose, state, f"{state.metric}_{compared(prose, quantity)}change", quantity, sign)


def _read_told(prose: Prose, state: _State, match: re.Match[str], reasons: Spans) -> None:
    """What stands between two figures: a subject of the 三公 sections, 与上年持平, a change of nothing, or a count of
    nothing (无单价100万元以上设备)."""
    if inside(reasons, match.start()):
        return
    nothing = Quantity(Decimal(0), "", match.start(), match.end())
    if match.lastgroup == "head":
        _turn_to(state, head_of(prose.text, match, state.subject))
    elif match.lastgroup == "whole":
        state.metric = WHOLE_METRIC[state.kind]
    elif match.lastgroup in TURNS:
        state.metric = TURNS[match.lastgroup] if state.kind == "totals" else state.metric
    elif match.lastgroup in UNITS:
        _keep(prose, state, match.lastgroup or "", nothing)
    elif match.lastgroup:
        _turn_to(state, match.lastgroup)
    elif state.metric:
        _keep(prose, state, f"{state.metric}_change", nothing)


def _keep(prose: Prose, state: _State, metric: str, quantity: Quantity, sign: int = 0) -> None:
    unit = UNITS.get(metric)
    if unit is None:
        return
    value = quantity.wan if unit == "万元" else quantity.value
    if value is None:
        return
    where = prose.quote(quantity.start, quantity.end), prose.place(quantity.start)
    number, value = f"{abs(quantity.value):f}", signed(value, sign)
    state.found.append(Stated(metric, state.kind, state.section, value, unit, number, quantity.unit, *where))
