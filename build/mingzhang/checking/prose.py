"""What the prose states, section by section, in order, as figures with their places; repeats stand as repeats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ..catalogue import METRICS
from ..model import KeyFigure, Section
from ..parsing.narrative.kinds import Kind, passages, sections_by_kind
from ..parsing.narrative.prose import Prose, compact
from ..parsing.narrative.stated import read_stated
from .ledger import Ledger
from .trials import Figure

_NAMES = {metric.id: metric.zh for metric in METRICS}
_CELLS = {metric.id: metric.cell for metric in METRICS}
_UNITS = {metric.id: metric.unit for metric in METRICS}
TEN_THOUSAND = Decimal(10000)


@dataclass(frozen=True, slots=True)
class Stated:
    """A metric as one sentence states it: which, in what kind of section, how it reads there, the figure."""

    metric: str
    kind: Kind
    quote: str
    figure: Figure
    in_yuan: bool = False


def heading_of(section: Section) -> str:
    """The heading as a place is called by: 三、支出决算情况说明."""
    heading = "".join(section.heading.split()).rstrip("。：:")
    return heading if len(heading) <= 28 else heading[:27] + "…"


def stated_figures(sections: tuple[Section, ...]) -> tuple[Stated, ...]:
    """Every metric every time it is stated, in the order of the sections."""
    found: list[Stated] = []
    for kind, parts in sections_by_kind(sections).items():
        for section in parts:
            place = heading_of(section)
            for figure in read_stated(kind, passages(section)):
                found.append(_stated(figure, kind, place, len(found)))
    return tuple(found)


def _stated(figure: KeyFigure, kind: Kind, place: str, number: int) -> Stated:
    in_yuan = _printed_in_yuan(figure)
    printed = None
    if in_yuan:
        printed = f"{(figure.value * TEN_THOUSAND).normalize():f}"
    elif figure.value < 0 and figure.unit in ("万元", "%"):
        printed = f"{-figure.value:f}"
    return Stated(
        figure.metric,
        kind,
        figure.quote,
        Figure(
            f"P{number}/{figure.metric}",
            figure.value,
            f"“{place}”{_NAMES[figure.metric]}",
            figure.source_line,
            unit="元" if in_yuan else figure.unit,
            printed=printed,
        ),
        in_yuan,
    )


def _printed_in_yuan(figure: KeyFigure) -> bool:
    """Whether an amount of less than a fen of 万元 stands there in 元."""
    if figure.unit != "万元" or not figure.value:
        return False
    exponent = figure.value.as_tuple().exponent
    return isinstance(exponent, int) and exponent < -2 and f"{figure.value:f}" not in figure.quote


def corrected_unit(stated: Stated) -> Stated:
    """The figure as it would be in 万元: what 959.84元 means where 959.84万元 stands elsewhere."""
    value = (stated.figure.amount * TEN_THOUSAND).normalize()
    return replace(
        stated, figure=replace(stated.figure, value=Decimal(f"{value:f}"), unit="万元", printed=None)
    )


def table_figure(ledger: Ledger, metric: str) -> Figure | None:
    """The cell of the statements that a metric repeats, or None where the statement was not read."""
    cell = _CELLS.get(metric)
    if cell is None or not ledger.has(cell[0]):
        return None
    number, row, column = cell
    if number in (1, 4):
        return _summary_figure(ledger, number, row, column)
    if ledger.row(number, row) is None:
        return None
    return ledger.figure(number, row, column)


def _summary_figure(ledger: Ledger, number: int, row: str, column: str) -> Figure | None:
    for kind, begins in (("general", "一般公共预算"), ("fund", "政府性基金"), ("capital", "国有资本经营")):
        if row.startswith(begins):
            return ledger.revenue(number, kind)
    for side in ("revenue", "expenditure"):
        key = ledger.find(number, side, row)
        if key:
            return ledger.figure(number, key, column)
    return None


def compact_passages(section: Section) -> Iterator[Prose]:
    """The section's paragraphs made easy to match."""
    for passage in passages(section):
        yield compact(passage)


def metric_name(metric: str) -> str:
    """The Chinese name of a metric."""
    return _NAMES[metric]


def metric_unit(metric: str) -> str:
    """The unit of a metric."""
    return _UNITS[metric]
