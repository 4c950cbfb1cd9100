"""Which rows a finding disputes: the one it names, or the one on its line whose value it prints."""

from __future__ import annotations

import pytest

from mingzhang.catalogue import TABLES
from mingzhang.database.dispute_marks import mark_disputed
from mingzhang.database.row_checks import Rows
from mingzhang.database.row_values import Value

COLUMNS = {table.name: [column.name for column in table.columns] for table in TABLES}


def row(table: str, **given: Value) -> tuple[Value, ...]:
    assert given.keys() <= set(COLUMNS[table])
    return tuple(map(given.get, COLUMNS[table]))


def rows_with(finding: dict[str, Value]) -> Rows:
    """A disclosure that prints a total twice, an item, two projects, and one finding."""
    return {
        "key_figures": [
            row("key_figures", metric="grand_total_change_pct", value=81.31, source_line=234, origin="narrative"),
            row("key_figures", metric="grand_total", value=977.59, source_line=234, origin="table"),
        ],
        "general_budget_expenditure": [
            row("general_budget_expenditure", position=1, item="合计", total=977.59, source_line=300, level=0),
            row("general_budget_expenditure", position=2, code="208", item="社会保障和就业支出", source_line=301, level=1),
        ],
        "appropriation_summary": [
            row("appropriation_summary", position=1, side="revenue", item="合计", source_line=220),
            row("appropriation_summary", position=2, side="expenditure", item="合计", source_line=220),
        ],
        "execution_items": [row("execution_items", position=28, code="2120104", source_line=522)],
        "projects": [row("projects", position=1, source_line=400), row("projects", position=2, source_line=410)],
        "paragraphs": [row("paragraphs", position=1, source_line=230, source_line_end=235)],
        "findings": [row("findings", position=3, **finding)],
    }  # fmt: skip


def marked(rows: Rows) -> set[tuple[str, int]]:
    """(table, place) of every row that the finding marks."""
    mark_disputed(rows)
    return {
        (table, place)
        for table, some in rows.items()
        if "disputed" in COLUMNS[table]
        for place, values in enumerate(some)
        if values[COLUMNS[table].index("disputed")] == "3"
    }


PARAGRAPH = ("paragraphs", 0)


@pytest.mark.parametrize(
    ("severity", "kind", "key", "found", "line", "expected"),
    [
        ("error", "stated", "totals/grand_total_change_pct/1", "81.31", 234, {("key_figures", 0), PARAGRAPH}),
        ("warning", "stated", "totals/grand_total/1", None, 234, {("key_figures", 1), PARAGRAPH}),
        ("error", "cell", "5/合计/total", "977.59元", 234, {("key_figures", 1), ("general_budget_expenditure", 0), PARAGRAPH}),
        ("error", "cell", "5/208/total", "12.00", 301, {("general_budget_expenditure", 1)}),
        ("error", "cell", "4/expenditure:合计/total", "1", 220, {("appropriation_summary", 1)}),
        ("error", "item", "28/2120104/rate", "100", 522, {("execution_items", 0)}),
        ("error", "project", "某项目/executed", "0", 412, {("projects", 1)}),
        ("error", "project", "某项目/executed", "0", 402, {("projects", 0)}),
        ("error", "stated", "totals/grand_total/1", "977.59", 236, set()),  # another sentence
        ("note", "stated", "totals/grand_total/1", "977.59", 234, set()),
        ("rounding", "stated", "totals/grand_total/1", "977.59", 234, set()),
        ("error", "document", "", "81.31", 234, {PARAGRAPH}),
    ],
)  # fmt: skip
def test_a_finding_marks_the_rows_it_is_about(
    severity: str, kind: str, key: str, found: str | None, line: int, expected: set[tuple[str, int]]
) -> None:
    finding: dict[str, Value] = {
        "severity": severity, "subject_kind": kind, "subject_key": key, "found": found, "source_line": line,
    }  # fmt: skip
    assert marked(rows_with(finding)) == expected


def test_a_key_figure_tells_what_was_repaired_of_its_row() -> None:
    rows: Rows = {
        "three_public_expenses": [row("three_public_expenses", total=5.1, source_line=9, repaired="金额印作“5. 1”")],
        "key_figures": [
            row("key_figures", metric="three_public_final", value=5.1, source_line=9, origin="table"),
            row("key_figures", metric="three_public_final", value=5.1, source_line=9, origin="narrative"),
            row("key_figures", metric="abroad_final", value=2.0, source_line=9, origin="table"),
        ],
    }  # fmt: skip
    mark_disputed(rows)
    told = COLUMNS["key_figures"].index("repaired")
    assert [values[told] for values in rows["key_figures"]] == ["金额印作“5. 1”", None, None]
