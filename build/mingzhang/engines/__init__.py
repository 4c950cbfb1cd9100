"""Where work runs: one engine for all stages of a build. A new engine is a module here and a line of `ENGINES`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NoReturn

from .contract import WALL_FACTOR, Engine, EngineError, Item, Loss, Result
from .inline import InlineEngine
from .local import LocalEngine, cores

__all__ = [
    "ENGINES",
    "WALL_FACTOR",
    "Engine",
    "EngineError",
    "Ground",
    "InlineEngine",
    "LocalEngine",
    "Loss",
    "cores",
    "in_order",
    "local",
]


@dataclass(frozen=True, slots=True)
class Ground:
    """What an engine works on: a folder that all its workers see, what else they must find, and the address of the
    scheduler where there is one."""

    shared: Path = Path()
    folders: tuple[Path, ...] = ()
    scheduler: str | None = None


def _dask(ground: Ground) -> Engine:
    from .cluster import DaskEngine

    return DaskEngine(ground.scheduler, ground.shared, ground.folders)


def _alone(engine: Callable[[], Engine]) -> Callable[[Ground], Engine]:
    """An engine of this machine, which has no scheduler."""

    def opened(ground: Ground) -> Engine:
        if ground.scheduler:
            raise EngineError("--scheduler goes with --engine dask")
        return engine()

    return opened


ENGINES: dict[str, Callable[[Ground], Engine]] = {
    "local": _alone(LocalEngine if os.name == "posix" else InlineEngine),
    "inline": _alone(InlineEngine),
    "dask": _dask,
}
"""By the name that `mingzhang build --engine` takes. Opening one raises `EngineError`."""


def in_order(engine: Engine, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """`work(item)` for every item, in the order of the items. Raises `EngineError` where an item is lost."""
    early: dict[int, Result] = {}
    following = 0
    for number, result in engine.run(partial(_numbered, work), enumerate(items), _lost):
        early[number] = result
        while following in early:
            yield early.pop(following)
            following += 1


def _numbered(work: Callable[[Item], Result], item: tuple[int, Item]) -> tuple[int, Result]:
    return item[0], work(item[1])


def _lost(item: object, why: Loss) -> NoReturn:
    raise EngineError("a worker process died (out of memory?): build again, with fewer programs beside it")
