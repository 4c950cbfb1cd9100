"""Mark the rows of a disclosure whose figures a finding disputes, so that the mark goes wherever the row goes.

`disputed` lists the positions of the findings of severity error or warning that are about a figure of the row; what a
finding is about it says itself (`subject_kind`, `subject_key`, line). `repaired` of a key figure is that of the row of a
statement it was taken from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ..catalogue import STATEMENTS, TABLES
from .row_checks import Rows, by_column
from .row_values import Value

_AT = {table.name: {column.name: at for at, column in enumerate(table.columns)} for table in TABLES}
_STATEMENT_OF = {str(kind.number): kind.table for kind in STATEMENTS}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")  # the 959.84 of 959.84元
_BY_POSITION = {"item": "execution_items", "class": "structure_items"}
"""Subjects whose key begins with the position of the row: 28/2120104/rate."""
_BY_LINE = {"project": "projects", "form": "evaluation_forms"}
"""Subjects that are the row their line stands in: the last one that begins at or before it."""
_SHOWING = (*_STATEMENT_OF.values(), *_BY_POSITION.values(), *_BY_LINE.values(), "key_figures", "paragraphs")


Printed = dict[str, list[dict[str, Value]]]
"""By table, the rows of the disclosure by column."""


class _Finding(NamedTuple):
    position: int
    kind: str
    key: str
    line: int | None
    found: float | None


def mark_disputed(rows: Rows) -> None:
    """Fill in `disputed` in all rows of one disclosure, and `repaired` in its key figures, in place."""
    findings = list(_findings(rows))
    printed = {table: by_column(rows, table) for table in _SHOWING} if findings else {}
    marked: dict[tuple[str, int], list[int]] = defaultdict(list)
    for finding in findings:
        for table, place in _places(printed, finding):
            marked[table, place].append(finding.position)
    for (table, place), found in marked.items():
        told = ",".join(str(position) for position in sorted(set(found)))
        rows[table][place] = _with(table, rows[table][place], "disputed", told)
    _tell_repairs(rows)


def _findings(rows: Rows) -> Iterator[_Finding]:
    at = _AT["findings"]
    for row in rows.get("findings", ()):
        if row[at["severity"]] in ("error", "warning"):
            number = _NUMBER.search(str(row[at["found"]] or "").replace(",", ""))
            yield _Finding(
                int(row[at["position"]] or 0), str(row[at["subject_kind"]]), str(row[at["subject_key"]]),
                _whole(row[at["source_line"]]), float(number[0]) if number else None,
            )  # fmt: skip


def _places(printed: Printed, finding: _Finding) -> Iterator[tuple[str, int]]:
    """Yield (table, place among its rows) of every row that shows the figure a finding is about."""
    yield from _paragraphs(printed, finding)
    if finding.kind in ("stated", "cell"):
        yield from _key_figures(printed, finding)
    if finding.kind == "cell":
        yield from _cells(printed, finding)
    table = _BY_POSITION.get(finding.kind)
    if table:
        position = finding.key.partition("/")[0]
        yield from ((table, n) for n, row in enumerate(printed[table]) if str(row["position"]) == position)
    table = _BY_LINE.get(finding.kind)
    if table and finding.line is not None:
        before = [
            n for n, row in enumerate(printed[table]) if (_whole(row["source_line"]) or 0) <= finding.line
        ]
        yield from ((table, n) for n in before[-1:])


def _key_figures(printed: Printed, finding: _Finding) -> Iterator[tuple[str, int]]:
    """A key figure on the line of the finding that it names, or whose value it prints."""
    named = finding.key.split("/") if finding.kind == "stated" else []
    for place, row in enumerate(printed["key_figures"]):
        if row["source_line"] != finding.line:
            continue
        same = finding.found is not None and abs(finding.found - float(row["value"] or 0)) < 0.005
        if row["metric"] in named or same:
            yield "key_figures", place


def _cells(printed: Printed, finding: _Finding) -> Iterator[tuple[str, int]]:
    """The row of a statement that a key such as 5/合计/total or 4/expenditure:住房保障支出/total names."""
    number, _, rest = finding.key.partition("/")
    name = rest.rpartition("/")[0]
    table = _STATEMENT_OF.get(number)
    if table is None:
        return
    for place, row in enumerate(printed[table]):
        side = row.get("side")
        names = {row.get("code"), row.get("item"), row.get("basis")} - {None}
        if name in names or (side and name in {f"{side}:{printed}" for printed in names}):
            yield table, place


def _paragraphs(printed: Printed, finding: _Finding) -> Iterator[tuple[str, int]]:
    for place, row in enumerate(printed["paragraphs"]):
        first, last = _whole(row["source_line"]), _whole(row["source_line_end"])
        if finding.line is not None and first is not None and first <= finding.line <= (last or first):
            yield "paragraphs", place


def _tell_repairs(rows: Rows) -> None:
    """Give a key figure that was read from a repaired row of a statement what was repaired there."""
    mended: dict[Value, list[dict[str, Value]]] = defaultdict(list)
    for table in _STATEMENT_OF.values():
        at = _AT[table]["repaired"]
        if any(row[at] for row in rows.get(table, ())):
            for row in by_column(rows, table):
                if row["repaired"]:
                    mended[row["source_line"]].append(row)
    if not mended:
        return
    for place, row in enumerate(by_column(rows, "key_figures")):
        told = [one["repaired"] for one in mended.get(row["source_line"], ()) if row["value"] in one.values()]
        if row["origin"] == "table" and told:
            rows["key_figures"][place] = _with("key_figures", rows["key_figures"][place], "repaired", told[0])


def _with(table: str, row: tuple[Value, ...], column: str, value: Value) -> tuple[Value, ...]:
    at = _AT[table][column]
    return (*row[:at], value, *row[at + 1 :])


def _whole(value: Value) -> int | None:
    return value if isinstance(value, int) else None
