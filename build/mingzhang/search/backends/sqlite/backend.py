"""The database itself as a back end: a build writes its index with the documents, so nothing is left to deliver."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from ....portal import Portal


class SqliteBackend:
    """`/search.json` of the server these pages come from. Its shipments are empty, so it is its own."""

    name = "sqlite"

    def open(self, portal: Portal) -> SqliteBackend:
        """The build's database is always there."""
        return self

    def prepare(self, conn: sqlite3.Connection, site: Path) -> None:
        """Nothing: the index stands in the database."""

    def prepare_together(self, databases: Mapping[str, Path]) -> None:
        """Nothing: the server asks all databases side by side (`several`)."""

    def finish(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""

    def sources(self, portal: Portal) -> Mapping[str, str]:
        """Nothing beside the pages' own host."""
        return {}
