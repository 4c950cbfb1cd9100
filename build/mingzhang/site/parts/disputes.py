"""Figures that a finding calls wrong: their mark goes with them to every page that shows or compares them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from ..disclosure_facts import Facts, Row, fetch

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")  # the 959.84 of 959.84元
_FINDINGS = """select disclosure_id, position, severity, message, found, subject_kind, subject_key, source_line
    from findings where severity in ('error', 'warning') and subject_kind in ('stated', 'cell')"""
_FIGURES = """select disclosure_id, metric, value, source_line from key_figures
    order by disclosure_id, metric, origin desc, position"""


class Mark(NamedTuple):
    """The finding that a figure leads to: its number on the page of its disclosure, how grave it is, and what it says."""

    disclosure: str
    position: int
    severity: str
    message: str


def disputes(conn: sqlite3.Connection) -> dict[tuple[str, str], Mark]:
    """Map (disclosure, metric) to the finding on the figure that pages show, the table's before the prose's."""
    shown: dict[tuple[str, str], Row] = {}
    for figure in conn.execute(_FIGURES):
        shown.setdefault((figure["disclosure_id"], figure["metric"]), figure)
    return disputed(shown.values(), fetch(conn, _FINDINGS))


def disputed_of(facts: Facts) -> dict[str, Mark]:
    """Map the metrics of one disclosure whose shown figure is disputed to the finding."""
    shown: dict[str, Row] = {}
    for figure in sorted(facts.key_figures, key=lambda figure: figure["origin"] != "table"):
        shown.setdefault(figure["metric"], figure)
    return {metric: mark for (_, metric), mark in disputed(shown.values(), facts.findings).items()}


def disputed(figures: Iterable[Row], findings: Iterable[Row]) -> dict[tuple[str, str], Mark]:
    """Map (disclosure, metric) of each of the key figures that one of the findings is about to that finding."""
    by_line: dict[tuple[str, int | None], list[Row]] = {}
    for finding in findings:
        if finding["severity"] in ("error", "warning") and finding["subject_kind"] in ("stated", "cell"):
            by_line.setdefault((finding["disclosure_id"], finding["source_line"]), []).append(finding)
    marks = {}
    for figure in figures:
        for finding in by_line.get((figure["disclosure_id"], figure["source_line"]), ()):
            if _is_about(finding, figure["metric"], figure["value"]):
                key = figure["disclosure_id"], figure["metric"]
                marks[key] = Mark(
                    figure["disclosure_id"], finding["position"], finding["severity"], finding["message"]
                )
                break
    return marks


def _is_about(finding: Row, metric: str, value: float) -> bool:
    """Tell whether a finding on the line of a figure is about that figure: it names its metric, or prints its value."""
    if finding["subject_kind"] == "stated" and metric in finding["subject_key"].split("/"):
        return True
    number = _NUMBER.search(str(finding["found"] or "").replace(",", ""))
    return number is not None and abs(float(number[0]) - value) < 0.005
