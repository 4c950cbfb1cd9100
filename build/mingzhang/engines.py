"""Where work runs: in this machine's processes. One item that kills its process does not take the others along."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_TASKS_PER_PROCESS = 500
"""A process is renewed after so many items, so that what a library leaks does not add up."""


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    on_crash: Callable[[Item], Result],
    processes: int | None = None,
) -> Iterator[Result]:
    """`work(item)` for every item, in any order, in `processes` processes (default: all cores).

    `work` must not raise. An item whose process dies (out of memory, a crash in a library) gives `on_crash(item)`;
    the items that shared its pool are tried again on their own. A single item runs in a process of its own as well.
    """
    waiting = list(items)
    alone = False
    while waiting:
        batch, waiting = (waiting[:1], waiting[1:]) if alone else (waiting, [])
        lost: list[Item] = []
        workers = min(processes or cores(), len(batch))
        with ProcessPoolExecutor(
            workers, mp_context=_context(), max_tasks_per_child=_TASKS_PER_PROCESS
        ) as pool:
            futures = {pool.submit(work, item): item for item in batch}
            for future in as_completed(futures):
                try:
                    yield future.result()
                except BrokenProcessPool:
                    lost.append(futures[future])
        if alone and lost:
            yield on_crash(lost[0])
        elif lost:
            # Which of them killed the pool cannot be told: from here on each runs alone.
            waiting, alone = lost, True


def _context() -> multiprocessing.context.BaseContext:
    return multiprocessing.get_context("spawn")
