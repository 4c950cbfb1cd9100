"""Who owes what: the accounts that `expected.csv` names, held against those that are published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from ..parsing.divisions import locate
from ..parsing.naming import kind_of
from .assigning import Assigned
from .body_names import BodyNames
from .records import History
from .registers import Expected
from .rows import Row


def expected_rows(
    expected: Iterable[Expected],
    published: Iterable[Assigned],
    history: History,
    series: Callable[[str], str],
    problems: list[str],
) -> Iterator[Row]:
    """Give the rows of `expected_disclosures`; `series` tells which departments are one body under several names, each
    of which may have published what another owed. What is due after the newest printed date of the portal is not late yet:
    nothing here asks the clock, so that the same input tells the same.
    """
    accounts = list(published)
    newest = max((one.shown.published_on or "" for one in accounts), default="")
    called = BodyNames(accounts)
    names = {one.department_id: one.shown.department for one in accounts}
    of_year: dict[tuple[str, int], list[Assigned]] = {}
    for one in accounts:
        of_year.setdefault((series(one.department_id), one.shown.fiscal_year), []).append(one)
    for position, row in enumerate(expected, start=1):
        bodies = called(row.body)
        if len(bodies) > 1:
            problems.append(f"expected.csv: {len(bodies)} bodies are called {row.body!r}, give the full name")
        body = next(iter(bodies)) if len(bodies) == 1 else None
        same = of_year.get((series(body), row.year), []) if body else []
        own = next((one for one in same if row.scope in ("", one.scope)), None)
        versions = history.accounts[own.disclosure_id].versions if own else []
        printed = min((v.published_on for v in versions if v.published_on), default=None)
        status, late = _status(row.due_on, own is not None, printed, newest)
        yield (
            "expected_disclosures",
            {
                "position": position,
                **_whose(row, body, names),
                "due_on": row.due_on,
                "disclosure_id": own.disclosure_id if own else None,
                "published_on": printed,
                "status": status,
                "days_late": late,
                "replaced": max(0, len(versions) - 1),
            },
        )


def _whose(row: Expected, body: str | None, names: Mapping[str, str]) -> dict[str, str | int | None]:
    """Whose account of what year is expected; the body is placed by its full name, else by the one in the register."""
    name = names[body] if body else row.body
    place = locate(name)
    return {
        "body": row.body,
        "department_id": body,
        "district": place.district,
        "city": place.city,
        "body_kind": kind_of(name) or None,
        "fiscal_year": row.year,
        "kind": row.scope or None,
    }


def _status(due: str | None, is_there: bool, printed: str | None, newest: str) -> tuple[str, int | None]:
    """The status of an account, and by how many days it is or was late."""
    if due is None:
        return ("published" if is_there else "unknown_due"), None
    if is_there and printed is None:
        return "undated", None
    if is_there and printed is not None:
        late = (date.fromisoformat(printed) - date.fromisoformat(due)).days
        return ("late", late) if late > 0 else ("in_time", 0)
    if due >= newest:
        return "not_yet_due", None
    return "missing", (date.fromisoformat(newest) - date.fromisoformat(due)).days
