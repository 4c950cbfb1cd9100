"""The history after a build: new accounts and versions, what was withdrawn, removed or moved, and since when."""

from __future__ import annotations

import os
from collections.abc import Iterable
from copy import deepcopy
from datetime import UTC, datetime, timedelta

from .assigning import Assigned, Assignment, Filed
from .records import Account, History, Status, Version


def moment_after(last: str | None) -> str:
    """Return the present moment (UTC, to the second), or the second after `last` where the clock stands before it.

    `SOURCE_DATE_EPOCH` stands for the clock where it is set, so that a build can be repeated to the byte.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    if last is not None:
        now = max(now, datetime.fromisoformat(last) + timedelta(seconds=1))
    return now.replace(microsecond=0).isoformat()


def updated(history: History, assignment: Assignment, moment: str) -> History:
    """Return the history with what this build publishes. Nothing of it changes where the build publishes the same.

    A portal's first build gives no moments: it knows only what the documents print.
    """
    new = deepcopy(history)
    first = not history.accounts
    now = None if first else moment
    for one in assignment.published:
        new.bodies.setdefault(one.shown.body, one.department_id)
        account = new.accounts.get(one.disclosure_id)
        if account is None:
            account = new.accounts[one.disclosure_id] = Account(
                one.shown.body, one.shown.fiscal_year, one.scope
            )
        _publish(account, one, now)
    for id_, row in assignment.withdrawn.items():
        if id_ in new.accounts:
            _end(new.accounts[id_], "withdrawn", now, reason=row.reason)
    _end_missing(new, assignment, now)
    if now is not None and new != history:
        new.last = now
    return new


def _publish(account: Account, one: Assigned, now: str | None) -> None:
    """Add the files of an account that are new in it, and let the page show the one that was chosen."""
    account.body, account.scope = one.shown.body, one.scope
    if account.status != "published":
        account.status, account.since, account.moved_to, account.reason = "published", now, None, ""
    known = {version.source_id for version in account.versions}
    for file in sorted((one.shown, *one.others), key=_by_date):
        if file.source_id not in known:
            # Of a withdrawn account the versions are forgotten, but not the addresses they stood at.
            number = max([*account.asides, *(v.number for v in account.versions)], default=0) + 1
            account.versions.append(Version(number, file.source_id, file.published_on, now))
    shown = next(version for version in account.versions if version.source_id == one.shown.source_id)
    if known and shown.number != account.current:
        account.since = now
    account.current, shown.replaced_by = shown.number, None
    for version in account.versions:
        if version is not shown:
            version.replaced_by = version.replaced_by or shown.number
            if version.number not in account.asides:
                account.asides.append(version.number)


def _by_date(file: Filed) -> tuple[str, str]:
    return file.published_on or "9999", file.source_id


def _end_missing(history: History, assignment: Assignment, now: str | None) -> None:
    """Mark the accounts whose files are no longer there, and those whose file is another account's now."""
    published = {one.disclosure_id for one in assignment.published}
    owners = {file.source_id: one.disclosure_id for one in assignment.published for file in _files(one)}
    for id_, account in history.accounts.items():
        if id_ in published or account.status in ("withdrawn", "moved"):
            continue
        now_of = next((owners[v.source_id] for v in account.versions if v.source_id in owners), None)
        if now_of is not None:
            _end(account, "moved", now, moved_to=f"d/{now_of}/")
        else:
            _end(account, "removed", now)


def _files(one: Assigned) -> Iterable[Filed]:
    return (one.shown, *one.others)


def _end(
    account: Account, status: Status, now: str | None, moved_to: str | None = None, reason: str = ""
) -> None:
    if (account.status, account.moved_to, account.reason) != (status, moved_to, reason):
        account.status, account.since, account.moved_to, account.reason = status, now, moved_to, reason
    if status == "withdrawn":  # nothing of its data is kept
        account.versions = []
