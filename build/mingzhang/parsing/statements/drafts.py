"""A statement while it is being read: rows that repair may still change."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import msgspec

from ...amounts import Amount
from ...model import CellCount, Place, ReadingNote, Repair, Row

Figures = dict[str, Decimal | None]


class Draft(msgspec.Struct):
    """A row: its printed code and name, its figures in the table's own unit, and what was mended."""

    line: int
    item: str
    figures: Figures
    printed_code: str = ""
    code: str | None = None
    level: int | None = None
    keys: dict[str, str | None] = msgspec.field(default_factory=dict)
    repairs: list[Repair] = msgspec.field(default_factory=list)

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
    `overprinted` are the lines on which words of the head stand."""

    number: int
    drafts: list[Draft] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    notes: list[ReadingNote] = field(default_factory=list)
    doubtful: str = ""
    overprinted: set[int] = field(default_factory=set)
    cells: CellCount = field(default_factory=CellCount)

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


def leftover(number: int, row: Row) -> ReadingNote:
    """The note about a table line that could not be placed."""
    text = " ".join(cell for cell in row.cells if cell)[:60]
    return ReadingNote("leftover_line", f"公开{number:02d}表中未能识别的一行：{text}", Place(row.line))
