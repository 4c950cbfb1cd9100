"""Which hit a reader wants first, over SQLite: FTS5's own bm25, its columns weighed, times how likely a kind of document is
to answer. The numbers were set by the judged queries (`benchmarks/relevance.py`)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from ....database.full_text import TABLE
from ...documents.document_kinds import WEIGHTS
from ...language.queries import Query
from .ranges import Ranges

COLUMNS = {"title": 0.8, "body": 3.0, "who": 0.3, "codes": 3.0}
_IDS = (
    f"SELECT json_group_array(rowid) FROM"  # noqa: S608
    f" (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ? ORDER BY rowid)"
)
_SCORES = (
    f"SELECT rowid, bm25({TABLE}, {', '.join(map(str, COLUMNS.values()))}) FROM {TABLE}"  # noqa: S608
    f" WHERE {TABLE} MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))"
)


def matching_ids(conn: sqlite3.Connection, asked: Query) -> list[int]:
    """The rising ids that match; as one list of JSON, which is read faster than as many rows."""
    cursor = conn.cursor()
    cursor.row_factory = None
    (ids,) = cursor.execute(_IDS, (asked.expression(),)).fetchone()
    found: list[int] = json.loads(ids)
    return found


def ranked(conn: sqlite3.Connection, asked: Query, ids: Sequence[int], ranges: Ranges) -> list[int]:
    """Rising ids that match, best first; of equals the newest first."""
    if not ids:
        return []
    cursor = conn.cursor()
    cursor.row_factory = None
    rows = cursor.execute(_SCORES, (asked.expression(), ids[0], ids[-1], json.dumps(ids)))
    weights = [WEIGHTS[kind] for kind in ranges.kinds]
    scores = [(-score * weights[ranges.number_of[i]], i) for i, score in rows]
    return [i for _, i in sorted(scores, reverse=True)]
