"""`corrections.csv`: what a person says was misread, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from ..model import FileCorrection, Wanted
from ..shards.receipts import Receipt
from .registers import BadRow, needed, read_rows

COLUMNS = ("file", "place", "read", "right", "who", "when")
_PLACE = re.compile(
    r"#?[Ll]?([1-9][0-9]{0,6})(?:[Cc]([1-9][0-9]{0,2}))?"
)  # L431, L431c5, 431: an anchor of the source page
_LONGEST = 2_000


def read_corrections(files: Iterable[Path], problems: list[str]) -> list[FileCorrection]:
    """Read `corrections.csv`: file, place, read, right, who, when. Bad rows go to `problems`, a line each."""
    seen: set[tuple[str, int, int | None, str]] = set()

    def row(cells: Mapping[str, str], where: str) -> FileCorrection:
        place = _PLACE.fullmatch(needed(cells, "place"))
        if place is None:
            raise BadRow(f"place: {cells['place']!r} is no line such as L431 or cell such as L431c5")
        read, right = needed(cells, "read"), needed(cells, "right")
        if read == right:
            raise BadRow("read and right are the same")
        if any(len(text) > _LONGEST or not text.isprintable() for text in (read, right)):
            raise BadRow("read and right are words of one line")
        try:
            when = date.fromisoformat(needed(cells, "when")).isoformat()
        except ValueError:
            raise BadRow(f"when: {cells['when']!r} is no date such as 2026-11-30") from None
        line, nth = int(place[1]), int(place[2]) if place[2] else None
        file = needed(cells, "file")
        if (key := (file, line, nth, read)) in seen:
            raise BadRow(f"{read!r} in L{line} of {file} stands there twice")
        seen.add(key)
        return FileCorrection(file, Wanted(line, nth, read, right, needed(cells, "who"), when, where))

    return list(read_rows(files, COLUMNS, row, problems))


def not_applied(corrections: Iterable[FileCorrection], receipts: Sequence[Receipt]) -> list[str]:
    """What to tell of rows whose file is not among the inputs, or does not hold what they say, a line each."""
    absent = [
        f"{one.row.where}: no file {one.file} among the inputs; row left out"
        for one in corrections
        if not any(one.is_of(receipt.name, receipt.source_id) for receipt in receipts)
    ]
    return absent + [told for receipt in receipts for told in receipt.not_corrected]
