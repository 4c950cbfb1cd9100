"""Cases that `mingzhang cases` writes from corrections: a file, a line, what was read and what it says."""

from __future__ import annotations

import json
from pathlib import Path

from mingzhang.reading import read

FOLDER = Path(__file__).parent / "misreadings"


def assert_read_as_told(case: Path) -> None:
    """A case that is mended reads right; one that is not still reads wrong, else it is to be marked as mended."""
    told = json.loads(case.read_text(encoding="utf-8"))
    text = read(case.with_name(told["file"]), mask=False).lines[told["line"] - 1]
    if told["cell"]:
        text = text.split("\t")[told["cell"] - 1]
    if told["mended"]:
        assert told["right"] in text
    else:
        assert told["read"] in text, (
            f"{case.name} is read otherwise now: if rightly so, set its mended to true"
        )
