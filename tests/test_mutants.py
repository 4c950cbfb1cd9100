"""No document stops a build: mutated ones through reading, parsing, checking and loading, all into one database."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.reading.text import decode
from mutation import mutant, try_mutants
from places import ROOT, SHARED

SMALL = 20_000
"""Characters: three hundred mutants of small documents take as long as a hundred of large ones, and find more."""


def texts_of(folder: Path) -> list[str]:
    return [decode(path.read_bytes()) for path in sorted(folder.glob("*.txt"))]


@pytest.mark.slow
def test_mutants_of_made_up_documents_never_stop_a_build(tmp_path: Path) -> None:
    texts = [text for text in texts_of(ROOT / "disclosures") if len(text) < SMALL]
    trial = try_mutants((mutant(texts[seed % len(texts)], seed) for seed in range(300)), tmp_path)
    assert trial.faults == []
    assert trial.documents == 300
    assert trial.published > 200


@pytest.mark.slow
@pytest.mark.real
def test_mutants_of_real_documents_never_stop_a_build(tmp_path: Path) -> None:
    texts = texts_of(SHARED / "disclosures")
    trial = try_mutants((mutant(texts[seed % len(texts)], seed) for seed in range(20)), tmp_path)
    assert trial.faults == []
