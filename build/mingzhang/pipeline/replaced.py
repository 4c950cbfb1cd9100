"""What a replaced version printed otherwise, figure by figure, worked out once when it is replaced."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

import sqlite_utils

from ..database.loading import Loader
from ..database.schema import create
from ..exports.changes import Figures, figures_between, figures_of
from ..history.assigning import Assigned
from ..history.keeping import REPLACED
from ..history.records import History
from ..history.rows import HEADER
from ..shards.making import DamagedShard, load_shard


def write_replaced(
    history: History, published: Mapping[str, Assigned], previous: Path, shards: Path, folder: Path
) -> None:
    """Write `replaced/ID/vN.csv` for each version that has none yet, and count its changes in the history.

    Figures come from the shard of the version's file where it is still among the inputs, else from the database of the
    portal that stands (`previous`). Where neither has them the count stays unknown.
    """
    for id_, account in history.accounts.items():
        waiting = [v for v in account.versions if v.replaced_by is not None and v.changes is None]
        if id_ not in published or not waiting:
            continue
        one = published[id_]
        here = {file.source_id for file in (one.shown, *one.others)}
        shown = _figures_of_shard(shards, one.shown.source_id)
        for version in waiting:
            if version.source_id in here:
                before = _figures_of_shard(shards, version.source_id)
            else:
                before = _figures_of_portal(previous, version.source_id)
            if before is not None and shown is not None:
                file = folder / REPLACED / id_ / f"v{version.number}.csv"
                version.changes = _write(file, before, shown)


def _write(file: Path, before: Figures, after: Figures) -> int:
    file.parent.mkdir(parents=True, exist_ok=True)
    rows = list(figures_between(before, after))
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([HEADER, *rows])
    return len(rows)


def _figures_of_shard(shards: Path, source_id: str) -> Figures | None:
    """Read the figures out of the rows of a shard, in a database of its own."""
    try:
        shard = load_shard(shards, source_id)
    except (FileNotFoundError, DamagedShard):
        return None
    with closing(sqlite_utils.Database(memory=True)) as db:
        create(db)
        loader = Loader(db)
        loader.add_accepted(dict(shard.rows))
        loader.close()
        return figures_of(db.conn, shard.receipt.disclosure_id)


def _figures_of_portal(portal: Path, source_id: str) -> Figures | None:
    database = portal / "disclosures.db"
    if not database.is_file():
        return None
    with (
        suppress(sqlite3.DatabaseError),
        closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as conn,
    ):
        found = conn.execute("SELECT id FROM disclosures WHERE source_id = ?", (source_id,)).fetchone()
        return figures_of(conn, found[0]) if found else None
    return None
