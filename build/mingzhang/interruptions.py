"""Ctrl-C and SIGTERM: what must not be left behind is tidied at once, one line is printed, the process ends.

Nothing is raised: an exception out of a signal's handler can surface in the middle of an import, or be swallowed by a
destructor. Imports next to nothing, so that it stands before anything else is imported.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_last_words = "stopped"
_tidying: list[Callable[[], object]] = []


def install() -> None:
    """Answer the signals that would end this process; those it was told to ignore (`nohup`) stay ignored."""
    for number in _SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _stop)


@contextmanager
def tidied_by(tidy: Callable[[], object]) -> Iterator[None]:
    """While the block runs, an interruption calls `tidy` before the process ends (the innermost first)."""
    _tidying.append(tidy)
    try:
        yield
    finally:
        _tidying.remove(tidy)


def say_when_stopped(words: str) -> None:
    """What an interruption prints from now on."""
    global _last_words
    _last_words = words


def ignore() -> None:
    """Let the signals pass from now on: the work is done, and what it came to shall be the exit code.

    The interpreter takes a moment to end, in which it would give the signals back their deadly meaning.
    """
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _stop(number: int, frame: FrameType | None) -> None:
    ignore()
    for tidy in reversed(_tidying):
        with suppress(BaseException):
            tidy()
    with suppress(BaseException):
        sys.stdout.flush()
    with suppress(BaseException):
        os.write(2, f"mingzhang: {_last_words}\n".encode())
    os._exit(128 + number)
