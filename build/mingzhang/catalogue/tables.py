"""Every published table and view, in the order a reader meets them."""

from __future__ import annotations

from .budget_tables import BUDGETS
from .divisors import DIVISORS
from .figure_columns import CELLS, FIGURE_PLACES, REPAIRS, STATEMENT_TABLES
from .history import HISTORY
from .records import Table
from .reference import CODES_IN_TIME, REFERENCE
from .sources import WHO_AND_WHAT
from .words import THE_WORDS

TABLES: tuple[Table, ...] = (
    *WHO_AND_WHAT,
    *STATEMENT_TABLES,
    CELLS,
    FIGURE_PLACES,
    REPAIRS,
    *THE_WORDS,
    *BUDGETS,
    *HISTORY,
    *DIVISORS,
    *CODES_IN_TIME,
    *REFERENCE,
)
SCHEMA_VERSION = 2
"""Raised with each release that adds to the schema; docs/history.md tells what each version brought."""
