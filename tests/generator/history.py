"""The years of a made-up department: facts that fit one another within a year and from one year to the next."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from . import wording
from .codes import function
from .evaluation import goals, project_facts, tasks
from .records import (
    CAPITAL,
    FUND,
    GENERAL,
    SOURCES,
    Assets,
    Department,
    Facts,
    Money,
    Procurement,
    Spending,
    ThreePublic,
    Totals,
    totals,
)
from .staffing import Staffing, basic_by_function, economic_items, first_staffing, three_public
from .themes import BY_CODE, PROJECTS_OF, RUNNING, USUAL_PROJECTS

_NOTHING = Totals(0, 0, 0, 0, 0, 0, 0, 0, ThreePublic(0, 0, 0, 0), 0)


def _kind_key(department: Department) -> str:
    return department.short_name if department.kind == "局" else department.kind


def history(department: Department, first_year: int, years: int, seed: str) -> Iterator[Facts]:
    """`years` years of facts from `first_year` on. The same arguments give the same facts."""
    rng = Random(f"{seed}/{department.name}")
    codes = PROJECTS_OF.get(_kind_key(department), USUAL_PROJECTS)
    chosen = [code for code in codes if rng.random() < 0.75] or list(codes[:2])
    sizes = {code: BY_CODE[code].size * rng.uniform(0.5, 1.7) for code in chosen}
    staff = first_staffing(department.kind, rng)
    duties = tuple(rng.sample(wording.DUTIES, rng.randint(5, len(wording.DUTIES))))
    offices = tuple(rng.sample(wording.OFFICES, rng.randint(4, 7)))
    other = _other_money(department, rng)
    previous = _NOTHING
    for year in range(first_year - 1, first_year + years):
        facts = _year(department, year, staff, sizes, other, previous, duties, offices, rng)
        if year >= first_year:
            yield facts
        previous = totals(facts)
        staff = staff.next_year(rng)
        sizes = {code: max(1.0, size * rng.uniform(0.75, 1.3)) for code, size in sizes.items()}


def _other_money(department: Department, rng: Random) -> tuple[str, ...]:
    """The kinds of money beside the general budget that this department has."""
    found = []
    if rng.random() < 0.35:
        found.append(FUND)
    if department.kind == "街道办事处" and rng.random() < 0.4:
        found.append(CAPITAL)
    if rng.random() < 0.25:
        found.append(rng.choice(SOURCES))
    return tuple(found)


def _year(
    department: Department,
    year: int,
    staff: Staffing,
    sizes: dict[str, float],
    other: tuple[str, ...],
    previous: Totals,
    duties: tuple[str, ...],
    offices: tuple[str, ...],
    rng: Random,
) -> Facts:
    budget, final = three_public(rng, department.kind)
    economic = economic_items(staff, final, rng)
    basic = basic_by_function(economic, staff, RUNNING.get(_kind_key(department), "2010301"))
    spendings = _general(basic, sizes, rng) + _others(other, sizes, rng)
    spendings.sort(key=lambda s: (s.function.code, s.money))
    general = [s for s in spendings if s.money == GENERAL]
    expenditure = sum(s.total for s in spendings)
    thing = _short(rng.choice(list(sizes)))
    return Facts(
        department=department,
        year=year,
        spendings=tuple(spendings),
        economic=tuple(economic.items()),
        three_public_budget=budget,
        three_public=final,
        previous=previous,
        projects=project_facts(general, rng),
        goals=goals(sizes, rng),
        tasks=tasks(rng),
        procurement=_procurement(expenditure, rng),
        assets=_assets(rng),
        receptions=_receptions(final.reception, rng),
        duties=duties,
        offices=offices,
        reason_more=rng.choice(wording.TOTAL_MORE).format(thing=thing),
        reason_less=rng.choice(wording.TOTAL_LESS).format(thing=thing),
        published_on=f"{year + 1}-{rng.choice((9, 10, 11)):02d}-{rng.randint(1, 28):02d}",
    )


def _short(code: str) -> str:
    return BY_CODE[code].names[0].removesuffix("经费")


def _general(basic: dict[str, Money], sizes: dict[str, float], rng: Random) -> list[Spending]:
    found = []
    for code, amount in basic.items():
        initial = amount if rng.random() < 0.3 else round(amount * rng.uniform(0.92, 1.1))
        reason = _reason(initial, amount, wording.STAFF_MORE, wording.STAFF_LESS, "", rng)
        found.append(Spending(function(code), GENERAL, amount, 0, initial, reason))
    for code, size in sizes.items():
        if rng.random() < 0.1 and len(sizes) > 2:
            continue
        amount = max(5, round(size * 100 * rng.uniform(0.85, 1.15)))
        draw = rng.random()
        initial = 0 if draw < 0.25 else amount if draw < 0.5 else round(amount * rng.uniform(0.7, 1.35))
        opening = round(amount * 0.05) if rng.random() < 0.05 else 0
        reason = _reason(initial, amount, wording.MORE, wording.LESS, _short(code), rng)
        found.append(Spending(function(code), GENERAL, 0, amount, initial, reason, opening=opening))
    return found


def _reason(
    initial: Money, final: Money, more: tuple[str, ...], less: tuple[str, ...], thing: str, rng: Random
) -> str:
    if initial == final:
        return ""
    return rng.choice(more if final > initial else less).format(thing=thing)


def _others(other: tuple[str, ...], sizes: dict[str, float], rng: Random) -> list[Spending]:
    found = []
    for money in other:
        if money == FUND:
            amount = rng.randint(800, 60000)
            opening = rng.choice((0, 0, amount // 7))
            closing = rng.choice((0, 0, amount // 11))
            code = rng.choice(("2121999", "2070904"))
            found.append(Spending(function(code), FUND, 0, amount, opening=opening, closing=closing))
        elif money == CAPITAL:
            found.append(Spending(function("2230105"), CAPITAL, 0, rng.randint(800, 20000)))
            if rng.random() < 0.5:
                found.append(Spending(function("2230104"), CAPITAL, 0, rng.randint(500, 9000)))
        else:
            amount = rng.randint(300, 9000)
            closing = amount // 9 if rng.random() < 0.3 else 0
            operating = amount if money == "operating_revenue" else 0
            code = rng.choice(sorted(sizes))
            spent = Spending(
                function(code), money, 0, amount - operating, closing=closing, operating=operating
            )
            found.append(spent)
    return found


def _procurement(expenditure: Money, rng: Random) -> Procurement:
    goods, works, services = (round(expenditure * rng.uniform(0.0, share)) for share in (0.02, 0.04, 0.12))
    works = works if rng.random() < 0.7 else 0
    total = goods + works + services
    sme = total if rng.random() < 0.6 else round(total * rng.uniform(0.6, 0.99))
    micro = sme if rng.random() < 0.4 else round(sme * rng.uniform(0.3, 0.99))
    return Procurement(goods, works, services, sme, micro)


def _assets(rng: Random) -> Assets:
    return Assets(
        leaders=rng.choice((0, 0, 1)),
        confidential=rng.choice((0, 0, 1)),
        emergency=rng.randint(1, 2),
        enforcement=rng.choice((0, 0, 0, 2)),
        other=rng.choice((0, 0, 1, 6)),
        equipment=rng.choice((0, 0, 0, 1)),
    )


def _receptions(spent: Money, rng: Random) -> tuple[int, int]:
    """(batches, persons) of domestic receptions; none where nothing was spent."""
    if not spent:
        return 0, 0
    batches = rng.randint(1, 9)
    return batches, batches * rng.randint(3, 12)
