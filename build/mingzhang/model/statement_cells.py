"""What of a statement's cells was read, and what a second print of it gives otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .place import Place, Placed


@dataclass(frozen=True, slots=True)
class CellCount:
    """How many cells of a statement's rows hold digits: all, those that were read, those told as unread in a note."""

    digits: int = 0
    read: int = 0
    told: int = 0

    def with_read(self, more: int) -> CellCount:
        """The count when `more` of the unread cells were understood after all."""
        more = min(more, self.told)
        return CellCount(self.digits, self.read + more, self.told - more)


@dataclass(frozen=True, slots=True)
class CopiedFigure(Placed):
    """A figure that a second print of a statement gives otherwise: `value` is the one kept, at `kept`, `other` that of
    the second print, at `place`; both in 万元."""

    item: str
    column: str
    value: Decimal
    other: Decimal
    kept: Place
    place: Place


NOT_COUNTED = CellCount()
"""The count of a statement that has no table."""
