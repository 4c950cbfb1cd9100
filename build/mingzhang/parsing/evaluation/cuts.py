"""Where the cells of a flattened form end: the cut of its fragments into names, targets and outcomes that is least
unlikely.

Nothing marks the cells any more. What is left: a target and its outcome mostly read alike or are figures; inside a cell
every printed line but the last is full; fragments of one printed line are different cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .cells import label, plain_number
from .fragments import Fragment
from .levels import is_piece, is_side

MOST_NAME, MOST_VALUE = 12, 4
"""Printed lines of a name and of a value."""
LONGEST_NAME, LONGEST_VALUE = 200, 30
"""Characters of a name and of a value."""
_SLACK = 3
_FIGURE = re.compile(
    r"^(?:[><≥≤≧≦》《约近]{0,2}|不(?:少于|低于|超过|高于|大于)|至少|每月|每年|每季度?)[0-9][0-9,.]*"
    r"[余多]?[^0-9。，；]{0,6}(?:[-—~至][0-9][0-9.,]*[^0-9。，；]{0,4})?(?:以[上下内])?$|^[百千万]分之.{1,3}$|^[≥≤]?千分之.{1,3}$"
)
_WORDS = re.compile(
    r"^(?:按[时期]|及时|全部|如期|基本|有效|显著|逐步|逐渐|持续|不断|明显|稳步|大力|有所|得到|较为?|进一步)?"
    r"(?:完成|及时|合格|达标|提升|提高|改善|增强|增长|保障|促进|推广|下降|减少|降低|巩固|推进|良好|优秀?|较好|好|高|无|"
    r"是|明显|有效|正常|达到|满意|合规|合理|安全|稳定|发展|可持续发展|不发生|未发生|零差评|长期|持续|到位|运行|加强|扩大|优化)"
    r"(?:完成|提升|提高|改善|增强|增长|运行|发展|推进|开展|落实|到位)?$"
)
_MIXED, _ANY = 2, 5
"""How unlikely a target and an outcome are: a figure and words, other words. Alike, or two figures: not at all."""
_APART = 9
"""A target and an outcome of different kinds that stand on different lines."""
_ALONE = 9
"""A target without an outcome, where the table has a column of outcomes."""
_SKIPPED = 7
"""A fragment that belongs to no row."""
_BLANK_INSIDE = 5
"""A blank of one line inside a cell."""
_SHORT_LINE = 4
"""A line inside a name that is not full."""
_NO_NAME = 6


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


def cut_rows(pieces: Sequence[Fragment], table: Shape, named: bool) -> list[Cut]:
    """The rows of the fragments of one group of levels; `named` says whether a level before may stand for the first
    name."""
    count = len(pieces)
    kinds = [_kind(piece.text) for piece in pieces]
    best: list[tuple[int, Cut | None]] = [(0, None)] * (count + 1)
    for start in range(count - 1, -1, -1):
        skipped = 1 if is_side(pieces[start].text) or is_piece(pieces[start].text) else _SKIPPED
        found: tuple[int, Cut | None] = (skipped + best[start + 1][0], None)
        for target, cost in _names(pieces, kinds, start, table.full, named and start == 0):
            if cost >= found[0]:
                continue
            for cut, more in _values(pieces, kinds, start, target, table):
                total = cost + more + best[cut.end][0]
                if total < found[0]:
                    found = total, cut
        best[start] = found
    rows: list[Cut] = []
    at = 0
    while at < count:
        chosen = best[at][1]
        if chosen is None:
            at += 1
            continue
        rows.append(chosen)
        at = chosen.end
    return rows


def _kind(text: str) -> int:
    """2 for a figure, 1 for the words of an outcome, 0 for others."""
    told = label(text)
    if len(told) > LONGEST_VALUE:
        return 0
    return 2 if _FIGURE.match(told) else 1 if _WORDS.match(told) else 0


def _names(
    pieces: Sequence[Fragment], kinds: Sequence[int], start: int, full: int, named: bool
) -> list[tuple[int, int]]:
    """Where a name that begins at `start` may end, with its cost."""
    found: list[tuple[int, int]] = [(start, _NO_NAME - 3)] if named else []
    cost = length = 0
    for end in range(start + 1, min(start + MOST_NAME, len(pieces) - 1) + 1):
        piece = pieces[end - 1]
        length += len(piece.text)
        if length > LONGEST_NAME:
            break
        if kinds[end - 1] == 2:
            cost += 6
        elif kinds[end - 1] == 1 and end - 1 > start:
            cost += 2
        if end - 1 > start:
            before = pieces[end - 2]
            if before.at == piece.at:
                cost += _BLANK_INSIDE
            elif before.width < full - _SLACK:
                cost += _SHORT_LINE
        found.append((end, cost))
    return found


def _values(
    pieces: Sequence[Fragment], kinds: Sequence[int], name: int, target: int, table: Shape
) -> list[tuple[Cut, int]]:
    """The rows whose target begins at `target`, with their cost."""
    found: list[tuple[Cut, int]] = []
    count = len(pieces)
    for actual in range(target + 1, min(target + MOST_VALUE, count) + 1):
        wanted = _joined(pieces, target, actual)
        if wanted is None:
            break
        inner = _inner_cost(pieces, target, actual)
        if not table.figures:
            known = _joined_kind(kinds, wanted, target, actual)
            beside = target > name and pieces[target].at == pieces[target - 1].at
            cost = inner + (_ALONE if table.outcomes else 0) + (0 if known else 4 if beside else 12)
            found.append((Cut(name, target, actual, actual, actual), cost))
        for end in range(actual + 1, min(actual + MOST_VALUE, count) + 1):
            got = _joined(pieces, actual, end)
            if got is None:
                break
            cost = (
                inner
                + _inner_cost(pieces, actual, end)
                + _pair_cost(pieces, kinds, wanted, got, (target, actual, end))
            )
            after = _after_figures(pieces, end, table.figures)
            missing = 20 if after < end + table.figures else 0
            found.append((Cut(name, target, actual, end, after), cost + missing))
    return found


def _joined(pieces: Sequence[Fragment], start: int, end: int) -> str | None:
    text = "".join(label(piece.text) for piece in pieces[start:end])
    return text if len(text) <= LONGEST_VALUE else None


def _joined_kind(kinds: Sequence[int], text: str, start: int, end: int) -> int:
    return kinds[start] if end == start + 1 else _kind(text)


def _inner_cost(pieces: Sequence[Fragment], start: int, end: int) -> int:
    """The lines of one value: no two of one printed line, none but the last shorter than another."""
    if end == start + 1:
        return 0
    cost = 2 * (end - start - 1)
    if _kind(pieces[start].text) == 2 and len(pieces[start + 1].text) > 2:
        cost += 4
    widest = max(piece.width for piece in pieces[start:end])
    for at in range(start, end - 1):
        if pieces[at].at == pieces[at + 1].at:
            cost += _BLANK_INSIDE
        elif pieces[at].width < widest - _SLACK:
            cost += _SHORT_LINE
    return cost


def _pair_cost(
    pieces: Sequence[Fragment], kinds: Sequence[int], wanted: str, got: str, places: tuple[int, int, int]
) -> int:
    target, actual, end = places
    one, two = _joined_kind(kinds, wanted, target, actual), _joined_kind(kinds, got, actual, end)
    if wanted == got:
        return 0 if one or len(wanted) <= 12 else 1
    if one == two == 2:
        return 0
    if one and two:
        return _MIXED - 1
    if one or two:
        return _MIXED + (1 if max(len(wanted), len(got)) <= 10 else 3)
    beside = pieces[actual - 1].at == pieces[actual].at
    return _ANY if beside else _ANY + _APART


def _after_figures(pieces: Sequence[Fragment], at: int, figures: int) -> int:
    """The end of the row: after its figures, and a remark on the line of the last."""
    end = at
    while end < min(at + figures, len(pieces)) and plain_number(pieces[end].text) is not None:
        end += 1
    if figures and end == at + figures:
        while end < len(pieces) and pieces[end].at == pieces[end - 1].at:
            end += 1
    return end
