"""Misreadings put right by a person, line by line, before anything is made of the lines.

A row is applied only where its words stand as they were read, and once: after a reader has learnt better, or in another
file, it is told and changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..model import Correction, Place, Wanted


class Corrected(NamedTuple):
    """The lines with what was put right, what that was, and which rows could not be applied, a line each."""

    lines: tuple[str, ...]
    corrections: tuple[Correction, ...]
    refused: tuple[str, ...]


def corrected(
    lines: Sequence[str],
    wanted: Iterable[Wanted],
    places: Sequence[Place],
    cells: Mapping[int, Sequence[Place]],
) -> Corrected:
    """Apply rows to lines; `places` and `cells` are those of the carrier, where it has any."""
    out = list(lines)
    applied: list[Correction] = []
    refused: list[str] = []
    for row in wanted:
        changed = _changed(out, row)
        if isinstance(changed, str):
            refused.append(f"{row.where}: {changed}; row left out")
            continue
        out[row.line - 1] = changed[0]
        named = cells.get(row.line, ())
        place = places[row.line - 1] if places else Place(row.line)
        if row.nth and row.nth <= len(named):
            place = named[row.nth - 1]
        applied.append(Correction(place, row.nth, row.read, row.right, row.who, row.when))
    return Corrected(tuple(out), tuple(applied), tuple(refused))


def _changed(lines: Sequence[str], row: Wanted) -> tuple[str] | str:
    """The line as it should be, or what is wrong with the row."""
    if row.line > len(lines):
        return f"the file has {len(lines)} lines, none {row.line}"
    parts = lines[row.line - 1].split("\t")
    if row.nth is None:
        at = range(len(parts))
    elif row.nth <= len(parts):
        at = range(row.nth - 1, row.nth)
    else:
        return f"line {row.line} has {len(parts)} cells, none {row.nth}"
    found = [(index, match) for index in at for match in _whole(row.read).finditer(parts[index])]
    if not found:
        return f"{row.read!r} does not stand in line {row.line}"
    if len(found) > 1:
        return f"{row.read!r} stands {len(found)} times in line {row.line}: name the cell, L{row.line}c1 the first"
    index, match = found[0]
    parts[index] = parts[index][: match.start()] + row.right + parts[index][match.end() :]
    return ("\t".join(parts),)


def _whole(words: str) -> re.Pattern[str]:
    """The words as a whole: 6.25 does not stand in 66.25."""
    before = r"(?<![0-9.,])" if words[0].isdigit() else ""
    after = r"(?![0-9]|[.,][0-9])" if words[-1].isdigit() else ""
    return re.compile(before + re.escape(words) + after)
