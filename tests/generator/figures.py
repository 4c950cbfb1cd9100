"""How the sample prints money and percentages."""

from __future__ import annotations

from .records import Money


def wan(amount: Money, trim: bool = True, comma: bool = False) -> str:
    """`amount` in 万元: `959.84`, `0.2`, `92` trimmed; `92.00` otherwise; with thousands commas where asked."""
    sign = "-" if amount < 0 else ""
    whole, cents = divmod(abs(amount), 100)
    text = f"{whole:,}" if comma else str(whole)
    if not trim:
        return f"{sign}{text}.{cents:02d}"
    if not cents:
        return f"{sign}{text}"
    return f"{sign}{text}.{cents:02d}".rstrip("0")


def yuan(amount: Money, comma: bool = True) -> str:
    """`amount` in 元 with two decimals: 12345 is `1,234,500.00`."""
    return f"{amount * 100:,}.00" if comma else f"{amount * 100}.00"


def percent(part: Money, whole: Money, places: int = 2) -> str:
    """The share of `part` in `whole` rounded half up, without trailing zeros and sign of per cent; `0` of nothing."""
    if not whole:
        return "0"
    scale = 10**places
    sign = "-" if (part < 0) != (whole < 0) and part else ""
    rounded = (abs(part) * 100 * scale * 2 + abs(whole)) // (2 * abs(whole))
    digits, rest = divmod(rounded, scale)
    text = f"{digits}.{rest:0{places}d}".rstrip("0").rstrip(".") if places else str(digits)
    return sign + text
