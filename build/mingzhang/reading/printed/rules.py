"""Ruled lines of a page, pieces of one line put together; the carriers find them, each in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...model import Box

_THIN, _STRAIGHT, _GAP, _NEAR, _SHORTEST = 3.0, 1.0, 3.0, 1.6, 4.0
"""Points: the thickest line, how far a stroke may lean, the widest gap within a line, how near two are one, the shortest
that counts."""

Stroke = tuple[float, float, float, float]
"""x, y of both ends, upright, in points from the top left corner."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line across: at height `at` from `begin` to `end`; or, of the list of lines down, at `at` across."""

    at: float
    begin: float
    end: float


def strokes_of(points: list[tuple[float, float]], closed: bool, stroked: bool) -> Iterator[Stroke]:
    """The lines that a path through points draws: its strokes, or the line that a box is so thin that it is one."""
    thin = thin_box(*_box_around(points)) if not stroked or len(points) > 3 else None
    if thin or not stroked:
        if thin:
            yield thin
        return
    path = [*points, points[0]] if closed else points
    yield from ((*a, *b) for a, b in pairwise(path))


def ruled(strokes: Iterable[Stroke], lean: float = _STRAIGHT) -> tuple[list[Rule], list[Rule]]:
    """The lines across and the lines down that strokes draw; one that leans by more than `lean` points is neither."""
    across: list[Rule] = []
    down: list[Rule] = []
    for x0, y0, x1, y1 in strokes:
        if abs(y0 - y1) <= lean and abs(x0 - x1) > lean:
            across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) <= lean and abs(y0 - y1) > lean:
            down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return joined_rules(across), joined_rules(down)


def joined_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Rules at the same height that touch, as one."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if levels and rule.at - levels[-1][-1].at <= _NEAR:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    out: list[Rule] = []
    for level in levels:
        at = sum(rule.at for rule in level) / len(level)
        kept: list[Rule] = []
        for rule in sorted(level, key=lambda r: r.begin):
            if kept and rule.begin <= kept[-1].end + _GAP:
                kept[-1] = Rule(at, kept[-1].begin, max(kept[-1].end, rule.end))
            else:
                kept.append(Rule(at, rule.begin, rule.end))
        out += [rule for rule in kept if rule.end - rule.begin >= _SHORTEST]
    return out


def _box_around(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def thin_box(x0: float, y0: float, x1: float, y1: float) -> Stroke | None:
    """The line that a thin filled box is; None where the box is none."""
    wide, high = x1 - x0, y1 - y0
    if wide > _THIN < high:
        return None
    if wide > high:
        y = (y0 + y1) / 2
        return x0, y, x1, y
    x = (x0 + x1) / 2
    return x, y0, x, y1
