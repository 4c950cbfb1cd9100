"""What 公开01, 04 and 06 say of the total rows of 公开02, 07 and 05, column by column."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from .drafts import Draft, Reading
from .open_rows import FUND, NOTHING, SUMMARY, within

_REVENUE = (
    ("fiscal_appropriation", "财政拨款"),
    ("superior_subsidy", "上级补助"),
    ("business_revenue", "事业收入"),
    ("operating_revenue", "经营收入"),
    ("affiliate_remittance", "附属单位"),
    ("other_revenue", "其他收入"),
)


def known_totals(readings: Mapping[int, Reading]) -> dict[int, dict[str, Decimal]]:
    """By statement, what columns of its total row hold."""
    return {2: _revenue_of(readings), 5: _basic_of(readings), FUND: _fund_of(readings)}


def _side(reading: Reading | None) -> list[Draft]:
    """The rows of revenue of a summary, up to the sum of the year's; none where it has no sum."""
    found: list[Draft] = []
    for draft in reading.drafts if reading is not None else ():
        if draft.keys.get("side") == "revenue":
            found.append(draft)
            if draft.item in ("本年收入合计", "收入合计"):
                return found
    return []


def _of(draft: Draft) -> Decimal:
    return draft.figures.get("amount") or draft.figures.get("total") or NOTHING


def _revenue_of(readings: Mapping[int, Reading]) -> dict[str, Decimal]:
    """The columns of 公开02, by the rows of 公开01 where they are all of its revenue, else by 公开04."""
    rows = _side(readings.get(1))
    if rows and _of(rows[-1]):  # a sum that was not read says nothing
        found = dict.fromkeys((name for name, _ in _REVENUE), NOTHING)
        for draft in rows[:-1]:
            column = next((name for name, word in _REVENUE if word in draft.item), None)
            if column:
                found[column] += _of(draft)
        if abs(sum(found.values(), -_of(rows[-1]))) <= within(len(found)):
            return found
    appropriated = sum(map(_of, _side(readings.get(SUMMARY))[-1:]), NOTHING)
    return {"fiscal_appropriation": appropriated} if appropriated else {}


def _basic_of(readings: Mapping[int, Reading]) -> dict[str, Decimal]:
    """基本支出 of 公开05: the groups of 公开06 (301, 302 …) together."""
    economic = readings.get(6)
    groups = [draft for draft in economic.drafts if len(draft.code or "") == 3] if economic else []
    summed = sum(map(_of, groups), NOTHING)
    return {"basic": summed} if summed else {}


def _fund_of(readings: Mapping[int, Reading]) -> dict[str, Decimal]:
    """The year's revenue of 公开07, by its row among the revenue of 公开04."""
    rows = [draft for draft in _side(readings.get(SUMMARY)) if "政府性基金" in draft.item]
    return {"revenue": _of(rows[0])} if len(rows) == 1 else {}
