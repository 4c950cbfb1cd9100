"""The documents that whole-document tests read: made-up ones of the repository, and real ones where they are present.

`DOCUMENTS` are parameters for a test: the made-up ones run everywhere, the real ones are marked `real` (and skipped,
by name, where `../shared` is not here). What stands in a real document never enters the repository: see `golden.py`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from mingzhang.checking import check
from mingzhang.model import CheckReport, Disclosure, Document
from mingzhang.parsing import parse
from mingzhang.reading import read
from places import ROOT, SHARED

REAL = ("000", "001", "002", "003", "004")
MADE_UP = ("sample-001-2023", "sample-001-2024", "sample-003-2023")
"""A wide layout with codes of items only and damage; an office with planted faults; wrapped prose with lost tables."""

DOCUMENTS = tuple(
    pytest.param(name, marks=pytest.mark.real if name in REAL else (), id=name) for name in (*MADE_UP, *REAL)
)


def path_of(name: str) -> Path:
    """The file of a document by its short name."""
    if name in REAL:
        return next((SHARED / "disclosures").glob(f"{name}_*.txt"))
    return ROOT / "disclosures" / f"{name}.txt"


@cache
def document(name: str) -> Document:
    return read(path_of(name))


@cache
def disclosure(name: str) -> Disclosure:
    return parse(document(name))


@cache
def report(name: str) -> CheckReport:
    return check(disclosure(name))
