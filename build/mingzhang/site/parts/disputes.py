"""Figures that a finding calls wrong, or that were repaired: their mark goes with them to every page that shows them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from ..disclosure_facts import Facts, Row

_FIGURES = """select disclosure_id, metric, disputed, repaired from key_figures as shown
    where (disputed is not null or repaired is not null) and not exists (
      select 1 from key_figures as first where first.metric = shown.metric and first.disclosure_id = shown.disclosure_id
        and (first.origin, -first.position) > (shown.origin, -shown.position))
    order by disclosure_id, metric"""
"""Of the figures that pages show, the table's before the prose's, those that bear a mark."""
_FINDINGS = (
    "select disclosure_id, position, severity, message from findings where severity in ('error', 'warning')"
)


class Mark(NamedTuple):
    """What a figure leads to: the anchor on the page of its disclosure, how grave it is, and what it says.

    `severity` is that of a finding (`error`, `warning`), or `repair` where the figure was read from a repaired row.
    """

    disclosure: str
    anchor: str
    severity: str
    message: str

    @property
    def sign(self) -> str:
        return "修" if self.severity == "repair" else "※"

    @property
    def disputes(self) -> bool:
        """Tell whether a finding says that the figure is wrong; a repaired one is sound as far as we know."""
        return self.severity != "repair"


Marks = Mapping[tuple[str, str], Mark]
"""(disclosure, metric) → the mark of the figure that pages show."""


def disputes(conn: sqlite3.Connection) -> dict[tuple[str, str], Mark]:
    """Map the figures that pages show, the table's before the prose's, to their marks."""
    return marks_of(conn.execute(_FIGURES), findings_by_place(conn))


def marks_of(figures: Iterable[Row], findings: Mapping[tuple[str, int], Row]) -> dict[tuple[str, str], Mark]:
    """Map (disclosure, metric) of the first figure of each metric to its mark, where it has one."""
    marks: dict[tuple[str, str], Mark] = {}
    seen: set[tuple[str, str]] = set()
    for figure in figures:
        key = figure["disclosure_id"], figure["metric"]
        if key not in seen:
            seen.add(key)
            mark = mark_of(key[0], figure["disputed"], figure["repaired"], findings, f"m-{key[1]}")
            if mark:
                marks[key] = mark
    return marks


@lru_cache(maxsize=1)
def disputed_of(facts: Facts) -> Mapping[str, Mark]:
    """Map the metrics of one disclosure to the marks of their shown figures; asked several times for each page."""
    shown = sorted(facts.key_figures, key=lambda figure: figure["origin"] != "table")
    return {metric: mark for (_, metric), mark in marks_of(shown, findings_of(facts)).items()}


def findings_of(facts: Facts) -> dict[tuple[str, int], Row]:
    """Map (disclosure, position) to the findings of one disclosure."""
    return {(facts.id, finding["position"]): finding for finding in facts.findings}


def findings_by_place(conn: sqlite3.Connection) -> dict[tuple[str, int], Row]:
    """Map (disclosure, position) to the findings that may dispute a figure."""
    return {(row["disclosure_id"], row["position"]): row for row in conn.execute(_FINDINGS)}


def mark_of(
    disclosure: str,
    disputed: str | None,
    repaired: str | None,
    findings: Mapping[tuple[str, int], Row],
    repaired_at: str,
) -> Mark | None:
    """Return the mark of a row of any table with the columns `disputed` and `repaired`; a finding goes first."""
    if disputed:
        number = int(disputed.split(",")[0])
        finding = findings.get((disclosure, number))
        severity, said = (finding["severity"], finding["message"]) if finding else ("error", "")
        return Mark(disclosure, f"f-{number}", severity, said)
    if repaired:
        return Mark(disclosure, repaired_at, "repair", repaired)
    return None
