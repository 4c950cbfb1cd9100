"""A departmental budget (部门预算) as far as it stands beside a final account: 年初预算 by code, the "three public" budget."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .disclosure import Identity, StatementRow
from .document import Source
from .place import Place, Placed


@dataclass(frozen=True, slots=True)
class BudgetFigure(Placed):
    """A figure of the budget by the metric of the final account that it is the budget of, in 万元."""

    metric: str
    value: Decimal
    place: Place


@dataclass(frozen=True, slots=True)
class Budget:
    """Whose budget, of which year. `items` are the rows of its table of general-budget expenditure by code (its columns
    `total`, `basic`, `project` in 万元); `complete` says that they add up to its total.
    """

    source: Source
    identity: Identity
    items: tuple[StatementRow, ...] = ()
    complete: bool = False
    figures: tuple[BudgetFigure, ...] = ()
