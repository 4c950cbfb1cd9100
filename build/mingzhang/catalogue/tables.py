"""Every published table and view, in the order a reader meets them."""

from __future__ import annotations

from .cells import CELLS, REPAIRS, STATEMENT_TABLES
from .records import Table
from .reference import REFERENCE
from .sources import WHO_AND_WHAT
from .words import THE_WORDS

TABLES: tuple[Table, ...] = (*WHO_AND_WHAT, *STATEMENT_TABLES, CELLS, REPAIRS, *THE_WORDS, *REFERENCE)
