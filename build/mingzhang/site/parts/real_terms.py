"""Figures made comparable: in the prices of one year, per person, per vehicle. What they are divided by is always named;
where it is not known, nothing is computed and the page says what is missing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...catalogue.divisors import HEADCOUNTS
from ..disclosure_facts import Row, fetch
from .charts import Chart, Series, lines
from .disputes import Mark

VEHICLES = "车辆"
DENOMINATORS = {"编制": "每名编制", "实有": "每名实有人员", "在职": "每名在职人员", VEHICLES: "每辆公务用车"}
"""What figures may be divided by, and how the quotient is called."""
_NAMES = {"编制": "编制人数", "实有": "实有人数", "在职": "在职人数", VEHICLES: "公务用车保有量"}
_VEHICLES_HELD = "vehicles_held"
_OF_PEOPLE = ("basic_expenditure", "personnel_cost", "public_cost", "operating_cost", "three_public_final")
_DIVIDED = {**dict.fromkeys(HEADCOUNTS, _OF_PEOPLE), VEHICLES: ("vehicle_operation_final",)}
"""Which figures a denominator is put to on a department's page."""
_IN_PRICES = ("expenditure_total", "basic_expenditure", "project_expenditure", "operating_cost")
_HEADCOUNTS = "select * from headcounts order by disclosure_id, kind"
_PRICES = 'select year, "index", source from price_index order by year'


class Quotient(NamedTuple):
    """A computed figure of a year, None where something it takes is missing, with the mark of what it rests on."""

    value: float | None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class ScaledRow:
    """A row of the table: a title alone heads a group."""

    title: str
    unit: str = ""
    figures: tuple[Quotient, ...] = ()


@dataclass(frozen=True, slots=True)
class Scaled:
    """What a department's page shows of this: rows by year, a chart, where the numbers are from, what is refused."""

    rows: tuple[ScaledRow, ...]
    charts: tuple[Chart, ...]
    sources: tuple[str, ...]
    refused: tuple[str, ...]


class Prices:
    """The price index of a portal: year → (上年 = 100, source)."""

    def __init__(self, rows: Iterable[tuple[int, float, str]]) -> None:
        self.known: Mapping[int, tuple[float, str]] = {year: (index, source) for year, index, source in rows}

    @classmethod
    def of(cls, conn: sqlite3.Connection) -> Prices:
        return cls(tuple(row) for row in conn.execute(_PRICES))

    def factor(self, year: int, base: int) -> float | None:
        """Return by what a sum of `year` is multiplied to be in the prices of `base`, not earlier; None where a year between is
        missing.
        """
        factor = 1.0
        for each in range(year + 1, base + 1):
            if each not in self.known:
                return None
            factor *= self.known[each][0] / 100
        return factor

    def missing(self, year: int, base: int) -> list[int]:
        return [each for each in range(year + 1, base + 1) if each not in self.known]


def headcounts(conn: sqlite3.Connection) -> dict[str, list[Row]]:
    """Map each disclosure to its rows of `headcounts`."""
    found: dict[str, list[Row]] = {}
    for row in fetch(conn, _HEADCOUNTS):
        found.setdefault(row["disclosure_id"], []).append(row)
    return found


def divisors(people: Iterable[Row], metrics: Mapping[str, float]) -> dict[str, float]:
    """Return what one disclosure's figures can be divided by: kind → number, never zero."""
    known = {row["kind"]: float(row["value"]) for row in people}
    if vehicles := metrics.get(_VEHICLES_HELD):
        known[VEHICLES] = vehicles
    return known


def scaled(
    years: Sequence[Row],
    figures: Mapping[str, Sequence[tuple[float | None, Mark | None]]],
    names: Mapping[str, str],
    prices: Prices,
    people: Mapping[str, Sequence[Row]],
) -> Scaled:
    """Compute what can be of a department's `years`, oldest first; `figures` are by metric, one per year, `names` say the
    metrics in Chinese.
    """
    priced, charts, no_prices = _in_prices(years, figures, names, prices)
    held = [value for value, _ in figures.get(_VEHICLES_HELD, [(None, None)] * len(years))]
    per: list[ScaledRow] = []
    refused = list(no_prices)
    sources = [
        f"{year} 年物价指数 {prices.known[year][0]:g}：{prices.known[year][1]}"
        for year in _used(years, prices)
    ]
    for kind, called in DENOMINATORS.items():
        known = [
            held[place]
            if kind == VEHICLES
            else next(
                (float(row["value"]) for row in people.get(year["id"], ()) if row["kind"] == kind), None
            )
            for place, year in enumerate(years)
        ]
        rows = [
            ScaledRow(f"{called}的{names[metric]}", "万元", _divided(figures[metric], known))
            for metric in _DIVIDED[kind]
            if metric in figures
        ]
        if any(quotient.value is not None for row in rows for quotient in row.figures):
            counted = tuple(Quotient(number) for number in known)
            per += [
                ScaledRow(called),
                ScaledRow(_NAMES[kind], "辆" if kind == VEHICLES else "人", counted),
                *rows,
            ]
        elif kind in ("编制", "实有"):
            refused.append(f"没有算{called}的支出：原文没有写明{_NAMES[kind]}，本站也没有登记。")
    sources += _where(years, people)
    return Scaled((*priced, *per), charts, tuple(sources), tuple(refused))


def _used(years: Sequence[Row], prices: Prices) -> list[int]:
    """The years whose index is used."""
    first, last = years[0]["fiscal_year"], years[-1]["fiscal_year"]
    return [] if prices.missing(first, last) else list(range(first + 1, last + 1))


def _in_prices(
    years: Sequence[Row],
    figures: Mapping[str, Sequence[tuple[float | None, Mark | None]]],
    names: Mapping[str, str],
    prices: Prices,
) -> tuple[list[ScaledRow], tuple[Chart, ...], list[str]]:
    """Return the rows in prices of the newest year, a chart of spending, and why there are none."""
    first, base = years[0]["fiscal_year"], years[-1]["fiscal_year"]
    if first == base:
        return [], (), []
    if missing := prices.missing(first, base):
        told = "、".join(map(str, missing))
        return [], (), [f"没有折算不变价：price_index.csv 没有登记 {told} 年的物价指数。"]
    factors = [prices.factor(year["fiscal_year"], base) or 1.0 for year in years]
    rows = [ScaledRow(f"按 {base} 年价格")]
    for metric in _IN_PRICES:
        if metric in figures:
            values = zip(figures[metric], factors, strict=True)
            priced = tuple(
                Quotient(None if value is None else round(value * factor, 2), mark)
                for (value, mark), factor in values
            )
            rows.append(ScaledRow(names[metric], "万元", priced))
    return rows, _chart(years, figures.get("expenditure_total", ()), factors, base), []


def _chart(
    years: Sequence[Row],
    spent: Sequence[tuple[float | None, Mark | None]],
    factors: Sequence[float],
    base: int,
) -> tuple[Chart, ...]:
    if sum(value is not None for value, _ in spent) < 2:
        return ()
    wrong = frozenset(n for n, (_, mark) in enumerate(spent) if mark and mark.disputes)
    now = tuple(value for value, _ in spent)
    then = tuple(None if v is None else round(v * f, 2) for v, f in zip(now, factors, strict=True))
    axis = [str(year["fiscal_year"]) for year in years]
    series = [Series("当年价格", now, wrong), Series(f"{base} 年价格", then, wrong)]
    return (lines("chart-real", f"本年支出，当年价格与 {base} 年价格", axis, series),)


def _divided(
    figures: Sequence[tuple[float | None, Mark | None]], known: Sequence[float | None]
) -> tuple[Quotient, ...]:
    return tuple(
        Quotient(round(value / number, 2), mark) if value is not None and number else Quotient(None)
        for (value, mark), number in zip(figures, known, strict=True)
    )


def _where(years: Sequence[Row], people: Mapping[str, Sequence[Row]]) -> list[str]:
    """Say where each number of people is from."""
    return [
        f"{year['fiscal_year']} 年度{_NAMES[row['kind']]} {row['value']}："
        + (row["source"] or f"原文第 {row['source_line']} 行")
        for year in years
        for row in people.get(year["id"], ())
    ]
