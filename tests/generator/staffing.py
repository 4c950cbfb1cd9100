"""The basic expenditure of a made-up department: from its people to economic items (公开06) and to 项 (公开05)."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from .records import Money, ThreePublic

_PUBLIC_ITEMS = (
    ("30201", 0.35),
    ("30202", 0.06),
    ("30204", 0.01),
    ("30205", 0.05),
    ("30206", 0.22),
    ("30207", 0.08),
    ("30209", 0.2),
    ("30211", 0.12),
    ("30213", 0.1),
    ("30216", 0.05),
    ("30226", 0.15),
    ("30227", 0.3),
    ("30228", 0.18),
    ("30229", 0.25),
    ("30239", 0.8),
    ("30299", 0.15),
)
"""Public-use items and what a person costs under each in a usual year, in 万元."""


@dataclass(frozen=True, slots=True)
class Staffing:
    """People and pay of one year; `pay` is a person's base pay in hundreds of yuan."""

    people: int
    retired: int
    pay: int
    housing_grants: bool
    annuity: bool

    def next_year(self, rng: Random) -> Staffing:
        """The same department a year later."""
        return Staffing(
            people=max(8, self.people + rng.randint(-4, 4)),
            retired=max(2, self.retired + rng.randint(-1, 2)),
            pay=self.pay * rng.randint(1005, 1045) // 1000,
            housing_grants=self.housing_grants,
            annuity=self.annuity,
        )


def first_staffing(kind: str, rng: Random) -> Staffing:
    """A department's people in the year its history starts."""
    people = rng.randint(40, 130) if kind == "街道办事处" else rng.randint(18, 70)
    return Staffing(
        people,
        people * rng.randint(10, 60) // 100 + 3,
        rng.randint(560, 690),
        rng.random() < 0.8,
        rng.random() < 0.4,
    )


def _vary(amount: float, rng: Random) -> Money:
    return max(1, round(amount * rng.uniform(0.9, 1.1)))


def economic_items(staff: Staffing, final: ThreePublic, rng: Random) -> dict[str, Money]:
    """Amounts by economic code. Those for trips, cars and receptions are the three-public finals."""
    n, pay = staff.people, staff.pay
    base = n * pay
    items = {
        "30101": _vary(base, rng),
        "30102": _vary(base * 0.85, rng),
        "30103": _vary(base * 1.4, rng),
        "30108": _vary(base * 0.45, rng),
        "30110": _vary(base * 0.16, rng),
        "30111": _vary(base * 0.12, rng),
        "30112": _vary(base * 0.03, rng),
        "30113": _vary(base * 0.5, rng),
        "30302": _vary(staff.retired * 130, rng),
        "30307": _vary(staff.retired * 60, rng),
    }
    if staff.annuity:
        items["30109"] = _vary(base * 0.22, rng)
    if rng.random() < 0.3:
        items["30106"] = _vary(n * 40, rng)
    if rng.random() < 0.4:
        items["30305"] = _vary(250, rng)
    for code, cost in _PUBLIC_ITEMS:
        if rng.random() < 0.8 or code in ("30201", "30228"):
            items[code] = _vary(n * cost * 100, rng)
    if rng.random() < 0.25:
        items["31002"] = _vary(n * 8, rng)
    items |= {"30212": final.abroad, "30217": final.reception, "30231": final.operation}
    return {code: amount for code, amount in sorted(items.items()) if amount}


def basic_by_function(items: dict[str, Money], staff: Staffing, running: str) -> dict[str, Money]:
    """The same money by 项: insurance, housing and pensions under their own, the rest under `running` (行政运行)."""
    grants = items["30102"] if staff.housing_grants else 0
    found = {
        "2080501": items["30302"],
        "2080505": items["30108"],
        "2080506": items.get("30109", 0),
        "2101101": items["30110"],
        "2101103": items["30111"] + items["30307"],
        "2210201": items["30113"],
        "2210202": grants * 11 // 100,
        "2210203": grants * 17 // 100,
    }
    found[running] = sum(items.values()) - sum(found.values())
    return {code: amount for code, amount in sorted(found.items()) if amount}


def three_public(rng: Random, kind: str) -> tuple[ThreePublic, ThreePublic]:
    """(budget, final) of the three-public expenses; most departments only run a car or two."""
    cars = rng.randint(1, 4)
    operation = cars * rng.randint(90, 260)
    purchase = rng.randint(1200, 1800) if rng.random() < 0.12 else 0
    reception = rng.randint(20, 160) if rng.random() < (0.2 if kind == "街道办事处" else 0.5) else 0
    abroad = rng.randint(500, 1500) if rng.random() < 0.1 else 0
    final = ThreePublic(abroad, purchase, operation, reception)
    slack = rng.randint(0, 120)
    spare = rng.randint(0, 60) if reception or rng.random() < 0.2 else 0
    return ThreePublic(abroad, purchase, operation + slack, reception + spare), final
