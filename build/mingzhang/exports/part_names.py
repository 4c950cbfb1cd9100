"""The parts that tables are written in: one for each fiscal year, of a large year one for each share of its departments.

A share is told by the department's id alone, so one more document changes the parts of one share of one year.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from ..catalogue import Table
from .table_rows import EXPORTED, TEXTS, Share, is_yearly, share_of, tuples

SHARE = 64
"""Disclosures in a part, about; a year has as many parts as a power of two."""


class Part(NamedTuple):
    """A table, whole or of one fiscal year and share."""

    number: int
    share: Share | None

    @property
    def table(self) -> Table:
        return EXPORTED[self.number]

    @property
    def name(self) -> str:
        return f"{self.table.name}/{self.share.name}" if self.share else self.table.name

    @property
    def files(self) -> list[str]:
        """Its files of its own, which stand where it has rows."""
        return [path for path in (self.json_lines, self.parquet) if path]

    @property
    def parquet(self) -> str:
        return f"parquet/{self.name}.parquet"

    @property
    def json_lines(self) -> str | None:
        """Where its JSON Lines lie where they are a file of their own: of running text."""
        return f"jsonl/{self.name}.jsonl.gz" if self.table.name in TEXTS else None


def shares_of(conn: sqlite3.Connection) -> dict[Share, list[str]]:
    """Map every share of a year that has disclosures to their ids, in order."""
    years: dict[int, list[tuple[str, str]]] = {}
    for year, id_, department in tuples(conn).execute(
        "SELECT fiscal_year, id, department_id FROM disclosures ORDER BY 1, 2"
    ):
        years.setdefault(year, []).append((id_, department))
    shares: dict[Share, list[str]] = {}
    for year, rows in years.items():
        # A power of two, so that a growing year is written anew seldom: each time it has doubled.
        many = 1 << max(0, (len(rows) - 1) // SHARE).bit_length()
        for id_, department in rows:
            share = Share(year, share_of(department, many), many)
            shares.setdefault(share, []).append(id_)
    return dict(sorted(shares.items()))


def parts_of(shares: dict[Share, list[str]]) -> list[Part]:
    """List every part in the order in which its table's files have them."""
    return [
        Part(number, share)
        for number, table in enumerate(EXPORTED)
        for share in (shares if is_yearly(table) else (None,))
    ]
