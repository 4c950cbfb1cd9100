"""A printed figure: its value as an interval, what it is of, and where it stands."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

import msgspec

from ..model import Place, Repair

ZERO = Decimal(0)
CENT = Decimal("0.01")
HALF_CENT = Decimal("0.005")
HALF_OF_WHOLE = Decimal("0.5")
HUNDRED = Decimal(100)
NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
"""A number in words, without its sign."""

SubjectKind = Literal[
    "cell",  # owner: statement number, row: key of the row, column
    "table",  # owner: title of another table, row: name, column: head
    "stated",  # owner: kind of section, row: metric, column: how often it was stated before in such a section
    "class",  # owner: position in 支出决算结构情况, column
    "item",  # owner: position in 支出决算具体情况, column
    "project",  # owner: position of the summary, column
    "form",  # owner: position of the self-evaluation form, row: indicator, column
    "text",  # owner: path of the section, row: the words
    "document",  # owner: what of the document as a whole
]


class Subject(NamedTuple):
    """What a figure or a sentence is of; it stays the same where lines move and figures change."""

    kind: SubjectKind
    owner: str
    row: str = ""
    column: str = ""

    @property
    def key(self) -> str:
        """One line of text for the database and for baselines; no program takes it apart."""
        return "/".join(part for part in self[1:] if part)


def cell(number: int, row: str, column: str) -> Subject:
    """The cell of one of the nine statements."""
    return Subject("cell", str(number), row, column)


class Figure(msgspec.Struct, frozen=True, gc=False):
    """A printed figure. `value` is None for a blank (it counts as zero); `place` says in Chinese where it stands,
    `printed` how it is printed where that differs from the value; `doubtful` that our reading of it is no evidence; `coarse` that figures of its kind
    are printed to whole 万元. `spot` is its cell, where the carrier knows cells."""

    key: Subject
    value: Decimal | None
    place: str
    line: int | None
    unit: str = "万元"
    repair: Repair | None = None
    printed: str | None = None
    doubtful: bool = False
    quote: str | None = None
    coarse: bool = False
    spot: Place | None = None

    @property
    def amount(self) -> Decimal:
        return ZERO if self.value is None else self.value

    @property
    def in_table(self) -> bool:
        return self.key.kind == "cell"

    @property
    def shown(self) -> str:
        """The figure as the reader meets it: 12.30万元, 45.49%, 空白."""
        if self.value is None:
            return "空白"
        text = self.printed or plain(self.value)
        return f"{text}{self.unit}"

    @property
    def half(self) -> Decimal:
        """Half of the last printed place. Prose drops zeros (40万元 is 40.00), so only what is printed to whole 万元
        throughout (`coarse`) lies within half a 万元."""
        return HALF_OF_WHOLE if self.coarse else HALF_CENT

    @property
    def whole(self) -> bool:
        """Whether an amount of the prose is printed without decimals."""
        return (
            self.key.kind not in ("cell", "table")
            and self.unit == "万元"
            and bool(self.value)
            and not places(self.amount)
        )


def places(value: Decimal) -> int:
    """How many decimals a value was printed with."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


SMALL = Decimal("0.05")


def in_yuan(value: Decimal | None) -> bool:
    """Whether an amount is so small, and so exact, that its unit must be 元 where 万元 is meant: a slip of the unit is
    told by itself, and sums over it would tell it again."""
    return value is not None and 0 < abs(value) < SMALL and places(value) > 3


def plain(value: Decimal) -> str:
    """A figure in digits; what was printed in 元 without the zeros that the change to 万元 brings."""
    text = f"{value:f}"
    whole, point, decimals = text.partition(".")
    return whole + point + decimals[:2] + decimals[2:].rstrip("0")


def rounded(value: Decimal, decimals: int = 2) -> Decimal:
    """A computed value as it would be printed."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def exact(value: Decimal) -> Decimal:
    """A computed amount with two decimals, or as many more as it needs (amounts printed in 元)."""
    return Decimal(plain(value)) if value != rounded(value) else rounded(value)
