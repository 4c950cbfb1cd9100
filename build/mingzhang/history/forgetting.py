"""Taking what is withdrawn out of the history: its figures, its name in the lists of releases; the address stays."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Collection
from pathlib import Path

from .keeping import CHANGES, RELEASES, REPLACED


def forget(folder: Path, disclosure_ids: Collection[str]) -> None:
    """Leave nothing of the data of these disclosures in the folder of a history."""
    if not disclosure_ids:
        return
    for id_ in disclosure_ids:
        shutil.rmtree(folder / REPLACED / id_, ignore_errors=True)
    for file in sorted((folder / CHANGES).glob("*.csv")):
        _forget_rows(file, disclosure_ids)
    file = folder / RELEASES
    if file.is_file():
        releases = json.loads(file.read_text(encoding="utf-8"))
        for entry in releases:
            for listed in ("added", "removed"):
                entry[listed] = [id_ for id_ in entry.get(listed, []) if id_ not in disclosure_ids]
        file.write_text(json.dumps(releases, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _forget_rows(file: Path, disclosure_ids: Collection[str]) -> None:
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    kept = [row for row in rows if not row or row[0] not in disclosure_ids]
    if len(kept) < len(rows):
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out, lineterminator="\r\n").writerows(kept)
