"""Bounds on processor time, which a busy machine does not use up: no test looks at the clock on the wall."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_TRACED = 5


@contextmanager
def processor_seconds(limit: float, of: Callable[[], float] = time.process_time) -> Iterator[None]:
    """Fail where what runs inside takes more than `limit` seconds of the processor; much more where each line is
    traced, to tell which are reached.
    """
    if sys.gettrace() is not None:
        limit *= _TRACED
    begun = of()
    yield
    spent = of() - begun
    assert spent < limit, f"took {spent:.1f} s of the processor, {limit:g} s allowed"


def processor_time_of(process: int) -> Callable[[], float]:
    """What a running process has used of the processor, in seconds (Linux; elsewhere always 0)."""
    stat = Path(f"/proc/{process}/stat")

    def used() -> float:
        if not stat.exists():
            return 0.0
        fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    return used
