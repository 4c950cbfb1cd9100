"""Charts of groups of departments: the largest, and medians. What is not stated is left out and never counts as zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Generic, TypeVar

from .charts import CHINESE, Bar, Chart, Series, Words, bars, lines, said

_MOST = 10
_OTHERS = 12
"""How many other groups a page draws beside the largest."""
NO_KIND = "未归类"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """What is alike: departments of one kind in one year, who state the figure that is compared."""

    kind: str
    year: int
    members: tuple[T, ...]

    @property
    def label(self) -> str:
        return f"{self.kind} {self.year} 年度"


def like_with_like(rows: Iterable[T], kind: Callable[[T], tuple[str | None, int]]) -> list[Group[T]]:
    """Group rows by kind and year, the group with most members first, the newest of equals; `kind` gives both."""
    found: dict[tuple[str, int], list[T]] = {}
    for row in rows:
        name, year = kind(row)
        found.setdefault((name or NO_KIND, year), []).append(row)
    groups = [Group(name, year, tuple(members)) for (name, year), members in found.items()]
    return sorted(groups, key=lambda group: (-len(group.members), -group.year, group.kind))


@dataclass(frozen=True, slots=True)
class Comparisons:
    """The charts of a page: of the group it opens on, and one of each other group that has something to compare."""

    group: str
    shown: tuple[Chart, ...]
    others: tuple[Chart, ...]
    lead: str
    """One plain sentence about the group it opens on."""


NOTHING = Comparisons("", (), (), "")


def compared(
    groups: Sequence[Group[T]],
    entry: Callable[[T], Entry],
    title: str,
    unit: str,
    more: Callable[[Group[T]], Iterable[Chart | None]] = lambda _: (),
) -> Comparisons:
    """Draw the largest of the first group and what `more` draws of it, then the largest of each other group.

    `entry` names a member and its figure.
    """
    if not groups:
        return NOTHING
    first, *rest = groups
    found = [
        largest("chart-1", f"{first.label}{title}", [entry(one) for one in first.members], unit),
        *more(first),
    ]
    others = [
        largest(f"chart-other-{n}", f"{group.label}{title}", [entry(one) for one in group.members], unit)
        for n, group in enumerate(rest, start=1)
    ]
    shown = tuple(chart for chart in found if chart)
    drawn = tuple(chart for chart in others if chart)[:_OTHERS]
    return Comparisons(first.label, shown, drawn, _lead(first, entry, title, unit))


def _lead(group: Group[T], entry: Callable[[T], Entry], title: str, unit: str) -> str:
    entries = told_apart([entry(one) for one in group.members])
    stated = sorted(
        ((one.value, one) for one in entries if one.value is not None),
        key=lambda pair: (-pair[0], pair[1].label),
    )
    if not stated:
        return ""
    if len(stated) == 1:
        return (
            f"{group.label}只有{stated[0][1].label}写明{title}：{printed(stated[0][0], unit)}，没有可比的。"
        )
    middle = printed(_middle([value for value, _ in stated]), unit)
    doubts = sum(one.disputed for _, one in stated)
    doubtful = f"；其中 {doubts} 个标※，与原文别处不一致" if doubts else ""
    top = f"{stated[0][1].label}（{printed(stated[0][0], unit)}{' ※' if stated[0][1].disputed else ''}）"
    return f"{group.label}有 {len(stated)} 个部门写明{title}，一半不超过 {middle}，最多的是{top}{doubtful}。"


def printed(value: float, unit: str) -> str:
    """Print a figure with its unit in a sentence."""
    return f"{said(value, unit)}{'' if unit == '%' else f' {unit}'}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A named figure, None where not stated."""

    label: str
    value: float | None
    disputed: bool = False
    """A finding calls it wrong."""
    place: str = ""
    """Where it is, said where others among those compared bear the same label."""


def told_apart(entries: Sequence[Entry]) -> list[Entry]:
    """Put the place before labels that several entries bear: nine districts have a 财政局."""
    times = Counter(entry.label for entry in entries)
    return [
        replace(entry, label=f"{entry.place}{entry.label}") if times[entry.label] > 1 else entry
        for entry in entries
    ]


def largest(
    id_: str, title: str, entries: Sequence[Entry], unit: str, words: Words = CHINESE
) -> Chart | None:
    """Draw the largest ten; disputed ones are hatched in their place. None where fewer than two state a figure: there is nothing to compare."""
    stated = sorted(
        ((entry, entry.value) for entry in told_apart(entries) if entry.value is not None),
        key=lambda pair: (-pair[1], pair[0].label),
    )
    if len(stated) < 2:
        return None
    note = f"写明这一数字的 {len(stated)} 个部门" + (
        f"中最大的 {_MOST} 个。" if len(stated) > _MOST else "。"
    )
    data = [Bar(entry.label, value, disputed=entry.disputed) for entry, value in stated[:_MOST]]
    return bars(id_, title, data, note if words is CHINESE else "", unit, words)


def counts(id_: str, title: str, entries: Sequence[Entry], unit: str) -> Chart:
    """Draw how many there are of each, the most first."""
    ordered = sorted(entries, key=lambda entry: (-(entry.value or 0), entry.label))
    data = [Bar(entry.label, entry.value or 0.0) for entry in ordered]
    return bars(id_, title, data, "只计本站收录的。", unit)


def medians(
    id_: str, title: str, by_year: Mapping[int, Mapping[str, float | None]], unit: str = "万元"
) -> Chart | None:
    """Draw the middle of every year, of the same departments in each: `by_year` is year → department → figure.

    The newest years that two departments or more state in each; None where that is a single year.
    """
    years = sorted(by_year)
    stated = {year: {name for name, value in by_year[year].items() if value is not None} for year in years}
    while len(years) > 1:
        same = set.intersection(*(stated[year] for year in years))
        if len(same) > 1:
            middles = tuple(_middle([by_year[year][name] or 0.0 for name in same]) for year in years)
            note = f"各年都写明这一数字的 {len(same)} 个部门。"
            return lines(id_, title, [str(year) for year in years], [Series("中位数", middles)], note, unit)
        years = years[1:]
    return None


def _middle(values: Sequence[float]) -> float:
    """Return the median, to the two decimals figures are printed with."""
    return round(float(median(values)), 2)


def medians_of_groups(id_: str, title: str, groups: Mapping[str, Sequence[float | None]]) -> Chart | None:
    """Draw the middle of every group, with how many it is of; None for a single group."""
    stated = {name: [v for v in values if v is not None] for name, values in groups.items()}
    data = [Bar(f"{name}（{len(values)}份）", _middle(values)) for name, values in stated.items() if values]
    if len(data) < 2:
        return None
    return bars(
        id_, title, sorted(data, key=lambda bar: (-bar.value, bar.label)), "中位数不受个别大部门左右。"
    )
