"""A figure of 公开09 that is 购置 or 运行 of the vehicles, which lost blanks leave open: decided by what the prose states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal

from ...layout.cells import amount_in, close, decimals_of
from ...model import Repair, Row, Stated
from .drafts import Draft, Reading

Said = Mapping[str, Set[Decimal]]
"""The values in 万元 that the prose states of each metric."""
_PARTS = ("vehicle_purchase", "vehicle_operation")
NOTHING_SAID: Said = {}


def said_by(stated: Iterable[Stated]) -> Said:
    """What sentences state, by metric."""
    values: dict[str, set[Decimal]] = {}
    for figure in stated:
        values.setdefault(figure.metric, set()).add(figure.value)
    return values


def decide_vehicles(reading: Reading, rows: Sequence[Row], said: Said) -> None:
    """Put the one figure of the vehicles' parts that a row prints into the column that the prose names: where it states
    the whole of one part, and nothing of the other."""
    decimals = decimals_of(cell for row in rows for cell in row.cells)
    by_line = {row.line: row for row in rows}
    for draft in reading.drafts:
        whole, row = draft.figures.get("vehicle_total"), by_line.get(draft.line)
        if not whole or row is None or any(draft.figures.get(part) is not None for part in _PARTS):
            continue
        if _times(row, whole, decimals) <= sum(value == whole for value in draft.figures.values()):
            continue
        part = _part(draft, whole, said)
        if part:
            draft.figures[part] = whole
            draft.mend(Repair("blanks", column=part, proof="prose"))


def _times(row: Row, value: Decimal, decimals: int | None) -> int:
    amounts = [amount_in(cell, decimals) for cell in row.cells]
    return sum(amount is not None and amount.value == value for amount in amounts)


def _part(draft: Draft, whole: Decimal, said: Said) -> str | None:
    """The part that the prose makes the whole, the other one nothing."""
    basis = draft.keys.get("basis")
    stated = [said.get(f"{part}_{basis}", frozenset()) for part in _PARTS]
    for part, own, other in zip(_PARTS, stated, reversed(stated), strict=True):
        if len(own) == 1 and close(next(iter(own)), whole) and not any(other):
            return part
    return None
