"""Where the cells of a flattened form end: the cut of its fragments into names, targets and outcomes that is least
unlikely.

Nothing marks the cells any more. What is left: a target and its outcome mostly read alike or are figures; inside a cell
every printed line but the last is full; fragments of one printed line are different cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..form_figures import plain_number
from ..form_words import label
from ..levels import is_piece, is_side
from .fragments import Fragment
from .values import LONGEST_VALUE, value_kind

MOST_NAME, MOST_VALUE = 12, 4
"""Printed lines of a name and of a value."""
LONGEST_NAME = 200
"""Characters of a name."""
_SLACK = 3
_MIXED, _ANY = 2, 5
"""How unlikely a target and an outcome are: a figure and words, other words. Alike, or two figures: not at all."""
_APART, _UNLIKE = 9, 25
"""More for those that stand on different lines: one of them no figure and no words of doing, or both."""
_ALONE = 9
"""A target without an outcome, where the table has a column of outcomes."""
_SKIPPED = 7
"""A fragment that belongs to no row."""
_BLANK_INSIDE = 5
"""A blank of one line inside a cell."""
_SHORT_LINE = 4
"""A line inside a name that is not full."""
_NO_NAME = 3
"""A row without a name, for which a level before it stands."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a table: the width of a full line of its names, how many figures (分值, 得分) follow an outcome,
    whether it has outcomes."""

    full: int
    figures: int = 0
    outcomes: bool = True


@dataclass(frozen=True, slots=True)
class Cut:
    """A row: where its name, target, outcome and figures begin, and where it ends."""

    name: int
    target: int
    actual: int
    figures: int
    end: int


@dataclass(frozen=True, slots=True)
class _Value:
    """Fragments read as one value: the words, their kind (2 a figure, 1 words of doing, 0 others), how unlikely they
    are one cell."""

    text: str
    kind: int
    cost: int


_Best = tuple[int, Cut | None]


def cut_rows(pieces: Sequence[Fragment], table: Shape, named: bool) -> list[Cut]:
    """The rows of the fragments of one group of levels; `named` says whether a level before may stand for the first
    name."""
    plain = _line_by_line(pieces, table)
    if plain is not None:
        return plain
    count = len(pieces)
    values = [_values_at(pieces, start) for start in range(count)]
    best: list[_Best] = [(0, None)] * (count + 1)
    for start in range(count - 1, -1, -1):
        skipped = 1 if is_side(pieces[start].text) or is_piece(pieces[start].text) else _SKIPPED
        found: _Best = (skipped + best[start + 1][0], None)
        for target, cost in _names(pieces, values, start, table.full, named and start == 0):
            if cost < found[0]:
                found = _best_values(pieces, values, (start, target, cost), table, best, found)
        best[start] = found
    rows: list[Cut] = []
    at = 0
    while at < count:
        chosen = best[at][1]
        if chosen is not None:
            rows.append(chosen)
        at = at + 1 if chosen is None else chosen.end
    return rows


def _line_by_line(pieces: Sequence[Fragment], table: Shape) -> list[Cut] | None:
    """The rows where each stands on a line of its own, whole: name, target, outcome and figures; else None."""
    step = 3 + table.figures
    if not table.outcomes or len(pieces) % step:
        return None
    rows: list[Cut] = []
    for at in range(0, len(pieces), step):
        name, target, actual = pieces[at : at + 3]
        line = [piece.at for piece in pieces[at : at + step]]
        if line[0] != line[-1] or (at and pieces[at - 1].at == line[0]) or value_kind(name.text):
            return None
        if not (value_kind(target.text) and value_kind(actual.text)):
            return None
        if any(plain_number(piece.text) is None for piece in pieces[at + 3 : at + step]):
            return None
        rows.append(Cut(at, at + 1, at + 2, at + 3, at + step))
    return rows


def _values_at(pieces: Sequence[Fragment], start: int) -> list[_Value]:
    """The values that begin at a fragment, of one fragment, two, ..."""
    found: list[_Value] = []
    text = ""
    for end in range(start + 1, min(start + MOST_VALUE, len(pieces)) + 1):
        text += label(pieces[end - 1].text)
        if len(text) > LONGEST_VALUE:
            break
        found.append(_Value(text, value_kind(text), _inner_cost(pieces, start, end)))
    return found


def _inner_cost(pieces: Sequence[Fragment], start: int, end: int) -> int:
    """The lines of one value: no two of one printed line, none but the last shorter than another."""
    if end == start + 1:
        return 0
    cost = 2 * (end - start - 1)
    if value_kind(pieces[start].text) == 2:
        cost += 8 * sum(len(piece.text) > 2 for piece in pieces[start + 1 : end])
    widest = max(piece.width for piece in pieces[start:end])
    for at in range(start, end - 1):
        if pieces[at].at == pieces[at + 1].at:
            cost += _BLANK_INSIDE
        elif pieces[at].width < widest - _SLACK:
            cost += _SHORT_LINE
    return cost


def _names(
    pieces: Sequence[Fragment], values: Sequence[Sequence[_Value]], start: int, full: int, named: bool
) -> list[tuple[int, int]]:
    """Where a name that begins at `start` may end, with its cost."""
    found: list[tuple[int, int]] = [(start, _NO_NAME)] if named else []
    cost = length = 0
    for at in range(start, min(start + MOST_NAME, len(pieces) - 1)):
        piece = pieces[at]
        length += len(piece.text)
        if length > LONGEST_NAME:
            break
        kind = values[at][0].kind if values[at] else 0
        cost += 6 if kind == 2 else 2 if kind == 1 and at > start else 0
        if at > start:
            if pieces[at - 1].at == piece.at:
                cost += _BLANK_INSIDE
            elif pieces[at - 1].width < full - _SLACK:
                cost += _SHORT_LINE
        found.append((at + 1, cost))
    return found


def _best_values(
    pieces: Sequence[Fragment],
    values: Sequence[Sequence[_Value]],
    name: tuple[int, int, int],
    table: Shape,
    best: Sequence[_Best],
    found: _Best,
) -> _Best:
    """The likeliest row whose name is told (its begin, its end and cost), if it is likelier than `found`."""
    start, target, so_far = name
    for actual, wanted in enumerate(values[target], start=target + 1):
        if not table.figures:
            beside = target > start and pieces[target].at == pieces[target - 1].at
            lone = (
                wanted.cost + (_ALONE if table.outcomes else 0) + (0 if wanted.kind else 4 if beside else 12)
            )
            total = so_far + lone + best[actual][0]
            if total < found[0]:
                found = total, Cut(start, target, actual, actual, actual)
        if actual >= len(pieces):
            break
        beside = pieces[actual - 1].at == pieces[actual].at
        for end, got in enumerate(values[actual], start=actual + 1):
            cost = so_far + wanted.cost + got.cost + _pair_cost(wanted, got, beside)
            if cost >= found[0]:
                continue
            after = _after_figures(pieces, end, table.figures)
            total = cost + (20 if after < end + table.figures else 0) + best[after][0]
            if total < found[0]:
                found = total, Cut(start, target, actual, end, after)
    return found


def _pair_cost(wanted: _Value, got: _Value, beside: bool) -> int:
    """How unlikely two values are a target and its outcome; `beside`: they stand on one printed line."""
    one, two = wanted.kind, got.kind
    if wanted.text == got.text:
        return 0 if one or len(wanted.text) <= 12 else 1
    if one == two == 2:
        return 0
    if one and two:
        return _MIXED - 1
    if one or two:
        cost = _MIXED + (1 if max(len(wanted.text), len(got.text)) <= 10 else 3)
        return cost if beside else cost + _APART
    return _ANY if beside else _ANY + _UNLIKE


def _after_figures(pieces: Sequence[Fragment], at: int, figures: int) -> int:
    """The end of the row: after its figures, and a remark on the line of the last."""
    end = at
    while end < min(at + figures, len(pieces)) and plain_number(pieces[end].text) is not None:
        end += 1
    if figures and end == at + figures:
        while end < len(pieces) and pieces[end].at == pieces[end - 1].at:
            end += 1
    return end
