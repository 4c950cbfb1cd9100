"""The engine of many machines: Dask hands items to its workers, each of which runs them in a process beside itself.

So an item that crashes or uses up its time takes that process along and never a worker, and limits are kept as on one
machine. A worker that dies is Dask's to replace: its items are done again by others, with the same result. What goes
wrong between machines (no scheduler, another program on a worker, a folder that is not shared) is told in one line.
"""

from __future__ import annotations

import logging
import os
import pickle
import secrets
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Self

from ..digests import digest_of_code
from ..interruptions import tidied_by
from .contract import EngineError, Item, Loss, Result, tried_twice
from .local import LocalEngine, cores

_PACKAGE = Path(__file__).resolve().parents[1]
_ANSWER_IN = 10
"""Seconds in which a scheduler must answer."""
_LOOK = 1.0
"""Seconds after which it is looked at whether the scheduler still lives."""
_PATIENCE = 30
"""So often in a row there may be no worker when one is looked for."""
_COUNT_EACH = 50
"""After so many results it is asked again how many workers there are."""
_AHEAD = 3
"""Items that are handed out for each thread of a worker, so that none waits for the network."""


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a worker must agree with: the code it runs, a file that it must see, and folders that it must find. `here` is
    where the build was started, which paths may be relative to."""

    code: str
    mark: Path
    folders: tuple[Path, ...]
    here: Path

    def broken(self) -> str | None:
        """Why this process cannot work for the build, or None."""
        if digest_of_code(_PACKAGE) != self.code:
            return f"runs another version of mingzhang ({version('mingzhang')}): install the same everywhere"
        if not self.mark.exists():
            return f"does not see {self.mark.parent}: build into a folder that all machines share"
        for folder in self.folders:
            if not folder.exists():
                return f"does not see {folder}: put the files where all machines find them"
        with suppress(OSError):  # a machine without that folder still finds what is named from the root
            os.chdir(self.here)
        return None


class DaskEngine:
    """Workers of a Dask cluster: of the scheduler at an address, else of a cluster of this machine, one for each core.

    `shared` is a folder that all machines see, and `folders` what else they must find there. Raises `EngineError`.
    """

    limits = True

    def __init__(self, scheduler: str | None, shared: Path, folders: Sequence[Path] = ()) -> None:
        try:
            from distributed import Client, LocalCluster
        except ImportError:
            raise EngineError("the engine dask needs: pip install 'mingzhang[cluster]'") from None
        for name in logging.root.manager.loggerDict:
            if name.startswith("distributed"):  # we tell what is wrong, in one line
                logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        if scheduler is not None:
            _must_be_address(scheduler)
        self._stack = ExitStack()
        self._alone = 0
        self._at = scheduler or "a cluster of this machine"
        mark = shared / f".cluster-{secrets.token_hex(8)}"
        found = tuple(folder.absolute() for folder in folders)
        self._terms = _Terms(digest_of_code(_PACKAGE), mark.absolute(), found, Path.cwd())
        try:
            mark.touch()
            self._stack.callback(mark.unlink, missing_ok=True)
            if scheduler is None:
                own: Any = LocalCluster(  # type: ignore[no-untyped-call]
                    cores(), threads_per_worker=1, dashboard_address=None, silence_logs="CRITICAL"
                )
                self._stack.callback(own.close, timeout=_ANSWER_IN)
                scheduler = own.scheduler_address
            with warnings.catch_warnings():  # of packages we do not use; of our own `_agree` tells
                warnings.simplefilter("ignore")
                self._client: Any = Client(  # type: ignore[no-untyped-call]
                    scheduler, timeout=_ANSWER_IN, set_as_default=False
                )
            self._stack.callback(self._close_client)
            self._agree()
        except EngineError:
            self.close()
            raise
        except (OSError, ValueError, TimeoutError) as error:
            self.close()
            raise EngineError(
                f"no Dask scheduler answers at {self._at} ({type(error).__name__}): start one with "
                "`dask scheduler`, or leave --scheduler out"
            ) from None

    def _agree(self) -> None:
        """Hold every worker to the terms. Raises `EngineError`."""
        if not self._client.scheduler_info(n_workers=-1)["workers"]:
            raise EngineError(f"the scheduler at {self._at} has no worker: start some with `dask worker`")
        # Functions of the standard library first: a worker without our package could not read one of ours.
        for where, found in self._client.run(version, "mingzhang", on_error="return").items():
            if isinstance(found, Exception):
                raise EngineError(
                    f"worker {where} has no mingzhang ({type(found).__name__}): install the same everywhere"
                )
        for where, found in self._client.run(self._terms.broken, on_error="return").items():
            if isinstance(found, BaseException):
                raise EngineError(
                    f"worker {where} cannot run mingzhang ({_in_words(found)}): install the same everywhere"
                )
            if found is not None:
                raise EngineError(f"worker {where} {found}")

    def run(
        self,
        work: Callable[[Item], Result],
        items: Iterable[Item],
        on_loss: Callable[[Item, Loss], Result],
        cpu_seconds: float | None = None,
    ) -> Iterator[Result]:
        """See `contract.Engine` and `tried_twice`."""
        return tried_twice(lambda some, _: self._lot(work, some, cpu_seconds), items, on_loss)

    def _lot(
        self, work: Callable[[Item], Result], items: Iterable[Item], cpu_seconds: float | None
    ) -> Iterator[tuple[Item, Any]]:
        """Every item with its result, or with why it has none."""
        waiting, done = iter(items), SimpleQueue[Any]()
        out: dict[Any, tuple[Any, Item]] = {}
        room = counted = 0
        try:
            while True:
                if not counted:  # workers come and go; to ask for each item would cost more than the item
                    room, counted = max(1, _AHEAD * self._threads()), _COUNT_EACH
                for item in islice(waiting, max(0, room - len(out))):
                    task = pickle.dumps((work, item, cpu_seconds))
                    future = self._client.submit(_serve, task, self._terms, pure=False)
                    out[future.key] = future, item
                    future.add_done_callback(done.put)
                if not out:
                    return
                try:
                    future, item = out.pop(done.get(timeout=_LOOK).key)
                except Empty:
                    self._wait_on()
                    continue
                counted -= 1
                yield item, self._result(future)
        finally:
            if out and self._client.status == "running":
                self._client.cancel([future for future, _ in out.values()], force=True)

    def _threads(self) -> int:
        """How many items are worked at side by side."""
        try:
            return sum(self._client.nthreads().values())
        except OSError:
            raise EngineError(self._lost) from None

    def _result(self, future: Any) -> Any:
        """What an item came to, or why it came to nothing. Raises what the work raised, and `EngineError`."""
        self._living()
        while future.status in ("finished", "pending"):
            try:
                return pickle.loads(future.result(timeout=_ANSWER_IN))  # noqa: S301 - from our own workers
            except TimeoutError:  # it lies with a worker that has died: made again by another
                self._wait_on()
        error = future.exception() if future.status == "error" else None
        if error is None or type(error).__name__ == "KilledWorker":  # gone with a worker: once more
            return Loss.CRASHED
        if isinstance(error, PackageNotFoundError | ModuleNotFoundError):
            raise EngineError(f"a worker of {self._at} cannot work for this build: {_in_words(error)}")
        raise error

    def _wait_on(self) -> None:
        """Nothing has come for a while. Raises `EngineError` where nothing will."""
        self._living()
        self._alone = 0 if self._threads() else self._alone + 1
        if self._alone >= _PATIENCE:
            raise EngineError(f"no worker of {self._at} is left: start some and build again")

    def _living(self) -> None:
        if self._client.status != "running":
            raise EngineError(self._lost)

    @property
    def _lost(self) -> str:
        return f"the scheduler at {self._at} is lost: start it and build again; what was read is kept"

    def _close_client(self) -> None:
        with suppress(OSError, TimeoutError, RuntimeError):
            self._client.close(timeout=_ANSWER_IN)

    def close(self) -> None:
        """Leave the cluster; end it where it is ours."""
        self._stack.close()

    def __enter__(self) -> Self:
        self._stack.enter_context(tidied_by(self.close))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _must_be_address(scheduler: str) -> None:
    """Raise `EngineError` for what cannot be a scheduler's address: Dask's client would try for long, and end untidily."""
    from distributed.comm.addressing import get_address_host_port, normalize_address

    try:
        get_address_host_port(normalize_address(scheduler), strict=True)
    except ValueError:
        raise EngineError(
            f"--scheduler {scheduler}: not an address of a Dask scheduler; write tcp://HOST:8786"
        ) from None


def _in_words(found: object) -> str:
    return (
        f"{type(found).__name__}: {found}" if isinstance(found, BaseException) else str(found or "no answer")
    )


# ------------------------------------------------------------------------------------------- on a worker

_OF_THREAD = threading.local()


def _serve(task: bytes, terms: _Terms) -> bytes:
    """Run an item in the process beside this worker. Raises what the work raises, and `EngineError`."""
    if broken := _broken(terms, os.getpid()):
        raise EngineError(f"worker on {os.uname().nodename} {broken}")
    work, item, cpu_seconds = pickle.loads(task)  # noqa: S301 - from our own build
    if not hasattr(_OF_THREAD, "engine"):
        _OF_THREAD.engine = LocalEngine(1)
    try:
        (result,) = _OF_THREAD.engine.run(work, [item], _why, cpu_seconds)
    except OSError as error:  # whose disk is full?
        told = f"{error.strerror or error}, on worker {os.uname().nodename}"
        raise OSError(error.errno, told, error.filename) from None
    return pickle.dumps(result)


@cache
def _broken(terms: _Terms, process: int) -> str | None:
    """Look once in the life of a worker: one may join while a build is running."""
    return terms.broken()


def _why(item: object, why: Loss) -> Any:
    return why
