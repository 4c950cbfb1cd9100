"""Rows whose figures are printed in order but whose columns are open, and the choices of columns that add up.

Where blank cells leave no trace, `2010301 行政运行 210.00 210.00` has two figures for the six columns of 公开03. The
first is its total; each choice of columns for the others in which the row adds up is kept until sums decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations

import msgspec

from ...catalogue.statements import statement_kind
from .drafts import Draft, Reading

SUMMARY, FUND = 4, 7
NO_PARTS = frozenset(("total", "opening_balance", "revenue", "closing_balance"))
"""Columns that are no part of the total."""
BUDGETS = ("general_budget", "government_fund", "state_capital")
NOTHING = Decimal(0)
_WITHIN = Decimal("0.021")
Choice = tuple[int, ...]
"""The column of each figure of a row, in order."""


def within(count: int) -> Decimal:
    """What rounding explains of the sum of so many figures."""
    return Decimal("0.006") * (count + 2)


class OpenRow(msgspec.Struct):
    """A row, its figures in printed order, and the choices of columns for them: one where they are known, none where
    the row has lost figures."""

    draft: Draft
    columns: tuple[str, ...]
    figures: tuple[Decimal, ...]
    choices: list[Choice]

    def value(self, choice: Choice, column: str) -> Decimal:
        """What a column holds by a choice; a blank is nothing."""
        at = self.columns.index(column)
        return self.figures[choice.index(at)] if at in choice else NOTHING

    def least(self, column: str) -> Decimal:
        return min((self.value(choice, column) for choice in self.choices), default=NOTHING)

    def most(self, column: str) -> Decimal:
        return max((self.value(choice, column) for choice in self.choices), default=NOTHING)

    @property
    def total(self) -> Decimal:
        return self.draft.figures.get("total") or self.least("total")

    @property
    def is_open(self) -> bool:
        return bool(self.draft.open)


def open_rows(reading: Reading) -> list[OpenRow]:
    """The rows of a reading that have figures, those of revenue in 公开04 left out."""
    columns = _columns(reading)
    rows: list[OpenRow] = []
    for draft in reading.drafts:
        if reading.number == SUMMARY and draft.keys.get("side") != "expenditure":
            continue
        if draft.open:
            rows.append(OpenRow(draft, columns, draft.open, choices_of(draft.open, columns)))
            continue
        known = {name: value for name in columns if (value := draft.figures.get(name)) is not None}
        if known:
            places = tuple(at for at, name in enumerate(columns) if name in known)
            whole = _closes(list(draft.figures), known)
            rows.append(OpenRow(draft, columns, tuple(known.values()), [places] if whole else []))
    return rows


def _columns(reading: Reading) -> tuple[str, ...]:
    """The columns of a statement's table in printed order, balances included where its head has them."""
    usual = _names(reading.number)
    if reading.columns[:1] == (None,) and set(usual) <= set(_names(FUND)):
        usual = _names(FUND)
    printed = tuple(name for name in reading.columns if name)
    return printed if set(printed) == set(usual) else usual


def _names(number: int) -> tuple[str, ...]:
    return tuple(name for name, _ in statement_kind(number).figures)


def choices_of(figures: Sequence[Decimal], columns: Sequence[str]) -> list[Choice]:
    """The columns in which the figures of a row add up; where the total stands first, no row lacks it."""
    if len(figures) > len(columns):
        return []
    found: list[Choice] = []
    for places in combinations(range(len(columns)), len(figures)):
        if columns[0] == "total" and places[0] != 0:
            break
        held = {columns[at]: value for at, value in zip(places, figures, strict=True)}
        if _closes(columns, held):
            found.append(places)
    return found


def _closes(columns: Sequence[str], figures: Mapping[str, Decimal]) -> bool:
    """Whether a row adds up: the total is its parts, and what came in less what was spent is what is left."""
    parts = sum((value for name, value in figures.items() if name not in NO_PARTS), NOTHING)
    total = figures.get("total", NOTHING)
    if abs(parts - total) > _WITHIN:
        return False
    if "revenue" not in columns:
        return True
    left = figures.get("opening_balance", NOTHING) + figures.get("revenue", NOTHING) - total
    # a balance that is only carried over looks like a row of which cells are lost
    return bool(total) and abs(left - figures.get("closing_balance", NOTHING)) <= _WITHIN


def settle(rows: Sequence[OpenRow]) -> list[tuple[Draft, list[str]]]:
    """Put the figures of open rows into the columns on which all their choices agree; the rows, and the columns filled.

    A row keeps as open what no column is sure of.
    """
    placed: list[tuple[Draft, list[str]]] = []
    for row in rows:
        if not row.is_open or not row.choices:
            continue
        agreed = [places[0] if len(set(places)) == 1 else None for places in zip(*row.choices, strict=True)]
        filled = [
            row.columns[at]
            for at, value in zip(agreed, row.figures, strict=True)
            if at is not None and row.draft.figures.get(row.columns[at], value) != value
        ]
        for at, value in zip(agreed, row.figures, strict=True):
            if at is not None and row.columns[at] in row.draft.figures:
                row.draft.figures[row.columns[at]] = value
        row.draft.open = tuple(value for at, value in zip(agreed, row.figures, strict=True) if at is None)
        if filled:
            placed.append((row.draft, filled))
    return placed
