"""Which figures a finding disputes: the one it names, or the one on its line whose value it prints."""

from __future__ import annotations

import sqlite3

import pytest

from mingzhang.site.parts.disputes import disputed


def rows(columns: str, *values: tuple[object, ...]) -> list[sqlite3.Row]:
    conn = sqlite3.connect(":memory:")
    conn.row_factory = sqlite3.Row
    marks = ",".join("?" for _ in columns.split(","))
    conn.execute(f"create table t ({columns})")
    conn.executemany(f"insert into t values ({marks})", values)
    return conn.execute("select * from t").fetchall()


FIGURES = rows(
    "disclosure_id, metric, value, source_line",
    ("a", "grand_total_change_pct", 81.31, 234),
    ("a", "grand_total", 977.59, 234),
    ("b", "grand_total", 977.59, 234),
)


@pytest.mark.parametrize(
    ("severity", "kind", "key", "found", "line", "marked"),
    [
        ("error", "stated", "totals/grand_total_change_pct/1", "81.31", 234, {"grand_total_change_pct"}),
        ("warning", "stated", "totals/grand_total/1", None, 234, {"grand_total"}),
        ("error", "cell", "5/合计/total", "977.59元", 234, {"grand_total"}),
        ("error", "cell", "5/合计/total", "12.00", 234, set()),
        ("error", "stated", "totals/grand_total/1", "977.59", 235, set()),  # another sentence
        ("note", "stated", "totals/grand_total/1", "977.59", 234, set()),
        ("rounding", "stated", "totals/grand_total/1", "977.59", 234, set()),
        ("error", "document", "", "81.31", 234, set()),
    ],
)
def test_a_finding_marks_the_figure_it_is_about(
    severity: str, kind: str, key: str, found: str | None, line: int, marked: set[str]
) -> None:
    columns = "disclosure_id, position, severity, message, found, subject_kind, subject_key, source_line"
    findings = rows(columns, ("a", 3, severity, "不一致", found, kind, key, line))
    marks = disputed(FIGURES, findings)
    assert {metric for _, metric in marks} == marked
    assert {(mark.disclosure, mark.position) for mark in marks.values()} <= {("a", 3)}
