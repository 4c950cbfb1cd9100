"""The part of a text worth showing: from the sentence with the first hits, so many characters."""

from __future__ import annotations

from .marks import Segment, find, segments
from .tokens import Phrase

SHOWN = 200
_ENDS = "。；！？\n"


def excerpt(text: str, wanted: list[Phrase], shown: int = SHOWN) -> list[Segment]:
    """About `shown` characters of `text` around the place with most hits, hits marked, "…" where cut."""
    marks = find(text, wanted)
    if len(text) <= shown:
        return segments(text, marks)
    start = _start(text, marks, shown)
    end = min(len(text), start + shown)
    inside = [(max(s, start) - start, min(e, end) - start) for s, e in marks if s < end and e > start]
    out = segments(text[start:end], inside)
    if start:
        out.insert(0, Segment("…", False))
    if end < len(text):
        out.append(Segment("…", False))
    return out


def _start(text: str, marks: list[tuple[int, int]], shown: int) -> int:
    """Where the excerpt begins: at the sentence of the hit that most hits follow closely."""
    if not marks:
        return 0
    best = max(marks, key=lambda mark: (sum(mark[0] <= s < mark[0] + shown // 2 for s, _ in marks), -mark[0]))
    begin = max(text.rfind(end, 0, best[0]) for end in _ENDS) + 1
    if best[0] - begin > shown // 2:
        begin = max(text.rfind("，", 0, best[0]) + 1, best[0] - shown // 3)
    return min(begin, len(text) - shown)
