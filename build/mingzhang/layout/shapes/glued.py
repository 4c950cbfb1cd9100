"""Rows that a converter glued into one: their cells broken into as many pieces by line breaks within the cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST = 400
"""Rows that one may hold."""
_FIGURE = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")


def unglued(cells: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The rows that stand in one whose cells are given in pieces; none where cells only wrap.

    They are rows where two columns of figures or codes at least have as many pieces, and every other cell as many or
    one.
    """
    counts = [len(pieces) for pieces in cells if sum(1 for p in pieces if _FIGURE.fullmatch(p)) > 1]
    count = max(counts, key=counts.count, default=0)
    if not 2 <= count <= MOST or counts.count(count) < 2 or any(len(p) not in (1, count) for p in cells):
        return []
    return [tuple(p[n] if len(p) == count else (p[0] if n == 0 else "") for p in cells) for n in range(count)]
