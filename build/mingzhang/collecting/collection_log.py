"""What was collected: `collected.csv` in the folder of the files, a row an address, which a build reads as a register."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping
from pathlib import Path

from ..reading.files import COLLECTED

COLUMNS = ("url", "file", "sha256", "fetched_at", "title", "found_on", "status", "etag", "last_modified")
_LONGEST = 1000


class CollectionLog:
    """The rows of a folder by address. Each row is appended at once, so that an interruption loses nothing; `close`
    writes the file anew with the last row of each address.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / COLLECTED
        self.rows: dict[str, dict[str, str]] = {}
        if self._file.is_file():
            with self._file.open(encoding="utf-8", errors="replace", newline="") as opened:
                for row in csv.DictReader(line.replace("\0", "") for line in opened):
                    if row.get("url"):
                        self.rows[row["url"]] = {name: row.get(name) or "" for name in COLUMNS}
        else:
            folder.mkdir(parents=True, exist_ok=True)
            self._file.write_text(",".join(COLUMNS) + "\n", encoding="utf-8")

    def add(self, row: Mapping[str, str]) -> None:
        """Remember what became of an address."""
        kept = {name: _one_line(row.get(name, "")) for name in COLUMNS}
        self.rows[kept["url"]] = kept
        with self._file.open("a", encoding="utf-8", newline="") as opened:
            csv.DictWriter(opened, COLUMNS, lineterminator="\n").writerow(kept)
            opened.flush()
            os.fsync(opened.fileno())

    def close(self) -> None:
        """Write the file with one row for each address, in order."""
        part = self._file.with_name(f".{self._file.name}.part")
        with part.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.rows[url] for url in sorted(self.rows))
        part.replace(self._file)


def _one_line(text: str) -> str:
    return "".join(char for char in " ".join(text.split()) if char.isprintable())[:_LONGEST]
