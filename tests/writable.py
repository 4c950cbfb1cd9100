"""Writing to published tables that are views on shorter rows: tests change what a build would have loaded otherwise."""

from __future__ import annotations

import sqlite3

from mingzhang.database.storage import STORED, Stored


def make_writable(conn: sqlite3.Connection) -> sqlite3.Connection:
    """Let this connection INSERT into, UPDATE and DELETE from every published table."""
    for stored in STORED.values():
        for verb, script in _scripts(stored).items():
            conn.execute(
                f"CREATE TEMP TRIGGER IF NOT EXISTS {verb}_{stored.table.name} INSTEAD OF {verb} ON main.{stored.table.name} "
                f"BEGIN {script} END"
            )
    return conn


def _scripts(stored: Stored) -> dict[str, str]:
    """What each change comes to, by its verb."""
    new = {name: f'NEW."{name}"' for name in stored.kept} | {
        name: f'(SELECT number FROM {numbers} WHERE text = NEW."{name}")'
        for name, numbers in stored.numbered.items()
    }
    listed = "".join(
        f'INSERT OR IGNORE INTO {numbers} (text) VALUES (NEW."{name}"); '
        for name, numbers in stored.numbered.items()
    )
    same = " AND ".join(
        f'"{name}" = (SELECT number FROM {stored.numbered[name]} WHERE text = OLD."{name}")'
        if name in stored.numbered
        else f'"{name}" = OLD."{name}"'
        for name in stored.table.primary_key
    )
    names = ", ".join(f'"{name}"' for name in new)
    changes = ", ".join(f'"{name}" = {value}' for name, value in new.items())
    return {
        "INSERT": f"{listed}INSERT INTO {stored.name} ({names}) VALUES ({', '.join(new.values())});",
        "UPDATE": f"{listed}UPDATE {stored.name} SET {changes} WHERE {same};",
        "DELETE": f"DELETE FROM {stored.name} WHERE {same};",
    }
