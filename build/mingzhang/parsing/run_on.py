"""Lists whose entries run on in one paragraph: 1.拟订政策；2.组织实施；3.监督检查。"""

from __future__ import annotations

import re

from ..layout.ordinals import chinese_number, read_ordinal

_STOP = re.compile(r"[。；;：:，,]\s*")
_FIRSTLY = re.compile(r"([一二三四五六七八九十]{1,3})是")  # 一是…；二是…
_STYLES = ("1", "(1)", "(一)", "一", "是")
LONGEST = 5000
"""Characters of a paragraph that are looked through."""


def run_on(text: str) -> list[tuple[int, int]]:
    """Where the entries of a list stand in a paragraph, without their ordinals; none where it holds no list.

    The ordinals count up by one from 1, each after a stop: no number within a sentence passes for one.
    """
    text = text[:LONGEST]
    openings = [_opening(text, at) for at in (0, *(match.end() for match in _STOP.finditer(text)))]
    for style in _STYLES:
        found: list[tuple[int, int]] = []
        for opening in openings:
            if opening is not None and opening[:2] == (style, len(found) + 1):
                found.append(opening[2:])
        if len(found) > 1:
            ends = [start for start, _ in found[1:]] + [len(text)]
            return [(begin, end) for (_, begin), end in zip(found, ends, strict=True)]
    return []


def _opening(text: str, at: int) -> tuple[str, int, int, int] | None:
    """Style, number, start and end of the ordinal that opens an entry at a place."""
    firstly = _FIRSTLY.match(text, at)
    if firstly:
        return "是", chinese_number(firstly[1]), at, firstly.end()
    ordinal = read_ordinal(text[at : at + 16])
    return (ordinal.style, ordinal.number, at, at + ordinal.end) if ordinal else None
