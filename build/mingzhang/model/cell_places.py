"""The places of the cells of tables, kept in a few bytes a cell: a long document has a hundred thousand of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, repeat
from math import isnan, nan

import msgspec

from .place import Box, Place, cell_name

_NOWHERE = (nan, nan, nan, nan)


class _Named(msgspec.Struct, frozen=True, gc=False):
    """Cells side by side that are named as a workbook's, from (`column`, `row`), both from 0."""

    page: int | None
    before: str
    column: int
    row: int
    width: int


class _Drawn(msgspec.Struct, frozen=True, gc=False):
    """Cells with their boxes, four numbers each, their pages, and how surely their digits were recognised."""

    pages: Sequence[int | None]
    boxes: array[float]
    certainties: Sequence[float | None]


class CellPlaces(Mapping[int, tuple[Place, ...]]):
    """By line the places of the cells of a table, from the left; each is made when it is asked for."""

    def __init__(self) -> None:
        self._rows: dict[int, _Named | _Drawn] = {}

    def name(
        self, line: int, count: int, column: int, row: int, before: str = "", page: int | None = None
    ) -> None:
        """Name the cells of a line `B7`, `C7`, …, or with `3!` before them."""
        self._rows[line] = _Named(page, before, column, row, count)

    def draw(
        self,
        line: int,
        page: int | None,
        cells: Sequence[tuple[int, Box] | None],
        certainties: Sequence[float | None] = (),
    ) -> None:
        """Say of the cells of a line where they are drawn: page and box, None for a place of a cell that begins elsewhere."""
        pages = [cell[0] if cell else page for cell in cells]
        boxes = array("d", (edge for cell in cells for edge in (cell[1] if cell else _NOWHERE)))
        sure = any(certainty is not None for certainty in certainties)
        one = len(set(pages)) == 1
        self._rows[line] = _Drawn(pages[:1] if one else pages, boxes, tuple(certainties) if sure else ())

    def __getitem__(self, line: int) -> tuple[Place, ...]:
        row = self._rows[line]
        if isinstance(row, _Named):
            names = (row.before + cell_name(row.column + at, row.row) for at in range(row.width))
            return tuple(Place(line, row.page, None, name) for name in names)
        edges = iter(row.boxes)
        boxes = zip(edges, edges, edges, edges, strict=True)
        pages = cycle(row.pages)
        certainties = row.certainties or repeat(None)
        return tuple(
            Place(line, page, None if isnan(box[0]) else box, None, certainty)
            for box, page, certainty in zip(boxes, pages, certainties, strict=False)
        )

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
