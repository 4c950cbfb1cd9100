"""Departments that are one body under several names, and the sentence that says so wherever their figures meet."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

_LINKS = """SELECT earlier.id, earlier.name, later.id, later.name, year FROM department_links
    JOIN departments AS earlier ON earlier.id = department_id JOIN departments AS later ON later.id = other_id
    WHERE department_links.kind = 'renamed' ORDER BY year, earlier.id"""


@dataclass(frozen=True, slots=True)
class Series:
    """A body over its names: `ids` of its departments, the oldest name first, and what became of its name in a sentence."""

    ids: tuple[str, ...]
    said: str

    @property
    def newest(self) -> str:
        """The department under the name the body bears last."""
        return self.ids[-1]


def renamed_bodies(conn: sqlite3.Connection) -> dict[str, Series]:
    """Map each department that bore another name, or came to, to its series. Bodies that merged or split have none."""
    cursor = conn.cursor()
    cursor.row_factory = None
    after: dict[str, tuple[str, str]] = {}
    names: dict[str, str] = {}
    for earlier, name, later, called, year in cursor.execute(_LINKS):
        after[earlier] = (later, f"{year}年度起改称{called}" if year else f"后改称{called}")
        names |= {earlier: name, later: called}
    later_ones = {later for later, _ in after.values()}
    found: dict[str, Series] = {}
    for first in after.keys() - later_ones:
        ids, words = [first], [names[first]]
        while (step := after.get(ids[-1])) and step[0] not in ids:
            ids.append(step[0])
            words.append(step[1])
        found |= dict.fromkeys(ids, Series(tuple(ids), "，".join(words)))
    return found


def said_of_renamed(conn: sqlite3.Connection) -> dict[str, str]:
    """Map each such department to the sentence of its series."""
    return {id_: series.said for id_, series in renamed_bodies(conn).items()}
