"""What a careful auditor finds in the real documents must be among the findings (all of them: test_golden.py)."""

from __future__ import annotations

import pytest

from checking_builder import outcome
from corpus import report

pytestmark = pytest.mark.real


# What must be among the findings: document, rule, line, expected, found.
MUST = [
    ("000", "N02", 431, "-31.27", "-45.49"),
    ("000", "N02", 440, "-31.27", "-45.49"),
    ("000", "N02", 451, "-31.27", "-45.49"),
    ("000", "N02", 461, "-31.27", "-45.49"),
    ("000", "N05", 475, "4916.71", "1916.71"),
    ("000", "N06", 483, "200.15", "441.79"),
    ("000", "N07", 491, "5612.00", "5556"),
    ("000", "N15", 564, "3215.24", "5059.71"),
    ("000", "N16", 564, "3", "22"),
    ("001", "X04", 106, "0.36", "空白"),
    ("001", "I17", 308, "959.48", "959.84"),
    ("001", "X07", 136, "2010108", "2010106"),
    ("001", "N12", 566, "2.37", "3"),
    ("001", "N07", 606, "670.43", "680.43"),
    ("001", "N15", 1140, "959.84", "583.96"),
    ("001", "N18", 462, "959.84万元", "959.84元"),
    ("001", "N16", 604, "24", "25"),
    ("001", "N16", 1600, "182.32", "183.32"),
    ("002", "N07", 463, "4549.82", "4407.79"),
    ("002", "N06", 451, "2.23", "2.22"),
    ("002", "N06", 459, "3.45", "3.46"),
    ("002", "N02", 545, None, "126"),
    ("002", "N02", 555, None, "69"),
    ("003", "N07", 192, "5019.70", "4589.7"),
    ("003", "N16", 750, "121.25", "121.45"),
    ("003", "N16", 430, "3478.25", "3368.25"),
    ("004", "N09", 526, "100.2", "100"),
]


@pytest.mark.parametrize(("prefix", "rule_id", "line", "expected", "found"), MUST)
def test_found(prefix: str, rule_id: str, line: int, expected: str | None, found: str) -> None:
    rows = [(f.family, f.source_line, f.expected, f.found) for f in report(prefix).findings]
    assert (rule_id, line, expected, found) in rows, [row for row in rows if row[0] == rule_id]


def test_the_name_misspelt_in_a_table_head() -> None:
    lines = [f.source_line for f in report("001").findings if f.rule_id == "N20.department"]
    assert lines == [129]


def test_a_gap_of_one_item_is_named() -> None:
    (finding,) = [f for f in report("002").findings if f.rule_id == "N07.sum"]
    assert "（142.03万元）相同" in finding.message
    (finding,) = [f for f in report("003").findings if f.family == "N16" and f.source_line == 430]
    assert "（110万元）相同" in finding.message


def test_tables_that_are_gone_are_not_faults() -> None:
    for prefix in ("003", "004"):
        assert all(f.rule_id[0] == "N" or f.family == "I25" for f in report(prefix).findings)
        assert outcome(report(prefix), "X08.code-by-code") == {"not_checked": 1}
