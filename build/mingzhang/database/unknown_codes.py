"""Codes that documents print and no list has: collected for the build's report, so that the lists can grow."""

from __future__ import annotations

import sqlite3

from ..catalogue import STATEMENTS

_TOLD = 20


def unknown_codes(conn: sqlite3.Connection) -> list[str]:
    """List a line for each code of a filled database that is in neither list, the most printed ones; the last line
    counts the rest."""
    printed = " UNION ALL ".join(
        f"SELECT disclosure_id, code, item, {int(kind.number == 6)} AS economic FROM {kind.table}"  # noqa: S608
        for kind in STATEMENTS
        if kind.coded
    )
    rows = conn.execute(
        f"""SELECT code, item, count(DISTINCT disclosure_id) AS times, min(disclosure_id) FROM ({printed}) AS printed
        WHERE code IS NOT NULL AND NOT EXISTS (SELECT 1 FROM function_codes
            WHERE function_codes.code = printed.code AND economic = 0)
          AND NOT EXISTS (SELECT 1 FROM economic_codes WHERE economic_codes.code = printed.code AND economic = 1)
        GROUP BY code ORDER BY times DESC, code"""  # noqa: S608
    ).fetchall()
    told = [
        f"code {code} ({item}) is in no list of codes: printed by {first}"
        + (f" and {times - 1} more" if times > 1 else "")
        for code, item, times, first in rows[:_TOLD]
    ]
    if len(rows) > _TOLD:
        told.append(f"{len(rows) - _TOLD} more codes are in no list of codes")
    return told
