"""A build at size, by stage: `python benchmarks/scale.py --documents 300 [--engine local] [--compact]`.

Writes a made-up corpus (each city its own), runs the real `mingzhang build` and prints by stage the seconds of the
clock and of all processors, the most memory (PSS) of the first process and of all together, and bytes out per byte in.
In the same run, the plain way for a few of the documents (`naive_build`), as the ratio. Then it adds a document, replaces
one, removes one, and builds again each time. Read ratios: a busy machine stretches the clock, the processors less.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator import write_sample
from generator.names import CITY
from naive_build import milliseconds

DEPARTMENTS, YEARS = 12, 3
_FIRST, _SECOND = "青白赤玄金银铜铁石木水火土山川河海湖泉林松", "平安定宁昌兴和顺丰泰康乐清明远达通广德仁义"
_STAGE = re.compile(r"([A-Z][a-z ,]+?)(?: \((\d+)\))?$")
_LOOK = 0.25
_TICK = os.sysconf("SC_CLK_TCK")
_READING = ("Starting", "Reading and proofreading")
_PARTS = {"database": "disclosures.db", "exports": "data", "site": "site"}


@dataclass
class Stage:
    """What a stage of a build took: seconds, and the most memory in bytes while it ran."""

    name: str
    clock: float = 0.0
    cpu: float = 0.0
    first: int = 0
    together: int = 0


@dataclass
class Run:
    """One build by stages, and what it said at its end."""

    stages: list[Stage] = field(default_factory=list)
    said: str = ""
    code: int = 0

    @property
    def whole(self) -> Stage:
        return Stage(
            "whole",
            sum(one.clock for one in self.stages),
            sum(one.cpu for one in self.stages),
            max(one.first for one in self.stages),
            max(one.together for one in self.stages),
        )


def corpus(folder: Path, documents: int) -> list[Path]:
    """Write so many made-up disclosures, twelve departments in each city, every city with texts of its own."""
    written: list[Path] = []
    for city in range(-(-documents // (DEPARTMENTS * YEARS))):
        name = f"{_FIRST[city % len(_FIRST)]}{_SECOND[city // len(_FIRST) % len(_SECOND)]}市"
        for path in write_sample(folder / f"{city:04d}", city, DEPARTMENTS, YEARS):
            if len(written) >= documents:
                path.unlink()
                continue
            data = path.read_bytes()
            for encoding in ("utf-8", "gb18030"):
                data = data.replace(CITY.encode(encoding), name.encode(encoding))
            path.write_bytes(data)
            written.append(path)
    return written


def build(inputs: Path, output: Path, *options: str) -> Run:
    """Run the real command in the folder of the inputs, whose portal.yml holds the settings, and watch it."""
    command = [sys.executable, "-m", "mingzhang.cli", "build", str(inputs), "--output", str(output), *options]
    run = Run([Stage("Starting")])
    with subprocess.Popen(
        command, cwd=inputs.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        watch = _Watch(process.pid, run)
        watch.start()
        said = threading.Thread(target=lambda: setattr(run, "said", (process.stdout or sys.stdin).read()))
        said.start()
        for line in process.stderr or ():
            if found := _STAGE.fullmatch(line.rstrip("\n")):
                watch.next_stage(found[1])
            elif not line.startswith(" "):
                run.said += line
        process.wait()
        watch.end()
        said.join()
    run.code = process.returncode
    return run


class _Watch(threading.Thread):
    """Looks at a process and all that it started, four times a second."""

    def __init__(self, pid: int, run: Run) -> None:
        super().__init__(daemon=True)
        self._pid, self._run = pid, run
        self._lock, self._ended = threading.Lock(), threading.Event()
        self._cpu: dict[int, float] = {}
        self._begun, self._counted = time.perf_counter(), 0.0

    def run(self) -> None:
        while not self._ended.wait(_LOOK):
            self._look()

    def next_stage(self, name: str) -> None:
        self._look()
        with self._lock:
            self._close()
            self._run.stages.append(Stage(name))

    def end(self) -> None:
        self._ended.set()
        self.join()
        with self._lock:
            self._close()

    def _close(self) -> None:
        now, used = time.perf_counter(), sum(self._cpu.values())
        last = self._run.stages[-1]
        last.clock, last.cpu = now - self._begun, used - self._counted
        self._begun, self._counted = now, used

    def _look(self) -> None:
        with self._lock:
            sizes = {}
            for pid in _family(self._pid):
                with suppress(OSError, IndexError):
                    used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
                    self._cpu[pid] = sum(map(int, used)) / _TICK
                    sizes[pid] = _pss(pid)
            last = self._run.stages[-1]
            last.first = max(last.first, sizes.get(self._pid, 0))
            last.together = max(last.together, sum(sizes.values()))


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _pss(pid: int) -> int:
    """Resident memory, what is shared counted by shares."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def size_of(path: Path, seen: set[int]) -> int:
    """Bytes of a file or of all files below a folder; one with two names counts where it is met first."""
    files: Iterable[Path] = path.rglob("*") if path.is_dir() else [path]
    total = 0
    for file in files:
        found = file.stat(follow_symlinks=False)
        if file.is_file() and found.st_ino not in seen:
            seen.add(found.st_ino)
            total += found.st_size
    return total


def told(run: Run, documents: int) -> None:
    """Print the stages of a run; milliseconds are of processors, for each document."""
    print(f"{'stage':<28}{'clock s':>9}{'CPU s':>9}{'ms/doc':>9}{'first MB':>10}{'all MB':>9}")
    for one in (*run.stages, run.whole):
        print(
            f"{one.name:<28}{one.clock:>9.1f}{one.cpu:>9.1f}{one.cpu / documents * 1000:>9.1f}"
            f"{one.first / 1e6:>10.0f}{one.together / 1e6:>9.0f}"
        )


def compared(run: Run, database: Path, documents: int, naive: int) -> None:
    """Print what each document costs beside reading, and what it would cost the plain way."""
    ours = sum(one.cpu for one in run.stages if one.name not in _READING) / documents * 1000
    steps = milliseconds(database, naive)
    plain = sum(steps.values())
    parts = ", ".join(f"{step} {cost:.0f}" for step, cost in steps.items())
    print(
        f"beside reading: {ours:.0f} ms a document; the plain way {plain:.0f} ({parts}): {plain / ours:.1f} times"
    )


def changed(run: Run, what: str) -> None:
    whole = run.whole
    longest = sorted(run.stages, key=lambda one: -one.cpu)[:4]
    print(
        f"{what}: {whole.clock:.1f} s of the clock, {whole.cpu:.1f} s of processors ("
        + ", ".join(f"{one.name} {one.cpu:.1f}" for one in longest)
        + ")"
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--engine", default="local")
    parser.add_argument(
        "--folder", type=Path, help="work here and leave everything (default: a temporary folder)"
    )
    parser.add_argument(
        "--changes", choices=("all", "one", "none"), default="all", help="what to build again"
    )
    parser.add_argument("--naive", type=int, default=12, help="documents to build the plain way (0: none)")
    parser.add_argument("--compact", action="store_true", help="build with `compact: true`")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        return measure((asked.folder or Path(name)).resolve(), asked)


def measure(folder: Path, asked: argparse.Namespace) -> int:
    inputs, output, options = folder / "in", folder / "portal", ("--engine", asked.engine)
    shutil.rmtree(inputs, ignore_errors=True)
    files = corpus(inputs, asked.documents)
    (folder / "portal.yml").write_text(f"compact: {str(asked.compact).lower()}\n", encoding="utf-8")
    extra = corpus(folder / "more", asked.documents + 1)[-1]
    bytes_in = sum(file.stat().st_size for file in files)
    print(
        f"{len(files)} documents, {bytes_in / 1e6:.1f} MB; Python {platform.python_version()}, "
        f"{len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f}"
    )
    first = build(inputs, output, *options)
    if first.code:
        print(first.said, file=sys.stderr)
        return first.code
    told(first, len(files))
    seen: set[int] = set()
    sizes = {part: size_of(output / name, seen) for part, name in _PARTS.items()}
    print(
        "bytes out per byte in: " + ", ".join(f"{part} {size / bytes_in:.1f}" for part, size in sizes.items())
    )
    if asked.naive:
        compared(first, output / "disclosures.db", len(files), min(asked.naive, len(files)))
    runs = [first]
    if asked.changes != "none":
        more = Path(shutil.copy(extra, inputs / "one-more.txt"))
        runs.append(build(inputs, output, *options))
        changed(runs[-1], "one more")
    if asked.changes == "all":
        more.write_bytes(more.read_bytes().replace(b"1", b"2"))
        runs.append(build(inputs, output, *options))
        changed(runs[-1], "one replaced")
        more.unlink()
        runs.append(build(inputs, output, *options))
        changed(runs[-1], "one removed")
    failed = [run for run in runs if run.code]
    for run in failed:
        print(run.said, file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
