"""How far changes reach: the disclosures of which anything else than before is said beside their own rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping

from .row_values import Value

_EVERYWHERE = ("metrics", "rules", "portal", "department_links")
"""Whole tables that pages of any disclosure print from."""
_PLACES = """SELECT DISTINCT kind, city, fiscal_year, district FROM disclosures
    JOIN departments ON departments.id = department_id WHERE disclosures.id IN (SELECT value FROM json_each(?))"""
_PEERS = """SELECT disclosures.id FROM departments JOIN disclosures ON department_id = departments.id
    WHERE kind IS ? AND city IS ? AND fiscal_year = ? AND (district IS NULL OR district IS ?)"""
_OF_SOURCES = """SELECT id FROM disclosures WHERE source_id IN (SELECT value FROM json_each(?1)) OR source_id IN
    (SELECT source_id FROM source_parts WHERE part_id IN (SELECT value FROM json_each(?1)))
    UNION SELECT disclosure_id FROM budgets WHERE id IN (SELECT value FROM json_each(?1)) AND disclosure_id IS NOT NULL"""


def reached(
    old: sqlite3.Connection,
    new: sqlite3.Connection,
    changed: Collection[str],
    keys: Mapping[str, Collection[Value]],
) -> set[str] | None:
    """Return the disclosures of the `new` database whose own rows, files, versions or neighbours are others than in the `old`;
    None where that may be all. `changed` are those whose rows went out or came in, `keys` tell of whole tables the first
    column of the keys of rows that did.

    Neighbours are bodies of the same kind and year in the same place. What stands between the years of a body is among its rows.
    """
    if any(keys.get(table) for table in _EVERYWHERE):
        return None
    told = {str(key) for table in ("versions", "version_changes") for key in keys.get(table, ())}
    files = json.dumps(sorted(map(str, keys.get("sources", ()))))
    told |= {id_ for (id_,) in new.execute(_OF_SOURCES, (files,))}
    return {*changed, *told, *_neighbours(old, new, changed), *_neighbours(new, new, changed)}


def _neighbours(of: sqlite3.Connection, among: sqlite3.Connection, changed: Collection[str]) -> Iterator[str]:
    for place in of.execute(_PLACES, (json.dumps(sorted(changed)),)).fetchall():
        yield from (id_ for (id_,) in among.execute(_PEERS, place))
