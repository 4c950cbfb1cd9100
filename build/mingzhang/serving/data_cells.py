"""How a cell of a Datasette page is shown: links to the page and the source line, names of codes, 万元 in thousands.

Only HTML changes; JSON and CSV keep the raw values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from datasette.utils import tilde_encode, to_css_class
from markupsafe import Markup, escape

from ..catalogue import METRICS, STATEMENTS, TABLES
from ..database.storage import STORED
from .canned import DATABASE
from .functions import MARK, UNMARK, code_name, economic_name

_AMOUNTS = {
    *((table.name, column.name) for table in TABLES for column in table.columns if column.unit == "万元"),
    *((None, column.name) for table in TABLES for column in table.columns if column.unit == "万元"),
    *((None, metric.id) for metric in METRICS if metric.unit == "万元"),
    *((None, name) for name in ("difference", "per_vehicle")),
}
"""Columns of amounts, by table; None for the columns of canned queries."""
_ANCHORS = {
    **{kind.table: f"t{kind.number}-r{{position}}" for kind in STATEMENTS},
    "statements": "t{number}",
    "sections": "s-{position}",
    "findings": "f-{position}",
    "execution_items": "e-{position}",
    "projects": "pj-{position}",
    "evaluation_forms": "form-{position}",
    "key_tasks": "k-{position}",
    "terms": "term-{position}",
}
"""The anchor of a row on its department-year page."""
_PARENTS = {
    (table.name, column.name): column.references.split(".")[0]
    for table in TABLES
    for column in table.columns
    if column.references and table.view is None
}
"""The table each key of another table leads to."""
_CODE_LISTS = ("function_codes", "economic_codes", "code_names", "code_links")
PAGE = re.compile(r"(?:[\w-]+/)?d/[\w-]+/")
"""The address of a department-year page in a cell of any column; over several portals it begins with the portal's."""
_LINES = ("source_line", "source_line_end", "other_line")


def _meanings() -> dict[tuple[str | None, str], dict[str, str]]:
    """Map (table, column) to the words it may hold and what they mean; for columns of canned queries, which belong to no
    table, to the words that mean the same in every table.
    """
    found: dict[tuple[str | None, str], dict[str, str]] = {}
    for table in TABLES:
        for column in table.columns:
            if column.values:
                found[table.name, column.name] = dict(column.values)
    for name in {column for _, column in found}:
        told = [words for (_, column), words in found.items() if column == name]
        shared = {word: {words[word] for words in told if word in words} for words in told for word in words}
        found[None, name] = {word: next(iter(meant)) for word, meant in shared.items() if len(meant) == 1}
    return found


_MEANINGS = _meanings()


def meaning(value: object, column: str, table: str | None) -> str | None:
    """What a word of a column with a fixed set of words means: `error` of `severity` is 不一致. None for all others."""
    return _MEANINGS.get((table, column), {}).get(value) if isinstance(value, str) else None


def cells(row: Iterable[Mapping[str, Any]]) -> Markup:
    """The cells of a row as Datasette prepares them (`column`, `value_type`, `value`), as HTML."""
    told = []
    for cell in row:
        value = row_link(cell["value"]) if cell["column"] == "Link" else escape(cell["value"])
        kinds = f"col-{_css_class(cell['column'])} type-{cell['value_type']}"
        told.append(f'<td class="{kinds}">{value}</td>')
    return Markup("".join(told))  # noqa: S704 - escaped just above


_css_class = lru_cache(maxsize=4096)(to_css_class)


def row_link(link: str) -> Markup:
    """Datasette's link to a row, which shows its whole key, with a word in its place."""
    opening, _, _ = link.partition(">")
    return Markup(f'{opening} title="查看此行">查看</a>') if link.startswith("<a ") else escape(link)  # noqa: S704


def render(
    row: Mapping[str, object], value: object, column: str, table: str | None, root: str
) -> Markup | None:
    """The HTML of a cell, or None to leave it to Datasette. `root` is the address of the portal's home page."""
    if value is None or value == "":
        return None
    if isinstance(value, dict):
        return None  # a foreign key Datasette has given its label
    if column == "page_url" or (isinstance(value, str) and PAGE.fullmatch(value)):
        return _link(root + str(value), "页面")
    if column in (*_LINES, "position", "disputed"):
        return _placed(row, value, column, table, root)
    if column in ("code", "parent") and isinstance(value, str):
        return _code(value, table, root)
    if isinstance(value, float) and (table, column) in _AMOUNTS:
        return _amount(value)
    if isinstance(value, str) and MARK in value:
        return _marked(value)
    if isinstance(value, float):
        return _number(value)
    parent = _PARENTS.get((table or "", column))
    if parent and isinstance(value, str):
        return _to_row(parent, value, root)
    told = meaning(value, column, table)
    return Markup('<span title="{}">{}</span>').format(value, told) if told else None


def _placed(
    row: Mapping[str, object], value: object, column: str, table: str | None, root: str
) -> Markup | None:
    """A line, a position, the findings on a figure: links to where they stand on the page."""
    if column in _LINES and isinstance(value, int):
        return _line(row, value, column, table, root)
    if column == "position" and table in _ANCHORS:
        return _anchor(row, value, table, root)
    return _disputes(row, value, table, root) if isinstance(value, str) else None


def _link(address: str, words: str) -> Markup:
    # Relative or under our own root only: a value that says `javascript:` or `//host` must not become a link.
    path = quote(address, safe="/#-_.~%")
    return Markup('<a href="{}">{}</a>').format(path if path.startswith("/") else f"/{path}", words)


def _to_row(table: str, key: str, root: str) -> Markup:
    """A row of another table; of a view, which has no pages of rows, the one row that a filter leaves."""
    if table in STORED:
        address = f"{root}data/{DATABASE}/{table}?id={quote(key, safe='')}"
        return Markup('<a href="{}">{}</a>').format(address, key)
    return _link(f"{root}data/{DATABASE}/{table}/{tilde_encode(key)}", key)


def _field(row: Mapping[str, object], name: str) -> object:
    try:
        value = row[name]
    except (KeyError, IndexError):
        return None
    return value.get("value") if isinstance(value, dict) else value


def _page(row: Mapping[str, object], table: str | None) -> str | None:
    """The department-year page of a row, relative to the root: `d/<id>/`."""
    disclosure = _field(row, "id" if table == "disclosures" else "disclosure_id")
    if isinstance(disclosure, str):
        return f"d/{disclosure}/"
    address = _field(row, "page_url")
    return address.partition("#")[0] if isinstance(address, str) else None


def _line(row: Mapping[str, object], value: int, column: str, table: str | None, root: str) -> Markup | None:
    page = _page(row, table)
    return _link(f"{root}{page}source/#L{value}", f"第 {value} 行") if page else None


def _anchor(row: Mapping[str, object], value: object, table: str | None, root: str) -> Markup | None:
    page = _page(row, table)
    if page is None or table is None:
        return None
    anchor = _ANCHORS[table].format(position=value, number=_field(row, "number"))
    return _link(f"{root}{page}#{anchor}", f"{value} ↗")


def _disputes(row: Mapping[str, object], value: str, table: str | None, root: str) -> Markup | None:
    """The signs that lead to the findings on a figure of the row: ※6 ※13."""
    page = _page(row, table)
    numbers = [number for number in value.split(",") if number.isdigit()]
    if page is None:
        return None
    return Markup(" ").join(_link(f"{root}{page}#f-{number}", f"※{number}") for number in numbers)


def _code(value: str, table: str | None, root: str) -> Markup:
    economic = table in ("basic_expenditure_by_economic_item", "economic_codes")
    name = economic_name(value) if economic else code_name(value)
    # The lists hold codes that no disclosure of the portal states: those have no page.
    shown = (
        escape(value)
        if table in _CODE_LISTS or not value.isdecimal()
        else _link(f"{root}codes/{value}/", value)
    )
    return Markup("{} <small>{}</small>").format(shown, name) if name else Markup("{}").format(shown)


def _amount(value: float) -> Markup:
    """Thousands in groups, at least two decimals and never fewer than there are; `value` holds the raw number."""
    decimals = max(2, len(repr(value).partition(".")[2]))
    shown = f"{value:,.{decimals}f}" if "e" not in repr(value) else repr(value)
    return Markup('<data class="amount" value="{}">{}</data>').format(repr(value), shown)


def _number(value: float) -> Markup:
    """A share, a count, a score: no `.0` where there is nothing behind the point."""
    shown = f"{value:,.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
    return Markup('<data value="{}">{}</data>').format(repr(value), shown)


def _marked(value: str) -> Markup:
    html = str(escape(value)).replace(MARK, "<mark>").replace(UNMARK, "</mark>")
    return Markup(html)  # noqa: S704 - escaped just above
