"""Whether one figure may be another, mistyped or misread: one digit for another, a moved point, two digits exchanged."""

from __future__ import annotations

from decimal import Decimal

MISREAD = frozenset(["14", "17", "38", "68", "06", "08", "56", "35", "27", "69"])
"""Digits that recognition takes for one another."""


def misread(printed: Decimal, value: Decimal) -> bool:
    """Whether the two differ in one digit only, by a pair that recognition mixes up (1/4, 6/8 …)."""
    first, second = f"{printed:.2f}", f"{value:.2f}"
    if len(first) != len(second):
        return False
    pairs = [a + b for a, b in zip(first, second, strict=True) if a != b]
    return len(pairs) == 1 and "".join(sorted(pairs[0])) in MISREAD


def shifted(printed: Decimal, value: Decimal) -> bool:
    """Whether the two differ by a moved decimal point only."""
    if not printed or not value or printed == value:
        return False
    return any(abs(printed.scaleb(places) - value) <= Decimal("0.005") for places in (-4, -2, -1, 1, 2, 4))


def exchanges_digits(printed: Decimal, value: Decimal) -> bool:
    """Whether the two differ by two neighbouring digits in each other's place: 45.69 and 45.96."""
    first, second = (f"{number:.2f}".replace(".", "") for number in (printed, value))
    if len(first) != len(second):
        return False
    apart = [at for at, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and first[apart[0]] == second[apart[1]]
        and first[apart[1]] == second[apart[0]]
    )
