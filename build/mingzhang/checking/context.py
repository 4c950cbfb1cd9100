"""What a rule looks at: one disclosure, its tables as a ledger, the figures of its prose."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from ..model import MONEY_KINDS, Disclosure, Kind, Passage, Row, Section, sections_by_kind
from ..model.prose import Prose
from .figures import Figure, Subject
from .ledger import Ledger
from .reliability import whole_account
from .stated_figures import (
    StatedFigure,
    compact_passages,
    corrected_unit,
    heading_of,
    same_apart_from_unit,
    stated_figures,
    table_figure,
)

if TYPE_CHECKING:
    from .exchanged import Exchanged

READ = 20_000
"""Characters of a paragraph that rules on its words look at; the longest real one has about 2,000."""
_TWICE = re.compile(r"(.)(?=\1)")
_FEW_SLIPS = 2
"""Amounts in 亿元 up to which they are slips where nothing but the prose says how much money there is."""
WITHIN_THE_ACCOUNT: tuple[Kind, ...] = (*MONEY_KINDS, "procurement")
"""Kinds of sections whose amounts are money of the account."""
Words = tuple[Section, Passage, str]
"""A paragraph with its section, and its text without blanks."""
T = TypeVar("T")


class RuleContext:
    """One disclosure under proof; what is read from it is read once."""

    def __init__(self, disclosure: Disclosure, exchanged: tuple[Exchanged, ...] = ()) -> None:
        self.disclosure = disclosure
        self.exchanged = exchanged
        self.year = disclosure.identity.fiscal_year
        self._prose: dict[str, tuple[Prose, ...]] = {}
        self._shared: dict[Callable[[RuleContext], object], object] = {}

    def once(self, prepare: Callable[[RuleContext], T]) -> T:
        """What a function makes of this disclosure; made once, for the rules of a group that need the same."""
        if prepare not in self._shared:
            self._shared[prepare] = prepare(self)
        return cast(T, self._shared[prepare])

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
        return sections_by_kind(self.disclosure.sections)

    @cached_property
    def passages(self) -> tuple[tuple[Section, Passage], ...]:
        """Every paragraph of the six parts with its section."""
        return tuple(
            (section, passage)
            for section in self.disclosure.sections
            if section.part != 0
            for passage in section.passages
        )

    @cached_property
    def compact(self) -> tuple[Words, ...]:
        """Every paragraph of the six parts with its text without blanks, as far as rules read it."""
        return tuple((s, passage, "".join(passage.text[:READ].split())) for s, passage in self.passages)

    @cached_property
    def whole(self) -> str:
        """The texts of `compact`, a line each: what stands nowhere in it need be looked for in none of them."""
        return "\n".join(text for _, _, text in self.compact)

    @cached_property
    def doubled(self) -> frozenset[str]:
        """The characters that somewhere stand twice running."""
        return frozenset(_TWICE.findall(self.whole))

    @cached_property
    def _texts(self) -> list[str]:
        return [text for _, _, text in self.compact]

    def with_words(self, *words: str) -> list[Words]:
        """The paragraphs in which one of some words stands, blanks apart, in order."""
        found: set[int] = set()
        for word in words:
            if word in self.whole:
                found.update([place for place, text in enumerate(self._texts) if word in text])
        return [self.compact[place] for place in sorted(found)]

    @cached_property
    def _rows(self) -> tuple[list[int], list[Row]]:
        rows = [row for section in self.disclosure.sections for grid in section.grids for row in grid.rows]
        rows.sort(key=lambda row: row.line)
        return [row.line for row in rows], rows

    @cached_property
    def cells(self) -> str:
        """The cells of all rows that are not of the nine statements, parted by tabs, a line each row: what stands
        nowhere in it need be looked for in no cell."""
        return "\n".join("\t".join(row.cells) for row in self._rows[1])

    def rows_between(self, first: int, last: int) -> list[Row]:
        """The table rows printed from one line to another, in order."""
        lines, rows = self._rows
        return rows[bisect_left(lines, first) : bisect_right(lines, last)]

    @cached_property
    def _headings(self) -> dict[str, str]:
        return {section.path: heading_of(section) for section in self.disclosure.sections}

    def place(self, path: str) -> str:
        """What the section of a path is called."""
        return self._headings.get(path, "")

    def text(self, path: str, words: str) -> Subject:
        """Some words of a section as what a finding is about."""
        return Subject("text", path, words[:40])

    @cached_property
    def as_printed(self) -> tuple[StatedFigure, ...]:
        """Every metric as the prose prints it."""
        return stated_figures(self.disclosure)

    @cached_property
    def wrong_units(self) -> tuple[tuple[StatedFigure, StatedFigure], ...]:
        """Figures printed in 元 that stand elsewhere in 万元: as printed, and as meant. A slip in the last digits of
        one of them does not hide the slip of the unit."""
        pairs = []
        for stated in self.as_printed:
            if not stated.in_yuan:
                continue
            meant = corrected_unit(stated)
            others = [s.figure.amount for s in self.as_printed if not s.in_yuan]
            cell = table_figure(self.ledger, stated.metric)
            own = [s.figure.amount for s in self.as_printed if not s.in_yuan and s.metric == stated.metric]
            if cell is not None:
                own.append(cell.amount)
            if any(abs(other) == abs(meant.figure.amount) for other in (*others, *own)) or any(
                same_apart_from_unit(meant.figure.amount, other) for other in own
            ):
                pairs.append((stated, meant))
        return tuple(pairs)

    @cached_property
    def stated(self) -> tuple[StatedFigure, ...]:
        """Every metric as the prose means it, without figures of a wrong unit (rule N18 reports them): sums over them
        would tell the same slip again."""
        wrong = {printed.figure.key for printed, _ in self.wrong_units}
        return tuple(
            stated
            for stated in self.as_printed
            if stated.figure.key not in wrong
            and not (
                stated.record.printed_unit == "亿元"
                and stated.kind in WITHIN_THE_ACCOUNT
                and 0 < self.all_money < abs(stated.figure.amount)
            )
        )

    @cached_property
    def all_money(self) -> Decimal:
        """What no amount of the account is above: twice the most of its statements, or what the prose states in 万元; zero
        where that is not known, as in an account without statements that is told in 亿元."""
        in_tables = whole_account(self.disclosure)
        money = [stated for stated in self.as_printed if stated.figure.unit == "万元"]
        known = [abs(s.figure.amount) for s in money if s.record.printed_unit != "亿元"]
        if not in_tables and len(money) - len(known) > _FEW_SLIPS:
            return Decimal(0)
        return max(in_tables, *known, Decimal(0))

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
