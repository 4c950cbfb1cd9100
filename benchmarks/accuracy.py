"""Facts rendered in every layout and damage, read back and scored: `python benchmarks/accuracy.py --documents 500`.

Prints the F1 of every part of the reading by layout, and by damage. The targets: 0.999 without damage, 0.98 with it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from generator.cases import Case, cases
from generator.comparison import Part, compare
from generator.expectation import expected
from mingzhang.parsing import parse
from mingzhang.reading import read

PARTS = (
    "identity",
    "statuses",
    "cells",
    "key_figures",
    "structure",
    "execution",
    "projects",
    "forms",
    "tasks",
    "terms",
    "duties",
    "offices",
    "sections",
    "paragraphs",
)
UNDAMAGED, DAMAGED = 0.999, 0.98


def score(case: Case, folder: Path) -> dict[str, Part]:
    """Render the case to a file, read it, and compare."""
    path = folder / "case.txt"
    path.write_text(case.text(), encoding="utf-8")
    return compare(expected(case.facts, case.layout, case.damages), parse(read(path)))


def f1(parts: list[Part]) -> float:
    hits = sum(p.hits for p in parts)
    total = sum(p.expected + p.found for p in parts)
    return 2 * hits / total if total else 1.0


def table(title: str, groups: dict[str, list[dict[str, Part]]]) -> None:
    print(f"\n{title:<22}{'n':>5}  all    " + " ".join(f"{p[:7]:>7}" for p in PARTS))
    for name, results in sorted(groups.items()):
        by_part = [f1([r[p] for r in results]) for p in PARTS]
        whole = f1([part for r in results for part in r.values()])
        print(f"{name:<22}{len(results):>5}  {whole:.4f} " + " ".join(f"{x:>7.4f}" for x in by_part))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", default="", help="print what was missed of this part")
    chosen = options.parse_args()
    by_layout, by_damage, by_kind = (defaultdict(list) for _ in range(3))
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for case in cases(chosen.documents, chosen.seed):
            result = score(case, Path(folder))
            by_kind["damaged" if case.damages else "undamaged"].append(result)
            if not case.damages:
                by_layout[case.layout.name].append(result)
            for damage in case.damages:
                by_damage[damage].append(result)
            part = result.get(chosen.show)
            if part and (part.missed or part.extra):
                print(case.name, "\n  missed", *part.missed, "\n  extra", *part.extra, sep="\n    ")
    table("undamaged, by layout", by_layout)
    table("by damage", by_damage)
    table("overall", by_kind)
    seconds = time.perf_counter() - started
    print(f"\n{chosen.documents} documents, seed {chosen.seed}, {seconds:.0f} s")
    scores = {kind: f1([p for r in results for p in r.values()]) for kind, results in by_kind.items()}
    good = scores.get("undamaged", 1) >= UNDAMAGED and scores.get("damaged", 1) >= DAMAGED
    print(
        f"undamaged {scores.get('undamaged', 1):.4f} (target {UNDAMAGED}), damaged {scores.get('damaged', 1):.4f} (target {DAMAGED})"
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
