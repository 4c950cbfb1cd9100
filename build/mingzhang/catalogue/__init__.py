"""The catalogue: every published table, column, unit, statement and metric, described once.

The database schema, `datasette_metadata.yml`, the site's data dictionary and the exports' metadata are rendered from
it. It stands beside `model` at the bottom and imports nothing else of ours.
"""

from .history import STATUSES as EXPECTED_STATUSES
from .metrics import METRIC, METRICS, metric
from .records import Column, Metric, StatementKind, Table
from .statements import BASES, SIDES, STATEMENTS, statement_kind
from .tables import SCHEMA_VERSION, TABLES

__all__ = [
    "BASES",
    "EXPECTED_STATUSES",
    "METRIC",
    "METRICS",
    "SCHEMA_VERSION",
    "SIDES",
    "STATEMENTS",
    "TABLES",
    "Column",
    "Metric",
    "StatementKind",
    "Table",
    "metric",
    "statement_kind",
]
