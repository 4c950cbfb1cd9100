"""What a rule yields: comparisons of printed figures, remarks on the wording, and places where all was well.

A `Comparison` keeps the figures it compares, so that a breach can be traced to the figure that causes it. Printed
figures are intervals, a percentage is held against every value that its operands allow. All arithmetic is in `Decimal`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import repeat
from typing import Literal

import msgspec

from ..model import Cause, Severity
from .figures import HALF_CENT, HALF_OF_WHOLE, HUNDRED, ZERO, Figure, Subject, places, rounded

Kind = Literal["sum", "share", "growth", "at_most"]


class Comparison(msgspec.Struct, gc=False):
    """`found` held against what the other figures give.

    `sum`: found = Σ sign x term. `share`: found % = first / second x 100. `growth`: found % = change / (current -
    change) x 100, terms (change, current). `at_most`: found ≤ Σ terms. `label` says in Chinese what the other side
    is. `exact` allows no rounding difference.
    """

    kind: Kind
    found: Figure
    terms: tuple[tuple[int, Figure], ...]
    label: str
    exact: bool = False
    severity: Severity | None = None
    remark: str = ""
    rule_id: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the comparison, the stated one first."""
        return (self.found, *[figure for _, figure in self.terms])


class Remark(msgspec.Struct, gc=False):
    """A breach that is no arithmetic: wording, names, years, residue. Remarks of one rule and one `joined` key are
    one finding with its places. `also` says how many more figures or places one remark is about."""

    message: str
    line: int | None
    other_line: int | None = None
    expected: Decimal | str | None = None
    found: Decimal | str | None = None
    difference: Decimal | None = None
    cause: Cause = "source"
    severity: Severity | None = None
    rule_id: str = ""
    subject: Subject | None = None
    joined: str | None = None
    figures: tuple[Figure, ...] = ()
    also: str = ""


class Held(msgspec.Struct, frozen=True, gc=False):
    """`times` places where the rule looked and found nothing amiss."""

    times: int = 1


class NotChecked(msgspec.Struct, frozen=True, gc=False):
    """The rule had to look and could not; `reason` in Chinese."""

    reason: str


Trial = Comparison | Remark | Held | NotChecked
Replaced = Mapping[Subject, Decimal]


def _value(figure: Figure, replaced: Replaced | None) -> Decimal:
    if replaced and figure.key in replaced:
        return replaced[figure.key]
    return figure.amount


def implied(comparison: Comparison, replaced: Replaced | None = None) -> Decimal | None:
    """What the terms give for the stated figure; None where they give nothing (a share of zero)."""
    if comparison.kind in ("sum", "at_most"):
        whole_sum = ZERO
        for sign, figure in comparison.terms:
            value = _value(figure, replaced) if replaced else figure.value
            if value is not None:
                whole_sum += value if sign == 1 else sign * value
        return whole_sum
    part, whole = (_value(figure, replaced) for _, figure in comparison.terms[:2])
    base = whole - part if comparison.kind == "growth" else whole
    if base == 0:
        return None
    return part / base * HUNDRED


def gap(comparison: Comparison, replaced: Replaced | None = None) -> Decimal | None:
    """Stated minus implied; zero where `at_most` is kept; None where nothing can be implied."""
    other = implied(comparison, replaced)
    if other is None:
        return None
    difference = _value(comparison.found, replaced) - other
    if comparison.kind == "at_most" and difference < 0:
        return ZERO
    return difference


def bound(comparison: Comparison, replaced: Replaced | None = None) -> Decimal:
    """The largest gap that the rounding of every printed figure explains."""
    if comparison.exact:
        return ZERO
    found = comparison.found
    if comparison.kind in ("sum", "at_most"):
        count = len([1 for _, figure in comparison.terms if _value(figure, replaced)])
        return HALF_CENT * (count + 1)
    value = _value(found, replaced)
    half = Decimal(5).scaleb(-places_of_rate(value) - 1)
    other = implied(comparison, replaced)
    if other is None:
        return half
    low, high = _range(comparison, replaced)
    return half + max(high - other, other - low)


def places_of_rate(value: Decimal) -> int:
    """100% says that the two are equal, so it is read as printed with one decimal like its neighbours."""
    return max(places(value), 1 if value == HUNDRED else 0)


def as_printed(value: Decimal, found: Decimal) -> Decimal:
    """A computed rate with the decimals of the printed one, or with as many more as tell the two apart."""
    decimals = places_of_rate(found)
    while rounded(value, decimals) == found and decimals < _MOST_PLACES:
        decimals += 1
    return rounded(value, decimals)


_MOST_PLACES = 4


def _range(comparison: Comparison, replaced: Replaced | None) -> tuple[Decimal, Decimal]:
    """The least and the greatest percentage that the intervals of both operands allow."""
    first, second = (figure for _, figure in comparison.terms[:2])
    quotients = []
    for part in _ends(first, replaced):
        for whole in _ends(second, replaced):
            base = whole - part if comparison.kind == "growth" else whole
            if base:
                quotients.append(part / base * HUNDRED)
    return min(quotients), max(quotients)


def _ends(figure: Figure, replaced: Replaced | None) -> tuple[Decimal, Decimal]:
    value = _value(figure, replaced)
    return value - HALF_CENT, value + HALF_CENT


def tolerance(comparison: Comparison) -> Decimal:
    """The largest gap that is a slip of rounding: one unit of the last printed place beyond the bound, and, where an
    amount is printed to whole 万元, what that hides."""
    if comparison.exact:
        return ZERO
    found = comparison.found
    if comparison.kind in ("sum", "at_most"):
        coarse = sum((figure.half for _, figure in comparison.terms if figure.coarse), ZERO)
        if found.whole:
            coarse += HALF_OF_WHOLE
        return bound(comparison) + max(2 * HALF_CENT, coarse)
    unit = Decimal(1).scaleb(-places_of_rate(found.amount))
    part, whole = (figure for _, figure in comparison.terms[:2])
    base = abs(whole.amount - part.amount if comparison.kind == "growth" else whole.amount)
    coarse = sum((figure.half for figure in (part, whole) if figure.coarse), ZERO)
    slack = coarse / base * max(HUNDRED, abs(found.amount)) if base else ZERO
    return bound(comparison) + unit + slack


def rounded_alike(comparison: Comparison) -> bool:
    """Whether a sum of what is printed in 元 is the amount printed in 万元, rounded: nothing is amiss then."""
    exact = any(places(figure.amount) > 2 for figure in comparison.figures)
    difference = gap(comparison)
    return exact and not comparison.exact and difference is not None and abs(difference) <= HALF_CENT


def breached(comparison: Comparison, replaced: Replaced | None = None) -> bool:
    """Whether the gap is beyond what rounding explains."""
    difference = gap(comparison, replaced)
    return difference is not None and bool(difference) and abs(difference) > bound(comparison, replaced)


def equal(found: Figure, other: Figure, label: str = "", **more: object) -> Comparison:
    """`found` and `other` are the same amount printed twice."""
    return Comparison("sum", found, ((1, other),), label or other.place, **more)  # type: ignore[arg-type]


def total(found: Figure, terms: Sequence[Figure], label: str, **more: object) -> Comparison:
    """`found` is the sum of `terms`."""
    return Comparison("sum", found, tuple(zip(repeat(1), terms)), label, **more)  # type: ignore[arg-type]


def share(found: Figure, part: Figure, whole: Figure, label: str = "", **more: object) -> Comparison:
    """`found` % is `part` of `whole`."""
    return Comparison("share", found, ((1, part), (1, whole)), label, **more)  # type: ignore[arg-type]


def growth(found: Figure, change: Figure, current: Figure, label: str = "", **more: object) -> Comparison:
    """`found` % is the `change` against last year's amount, which is current minus change."""
    return Comparison("growth", found, ((1, change), (1, current)), label, **more)  # type: ignore[arg-type]
