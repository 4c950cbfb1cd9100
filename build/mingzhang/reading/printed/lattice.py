"""Ruled tables of a page: lines that cross make a grid, missing outer sides are closed, cells take their characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import inf

from ...model import Box
from .glyph import Glyph
from .printed_lines import cell_text
from .rules import Rule

_TOUCH = 3.0
"""Points by which lines may miss each other and still meet."""
_OPEN = 6.0
"""Points by which lines stand out over the last one across them where a side of the table is not drawn."""
_NEAR = 2.5
MOST_LINES = 3_000
"""Lines of a page; a drawing with more is no table."""


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell as drawn and the characters in it; without a box it is a place of a cell that begins elsewhere."""

    box: Box | None
    glyphs: tuple[Glyph, ...] = ()

    @property
    def text(self) -> str:
        """The words of the cell, a line of print a line."""
        return cell_text(self.glyphs, self.box) if self.box else ""

    @property
    def certainty(self) -> float | None:
        """How sure its least sure digit is, where digits were recognised in a picture; what is drawn as text is sure."""
        if all(glyph.certainty == 1 for glyph in self.glyphs):
            return None
        return round(min((glyph.certainty for glyph in self.glyphs if glyph.text.isdigit()), default=1.0), 3)


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table as drawn: edges of its columns and rows, and which cell (row, column) each place of the grid is part of;
    whether its upper and its lower side were not drawn."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: tuple[tuple[tuple[int, int], ...], ...]
    open_above: bool = False
    open_below: bool = False

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def row_boxes(self) -> list[Box]:
        """The box of each row."""
        return [(self.xs[0], y0, self.xs[-1], y1) for y0, y1 in zip(self.ys, self.ys[1:], strict=False)]

    def rows(self, glyphs: Iterable[Glyph]) -> list[list[DrawnCell]]:
        """Every cell with its characters; a merged cell stands in its first place, its other places are blank."""
        inside: dict[tuple[int, int], list[Glyph]] = {}
        levels, edges = self.ys[1:-1], self.xs[1:-1]
        for glyph in glyphs:
            row, column = bisect_right(levels, glyph.y), bisect_right(edges, glyph.x)
            inside.setdefault(self.owners[row][column], []).append(glyph)
        ends = {
            owner: (self.xs[column + 1], self.ys[row + 1])
            for row, owners in enumerate(self.owners)
            for column, owner in enumerate(owners)
        }
        return [
            [
                DrawnCell((self.xs[owner[1]], self.ys[owner[0]], *ends[owner]), tuple(inside.get(owner, ())))
                if owner == (row, column)
                else DrawnCell(None)
                for column, owner in enumerate(owners)
            ]
            for row, owners in enumerate(self.owners)
        ]


def ruled_tables(across: Sequence[Rule], down: Sequence[Rule]) -> list[RuledTable]:
    """The tables that the lines of a page draw, from the top; frames without a cell inside are none."""
    if len(across) + len(down) > MOST_LINES:
        return []
    tables = []
    for rows, columns in (band for group in _groups(across, down) for band in _bands(*group)):
        xs = _closed(_levels(columns), -_reach(-r.begin for r in rows), _reach(r.end for r in rows))
        ys = _closed(_levels(rows), -_reach(-c.begin for c in columns), _reach(c.end for c in columns))
        if (len(xs) > 2 and len(ys) > 2) or len(xs) > 3:
            drawn = _levels(rows)
            open_ = ys[0] < drawn[0], ys[-1] > drawn[-1]
            tables.append(RuledTable(xs, ys, _owners(xs, ys, rows, columns), *open_))
    return sorted(tables, key=lambda table: (table.ys[0], table.xs[0]))


def _groups(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that meet, directly or by others, as (across, down); only groups with both."""
    group = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for i, row in enumerate(across):
        for j, column in enumerate(down, start=len(across)):
            if (
                row.begin - _TOUCH <= column.at <= row.end + _TOUCH
                and column.begin - _TOUCH <= row.at <= column.end + _TOUCH
            ):
                group[root(i)] = root(j)
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, row in enumerate(across):
        found.setdefault(root(i), ([], []))[0].append(row)
    for j, column in enumerate(down, start=len(across)):
        found.setdefault(root(j), ([], []))[1].append(column)
    return [(rows, columns) for rows, columns in found.values() if len(rows) > 1 and columns]


def _bands(rows: list[Rule], columns: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Tables that touch, one below the other: parted where a line across has other columns above than below."""
    begin = -inf  # the upper and the lower side may not be drawn, as where a page breaks a row
    cuts = [at for at in _levels(rows)[1:-1] if _changes(columns, at)]
    for end in (*cuts, inf):
        inside = [row for row in rows if begin - _NEAR <= row.at <= end + _NEAR]
        across = [
            Rule(column.at, max(column.begin, begin), min(column.end, end))
            for column in columns
            if min(column.end, end) - max(column.begin, begin) > _NEAR
        ]
        if len(inside) > 1 and across:
            yield inside, across
        begin = end


def _changes(columns: list[Rule], at: float) -> bool:
    """Whether most columns end at a line across and others begin there. The columns of a header that part further
    below it go on."""
    above = {column.at for column in columns if column.begin < at - _NEAR and column.end >= at - _NEAR}
    below = {column.at for column in columns if column.end > at + _NEAR and column.begin <= at + _NEAR}
    return len(above & below) < min(len(above), len(below)) / 2


def _levels(rules: Iterable[Rule]) -> list[float]:
    levels: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not levels or at - levels[-1] > _NEAR:
            levels.append(at)
    return levels


def _reach(ends: Iterable[float]) -> float:
    """How far lines reach: as far as two of them do, for one may belong to the table above or below as well."""
    far = sorted(ends, reverse=True)
    return next((end for end, other in pairwise(far) if end - other <= _NEAR), far[0])


def _closed(levels: list[float], begin: float, end: float) -> tuple[float, ...]:
    """The levels with the outer sides that are not drawn but reached by the lines across."""
    before = [begin] if levels[0] - begin > _OPEN else []
    after = [end] if end - levels[-1] > _OPEN else []
    return (*before, *levels, *after)


def _owners(
    xs: Sequence[float], ys: Sequence[float], rows: Sequence[Rule], columns: Sequence[Rule]
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each place of the grid the first place of the cell it is part of: places with no line between are one."""
    middles_x = [(a + b) / 2 for a, b in pairwise(xs)]
    middles_y = [(a + b) / 2 for a, b in pairwise(ys)]
    right = [[_drawn(columns, x, middle) for x in xs[1:]] for middle in middles_y]
    below = [[_drawn(rows, y, middle) for middle in middles_x] for y in ys[1:]]
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for place in product(range(len(middles_y)), range(len(middles_x))):
        if place not in owners:
            owners.update(dict.fromkeys(_cell_at(place, right, below, owners), place))
    return tuple(
        tuple(owners[row, column] for column in range(len(middles_x))) for row in range(len(middles_y))
    )


def _drawn(rules: Sequence[Rule], at: float, middle: float) -> bool:
    """Whether a line is drawn at `at` where it passes `middle`."""
    return any(abs(rule.at - at) <= _NEAR and rule.begin <= middle <= rule.end for rule in rules)


def _cell_at(
    place: tuple[int, int],
    right: Sequence[Sequence[bool]],
    below: Sequence[Sequence[bool]],
    taken: Mapping[tuple[int, int], tuple[int, int]],
) -> Iterator[tuple[int, int]]:
    """The places of the cell that begins at `place`: to the right and down until a line is drawn."""
    row, column = place
    last_column = column
    while (
        last_column + 1 < len(right[row])
        and not right[row][last_column]
        and (row, last_column + 1) not in taken
    ):
        last_column += 1
    last_row = row
    while last_row + 1 < len(below) and not any(below[last_row][column : last_column + 1]):
        last_row += 1
    return product(range(row, last_row + 1), range(column, last_column + 1))
