"""MediaWiki's tables: `{|` to `|}`, rows parted by `|-`, cells behind `|` or `!`, several on a line by `||` or `!!`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Row, TextLine
from .contract import MAX_CELLS, MOST_LINES, Found

NAME = "mediawiki"
_ATTRIBUTES = re.compile(r"\s*(?:[a-z-]{2,12}\s*=\s*(?:\"[^\"|]{0,80}\"|[^\s|]{1,40})\s*){1,6}\|(?!\|)")
_SPAN = re.compile(r"\bcolspan\s*=\s*\"?([0-9]{1,2})")


def opens(line: str) -> bool:
    """Whether a line opens a table."""
    return line.startswith("{|")


def read(lines: Sequence[str], at: int) -> Found | None:
    """The table up to `|}`; its caption is a line of words."""
    content: list[Row | TextLine] = []
    cells: list[str] = []
    begun = at + 1
    for n in range(at + 1, min(at + MOST_LINES, len(lines))):
        line = lines[n].strip()
        if line.startswith(("|-", "|}")):
            if any(cells):
                content.append(Row(begun, tuple(cells[:MAX_CELLS])))
            cells, begun = [], n + 2
            if line.startswith("|}"):
                return Found(content, n + 1)
        elif line.startswith("|+"):
            content.append(TextLine(n + 1, line[2:].strip() or "表"))
        elif line.startswith(("|", "!")):
            begun = begun if cells else n + 1
            for piece in re.split(r"\|\||!!" if line[0] == "!" else r"\|\|", line[1:]):
                cells += _cell(piece)
        elif line and cells:
            cells[-1] = f"{cells[-1]} {line}".strip()
    return None


def _cell(piece: str) -> list[str]:
    attributes = _ATTRIBUTES.match(piece)
    span = _SPAN.search(attributes.group()) if attributes else None
    text = piece[attributes.end() :] if attributes else piece
    return [text.strip().strip("'"), *[""] * (min(int(span[1]), 40) - 1 if span else 0)]
