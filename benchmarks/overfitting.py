"""Which statements of layout, parsing and checking serve one real document only, and which none at all.

    python benchmarks/overfitting.py DOCUMENT… [--seeds 3] [--list] [--unreached]

Every made-up document (all looks of the generator, whole, damaged, and with each fault planted, one in each carrier, texts
that must be refused or print something otherwise, and the accounts that break each rule) and every real one is read and checked under `coverage`,
each under its own name; the made-up ones first, so that what is kept in caches is theirs. A statement that exactly one real document reaches, and no made-up one, was
written for that document: their share of all statements that run at all is what is printed. Beside it stands the share
of statements that no document reaches; a folder among the documents stands for all its files.
"""

from __future__ import annotations

import argparse
import ast
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import get_args

import coverage

from generator import DAMAGES, ELSEWHERE, LAYOUTS, case
from generator.layouts import Parted, random_elsewhere, random_layout
from generator.planting import FAULTS, plant
from mingzhang.checking import RULES, check
from mingzhang.model import NotADisclosure, NotReadable
from mingzhang.parsing import parse
from mingzhang.reading import read
from not_accounts import TEXTS
from printed_otherwise import ACCOUNTS
from rule_table import inputs
from writing_carriers import as_docx, as_html, as_pdf, as_xlsx, parts_of

ROOMS = ("layout", "parsing", "checking", "classification")
PACKAGE = Path(__file__).resolve().parent.parent / "build" / "mingzhang"
MADE_UP = "made up"


def made_up(seeds: int, folder: Path) -> Iterator[Path]:
    """Made-up documents of every look, whole and with every damage, with cells parted in every way, and looks drawn."""
    looks = [look for look in (*LAYOUTS, *ELSEWHERE) for _ in range(seeds)]
    looks += [replace(look, parted=way) for look in (*LAYOUTS, *ELSEWHERE) for way in get_args(Parted)]
    looks += [draw(Random(seed)) for seed in range(10 * seeds) for draw in (random_layout, random_elsewhere)]
    path = folder / "made-up.txt"
    for seed, look in enumerate(looks):
        for damages in (frozenset(), frozenset(DAMAGES)):
            path.write_text(case(seed, look, damages).text(), encoding="utf-8")
            yield path
    for seed, fault in enumerate(sorted(FAULTS)):
        planted = plant(case(seed, LAYOUTS[0], frozenset()).facts, fault)
        if planted is not None:
            path.write_text(planted.text, encoding="utf-8")
            yield path
    for text in (*(text for text, _ in TEXTS.values()), *ACCOUNTS.values()):
        path.write_text(text, encoding="utf-8")
        yield path
    path.write_text(case(seeds, LAYOUTS[0], frozenset()).text(), encoding="utf-8")
    parts = parts_of(path)
    for suffix, written in (("docx", as_docx), ("xlsx", as_xlsx), ("html", as_html), ("pdf", as_pdf)):
        carried = folder / f"made-up.{suffix}"
        written(parts, carried)
        yield carried


def run(path: Path) -> None:
    try:
        check(parse(read(path)))
    except (NotADisclosure, NotReadable):
        return


def contexts_of(cov: coverage.Coverage) -> Iterator[tuple[str, int, set[str]]]:
    """(file, line, names of the documents that reach it) of every statement that runs within a document."""
    data = cov.get_data()
    for file in sorted(data.measured_files()):
        for line, contexts in sorted(data.contexts_by_lineno(file).items()):
            names = set(contexts) - {""}
            if names:
                yield Path(file).relative_to(PACKAGE).as_posix(), line, names


def _unreached(cov: coverage.Coverage) -> Iterator[tuple[str, tuple[int, list[int]]]]:
    """(file, (how many statements, lines of those that did not run)) of every file of the rooms; what runs as a module
    is imported counts as reached."""
    for file in sorted(cov.get_data().measured_files()):
        inside: set[int] = set()
        for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                inside.update(range(node.body[0].lineno, (node.end_lineno or 0) + 1))
        _, statements, _, missed, _ = cov.analysis2(file)
        yield (
            Path(file).relative_to(PACKAGE).as_posix(),
            (len(statements), sorted(inside.intersection(missed))),
        )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("documents", nargs="+", type=Path)
    arguments.add_argument("--seeds", type=int, default=3)
    arguments.add_argument("--list", action="store_true", help="name the statements of one document only")
    arguments.add_argument("--unreached", action="store_true", help="name the statements that none reaches")
    given = arguments.parse_args()
    cov = coverage.Coverage(
        include=[f"{PACKAGE}/{room}/*" for room in ROOMS], data_file=None, config_file=False
    )
    cov.start()
    cov.switch_context(MADE_UP)
    with tempfile.TemporaryDirectory() as folder:
        for path in made_up(given.seeds, Path(folder)):
            run(path)
    for rule_id in RULES:
        for account in inputs(rule_id):
            check(account)
    files = [path if path.is_file() else sorted(path.rglob("*")) for path in given.documents]
    for path in (one for found in files for one in ([found] if isinstance(found, Path) else found)):
        if path.is_file():
            cov.switch_context(f"{path.parent.name}/{path.name}")
            run(path)
    cov.stop()
    reached = list(contexts_of(cov))
    alone = [(file, line, names) for file, line, names in reached if len(names) == 1 and MADE_UP not in names]
    for room in ROOMS:
        of_room = sum(file.startswith(room) for file, _, _ in reached)
        own = sum(file.startswith(room) for file, _, _ in alone)
        if of_room:
            print(f"{room:15} {own:5} of {of_room:5} statements serve one document only: {own / of_room:.1%}")
    unreached = dict(_unreached(cov))
    for room in ROOMS:
        lines = [line for file, (_, missed) in unreached.items() if file.startswith(room) for line in missed]
        count = sum(statements for file, (statements, _) in unreached.items() if file.startswith(room))
        print(f"{room:15} {len(lines):5} of {count:5} statements serve no document: {len(lines) / count:.1%}")
    if given.unreached:
        for file, (_, missed) in unreached.items():
            if missed:
                print(f"  {file}: {', '.join(map(str, missed))}")
    if given.list:
        for file, line, names in alone:
            print(f"  {file}:{line} {min(names)}")


if __name__ == "__main__":
    main()
