"""The words of a cell as a form prints them: for reading, and for comparison with the form's own words."""

from __future__ import annotations

import re
from functools import lru_cache

from .joining import without_gaps

LONGEST = 2000
"""Characters of a cell that are read."""

_TAG = re.compile(r"<[^<>]{0,200}>")
WIDTH = str.maketrans("（）：０１２３４５６７８９％", "():0123456789%")
_WIDE = re.compile(r"[（）：０-９％]")


def words(cell: str) -> str:
    """The cell's text: no tags, no blanks inside Han text."""
    return _words(cell[:LONGEST])


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    if "<" in text:
        text = _TAG.sub(" ", text)
    return without_gaps(text.split()) if " " in text or "\t" in text else text


def label(cell: str) -> str:
    """The cell's text for comparison with the form's own words: no blanks at all, brackets and digits of one width."""
    return _label(cell[:LONGEST])


@lru_cache(maxsize=4096)
def _label(text: str) -> str:
    found = "".join(_words(text).split())
    return found.translate(WIDTH) if _WIDE.search(found) else found
