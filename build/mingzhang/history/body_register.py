"""Bodies over time: what `bodies.csv` says of names and their years, of renaming, merging, splitting, and of who stands
above whom. A row that cannot be, or that a document contradicts, is told and left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .assigning import Assigned
from .body_names import BodyNames
from .registers import BadRow, Bodies, Link, needed, read_rows, year_of

_HOW = {
    "renamed": "renamed",
    "merged": "merged",
    "split": "split",
    "更名": "renamed",
    "合并": "merged",
    "拆分": "split",
}
_SCOPES = ("", "汇总", "本级")
_OPTIONAL = ("from", "to", "how", "became", "parent", "scope", "source")
_ALWAYS = (1, 9999)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row: `first` and `last` fiscal year of the name (None: not said), what then became of the body and `how`."""

    body: str
    first: int | None
    last: int | None
    how: str
    became: str
    parent: str
    scope: str
    source: str
    where: str = ""

    @property
    def years(self) -> tuple[int, int]:
        return self.first or _ALWAYS[0], self.last or _ALWAYS[1]


def read_bodies(files: Iterable[Path], problems: list[str]) -> list[BodyRow]:
    """Read `bodies.csv`, each row for itself; what is wrong goes to `problems`."""

    def row(cells: Mapping[str, str], where: str) -> BodyRow:
        of = {name: cells.get(name, "").strip() for name in _OPTIONAL}
        first, last = (year_of(cells, name) if of[name] else None for name in ("from", "to"))
        if first and last and first > last:
            raise BadRow(f"from {first} is after to {last}")
        if of["how"] and of["how"] not in _HOW:
            raise BadRow(f"how: {of['how']!r} is none of renamed, merged, split")
        if bool(of["how"]) != bool(of["became"]):
            raise BadRow("how and became belong together")
        if of["became"] and last is None:
            raise BadRow("to is blank: the last fiscal year before the change")
        if of["scope"] not in _SCOPES:
            raise BadRow(f"scope: {of['scope']!r} is neither 汇总 nor 本级")
        how = _HOW.get(of["how"], "")
        return BodyRow(
            needed(cells, "body"), first, last, how, of["became"], of["parent"], of["scope"], of["source"], where
        )  # fmt: skip

    return list(read_rows(files, ("body",), row, problems, _OPTIONAL))


def settle(rows: Sequence[BodyRow], published: Iterable[Assigned], problems: list[str]) -> Bodies:
    """Hold the rows against one another and against the documents; return what is left."""
    published = list(published)
    settling = _Settling(published)
    found = Bodies()
    for row in rows:
        try:
            settling.add(row, found)
        except BadRow as error:
            problems.append(f"{row.where}: {error}; row left out")
    return found


class _Settling:
    def __init__(self, published: Sequence[Assigned]) -> None:
        self._called = BodyNames(published)
        self._printed: dict[str, set[int]] = {}
        for one in published:
            self._printed.setdefault(one.department_id, set()).add(one.shown.fiscal_year)
        self._rows: dict[str, list[BodyRow]] = {}
        self._after: dict[str, set[str]] = {}
        self._above: dict[str, set[str]] = {}
        self._renamed_from: dict[str, str] = {}

    def add(self, row: BodyRow, found: Bodies) -> None:
        """Add what a row says. Raises `BadRow` and adds nothing where it cannot be."""
        own = self._one(row.body)
        other = self._one(row.became) if row.became else None
        self._check_years(own, row)
        if other is not None:
            self._check_change(own, other, row)
        if row.parent:
            self._check_parent(own, row)
        self._rows.setdefault(own, []).append(row)
        if row.first or row.last:
            found.names.append((own, row.body, row.first, row.last, row.source))
        if row.scope:
            found.scopes[own] = row.scope
        if other is not None and row.last is not None:
            self._after.setdefault(own, set()).add(other)
            if row.how == "renamed":
                self._renamed_from[other] = own
            found.links.append(Link(own, other, row.became, row.how, row.last + 1, row.source))
        if row.parent:
            above = self._called(row.parent)
            self._above.setdefault(own, set()).add(self._key(row.parent))
            known = next(iter(above)) if len(above) == 1 else None
            found.links.append(Link(own, known, row.parent, "parent", row.first, row.source))

    def _one(self, name: str) -> str:
        called = self._called(name)
        if not called:
            raise BadRow(f"no document names {name!r}")
        if len(called) > 1:
            raise BadRow(f"{len(called)} bodies are called {name!r}, give the full name")
        return next(iter(called))

    def _key(self, name: str) -> str:
        called = self._called(name)
        return next(iter(called)) if len(called) == 1 else name

    def _check_years(self, own: str, row: BodyRow) -> None:
        for other in self._rows.get(own, ()):
            if row == other:
                raise BadRow(f"says the same as {other.where}")
            split = row.how == other.how == "split" and row.last == other.last
            stated = _ALWAYS not in (row.years, other.years)
            if stated and not split and row.years != other.years and _overlap(row.years, other.years):
                raise BadRow(f"its years overlap with those of {other.where}")
            if (
                row.parent
                and other.parent
                and row.parent != other.parent
                and _overlap(row.years, other.years)
            ):
                raise BadRow(f"{other.where} gives the same years another parent")

    def _check_change(self, own: str, other: str, row: BodyRow) -> None:
        if own == other or _leads_to(self._after, other, own):
            raise BadRow(f"{row.became!r} would become {row.body!r} again: a cycle")
        if row.how != "renamed":
            return
        last = row.last or _ALWAYS[1]
        if late := sorted(year for year in self._printed[own] if year > last):
            raise BadRow(f"a document of {late[0]} still bears the name {row.body!r}")
        if early := sorted(year for year in self._printed[other] if year <= last):
            raise BadRow(f"a document of {early[0]} already bears the name {row.became!r}")
        if any(_overlap(row.years, one.years) for one in self._rows.get(other, ()) if one.first):
            raise BadRow(f"its years overlap with those of {row.became!r}")
        if any(one.how for one in self._rows.get(own, ())) or self._renamed_from.get(other, own) != own:
            raise BadRow("one name has one next name and one former: more are merged or split")

    def _check_parent(self, own: str, row: BodyRow) -> None:
        above = self._key(row.parent)
        if above == own or _leads_to(self._above, above, own):
            raise BadRow(f"{row.parent!r} stands below {row.body!r}: a cycle")


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _leads_to(graph: Mapping[str, set[str]], start: str, goal: str) -> bool:
    seen, waiting = set(), [start]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            waiting += graph.get(here, ())
    return False
