"""What a rule yields: comparisons of printed figures, remarks on the wording, and places where all was well.

A `Comparison` keeps the figures it compares, so that a breach can be traced to the figure that causes it. Printed
figures are intervals: an amount lies within half a unit of 0.01 万元, a percentage within half a unit of its last
printed place. All arithmetic is in `Decimal`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from ..model import Cause, Severity

ZERO = Decimal(0)
HALF_UNIT = Decimal("0.005")
HUNDRED = Decimal(100)
CENT = Decimal("0.01")

Kind = Literal["sum", "share", "growth", "at_most"]


def plain(value: Decimal) -> str:
    """A figure in digits; what was printed in 元 without the zeros that the change to 万元 brings."""
    text = f"{value:f}"
    whole, point, places = text.partition(".")
    return whole + point + places[:2] + places[2:].rstrip("0")


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure and where it stands. `value` is None for a blank (it counts as zero); `key` names the place
    uniquely (a cell's begins with T); `place` says it in Chinese; `printed` is the printed form where it differs."""

    key: str
    value: Decimal | None
    place: str
    line: int | None
    unit: str = "万元"
    repaired: str | None = None
    printed: str | None = None

    @property
    def amount(self) -> Decimal:
        return ZERO if self.value is None else self.value

    @property
    def in_table(self) -> bool:
        return self.key.startswith("T")

    @property
    def shown(self) -> str:
        """The figure as the reader meets it: 12.30, 45.49%, 空白."""
        if self.value is None:
            return "空白"
        text = self.printed or plain(self.value)
        return f"{text}%" if self.unit == "%" else f"{text}{self.unit}"


@dataclass(frozen=True, slots=True)
class Comparison:
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


@dataclass(frozen=True, slots=True)
class Remark:
    """A breach that is no arithmetic: wording, names, years, residue."""

    message: str
    line: int | None
    other_line: int | None = None
    expected: Decimal | str | None = None
    found: Decimal | str | None = None
    difference: Decimal | None = None
    cause: Cause = "source"
    severity: Severity | None = None
    rule_id: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """`times` places where the rule looked and found nothing amiss."""

    times: int = 1


Trial = Comparison | Remark | Held
Replaced = Mapping[str, Decimal]


def figures_of(comparison: Comparison) -> tuple[Figure, ...]:
    """Every figure of the comparison, the stated one first."""
    return (comparison.found, *(figure for _, figure in comparison.terms))


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
    """The largest gap that rounding explains."""
    if comparison.exact:
        return ZERO
    if comparison.kind in ("sum", "at_most"):
        count = sum(1 for _, figure in comparison.terms if _value(figure, replaced) != 0)
        return HALF_UNIT * (count + 1)
    return _percent_bound(comparison, replaced)


def _percent_bound(comparison: Comparison, replaced: Replaced | None) -> Decimal:
    """Half a unit of the last printed place, and what the rounding of the two amounts adds."""
    value = _value(comparison.found, replaced)
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    # 100% says that the two are equal, so it is read as printed with one decimal like its neighbours.
    half = Decimal(5).scaleb(-max(places, 1 if value == HUNDRED else 0) - 1)
    part, whole = (_value(figure, replaced) for _, figure in comparison.terms[:2])
    base = whole - part if comparison.kind == "growth" else whole
    if base == 0:
        return half
    ratio = abs(part / base)
    spread = HALF_UNIT * (2 if comparison.kind == "growth" else 1)
    return half + (HALF_UNIT + ratio * spread) / abs(base) * HUNDRED


def breached(comparison: Comparison, replaced: Replaced | None = None) -> bool:
    """Whether the gap is beyond what rounding explains."""
    difference = gap(comparison, replaced)
    return difference is not None and abs(difference) > bound(comparison, replaced)


def rounded(value: Decimal) -> Decimal:
    """A computed value as it would be printed: two decimals."""
    return value.quantize(CENT, ROUND_HALF_UP)


def exact(value: Decimal) -> Decimal:
    """A computed amount with two decimals, or as many more as it needs (amounts printed in 元)."""
    return Decimal(plain(value)) if value != rounded(value) else rounded(value)


def equal(found: Figure, other: Figure, label: str = "", **more: object) -> Comparison:
    """`found` and `other` are the same amount printed twice."""
    return Comparison("sum", found, ((1, other),), label or other.place, **more)  # type: ignore[arg-type]


def total(found: Figure, terms: list[Figure], label: str, **more: object) -> Comparison:
    """`found` is the sum of `terms`."""
    return Comparison("sum", found, tuple((1, term) for term in terms), label, **more)  # type: ignore[arg-type]


def share(found: Figure, part: Figure, whole: Figure, label: str, **more: object) -> Comparison:
    """`found` % is `part` of `whole`."""
    return Comparison("share", found, ((1, part), (1, whole)), label, **more)  # type: ignore[arg-type]


def growth(found: Figure, change: Figure, current: Figure, label: str, **more: object) -> Comparison:
    """`found` % is the `change` against last year's amount, which is current minus change."""
    return Comparison("growth", found, ((1, change), (1, current)), label, **more)  # type: ignore[arg-type]
