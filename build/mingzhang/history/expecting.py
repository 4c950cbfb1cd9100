"""Who owes what: the accounts that `expected.csv` names, held against those that are published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..parsing.divisions import locate
from ..parsing.naming import kind_of
from .assigning import Assigned
from .body_names import BodyNames
from .records import History
from .registers import BUDGET, Expected
from .rows import Row


@dataclass(frozen=True, slots=True)
class SeenBudget:
    """A departmental budget that was read: whose (a department of the portal, else the body's full name), of which year,
    when it was published, and what its body is called, both as printed."""

    body: str
    year: int
    published_on: str | None
    called: str


def expected_rows(
    expected: Iterable[Expected],
    published: Iterable[Assigned],
    history: History,
    series: Callable[[str], str],
    problems: list[str],
    budgets: Iterable[SeenBudget] | None = (),
) -> Iterator[Row]:
    """Give the rows of `expected_disclosures`; `series` tells which departments are one body under several names, each
    of which may have published what another owed. `budgets` are named by what stands for their series; None where the portal
    reads none, so that nothing can be said of those expected. What is due after the newest printed date of the portal is
    not late yet: nothing here asks the clock, so that the same input tells the same.
    """
    accounts = list(published)
    of_budgets = {(one.body, one.year): one for one in budgets or ()}
    dates = [one.shown.published_on for one in accounts] + [one.published_on for one in of_budgets.values()]
    newest = max(filter(None, dates), default="")
    called = BodyNames(accounts)
    of_budgets_only = BodyNames((), {(one.body, one.called) for one in budgets or ()})
    names = {one.department_id: one.shown.department for one in accounts}
    of_year: dict[tuple[str, int], list[Assigned]] = {}
    for one in accounts:
        of_year.setdefault((series(one.department_id), one.shown.fiscal_year), []).append(one)
    for position, row in enumerate(_askable(expected, budgets is not None, problems), start=1):
        body = _only(bodies := called(row.body), row.body, problems)
        if row.scope == BUDGET:
            own = body if bodies else _only(of_budgets_only(row.body), row.body, problems)
            seen = _budget_seen(of_budgets.get((series(own), row.year)) if own else None)
        else:
            same = of_year.get((series(body), row.year), []) if body else []
            seen = _account_seen(next((one for one in same if row.scope in ("", one.scope)), None), history)
        status, late = _status(row.due_on, seen.is_there, seen.published_on, newest)
        yield (
            "expected_disclosures",
            {
                "position": position,
                **_whose(row, body, names),
                "due_on": row.due_on,
                "disclosure_id": seen.disclosure_id,
                "published_on": seen.published_on,
                "status": status,
                "days_late": late,
                "replaced": seen.replaced,
            },
        )


def _askable(expected: Iterable[Expected], reads_budgets: bool, problems: list[str]) -> list[Expected]:
    """Give what can be looked for; that no budgets are looked for where none are read is told once."""
    rows = list(expected)
    askable = [row for row in rows if reads_budgets or row.scope != BUDGET]
    if left := len(rows) - len(askable):
        problems.append(
            f"expected.csv: {left} rows of kind 预算 left out: budgets are read with budgets: true in portal.yml"
        )
    return askable


def _only(bodies: Collection[str], name: str, problems: list[str]) -> str | None:
    """Return the one body that is called so; that there are several is told."""
    if len(bodies) > 1:
        problems.append(f"expected.csv: {len(bodies)} bodies are called {name!r}, give the full name")
    return next(iter(bodies)) if len(bodies) == 1 else None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What of an expected account or budget is there."""

    is_there: bool
    disclosure_id: str | None = None
    published_on: str | None = None
    replaced: int = 0


def _budget_seen(budget: SeenBudget | None) -> _Seen:
    return _Seen(budget is not None, published_on=budget.published_on if budget else None)


def _account_seen(own: Assigned | None, history: History) -> _Seen:
    if own is None:
        return _Seen(False)
    versions = history.accounts[own.disclosure_id].versions
    printed = min((version.published_on for version in versions if version.published_on), default=None)
    return _Seen(True, own.disclosure_id, printed, max(0, len(versions) - 1))


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
