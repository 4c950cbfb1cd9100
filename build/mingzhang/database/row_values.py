"""What a row is: the table it belongs to and its values by column."""

from __future__ import annotations

from decimal import Decimal

Value = str | int | float | None
TableRow = tuple[str, dict[str, Value]]


def amount(value: Decimal | None) -> float | None:
    """A Decimal as the REAL it is published as."""
    return None if value is None else float(value)
