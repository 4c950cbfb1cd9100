"""Which statements of layout, parsing and checking serve one real document only.

    python benchmarks/overfitting.py DOCUMENT… [--seeds 3] [--list]

Every made-up document (all looks of the generator, whole, damaged, and with each fault planted) and every real one is
read and checked under `coverage`, each under its own name; the made-up ones first, so that what is kept in caches is
theirs. A statement that exactly one real document reaches, and no made-up one, was
written for that document: their share of all statements that run at all is what is printed.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import coverage

from generator import DAMAGES, ELSEWHERE, LAYOUTS, case
from generator.planting import FAULTS, plant
from mingzhang.checking import check
from mingzhang.model import NotADisclosure
from mingzhang.parsing import parse
from mingzhang.reading import read

ROOMS = ("layout", "parsing", "checking", "classification")
PACKAGE = Path(__file__).resolve().parent.parent / "build" / "mingzhang"
MADE_UP = "made up"


def made_up(seeds: int, folder: Path) -> Iterator[Path]:
    """Made-up documents of every look, whole and with every damage."""
    for layout in (*LAYOUTS, *ELSEWHERE):
        for seed in range(seeds):
            for damages in (frozenset(), frozenset(DAMAGES)):
                path = folder / "made-up.txt"
                path.write_text(case(seed, layout, damages).text(), encoding="utf-8")
                yield path
    for seed, fault in enumerate(sorted(FAULTS)):
        planted = plant(case(seed, LAYOUTS[0], frozenset()).facts, fault)
        if planted is not None:
            path.write_text(planted.text, encoding="utf-8")
            yield path


def run(path: Path) -> None:
    try:
        check(parse(read(path)))
    except NotADisclosure:
        return


def contexts_of(cov: coverage.Coverage) -> Iterator[tuple[str, int, set[str]]]:
    """(file, line, names of the documents that reach it) of every statement that runs within a document."""
    data = cov.get_data()
    for file in sorted(data.measured_files()):
        for line, contexts in sorted(data.contexts_by_lineno(file).items()):
            names = set(contexts) - {""}
            if names:
                yield Path(file).relative_to(PACKAGE).as_posix(), line, names


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("documents", nargs="+", type=Path)
    arguments.add_argument("--seeds", type=int, default=3)
    arguments.add_argument("--list", action="store_true", help="name the statements")
    given = arguments.parse_args()
    cov = coverage.Coverage(
        include=[f"{PACKAGE}/{room}/*" for room in ROOMS], data_file=None, config_file=False
    )
    cov.start()
    cov.switch_context(MADE_UP)
    with tempfile.TemporaryDirectory() as folder:
        for path in made_up(given.seeds, Path(folder)):
            run(path)
    for path in given.documents:
        cov.switch_context(path.name[:24])
        run(path)
    cov.stop()
    reached = list(contexts_of(cov))
    alone = [(file, line, names) for file, line, names in reached if len(names) == 1 and MADE_UP not in names]
    for room in ROOMS:
        of_room = sum(file.startswith(room) for file, _, _ in reached)
        own = sum(file.startswith(room) for file, _, _ in alone)
        if of_room:
            print(f"{room:15} {own:5} of {of_room:5} statements serve one document only: {own / of_room:.1%}")
    if given.list:
        for file, line, names in alone:
            print(f"  {file}:{line} {min(names)}")


if __name__ == "__main__":
    main()
