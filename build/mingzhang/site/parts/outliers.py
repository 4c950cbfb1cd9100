"""Figures that stand far from those of their peers: same kind, same year, with the reason in figures."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

from ..disclosure_facts import Row, fetch
from ..disclosures import PLACE
from .disputes import Mark, disputes
from .group_charts import NO_KIND

_FEWEST = 8
_FAR = 3.0
"""Beyond the quarters by so many times their distance: one in hundreds of ordinary figures."""
_RATIOS = (
    ("three_public_final", "expenditure_total", "“三公”经费占本年支出"),
    ("operating_cost", "expenditure_total", "机关运行经费占本年支出"),
    ("project_expenditure", "expenditure_total", "项目支出占本年支出"),
    ("general_budget_expenditure", "general_budget_initial", "一般公共预算支出为年初预算的"),
)
_WHO = f"""select disclosures.id as id, fiscal_year, short_name, {PLACE}, kind from disclosures
    join departments on departments.id = department_id order by fiscal_year desc, disclosures.id"""  # noqa: S608  our own names
_VALUES = """select disclosure_id, metric, value from key_figures where metric in (select value from json_each(?))
    order by disclosure_id, origin desc, position"""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A share (%) far from the middle half (`low` to `high`) of `peers` bodies of its kind and year."""

    disclosure: Row
    name: str
    value: float
    low: float
    middle: float
    high: float
    peers: int
    mark: Mark | None


def outliers(conn: sqlite3.Connection) -> list[Outlier]:
    """List the outliers, the farthest first."""
    values: dict[tuple[str, str], float] = {}
    for id_, metric, value in conn.execute(
        _VALUES, (json.dumps([name for ratio in _RATIOS for name in ratio[:2]]),)
    ):
        values.setdefault((id_, metric), value)
    marks = disputes(conn)
    groups: dict[tuple[str, int], list[Row]] = {}
    for row in fetch(conn, _WHO):
        groups.setdefault((row["kind"] or NO_KIND, row["fiscal_year"]), []).append(row)
    found = []
    for rows in groups.values():
        by_id = {row["id"]: row for row in rows}
        for part, whole, name in _RATIOS:
            shares = {
                row["id"]: values[row["id"], part] / values[row["id"], whole] * 100
                for row in rows
                if (row["id"], part) in values and values.get((row["id"], whole))
            }
            for id_, (low, middle, high) in far_away(shares).items():
                row = by_id[id_]
                mark = marks.get((id_, part)) or marks.get((id_, whole))
                found.append(Outlier(row, name, shares[id_], low, middle, high, len(shares), mark))
    return sorted(found, key=lambda one: (-_distance(one), one.disclosure["id"], one.name))


def far_away(shares: Mapping[str, float]) -> dict[str, tuple[float, float, float]]:
    """Map those far from the others to the quarters (25 %, 50 %, 75 %) of all; none where they are few or all alike."""
    if len(shares) < _FEWEST:
        return {}
    low, middle, high = _quarters(list(shares.values()))
    reach = _FAR * (high - low)
    if reach <= 0:
        return {}
    return {
        name: (low, middle, high)
        for name, value in shares.items()
        if not low - reach <= value <= high + reach
    }


def _quarters(values: Sequence[float]) -> tuple[float, float, float]:
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return low, middle, high


def _distance(one: Outlier) -> float:
    return abs(one.value - one.middle) / (one.high - one.low)
