"""What the prose states, as figures with their places; repeats stand as repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..catalogue import METRIC, METRICS
from ..model import Disclosure, Kind, Section, Stated
from ..model.prose import Prose, compact
from .figures import Figure, Subject
from .ledger import Ledger

_CELLS = {metric.id: metric.cell for metric in METRICS}
TEN_THOUSAND = Decimal(10000)


class StatedFigure(Struct, frozen=True, gc=False):
    """A metric as one sentence in a section of a kind states it, as a figure that can be compared."""

    record: Stated
    figure: Figure
    metric: str
    kind: Kind

    @property
    def quote(self) -> str:
        return self.record.quote

    @property
    def in_yuan(self) -> bool:
        """Whether an amount stands there in 元."""
        return self.record.printed_unit == "元" and bool(self.record.value)


def heading_of(section: Section) -> str:
    """The heading as a place is called by: 三、支出决算情况说明."""
    heading = "".join(section.heading.split()).rstrip("。：:")
    return heading if len(heading) <= 28 else heading[:27] + "…"


def stated_figures(disclosure: Disclosure) -> tuple[StatedFigure, ...]:
    """Every metric every time it is stated, in the order of the sections."""
    places = {section.path: heading_of(section) for section in disclosure.sections}
    times: Counter[tuple[str, str]] = Counter()
    found = []
    for record in disclosure.stated:
        times[record.kind, record.metric] += 1
        found.append(_stated(record, places.get(record.section, ""), times[record.kind, record.metric]))
    return tuple(found)


def _stated(record: Stated, place: str, number: int) -> StatedFigure:
    in_yuan = record.unit == "万元" and record.printed_unit == "元" and bool(record.value)
    printed = None
    if in_yuan or (record.value < 0 and record.unit in ("万元", "%")):
        printed = record.printed
    figure = Figure(
        Subject("stated", record.kind, record.metric, str(number)),
        record.value,
        f"“{place}”{METRIC[record.metric].zh}",
        record.source_line,
        unit="元" if in_yuan else record.unit,
        printed=printed,
        quote=record.quote,
    )
    return StatedFigure(record, figure, record.metric, record.kind)


def corrected_unit(stated: StatedFigure) -> StatedFigure:
    """The figure as it would be in 万元: what 959.84元 means where 959.84万元 stands elsewhere."""
    value = (stated.figure.amount * TEN_THOUSAND).normalize()
    return replace(
        stated, figure=replace(stated.figure, value=Decimal(f"{value:f}"), unit="万元", printed=None)
    )


def same_apart_from_unit(value: Decimal, other: Decimal) -> bool:
    """Whether an amount is another one but for its last digits: then only the unit differs in kind."""
    return bool(other) and abs(abs(value) - abs(other)) <= max(Decimal("0.1"), abs(other) / 1000)


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
    """The section's paragraphs made easy to match; a heading that states figures itself is one of them."""
    return map(compact, section.stating)


def metric_name(metric: str) -> str:
    """The Chinese name of a metric."""
    return METRIC[metric].zh
