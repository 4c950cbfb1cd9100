"""A statement while it is being read: rows that repair may still change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import msgspec

from ...amounts import Amount
from ...model import CellCount, Place, ReadingNote, Repair, Row

BLANKS_LOST = "空白单元格未留位置"
"""What `Reading.doubtful` says of a table whose blank cells left no trace, so that columns are open."""
Figures = dict[str, Decimal | None]


class Draft(msgspec.Struct, gc=False):
    """A row: its printed code and name, its figures in the table's own unit, and what was mended. `open` are figures
    printed on it, in order, whose columns no blank marks any more; empty where all columns are known."""

    line: int
    item: str
    figures: Figures
    printed_code: str = ""
    code: str | None = None
    level: int | None = None
    keys: dict[str, str | None] = msgspec.field(default_factory=dict)
    repairs: list[Repair] = msgspec.field(default_factory=list)
    open: tuple[Decimal, ...] = ()

    @property
    def filled(self) -> bool:
        """Whether any figure is printed."""
        return any(value is not None for value in self.figures.values())

    def mend(self, repair: Repair) -> None:
        """Note what was mended, once."""
        if repair not in self.repairs:
            self.repairs.append(repair)


@dataclass(slots=True)
class Stray:
    """Numbers of a table line that has no item: part of a row that extraction tore apart."""

    line: int
    amounts: list[Amount]


@dataclass(slots=True)
class Reading:
    """What was read of one statement. `doubtful` says which damage was seen to the columns, "" where none;
    `overprinted` are the lines on which words of the head stand, `columns` the figure columns in printed order
    (None: none of the statement's)."""

    number: int
    drafts: list[Draft] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    notes: list[ReadingNote] = field(default_factory=list)
    doubtful: str = ""
    overprinted: set[int] = field(default_factory=set)
    cells: CellCount = field(default_factory=CellCount)
    columns: tuple[str | None, ...] = ()

    def total(self) -> Draft | None:
        """The 合计 row, if printed."""
        return next((draft for draft in self.drafts if draft.level == 0), None)

    def by_code(self) -> dict[str, Draft]:
        """The coded rows; the first of a code printed twice."""
        found: dict[str, Draft] = {}
        for draft in self.drafts:
            if draft.code:
                found.setdefault(draft.code, draft)
        return found


def opened(cells: Sequence[str], room: int, total_first: bool = True) -> tuple[str, ...]:
    """The cells of a row that lost its blank ones: its total and, beyond the `room` of the columns, its other figures;
    one with a figure for every column as it is."""
    filled = tuple(cell for cell in cells if cell)
    if len(filled) >= room:
        return filled
    known = filled[:total_first]
    return (*known, *[""] * (room - len(known)), *filled[len(known) :])


def open_figures(figures: Figures, beyond: Sequence[Amount]) -> tuple[Decimal, ...]:
    """The figures of a row whose columns are open: its total, if known, and those that stand beyond its columns."""
    total = figures.get("total")
    return (
        tuple(value for value in (total, *(a.value for a in beyond)) if value is not None) if beyond else ()
    )


def leftover(number: int, row: Row) -> ReadingNote:
    """The note about a table line that could not be placed."""
    text = " ".join(cell for cell in row.cells if cell)[:60]
    return ReadingNote("leftover_line", f"公开{number:02d}表中未能识别的一行：{text}", Place(row.line))
