"""Departmental budgets beside final accounts: each held against the account of the same body and year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..catalogue import METRICS
from ..database.row_checks import Rows, accept
from ..database.row_values import TableRow, amount, place_columns
from ..history.assigning import Assigned
from ..history.expecting import SeenBudget
from ..history.registers import Bodies
from ..model import Budget, Place
from ..shards.budget_shards import BudgetShard, load_budget
from ..shards.receipts import Receipt


@dataclass(frozen=True, slots=True)
class Matched:
    """A budget with the account it stands beside; None where its body's account of the year is not in the portal."""

    receipt: Receipt
    account: Assigned | None


def match_budgets(
    receipts: Iterable[Receipt],
    published: Sequence[Assigned],
    withheld: Iterable[str],
    problems: list[str],
    bodies: Bodies | None = None,
) -> list[Matched]:
    """Put each budget beside the account of its body, year and scope; `bodies` tell which names are of one body. Of several
    budgets for one account the latest by its printed date is taken, else none, which is told.
    """
    whose = _whose(published, bodies or Bodies())
    accounts: dict[tuple[str, int], list[Assigned]] = {}
    for one in published:
        accounts.setdefault((whose(one.shown.body), one.shown.fiscal_year), []).append(one)
    hidden = set(withheld)
    first = {r.source_id: r for r in receipts if r.kind == "budget" and r.source_id not in hidden}
    groups: dict[tuple[str, int, str | None], list[Receipt]] = {}
    for receipt in first.values():
        groups.setdefault((whose(receipt.body), receipt.fiscal_year, receipt.scope), []).append(receipt)
    matched = []
    for (body, year, _), same in sorted(groups.items(), key=lambda item: (item[0][:2], item[0][2] or "")):
        dates = {receipt.published_on or "" for receipt in same}
        if len(same) > 1 and len(dates) < len(same):
            names = ", ".join(sorted(receipt.name for receipt in same))
            problems.append(f"{names}: several budgets of one body and year, and no later date: none is used")
            continue
        receipt = max(same, key=lambda one: one.published_on or "")
        matched.append(Matched(receipt, _fitting(accounts.get((body, year), ()), receipt)))
    return matched


def _fitting(accounts: Iterable[Assigned], budget: Receipt) -> Assigned | None:
    """Return the one account of a body and year that a budget is of: of its scope, under its name where one is."""
    fitting = [one for one in accounts if budget.scope is None or one.scope in ("", budget.scope)]
    fitting = [one for one in fitting if one.shown.body == budget.body] or fitting
    return fitting[0] if len(fitting) == 1 else None


def seen_budgets(
    receipts: Iterable[Receipt], published: Sequence[Assigned], withheld: Iterable[str], bodies: Bodies
) -> Iterator[SeenBudget]:
    """Give every budget that was read, whether an account stands beside it or not; of one body and year the first printed."""
    whose, hidden = _whose(published, bodies), set(withheld)
    seen = [r for r in receipts if r.kind == "budget" and r.source_id not in hidden]
    for one in sorted(seen, key=lambda one: one.published_on or "", reverse=True):
        yield SeenBudget(whose(one.body), one.fiscal_year, one.published_on, one.department)


def _whose(published: Sequence[Assigned], bodies: Bodies) -> Callable[[str], str]:
    """Return a function from a body's printed name to what stands for it under all its names, or the name where the portal
    does not know it."""
    series = bodies.series()
    known = {name: department for department, name, *_ in bodies.names}
    known |= {one.shown.body: one.department_id for one in published}
    return lambda body: series(known[body]) if body in known else body


def budget_rows(matched: Matched, shard: BudgetShard) -> Iterator[TableRow]:
    """Yield the rows of one budget in the tables `budgets`, `budget_items`, `budget_figures`."""
    budget, account = shard.budget, matched.account
    who, id_ = budget.identity, budget.source.id
    yield (
        "budgets",
        {
            "id": id_,
            "body": who.name,
            "fiscal_year": who.fiscal_year,
            "title": who.title,
            "scope": who.scope,
            "disclosure_id": account.disclosure_id if account else None,
            "complete": int(budget.complete),
        },
    )
    for row in budget.items:
        yield (
            "budget_items",
            {
                "budget_id": id_,
                "position": row.position,
                "code": row.code,
                "level": row.level,
                "item": row.item,
                **{name: amount(row.figures.get(name)) for name in ("total", "basic", "project")},
                **place_columns(_placed(row.place, shard)),
            },
        )
    for position, figure in enumerate(budget.figures, start=1):
        yield (
            "budget_figures",
            {
                "budget_id": id_,
                "position": position,
                "metric": figure.metric,
                "value": amount(figure.value),
                **place_columns(_placed(figure.place, shard)),
            },
        )


def _placed(place: Place, shard: BudgetShard) -> Place:
    """The place of a line with its page, where the carrier has pages."""
    return shard.places[place.line - 1] if shard.places else place


def beside_accounts(matched: Iterable[Matched], cache: Path) -> dict[str, Budget]:
    """Map disclosures to the budget that stands beside each. Raises `DamagedShard`."""
    return {
        one.account.disclosure_id: load_budget(cache, one.receipt.source_id).budget
        for one in matched
        if one.account is not None
    }


def loaded(matched: Iterable[Matched], cache: Path) -> Iterator[Rows]:
    """Yield the rows of each budget as the database takes them. Raises `DamagedShard`."""
    metrics = {metric.id for metric in METRICS}
    for one in matched:
        shard = load_budget(cache, one.receipt.source_id)
        account = {one.account.disclosure_id} if one.account else set()
        known = {"sources.id": {one.receipt.source_id}, "metrics.id": metrics, "disclosures.id": account}
        yield shard.rows | accept(budget_rows(one, shard), known).rows
