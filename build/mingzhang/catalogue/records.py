"""The shape of the catalogue: what a table, a column, a statement and a metric are described by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["TEXT", "INTEGER", "REAL"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type in SQLite, names in Chinese and English, meaning, unit and what it refers to.

    `references` is `table.column`; `required` means NOT NULL; `values` are the words it may hold, each with what it
    means, where their set is fixed.
    """

    name: str
    type: ColumnType
    zh: str
    en: str
    description: str = ""
    unit: str | None = None
    references: str | None = None
    required: bool = False
    values: tuple[tuple[str, str], ...] = ()


def worded(
    name: str, zh: str, en: str, values: Mapping[str, str], note: str = "", required: bool = False
) -> Column:
    """A column that holds one of a fixed set of words, which its description lists with what they mean."""
    listed = "；".join(f"{word} {meaning}" for word, meaning in values.items())
    return Column(name, "TEXT", zh, en, listed + note, required=required, values=tuple(values.items()))


@dataclass(frozen=True, slots=True)
class Table:
    """A published table (or view, where `view` holds its SELECT). `description` is Chinese, for the public."""

    name: str
    zh: str
    en: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    view: str | None = None

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")


@dataclass(frozen=True, slots=True)
class StatementKind:
    """One of the nine statements.

    `table` is its table in the database, `figures` its amount columns in printed order as (column, printed header),
    `keys` its own other columns (`side`, `line_no`, `basis`), `coded` whether rows carry classification codes.
    `since` is the first year whose form has it, `told_since` the first whose prose has a section on it everywhere.
    """

    number: int
    table: str
    title: str
    en: str
    figures: tuple[tuple[str, str], ...]
    keys: tuple[str, ...] = ()
    coded: bool = False
    since: int = 0
    told_since: int = 0

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.figures)


@dataclass(frozen=True, slots=True)
class Metric:
    """A key figure: its unit (万元, %, 辆, 个 …), and in Chinese its definition and where it is read.

    `cell` says where a table states it: (statement number, row, column), row being an item, `合计` or a basis.
    """

    id: str
    zh: str
    en: str
    unit: str
    definition: str
    source: str
    cell: tuple[int, str, str] | None = None
