"""The engine of this machine: worker processes with a pipe each, so that it is known which item a dead one had in hand.

`ProcessPoolExecutor` would not do: renewing its processes hangs (python/cpython#115634), one dead process breaks all of
it, and which items were in hand cannot be told.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from itertools import chain, islice
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..interruptions import tidied_by
from . import worker
from .contract import WALL_FACTOR, EngineError, Item, Loss, Result, tried_twice

_SCRIPT = Path(worker.__file__)
_LOOK = 5.0
"""Seconds after which a silent worker is looked at: whether it lives, whether its time is over."""
_GRACE = 5.0
_END = object()


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LocalEngine:
    """Worker processes, started when they are needed and kept until `close`."""

    limits = True

    def __init__(self, processes: int | None = None) -> None:
        self._most = processes or cores()
        self._idle: list[_Worker] = []
        self._living: set[_Worker] = set()
        self._stack = ExitStack()

    def run(
        self,
        work: Callable[[Item], Result],
        items: Iterable[Item],
        on_loss: Callable[[Item, Loss], Result],
        cpu_seconds: float | None = None,
    ) -> Iterator[Result]:
        """See `contract.Engine` and `tried_twice`: the second time alone."""
        return tried_twice(
            lambda some, alone: self._lot(work, some, cpu_seconds, 1 if alone else self._most), items, on_loss
        )

    def _lot(
        self,
        work: Callable[[Item], Result],
        items: Iterable[Item],
        cpu_seconds: float | None,
        processes: int,
    ) -> Iterator[tuple[Item, Result | Loss]]:
        """Every item with its result, or with why it has none."""
        waiting = iter(items)
        busy: dict[Connection, tuple[_Worker, Item]] = {}
        try:
            while True:
                for item in islice(waiting, processes - len(busy)):
                    one = self._idle.pop() if self._idle else self._new(needed=not busy)
                    if one is None:
                        waiting = chain([item], waiting)
                        break
                    busy[one.pipe] = one, item
                    one.take(work, item, cpu_seconds)
                if not busy:
                    return
                ready = wait(list(busy), timeout=_LOOK)
                for pipe, (one, item) in list(busy.items()):
                    result = one.answer() if pipe in ready else one.overdue()
                    if result is not _END:
                        del busy[pipe]
                        self._put_back(one)
                        yield item, result
        finally:
            for one, _ in busy.values():
                self._living.discard(one)
                one.kill()

    def _new(self, needed: bool) -> _Worker | None:
        """A new process; None where there is no room for another and some are at work."""
        try:
            one = _Worker()
        except OSError as error:
            if not needed:
                return None
            raise EngineError(f"cannot start a worker process: {error.strerror or error}") from None
        self._living.add(one)
        return one

    def _put_back(self, one: _Worker) -> None:
        if one.process.poll() is None:
            self._idle.append(one)
        else:
            self._living.discard(one)
            one.kill()

    def close(self) -> None:
        """End all workers, letting them end by themselves."""
        for one in self._living:
            one.pipe.close()
        for one in self._living:
            with suppress(subprocess.TimeoutExpired):
                one.process.wait(_GRACE)
            one.kill()
        self._living.clear()
        self._idle.clear()

    def kill(self) -> None:
        """End all workers at once, whatever they do."""
        for one in list(self._living):
            one.kill()

    def __enter__(self) -> Self:
        self._stack.enter_context(tidied_by(self.kill))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.kill()
        self.close()
        self._stack.close()


class _Worker:
    """One process and our end of its pipe."""

    def __init__(self) -> None:
        self.pipe, theirs = Pipe()
        with theirs:
            # A process group of its own: Ctrl-C reaches us alone, and we decide.
            self.process = subprocess.Popen(
                [sys.executable, "-P", str(_SCRIPT), str(theirs.fileno()), str(os.getpid())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=2,
                process_group=0,
            )
        self._ready = False
        self._ends: float | None = None
        with suppress(BrokenPipeError):
            self.pipe.send(sys.path)

    def take(self, work: Callable[[Item], Result], item: Item, cpu_seconds: float | None) -> None:
        """Hand over an item."""
        task = pickle.dumps((work, item, cpu_seconds))
        self._ends = None if cpu_seconds is None else time.monotonic() + WALL_FACTOR * cpu_seconds
        with suppress(BrokenPipeError, ConnectionResetError):  # dead: seen when its answer is asked for
            self.pipe.send_bytes(task)

    def answer(self) -> Any:
        """The result, the `Loss`, or `_END` while there is neither. Raises what the work raised, and `EngineError`."""
        try:
            message = self.pipe.recv()
        except (EOFError, ConnectionResetError):
            return self._died()
        if message == worker.READY:
            self._ready = True
            return _END
        kind, value = message
        if kind == worker.RAISED:
            raise value
        return value

    def overdue(self) -> Any:
        """`_END` while there is time and life; else the `Loss`."""
        if self.pipe.poll():
            return _END
        if self.process.poll() is not None:
            return self._died()
        if self._ends is None or time.monotonic() < self._ends:
            return _END
        self.kill()
        return Loss.WALL_TIME

    def _died(self) -> Loss:
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_GRACE)
        self.kill()
        if not self._ready:
            raise EngineError(f"a worker process ended at once (exit code {self.process.returncode})")
        return Loss.CPU_TIME if self.process.returncode == -signal.SIGXCPU else Loss.CRASHED

    def kill(self) -> None:
        """End the process and forget its pipe. One that no signal reaches (it waits on a dead disk) is left behind."""
        self.pipe.close()
        self.process.kill()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_GRACE)
