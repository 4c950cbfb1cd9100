"""The house stays in order: small rooms, one direction of imports, and no word that is not the project's own."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "build" / "mingzhang"
MODULES = sorted(PACKAGE.rglob("*.py"))

MAX_MODULE = 300
GROWN: dict[str, int] = {}
"""Modules allowed to be larger, with their bound; it only goes down."""
MAX_FUNCTION = 45

ORDER = (
    ("model", "catalogue", "interruptions", "engines"),
    ("reading",),
    ("classification",),
    ("parsing",),
    ("checking",),
    ("database",),
    ("search", "exports", "portal", "progress"),
    ("site", "serving"),
)
"""A room imports from its own row and those above it; `database` calls nothing of those that only read it."""
RANK = {room: rank for rank, row in enumerate(ORDER) for room in row}


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def test_modules_stay_small() -> None:
    sizes = {p.relative_to(PACKAGE).as_posix(): lines(p) for p in MODULES}
    grown = {name: size for name, size in sizes.items() if size > GROWN.get(name, MAX_MODULE)}
    assert grown == {}


def test_functions_stay_small() -> None:
    grown = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > MAX_FUNCTION:
                    grown[f"{path.relative_to(ROOT)}:{node.name}"] = length
    assert grown == {}


def imported_rooms(path: Path) -> set[str]:
    """The rooms of the package that a module imports, by absolute or relative import, also inside functions."""
    here = path.relative_to(PACKAGE).parts[:-1]
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = here[: len(here) - node.level + 1]
            dotted = (*base, *(node.module.split(".") if node.module else ()))
            rooms |= {dotted[0]} if dotted else {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mingzhang."):
            rooms.add((node.module or "").split(".")[1])
    return rooms


@pytest.mark.parametrize("room", sorted(RANK))
def test_a_room_imports_only_from_those_before_it(room: str) -> None:
    paths = [p for p in MODULES if p.relative_to(PACKAGE).parts[0] in (room, f"{room}.py")]
    assert paths
    for path in paths:
        late = {other for other in imported_rooms(path) if RANK.get(other, -1) > RANK[room]}
        assert late == set(), path


CLOCKS = re.compile(r"\btime\.(time|monotonic|perf_counter)(_ns)?\(")


def test_no_test_looks_at_the_clock_on_the_wall() -> None:
    """A busy machine fails no test: bounds are of processor time (`limits.processor_seconds`)."""
    looking = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("*.py")
        if path != Path(__file__).resolve() and CLOCKS.search(path.read_text(encoding="utf-8"))
    ]
    assert looking == []


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name]


def test_the_project_speaks_of_itself_alone() -> None:
    """No path of a machine and no host of a registry in any file."""
    foreign = re.compile(r"/work/|/root/|/home/\w|pypi\.org|registry\.npmjs|deb\.debian|files\.pythonhosted")
    for path in tracked():
        if path.suffix in {".png", ".woff2", ".gz"} or path.name == Path(__file__).name or not path.is_file():
            continue
        found = foreign.search(path.read_text(encoding="utf-8", errors="ignore"))
        assert found is None, f"{path.relative_to(ROOT)}: {found and found.group()}"


TEXTS = {".py", ".md", ".yml", ".txt", ".html", ".json", ".csv", ".js", ".j2"}
RUN = 40
"""So many Han characters alike in a row are no accident, and longer than the template's fixed phrases."""


def runs(path: Path) -> set[str]:
    """Every run of `RUN` Han characters, commas and stops of a file (lists of names fall apart at 、)."""
    text = re.sub(r"[ \n\r]", "", path.read_text(encoding="utf-8", errors="ignore"))
    found = re.findall(rf"[\u4e00-\u9fff，。；]{{{RUN},}}", text)
    return {long[start : start + RUN] for long in found for start in range(len(long) - RUN + 1)}


@pytest.mark.real
def test_no_sentence_of_the_real_documents_is_in_the_project() -> None:
    seen = Counter(
        run for path in (ROOT.parent / "shared" / "disclosures").glob("*.txt") for run in runs(path)
    )
    # What several districts print alike is the official template, not anyone's sentence.
    sentences = {run for run, documents in seen.items() if documents == 1}
    names_of_codes = ROOT / "build" / "mingzhang" / "classification"
    copied = {
        str(path.relative_to(ROOT)): sorted(runs(path) & sentences)[:3]
        for path in tracked()
        if path.suffix in TEXTS
        and path.is_file()
        and path.parent != names_of_codes
        and runs(path) & sentences
    }
    assert copied == {}
