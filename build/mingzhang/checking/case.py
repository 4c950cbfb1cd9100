"""What a rule looks at: one disclosure, its tables as a ledger, the figures of its prose."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import cached_property

from ..model import Disclosure, Kind, Section
from ..model.prose import Prose
from .ledger import Ledger
from .prose import StatedFigure, compact_passages, corrected_unit, stated_figures, table_figure
from .trials import Figure


class Case:
    """One disclosure under proof; what is read from it is read once."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.year = disclosure.identity.fiscal_year
        self._prose: dict[str, tuple[Prose, ...]] = {}

    def prose(self, section: Section) -> tuple[Prose, ...]:
        """The section's paragraphs made easy to match; made once, since several rules read them."""
        if section.path not in self._prose:
            self._prose[section.path] = tuple(compact_passages(section))
        return self._prose[section.path]

    @cached_property
    def ledger(self) -> Ledger:
        """The nine statements."""
        return Ledger(self.disclosure)

    @cached_property
    def sections(self) -> dict[Kind, list[Section]]:
        """The sections of 情况说明 by what they are about."""
        found: dict[Kind, list[Section]] = {}
        for section in self.disclosure.sections:
            if section.kind:
                found.setdefault(section.kind, []).append(section)
        return found

    @cached_property
    def as_printed(self) -> tuple[StatedFigure, ...]:
        """Every metric as the prose prints it."""
        return stated_figures(self.disclosure)

    @cached_property
    def wrong_units(self) -> tuple[tuple[StatedFigure, StatedFigure], ...]:
        """Figures printed in 元 that stand elsewhere in 万元: as printed, and as meant."""
        pairs = []
        for stated in self.as_printed:
            if not stated.in_yuan:
                continue
            meant = corrected_unit(stated)
            others = [s.figure.amount for s in self.as_printed if not s.in_yuan]
            cell = table_figure(self.ledger, stated.metric)
            if cell is not None:
                others.append(cell.amount)
            if any(abs(other) == abs(meant.figure.amount) for other in others):
                pairs.append((stated, meant))
        return tuple(pairs)

    @cached_property
    def stated(self) -> tuple[StatedFigure, ...]:
        """Every metric as the prose means it: slips of the unit mended (rule N18 reports them)."""
        meant = {printed.figure.key: mended for printed, mended in self.wrong_units}
        return tuple(meant.get(stated.figure.key, stated) for stated in self.as_printed)

    @cached_property
    def by_metric(self) -> dict[str, list[StatedFigure]]:
        """The statements of each metric, in order."""
        found: dict[str, list[StatedFigure]] = {}
        for stated in self.stated:
            found.setdefault(stated.metric, []).append(stated)
        return found

    def reference(self, metric: str) -> Figure | None:
        """What a metric is held against: the table's cell, else what the prose states most often."""
        cell = table_figure(self.ledger, metric)
        if cell is not None:
            return cell
        stated = self.by_metric.get(metric, [])
        if not stated:
            return None
        times = Counter(s.figure.amount for s in stated)
        most: Decimal = max(times, key=lambda value: times[value])
        return next(s.figure for s in stated if s.figure.amount == most)
