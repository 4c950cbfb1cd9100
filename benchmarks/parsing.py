"""Reading and parsing: documents and MB per second on one core, peak memory, and the share of each room.

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
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from mingzhang.checking import check
from mingzhang.model import Document, NotADisclosure, NotReadable
from mingzhang.parsing import parse
from mingzhang.reading import input_files, read
from mingzhang.reading.characters import plain_lines


def seconds_per_round(work: Callable[[], object], budget: float) -> float:
    """The best CPU time of as many rounds as fit into `budget` seconds (at least three), so that what else the machine
    does counts little."""
    best, end, rounds = float("inf"), time.perf_counter() + budget, 0
    while rounds < 3 or time.perf_counter() < end:
        start = time.process_time()
        work()
        best, rounds = min(best, time.process_time() - start), rounds + 1
    return best


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def is_read(path: Path) -> bool:
    """Whether a file is a disclosure at all."""
    try:
        parse(read(path))
    except (NotADisclosure, NotReadable):
        return False
    return True


def longer(document: Document, copies: int) -> Document:
    lines = document.lines * copies
    return Document(document.source, lines, plain_lines(lines))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", nargs="?", type=Path, default=Path("disclosures"))
    options.add_argument("--seconds", type=float, default=10)
    options.add_argument("--copies", type=int, default=20)
    given = options.parse_args()
    files = [
        (path, name, path.read_bytes()) for path, name in input_files([given.folder]).files if is_read(path)
    ]
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
    print(
        f"proofreading: {1000 * best / len(files):.1f} ms per document, "
        f"{best / bare:.0f} times the bare split into cells"
    )

    before = peak_mb()
    one = min(documents, key=lambda d: len(d.lines))
    once = seconds_per_round(lambda: parse(one), 0)
    many = seconds_per_round(lambda: parse(longer(one, given.copies)), 0)
    print(
        f"{given.copies} times as long: {many / once:.1f} times the time; "
        f"peak memory {before:.0f} MB, then {peak_mb():.0f} MB"
    )
    profile = cProfile.Profile()
    profile.runcall(lambda: [parse(read(path, name, data)) for path, name, data in files])
    print("share of time by room: " + shares(seconds_by_room(pstats.Stats(profile))))


def seconds_by_room(stats: pstats.Stats) -> dict[str, float]:
    """Own time by module or folder of `parsing/`, and by room outside it, the longest first. What the standard library
    does (patterns, strings, decimals, records) counts for the room that called it."""
    totals: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        room = room_of(file)
        if room is not None:
            totals[room] += own
            continue
        for (caller, _, _), (_, _, seconds, _) in callers.items():
            totals[room_of(caller) or "the standard library by itself"] += seconds
    return dict(totals.most_common())


def room_of(file: str) -> str | None:
    """statements for parsing/statements/cells.py, outline for parsing/outline.py, reading for reading/text.py."""
    parts = Path(file).with_suffix("").parts
    if "mingzhang" not in parts:
        return None
    inner = parts[len(parts) - parts[::-1].index("mingzhang") :]
    return inner[1] if inner[0] == "parsing" and len(inner) > 1 else inner[0]


def shares(totals: dict[str, float]) -> str:
    """Every room with at least a hundredth of the time, and which the others are."""
    whole = sum(totals.values())
    named = [f"{room} {100 * own / whole:.0f}%" for room, own in totals.items() if own * 100 >= whole]
    small = [room for room, own in totals.items() if own * 100 < whole]
    rest = sum(totals[room] for room in small)
    return ", ".join(named) + f"; together {100 * rest / whole:.0f}%: {', '.join(small)}"


if __name__ == "__main__":
    main()
