"""Figures as cells: the unit, decimals and zeros of a layout."""

from __future__ import annotations

from collections.abc import Sequence

from .figures import wan, yuan
from .layouts import Layout
from .records import Money
from .statements import Line

Rows = list[list[str]]
_TENS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
ORDINALS = tuple(("二" if n >= 20 else "") + ("十" if n >= 10 else "") + _TENS[n % 10] for n in range(1, 30))
"""一 to 二十九."""


def money_cell(amount: Money | None, number: int, layout: Layout) -> str:
    """A cell of statement `number` in the layout's unit and style."""
    if amount is None:
        return ""
    if number in layout.yuan_tables:
        return yuan(amount, layout.comma)
    if layout.fine:
        return f"{wan(amount, False, layout.comma)}0000"
    plain = wan(amount, layout.trim, layout.comma)
    return marked(plain, amount) if layout.figures == "marked" else plain


def marked(plain: str, amount: Money) -> str:
    """A figure in one of the forms that converters and accountants print, by turns."""
    if amount < 0:
        return (f"({plain[1:]})", f"△{plain[1:]}", f"{plain[1:]}-")[amount % 3]
    return (
        plain, f"{plain}①", f"¥{plain}", f"${plain}$", f'"{plain}"', f"{plain}[1]", f"{plain}万元", plain.replace(".", "\\."),
        f"{plain}*", f"+{plain}", plain.translate(_WIDE),
    )[amount % 11]  # fmt: skip


_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def shown(lines: Sequence[Line], number: int, layout: Layout) -> tuple[Line, ...]:
    """The rows as this layout prints them: where it prints zeros, an empty cell of a figure column is a zero."""
    if not layout.zero:
        return tuple(lines)
    return tuple(
        Line(
            line.item,
            tuple(_zero(a, i, line, number) for i, a in enumerate(line.amounts)),
            line.code,
            line.side,
        )
        for line in lines
    )


def _zero(amount: Money | None, column: int, line: Line, number: int) -> Money | None:
    if amount is not None:
        return amount
    one_column = number == 4 and line.side == "revenue" and column > 0
    return None if one_column else 0


def amount_cells(line: Line, number: int, layout: Layout) -> list[str]:
    """The figure cells of a row as they print."""
    return [
        layout.zero if amount == 0 else money_cell(amount, number, layout)
        for amount in shown([line], number, layout)[0].amounts
    ]
