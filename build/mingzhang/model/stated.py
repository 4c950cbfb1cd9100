"""What sentences and the contents list state, each time they state it."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from .place import Place
from .sections import Kind


class Stated(msgspec.Struct, frozen=True, gc=False):
    """A metric as one sentence states it; every repeat is a record of its own.

    `kind` and `section` (its path) say where; `value` is in the metric's unit, changes signed; `printed` is the number
    as printed without its thousands' commas, `printed_unit` the unit beside it ("" where none).
    """

    metric: str
    kind: Kind
    section: str
    value: Decimal
    unit: str
    printed: str
    printed_unit: str
    quote: str
    place: Place

    @property
    def source_line(self) -> int:
        """The line of the document's text that it was read from."""
        return self.place.line


class Claim(msgspec.Struct, frozen=True, gc=False):
    """What a sentence says of two figures in words.

    `relation`: 决算数小于预算数, with `how` (大于, 小于, 持平 …) and the `first` (budget) and `second` (final) amounts that
    stand before it. `reason`: 减少3.5万元，主要原因是…, with `how` (减少), `first` the number, `unit` and the `why`.
    """

    kind: Literal["relation", "reason"]
    section: str
    how: str
    first: Decimal
    second: Decimal | None
    unit: str
    why: str
    quote: str
    place: Place
    other_place: Place | None = None

    @property
    def source_line(self) -> int:
        """The line of the document's text that it was read from."""
        return self.place.line


class ContentsEntry(msgspec.Struct, frozen=True, gc=False):
    """An entry of the contents list (目录) without leaders and page number; `part` is the number of the part it names."""

    title: str
    part: int | None
    place: Place

    @property
    def source_line(self) -> int:
        """The line of the document's text that it was read from."""
        return self.place.line


class TableLabel(msgspec.Struct, frozen=True, gc=False):
    """A title, a number (公开05表), a unit or a department's name that stands by a statement. `number` is the statement
    that a title names, or the number that is printed."""

    kind: Literal["title", "number", "unit", "department"]
    text: str
    number: int | None
    place: Place

    @property
    def source_line(self) -> int:
        """The line of the document's text that it was read from."""
        return self.place.line
