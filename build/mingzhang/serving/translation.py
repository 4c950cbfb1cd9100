"""Datasette's pages in Chinese: its own templates with their English phrases replaced as they load.

No template is forked, so none falls behind Datasette; a test fails when a phrase is no longer there. Only the home page
and the database page (`templates/`) are ours, since they say something else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import BaseLoader, Environment

from ..catalogue import METRICS, TABLES
from . import data_cells
from .canned import PARAMETERS, canned_queries
from .phrases import COLUMNS, LOOKUPS, PHRASES

_BY_TABLE = {(table.name, column.name): column.zh for table in TABLES for column in table.columns}
_TABLES = {table.name: table.zh for table in TABLES}
_ANYWHERE = (
    {column.name: column.zh for table in TABLES for column in table.columns}
    | {metric.id: metric.zh for metric in METRICS}
    | COLUMNS
)


class Translated(BaseLoader):
    """A template loader that puts the Chinese phrases into what another loader loads."""

    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, name, fresh = self._loader.get_source(environment, template)
        return translate(source, template.removeprefix("default:")), name, fresh

    def list_templates(self) -> list[str]:
        return self._loader.list_templates()


def translate(source: str, template: str) -> str:
    """A template's source with its phrases in Chinese."""
    for english, chinese in PHRASES.get(template, ()):
        source = source.replace(english, chinese)
    return source


def install(env: Any) -> None:
    """Set up Datasette's Jinja environment."""
    env.loader = Translated(env.loader)
    env.filters["column_zh"] = column_zh
    env.filters["table_zh"] = lambda name: _TABLES.get(name, name)
    env.filters["parameter_zh"] = lambda name: PARAMETERS.get(name, name)
    env.filters["value_zh"] = lambda value, column, table: data_cells.meaning(value, column, table) or value
    env.filters["cells"] = data_cells.cells
    env.filters["lookup_zh"] = lambda display: LOOKUPS.get(display, display)


def column_zh(name: str, table: str | None = None) -> str:
    """The Chinese name of a column; the name itself where the catalogue has none."""
    return _BY_TABLE.get((table or "", name)) or _ANYWHERE.get(name, name)


def page_title(name: str, portal: str) -> str:
    """The Chinese title of a table or canned query, for a citation; the portal's for any other page."""
    titles = _TABLES | {query.name: query.title for query in canned_queries()}
    return titles.get(name, f"{portal} · 数据")
