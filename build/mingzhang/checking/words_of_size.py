"""Words of size beside a budget and a final: 大于, 小于, 持平."""

from __future__ import annotations

from decimal import Decimal

_SIGNS = {"大于": 1, "高于": 1, "超过": 1, "小于": -1, "低于": -1}
"""What a relation says of final minus budget; other words say that they are equal."""


def fits(words: str, budget: Decimal, final: Decimal) -> bool:
    """Whether 决算数<words>预算数 holds."""
    return (final > budget) - (final < budget) == _SIGNS.get(words, 0)
