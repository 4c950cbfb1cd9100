"""Builds that are stopped from outside, at a stage they tell or after a while."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stopped:
    """The exit code (negative for a signal), the lines of standard error, and the processes that lived on."""

    code: int
    told: list[str]
    left: list[int]


def stop_build(
    inputs: Path, output: Path, number: signal.Signals, stage: str = "", after: float = 0
) -> Stopped:
    """Send `number` to a build of `inputs` into `output` when it tells `stage`, or `after` seconds from its start.

    Waits until the build and all of its workers have closed standard error, that is, have ended.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "mingzhang.cli", "build", str(inputs), "--output", str(output)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        if not stage:
            timer = threading.Timer(after, process.send_signal, [number])
            timer.start()
        assert process.stderr is not None
        told = []
        for line in process.stderr:
            told.append(line.rstrip("\n"))
            if stage and line.startswith(stage):
                process.send_signal(number)
        code = process.wait()
        if not stage:
            timer.cancel()
    return Stopped(code, told, workers_of(process.pid))


def workers_of(parent: int) -> list[int]:
    """Worker processes that were started by `parent` and live (where the system lists processes)."""
    living = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
            dead = (folder / "stat").read_text().rpartition(")")[2].split()[0] in "ZX"
        except OSError:
            continue  # it ended while we looked
        worker = any(part.endswith(os.fsencode("engines/worker.py")) for part in command)
        if worker and not dead and os.fsencode(str(parent)) in command:
            living.append(int(folder.name))
    return living
