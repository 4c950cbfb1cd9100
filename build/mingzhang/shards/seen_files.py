"""Files that were read in a build before and are untouched since: their receipts are known without opening them.

A file is untouched where its size, its times of change and of content, and its inode are those it was read with, and its shard
lies as it was written. One that changed two seconds before the build began is looked at again: a clock ticks more slowly than
a program writes.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import msgspec

from .budget_shards import budget_path
from .making import DamagedShard, read_kept, shard_path, write_kept
from .receipts import Receipt, Task, digest_of

_FILE = "seen-files"
_RECENT = 2_000_000_000
"""Nanoseconds."""
Stamp = tuple[int, ...]


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was read: its stamp, that of its shard, and what became of it."""

    file: Stamp
    shard: Stamp
    receipt: Receipt


class SeenFiles:
    """What is known of the files of a build: stamped before any is read, so that what changes meanwhile is read next time."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._late = time.time_ns() - _RECENT
        self._tasks = tasks
        self._stamps = [_stamp(task.path) for task in tasks]
        self._seen: dict[str, Seen] = {}
        if tasks:
            with suppress(FileNotFoundError, DamagedShard, msgspec.DecodeError):
                kept = read_kept(tasks[0].cache / _FILE)
                self._seen = msgspec.msgpack.decode(kept, type=dict[str, Seen])

    def known(self, *, budgets: bool) -> dict[str, Receipt]:
        """Return by name the receipts of files that need not be read; of budgets where these are read."""
        return {
            task.name: replace(one.receipt, name=task.name, cached=True)
            for task, stamp in zip(self._tasks, self._stamps, strict=True)
            if (one := self._seen.get(str(task.path))) and one.file == stamp and _holds(task, one, budgets)
        }

    def remember(self, receipts: Iterable[Receipt]) -> None:
        """Note the files that were read, for the next build."""
        of = {receipt.name: receipt for receipt in receipts if receipt.status == "ok"}
        seen = {
            str(task.path): Seen(stamp, _stamp(_shard_of(task, of[task.name])), of[task.name])
            for task, stamp in zip(self._tasks, self._stamps, strict=True)
            if task.name in of and stamp and max(stamp[:2]) < self._late
        }
        if seen:
            with suppress(OSError):  # then the next build reads them again
                write_kept(self._tasks[0].cache / _FILE, msgspec.msgpack.encode(seen))


def _holds(task: Task, one: Seen, budgets: bool) -> bool:
    """Whether the shard of an untouched file lies as it was written, and is what is asked for."""
    receipt = one.receipt
    if receipt.kind == "budget" and not budgets:
        return False
    corrected = digest_of(task.wanted_of(receipt.source_id))
    return corrected == receipt.corrected and _stamp(_shard_of(task, receipt)) == one.shard != ()


def _shard_of(task: Task, receipt: Receipt) -> Path:
    path = budget_path if receipt.kind == "budget" else shard_path
    return path(task.cache, receipt.source_id)


def _stamp(file: Path) -> Stamp:
    """Return the times of change and of content (ns), size and inode; nothing where there is no file."""
    with suppress(OSError):
        found = file.stat()
        return found.st_ctime_ns, found.st_mtime_ns, found.st_size, found.st_ino
    return ()
