"""What is loaded together, with a key of all that its rows follow from: the accounts of a body over its years, a budget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ..digests import digest_of
from ..history.assigning import Assigned, Assignment
from ..shards.receipts import Receipt
from .budgets import Matched


@dataclass(frozen=True, slots=True)
class Unit:
    """The accounts of one body, oldest year first: rules look between its years."""

    key: str
    accounts: tuple[Assigned, ...]
    answered: bool
    """Whether somebody replies to its findings: whether a reply fits is told again in every build."""

    @property
    def ids(self) -> list[str]:
        return [one.disclosure_id for one in self.accounts]


def units_of(chosen: Assignment, budgets: Iterable[Matched], receipts: Iterable[Receipt]) -> list[Unit]:
    """List every body that is published. Its rows follow from the files of its years, what a person put right of them, their
    identifiers, budgets, replies and registered headcounts, and from the program with its settings.
    """
    corrected = {one.source_id: one.corrected for one in receipts}
    beside = {one.account.disclosure_id: key_of_budget(one) for one in budgets if one.account}
    units = []
    for accounts in by_department(chosen.published, chosen.bodies.series()):
        told = [
            (
                one.disclosure_id, one.department_id, one.shown.source_id, corrected[one.shown.source_id],
                beside.get(one.disclosure_id), chosen.replies.of.get(one.disclosure_id),
                chosen.denominators.people.get(one.disclosure_id),
            )
            for one in accounts
        ]  # fmt: skip
        answered = any(one.disclosure_id in chosen.replies.of for one in accounts)
        units.append(Unit(digest_of(told), tuple(accounts), answered))
    return units


def key_of_budget(budget: Matched) -> str:
    """Hash what the rows of a budget follow from."""
    account = budget.account.disclosure_id if budget.account else None
    return digest_of((budget.receipt.source_id, budget.receipt.corrected, account))


def by_department(published: Iterable[Assigned], series: Callable[[str], str]) -> Iterator[list[Assigned]]:
    """Yield the accounts of each body over the years; `series` tells which departments are one under several names."""

    def body(one: Assigned) -> str:
        return series(one.department_id)

    for _, group in groupby(sorted(published, key=body), key=body):
        yield sorted(group, key=lambda one: one.shown.fiscal_year)
