"""Reading and parsing: documents and MB per second on one core, peak memory, and the share of each stage.

    python benchmarks/parsing.py [FOLDER] [--seconds 10] [--copies 40]

The floor is the same text split into lines and cells and nothing else; the ratio says what understanding costs on top.
With `--copies` one document is made that many times as long, to see whether time and memory stay linear.
"""

from __future__ import annotations

import argparse
import cProfile
import platform
import pstats
import resource
import time
from collections.abc import Callable
from pathlib import Path

from mingzhang.checking import check
from mingzhang.model import Document
from mingzhang.parsing import parse
from mingzhang.reading import input_files, read
from mingzhang.reading.blocks import to_blocks

STAGES = (
    "reading",
    "outline",
    "prose",
    "identity",
    "statements",
    "narrative",
    "evaluation",
    "tasks",
    "glossary",
)


def seconds_per_round(work: Callable[[], object], budget: float) -> float:
    """The best of as many rounds as fit into `budget` seconds (at least three)."""
    best, end, rounds = float("inf"), time.perf_counter() + budget, 0
    while rounds < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        work()
        best, rounds = min(best, time.perf_counter() - start), rounds + 1
    return best


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def longer(document: Document, copies: int) -> Document:
    lines = document.lines * copies
    return Document(document.source, lines, to_blocks(lines))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", nargs="?", type=Path, default=Path("disclosures"))
    options.add_argument("--seconds", type=float, default=10)
    options.add_argument("--copies", type=int, default=20)
    given = options.parse_args()
    files = [(path, name, path.read_bytes()) for path, name in input_files([given.folder])]
    megabytes = sum(len(data) for _, _, data in files) / 1e6
    print(f"{platform.machine()} {platform.processor() or ''} Python {platform.python_version()}, one core")
    print(f"{len(files)} documents, {megabytes:.2f} MB")

    documents = [read(path, name, data) for path, name, data in files]

    def floor() -> None:
        for _, _, data in files:
            for line in data.decode("utf-8", "replace").splitlines():
                line.split("\t")

    bare = seconds_per_round(floor, 1)
    for label, work in (
        ("reading", lambda: [read(path, name, data) for path, name, data in files]),
        ("reading and parsing", lambda: [parse(read(path, name, data)) for path, name, data in files]),
    ):
        best = seconds_per_round(work, given.seconds / 2)
        print(
            f"{label}: {len(files) / best:.1f} documents/s, {megabytes / best:.2f} MB/s, "
            f"{best / bare:.0f} times the bare split into cells"
        )
    disclosures = [parse(document) for document in documents]
    best = seconds_per_round(lambda: [check(d) for d in disclosures], given.seconds / 4)
    print(f"proofreading: {1000 * best / len(files):.1f} ms per document")

    before = peak_mb()
    one = min(documents, key=lambda d: len(d.lines))
    once = seconds_per_round(lambda: parse(one), 0)
    many = seconds_per_round(lambda: parse(longer(one, given.copies)), 0)
    print(
        f"{given.copies} times as long: {many / once:.1f} times the time; "
        f"peak memory {before:.0f} MB, then {peak_mb():.0f} MB"
    )
    profile = cProfile.Profile()
    profile.runcall(lambda: [parse(document) for document in documents])
    totals = stage_seconds(pstats.Stats(profile))
    whole = sum(totals.values())
    print("share of own time: " + ", ".join(f"{k} {100 * v / whole:.0f}%" for k, v in totals.items() if v))


def stage_seconds(stats: pstats.Stats) -> dict[str, float]:
    """Own time by room of `parsing/`; what the standard library does counts under `other`."""
    totals = dict.fromkeys((*STAGES, "other"), 0.0)
    for (file, _, _), (_, _, own, _, _) in stats.stats.items():  # type: ignore[attr-defined]
        parts = Path(file).with_suffix("").parts
        room = next((stage for stage in STAGES if stage in parts and "mingzhang" in parts), "other")
        totals[room] += own
    return totals


if __name__ == "__main__":
    main()
