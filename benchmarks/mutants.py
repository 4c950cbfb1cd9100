"""Mutated documents through reading, parsing, checking and loading: none may stop a build.

    python benchmarks/mutants.py [--mutants 5000] [--first 0] [--documents FOLDER ...]

Prints how many were published, how many rows were left out, why documents were quarantined. Exit 1 where the program
itself was at fault (an internal error, a dead process, a limit of time); an exception ends it with its traceback.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from mingzhang.engines import LocalEngine
from mingzhang.reading.text import decode
from mutation import mutant, try_mutants

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mutants", type=int, default=5000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--documents", type=Path, nargs="*", default=[ROOT / "disclosures"])
    asked = parser.parse_args()
    texts = [decode(path.read_bytes()) for folder in asked.documents for path in sorted(folder.glob("*.txt"))]
    seeds = range(asked.first, asked.first + asked.mutants)
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, LocalEngine() as engine:
        trial = try_mutants((mutant(texts[seed % len(texts)], seed) for seed in seeds), Path(folder), engine)
    seconds = time.perf_counter() - begin
    print(
        f"{trial.documents} mutants of {len(texts)} documents in {seconds:.0f} s: {trial.published} published, "
        f"{trial.rows_left_out} rows left out and told, {len(trial.faults)} faults of the program"
    )
    for reason, times in trial.reasons.most_common(12):
        print(f"  {times:5d}  {reason}")
    return int(bool(trial.faults))


if __name__ == "__main__":
    sys.exit(main())
