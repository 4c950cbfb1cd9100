"""Whole documents, record by record, against golden files that were read through beside their documents.

How to review a change: docs/debugging.md.
"""

from __future__ import annotations

import pytest

from corpus import DOCUMENTS, REAL, disclosure, report
from golden import FOLDER, KINDS, as_records, written


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_records_are_those_of_the_golden_file(name: str, kind: str, update_golden: bool) -> None:
    text = written(as_records(KINDS[kind], disclosure(name), report(name), real=name in REAL))
    path = FOLDER / name / f"{kind}.json"
    missing = not path.exists()
    if missing or update_golden:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert not missing, (
        f"{path.name} of {name} was missing and is now written: read it through, then run again"
    )
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_every_golden_file_is_of_a_document_and_a_kind() -> None:
    known = {document.id for document in DOCUMENTS}
    assert {
        path.relative_to(FOLDER).as_posix()
        for path in FOLDER.rglob("*.json")
        if path.parent.name not in known or path.stem not in KINDS
    } == set()
