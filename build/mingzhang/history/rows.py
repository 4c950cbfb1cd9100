"""The history as rows of the database: addresses, versions, what versions print otherwise, and bodies over time."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from .assigning import Assigned
from .keeping import REPLACED
from .records import Account, History
from .registers import Bodies

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


def body_rows(bodies: Bodies, published: Iterable[Assigned]) -> Iterator[Row]:
    """Give all rows of `department_names` and `department_links`."""
    printed: dict[tuple[str, str], list[Assigned]] = {}
    for one in published:
        printed.setdefault((one.department_id, one.shown.department), []).append(one)
    names = [*bodies.names]
    for (department, name), of_name in printed.items():
        first, *_, last = sorted((one.shown.fiscal_year, one.disclosure_id) for one in (*of_name, *of_name))
        names.append((department, name, first[0], last[0], last[1]))
    count: Counter[tuple[str, str]] = Counter()
    for department, name, first_year, last_year, source in names:
        count["name", department] += 1
        yield (
            "department_names",
            {
                "department_id": department,
                "position": count["name", department],
                "name": name,
                "valid_from": first_year,
                "valid_to": last_year,
                "source": source or None,
            },
        )
    for link in bodies.links:
        count["link", link.department_id] += 1
        yield (
            "department_links",
            {
                "department_id": link.department_id,
                "position": count["link", link.department_id],
                "other_id": link.other_id,
                "other_name": link.other,
                "kind": link.kind,
                "year": link.year,
                "source": link.source or None,
            },
        )
