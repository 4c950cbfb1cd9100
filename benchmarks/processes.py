"""What benchmarks ask Linux about a process and those it started."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def family(pid: int) -> Iterator[int]:
    """Yield a process and all that it started, by their numbers."""
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from family(int(child))


def cpu_seconds(pid: int) -> float:
    """Return the time on a core that a process and those it started have used, as far as they live."""
    ticks = 0
    for one in family(pid):
        with suppress(OSError):
            # The name in brackets may hold blanks; utime and stime are the 12th and 13th field after it.
            ticks += sum(map(int, Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def pss(pid: int) -> int:
    """Return the resident memory of a process in bytes, what is shared counted by shares. Raises `OSError` where it ended."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
