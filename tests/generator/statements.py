"""The nine statements of a year as rows of figures, before any layout. What a reader must find in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .codes import CAPITAL_ITEMS, CLASSES, GOODS, LAST_GROUP, OTHER_GROUPS, PERSONNEL
from .records import APPROPRIATIONS, CAPITAL, FUND, GENERAL, SOURCES, Facts, Money, Spending, ThreePublic

Amounts = tuple[Money | None, ...]
SHORT_LIST = frozenset({"231", "234"})
"""Classes that a list of 24 functional rows leaves out."""
SHORT_ECONOMIC = frozenset(code for code, _ in (*PERSONNEL, *GOODS, *CAPITAL_ITEMS))
"""Economic codes of a 公开06 that prints 资本性支出 (310) alone in its third block."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: `amounts` by the catalogue's columns, `side` revenue, expenditure, budget or final where it has one."""

    item: str
    amounts: Amounts
    code: str | None = None
    side: str | None = None


def statements(facts: Facts, short_list: bool = False, levels: bool = True) -> dict[int, tuple[Line, ...]]:
    """The rows of all nine by number; `levels` False prints 项 only. A statement without figures has no rows."""
    revenue = [s for s in facts.spendings if s.revenue]
    return {
        1: _summary(facts, short_list),
        2: _tree(revenue, _revenue_row, levels),
        3: _tree(facts.spendings, _expenditure_row, levels),
        4: _appropriations(facts, short_list),
        5: _tree(facts.of(GENERAL), _basic_project_row, levels),
        6: economic_lines(facts, (*PERSONNEL, *GOODS, *OTHER_GROUPS, *CAPITAL_ITEMS, *LAST_GROUP)),
        7: _tree(facts.of(FUND), _fund_row, levels),
        8: _tree(facts.of(CAPITAL), _basic_project_row, levels),
        9: (_three_public("budget", facts.three_public_budget), _three_public("final", facts.three_public)),
    }


def _sum(spendings: Iterable[Spending], row: Callable[[Spending], tuple[Money, ...]]) -> Amounts:
    columns = zip(*(row(s) for s in spendings), strict=True)
    return tuple(sum(column) or None for column in columns)


def _revenue_row(s: Spending) -> tuple[Money, ...]:
    own = s.revenue if s.money in APPROPRIATIONS else 0
    return (s.revenue, own, *(s.revenue if s.money == source else 0 for source in SOURCES))


def _expenditure_row(s: Spending) -> tuple[Money, ...]:
    return (s.total, s.basic, s.project, 0, s.operating, 0)


def _basic_project_row(s: Spending) -> tuple[Money, ...]:
    return (s.total, s.basic, s.project)


def _fund_row(s: Spending) -> tuple[Money, ...]:
    return (s.opening, s.revenue, s.total, s.basic, s.project, s.closing)


def _tree(
    spendings: Iterable[Spending], row: Callable[[Spending], tuple[Money, ...]], levels: bool
) -> tuple[Line, ...]:
    """合计, then 类, 款 and 项 in the order of their codes, each the sum of what is under it."""
    chosen = list(spendings)
    if not chosen:
        return ()
    under: defaultdict[str, list[Spending]] = defaultdict(list)
    names: dict[str, str] = {}
    for s in chosen:
        f = s.function
        for code, name in ((f.code[:3], f.class_), (f.code[:5], f.section), (f.code, f.item)):
            under[code].append(s)
            names[code] = name
    codes = [code for code in sorted(under) if levels or len(code) == 7]
    return (
        Line("合计", _sum(chosen, row)),
        *(Line(names[code], _sum(under[code], row), code) for code in codes),
    )


def class_sums(spendings: Iterable[Spending]) -> dict[str, Money]:
    """Expenditure by functional class."""
    found: defaultdict[str, Money] = defaultdict(int)
    for s in spendings:
        found[s.function.code[:3]] += s.total
    return dict(sorted(found.items()))


def _classes(short_list: bool) -> list[tuple[str, str]]:
    return [c for c in CLASSES if not (short_list and c[0] in SHORT_LIST)]


def _summary(facts: Facts, short_list: bool) -> tuple[Line, ...]:
    """公开01: revenue by kind and expenditure by class, with balances and grand totals."""
    revenue = {
        money: sum(s.revenue for s in facts.of(money)) or None for money in (*APPROPRIATIONS, *SOURCES)
    }
    spent = class_sums(facts.spendings)
    income = sum(s.revenue for s in facts.spendings)
    opening = sum(s.opening for s in facts.spendings)
    closing = sum(s.closing for s in facts.spendings)
    expenditure = sum(s.total for s in facts.spendings)
    left = [
        ("一般公共预算财政拨款收入", revenue[GENERAL]),
        ("政府性基金预算财政拨款收入", revenue[FUND]),
        ("国有资本经营预算财政拨款收入", revenue[CAPITAL]),
        ("上级补助收入", revenue["superior_subsidy"]),
        ("事业收入", revenue["business_revenue"]),
        ("经营收入", revenue["operating_revenue"]),
        ("附属单位上缴收入", revenue["affiliate_remittance"]),
        ("其他收入", revenue["other_revenue"]),
        ("本年收入合计", income),
        ("使用非财政拨款结余和专用结余", None),
        ("年初结转和结余", opening or None),
        ("总计", income + opening),
    ]
    right = [(name, spent.get(code)) for code, name in _classes(short_list)]
    right += [
        ("本年支出合计", expenditure),
        ("结余分配", None),
        ("年末结转和结余", closing or None),
        ("总计", expenditure + closing),
    ]
    return (
        *(Line(item, (amount,), side="revenue") for item, amount in left),
        *(Line(item, (amount,), side="expenditure") for item, amount in right),
    )


def _appropriations(facts: Facts, short_list: bool) -> tuple[Line, ...]:
    """公开04: the three budgets' revenue, and expenditure by class and budget."""
    of = {money: facts.of(money) for money in APPROPRIATIONS}
    revenue = {money: sum(s.revenue for s in of[money]) for money in APPROPRIATIONS}
    opening = {money: sum(s.opening for s in of[money]) for money in APPROPRIATIONS}
    closing = [sum(s.closing for s in of[money]) for money in APPROPRIATIONS]
    spent = [class_sums(of[money]) for money in APPROPRIATIONS]
    names = dict(
        zip(
            APPROPRIATIONS,
            ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"),
            strict=True,
        )
    )
    left = [(names[m], revenue[m]) for m in APPROPRIATIONS]
    left += [("本年收入合计", sum(revenue.values())), ("年初财政拨款结转和结余", sum(opening.values()))]
    left += [(names[m], opening[m]) for m in APPROPRIATIONS]
    left += [("总计", sum(revenue.values()) + sum(opening.values()))]
    right = [(name, [part.get(code, 0) for part in spent]) for code, name in _classes(short_list)]
    year = [sum(part.values()) for part in spent]
    right += [
        ("本年支出合计", year),
        ("年末财政拨款结转和结余", closing),
        ("总计", [a + b for a, b in zip(year, closing, strict=True)]),
    ]
    return (
        *(Line(item, (amount or None, None, None, None), side="revenue") for item, amount in left),
        *(
            Line(item, tuple(a or None for a in (sum(parts), *parts)), side="expenditure")
            for item, parts in right
        ),
    )


def economic_lines(facts: Facts, codes: Iterable[tuple[str, str]]) -> tuple[Line, ...]:
    """公开06: groups and items by economic code (all of `codes`, empty or not), then the two totals."""
    amounts = dict(facts.economic)
    lines = []
    for code, name in codes:
        amount = facts.economic_sum(code) if len(code) == 3 else amounts.get(code, 0)
        lines.append(Line(name, (amount or None,), code))
    lines.append(Line("人员经费合计", (facts.personnel or None,)))
    lines.append(Line("公用经费合计", (facts.public or None,)))
    return tuple(lines)


def _three_public(basis: str, t: ThreePublic) -> Line:
    amounts = (t.total, t.abroad, t.vehicles, t.purchase, t.operation, t.reception)
    return Line("预算数" if basis == "budget" else "决算数", tuple(a or None for a in amounts), side=basis)
