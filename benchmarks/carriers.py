"""One account in every carrier: `python benchmarks/carriers.py [--seeds 2] [--first 100] [--only docx,ofd]`.

From the same facts a made-up account is written as text, Word, workbook, web page, OFD, PDF of Chromium (ruled, open-sided,
sideways) and of WeasyPrint, of LibreOffice (a document, and a workbook with tables wider than its pages), Word's former
format, zip, 7z, and scans of a PDF, and read back. Printed is the F1 of statement cells, prose, key figures, items, projects
and forms for each carrier, with processor seconds and pages. The targets: 0.999 of cells and 0.99 of the rest where the
carrier was born digital, 0.995 and 0.97 where it was scanned. What is not installed is said and passed over. Exit code 1
where a carrier misses its target.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from every_carrier import CARRIERS, GROUPS, SCANNED, NotHere, scores
from generator import LAYOUTS, case
from generator.comparison import Part

BORN, RECOGNISED = (0.999, 0.99), (0.995, 0.97)
"""Targets for the cells, and for everything else."""


def f1(parts: list[Part]) -> float:
    total = sum(part.expected + part.found for part in parts)
    return 2 * sum(part.hits for part in parts) / total if total else 1.0


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--seeds", type=int, default=2)
    given.add_argument("--first", type=int, default=100, help="the seed of the first account")
    given.add_argument("--only", default=",".join(CARRIERS))
    asked = given.parse_args()
    looks = [look for look in LAYOUTS if look.tables and look.parted == "tab"]
    seeds = range(asked.first, asked.first + asked.seeds)
    cases = [case(seed, looks[seed % len(looks)], frozenset()) for seed in seeds]
    missed = False
    print(f"{'carrier':<17}{'n':>3}  " + " ".join(f"{group:>11}" for group in GROUPS) + "   cpu s  pages")
    for carrier in asked.only.split(","):
        found: dict[str, list[Part]] = defaultdict(list)
        pages, begun = 0, time.process_time()
        try:
            with tempfile.TemporaryDirectory() as folder:
                for one in cases:
                    parts, of_file = scores(one, carrier, Path(folder))
                    pages += of_file
                    for name, part in parts.items():
                        found[name].append(part)
        except NotHere as missing:
            print(f"{carrier:<17}     {missing}")
            continue
        values = [f1([part for name in names for part in found[name]]) for names in GROUPS.values()]
        cells, others = RECOGNISED if carrier in SCANNED else BORN
        missed = missed or values[0] < cells or min(values[1:]) < others
        spent = time.process_time() - begun
        print(
            f"{carrier:<17}{len(cases):>3}  "
            + " ".join(f"{v:>11.4f}" for v in values)
            + f" {spent:>7.1f} {pages:>6}"
        )
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
