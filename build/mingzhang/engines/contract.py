"""What an engine is: something that runs one function over many items, wherever its workers are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WALL_FACTOR = 20
"""How much longer than its limit of CPU time an item may take by the clock: it may wait on a mount that is dead."""


class Loss(Enum):
    """Why an item gave no result: its process died (alone as well), or it used up its time."""

    CRASHED = "crashed"
    CPU_TIME = "cpu time"
    WALL_TIME = "wall time"


class EngineError(RuntimeError):
    """The engine itself cannot work (no process can be started, no worker answers); the message says why."""


def tried_twice(
    lot: Callable[[Iterable[Item], bool], Iterator[tuple[Item, Any]]],
    items: Iterable[Item],
    on_loss: Callable[[Item, Loss], Result],
) -> Iterator[Result]:
    """The results of `lot(items, False)`. An item whose process died is tried once more by `lot([item], True)` when all
    others are done: another may have taken the memory."""
    again: list[Item] = []
    for item, result in lot(items, False):
        if result is Loss.CRASHED:
            again.append(item)
        else:
            yield on_loss(item, result) if isinstance(result, Loss) else result
    for suspect in again:
        for item, result in lot([suspect], True):
            yield on_loss(item, result) if isinstance(result, Loss) else result


class Engine(Protocol):
    """Runs functions over items; used by all stages of a build, closed at its end.

    `limits` says whether limits of time are kept; a stage that asks for one tells people where they are not.
    """

    limits: bool

    def run(
        self,
        work: Callable[[Item], Result],
        items: Iterable[Item],
        on_loss: Callable[[Item, Loss], Result],
        cpu_seconds: float | None = None,
    ) -> Iterator[Result]:
        """`work(item)` for every item, in any order; `on_loss(item, why)` for an item that took its worker along.

        `work`, items and results can be pickled; items are taken as workers become free, never all at once. An item
        may use `cpu_seconds` of CPU time and `WALL_FACTOR` times as long by the clock. What `work` raises is raised
        here, and ends the run. Raises `EngineError`.
        """
        ...

    def close(self) -> None:
        """End all workers."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
