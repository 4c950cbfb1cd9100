"""Where things stand in a document: the line of its text, and page, box and cell where the carrier has them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

import msgspec

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 on a page, in points from its top left corner."""


class Place(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Where something stands in a document.

    `line` is the 1-based line of the reader's own text, which every carrier has. `page` (from 1; of a workbook the
    sheet), `box` and `cell` (`B7`, in the third table of a Word document `3!B7`, its seventh row `3!7`) are None where the carrier has no such
    thing: text has lines only. `certainty` (0–1) is that of the least sure digit of a cell recognised in a picture.
    """

    line: int
    page: int | None = None
    box: Box | None = None
    cell: str | None = None
    certainty: float | None = None


FIRST_LINE = Place(1)


class PrintedCell(NamedTuple):
    """The cell a figure is printed in: which of its line (from 1), and where that stands."""

    nth: int
    place: Place


class Placed:
    """What a record with a place can do: say the line alone."""

    __slots__ = ()
    place: Place

    @property
    def source_line(self) -> int:
        """The 1-based line of the document's text that it was read from."""
        return self.place.line


class Doubt(msgspec.Struct, frozen=True):
    """A figure of a recognised page of which not every digit is sure: `read` as it was taken, `other` as the next likely
    reading has it (`""` where there is none), `confidence` (0–1) that of its least sure character."""

    place: Place
    read: str
    other: str
    confidence: float

    @property
    def values(self) -> tuple[Decimal, Decimal] | None:
        """The number as read and as it may read instead; None where one of the two is no number."""
        try:
            read, other = (Decimal(text.replace(",", "").rstrip("%")) for text in (self.read, self.other))
        except InvalidOperation:
            return None
        return read, other


class Page(msgspec.Struct, frozen=True):
    """A page of a carrier that has pages: size in points, rotation in degrees, and for a scan how surely it was read
    (`confidence` 0–1). `name` is that of a sheet. Of an account out of several files, `file` is the one it is of and
    `file_page` its number there (None for a file without pages)."""

    number: int
    width: float | None = None
    height: float | None = None
    rotation: int = 0
    recognised: bool = False
    confidence: float | None = None
    name: str | None = None
    file: str | None = None
    file_page: int | None = None


def printed_at(place: Place | None, pages: Sequence[Page] = ()) -> str:
    """Where something is printed, for the public: 第12页, 工作表“GK03”B7, 第3个表格B7; "" where only its line is known.
    The cell of a whole row is its number alone.
    `pages` name the sheets of a workbook."""
    if place is None:
        return ""
    if place.cell is None:
        return f"第{place.page}页" if place.page else ""
    table, mark, cell = place.cell.rpartition("!")
    cell = f"第{cell}行" if cell.isdigit() else cell
    if mark:
        return f"第{table}个表格{cell}"
    names = (page.name for page in pages if page.number == place.page and page.name)
    return f"工作表“{next(names, place.page)}”{cell}"


def cell_name(column: int, row: int) -> str:
    """The name of a cell by its place, both from 0: (1, 6) is B7, (27, 0) is AB1."""
    return f"{column_letters(column)}{row + 1}"


@lru_cache(maxsize=512)
def column_letters(column: int) -> str:
    """The letters of a workbook's column, from 0: 1 is B, 27 is AB."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
