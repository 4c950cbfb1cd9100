"""A worker process of the local engine: reads (work, item, limit) from a pipe, writes back what came of it.

Run as a script, so that it stands within milliseconds and reads nothing of the program that started it (`__main__` is
not imported again). Imports only the standard library: ours is found once the path has come through the pipe.
"""

from __future__ import annotations

import gc
import math
import os
import pickle
import sys
import threading
import time
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

READY = "ready"
DONE, RAISED = "done", "raised"
MEMORY = 1024**3
"""Bytes that an item kept within a time may take beyond what its process holds."""


def collect_seldom() -> None:
    """Look for cycles a tenth as often as Python does by itself: rows and records make millions of objects and hardly a
    cycle, and the looking took a tenth of a build.
    """
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def main(descriptor: int, parent: int) -> None:
    """Serve the pipe until it closes. `parent` is the process that must live for this one to live."""
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    collect_seldom()
    # The pipe ends when the other side is done with us, has thrown us out, or was killed: nobody is left to be told.
    with Connection(descriptor) as pipe, suppress(EOFError, BrokenPipeError, ConnectionResetError):
        pipe.send(READY)
        sys.path[:] = pipe.recv()
        while True:
            pipe.send_bytes(_answer(*_come_of(pipe.recv_bytes())))


def _come_of(task: bytes) -> tuple[str, object]:
    try:
        work, item, cpu_seconds = pickle.loads(task)  # noqa: S301 - from our own parent
        _limit_cpu(cpu_seconds)
        _limit_memory(cpu_seconds is not None)
        return DONE, work(item)
    except Exception as error:
        error.add_note(traceback.format_exc())  # else nobody learns where it was
        return RAISED, error


def _answer(kind: str, value: object) -> bytes:
    try:
        answer = pickle.dumps((kind, value))
        if kind == RAISED:
            pickle.loads(answer)  # noqa: S301 - some errors can be written and not read
    except Exception as error:
        answer = pickle.dumps((RAISED, RuntimeError(f"{type(value).__name__}: {value} ({error})")))
    return answer


def _limit_cpu(seconds: float | None) -> None:
    """Let the kernel end this process once it has used so many more seconds: it also stops what never looks at a
    clock, such as a regular expression that has gone astray.
    """
    try:
        import resource
    except ImportError:  # not a POSIX system: the parent's clock remains
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = hard if seconds is None else math.ceil(time.process_time() + seconds)
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _limit_memory(limited: bool) -> None:
    """Let the kernel refuse this process more than `MEMORY` beyond what it holds: an item that is kept within a time may
    not take the machine's memory either. What is refused memory raises `MemoryError`, or ends this process.
    """
    status = Path("/proc/self/statm")
    if not status.exists():  # only Linux counts what RLIMIT_DATA limits
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    soft = hard
    if limited:
        held = int(status.read_text(encoding="ascii").split()[5]) * resource.getpagesize()
        soft = held + MEMORY if hard == resource.RLIM_INFINITY else min(held + MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _end_with(parent: int) -> None:
    """End this process when its parent has ended, whatever it is doing."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
