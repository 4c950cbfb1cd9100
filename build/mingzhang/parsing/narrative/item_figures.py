"""What an item of 支出决算具体情况 states: 年初预算, 全年预算, 支出决算 and how much of which budget was spent."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from .directions import direction
from .quantities import Quantity, find_quantities, with_units

_ANNUAL = re.compile(r"(?:全年|调整后?的?|调整预算|当年)预算?数?")
"""全年预算, 调整后预算: not the opening budget (年初预算)."""
_EARLIER = re.compile(r"(?:上年度?|上一年度?|去年)(?:的?支出)?决算数?(?:为|是|:)?$")
_SINCE = re.compile(r"[较比与同](?:上年度?|上一年度?|去年|20[0-9]{2}年度?)[^，。；0-9]{0,10}$")
"""较上年决算数减少5万元: a change, no figure of the year."""
_YEAR = re.compile(r"(20[0-9]{2})年度?(?:的?支出)?决算数?(?:为|是|:)?$")
"""2021年度决算50万元: whose final figure it is; that of an earlier year gives way to that of a later one."""


class ItemFigures(msgspec.Struct):
    """What an item states: opening and full-year budget, what was spent, the rate and which budget it is of."""

    initial: Quantity | None = None
    annual: Quantity | None = None
    final: Quantity | None = None
    rate: Quantity | None = None
    of_annual: bool = False

    @property
    def any_money(self) -> bool:
        return any((self.initial, self.annual, self.final))

    @property
    def end(self) -> int:
        return max((q.end for q in (self.initial, self.annual, self.final, self.rate) if q), default=0)

    def fields(self) -> dict[str, Decimal | None]:
        """The figures as an item's fields."""
        return {
            "initial_budget": self.initial.wan if self.initial else None,
            "annual_budget": self.annual.wan if self.annual else None,
            "final": self.final.wan if self.final else None,
            "completion_pct": self.rate.value if self.rate and not self.of_annual else None,
            "annual_completion_pct": self.rate.value if self.rate and self.of_annual else None,
        }


def item_figures(text: str) -> ItemFigures:
    """The first figures after 年初预算, 全年预算, 决算 and 完成. A figure right after the item's name is the final one
    only where no 决算 states it."""
    found = ItemFigures()
    named: Quantity | None = None
    before, lead_before, year = 0, "", 0
    for quantity in with_units(text, find_quantities(text)):
        lead = text[max(before, quantity.start - 24) : quantity.start]
        if lead == "的" and quantity.is_percent:  # 完成年初预算1180万元的102.59%
            lead = lead_before
        before, lead_before = quantity.end, lead
        if "原因" in lead:
            break
        since = _SINCE.search(text, max(0, quantity.start - 24), quantity.start)
        if quantity.is_money and (_EARLIER.search(lead) or (since and direction(since[0]))):
            continue
        stated = (
            _YEAR.search(text, max(0, quantity.start - 24), quantity.start) if quantity.is_money else None
        )
        if stated is not None and found.final is not None and 0 < year < int(stated[1]):
            found.final = None
        if stated is not None:
            year = year if found.final is not None else int(stated[1])
        if not _take(found, quantity, lead) and quantity.is_money and _follows_name(lead):
            named = named or quantity
    found.final = found.final or named
    return found


def _take(found: ItemFigures, quantity: Quantity, lead: str) -> bool:
    """Whether a figure is one that the words before it name; the first of each is kept."""
    at = lead.rfind("预算")
    budgeted = at > max(lead.rfind("决算"), lead.rfind("支出为"))
    if budgeted and direction(lead[at:]):
        return True
    if quantity.is_percent:
        if found.rate is None and ("完成" in lead or "执行率" in lead):
            found.rate, found.of_annual = quantity, _is_of_annual(lead, found)
    elif not quantity.is_money:
        return False
    elif budgeted and _ANNUAL.search(lead):
        found.annual = found.annual or quantity
    elif budgeted:
        found.initial = found.initial or quantity
    elif "决算" in lead:
        found.final = found.final or quantity
    else:
        return False
    return True


def _follows_name(lead: str) -> bool:
    return "支出" in lead or lead.endswith(("(项)", "(款)", "(类)"))


def _is_of_annual(lead: str, found: ItemFigures) -> bool:
    """Whether a rate is that of the full-year budget: where it says so, or where no other budget stands."""
    return _ANNUAL.search(lead) is not None or (
        "年初" not in lead and found.initial is None and found.annual is not None
    )
