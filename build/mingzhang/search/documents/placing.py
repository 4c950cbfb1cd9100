"""Which ids the documents of a disclosure have: rising by disclosure, with room between, so that one can come between others
without all that follow being numbered again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def room_after(size: int) -> int:
    """How many ids are left out after so many documents."""
    return size // 2 + 16


def placed(sizes: Sequence[tuple[str, int]], known: Mapping[str, int]) -> dict[str, int]:
    """Map each disclosure to the id before its first document; `sizes` tells how many each has, in order.

    Those that are `known` stay where they are, unless a neighbour finds no room beside them.

    >>> placed([("a", 10), ("b", 10)], {}), placed([("a", 10), ("new", 4), ("b", 10)], {"a": 0, "b": 31})
    ({'a': 0, 'b': 31}, {'a': 0, 'new': 18, 'b': 31})
    """
    starts: list[int | None] = [known.get(name) for name, _ in sizes]
    ends = [(start or 0) + size for start, (_, size) in zip(starts, sizes, strict=True)]
    at = 0
    while at < len(sizes):
        if starts[at] is not None:
            at += 1
            continue
        low, high = _room_for(sizes, starts, ends, at)
        begin = ends[low - 1] if low else 0
        follow = starts[high] if high < len(sizes) else None
        wanted = sum(size for _, size in sizes[low:high])
        spare = None if follow is None else (follow - begin - wanted) // (high - low + (low > 0))
        number = (
            begin
            if low == 0
            else begin + (room_after(ends[low - 1] - (starts[low - 1] or 0)) if spare is None else spare)
        )
        for place in range(low, high):
            size = sizes[place][1]
            starts[place], ends[place] = number, number + size
            number += size + (room_after(size) if spare is None else spare)
        at = high
    return {name: start or 0 for (name, _), start in zip(sizes, starts, strict=True)}


def _room_for(
    sizes: Sequence[tuple[str, int]], starts: list[int | None], ends: Sequence[int], at: int
) -> tuple[int, int]:
    """Return the bounds of those that are placed anew with the one `at`; neighbours that stand too near give up their place."""
    low = high = at
    while True:
        while high < len(sizes) and starts[high] is None:
            high += 1
        while low and starts[low - 1] is None:
            low -= 1
        follow = starts[high] if high < len(sizes) else None
        begin = ends[low - 1] if low else 0
        if follow is None or sum(size for _, size in sizes[low:high]) <= follow - begin:
            return low, high
        starts[high] = None
        if low:
            starts[low - 1] = None
