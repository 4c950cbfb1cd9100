"""What is declared in pyproject.toml is what is imported, and what is locked is what is declared."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.xdist_group("source")  # the trees of the source are parsed once

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKED = (ROOT / "locks" / "dev.txt").read_text(encoding="utf-8")
LOCKS = sorted((ROOT / "locks").glob("*.txt"))
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)

USED_WITHOUT_IMPORT = {
    "mkdocs-material": "the theme that frames the site, named in its configuration",
    "pagefind": "run as a program: python -m pagefind",
    "onnxruntime": "runs the models of rapidocr",
    "editables": "what hatchling makes an editable install with",
    "hatchling": "builds the package",
    "frictionless": "run as a program by the tests of the exports",
    "mypy": "run as a program",
    "ruff": "run as a program",
    "types-pyyaml": "types that mypy reads",
    "pytest-cov": "a plugin of pytest",
    "pytest-timeout": "a plugin of pytest",
    "pytest-xdist": "a plugin of pytest",
}


def declared(requirements: Iterable[str]) -> dict[str, Requirement]:
    found = map(Requirement, requirements)
    return {canonicalize_name(requirement.name): requirement for requirement in found}


EXTRAS = [name for extra in PROJECT["project"]["optional-dependencies"].values() for name in extra]
RUNTIME = declared([*PROJECT["project"]["dependencies"], *EXTRAS])
DEVELOPMENT = declared(PROJECT["dependency-groups"]["dev"])


@cache
def imported(folder: Path) -> set[str]:
    """The distributions whose modules the files of a folder import, also inside functions."""
    modules: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules.update(name.name.partition(".")[0] for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.partition(".")[0])
    known = packages_distributions()
    return {
        canonicalize_name(distribution)
        for module in modules - set(sys.stdlib_module_names) - {"mingzhang"}
        for distribution in known.get(module, ())
    }


def test_what_the_package_imports_is_declared() -> None:
    assert imported(ROOT / "build") - RUNTIME.keys() == set()


def test_what_is_declared_for_the_package_is_used() -> None:
    assert RUNTIME.keys() - imported(ROOT / "build") - USED_WITHOUT_IMPORT.keys() == set()


def test_what_tests_and_benchmarks_import_is_declared() -> None:
    used = imported(ROOT / "tests") | imported(ROOT / "benchmarks")
    assert used - RUNTIME.keys() - DEVELOPMENT.keys() == set()


def test_what_is_declared_for_development_is_used() -> None:
    used = imported(ROOT / "tests") | imported(ROOT / "benchmarks") | USED_WITHOUT_IMPORT.keys()
    assert DEVELOPMENT.keys() - used - RUNTIME.keys() == set()


def test_the_lock_holds_what_is_declared() -> None:
    pinned = {canonicalize_name(name): version for name, version in PINNED.findall(LOCKED)}
    for name, requirement in (RUNTIME | DEVELOPMENT).items():
        assert name in pinned, f"{name} is not in locks/dev.txt: run make lock"
        assert requirement.specifier.contains(pinned[name]), f"{name}: run make lock"


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_locks_name_versions_and_hashes_and_no_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    for entry in re.split(r"\n(?=[A-Za-z0-9])", text)[1:]:
        assert PINNED.match(entry) and "--hash=sha256:" in entry, entry


DOCUMENTED = frozenset({"_exit", "_replace", "_asdict", "_fields"})
"""Names that begin with an underscore and are documented all the same: of os, and of named tuples."""


def private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__") and name not in DOCUMENTED


def test_the_package_uses_no_private_name_of_another() -> None:
    """A private name that the package uses on an object or imports is one that it defines."""
    used: list[tuple[str, str]] = []
    own: set[str] = set()
    for path in sorted((ROOT / "build").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and not node.level:
                parts = [*(node.module or "").split("."), *(name.name for name in node.names)]
                used += [(path.name, part) for part in parts if private(part)]
            elif isinstance(node, ast.Name | ast.FunctionDef | ast.AsyncFunctionDef):
                own.add(node.id if isinstance(node, ast.Name) else node.name)
            elif isinstance(node, ast.Attribute) and private(node.attr):
                ours = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
                if ours:
                    own.add(node.attr)
                else:
                    used.append((path.name, node.attr))
    assert [(path, name) for path, name in used if name not in own] == []
