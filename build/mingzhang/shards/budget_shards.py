"""Departmental budgets as shards: a file that is refused as a budget is read as one, and kept as an account is."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import msgspec

from ..database.file_rows import page_rows, source_line_rows
from ..database.row_checks import Rows, accept
from ..model import Budget, NotADisclosure, NotReadable, Place
from ..parsing.acceptance import IS_BUDGET
from ..parsing.budget_document import parse_budget
from ..parsing.slugs import with_address
from ..parsing.twins import body_key
from ..reading.files import read_bytes
from .making import DamagedShard, make_shard, read_kept, write_kept
from .receipts import Receipt, Task, digest_of, read_receipt
from .task_files import read_file


class BudgetShard(msgspec.Struct, frozen=True):
    """What a budget came to: its receipt, the rows of its text, the budget with the place of each line."""

    receipt: Receipt
    rows: Rows
    budget: Budget
    places: tuple[Place, ...]


def budget_path(cache: Path, source_id: str) -> Path:
    """Where the shard of a budget lies, by the SHA-256 of its file."""
    return cache / source_id[:2] / f"{source_id}.budget.msgpack"


def load_budget(cache: Path, source_id: str) -> BudgetShard:
    """Load a budget that was read before. Raises `DamagedShard`."""
    return msgspec.msgpack.decode(read_kept(budget_path(cache, source_id)), type=BudgetShard)


def make_shard_or_budget(task: Task) -> Receipt:
    """Read a file as `make_shard` does; one that is refused as a departmental budget is read as a budget."""
    receipt = make_shard(task)
    if receipt.error != IS_BUDGET:
        return receipt
    path, corrected = budget_path(task.cache, receipt.source_id), digest_of(task.wanted_of(receipt.source_id))
    with suppress(FileNotFoundError, DamagedShard):
        kept = load_budget(task.cache, receipt.source_id).receipt
        if kept.corrected == corrected:
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
    who, source = with_address(budget.identity), document.source
    read = read_receipt(task.name, source, who, body_key(who.name), kind="budget")
    receipt = replace(read, corrected=corrected, not_corrected=document.not_corrected)
    text = [*source_line_rows(document), *page_rows(source, document.pages)]
    rows = accept(text, {"sources.id": {source.id}}).rows
    write_kept(path, msgspec.msgpack.encode(BudgetShard(receipt, rows, budget, document.places)))
    return receipt
