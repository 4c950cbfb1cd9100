"""A filled database changed in place: what belongs to a disclosure, a file or a budget is taken out by its key, and whole
tables are held against what they should hold. Over an empty database the same steps fill it.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from ..catalogue import TABLES, Table
from .loading import Loader
from .row_values import TableRow, Value
from .storage import STORED, lies_in

OF_SOURCES = ("source_lines", "source_pages", "source_parts", "doubtful_figures", "corrections")
"""Tables whose rows were read of a file and carry its identifier alone."""
WHOLE = (
    "metrics", "rules", "function_codes", "economic_codes", "code_names", "code_links", "portal", "sources",
    "addresses", "versions", "version_changes", "department_names", "department_links",
    "expected_disclosures", "price_index",
)  # fmt: skip
"""Tables that are short and worked out whole in every build, without asking the database."""
OF_ROLLUPS = ("district_rollups", "rollup_accounts")
"""The same, worked out of what is loaded."""
OF_BUDGETS: Mapping[str, str] = {"budget_items": "budget_id", "budget_figures": "budget_id", "budgets": "id"}
"""Tables of budgets with the column that names one, children first."""
_CHILDREN: Mapping[str, tuple[str, str]] = {
    "paragraphs": ("section_id", "sections"),
    "indicators": ("form_id", "evaluation_forms"),
    "finding_evidence": ("finding_id", "findings"),
}
"""Tables whose rows name a row of another table that names the disclosure."""
_ELSEWHERE = {*WHOLE, *OF_ROLLUPS, *OF_BUDGETS, "search_documents"}
OF_DISCLOSURES: Mapping[str, str] = {
    table.name: "disclosure_id"
    for table in TABLES
    if table.view is None
    and table.name not in _ELSEWHERE
    and any(column.name == "disclosure_id" for column in table.columns)
} | {"disclosures": "id"}
"""Tables of what was read of a disclosure, with the column that names it."""
_LATER: Mapping[str, frozenset[str]] = {"sources": frozenset({"original"})}
"""Columns that are filled in when the files are shown, and no row that is held brings."""
_BY_NAME = {table.name: table for table in TABLES}


class Renewal:
    """Changes a database through a loader; `changed` counts, by the table that holds them, rows more or fewer."""

    def __init__(self, conn: sqlite3.Connection, loader: Loader) -> None:
        self._conn, self._loader = conn, loader
        self._removed: Counter[str] = Counter()
        self.keys: dict[str, set[Value]] = {}
        """By whole table, what the first column of the key says of rows that came or went."""

    @property
    def changed(self) -> dict[str, int]:
        """How many rows each table holds more than before; tables that were touched and hold as many are named too."""
        added = self._loader.added
        return {name: added[name] - self._removed[name] for name in {*added, *self._removed}}

    def hold(self, tables: Collection[str], rows: Iterable[TableRow]) -> None:
        """Let whole `tables` hold the `rows` and no others; a row that is there stays, with what `_LATER` says of it."""
        given: dict[str, list[dict[str, Value]]] = {name: [] for name in tables}
        for name, row in rows:
            given[name].append(row)
        for name, wanted in given.items():
            self._loader.add((name, row) for row in self._missing(_BY_NAME[name], wanted))

    def _missing(self, table: Table, wanted: Iterable[dict[str, Value]]) -> list[dict[str, Value]]:
        """Delete the rows that are not wanted as they are; return those that are not there then."""
        keys, later = table.primary_key, _LATER.get(table.name, ())
        names = [column.name for column in table.columns if column.name not in later]
        quoted = ", ".join(f'"{name}"' for name in names)
        there = {
            tuple(row[names.index(key)] for key in keys): row
            for row in self._conn.execute(f"SELECT {quoted} FROM {table.name}")  # noqa: S608 - catalogue
        }
        if not there:
            return list(wanted)
        missing = []
        for row in wanted:
            key = tuple(row.get(name) for name in keys)
            if there.get(key) == tuple(row.get(name) for name in names):
                del there[key]
            else:
                missing.append(row)
        where = " AND ".join(f'"{key}" = ?' for key in keys)
        self._delete(table.name, where, there)
        self.keys[table.name] = {key[0] for key in there} | {row.get(keys[0]) for row in missing}
        return missing

    def _delete(self, table: str, where: str, each: Iterable[tuple[Value, ...]]) -> None:
        held = lies_in(table)
        for values in each:
            done = self._conn.execute(f"DELETE FROM {held} WHERE {where}", values)  # noqa: S608 - catalogue
            self._removed[held] += done.rowcount

    def take_out(self, disclosures: Collection[str]) -> None:
        """Delete all that was read of `disclosures` and of their files, and their departments."""
        if not disclosures:
            return
        ids = json.dumps(sorted(disclosures))
        told = "SELECT source_id, department_id FROM disclosures WHERE id IN (SELECT value FROM json_each(?))"
        found = self._conn.execute(told, (ids,)).fetchall()
        for child, (column, parent) in _CHILDREN.items():
            own = f"SELECT id FROM {lies_in(parent)} WHERE disclosure_id IN {_among(parent, 'disclosure_id')}"  # noqa: S608
            self._delete(child, f"{column} IN ({own})", [(ids,)])
        numbers = STORED["sections"].numbered["id"]
        own = f"SELECT id FROM {lies_in('sections')} WHERE disclosure_id IN {_among('sections', 'disclosure_id')}"  # noqa: S608
        self._conn.execute(f"DELETE FROM {numbers} WHERE number IN ({own})", (ids,))  # noqa: S608
        for table, column in OF_DISCLOSURES.items():
            self._delete(table, f"{column} IN {_among(table, column)}", [(ids,)])
        self._take_out_files({source for source, _ in found})
        departments = json.dumps(sorted({department for _, department in found}))
        self._delete("departments", f"id IN {_among('departments', 'id')}", [(departments,)])

    def take_out_budgets(self, budgets: Collection[str]) -> None:
        """Delete all that was read of `budgets`, which are named by their files."""
        if not budgets:
            return
        for table, column in OF_BUDGETS.items():
            self._delete(table, f"{column} IN {_among(table, column)}", [(json.dumps(sorted(budgets)),)])
        self._take_out_files(budgets)

    def _take_out_files(self, sources: Collection[str]) -> None:
        for table in OF_SOURCES:
            self._delete(
                table, f"source_id IN {_among(table, 'source_id')}", [(json.dumps(sorted(sources)),)]
            )

    def forget(self) -> None:
        """Take out of the lists of numbers what no row is left of."""
        for name in ("disclosures", "sources"):
            self._conn.execute(f"DELETE FROM {name}_numbers WHERE text NOT IN (SELECT id FROM {name})")  # noqa: S608


def _among(table: str, column: str) -> str:
    """Return the SQL of a list of identifiers, given as JSON, as they stand in a column."""
    numbers = STORED[table].numbered.get(column) if table in STORED else None
    texts = "SELECT value FROM json_each(?)"
    return f"(SELECT number FROM {numbers} WHERE text IN ({texts}))" if numbers else f"({texts})"  # noqa: S608
