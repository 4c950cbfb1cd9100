"""What the rows of a disclosure follow from: the files of its body's years, what a person put right of them, and budgets.

Whoever keeps something from build to build asks this, so that no stage forgets one of them.
"""

from __future__ import annotations

import sqlite3

from .renamed_bodies import renamed_bodies

_FILES = """SELECT department_id, disclosures.id, source_id || coalesce(corrected, ''),
        (SELECT group_concat(id) FROM (SELECT id FROM budgets WHERE disclosure_id = disclosures.id ORDER BY id))
    FROM disclosures JOIN sources ON sources.id = source_id ORDER BY fiscal_year, disclosures.id"""
Inputs = tuple[tuple[str, str, str | None], ...]
"""Each account of a body over the years (under former and later names): its id, its file, its budgets."""


def inputs_of(conn: sqlite3.Connection) -> dict[str, Inputs]:
    """Map each disclosure to what its rows follow from. Rules look between the years of a body and at its budgets, so a
    file more changes what is said of the others.
    """
    cursor = conn.cursor()
    cursor.row_factory = None
    renamed = renamed_bodies(conn)
    files: dict[str, list[tuple[str, str, str | None]]] = {}
    of: dict[str, str] = {}
    for department, id_, file, budgets in cursor.execute(_FILES):
        of[id_] = renamed[department].newest if department in renamed else department
        files.setdefault(of[id_], []).append((id_, file, budgets))
    known = {name: tuple(own) for name, own in files.items()}
    return {id_: known[name] for id_, name in of.items()}
