"""Rows of 公开01 and 公开04 parted by single blanks that have no running numbers: told by the words of their names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...amounts import parse_money
from ..cells import has_han

AMOUNT = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.[0-9]{1,10})?")
_MARKED = re.compile(r"[0-9.,][^\w\s]?[.,][0-9]")
"""What every figure has that stands among marks: $62.33$, △1,062.33, 62\\.33①."""
DASHES = frozenset(("-", "--", "—", "——", "–", "－", "/"))
"""What stands for a blank cell."""
LINE_NO = re.compile(r"[0-9]{1,3}")
_OF_REVENUE = re.compile(r"收入|拨款|年初|使用.{0,12}结余|上缴")
_OF_EXPENDITURE = re.compile(r"支出$|本年支出|支出总计|结余分配|年末")


def is_figure(cell: str) -> bool:
    """Whether a cell is an amount, also one with marks around it or its unit behind it."""
    if AMOUNT.fullmatch(cell):
        return True
    return len(cell) < 32 and _MARKED.search(cell) is not None and parse_money(cell) is not None


def holds_figure(cell: str) -> bool:
    """Whether a cell is one of figures: an amount, or the dash that stands for none."""
    return cell in DASHES or is_figure(cell)


def is_name(cell: str) -> bool:
    """Whether a cell is words, and not an amount with its unit or a note behind it (62.33万元)."""
    return has_han(cell) and not is_figure(cell)


def side_of(name: str) -> str:
    """The side on which a name stands by its words; "" where they do not say it."""
    if _OF_REVENUE.search(name):
        return "revenue"
    return "expenditure" if _OF_EXPENDITURE.search(name) else ""


def bare_sides(kind: int, cells: Sequence[str]) -> tuple[tuple[str, ...], bool] | None:
    """A row without running numbers: one name or two, each with the figures after it. The words of a name alone say
    on which side it stands; of two the first is the revenue's. The cells of the row, and whether figures are left whose
    column nothing proves."""
    if not any("." in cell for cell in cells) or any(LINE_NO.fullmatch(cell) for cell in cells):
        return None
    sides: list[tuple[str, list[str]]] = []
    for cell in cells:
        if is_name(cell):
            sides.append((cell, []))
        elif sides and holds_figure(cell):
            sides[-1][1].append(cell)
        else:
            return None
    if len(sides) == 1:
        side = side_of(sides[0][0])
        sides = [sides[0], ("", [])] if side == "revenue" else [("", []), sides[0]] if side else []
    room = 1 if kind == 1 else 4
    if len(sides) != 2 or len(sides[0][1]) > 1 or len(sides[1][1]) > room:
        return None
    (left, income), (right, figures) = sides
    if side_of(left) == "expenditure":
        return None
    partial = 1 < len(figures) < room
    told = [*figures[:1], *[""] * (room - 1), *figures[1:]] if partial else [*figures, *[""] * room][:room]
    return (left, "", (*income, "")[0], right, "", *told), partial
