"""Rows held against the catalogue where they are made: what the database would refuse is left out here, and told.

So that loading cannot fail because of a document, whatever it holds.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from ..catalogue import TABLES, Column, Table
from ..model import Place
from .row_values import TableRow, Value

Rows = dict[str, list[tuple[Value, ...]]]
"""By table, rows as tuples in the order of the catalogue's columns."""

_TABLES = {table.name: table for table in TABLES if table.view is None}
_NAMES = {name: tuple(column.name for column in table.columns) for name, table in _TABLES.items()}
_KNOWN = {name: frozenset(names) for name, names in _NAMES.items()}
_LARGEST = 2**63 - 1
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that the database would not take, and why (Chinese)."""

    table: str
    row: Mapping[str, Value]
    reason: str

    @property
    def text(self) -> str:
        """The sentence for the public."""
        words = next((v for v in reversed(list(self.row.values())) if isinstance(v, str) and v.strip()), "")
        named = next(
            (str(self.row[key]) for key in ("item", "name", "heading", "term") if self.row.get(key)), words
        )
        shown = "".join(char for char in named if char.isprintable())[:_SHOWN]
        return f"“{_TABLES[self.table].zh}”中的一行未能收录（{self.reason}）：{shown}"

    @property
    def place(self) -> Place | None:
        """Where the row was read from, where it says so."""
        line, page, cell = (self.row.get(name) for name in ("source_line", "source_page", "source_cell"))
        if not isinstance(line, int):
            return None
        return Place(
            line, page if isinstance(page, int) else None, cell=cell if isinstance(cell, str) else None
        )


@dataclass(slots=True)
class Acceptance:
    """What was accepted and refused of a stream of rows, parents before children."""

    rows: Rows = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    keys: dict[str, set[tuple[Value, ...]]] = field(default_factory=dict)


def accept(rows: Iterable[TableRow], known: Mapping[str, Collection[Value]]) -> Acceptance:
    """Sort rows into those the database will take and those it would refuse.

    `known` holds the keys of tables that are filled elsewhere, by `table.column` (`rules.id`). Children of a refused
    row are refused as well. A table or a column that the catalogue lacks is a fault of the program: `KeyError`.
    """
    done = Acceptance()
    for name, row in rows:
        table = _TABLES[name]
        if not row.keys() <= _KNOWN[name]:
            raise KeyError(f"{name} has no column {sorted(row.keys() - _KNOWN[name])[0]}")
        reason = _fault(table, row) or _orphan(table, row, done, known) or _twin(table, row, done)
        if reason:
            done.refused.append(Refused(name, row, reason))
        else:
            done.rows.setdefault(name, []).append(tuple(map(row.get, _NAMES[name])))
    return done


def by_column(rows: Rows, table: str) -> list[dict[str, Value]]:
    """Return the accepted rows of a table as mappings."""
    names = _NAMES[table]
    return [dict(zip(names, row, strict=True)) for row in rows.get(table, ())]


def _fault(table: Table, row: Mapping[str, Value]) -> str | None:
    """What is wrong with a single value."""
    for column in table.columns:
        value = row.get(column.name)
        if value is None:
            if column.required or column.name in table.primary_key:
                return f"缺少{column.zh}"
        elif not _fits(column, value):
            return f"{column.zh}不是可以收录的值"
    return None


def _fits(column: Column, value: Value) -> bool:
    if column.type == "TEXT":
        return isinstance(value, str) and (value.isascii() or _is_unicode(value))
    if column.type == "INTEGER":
        return isinstance(value, int) and -_LARGEST <= value <= _LARGEST
    return isinstance(value, int | float) and math.isfinite(value)


def _is_unicode(text: str) -> bool:
    """Whether UTF-8 can hold a text: a half of a pair of surrogates stands for nothing."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _orphan(
    table: Table, row: Mapping[str, Value], done: Acceptance, known: Mapping[str, Collection[Value]]
) -> str | None:
    for column in table.columns:
        if column.references and (value := row.get(column.name)) is not None:
            parent, _, key = column.references.partition(".")
            if column.references in known:
                there = value in known[column.references]
            else:
                there = _TABLES[parent].primary_key == (key,) and (value,) in done.keys.get(parent, ())
            if not there:
                return f"所属的{_TABLES[parent].zh}没有收录"
    return None


def _twin(table: Table, row: Mapping[str, Value], done: Acceptance) -> str | None:
    if not table.primary_key:
        return None
    key = tuple(map(row.get, table.primary_key))
    keys = done.keys.setdefault(table.name, set())
    if key in keys:
        return "与另一行标识相同"
    keys.add(key)
    return None
