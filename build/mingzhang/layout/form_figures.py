"""Cells of a self-evaluation form that are a figure: an amount, a percentage, a score."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from ..amounts import in_wan, parse_amount, parse_money
from .form_words import label

_MONEY_SIGNS = "¥￥$"


@lru_cache(maxsize=1024)
def number(cell: str, unit: str = "万元") -> Decimal | None:
    """An amount in 万元 (`6.36`, `7.08万元`, `1,701.47 万元`, `100万`, `￥6.36`); a bare number has the form's `unit`."""
    text = label(cell)
    amount = parse_money(text) if text.lstrip(_MONEY_SIGNS)[:1].isdigit() else None
    return in_wan(amount.value, amount.unit or unit) if amount else None


@lru_cache(maxsize=1024)
def percentage(cell: str) -> Decimal | None:
    """The value of a cell that is one percentage."""
    text = label(cell)
    amount = parse_amount(text[:-1]) if text[-1:] == "%" else None
    return amount.value if amount else None


@lru_cache(maxsize=1024)
def plain_number(cell: str) -> Decimal | None:
    """The value of a cell that is one bare number (a score), perhaps with 分."""
    text = label(cell)
    amount = parse_amount(text.removesuffix("分")) if text[:1].isdigit() else None
    return amount.value if amount else None
