"""Charts of groups of departments: the largest, and medians. What is not stated is left out and never counts as zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from .charts import Bar, Chart, Series, bars, lines

_MOST = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """A named figure, None where not stated."""

    label: str
    value: float | None
    disputed: bool = False
    """A finding calls it wrong."""


def largest(id_: str, title: str, entries: Sequence[Entry], unit: str) -> Chart | None:
    """Draw the largest ten; disputed ones are hatched in their place. None where fewer than two state a figure: there is nothing to compare."""
    stated = sorted(
        ((entry, entry.value) for entry in entries if entry.value is not None),
        key=lambda pair: (-pair[1], pair[0].label),
    )
    if len(stated) < 2:
        return None
    note = f"写明这一数字的 {len(stated)} 个部门" + (
        f"中最大的 {_MOST} 个。" if len(stated) > _MOST else "。"
    )
    data = [Bar(entry.label, value, disputed=entry.disputed) for entry, value in stated[:_MOST]]
    return bars(id_, title, data, note, unit)


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
