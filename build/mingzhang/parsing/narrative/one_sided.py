"""收入总计 and 支出总计 told each by itself with its parts: whether each is the year's or holds what was carried over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from msgspec.structs import replace

from ...model import Stated
from ...model.prose import compact_text
from .labels import DIRECTION, REVENUES

_WHOLE = "grand_total"
_YEARS = {"收入": "revenue_total", "支出": "expenditure_total"}
_BUDGETS = tuple(metric for metric, _ in REVENUES)
_PARTS = {
    "收入": (
        "fiscal_appropriation_revenue",
        "superior_subsidy_revenue",
        "business_revenue",
        "operating_revenue",
        "affiliate_revenue",
        "other_revenue",
    ),
    "支出": (
        "basic_expenditure",
        "project_expenditure",
        "remitted_to_superior",
        "operating_expenditure",
        "affiliate_subsidy",
    ),
}
_CARRIED = {
    "收入": ("opening_balance", "non_fiscal_balance_used"),
    "支出": ("closing_balance", "balance_distribution"),
}
_TOTAL = re.compile(
    r"(?<![收入支、和及])(?P<side>收入|支出)(?:决算)?总(?:计|额)[^0-9]{0,12}(?P<number>[0-9]+(?:\.[0-9]+)?)"
)
_BARE = re.compile(
    rf"(?:[今本]年度?|20[0-9]{{2}}年度?|相比[，,]?)(?:的)?(?P<side>收入|支出)(?:决算数?)?(?:总体)?{DIRECTION}[^0-9]{{0,3}}"
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)"
)
"""今年收入减少50万元: which of two incomes changed, that with or that without what was carried over, it leaves open."""
_OF_TOTAL = re.compile(r"占[^，。；0-9]{0,6}(?:收入|支出)总(?:计|额)")
_ROUNDED = Decimal("0.03")
"""How far parts rounded to 0.01 may be from their whole, in 万元."""


@dataclass(slots=True)
class _Side:
    """A total of one side with its parts: where it and what belongs to it stand, its value, the metric it is (None
    where its parts do not tell)."""

    name: str
    start: int
    end: int
    value: Decimal
    metric: str | None = _WHOLE


def with_sides_told(found: Sequence[Stated]) -> list[Stated]:
    """The figures of a section, totals of one side under the metric that their parts add up to.

    Where they tell neither, and the two sides differ, the total is left out; so are a change that may be of either
    total and a share of a total that is not the year's.
    """
    sides = _sides(found)
    if not sides:
        return list(found)
    for side in sides:
        others = [other.value for other in sides if other.name != side.name]
        others += [f.value for f in found if f.metric == _WHOLE and _side_of(f) not in (None, side.name)]
        side.metric = _metric(side, found, others)
    told = {side.name: side.metric for side in sides}
    out: list[Stated] = []
    before: tuple[str, str | None] = ("", None)
    for at, stated in enumerate(found):
        bare = _printed(_BARE, stated) if stated.metric.endswith("_change") else None
        metric: str | None
        if stated.metric == f"{before[0]}_pct":
            metric = before[1] and f"{before[1]}_pct"
        elif bare in told:
            metric = None if told[bare] in (None, _WHOLE) else f"{told[bare]}_change"
        else:
            metric = _of_side(stated, [side for side in sides if side.start <= at < side.end])
        before = (stated.metric, metric) if bare in told else ("", None)
        if metric:
            out.append(stated if metric == stated.metric else replace(stated, metric=metric))
    return out


def _of_side(stated: Stated, within: Sequence[_Side]) -> str | None:
    """The metric of a figure that stands with a total of one side: the total and its change are what the side is, a
    share of a total that is not the year's is none."""
    for side in within:
        if stated.metric.startswith(_WHOLE):
            return side.metric and side.metric + stated.metric.removeprefix(_WHOLE)
        if side.metric != _YEARS[side.name] and stated.metric.endswith("_share_pct"):
            return None if _OF_TOTAL.search(compact_text(stated.quote)) else stated.metric
    return stated.metric


def _sides(found: Sequence[Stated]) -> list[_Side]:
    """The totals of one side that go before a part of theirs, each up to the next total."""
    totals = [at for at, stated in enumerate(found) if stated.kind == "totals" and _side_of(stated)]
    sides: list[_Side] = []
    for start, end in pairwise((*totals, len(found))):
        name = _side_of(found[start]) or ""
        amounts = (f.metric for f in found[start + 1 : end] if "_change" not in f.metric)
        if next(amounts, "") in (*_PARTS[name], *(_BUDGETS if name == "收入" else ())):
            sides.append(_Side(name, start, end, found[start].value))
    return sides


def _side_of(stated: Stated) -> str | None:
    return _printed(_TOTAL, stated) if stated.metric == _WHOLE else None


def _printed(pattern: re.Pattern[str], stated: Stated) -> str | None:
    """The side that the words before a figure name, in its quote."""
    words = compact_text(stated.quote).replace(",", "")
    for match in pattern.finditer(words):
        if Decimal(match["number"]) == Decimal(stated.printed):
            return match["side"]
    return None


def _metric(side: _Side, found: Sequence[Stated], others: Sequence[Decimal]) -> str | None:
    """What a total is by its parts: the year's total, or the grand total."""
    amounts: dict[str, Decimal] = {}
    for stated in found[side.start + 1 : side.end]:
        amounts.setdefault(stated.metric, stated.value)
    parts = _PARTS[side.name]
    if side.name == "收入" and parts[0] not in amounts:
        parts = (*_BUDGETS, *parts[1:])
    of_year = sum((amounts.get(part, Decimal(0)) for part in parts), Decimal(0))
    carried = sum((amounts.get(part, Decimal(0)) for part in _CARRIED[side.name]), Decimal(0))
    differs = any(other != side.value for other in others)
    if abs(of_year - side.value) <= _ROUNDED and (carried or differs):
        return _YEARS[side.name]
    if not differs or abs(of_year + carried - side.value) <= _ROUNDED:
        return _WHOLE
    return None
