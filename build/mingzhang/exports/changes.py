"""What changed since the build before, figure by figure, and the list of versions."""

from __future__ import annotations

import csv
import json
import logging
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .descriptions import Release, write_json
from .table_rows import Value, open_database
from .text_files import write_rows

log = logging.getLogger("mingzhang.exports")
KEPT = 100
"""How many versions are remembered."""
_VERSION = re.compile(r"[0-9a-z-]{1,40}")
HEADER = ("disclosure_id", "place", "item", "column", "before", "after", "change")
_CELLS = """
SELECT 'T' || statement, coalesce(code || ' ', '') || coalesce(item, side, ''), coalesce(side || '.', '') || "column", amount
FROM statement_cells WHERE disclosure_id = ?1
UNION ALL
SELECT 'key_figures', metric, origin, value FROM key_figures WHERE disclosure_id = ?1
"""
Figures = dict[tuple[str, str, str, int], float]
"""Every figure of a disclosure by place, item and column; the number tells rows of the same name apart."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is new, gone or another than before; `None` where it is not there."""

    disclosure_id: str
    place: str
    item: str
    column: str
    before: float | None
    after: float | None

    @property
    def kind(self) -> str:
        return "added" if self.before is None else "removed" if self.after is None else "changed"


def changes_between(before: sqlite3.Connection, after: sqlite3.Connection) -> Iterator[Change]:
    """Every figure that differs, by disclosure. Disclosures in one of the two only are told by `disclosures_between`."""
    old, new = _sources(before), _sources(after)
    same_program = _program(before) == _program(after)
    for id_ in sorted(old.keys() & new.keys()):
        if same_program and old[id_] == new[id_]:
            continue
        for change in figures_between(figures_of(before, id_), figures_of(after, id_)):
            yield Change(id_, *change)


def figures_between(was: Figures, now: Figures) -> Iterator[tuple[str, str, str, float | None, float | None]]:
    """Give place, item, column, before and after of each figure that differs."""
    for key in sorted(was.keys() | now.keys()):
        if was.get(key) != now.get(key):
            place, item, column, _ = key
            yield place, item, column, was.get(key), now.get(key)


def disclosures_between(before: sqlite3.Connection, after: sqlite3.Connection) -> tuple[list[str], list[str]]:
    """The disclosures that are new, and those that are gone."""
    old, new = _sources(before), _sources(after)
    return sorted(new.keys() - old.keys()), sorted(old.keys() - new.keys())


def write_changes(
    conn: sqlite3.Connection, previous: Path | None, release: Release, folder: Path, past: Path | None = None
) -> tuple[list[Path], dict[str, int]]:
    """`changes.csv` and `versions.json`, and how many figures changed by disclosure.

    `previous` is the folder of the portal that stands until now, or None; `past` the folder with its list of versions
    and the changes of each (default: its data/). A build of the same version tells the same changes again, so that
    building twice gives the same files.
    """
    past = past or (previous / "data" if previous else None)
    history = _history(past)
    repeated = bool(history) and history[0]["version"] == release.version
    kept = _keep_changes(past, history[repeated:], folder)
    old_file = past / "changes" / f"{release.version}.csv" if past else None
    file = folder / "changes.csv"
    if repeated and old_file and old_file.is_file():
        file.write_bytes(old_file.read_bytes())
        write_json(folder / "versions.json", history)
        return [file, folder / "versions.json", *kept, _kept_copy(file, release)], _counted(file)
    entry: dict[str, Any] = {"version": release.version, "added": [], "removed": [], "figures": 0}
    counts = _compare(conn, previous, entry, file)
    entry["figures"] = counts.total()
    write_json(folder / "versions.json", [entry, *history][:KEPT])
    return [file, folder / "versions.json", *kept, _kept_copy(file, release)], dict(counts)


def _compare(
    conn: sqlite3.Connection, previous: Path | None, entry: dict[str, Any], file: Path
) -> Counter[str]:
    """Write `file`, every changed figure, and into `entry` the disclosures that came and went; how many by disclosure."""
    counts: Counter[str] = Counter()
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        write_rows(out, list(HEADER), _changed_rows(conn, previous, entry, counts))
    return counts


def _changed_rows(
    conn: sqlite3.Connection, previous: Path | None, entry: dict[str, Any], counts: Counter[str]
) -> Iterator[tuple[Value, ...]]:
    """Every changed figure under `HEADER`; what else there is to tell goes into `entry` and `counts`."""
    if previous is None or not (previous / "disclosures.db").is_file():
        entry["added"] = sorted(_sources(conn))  # the first of all versions
        return
    old = open_database(previous / "disclosures.db")
    try:
        entry["added"], entry["removed"] = disclosures_between(old, conn)
        for c in changes_between(old, conn):
            counts[c.disclosure_id] += 1
            yield c.disclosure_id, c.place, c.item, c.column, c.before, c.after, c.kind
    except sqlite3.DatabaseError as error:
        log.warning("%s cannot be compared with, so no change is told: %s", previous, error)
        entry["compared"] = False
    finally:
        old.close()


def _kept_copy(file: Path, release: Release) -> Path:
    """The changes of this version under an address of their own, which later builds keep."""
    copy = file.with_name("changes") / f"{release.version}.csv"
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(file.read_bytes())
    return copy


def _keep_changes(past: Path | None, history: list[dict[str, Any]], folder: Path) -> list[Path]:
    """The changes of earlier versions, taken over."""
    kept = []
    for entry in history[: KEPT - 1]:
        old = past / "changes" / f"{entry['version']}.csv" if past else None
        if old and old.is_file() and _VERSION.fullmatch(entry["version"]):
            file = folder / "changes" / old.name
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(old.read_bytes())
            kept.append(file)
    return kept


def _history(past: Path | None) -> list[dict[str, Any]]:
    """The versions before, the newest first; where their list cannot be read that is told and it begins anew."""
    file = past / "versions.json" if past else None
    if file is None or not file.is_file():
        return []
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        found = None
    if isinstance(found, list) and all(isinstance(entry, dict) and "version" in entry for entry in found):
        return found
    log.warning("%s is damaged: the list of versions begins anew", file)
    return []


def corrected_figures(folder: Path) -> dict[str, int]:
    """Count the figures that changed since the build before, by disclosure, out of `changes.csv` in `folder`."""
    return _counted(folder / "changes.csv")


def _counted(file: Path) -> dict[str, int]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return dict(Counter(row["disclosure_id"] for row in csv.DictReader(opened)))


def _sources(conn: sqlite3.Connection) -> dict[str, str]:
    return dict(conn.execute("SELECT id, source_id FROM disclosures"))


def _program(conn: sqlite3.Connection) -> list[Any]:
    """What read the documents: the release of the program and the digest of the stages that read."""
    return conn.execute(
        "SELECT value FROM portal WHERE key IN ('mingzhang', 'reading') ORDER BY key"
    ).fetchall()


def figures_of(conn: sqlite3.Connection, id_: str) -> Figures:
    """Read every figure of a disclosure."""
    found: Figures = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    for place, item, column, value in conn.execute(_CELLS, (id_,)):
        key = (str(place), str(item), str(column))
        found[(*key, seen[key])] = value
        seen[key] += 1
    return found
