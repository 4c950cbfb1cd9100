"""Departmental budgets beside final accounts: read where `budgets: true` says so, kept as shards are, held against the
account of the same body and year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from .catalogue import METRICS
from .database.row_checks import Rows, accept
from .database.row_values import TableRow, amount, place_columns
from .database.rows import page_rows, source_line_rows
from .history.assigning import Assigned
from .model import Budget, NotADisclosure, NotReadable, Place
from .parsing.acceptance import IS_BUDGET
from .parsing.budget_document import parse_budget
from .parsing.twins import body_key
from .reading.files import read_bytes
from .receipts import Receipt, Task
from .shards import DamagedShard, make_shard, read_file, read_kept, write_kept


class BudgetShard(msgspec.Struct, frozen=True):
    """What a budget came to: its receipt, the rows of its text, the budget with the place of each line."""

    receipt: Receipt
    rows: Rows
    budget: Budget
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """A budget with the account it stands beside; None where its body's account of the year is not in the portal."""

    receipt: Receipt
    account: Assigned | None


def budget_path(cache: Path, source_id: str) -> Path:
    return cache / source_id[:2] / f"{source_id}.budget.msgpack"


def load_budget(cache: Path, source_id: str) -> BudgetShard:
    """Load a budget that was read before. Raises `DamagedShard`."""
    return msgspec.msgpack.decode(read_kept(budget_path(cache, source_id)), type=BudgetShard)


def make_shard_or_budget(task: Task) -> Receipt:
    """Read a file as `make_shard` does; one that is refused as a departmental budget is read as a budget."""
    receipt = make_shard(task)
    if receipt.error != IS_BUDGET:
        return receipt
    path = budget_path(task.cache, receipt.source_id)
    with suppress(FileNotFoundError, DamagedShard):
        kept = load_budget(task.cache, receipt.source_id).receipt
        return replace(kept, name=task.name, format=receipt.format, cached=True)
    document = read_file(task, read_bytes(task.path))
    try:
        budget = parse_budget(document)
    except (NotADisclosure, NotReadable) as reason:
        return replace(receipt, error=str(reason))
    except Exception as error:  # one file must never stop the others
        return replace(
            receipt, error=f"读取部门预算时出现内部错误（{type(error).__name__}）：请将此文件报告给开发者"
        )
    who, source = budget.identity, document.source
    receipt = replace(
        receipt,
        status="ok",
        kind="budget",
        error=None,
        lines=source.lines,
        reader=source.reader,
        carrier=source.carrier,
        pages=source.pages,
        department_id=who.department_id,
        department=who.name,
        fiscal_year=who.fiscal_year,
        body=body_key(who.name),
        scope=who.scope,
        published_on=who.published_on,
    )
    text = [*source_line_rows(document), *page_rows(source, document.pages)]
    rows = accept(text, {"sources.id": {source.id}}).rows
    write_kept(path, msgspec.msgpack.encode(BudgetShard(receipt, rows, budget, document.places)))
    return receipt


def match_budgets(
    receipts: Iterable[Receipt], published: Sequence[Assigned], withheld: Iterable[str], problems: list[str]
) -> list[Matched]:
    """Put each budget beside the account of its body, year and scope. Of several budgets for one account the latest by
    its printed date is taken, else none, which is told.
    """
    accounts: dict[tuple[str, int], list[Assigned]] = {}
    for one in published:
        accounts.setdefault((one.shown.body, one.shown.fiscal_year), []).append(one)
    hidden = set(withheld)
    first = {r.source_id: r for r in receipts if r.kind == "budget" and r.source_id not in hidden}
    groups: dict[tuple[str, int, str | None], list[Receipt]] = {}
    for receipt in first.values():
        groups.setdefault((receipt.body, receipt.fiscal_year, receipt.scope), []).append(receipt)
    matched = []
    for (body, year, scope), same in sorted(groups.items(), key=lambda item: (item[0][:2], item[0][2] or "")):
        dates = {receipt.published_on or "" for receipt in same}
        if len(same) > 1 and len(dates) < len(same):
            names = ", ".join(sorted(receipt.name for receipt in same))
            problems.append(f"{names}: several budgets of one body and year, and no later date: none is used")
            continue
        receipt = max(same, key=lambda one: one.published_on or "")
        fitting = [a for a in accounts.get((body, year), ()) if scope is None or a.scope in ("", scope)]
        matched.append(Matched(receipt, fitting[0] if len(fitting) == 1 else None))
    return matched


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
