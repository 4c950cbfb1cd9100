"""Rows that a converter glued into one: their cells broken into as many pieces by line breaks within the cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST = 400
"""Rows that one may hold."""
_WHOLE = re.compile(r"-?[0-9][0-9,]*\.[0-9]{2}|[23][0-9]{2}(?:[0-9]{2}){0,2}")
"""An amount with its decimals, or a code with all its digits."""


def unglued(cells: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The rows that stand in one whose cells are given in pieces; none where cells only wrap.

    They are rows where a column has a whole amount or code in each piece, another as many pieces, and every other cell
    as many or one.
    """
    counts = [len(pieces) for pieces in cells if len(pieces) > 1]
    count = max(counts, key=counts.count, default=0)
    proved = any(len(p) == count and all(map(_WHOLE.fullmatch, p)) for p in cells)
    if not (proved and count <= MOST and counts.count(count) > 1) or any(
        len(p) not in (1, count) for p in cells
    ):
        return []
    return [tuple(p[n] if len(p) == count else (p[0] if n == 0 else "") for p in cells) for n in range(count)]
