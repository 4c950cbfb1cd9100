"""What figures are divided by to be compared: `price_index.csv` and `headcounts.csv`, kept by people with their sources.

A document that states one number of people for its whole body is believed before the register.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..catalogue.divisors import HEADCOUNTS
from ..database.row_checks import Rows, by_column
from ..database.row_values import TableRow, Value
from .registers import BadRow, needed, read_rows, year_of

_MOST_PEOPLE = 50_000
_PLACE = ("source_line", "source_page", "source_box", "source_cell")


@dataclass(frozen=True, slots=True)
class Counted:
    """A row of `headcounts.csv`: so many people of a kind (编制, 实有, 在职) that a body had in a fiscal year."""

    body: str
    year: int
    kind: str
    value: int
    source: str
    scope: str
    where: str


@dataclass(slots=True)
class Denominators:
    """The price index (上年 = 100) with its sources by year, and registered headcounts by disclosure and kind."""

    prices: dict[int, tuple[float, str]] = field(default_factory=dict)
    people: dict[str, dict[str, Counted]] = field(default_factory=dict)

    def price_rows(self) -> Iterator[TableRow]:
        for year, (index, source) in sorted(self.prices.items()):
            yield "price_index", {"year": year, "index": index, "source": source}

    def headcount_rows(self, loaded: Rows) -> Iterator[TableRow]:
        """Yield the rows of `headcounts` for a disclosure whose rows are being loaded: what it says itself, where that
        is one number, else what the register says.
        """
        disclosure_id = str(by_column(loaded, "disclosures")[0]["id"])
        figures = by_column(loaded, "key_figures")
        registered = self.people.get(disclosure_id, {})
        for kind, metric in HEADCOUNTS.items():
            stated = [figure for figure in figures if figure["metric"] == metric]
            row: dict[str, Value] = {"disclosure_id": disclosure_id, "kind": kind}
            if len(stated) == 1:
                place = {name: value for name, value in stated[0].items() if name in _PLACE}
                row |= {"value": int(float(str(stated[0]["value"]))), **place}
            elif kind in registered:
                row |= {"value": registered[kind].value, "source": registered[kind].source}
            else:
                continue
            yield "headcounts", row


def price_index(files: Iterable[Path], problems: list[str]) -> dict[int, tuple[float, str]]:
    """Read `price_index.csv`: year, index (上年 = 100), source."""
    found: dict[int, tuple[float, str]] = {}

    def row(cells: Mapping[str, str], where: str) -> None:
        year = year_of(cells)
        try:
            index = float(needed(cells, "index"))
        except ValueError:
            raise BadRow(f"index: {cells['index']!r} is no number") from None
        if not 50 <= index <= 200:
            raise BadRow(f"index: {cells['index']!r} is no index with the year before at 100")
        if year in found:
            raise BadRow(f"{year} stands there twice")
        found[year] = index, needed(cells, "source")

    for _ in read_rows(files, ("year", "index", "source"), row, problems):
        pass
    return found


def headcounts(files: Iterable[Path], problems: list[str]) -> list[Counted]:
    """Read `headcounts.csv`: body, year, kind (编制, 实有, 在职), value, source, and where needed scope (本级, 汇总)."""
    seen: set[tuple[str, int, str, str]] = set()

    def row(cells: Mapping[str, str], where: str) -> Counted:
        kind, printed = needed(cells, "kind"), needed(cells, "value")
        if kind not in HEADCOUNTS:
            raise BadRow(f"kind: {kind!r} is none of {', '.join(HEADCOUNTS)}")
        if not (printed.isascii() and printed.isdigit() and 0 < int(printed) <= _MOST_PEOPLE):
            raise BadRow(f"value: {printed!r} is no number of people")
        body, scope = needed(cells, "body"), cells.get("scope", "").strip()
        one = Counted(body, year_of(cells), kind, int(printed), needed(cells, "source"), scope, where)
        if (key := (body, one.year, kind, scope)) in seen:
            raise BadRow(f"{one.body} {one.year} {kind} stands there twice")
        seen.add(key)
        return one

    return list(read_rows(files, ("body", "year", "kind", "value", "source"), row, problems, ("scope",)))
