"""The engine without workers: everything in this thread. For few items, for debuggers, where no process can be had."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Self

from .contract import Item, Loss, Result


class InlineEngine:
    """Runs items one after another where it is called. Nothing limits their time."""

    limits = False

    def run(
        self,
        work: Callable[[Item], Result],
        items: Iterable[Item],
        on_loss: Callable[[Item, Loss], Result],
        cpu_seconds: float | None = None,
    ) -> Iterator[Result]:
        return map(work, items)

    def close(self) -> None:
        """Nothing to end."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
