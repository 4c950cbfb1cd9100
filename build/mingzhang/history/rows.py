"""The history as rows of the database: addresses, versions, and what versions print otherwise."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from .keeping import REPLACED
from .records import Account, History

HEADER = ("place", "item", "column", "before", "after")
"""The columns of `replaced/ID/vN.csv`."""
Row = tuple[str, dict[str, str | int | float | None]]


def page_of(disclosure_id: str, version: int | None = None) -> str:
    """Return the address of an account's page, or of one of its versions."""
    return f"d/{disclosure_id}/" if version is None else f"d/{disclosure_id}/v{version}/"


def history_rows(history: History, folder: Path) -> Iterator[Row]:
    """Give all rows of the tables `addresses`, `versions` and `version_changes`."""
    for id_, account in sorted(history.accounts.items()):
        yield from _addresses(id_, account)
        if account.status == "published":
            yield from _versions(id_, account)
            yield from _changes(id_, account, folder)


def _addresses(id_: str, account: Account) -> Iterator[Row]:
    common = {"disclosure_id": id_, "since": account.since}
    gone = {"status": account.status, "moved_to": account.moved_to, "reason": account.reason or None}
    yield "addresses", {"url": page_of(id_), **common, **gone}
    replaced = {version.number for version in account.versions} - {account.current}
    for number in sorted(account.asides):
        here = {"url": page_of(id_, number), **common}
        if account.status != "published":
            yield "addresses", {**here, **gone}
        elif number in replaced:
            yield "addresses", {**here, "status": "replaced"}
        else:
            yield "addresses", {**here, "status": "moved", "moved_to": page_of(id_)}


def _versions(id_: str, account: Account) -> Iterator[Row]:
    for version in account.versions:
        yield (
            "versions",
            {
                "disclosure_id": id_,
                "version": version.number,
                "source_id": version.source_id,
                "published_on": version.published_on,
                "published_at": version.published_at,
                "replaced_by": version.replaced_by,
                "changes": version.changes,
            },
        )


def _changes(id_: str, account: Account, folder: Path) -> Iterator[Row]:
    for version in account.versions:
        file = folder / REPLACED / id_ / f"v{version.number}.csv"
        if version.replaced_by is None or not file.is_file():
            continue
        with file.open(encoding="utf-8", newline="") as opened:
            for position, row in enumerate(csv.DictReader(opened), start=1):
                numbers = {name: float(row[name]) if row[name] else None for name in ("before", "after")}
                yield (
                    "version_changes",
                    {**row, **numbers, "disclosure_id": id_, "version": version.number, "position": position},
                )
