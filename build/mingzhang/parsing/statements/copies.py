"""A statement that is printed twice: which figures the second print gives otherwise than the one that was kept."""

from __future__ import annotations

from collections.abc import Iterator

from ...amounts import in_wan
from ...layout.cells import compact
from ...model import CopiedFigure, Place
from .drafts import Draft, Reading

_Key = tuple[str, str, str, str]


def differing_figures(kept: Reading, unit: str, again: Reading, unit_again: str) -> tuple[CopiedFigure, ...]:
    """The figures that both prints have and that differ, row by row, in 万元; none where the second print has few of
    the first one's rows: it is another table then. Nothing is said of columns that are doubtful or were mended."""
    if kept.doubtful or again.doubtful:
        return ()
    rows = {_key(draft): draft for draft in reversed(kept.drafts)}
    pairs = [(rows[_key(draft)], draft) for draft in again.drafts if _key(draft) in rows]
    if len(pairs) * 2 < len(again.drafts):
        return ()
    return tuple(figure for pair in pairs for figure in _differing(*pair, unit, unit_again))


def _differing(kept: Draft, again: Draft, unit: str, unit_again: str) -> Iterator[CopiedFigure]:
    for column, printed in kept.figures.items() if not (kept.repairs or again.repairs) else ():
        other = again.figures.get(column)
        if printed is None or other is None:
            continue
        value, copied = in_wan(printed, unit), in_wan(other, unit_again)
        if value != copied:
            yield CopiedFigure(kept.item, column, value, copied, Place(kept.line), Place(again.line))


def _key(draft: Draft) -> _Key:
    """What names a row: its side or basis, its printed code, its name."""
    keys = draft.keys
    return (keys.get("side") or "", keys.get("basis") or "", draft.printed_code, compact(draft.item))
